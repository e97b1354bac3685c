"""What the page before closing shows: how many close, and what keeps each of the others open."""

from collections import Counter
from dataclasses import dataclass

from agencies.models import UnitPeriod
from evaluations.close_cycle import Closing, closings
from evaluations.enums import OrganisationState, RatingLevel
from evaluations.models import Cycle, Organisation, Rating
from evaluations.open_cycle import as_of

LACKS = {
    "self_evaluation": "chưa gửi phiếu tự đánh giá",
    "meeting": "chưa có biên bản họp",
    "party_opinion": "chưa có ý kiến cấp ủy",
    "synthesis": "chưa có tổng hợp, đề xuất",
    "decision": "chưa ký quyết định",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What so many people lack; ``code`` names the unit whose head rates them, on whose sheet they stand."""

    words: str
    rater: str
    code: str


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """One organisation that stays open, with its unit's name of the cycle's day."""

    closing: Closing
    name: str
    sort_key: str
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """``levels`` are those of the people in the organisations that close now."""

    cycle: Cycle
    ready: list[Closing]
    staying: list[ClosingRow]
    waiting: int
    closed: int
    levels: list[tuple[str, int]]

    @property
    def rated(self) -> int:
        return sum(one.rated for one in self.ready)

    @property
    def left(self) -> int:
        return sum(one.left for one in self.ready)

    @property
    def is_last(self) -> bool:
        return not self.staying and not self.waiting


def closing_page(cycle: Cycle) -> ClosingPage:
    """In a fixed number of queries, however many organisations there are."""
    found = closings(cycle)
    periods = {one.unit_id: one for one in UnitPeriod.objects.as_of(as_of(cycle))}
    states = Counter(Organisation.objects.filter(cycle=cycle).order_by().values_list("state", flat=True))
    ready = [one for one in found if one.is_ready]
    rows = [_row(one, periods) for one in found if not one.is_ready]
    return ClosingPage(
        cycle=cycle,
        ready=ready,
        staying=sorted(rows, key=lambda row: (row.sort_key, row.closing.organisation_id)),
        waiting=states[OrganisationState.WAITING],
        closed=states[OrganisationState.CLOSED],
        levels=_levels([one.organisation_id for one in ready]),
    )


def _row(one: Closing, periods: dict[int, UnitPeriod]) -> ClosingRow:
    there = periods.get(one.unit_id)
    reasons = []
    for group in one.behind:
        rater = periods.get(group.rater_unit_id)
        words = f"{group.n} người {LACKS[group.step]}"
        reasons.append(Reason(words, rater.name if rater else "", rater.code if rater else ""))
    if there is None:
        return ClosingRow(one, "Đơn vị không còn trong cây", "", reasons)
    return ClosingRow(one, there.name, there.sort_key, reasons)


def _levels(organisations: list[int]) -> list[tuple[str, int]]:
    standing = Rating.objects.filter(replaced_by=None, evaluation__organisation__in=organisations)
    counted = Counter(standing.order_by().values_list("level", flat=True))
    return [
        (RatingLevel(level).label if level else "Không xếp loại", counted[level])
        for level in (*RatingLevel.values, "")
        if counted[level]
    ]
