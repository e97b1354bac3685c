"""Who may reach which units: the one place where grants become rows.

A grant is judged on the real today, never on the as-of day of a page; the tree below its unit is that of
the day asked for. Unknown means nothing.
"""

from dataclasses import dataclass
from datetime import date

from agencies import tree
from agencies.models import Grant
from agencies.rights import RIGHTS, Right
from core.days import today


@dataclass(frozen=True, slots=True)
class Cover:
    """The units that a right reaches."""

    everywhere: bool = False
    unit_ids: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.unit_ids)

    def holds(self, unit_id: int | None) -> bool:
        return self.everywhere or (unit_id is not None and unit_id in self.unit_ids)


def grants_of(user) -> list[Grant]:
    """The grants that hold today: on a page only the one in which the user acts."""
    if user is None or not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "acting_grants"):
        user.acting_grants = list(Grant.objects.filter(user=user).in_force(today()))
    return user.acting_grants


def roles_of(user) -> frozenset[str]:
    return frozenset(grant.role for grant in grants_of(user))


def has_right(user, right: Right) -> bool:
    """True when the user holds the right for any unit."""
    return any(right in RIGHTS[grant.role] for grant in grants_of(user))


def covered(user, right: Right, *, on: date) -> Cover:
    """The units that the user's right reaches, with the tree as of the day."""
    roots = []
    for grant in grants_of(user):
        if right in RIGHTS[grant.role]:
            if grant.unit_id is None:
                return Cover(everywhere=True)
            roots.append(grant.unit_id)
    if not roots:
        return Cover()
    memory = user.__dict__.setdefault("_cover_memory", {})
    key = (tuple(sorted(roots)), on)
    if key not in memory:
        memory[key] = Cover(unit_ids=tree.below(roots, on))
    return memory[key]
