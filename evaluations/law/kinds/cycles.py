"""When a cycle's ratings are made, which steps lead there, and what stops its closing."""

from dataclasses import dataclass
from datetime import date, timedelta

from evaluations.law.errors import FactsError
from evaluations.law.kinds.acts import PLACES, place_of
from evaluations.law.kinds.service import Span, months_and_days
from evaluations.law.rules import Case, Finding, Rule, Subject

CYCLE = frozenset({Subject.CYCLE})
FIRST_DAY = date.min  # of a year without a 29th of February
MONTH_DAYS = tuple(
    f"{FIRST_DAY + timedelta(days=n):%m-%d}" for n in range((FIRST_DAY.replace(year=2) - FIRST_DAY).days)
)
STEPS = {
    "self_evaluation": "Tự đánh giá",
    "head_remarks": "Nhận xét của người đứng đầu hoặc người phụ trách",
    "meeting": "Họp nhận xét, đánh giá; biên bản",
    "party_opinion": "Ý kiến cấp ủy",
    "synthesis": "Tổng hợp, đề xuất",
    "verification": "Kiểm tra, xác minh đơn thư (nếu có)",
    "decision": "Quyết định của cấp có thẩm quyền",
    "notice": "Thông báo, công khai",
    "notice_related": "Thông báo đến tổ chức và cơ quan liên quan",
}


@dataclass(frozen=True, kw_only=True)
class RatingWindow(Rule):
    """Ratings are made before a day of the year (``before``, month-day, exclusive); with a decision from
    above, before ``special_before`` of the next year."""

    kind = "rating_window"
    subjects = CYCLE
    words = {"before": MONTH_DAYS, "special_before": ("", *MONTH_DAYS)}

    before: str
    special_before: str = ""

    @property
    def stands_on_top(self) -> bool:
        return False

    def judge(self, case: Case) -> list[Finding]:
        closes = case.facts.day("closes_on")
        if closes is None:
            return []
        year = case.facts.year()
        last = _day(year, self.before)
        late = closes >= last
        if late and self.special_before and case.facts.truth("special_decision"):
            last = _day(year + 1, self.special_before)
            late = closes >= last
        said = {"closes": f"{closes:%d/%m/%Y}", "before": f"{last:%d/%m/%Y}"}
        return [self.finding(case, acts=late, facts_said=said, warns=late)]


@dataclass(frozen=True, kw_only=True)
class Chain(Rule):
    """The steps, in order, for ratees at these ``places``."""

    kind = "chain"
    subjects = CYCLE
    words = {"places": PLACES, "steps": STEPS}

    places: tuple[str, ...]
    steps: tuple[str, ...]

    @property
    def stands_on_top(self) -> bool:
        return False

    def judge(self, case: Case) -> list[Finding]:
        place = place_of(case)
        if place is None:
            return []
        said = {"place": PLACES[place], "steps": " → ".join(STEPS[step] for step in self.steps)}
        return [self.finding(case, acts=place in self.places, facts_said=said)]


@dataclass(frozen=True, kw_only=True)
class PublicNotice(Rule):
    """Results of ratees at these ``places`` are announced publicly where they work; in which form, who rates
    decides."""

    kind = "public_notice"
    subjects = CYCLE
    words = {"places": PLACES}

    places: tuple[str, ...]

    @property
    def stands_on_top(self) -> bool:
        return False

    def judge(self, case: Case) -> list[Finding]:
        place = place_of(case)
        if place is None:
            return []
        return [self.finding(case, acts=place in self.places, facts_said={"place": PLACES[place]})]


@dataclass(frozen=True, kw_only=True)
class FactBlocksClosing(Rule):
    """A cycle can't close over a fact (an open petition of its own)."""

    kind = "fact_blocks_closing"
    subjects = CYCLE

    fact: str

    def judge(self, case: Case) -> list[Finding]:
        n = case.facts.number(self.fact)
        if n is None:
            return []
        return [self.finding(case, acts=n > 0, facts_said={"n": n}, refuses=n > 0)]


@dataclass(frozen=True, kw_only=True)
class MovedInYear(Rule):
    """The new unit rates who moved in the year; the old one sends ``asks`` (remarks or scores), where
    at least ``months`` were worked there and it still exists."""

    kind = "moved_in_year"
    subjects = frozenset({Subject.PERSON})
    words = {"asks": ("remarks", "scores")}

    asks: str
    months: int = 0

    @property
    def stands_on_top(self) -> bool:
        return False

    def judge(self, case: Case) -> list[Finding]:
        on = case.facts.day("moved.on")
        if on is None:
            return []
        first = max(case.facts.period()[0], case.facts.day("moved.there_since") or date.min)
        if on <= first:
            raise FactsError("Ngày chuyển phải nằm trong kỳ, sau ngày đầu.", field="moved.on")
        there = months_and_days(first, on - timedelta(days=1))
        exists = case.facts.truth("moved.old_unit_exists") is not False
        acts = exists and there >= Span(self.months, 0)
        return [self.finding(case, acts=acts, facts_said={"there": there})]


def _day(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")
