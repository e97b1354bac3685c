"""Until when each step is due: by the organisation's own deadline, else the cycle's, else the rating day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from evaluations.models import Cycle, Organisation, StepDeadline
from evaluations.progress import Behind, behind


@dataclass(frozen=True, slots=True)
class DueDays:
    """The deadlines of a cycle, all at hand; ``rated`` are the rating days of units that have their own."""

    of_cycle: dict[str, date]
    of_unit: dict[tuple[int, str], date]
    rated: dict[int, date]
    rated_on: date

    def of(self, unit_id: int, step: str) -> date:
        own = self.of_unit.get((unit_id, step)) or self.of_cycle.get(step)
        last = self.rated.get(unit_id, self.rated_on)
        # What is due in the whole cycle can't be due after the unit's own rating day.
        return min(own, last) if own else last


@dataclass(frozen=True, slots=True)
class Late:
    """So many people of a unit who lack a step, and when it was or is due."""

    behind: Behind
    due: date


def due_days(cycle: Cycle) -> DueDays:
    """In two queries."""
    of_cycle, of_unit = {}, {}
    rows = StepDeadline.objects.filter(cycle=cycle).values_list("organisation__unit", "step", "due_on")
    for unit_id, step, due_on in rows:
        if unit_id is None:
            of_cycle[step] = due_on
        else:
            of_unit[unit_id, step] = due_on
    own = Organisation.objects.filter(cycle=cycle).exclude(rated_on=cycle.rated_on)
    rated = dict(own.values_list("unit_id", "rated_on"))
    return DueDays(of_cycle, of_unit, rated, cycle.rated_on)


def late(cycle: Cycle, *, by: date, unit_ids: Collection[int] | None = None) -> list[Late]:
    """What isn't done and is due by the day, the longest overdue first, in three queries."""
    days = due_days(cycle)
    found = [Late(one, days.of(one.unit_id, one.step)) for one in behind(cycle, unit_ids)]
    return sorted((one for one in found if one.due <= by), key=lambda one: (one.due, one.behind.unit_id))
