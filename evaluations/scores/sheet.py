"""What the pages of a month's scores show: the sheet of a unit, one score with its derivation."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evaluations.enums import RatingLevel
from evaluations.law.numbers import exact, shown
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, PeriodScore
from evaluations.scores.facts import Under, facts_of, judged, under_of
from evaluations.scores.flags import shaken
from evaluations.scores.periods import Period
from evaluations.scores.waves import stands_against
from evaluations.sheet import KINDS, SHORT
from work.enums import Counting
from work.models import WorkItem

TERMS = ("a", "b", "c", "d", "đ", "e")


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One person of a month's sheet, as it stands or as the law would have it now."""

    score: PeriodScore
    number: int
    verdict: dict[str, Any]
    against: str
    is_shaken: bool
    below: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The row's id in the page; a number by itself would be written with its thousands apart."""
        return f"phieu-{self.score.pk}"

    @property
    def is_confirmed(self) -> bool:
        return self.score.confirmed_at is not None

    @property
    def points(self) -> str:
        """The score as shown; of one that isn't confirmed as it would be now."""
        found = self.score.exact or self.verdict.get("exact", "")
        return all_rule_sets()[self.score.law].score_shown(exact(found, "score")) if found else ""

    @property
    def common(self) -> str:
        given = self.score.counted_parts
        return shown(sum((exact(one, "points") for one in given.values()), Fraction(0))) if given else ""

    @property
    def shares(self) -> str:
        """“a 100 · b 97,5 · c 95”."""
        steps = self.score.steps or self.verdict.get("steps", ())
        found = {step["term"]: step["value"] for step in steps}
        return " · ".join(f"{term} {shown(exact(found[term], term))}" for term in TERMS if term in found)

    @property
    def level(self) -> str:
        return self.score.level or self.verdict.get("level", "")

    @property
    def level_words(self) -> str:
        return SHORT[self.level]

    @property
    def level_kind(self) -> str:
        return KINDS[self.level]

    @property
    def state_words(self) -> str:
        if self.is_confirmed:
            return "Tạm tính" if self.score.is_provisional else "Đã xác nhận"
        if not self.score.submitted_at:
            return "Chưa gửi"
        return self.score.entered.short if self.score.entered else "Đã gửi"

    @property
    def state_kind(self) -> str:
        if self.is_confirmed:
            return "good"
        return "info" if self.score.submitted_at else "neutral"

    @property
    def state(self) -> str:
        """What the row shows and what stands behind it: it changes with anything that would be confirmed."""
        one = self.score
        shows = (self.points, self.common, self.shares, self.level, one.version)
        behind = (sorted(one.parts.items()), sorted(one.leading.items()), one.remarks, one.submitted_at)
        return repr((one.pk, shows, behind))

    @property
    def seen(self) -> str:
        return mark_of([self])

    @property
    def can_confirm(self) -> bool:
        return not self.is_confirmed and not self.against


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    rows: list[ScoreRow]

    @property
    def confirmed(self) -> int:
        return sum(1 for row in self.rows if row.is_confirmed)

    @property
    def ready(self) -> list[ScoreRow]:
        return [row for row in self.rows if row.can_confirm]

    @property
    def not_sent(self) -> list[ScoreRow]:
        return [row for row in self.rows if not row.is_confirmed and not row.score.submitted_at]

    @property
    def below(self) -> list[ScoreRow]:
        return [row for row in self.rows if row.level == RatingLevel.NOT_FULFILLED]

    @property
    def has_draft(self) -> bool:
        return any(row.score.is_under_draft for row in self.rows)

    @property
    def mean(self) -> str:
        """The mean of the confirmed scores."""
        found = [exact(row.score.exact, "score") for row in self.rows if row.is_confirmed]
        return shown(sum(found, Fraction(0)) / len(found)) if found else ""


def mark_of(rows: Iterable[ScoreRow]) -> str:
    """One mark of what these rows show, in whatever order."""
    return hashlib.sha256(repr(sorted(row.state for row in rows)).encode()).hexdigest()[:16]


def score_sheet(cycle: Cycle, period: Period, unit_id: int, *, user) -> ScoreSheet:
    """Everybody whom the unit's head monitors in the period, those who lead last, in a fixed number of
    queries."""
    found = list(
        PeriodScore.objects.visible_to(user)
        .current()
        .filter(cycle=cycle, period_on=period.first, monitor_unit=unit_id)
        .select_related("person", "on_behalf")
        .order_by("is_leader", "person__sort_key", "pk")
    )
    return ScoreSheet(rows_of([as_read_by(user, one) for one in found]))


def as_read_by(user, score: PeriodScore) -> PeriodScore:
    """Of one's own score the points, remarks and answers of who monitors are read once it is confirmed: left
    out of the row at hand until then."""
    if score.confirmed_at is None and score.person.account_id == user.pk:
        score.parts, score.leading, score.remarks = {}, {}, ""
    return score


def rows_of(scores: Sequence[PeriodScore]) -> list[ScoreRow]:
    """The rows of these scores, all of one cycle and period."""
    under = under_of(scores)
    facts = facts_of(scores, under)
    flagged = shaken([one for one in scores if one.is_leader])
    return [
        _row(one, number, facts[one.pk], under.get(one.pk), one.pk in flagged)
        for number, one in enumerate(scores, start=1)
    ]


def _row(
    one: PeriodScore, number: int, facts: dict[str, Any], under: Under | None, is_shaken: bool
) -> ScoreRow:
    verdict = {} if one.confirmed_at else judged(one, facts)
    against = "" if one.confirmed_at else stands_against(one, verdict, under)
    return ScoreRow(one, number, verdict, against, is_shaken, under.below if under else ())


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One line of form 01's table of common criteria; a heading has no points of its own."""

    code: str
    title: str
    most: str
    is_heading: bool
    own: str
    given: str


def criteria_of(score: PeriodScore) -> list[CriterionRow]:
    """Form 01, I: the criteria with the person's own points and those given."""
    law = score.rule_set
    headings = {one["code"].rpartition(".")[0] for one in law.criteria}
    return [
        CriterionRow(
            code=one["code"],
            title=one["title"],
            most=shown(exact(one["most"], "most")),
            is_heading=one["code"] in headings,
            own=_points(score.own_parts, one["code"]),
            given=_points(score.counted_parts if score.confirmed_at else score.parts, one["code"]),
        )
        for one in law.criteria
        if "most" in one
    ]


def _points(parts: dict[str, str], code: str) -> str:
    """The criterion's points, or the sum of those below it."""
    found = [exact(text, code) for name, text in parts.items() if name == code or name.startswith(f"{code}.")]
    return shown(sum(found, Fraction(0))) if found else ""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of work as the page of a score shows it, live or as it was kept at the confirmation."""

    name: str
    counting: str
    coefficient: Any
    assigned: Any
    done: Any
    faults: int
    delays: int
    objective_faults: int
    objective_delays: int
    objective_cause: str = ""
    cause_confirmed_by: str = ""
    pk: int | None = None


NUMBERS = ("coefficient", "assigned", "done", "faults", "delays", "objective_faults", "objective_delays")


def work_rows(score: PeriodScore, items: Sequence[WorkItem]) -> list[WorkRow]:
    """The lines of work of a score: those kept where it is confirmed, else the ``items`` (``confirmed_by`` at
    hand)."""
    if not score.confirmed_at:
        return [
            WorkRow(
                item.name,
                item.get_counting_display() if item.counting else "",
                *(getattr(item, name) for name in NUMBERS),
                objective_cause=item.objective_cause,
                cause_confirmed_by=item.confirmed_by.full_name if item.confirmed_by else "",
                pk=item.pk,
            )
            for item in items
        ]
    return [
        WorkRow(
            row["name"],
            next((label for value, label in Counting.choices if value and row.get(value)), ""),
            *(row[name] for name in NUMBERS),
            objective_cause=row.get("objective_cause", ""),
            cause_confirmed_by=row.get("cause_confirmed_by", ""),
        )
        for row in score.products
    ]
