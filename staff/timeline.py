"""A record's facts told as a timeline: what began and ended on which day, and on what ground."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agencies.enums import Cause
from agencies.models import Act
from staff.enums import LeaveReason
from staff.facts import ground_words
from staff.models import Fact, Post, Qualification, Salary
from staff.record import Record

_KINDS: dict[str, str] = {Cause.LEAVE: "bad", Cause.CORRECTION: "warn", Cause.ROSTER: "info"}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that began, ended, or took the place of another."""

    label: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Moment:
    """What one act did on one day; ``batch_id`` names the batch behind it."""

    day: date
    title: str
    ground: str
    batch_id: str
    kind: str
    steps: tuple[Step, ...]


def timeline(record: Record) -> list[Moment]:
    """Newest first. An end that took no effect in the user's eyes is not told."""
    moments: dict[tuple[date, int], tuple[Act, list[Fact], list[Fact]]] = {}
    for fact in record.facts:
        _, opened, _ = moments.setdefault((fact.begins_on, fact.opened_by_id), (fact.opened_by, [], []))
        opened.append(fact)
        if fact.ends_on and fact.closed_by:
            _, _, closed = moments.setdefault((fact.ends_on, fact.closed_by_id), (fact.closed_by, [], []))
            closed.append(fact)
    return [
        Moment(
            day=on,
            title=act_words(act),
            ground=ground_words(act),
            batch_id=str(act.batch_id or ""),
            kind=_KINDS.get(act.cause, "good"),
            steps=tuple(_steps(opened, closed)),
        )
        for (on, _), (act, opened, closed) in sorted(moments.items(), reverse=True)
    ]


def act_words(act: Act) -> str:
    """«Thôi công tác: Nghỉ hưu», «Theo danh sách»."""
    if act.cause == Cause.LEAVE and act.reason:
        return f"{act.get_cause_display()}: {LeaveReason(act.reason).label.lower()}"
    return act.get_cause_display()


def fact_words(fact: Fact) -> str:
    """A fact in one line."""
    if isinstance(fact, Post):
        title = str(fact.title) if fact.title else "chưa rõ chức danh"
        unit = getattr(fact, "unit_name", None) or "chưa rõ đơn vị"
        return f"{title}, {unit} ({fact.get_group_display().lower()})"
    if isinstance(fact, Salary):
        return salary_words(fact)
    return str(fact.level)


def salary_words(salary: Salary) -> str:
    """«Chuyên viên (01.003), bậc 3, hệ số 3,00»; what isn't known is left out."""
    parts = [f"{salary.rank} ({salary.rank.code})" if salary.rank else "chưa rõ ngạch"]
    if salary.step is not None:
        parts.append(f"bậc {salary.step}")
    if salary.coefficient is not None:
        parts.append(f"hệ số {salary.coefficient:.2f}".replace(".", ","))
    return ", ".join(parts)


def _steps(opened: Iterable[Fact], closed: Iterable[Fact]) -> Iterable[Step]:
    """What ended and what began, the two told as one where they are of one kind."""
    ended = {_what(fact): fact for fact in closed}
    for fact in opened:
        before = ended.pop(_what(fact), None)
        yield Step(_what(fact), fact_words(before) if before else None, fact_words(fact))
    for what, fact in ended.items():
        yield Step(what, fact_words(fact), None)


def _what(fact: Fact) -> str:
    if isinstance(fact, Post):
        return "Vị trí công tác" if fact.is_main else f"Kiêm nhiệm, {getattr(fact, 'unit_name', '')}"
    if isinstance(fact, Qualification):
        return fact.get_kind_display()
    return "Ngạch, bậc, hệ số"
