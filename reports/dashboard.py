"""The figures of a unit, or of the province, as panels: each number opens the list of people behind it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from agencies.enums import UnitType
from agencies.models import UnitPeriod
from agencies.outline import outline_of
from agencies.rights import Right
from agencies.scope import covered
from agencies.tree import Place
from core.charts import Bar, BarChart
from core.frame import with_day
from reports.figures import Figure, Figures, list_url, live
from reports.measures import BREAKDOWNS

SHOWN_BREAKDOWNS = (
    "staff.by_group", "staff.by_age", "staff.by_education", "staff.by_leader", "staff.by_ethnicity",
    "staff.by_theory", "staff.by_rank", "staff.by_sex", "staff.by_party", "staff.by_unit_type",
)  # fmt: skip
HEADLINES = (
    "staff.degree_share.civil_servants",
    "staff.degree_share.public_employees",
    "staff.degree_share.commune",
)
LINES = ("staff.female", "staff.party", "staff.minority", "staff.leaders", "staff.heads")


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with the address of its list and its share of all."""

    figure: Figure
    url: str
    total: int


class Dashboard:
    """What the templates of figures ask for."""

    def __init__(self, request: HttpRequest, *, place: Place | None, figures: Figures) -> None:
        self.request, self.place, self.figures = request, place, figures

    @property
    def day(self) -> date:
        return self.request.day

    @property
    def total(self) -> Line:
        return self._line("staff.total")

    @property
    def headlines(self) -> list[Line]:
        """Shares of a degree or higher, of the groups that are there."""
        return [self._line(code) for code in HEADLINES if self.figures[code].denominator]

    @property
    def lines(self) -> list[Line]:
        return [self._line(code) for code in LINES]

    @property
    def groups(self) -> BarChart:
        bars = [
            Bar(self.figures[code].measure.name, self.figures[code].numerator, self._line(code).url)
            for code in ("staff.civil_servants", "staff.public_employees", "staff.commune")
            if self.figures[code].numerator
        ]
        return BarChart(title=f"Theo nhóm, {self.day:%d/%m/%Y}", bars=bars)

    @property
    def charts(self) -> list[BarChart]:
        return [self._chart(code) for code in SHOWN_BREAKDOWNS if len(self.figures.parts[code]) > 1]

    def _line(self, code: str) -> Line:
        figure = self.figures[code]
        return Line(figure, self._url(figure.measure.list_filter), self.figures["staff.total"].numerator)

    def _chart(self, code: str) -> BarChart:
        breakdown = BREAKDOWNS[code]
        bars = [
            Bar(part.label, part.count, self._url(((breakdown.parameter, part.value),)))
            for part in self.figures.parts[code]
        ]
        return BarChart(title=f"{breakdown.name}, {self.day:%d/%m/%Y}", bars=bars)

    def _url(self, filters) -> str:
        return list_url(
            self._list, filters, on=self.request.day, today=self.request.today, unit=self._unit_code
        )

    @cached_property
    def _list(self) -> str:
        return reverse("staff:list")

    @cached_property
    def _unit_code(self) -> str:
        return self.place.code if self.place and self.place.type != UnitType.PROVINCE else ""


def unit_panel(request: HttpRequest, place: Place) -> SafeString | None:
    """The figures of a unit and all below it, for those who may see its people."""
    if not covered(request.user, Right.SEE_PEOPLE, on=request.day).holds(place.unit_id):
        return None
    figures = live(on=request.day, breakdowns=SHOWN_BREAKDOWNS, **_whose(request, place))
    board = Dashboard(request, place=place, figures=figures)
    query = "" if place.type == UnitType.PROVINCE else f"?{urlencode({'don_vi': place.code})}"
    context = {
        "board": board,
        "newest": newest(request.day),
        "flows_url": with_day(request, f"{reverse('reports:flows')}{query}"),
        "flows_panel_url": with_day(request, f"{reverse('reports:flows-panel')}{query}"),
    }
    return SafeString(render_to_string("reports/_unit_figures.html", context, request))


def _whose(request: HttpRequest, place: Place) -> dict[str, Any]:
    """The unit's people and those of all below it, as ``live`` asks for them."""
    if place.type == UnitType.PROVINCE:
        return {}
    if outline_of(request).by_id[place.unit_id].below:
        return {"under": place.unit_id}
    return {"unit_ids": [place.unit_id]}


def home_panel(request: HttpRequest) -> SafeString | None:
    """The same figures in short on the home page: of the province, or of the one unit that the user has."""
    cover = covered(request.user, Right.SEE_PEOPLE, on=request.day)
    if not cover:
        return None
    grant = request.acting
    place = None
    if not cover.everywhere:
        period = UnitPeriod.objects.as_of(request.day).of_units([grant.unit_id]).first()
        if period is None:
            return None
        place = Place(period.unit_id, period.code, period.name, period.type)
    figures = live(on=request.day, unit_ids=None if cover.everywhere else cover.unit_ids, breakdowns=())
    board = Dashboard(request, place=place, figures=figures)
    context = {
        "board": board,
        "name": place.name if place else "Toàn tỉnh",
        "newest": newest(request.day),
        "url": with_day(request, reverse("agencies:unit", args=[place.code])) if place else None,
    }
    return SafeString(render_to_string("reports/_home_figures.html", context, request))


def newest(day: date) -> date | None:
    """The newest day, up to the one asked for, on which anything of the roster changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.effective_on FROM agencies_act a JOIN imports_batch b ON b.id = a.batch_id "
            "WHERE a.cause = 'roster' AND b.kind = 'people' AND a.effective_on <= %s "
            "ORDER BY a.effective_on DESC LIMIT 1",
            [day],
        )
        found = cursor.fetchone()
        return found[0] if found else None
