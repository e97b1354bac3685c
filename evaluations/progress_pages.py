"""What the pages of progress show: per unit and step who isn't rated yet, and what is overdue."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from agencies.models import UnitPeriod
from core.lists import Choice, url_with
from evaluations.closing_pages import LACKS
from evaluations.deadlines import due_days
from evaluations.enums import Step
from evaluations.models import Cycle, Evaluation
from evaluations.open_cycle import as_of
from evaluations.progress import RECORDED, behind, steps_missing
from evaluations.who_may import ratings_cover, signs_for

STEP, LATE = "buoc", "qua-han"


@dataclass(frozen=True, slots=True)
class ProgressRow:
    unit_id: int
    name: str
    code: str
    step: Step
    n: int
    due: date
    is_late: bool

    @property
    def words(self) -> str:
        return LACKS[self.step]


@dataclass(frozen=True, slots=True)
class ProgressPage:
    rows: list[ProgressRow]

    @property
    def people(self) -> int:
        return sum(row.n for row in self.rows)

    @property
    def people_late(self) -> int:
        return sum(row.n for row in self.rows if row.is_late)

    def choices(self, request: HttpRequest) -> list[Choice]:
        """Quick filters: all, overdue, each step that somebody lacks; the numbers are people."""
        here = request.GET.get(STEP, "")
        by_step = {step: sum(row.n for row in self.rows if row.step == step) for step in RECORDED}
        ways = [("", "Tất cả", self.people), (LATE, "Quá hạn", self.people_late)]
        ways += [(str(step), LACKS[step].capitalize(), n) for step, n in by_step.items() if n]
        return [
            Choice(label, url_with(request, **{STEP: value or None}), n, here == value)
            for value, label, n in ways
        ]

    def shown(self, request: HttpRequest) -> list[ProgressRow]:
        here = request.GET.get(STEP, "")
        if here == LATE:
            return [row for row in self.rows if row.is_late]
        return [row for row in self.rows if here in ("", row.step)]


@dataclass(frozen=True, slots=True)
class PersonBehind:
    name: str
    title: str
    words: str
    due: date


def progress_page(cycle: Cycle, user, *, today: date) -> ProgressPage:
    """Of those whom the user may see, in a fixed number of queries."""
    cover, theirs = ratings_cover(user), signs_for(user)
    days = due_days(cycle)
    units = {one.unit_id: one for one in UnitPeriod.objects.as_of(as_of(cycle))}
    counted: dict[tuple[int, Step], int] = {}
    for one in behind(cycle, None if cover.everywhere or theirs else cover.unit_ids):
        if not cover.holds(one.unit_id) and one.rater_unit_id not in theirs:
            continue
        key = one.unit_id, one.step
        counted[key] = counted.get(key, 0) + one.n
    rows = [
        (
            units[unit].sort_key,
            ProgressRow(unit, units[unit].name, units[unit].code, step, n, due, due < today),
        )
        for (unit, step), n in counted.items()
        if unit in units
        for due in [days.of(unit, step)]
    ]
    return ProgressPage([row for _, row in sorted(rows, key=lambda pair: (pair[1].due, pair[0]))])


def person_rows(cycle: Cycle, unit_id: int, user) -> list[PersonBehind]:
    """Everybody of the unit who isn't rated yet and of whom the user may see it."""
    missing = steps_missing(cycle, [unit_id])
    days = due_days(cycle)
    found = (
        Evaluation.objects.visible_to(user)
        .filter(pk__in=missing)
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )
    return [
        PersonBehind(
            one.person.full_name, one.title, LACKS[missing[one.pk]], days.of(unit_id, missing[one.pk])
        )
        for one in found
    ]
