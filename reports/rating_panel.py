"""The newest cycle's figures on a unit's page: levels of people and organisations, the newest scores.

They are counted after the page is there: a unit's page asks for them by itself.
"""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from agencies.tree import Place
from core.frame import with_day
from core.prepared import Prepared
from evaluations.models import Cycle
from evaluations.scores.periods import period_from
from reports.organisation_figures import organisation_figures
from reports.rating_figures import rating_figures
from reports.rating_measures import LEVELS, ORGANISATION_LEVELS, ORGANISATIONS, RATINGS
from reports.rating_scope import UNIT, Scope, figures_cover
from reports.score_figures import score_figures

_NEWEST = Prepared(
    lambda unit: Cycle.objects.begun().covering(unit)[:1],
    unit=9_100_000_000_000_000_001,
)


def unit_panel(request: HttpRequest, place: Place) -> SafeString | None:
    """The place of the newest cycle's figures, for those who may read them."""
    cover, _ = figures_cover(request.user)
    if not cover.holds(place.unit_id):
        return None
    cycle = _NEWEST.one(unit=place.unit_id)
    if cycle is None:
        return None
    query = urlencode({UNIT: place.code})
    context = {
        "cycle": cycle,
        "url": with_day(request, f"{reverse('reports:ratings', args=[cycle.pk])}?{query}"),
        "panel_url": with_day(request, f"{reverse('reports:ratings-panel', args=[cycle.pk])}?{query}"),
    }
    return SafeString(render_to_string("reports/_unit_ratings_later.html", context, request))


def figures_panel(request: HttpRequest, cycle: Cycle, scope: Scope) -> dict | None:
    """What the panel of a unit and all below it shows; None while there is nothing to be shown."""
    ids, is_decided_only = scope.ids, scope.is_decided_only
    found, rated_units = rating_figures(cycle, ids), organisation_figures(cycle, ids)
    if not found["ratings.rated" if is_decided_only else "ratings.total"].numerator:
        return None
    query = urlencode({UNIT: scope.unit.code} if scope.unit else {})
    return {
        "cycle": cycle,
        "url": with_day(request, f"{reverse('reports:ratings', args=[cycle.pk])}?{query}"),
        "levels": [
            (RATINGS[code].name, found[code].numerator, found["ratings.rated"].numerator) for code in LEVELS
        ],
        "organisations": [
            (ORGANISATIONS[code].name, rated_units[code].numerator)
            for code in ORGANISATION_LEVELS
            if rated_units[code].numerator
        ],
        "recognised": rated_units["organisations.recognised"].numerator,
        "waiting": found["ratings.waiting"].numerator,
        "total": found["ratings.total"].numerator,
        "is_decided_only": is_decided_only,
        "scores": None if is_decided_only else _newest_scores(request, cycle, ids, query),
    }


def _newest_scores(request: HttpRequest, cycle: Cycle, ids: frozenset[int] | None, query: str) -> dict | None:
    """The last period in which somebody of the units has a score."""
    scored = [
        (day, found)
        for day, found in score_figures(cycle, ids).items()
        if found["scores.confirmed"].numerator
    ]
    if not scored:
        return None
    day, found = max(scored, key=lambda one: one[0])
    period = period_from(cycle, day)
    return {
        "name": period.name,
        "mean": found.mean,
        "confirmed": found["scores.confirmed"].numerator,
        "none": found["scores.none"].numerator,
        "url": with_day(request, f"{reverse('reports:scores', args=[cycle.pk, period.slug])}?{query}"),
    }
