"""What the pages of what follows from ratings show, and the same list as a workbook."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import HttpRequest

from accounts.models import User
from agencies.models import UnitPeriod
from agencies.told import Told, tell
from core import changes, lists
from core.list_book import list_book
from evaluations.enums import FollowFact, FollowState, RatingLevel
from evaluations.models import FollowUp
from evaluations.sheet import KINDS

FACT_WORDS = dict(FollowFact.choices) | {"party_member": "Đảng viên"}
_HEADS = (
    ("Họ và tên", 26), ("Đơn vị", 34), ("Năm", 7), ("Việc cần xem xét", 50), ("Tính chất", 16),
    ("Căn cứ", 40), ("Kết quả xếp loại", 40), ("Trạng thái", 22), ("Người theo dõi", 24),
    ("Số văn bản", 16), ("Ngày văn bản", 12), ("Đã quyết định, lý do", 40),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One case with its unit as it is called on the day."""

    one: FollowUp
    unit_name: str
    unit_code: str

    @property
    def ratings(self) -> list[tuple[int, str, str, str]]:
        """(year, level in words, kind of badge, decision), the newest first."""
        return [
            (row["year"], RatingLevel(row["level"]).label, KINDS[row["level"]], _decision(row))
            for row in self.one.grounds["ratings"]
        ]

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [(FACT_WORDS.get(name, name), ground) for name, ground in self.one.grounds["facts"].items()]

    @property
    def must_words(self) -> str:
        return "Luật buộc xem xét" if self.one.must else "Có thể xem xét"


def named(found: Iterable[FollowUp], on: date) -> list[Case]:
    """With the units' names, in one query."""
    found = list(found)
    periods = UnitPeriod.objects.as_of(on).of_units({one.unit_id for one in found})
    called = {unit: (name, code) for unit, name, code in periods.values_list("unit_id", "name", "code")}
    return [Case(one, *called.get(one.unit_id, ("Đơn vị không còn", ""))) for one in found]


class Named:
    """A sequence of cases that names the units of a page only."""

    def __init__(self, cases, on: date) -> None:
        self.cases, self.on = cases, on

    def count(self) -> int:
        return self.cases.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Case]:
        return named(self.cases[part], self.on)


def facets(request: HttpRequest, counts: dict[str, int], chosen: str) -> list[lists.Choice]:
    """By state, with the numbers under the other filters."""
    everything = lists.Choice(
        "Tất cả", lists.url_with(request, trang_thai=None), sum(counts.values()), not chosen
    )
    return [everything] + [
        lists.Choice(words, lists.url_with(request, trang_thai=state), counts.get(state, 0), state == chosen)
        for state, words in FollowState.choices
        if counts.get(state) or state == chosen
    ]


def counts_of(cases) -> dict[str, int]:
    return dict(cases.order_by().values_list("state").annotate(n=Count("pk")))


def history_of(one: FollowUp) -> list[Told]:
    """Who did what with the case, newest first."""
    events = changes.events_of({FollowUp: "pgh_obj_id"}, one.pk)
    users = {
        value
        for event in events
        for change in event.changes
        for value in (change.old.get("assigned_to_id"), change.new.get("assigned_to_id"))
        if value
    }
    names = {
        (User, pk): name for pk, name in User.objects.filter(pk__in=users).values_list("pk", "full_name")
    }
    skip = {"person", "unit", "grounds", "rule", "law", "says", "cite", "must", "year", "opened_at"}
    return tell(events, names, skip=skip, brief={"is_grounded"})


def workbook(cases, *, on: date, filters: str, by) -> bytes:
    """The list as it is filtered."""
    return list_book(
        "Việc cần xem xét sau xếp loại",
        [f"Bộ lọc: {filters or 'không lọc'} · {by.full_name} xuất ngày {on:%d/%m/%Y}"],
        _HEADS,
        map(_cells, named(cases, on)),
    )


def _cells(case: Case) -> tuple:
    one = case.one
    return (
        one.person.full_name, case.unit_name, one.year, one.about, case.must_words, one.cite,
        "; ".join(f"{year}: {words.lower()}" for year, words, _, _ in case.ratings),
        str(one.get_state_display()), one.assigned_to.full_name if one.assigned_to else "", one.number,
        one.decided_on, one.outcome or one.closed_reason,
    )  # fmt: skip


def _decision(row: dict) -> str:
    if not row["number"]:
        return ""
    on = f" ngày {date.fromisoformat(row['on']):%d/%m/%Y}" if row["on"] else ""
    return f"quyết định số {row['number']}{on}"
