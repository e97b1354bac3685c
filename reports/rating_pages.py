"""The page of a cycle's ratings: levels by unit, group, leader or not; each number opens its list."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from agencies.models import UnitPeriod
from agencies.tree import Place, below
from core.charts import StackedBars, StackRow
from core.frame import with_day
from evaluations.closing_pages import LACKS
from evaluations.enums import RatingLevel
from evaluations.level_words import SHORT
from evaluations.models import Cycle
from evaluations.open_cycle import as_of
from evaluations.progress import behind
from evaluations.queries import ratings_cover
from reports.rating_figures import RatingFigures, rating_figures
from reports.rating_measures import LEVELS, RATINGS
from staff.enums import Group

UNIT, GROUP, LEADER, CODE = "don_vi", "nhom", "lanh_dao", "so"
HEADS = {
    "ratings.total": "Tổng số", "ratings.rated": "Xếp loại", "ratings.not_rated": "Không xếp loại",
    "ratings.waiting": "Chưa ký",
} | {code: SHORT[level] for code, level in zip(LEVELS, RatingLevel.values, strict=True)}  # fmt: skip
APPEALS = ("ratings.petitions", "ratings.petitions_open", "ratings.petitions_upheld")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its share of those rated, and the address of its list."""

    label: str
    n: int
    share: Fraction | None
    url: str
    change: Fraction | None = None  # in hundredths, against the period before
    short: str = ""  # for the head of a column


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a unit, a group, leaders or others."""

    label: str
    url: str
    numbers: list[Number]


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which units of the cycle the user asks: one and all below it, or all that they may see."""

    unit: UnitPeriod | None
    ids: frozenset[int] | None
    children: list[UnitPeriod]


def scope_of(request: HttpRequest, cycle: Cycle) -> Scope | None:
    """None where the user may not see the ratings of the unit asked for, or none at all."""
    cover, on = ratings_cover(request.user), as_of(cycle)
    if not cover:
        return None
    code = request.GET.get(UNIT, "")
    periods = UnitPeriod.objects.as_of(on)
    unit = periods.filter(code=code).first() if code else None
    if code and (unit is None or not cover.holds(unit.unit_id)):
        return None
    if unit:
        ids: frozenset[int] | None = below([unit.unit_id], on)
        children = periods.filter(parent=unit.unit_id)
    else:
        ids = None if cover.everywhere else cover.unit_ids
        tops = periods.filter(parent=None).values("unit")
        children = (
            periods.filter(parent__in=tops)
            if ids is None
            else periods.filter(unit__in=ids).exclude(parent__in=ids)
        )
    if ids is not None and not cover.everywhere:
        ids &= cover.unit_ids
    return Scope(unit, ids, list(children.order_by("sort_key", "unit_id")))


class RatingPage:
    """What the template of a cycle's ratings asks for."""

    def __init__(self, request: HttpRequest, cycle: Cycle, scope: Scope) -> None:
        self.request, self.cycle, self.scope = request, cycle, scope
        self.now = rating_figures(cycle, scope.ids)
        earlier = (
            Cycle.objects.visible_to(request.user).filter(year=cycle.year - 1, root=cycle.root_id).first()
        )
        self.before = rating_figures(earlier, scope.ids) if earlier else None
        self.year_before = earlier.year if earlier else None

    @property
    def total(self) -> Number:
        return self._number("ratings.total", self.now)

    @property
    def rated(self) -> Number:
        return self._number("ratings.rated", self.now)

    @property
    def waiting(self) -> Number:
        return self._number("ratings.waiting", self.now)

    @property
    def levels(self) -> list[Number]:
        return [self._number(code, self.now, before=self.before) for code in LEVELS]

    @property
    def others(self) -> list[Number]:
        return [self._number(code, self.now) for code in ("ratings.not_rated", "ratings.left", *APPEALS)]

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return [(cite or "Chưa rõ", n) for cite, n in self.now.reasons]

    @property
    def chart(self) -> StackedBars | None:
        if self.before is None:
            return None
        years = ((self.cycle.year, self.now), (self.year_before, self.before))
        return StackedBars(
            title=f"Xếp loại năm {self.cycle.year} và năm {self.year_before}",
            parts=[SHORT[level] for level in RatingLevel.values],
            rows=[StackRow(str(year), [found[code].numerator for code in LEVELS]) for year, found in years],
        )

    @property
    def steps(self) -> list[tuple[str, int]]:
        """Who isn't rated yet, by the step that is missing first."""
        counted: dict[str, int] = {}
        for one in behind(self.cycle, self.scope.ids):
            counted[one.step] = counted.get(one.step, 0) + one.n
        return [(words.capitalize(), counted[step]) for step, words in LACKS.items() if step in counted]

    @property
    def groups(self) -> list[Row]:
        codes = {cell.group for cell in self.now.cells}
        return [
            self._row(label, "", self.now.where(lambda cell, code=value: cell.group == code), {GROUP: value})
            for value, label in Group.choices
            if value in codes
        ]

    @property
    def leaders(self) -> list[Row]:
        ways = (("Giữ chức vụ lãnh đạo, quản lý", True, "co"), ("Không giữ chức vụ", False, "khong"))
        return [
            self._row(
                label,
                "",
                self.now.where(lambda cell, wanted=is_leader: cell.is_leader == wanted),
                {LEADER: value},
            )
            for label, is_leader, value in ways
        ]

    @property
    def units(self) -> list[Row]:
        """Each unit right below with all below that one."""
        owner = _owners([child.unit_id for child in self.scope.children], as_of(self.cycle))
        rows = []
        for child in self.scope.children:
            found = self.now.where(lambda cell, top=child.unit_id: owner.get(cell.unit_id) == top)
            if found.cells:
                rows.append(self._row(child.name, self._here(child.code), found, {UNIT: child.code}))
        return rows

    def _row(self, label: str, url: str, found: RatingFigures, narrowed: dict[str, str]) -> Row:
        codes = ("ratings.total", "ratings.rated", *LEVELS, "ratings.not_rated", "ratings.waiting")
        return Row(label, url, [self._number(code, found, narrowed) for code in codes])

    def _number(
        self, code: str, found: RatingFigures, narrowed: dict[str, str] | None = None,
        before: RatingFigures | None = None,
    ) -> Number:  # fmt: skip
        share = found[f"{code}_share"].value if code in LEVELS else None
        then = before[f"{code}_share"].value if before and code in LEVELS else None
        change = None if share is None or then is None else (Fraction(share) - Fraction(then)) * 100
        query = {CODE: code} | ({UNIT: self.scope.unit.code} if self.scope.unit else {}) | (narrowed or {})
        url = f"{reverse('reports:ratings-behind', args=[self.cycle.pk])}?{urlencode(query)}"
        exact = None if share is None else Fraction(share)
        return Number(RATINGS[code].name, found[code].numerator, exact, url, change, HEADS.get(code, ""))

    def _here(self, code: str) -> str:
        return f"{reverse('reports:ratings', args=[self.cycle.pk])}?{urlencode({UNIT: code})}"


def unit_panel(request: HttpRequest, place: Place) -> SafeString | None:
    """The newest cycle's levels of a unit and all below it, for those who may see its ratings."""
    if not ratings_cover(request.user).holds(place.unit_id):
        return None
    cycle = Cycle.objects.visible_to(request.user).exclude(state="draft").first()
    if cycle is None:
        return None
    found = rating_figures(cycle, below([place.unit_id], as_of(cycle)))
    if not found["ratings.total"].numerator:
        return None
    address = f"{reverse('reports:ratings', args=[cycle.pk])}?{urlencode({UNIT: place.code})}"
    return SafeString(
        render_to_string(
            "reports/_unit_ratings.html",
            {
                "cycle": cycle,
                "url": with_day(request, address),
                "levels": [
                    (RATINGS[code].name, found[code].numerator, found["ratings.rated"].numerator)
                    for code in LEVELS
                ],
                "waiting": found["ratings.waiting"].numerator,
                "total": found["ratings.total"].numerator,
            },
            request,
        )
    )


def _owners(tops: Iterable[int], on) -> dict[int, int]:
    """{unit: the one of these at whose top it stands}, by one walk up the tree of the day."""
    parents = dict(UnitPeriod.objects.as_of(on).values_list("unit_id", "parent_id"))
    wanted, found = set(tops), {}
    for unit_id in parents:
        top: int | None = unit_id
        while top is not None and top not in wanted:
            top = parents.get(top)
        if top is not None:
            found[unit_id] = top
    return found
