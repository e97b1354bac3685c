"""What is different: between two versions, and between frozen figures and the data of now."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction

from core.paper.paper import Paragraph
from imports import clock
from reports import annexes, figures
from reports.compose import compose
from reports.freeze import CLOCK_TABLES, scope_ids
from reports.measures import BREAKDOWNS, MEASURES, UNKNOWN
from reports.models import Report, Snapshot, Version

MOST_CELLS = 40


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that the data of now would give another number."""

    name: str
    frozen: int
    now: int

    @property
    def difference(self) -> int:
        return self.now - self.frozen


def since_frozen(report: Report, snapshot: Snapshot) -> list[Moved]:
    """Figures that later corrections of data changed; the report itself stays as it is."""
    if clock.now(CLOCK_TABLES) == snapshot.content["clock"]:
        return []
    live = figures.live(on=report.day, unit_ids=scope_ids(report))
    frozen = snapshot.content["figures"]
    moved = [
        Moved(measure.name, frozen[code][0], live[code].numerator)
        for code, measure in MEASURES.items()
        if code in frozen and frozen[code][0] != live[code].numerator
    ]
    return moved + _moved_parts(snapshot, live)


@dataclass(frozen=True, slots=True)
class MovedCells:
    """Cells of the annexes that the data of now would fill otherwise: the first ones, and how many in all."""

    shown: list[Moved]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


def cells_since_frozen(report: Report, snapshot: Snapshot) -> MovedCells:
    """The cells of units; those of groups and totals follow from them."""
    at = clock.now(CLOCK_TABLES)
    if at == snapshot.content["clock"]:
        return MovedCells([], 0)

    def count() -> MovedCells:
        with transaction.atomic():
            live = annexes.live(on=report.day, unit_ids=scope_ids(report))
        moved = list(_moved_cells(snapshot.content["annexes"], live))
        return MovedCells(moved[:MOST_CELLS], len(moved))

    # The same until the data change again: everybody in the scope is counted for it.
    moment = ".".join(str(number) for number in at.values())
    return cache.get_or_set(f"reports.cells.{snapshot.pk}.{moment}", count)


def _moved_cells(frozen: dict, live: dict) -> Iterator[Moved]:
    for code, kind in annexes.KIND.items():
        before, after = (
            {row["units"][0]: row for row in found.get(code, []) if row["kind"] == "body"}
            for found in (frozen, live)
        )
        columns = annexes.columns(kind)
        nobody = {"numbers": [0] * len(columns)}
        for unit_id, row in (after | before).items():
            numbers = [found.get(unit_id, nobody)["numbers"] for found in (before, after)]
            for column, was, now in zip(columns, *numbers, strict=True):
                if was != now:
                    yield Moved(annexes.words(kind, row, column), was, now)


def _moved_parts(snapshot: Snapshot, live: figures.Figures) -> list[Moved]:
    moved = []
    for code, parts in snapshot.content["parts"].items():
        before = {value: (label, number) for value, label, number in parts}
        after = {part.value: (part.label, part.count) for part in live.parts.get(code, [])}
        for value in sorted(before.keys() | after.keys(), key=lambda value: (value == UNKNOWN, value)):
            label = (before.get(value) or after[value])[0]
            numbers = before.get(value, ("", 0))[1], after.get(value, ("", 0))[1]
            if numbers[0] != numbers[1]:
                moved.append(Moved(f"{BREAKDOWNS[code].name}: {label}", *numbers))
    return moved


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A paragraph that reads otherwise in two versions."""

    anchor: str
    old: str
    new: str


def between(old: Version, new: Version) -> list[Rewritten]:
    """The paragraphs that changed from one version to another."""
    before, after = _texts(old), _texts(new)
    return [
        Rewritten(anchor, before.get(anchor, ""), after.get(anchor, ""))
        for anchor in dict.fromkeys([*before, *after])
        if before.get(anchor) != after.get(anchor)
    ]


def _texts(version: Version) -> dict[str, str]:
    return {part.anchor: part.text for part in compose(version).body if isinstance(part, Paragraph)}
