"""The page of the scores of one month or quarter: means and levels by group, leader or not, unit."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from evaluations.models import Cycle
from evaluations.scores.periods import Period, periods_of
from reports.rating_measures import SCORE_LEVELS, SCORE_SHARES, SCORES
from reports.rating_pages import ALL_OF_SCORES, lists_of, units_under
from reports.rating_scope import UNIT, Scope
from reports.rating_tables import Number, Row, group_rows, leader_rows, number, row
from reports.score_figures import ScoreFigures, score_figures


class ScorePage:
    """What the template of a period's scores asks for."""

    def __init__(self, request: HttpRequest, cycle: Cycle, period: Period, scope: Scope) -> None:
        self.request, self.cycle, self.period, self.scope = request, cycle, period, scope
        found = score_figures(cycle, scope.ids, period_on=period.first)
        self.now = found.get(period.first) or ScoreFigures((), SCORES, SCORE_SHARES)
        self.earlier = next((one for one in reversed(periods_of(cycle)) if one.last < period.first), None)
        then = score_figures(cycle, scope.ids, period_on=self.earlier.first) if self.earlier else {}
        self.before = then.get(self.earlier.first) if self.earlier else None
        self.lists = lists_of("reports:scores-behind", cycle, scope, period.slug)

    @property
    def headlines(self) -> list[Number]:
        codes = ("scores.total", "scores.confirmed", "scores.none")
        return [number(code, self.now, self.lists) for code in codes]

    @property
    def confirmed(self) -> int:
        return self.now["scores.confirmed"].numerator

    @property
    def before_words(self) -> str:
        return self.earlier.name if self.earlier and self.before else ""

    @property
    def levels(self) -> list[Number]:
        return [number(code, self.now, self.lists, before=self.before) for code in SCORE_LEVELS]

    @property
    def others(self) -> list[Number]:
        codes = ("scores.no_level", "scores.provisional", "scores.unsent")
        return [number(code, self.now, self.lists) for code in codes]

    @property
    def groups(self) -> list[Row]:
        return group_rows(self.now, ALL_OF_SCORES, self.lists)

    @property
    def leaders(self) -> list[Row]:
        return leader_rows(self.now, ALL_OF_SCORES, self.lists)

    @property
    def units(self) -> list[Row]:
        here = reverse("reports:scores", args=[self.cycle.pk, self.period.slug])
        return [
            row(
                child.name, part, ALL_OF_SCORES, self.lists, url=f"{here}?{urlencode({UNIT: child.code})}",
                narrowed={UNIT: child.code},
            )
            for child, part in units_under(self.now, self.scope, self.cycle)
        ]  # fmt: skip
