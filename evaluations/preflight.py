"""Before a cycle opens: which organisations are ready, what holds the others back, and what mends it."""

from collections import Counter
from dataclasses import dataclass

from evaluations.enums import Place
from evaluations.resolve import Line, Resolved
from evaluations.seats import UnitOfDay


@dataclass(frozen=True, slots=True)
class Words:
    """What a problem is called, why it holds an organisation back, and what mends it."""

    label: str
    sentence: str
    mend: str  # the name of the press: "acting", "people" or ""


PROBLEMS = {
    "no_head": Words(
        "Chưa có người đứng đầu",
        "Người đứng đầu của {unit} là người đánh giá, nhưng chức vụ đang khuyết: giao người phụ trách.",
        "acting",
    ),
    "two_heads": Words(
        "Có hơn một người đứng đầu",
        "{unit} có {n} người mang chức vụ người đứng đầu: giao một người phụ trách, hoặc đính chính chức vụ.",
        "acting",
    ),
    "rates_themselves": Words(
        "Tự đánh giá chính mình",
        "Theo chức vụ thì người này tự quyết định xếp loại cho mình: giao người khác phụ trách {unit}.",
        "acting",
    ),
    "nobody_rates": Words(
        "Chưa rõ cấp có thẩm quyền",
        "Không tìm được cơ quan quản lý trực tiếp của {unit}: đặt đơn vị vào đúng chỗ trong cây.",
        "people",
    ),
    "no_law": Words(
        "Chưa có quy định",
        "Không có quy định đánh giá, xếp loại cho nhóm này vào ngày xếp loại: xem lại ngày của kỳ.",
        "",
    ),
    "no_unit": Words(
        "Đơn vị không còn", "Đơn vị không có trong cây tại ngày này: chuyển người sang đơn vị mới.", "people"
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that holds an organisation back: ``unit`` is where it is mended, ``n`` people wait for it."""

    code: str
    unit: UnitOfDay
    heads: int
    n: int

    @property
    def words(self) -> Words:
        return PROBLEMS[self.code]

    @property
    def sentence(self) -> str:
        return self.words.sentence.format(unit=self.unit.name, n=self.heads)


@dataclass(frozen=True, slots=True)
class Ready:
    """An organisation with its people and what holds it back."""

    unit: UnitOfDay
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]

    @property
    def is_ready(self) -> bool:
        return not self.problems

    @property
    def has_divisions_by_title_only(self) -> bool:
        """Whether somebody leads a division that is no unit: nobody knows then who belongs to it."""
        return any(
            line.place in (Place.DIRECT_HEAD, Place.DIRECT_DEPUTY)
            and line.rater is not None
            and line.rater.unit_id == line.unit_id
            for line in self.lines
        )

    @property
    def laws(self) -> list[str]:
        return list(dict.fromkeys(line.law.short for line in self.lines if line.law))


def preflight(resolved: Resolved) -> list[Ready]:
    """Every organisation that has people, in the order of names."""
    found = [
        Ready(unit, tuple(lines), tuple(_problems(resolved, lines)))
        for unit_id, lines in resolved.by_unit().items()
        if (unit := resolved.units.get(unit_id))
    ]
    return sorted(found, key=lambda ready: (ready.unit.sort_key, ready.unit.unit_id))


def _problems(resolved: Resolved, lines: list[Line]) -> list[Problem]:
    counted: Counter[tuple[str, int]] = Counter()
    heads: dict[int, int] = {}
    for line in lines:
        for code in line.problems:
            where = line.unit_id
            for seat in (line.monitor, line.rater):
                if seat and seat.head is None and code in ("no_head", "two_heads") and not seat.by_grant:
                    where, heads[seat.unit_id] = seat.unit_id, seat.count
            counted[code, where] += 1
    return [
        Problem(code, resolved.units[where], heads.get(where, 0), n) for (code, where), n in counted.items()
    ]
