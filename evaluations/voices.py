"""Who says something of a person before the decision, and who puts it together, by the steps of the law; and
who holds the roles for it in the portal today, by name."""

from functools import cache

from django.db.models import Q

from agencies.enums import Role
from agencies.models import Grant
from agencies.rights import Right, roles_with
from agencies.tree import path
from core.days import today
from evaluations.enums import Step
from evaluations.progress import chain

OPINIONS = {Step.MEETING: "tập thể nơi công tác, tại cuộc họp", Step.PARTY_OPINION: "cấp ủy nơi công tác"}
PROPOSAL = "bộ phận tổ chức cán bộ của cấp có thẩm quyền"


@cache
def opinions(law: str, group: str, place: str, year: int) -> str:
    """“Tập thể nơi công tác, tại cuộc họp; cấp ủy nơi công tác”; empty where the law asks nobody."""
    said = [OPINIONS[step] for step in chain(law, group, place, year) if step in OPINIONS]
    return "; ".join(said).capitalize()


@cache
def proposes(law: str, group: str, place: str, year: int) -> str:
    """Who puts it together and proposes; empty where the law has no such step."""
    return PROPOSAL.capitalize() if Step.SYNTHESIS in chain(law, group, place, year) else ""


def preparing(unit_id: int) -> list[str]:
    """Who writes the unit's steps down: its clerks, else those of the nearest unit above that has any; of the
    province Sở Nội vụ, the personnel body of that level (as ``who_may.sides_with``). In two queries."""
    way = [place.unit_id for place in path(unit_id, today())]
    of_unit = Q(role=Role.UNIT_CLERK, unit__in=way)
    of_province = Q(role__in=roles_with(Right.PREPARE_CYCLE)) & (Q(unit=None) | Q(unit__in=way))
    held = _held(of_province if len(way) == 1 else of_unit)
    nearest = next((unit for unit in (*reversed(way), None) if unit in held), None)
    return held.get(nearest, [])


def heading(root_id: int) -> list[str]:
    """Who acts as the province's chairman, who stands in no roster (as ``who_may.head_of``). In one query."""
    everywhere = Q(role__in=roles_with(Right.RATE)) & (Q(unit=None) | Q(unit=root_id))
    return [name for names in _held(everywhere).values() for name in names]


def _held(those: Q) -> dict[int | None, list[str]]:
    """{unit of the grant: names of who holds one today}."""
    grants = Grant.objects.in_force(today()).filter(those, user__is_active=True)
    found: dict[int | None, list[str]] = {}
    for unit, name in grants.order_by("user__full_name", "pk").values_list("unit_id", "user__full_name"):
        if name not in found.setdefault(unit, []):
            found[unit].append(name)
    return found
