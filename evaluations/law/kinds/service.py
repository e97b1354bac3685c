"""Time worked in the year, leave, and what the law makes of short service."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from evaluations.law.errors import FactsError
from evaluations.law.facts import a_day
from evaluations.law.levels import Level
from evaluations.law.rules import Case, Finding, Rule, Subject

PERSON = frozenset({Subject.PERSON})
LEAVE = ("maternity", "sick", "unpaid", "other")
DAYS_A_MONTH = 30  # of what is left over from whole calendar months


@dataclass(frozen=True, order=True)
class Span:
    """A length of time in calendar months and days left over."""

    months: int
    days: int

    def __add__(self, other: "Span") -> "Span":
        """Days left over make a month only when put together: 5 months 30 days stay what they are."""
        if not (self.days and other.days):
            return Span(self.months + other.months, self.days + other.days)
        carry, days = divmod(self.days + other.days, DAYS_A_MONTH)
        return Span(self.months + other.months + carry, days)

    def __str__(self) -> str:
        parts = ([f"{self.months} tháng"] if self.months else []) + (
            [f"{self.days} ngày"] if self.days else []
        )
        return " ".join(parts) or "0 ngày"


NOTHING = Span(0, 0)


@dataclass(frozen=True, kw_only=True)
class AtLeastMonths(Rule):
    """Who worked less than ``months`` in the year is not rated, unless a kind of leave exempts them
    (``leave_exempts``)."""

    kind = "at_least_months"
    subjects = PERSON

    months: int

    def judge(self, case: Case) -> list[Finding]:
        worked = worked_time(case)
        if worked is None:
            return []
        short = worked < Span(self.months, 0)
        exempt = any(rule.exempts(case) for rule in case.rules(LeaveExempts))
        acts = short and not exempt
        return [
            self.finding(case, acts=acts, facts_said={"worked": worked}, outcome="not_rated" if acts else "")
        ]


@dataclass(frozen=True, kw_only=True)
class LeaveExempts(Rule):
    """Leave of these kinds is no short service: the rating is that of the time really worked."""

    kind = "leave_exempts"
    subjects = PERSON
    words = {"leave": LEAVE}

    leave: tuple[str, ...]
    months: int

    def exempts(self, case: Case) -> bool:
        """Whether without leave of these kinds the person had worked long enough; other leave stays leave.
        Who worked at no time has no time really worked that could be rated."""
        others = _kinds(case) - set(self.leave)
        had_worked = _total(_employed_without(case, others))
        worked = worked_time(case) or NOTHING
        is_on_leave = _off(case, self.leave) > NOTHING
        return is_on_leave and worked > NOTHING and had_worked >= Span(self.months, 0)

    def judge(self, case: Case) -> list[Finding]:
        worked = worked_time(case)
        if worked is None:
            return []
        if _off(case, self.leave) == NOTHING and worked >= Span(self.months, 0):
            return []  # who had no such leave and worked long enough isn't told of it
        return [self.finding(case, acts=self.exempts(case), facts_said={"worked": worked})]


@dataclass(frozen=True, kw_only=True)
class OffWork(Rule):
    """Off work from ``at_least`` to under ``below`` months closes levels; leave ``besides`` isn't counted."""

    kind = "off_work"
    subjects = PERSON
    words = {"besides": LEAVE}
    bars = True

    at_least: int
    below: int
    besides: tuple[str, ...]
    levels: tuple[Level, ...]

    def judge(self, case: Case) -> list[Finding]:
        kinds = _kinds(case) - set(self.besides)
        off = _off(case, kinds)
        acts = Span(self.at_least, 0) <= off < Span(self.below, 0)
        return [self.finding(case, acts=acts, facts_said={"off": off}, closes=self.levels if acts else ())]


def employed(case: Case) -> list[tuple[date, date]]:
    """The spans of ``service`` within the year, both days counted; no day twice."""
    first, last = case.facts.period()
    return _within(
        [(row.day("from") or first, row.day("to") or last) for row in case.facts.rows("service")], first, last
    )


def worked_time(case: Case) -> Span | None:
    """Service less leave; None where the facts don't tell the service."""
    if case.facts.get("service") is None:
        return None
    return _total(_employed_without(case, _kinds(case)))


def months_and_days(first: date, last: date) -> Span:
    """From ``first`` to ``last``, both counted: whole calendar months, then days."""
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if _months_on(first, months) > after:
        months -= 1
    return Span(months, (after - _months_on(first, months)).days)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)


def _kinds(case: Case) -> set[str]:
    """The kinds of leave that the person took."""
    return {row.one_of("kind", LEAVE) for row in case.facts.rows("leave")}


def _employed_without(case: Case, kinds: Collection[str]) -> list[tuple[date, date]]:
    """Service less leave of these kinds."""
    pieces = employed(case)
    for row in case.facts.rows("leave"):
        if row.text("kind") in kinds:
            pieces = _without(pieces, *_leave_days(row))
    return pieces


def _off(case: Case, kinds: Collection[str]) -> Span:
    days = [_leave_days(row) for row in case.facts.rows("leave") if row.text("kind") in kinds]
    return _total(_within(days, *case.facts.period()))


def _within(spans: list[tuple[date, date]], first: date, last: date) -> list[tuple[date, date]]:
    """What of the spans lies between the days; those that overlap or follow each other as one."""
    joined: list[tuple[date, date]] = []
    for start, end in sorted((max(start, first), min(end, last)) for start, end in spans):
        if start > end:
            continue
        if joined and start <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _leave_days(row) -> tuple[date, date]:
    start, end = a_day(row.need("from"), "leave.from"), a_day(row.need("to"), "leave.to")
    if end < start:
        raise FactsError(f"Nghỉ từ {start} đến {end}: ngày cuối trước ngày đầu.", field="leave")
    return start, end


def _without(pieces: list[tuple[date, date]], start: date, end: date) -> list[tuple[date, date]]:
    left: list[tuple[date, date]] = []
    for first, last in pieces:
        if end < first or start > last:
            left.append((first, last))
            continue
        if first < start:
            left.append((first, start - timedelta(days=1)))
        if end < last:
            left.append((end + timedelta(days=1), last))
    return left


def _total(pieces: list[tuple[date, date]]) -> Span:
    total = NOTHING
    for first, last in pieces:
        total += months_and_days(first, last)
    return total
