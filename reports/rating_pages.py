"""The page of a cycle's ratings: levels of people and organisations, scores by period."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from agencies.enums import UnitType
from core.charts import StackedBars, StackRow
from evaluations.closing_pages import LACKS
from evaluations.enums import RatingLevel
from evaluations.level_words import SHORT
from evaluations.models import Cycle
from evaluations.open_cycle import as_of
from evaluations.progress import behind
from evaluations.scores.periods import periods_of
from reports.counted import Counted
from reports.organisation_figures import organisation_figures, organisations_of_year
from reports.rating_figures import rating_figures, ratings_of_year
from reports.rating_measures import (
    DECIDED,
    DECIDED_OF_ORGANISATIONS,
    LEVELS,
    ORGANISATION_LEVELS,
    SCORE_LEVELS,
)
from reports.rating_scope import UNIT, Scope, owners
from reports.rating_tables import TYPE, Lists, Number, Row, group_rows, leader_rows, number, row
from reports.score_figures import score_figures

APPEALS = ("ratings.petitions", "ratings.petitions_open", "ratings.petitions_upheld")
ALL = ("ratings.total", "ratings.rated", *LEVELS, "ratings.not_rated", "ratings.waiting")
ALL_OF_ORGANISATIONS = (
    "organisations.total", "organisations.recognised", *ORGANISATION_LEVELS, "organisations.waiting",
)  # fmt: skip
ALL_OF_SCORES = ("scores.total", "scores.confirmed", *SCORE_LEVELS, "scores.none")


class RatingPage:
    """What the template of a cycle's ratings asks for."""

    def __init__(self, request: HttpRequest, cycle: Cycle, scope: Scope) -> None:
        self.request, self.cycle, self.scope = request, cycle, scope
        self.now = rating_figures(cycle, scope.ids)
        earlier = (
            Cycle.objects.visible_to(request.user).filter(year=cycle.year - 1, root=cycle.root_id).first()
        )
        self.before = ratings_of_year(cycle.year - 1, earlier, scope.ids)
        self.organisations = organisation_figures(cycle, scope.ids)
        self.organisations_before = organisations_of_year(cycle.year - 1, earlier, scope.ids)
        self.year_before = cycle.year - 1 if self.before else None
        self.is_decided_only = scope.is_decided_only
        self.codes = DECIDED if self.is_decided_only else ALL
        self.people = self._lists("reports:ratings-behind")

    @property
    def headlines(self) -> list[Number]:
        codes = (
            ("ratings.rated",)
            if self.is_decided_only
            else ("ratings.total", "ratings.rated", "ratings.waiting")
        )
        return [number(code, self.now, self.people) for code in codes]

    @property
    def rated(self) -> int:
        return self.now["ratings.rated"].numerator

    @property
    def recognised(self) -> int:
        return self.organisations["organisations.recognised"].numerator

    @property
    def organisations_before_words(self) -> str:
        known = self.organisations_before["organisations.recognised"].numerator
        return str(self.cycle.year - 1) if known else ""

    @property
    def year_before_words(self) -> str:
        return str(self.year_before or "")

    @property
    def levels(self) -> list[Number]:
        return [number(code, self.now, self.people, before=self.before) for code in LEVELS]

    @property
    def others(self) -> list[Number]:
        codes = ["ratings.not_rated"] + ([] if self.is_decided_only else ["ratings.left", *APPEALS])
        return [number(code, self.now, self.people) for code in codes]

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
        if self.is_decided_only:
            return []
        counted: dict[str, int] = {}
        for one in behind(self.cycle, self.scope.ids):
            counted[one.step] = counted.get(one.step, 0) + one.n
        return [(words.capitalize(), counted[step]) for step, words in LACKS.items() if step in counted]

    @property
    def groups(self) -> list[Row]:
        return group_rows(self.now, self.codes, self.people, self.before)

    @property
    def leaders(self) -> list[Row]:
        return leader_rows(self.now, self.codes, self.people, self.before)

    @property
    def units(self) -> list[Row]:
        """Each unit right below with all below that one."""
        here = reverse("reports:ratings", args=[self.cycle.pk])
        before = self.before and dict(units_under(self.before, self.scope, self.cycle))
        return [
            row(
                child.name, part, self.codes, self.people, url=f"{here}?{urlencode({UNIT: child.code})}",
                narrowed={UNIT: child.code}, before=before.get(child) if before else None,
            )
            for child, part in units_under(self.now, self.scope, self.cycle)
        ]  # fmt: skip

    @property
    def unit_types(self) -> list[Row]:
        """Organisations that the law rates, by type, with all of them last."""
        lists = self._lists("reports:organisations-behind")
        codes = DECIDED_OF_ORGANISATIONS if self.is_decided_only else ALL_OF_ORGANISATIONS
        there = {cell.group for cell in self.organisations.cells}
        rows = [
            row(
                label, self.organisations.where(lambda cell, wanted=value: cell.group == wanted), codes,
                lists, narrowed={TYPE: value},
            )
            for value, label in UnitType.choices
            if value in there
        ]  # fmt: skip
        return [*rows, row("Tổng số", self.organisations, codes, lists)] if rows else []

    @property
    def organisation_levels(self) -> list[Number]:
        lists = self._lists("reports:organisations-behind")
        return [
            number(code, self.organisations, lists, before=self.organisations_before)
            for code in ORGANISATION_LEVELS
        ]

    @property
    def periods(self) -> list[Row]:
        """Each month or quarter that has sheets; its own page has the same by group and unit."""
        if self.is_decided_only:
            return []
        found = score_figures(self.cycle, self.scope.ids)
        query = f"?{urlencode({UNIT: self.scope.unit.code})}" if self.scope.unit else ""
        return [
            row(
                period.name.capitalize(), found[period.first], ALL_OF_SCORES,
                self._lists("reports:scores-behind", period.slug),
                url=reverse("reports:scores", args=[self.cycle.pk, period.slug]) + query,
            )
            for period in periods_of(self.cycle)
            if period.first in found
        ]  # fmt: skip

    def _lists(self, name: str, *args: str) -> Lists:
        return lists_of(name, self.cycle, self.scope, *args)


def lists_of(name: str, cycle: Cycle, scope: Scope, *args: str) -> Lists:
    """The lists of one address in the scope; none for who reads numbers alone."""
    if scope.is_decided_only:
        return Lists()
    return Lists(reverse(name, args=[cycle.pk, *args]), {UNIT: scope.unit.code} if scope.unit else {})


def units_under(found: Counted, scope: Scope, cycle: Cycle) -> list[tuple]:
    """Each unit right below with the figures of it and all below it, where there are any."""
    owner = owners([child.unit_id for child in scope.children], as_of(cycle))
    parts = (
        (child, found.where(lambda cell, top=child.unit_id: owner.get(cell.unit_id) == top))
        for child in scope.children
    )
    return [(child, part) for child, part in parts if part.cells]
