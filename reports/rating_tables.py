"""Tables of a cycle's figures: each number with its share, its change, and the address of its list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.http import urlencode

from evaluations.enums import RatingLevel
from evaluations.level_words import SHORT
from reports.counted import Counted
from reports.rating_measures import LEVELS, ORGANISATION_LEVELS, SCORE_LEVELS
from staff.enums import Group

GROUP, LEADER, CODE, TYPE = "nhom", "lanh_dao", "so", "loai"
LEADERS = {"co": True, "khong": False}
LEADER_WORDS = (("Giữ chức vụ lãnh đạo, quản lý", "co"), ("Không giữ chức vụ", "khong"))
HEADS = {
    "ratings.total": "Tổng số", "ratings.rated": "Xếp loại", "ratings.not_rated": "Không xếp loại",
    "ratings.waiting": "Chưa ký", "organisations.total": "Tổng số", "organisations.recognised": "Công nhận",
    "organisations.waiting": "Chưa ký", "scores.total": "Phiếu", "scores.confirmed": "Có điểm",
    "scores.none": "Chưa có điểm",
} | {
    code: SHORT[level]
    for levels in (LEVELS, ORGANISATION_LEVELS, SCORE_LEVELS)
    for code, level in zip(levels, RatingLevel.values, strict=True)
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its share, and the address of its list (none where the user may not open it)."""

    label: str
    n: int
    share: Fraction | None
    url: str
    unit: str
    change: Fraction | None = None  # in hundredths, against the period before
    short: str = ""  # for the head of a column

    @property
    def words(self) -> str:
        """“người được xếp loại”, below the number where it stands alone."""
        label = f"{self.label[0].lower()}{self.label[1:]}"
        return label if label.startswith(self.unit) else f"{self.unit} {label}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a unit, a group, a type, a period; ``mean`` of scores stands apart, and so does by
    how many points the share of those rated good or better has changed since the year before."""

    label: str
    url: str
    numbers: list[Number]
    mean: Fraction | None = None
    change: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Lists:
    """Where the lists of numbers are, with what narrows all of them; no address: no lists."""

    address: str = ""
    query: Mapping[str, str] = field(default_factory=dict)

    def of(self, code: str, narrowed: Mapping[str, str]) -> str:
        if not self.address:
            return ""
        return f"{self.address}?{urlencode({CODE: code, **self.query, **narrowed})}"


def number(
    code: str, found: Counted, lists: Lists, narrowed: Mapping[str, str] | None = None,
    before: Counted | None = None,
) -> Number:  # fmt: skip
    now, then = _share(code, found), _share(code, before)
    change = None if now is None or then is None else (now - then) * 100
    figure = found[code]
    return Number(
        figure.measure.name, figure.numerator, now, lists.of(code, narrowed or {}), figure.measure.unit,
        change, HEADS.get(code, ""),
    )  # fmt: skip


def row(
    label: str, found: Counted, codes: Iterable[str], lists: Lists, *, url: str = "",
    narrowed: Mapping[str, str] | None = None, before: Counted | None = None,
) -> Row:  # fmt: skip
    numbers = [number(code, found, lists, narrowed) for code in codes]
    then = _good_or_better(before) if before else None
    now = _good_or_better(found) if before else None
    change = None if now is None or then is None else now - then
    return Row(label, url, numbers, getattr(found, "mean", None), change)


def group_rows(
    found: Counted, codes: Iterable[str], lists: Lists, before: Counted | None = None
) -> list[Row]:
    """One line a group of staff that is there."""
    there = {cell.group for cell in found.cells}

    def of(group: str, counted: Counted) -> Counted:
        return counted.where(lambda cell: cell.group == group)

    return [
        row(
            label, of(value, found), codes, lists, narrowed={GROUP: value},
            before=of(value, before) if before else None,
        )
        for value, label in Group.choices
        if value in there
    ]  # fmt: skip


def leader_rows(
    found: Counted, codes: Iterable[str], lists: Lists, before: Counted | None = None
) -> list[Row]:
    def of(is_leader: bool, counted: Counted) -> Counted:
        return counted.where(lambda cell: cell.is_leader == is_leader)

    return [
        row(
            label, of(LEADERS[value], found), codes, lists, narrowed={LEADER: value},
            before=of(LEADERS[value], before) if before else None,
        )
        for label, value in LEADER_WORDS
    ]  # fmt: skip


def _good_or_better(found: Counted) -> Fraction | None:
    """The share among those rated, in hundredths."""
    rated = found["ratings.rated"].numerator
    return Fraction(sum(found[code].numerator for code in LEVELS[:2]) * 100, rated) if rated else None


def _share(code: str, found: Counted | None) -> Fraction | None:
    if found is None or f"{code}_share" not in found.figures:
        return None
    value = found[f"{code}_share"].value
    return None if value is None else Fraction(value)
