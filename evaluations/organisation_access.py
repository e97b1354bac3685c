"""Who may do what with an organisation's evaluation on the pages."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from agencies.enums import Role
from agencies.models import UnitPeriod
from evaluations.models import Cycle, OrganisationEvaluation
from evaluations.open_cycle import as_of
from evaluations.views_cycle import visible
from evaluations.who_may import ratings_cover, signs_for


def unit_of(request: HttpRequest, pk: int, code: str) -> tuple[Cycle, UnitPeriod]:
    """The cycle, and the unit of the code as the cycle's day has it."""
    cycle = visible(request, pk)
    unit = UnitPeriod.objects.as_of(as_of(cycle)).filter(code=code).first()
    if unit is None:
        raise Http404
    return cycle, unit


def evaluation_of(
    request: HttpRequest, pk: int, code: str
) -> tuple[Cycle, UnitPeriod, OrganisationEvaluation]:
    """The organisation's evaluation; 404 where the user has no part in it, or no law rates it."""
    cycle, unit = unit_of(request, pk, code)
    found = OrganisationEvaluation.objects.visible_to(request.user).filter(cycle=cycle, unit=unit.unit_id)
    one = get_object_or_404(
        found.select_related("organisation", "cycle", "report", "proposal").prefetch_related("points")
    )
    return cycle, unit, one


def acts_for(request: HttpRequest, unit_id: int) -> bool:
    """The unit's head, who signs for them, and a clerk of the unit or of one above it."""
    if unit_id in signs_for(request.user):
        return True
    return Role.UNIT_CLERK in request.roles and ratings_cover(request.user).holds(unit_id)


def may_write(request: HttpRequest, one: OrganisationEvaluation) -> bool:
    return acts_for(request, one.unit_id)


def may_see_matters(request: HttpRequest, one: OrganisationEvaluation) -> bool:
    """What was said about the organisation is read above it."""
    above = one.recogniser_unit_id
    return ratings_cover(request.user).holds(above) or above in signs_for(request.user)


def may_judge(request: HttpRequest, one: OrganisationEvaluation) -> bool:
    """Who recognises the organisation, and who prepares it for them; never the organisation itself."""
    return acts_for(request, one.recogniser_unit_id)
