"""What the pages about mid-cycle changes show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agencies.models import UnitPeriod
from evaluations.changes import Change
from evaluations.law.numbers import exact
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, HandOver, PeriodScore
from evaluations.reresolve import Changes, changes, followed
from evaluations.resolve import resolve
from evaluations.scores.periods import period_from
from staff.models import Person


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One person: what changes for them, or why it can't yet."""

    name: str
    unit: str
    words: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class ResolvePage:
    on: date
    found: Changes
    rows: list[ChangeRow]


@dataclass(frozen=True, slots=True)
class HandOverRow:
    one: HandOver
    from_unit: str
    to_unit: str
    due: date | None  # None once it is written


@dataclass(frozen=True, slots=True)
class HandedScore:
    """A confirmed score as the new unit reads it."""

    score: PeriodScore
    period: str
    points: str


def resolve_page(cycle: Cycle) -> ResolvePage:
    """What resolving anew would write, and who can't follow yet, the latter first."""
    resolved = resolve(cycle, on=followed(cycle))
    found = changes(cycle, resolved)
    names = {unit.unit_id: unit.name for unit in resolved.units.values()}
    people = dict(
        Person.objects.filter(pk__in=[one.known.person_id for one in found.left]).values_list(
            "pk", "full_name"
        )
    )
    rows = [
        ChangeRow(one.line.person.name, names.get(one.line.unit_id, ""), one.why, True) for one in found.held
    ]
    rows += [
        ChangeRow(one.line.person.name, names[one.line.unit_id], _words(one), False) for one in found.changed
    ]
    rows += [ChangeRow(line.person.name, names[line.unit_id], "mới đến", False) for line in found.joined]
    rows += [
        ChangeRow(
            people[one.known.person_id], names.get(one.known.unit_id, ""),
            f"ra khỏi phạm vi kỳ từ ngày {one.on:%d/%m/%Y}", False,
        )
        for one in found.left
    ]  # fmt: skip
    return ResolvePage(resolved.on, found, rows)


def hand_over_rows(cycle: Cycle, found: Iterable[HandOver], *, today: date) -> list[HandOverRow]:
    """With the units' last names, and until when the new unit needs it."""
    those = list(found)
    units = {one.from_unit_id for one in those} | {one.evaluation.unit_id for one in those}
    names = dict(UnitPeriod.objects.filter(unit__in=units).order_by("valid").values_list("unit_id", "name"))
    return [
        HandOverRow(
            one,
            names[one.from_unit_id],
            names[one.evaluation.unit_id],
            None if one.written_at else one.evaluation.organisation.rated_on,
        )
        for one in those
    ]


def handed_scores(one: HandOver, user) -> list[HandedScore]:
    """The confirmed scores of the old unit that the user may read, month by month, in two queries."""
    found = PeriodScore.objects.visible_to(user).standing().confirmed()
    rows = found.filter(
        cycle=one.evaluation.cycle_id, person=one.evaluation.person_id, unit=one.from_unit_id
    ).select_related("cycle")
    return [
        HandedScore(
            score,
            period_from(score.cycle, score.period_on).name,
            all_rule_sets()[score.law].score_shown(exact(score.exact, "score")),
        )
        for score in rows.order_by("starts_on", "pk")
    ]


def _words(one: Change) -> str:
    said = [
        words
        for words, holds in (
            ("trở lại", one.is_back),
            ("chuyển đơn vị", one.is_moved),
            ("đổi nhóm, chức vụ", one.has_other_place),
            ("đổi quy định, mẫu phiếu", one.has_other_form),
            ("đổi người quyết định xếp loại", one.has_other_rater),
            ("đổi người theo dõi", one.has_other_monitor),
        )
        if holds
    ]
    return ", ".join(said)
