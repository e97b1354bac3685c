"""Who may act for a unit in today's evaluation: head it, sign for its head, prepare, read its ratings."""

from agencies.enums import Role
from agencies.models import UnitPeriod
from agencies.rights import RIGHTS, Right
from agencies.scope import Cover, covered, grants_of, roles_of
from core.days import today
from evaluations.enums import DelegationKind


def head_of(user) -> frozenset[int]:
    """The units as whose head the user acts: by a grant for exactly that unit, or put in charge of it. A
    provincial leader is the head of the tree's root, for which the grant names no unit."""
    return frozenset(granted_to(user) | _delegated(user, DelegationKind.ACTING))


def granted_to(user) -> set[int]:
    """The units as whose head the user acts by a grant."""
    units: set[int] = set()
    for grant in grants_of(user):
        if Right.RATE in RIGHTS[grant.role]:
            if grant.unit_id is not None:
                units.add(grant.unit_id)
            else:
                roots = UnitPeriod.objects.as_of(today()).filter(parent=None)
                units.update(roots.values_list("unit_id", flat=True))
    return units


def signs_for(user) -> frozenset[int]:
    """The units for whose head the user may sign: as the head, or delegated in writing."""
    return head_of(user) | _delegated(user, DelegationKind.SIGNING)


def _delegated(user, kind: DelegationKind) -> set[int]:
    """The units of which the user is delegated today; asked once a request, as grants are."""
    from evaluations.models import Delegation

    if user is None or not user.is_authenticated:
        return set()
    if not hasattr(user, "held_delegations"):
        held = Delegation.objects.as_of(today()).filter(person__account=user)
        user.held_delegations = list(held.values_list("unit_id", "kind"))
    return {unit for unit, held in user.held_delegations if held == kind}


def ratings_cover(user) -> Cover:
    return covered(user, Right.SEE_RATINGS, on=today())


def prepares(user, unit_id: int) -> bool:
    """The head and who signs for them, and the clerk of the unit or of one above it. The head of a unit above
    has no part in it: the law gives each unit's sheet to its own head."""
    if unit_id in signs_for(user):
        return True
    return Role.UNIT_CLERK in roles_of(user) and ratings_cover(user).holds(unit_id)


def sides_with(user, unit_id: int) -> bool:
    """The side of the unit whose head rates or monitors: who prepares there, and where it is the province's,
    Sở Nội vụ, which is the personnel body of that level."""
    if prepares(user, unit_id):
        return True
    if not covered(user, Right.PREPARE_CYCLE, on=today()).holds(unit_id):
        return False
    return UnitPeriod.objects.as_of(today()).filter(unit=unit_id, parent=None).exists()
