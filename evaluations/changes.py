"""One evaluation beside what the day says of its person: the vocabulary of what changed in mid-cycle."""

from dataclasses import astuple, dataclass
from datetime import date

from evaluations.open_cycle import values_of
from evaluations.resolve import Line

STAGED = 12  # the columns that ``open_cycle.values_of`` gives, in the same order


@dataclass(frozen=True, slots=True)
class Known:
    """What the cycle holds of a person."""

    unit_id: int
    person_id: int
    group: str
    place: str
    is_leader: bool
    title: str
    law: str
    form: str
    monitor_unit_id: int | None
    rater_unit_id: int
    monitor_id: int | None
    rater_id: int | None
    id: int
    left_on: date | None
    is_rated: bool

    @property
    def values(self) -> tuple:
        return astuple(self)[:STAGED]


@dataclass(frozen=True, slots=True)
class Change:
    """An evaluation that the day's people and heads change."""

    known: Known
    line: Line

    @property
    def is_back(self) -> bool:
        return self.known.left_on is not None

    @property
    def is_moved(self) -> bool:
        return self.known.unit_id != self.line.unit_id

    @property
    def has_other_form(self) -> bool:
        return (self.known.law, self.known.form) != values_of(self.line)[6:8]

    @property
    def has_other_place(self) -> bool:
        return self.known.values[2:6] != values_of(self.line)[2:6]

    @property
    def has_other_rater_unit(self) -> bool:
        return self.known.rater_unit_id != values_of(self.line)[9]

    @property
    def has_other_rater(self) -> bool:
        return self.has_other_rater_unit or self.known.rater_id != values_of(self.line)[11]

    @property
    def has_other_monitor(self) -> bool:
        line = values_of(self.line)
        return (self.known.monitor_unit_id, self.known.monitor_id) != (line[8], line[10])


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody who isn't in the cycle's scope any more, from the day on."""

    known: Known
    on: date
