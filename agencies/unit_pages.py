"""What the pages of units show, put together from the tree of the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from agencies.enums import UnitType
from agencies.models import Unit, UnitPeriod
from agencies.outline import Branch, Outline, outline_of
from agencies.tree import Place, path
from core.frame import with_day
from core.templatetags.frame import Node
from core.templatetags.vietnamese import day, number


@dataclass(frozen=True, slots=True)
class Line:
    """A unit as a list shows it."""

    code: str
    name: str
    url: str
    type: str
    parent: str
    below: int
    people: int | None


def unit_url(request: HttpRequest, code: str) -> str:
    """The unit's page; a tree asks for hundreds, so the address is put together by hand."""
    return with_day(request, f"{_root()}{quote(code)}/")


def nodes(request: HttpRequest, outline: Outline) -> list[Node]:
    """The whole tree for ``{% tree %}``; its first level stands open."""
    return [_node(request, root, is_open=True) for root in outline.roots]


def lines(request: HttpRequest, units: Iterable[UnitPeriod], outline: Outline) -> list[Line]:
    return [_line(request, outline.by_id[unit.unit_id], outline) for unit in units]


def groups_below(request: HttpRequest, branch: Branch) -> list[tuple[str, int, SafeString]]:
    """The units directly below by type: its words, how many, and their rows, written without a template."""
    groups: dict[str, list[Line]] = {}
    for child in branch.children:
        groups.setdefault(UnitType(child.place.type).label, []).append(_line(request, child, None))
    return [
        (label, len(found), SafeString("\n".join(_row(line) for line in found)))
        for label, found in groups.items()
    ]


def _row(line: Line) -> str:
    """People are told of all units or of none."""
    people = "" if line.people is None else f'<td class="num">{number(line.people)}</td>'
    return (
        f'<tr><th scope="row"><a href="{escape(line.url)}">{escape(line.name)}</a> '
        f'<span class="detail">{escape(line.code)}</span></th>'
        f'<td class="num">{number(line.below)}</td>{people}</tr>'
    )


def crumbs(request: HttpRequest, way: list[Place]) -> list[tuple[str, str | None]]:
    """The way down the tree inside the user's scope; the last one is where we are."""
    above = [(place.name, unit_url(request, place.code)) for place in way[:-1]]
    return [("Đơn vị", with_day(request, reverse("agencies:list"))), *above, (way[-1].name, None)]


def overview_facts(request: HttpRequest, unit: Unit, branch: Branch) -> list[tuple[str, object]]:
    founded = day(unit.founded_on) if unit.founded_on else None
    if founded and unit.founding_decision:
        founded = f"{founded}, {unit.founding_decision}"
    rows: list[tuple[str, object]] = [
        ("Mã đơn vị", branch.place.code),
        ("Loại", UnitType(branch.place.type).label),
        ("Trực thuộc", _parent_name(request, branch)),
        ("Thành lập", founded),
        ("Đơn vị trực thuộc", len(branch.children) or "không có"),
    ]
    if branch.people is not None:
        rows.append(("Số người, kể cả đơn vị trực thuộc", number(branch.people)))
    return rows


def _parent_name(request: HttpRequest, branch: Branch) -> str:
    """The unit above, be it outside the user's scope."""
    if branch.parent_id is None:
        return "–"
    if above := outline_of(request).by_id.get(branch.parent_id):
        return above.place.name
    return path(branch.parent_id, request.day)[-1].name


@cache
def _root() -> str:
    return reverse("agencies:list")


def _node(request: HttpRequest, branch: Branch, *, is_open: bool = False) -> Node:
    return Node(
        branch.place.name,
        unit_url(request, branch.place.code),
        [_node(request, child) for child in branch.children],
        branch.people,
        is_open,
    )


def _line(request: HttpRequest, branch: Branch, outline: Outline | None) -> Line:
    above = outline.by_id.get(branch.parent_id) if outline and branch.parent_id else None
    return Line(
        branch.place.code,
        branch.place.name,
        unit_url(request, branch.place.code),
        UnitType(branch.place.type).label,
        above.place.name if above else "–",
        branch.below,
        branch.people,
    )
