"""What the pages of cycles show."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest

from core.lists import Choice, url_with
from evaluations.enums import CycleState, OrganisationState
from evaluations.forecast import forecast
from evaluations.models import Cycle, Organisation
from evaluations.open_cycle import as_of
from evaluations.preflight import PROBLEMS, Ready, preflight
from evaluations.resolve import Line, resolve
from evaluations.seats import Seat
from evaluations.voices import heading, opinions, proposes
from evaluations.who_may import ratings_cover
from staff.enums import Group

HELD = "vuong"
STATE = "trang_thai"


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation of a cycle's page: what the cycle knows of it and what the pre-flight says now."""

    ready: Ready
    state: str
    people: int

    @property
    def is_held(self) -> bool:
        return self.state == OrganisationState.WAITING and not self.ready.is_ready

    @property
    def state_words(self) -> str:
        return "Vướng" if self.is_held else OrganisationState(self.state).label

    @property
    def state_kind(self) -> str:
        if self.is_held:
            return "bad"
        return {"waiting": "neutral", "open": "good", "closed": "neutral"}[self.state]


@dataclass(frozen=True, slots=True)
class CyclePage:
    cycle: Cycle
    on: date
    rows: list[OrganisationRow]
    n_without_chairman: int  # people whom the province's chairman rates while nobody holds that role

    @property
    def ready_to_open(self) -> list[OrganisationRow]:
        return [row for row in self.rows if row.state == OrganisationState.WAITING and row.ready.is_ready]

    @property
    def held(self) -> list[OrganisationRow]:
        return [row for row in self.rows if row.is_held]

    @property
    def opened(self) -> list[OrganisationRow]:
        return [row for row in self.rows if row.state == OrganisationState.OPEN]

    @property
    def closed(self) -> list[OrganisationRow]:
        return [row for row in self.rows if row.state == OrganisationState.CLOSED]

    @property
    def people(self) -> int:
        return sum(row.people for row in self.rows)

    @property
    def people_held(self) -> int:
        return sum(row.people for row in self.held)

    @property
    def state_kind(self) -> str:
        return "good" if self.cycle.state == CycleState.OPEN else "neutral"

    def choices(self, request: HttpRequest) -> list[Choice]:
        """The quick filters with their numbers."""
        here = request.GET.get(STATE, "")
        ways = [
            ("", "Tất cả", len(self.rows)),
            (HELD, "Vướng", len(self.held)),
            (OrganisationState.WAITING, "Sẵn sàng mở", len(self.ready_to_open)),
            (OrganisationState.OPEN, "Đang mở", len(self.opened)),
            (OrganisationState.CLOSED, "Đã đóng", len(self.closed)),
        ]
        return [
            Choice(label, url_with(request, **{STATE: value or None}), n, here == value)
            for value, label, n in ways
            if n or not value
        ]

    def shown(self, request: HttpRequest) -> list[OrganisationRow]:
        """The rows of the quick filter that the address names; those held back first."""
        found = {
            HELD: self.held,
            OrganisationState.WAITING: self.ready_to_open,
            OrganisationState.OPEN: self.opened,
            OrganisationState.CLOSED: self.closed,
        }.get(request.GET.get(STATE, ""), self.rows)
        return sorted(found, key=lambda row: not row.is_held)


def cycle_page(cycle: Cycle, user) -> CyclePage:
    """The cycle with every organisation that the user may see of it."""
    on = as_of(cycle)
    states = dict(Organisation.objects.filter(cycle=cycle).values_list("unit_id", "state"))
    allowed = allowed_units(cycle, user)
    rows = [
        OrganisationRow(ready, states.get(ready.unit.unit_id, OrganisationState.WAITING), len(ready.lines))
        for ready in preflight(resolve(cycle, on=on))
        if allowed is None or ready.unit.unit_id in allowed
    ]
    return CyclePage(cycle, on, rows, _without_chairman(rows))


def _without_chairman(rows: Iterable[OrganisationRow]) -> int:
    """It holds no organisation back: the role may be given at any time, and nothing is resolved anew then."""
    lines = [line for row in rows for line in row.ready.lines]
    theirs = [line.rater for line in lines if line.rater and line.rater.by_grant and not line.rater.head]
    return len(theirs) if theirs and not heading(theirs[0].unit_id) else 0


def allowed_units(cycle: Cycle, user) -> frozenset[int] | None:
    """The units of the cycle that the user may look into; None for all."""
    cover = ratings_cover(user)
    if cover.everywhere:
        return None
    seen = Organisation.objects.filter(cycle=cycle).visible_to(user).values_list("unit_id", flat=True)
    return cover.unit_ids | frozenset(seen)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of an organisation's page: under which law, and who does what."""

    name: str
    person_id: int
    title: str
    group: str
    law: str
    is_draft: bool
    form: str
    monitor: str
    opinions: str
    proposes: str
    rater: str
    problems: tuple[str, ...]
    forecast: tuple[str, ...] = ()


def people_rows(ready: Ready, cycle: Cycle) -> list[PersonRow]:
    return [
        PersonRow(
            name=line.person.name,
            person_id=line.person.id,
            title=line.title,
            group=Group(line.group).label,
            law=line.law.short if line.law else "",
            is_draft=bool(line.law and line.law.is_draft),
            form=line.form,
            monitor=seat_words(line.monitor),
            opinions=_voice(opinions, line, cycle),
            proposes=_voice(proposes, line, cycle),
            rater=seat_words(line.rater),
            problems=tuple(PROBLEMS[code].label for code in line.problems),
        )
        for line in ready.lines
    ]


def with_forecast(rows: Iterable[PersonRow], ready: Ready, cycle: Cycle) -> list[PersonRow]:
    """The rows of one page with what is forecast of their people."""
    shown = list(rows)
    here = {row.person_id for row in shown}
    said = forecast(cycle, [line for line in ready.lines if line.person.id in here])
    return [replace(row, forecast=tuple(said.get(row.person_id, ()))) for row in shown]


def _voice(of: Callable[..., str], line: Line, cycle: Cycle) -> str:
    return of(line.law.code, line.group, line.place, cycle.year) if line.law else ""


def seat_words(seat: Seat | None) -> str:
    """“Hoàng Thị Lan, Trường THCS …”; of the province its chairman."""
    if seat is None:
        return "–"
    if seat.by_grant:
        return f"Chủ tịch {seat.unit_name}"
    return (
        f"{seat.head.name}, {seat.unit_name}" if seat.head else f"Người đứng đầu {seat.unit_name} (chưa rõ)"
    )
