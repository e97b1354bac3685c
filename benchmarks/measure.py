"""Pairs of timings, their medians, and the line that a measurement leaves."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

MILLISECONDS, REQUESTS, QUERIES, MEGABYTES = "ms", "requests/s", "queries", "MB"


@dataclass(frozen=True, slots=True)
class Result:
    """One measurement. ``goal`` bounds the ratio where there is a floor, else ``ours``; None has no goal.

    ``n`` is the number of counted runs (pairs of runs where there is a floor).
    """

    name: str
    ours: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    goal: float | None = None
    n: int = 1
    notes: dict = field(default_factory=dict)

    @property
    def is_met(self) -> bool | None:
        if self.goal is None:
            return None
        return (self.ours if self.ratio is None else self.ratio) <= self.goal


def paired(
    name: str,
    *,
    ours: Callable[[], float],
    floor: Callable[[], float],
    runs: int,
    unit: str = MILLISECONDS,
    goal: float | None = None,
    **notes,
) -> Result:
    """Call both in turn, first a pair that isn't counted.

    ``ours`` and ``floor`` give the seconds (or the rate) of one run. The medians are over the runs; the
    ratio is the median of the pairs' ratios, so that it holds while the machine's speed drifts.
    """
    ours(), floor()
    pairs = [(ours(), floor()) for _ in range(runs)]
    scale = 1000 if unit == MILLISECONDS else 1
    ratios = sorted(mine / bare for mine, bare in pairs)
    return Result(
        name=name,
        ours=round(median(mine for mine, _ in pairs) * scale, 2),
        unit=unit,
        floor=round(median(bare for _, bare in pairs) * scale, 2),
        ratio=round(median(ratios), 2),
        goal=goal,
        n=runs,
        notes={"ratios": [round(ratios[0], 2), round(ratios[-1], 2)], **notes},
    )


def line(result: Result) -> str:
    """A result for the terminal."""
    floor = "" if result.floor is None else f"{result.floor:>10,.1f}"
    ratio = "" if result.ratio is None else f"{result.ratio:.2f}×"
    goal = "" if result.goal is None else f"≤ {result.goal:g}{'×' if result.ratio is not None else ''}"
    verdict = {True: "met", False: "MISSED", None: ""}[result.is_met]
    return (
        f"{result.name:<44}{result.ours:>10,.1f}{floor:>10} {result.unit:<11}{ratio:>8} {goal:>8}  {verdict}"
    )


HEAD = f"{'name':<44}{'ours':>10}{'floor':>10} {'unit':<11}{'ratio':>8} {'goal':>8}"


def write(results: list[Result], file: Path, about: dict) -> None:
    """One JSON object a line, the first about the run."""
    lines = [about, *({**asdict(result), "met": result.is_met} for result in results)]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
