"""The two columns of figures on the rating sheet: the year's work, or the score where a law scores months."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from evaluations.law.numbers import percent, shown
from evaluations.law.year import about_months, mean_so_far
from evaluations.scores.periods import scores_months

WORK = ("Đúng hạn", "Vượt mức")
SCORE = ("Điểm năm", "Căn cứ")


@dataclass(frozen=True, slots=True)
class Figures:
    """“24/24” done on time with quality and “50 %” beyond; or “91,67” and “12 tháng” with the derivation in
    ``why``, each with its citation. Empty where nothing is known."""

    first: str
    second: str
    why: tuple[tuple[str, str], ...] = ()


UNKNOWN = Figures("", "")


def figures(law: str, facts: dict[str, Any], verdict: dict[str, Any], *, on: date) -> Figures:
    """Of one person's facts and what the law says of them."""
    if not scores_months(law):
        return _work(facts.get("tasks"))
    score = verdict.get("score", {})
    steps = tuple((step["says"], step["cite"]) for step in score.get("steps", ()))
    months = mean_so_far(facts, on=on).months
    return Figures(score.get("value", ""), months, (*steps, *about_months(law, verdict)))


def headings(laws: Collection[str]) -> list[tuple[str, bool]]:
    """Of a sheet whose people are rated under these laws: the words, and whether numbers stand below them."""
    kinds = {scores_months(law) for law in laws}
    if kinds == {True}:
        return [(SCORE[0], True), (SCORE[1], False)]
    if kinds == {True, False}:
        return [(f"{work} / {score.lower()}", True) for work, score in zip(WORK, SCORE, strict=True)]
    return [(words, True) for words in WORK]


def _work(tasks: dict[str, str] | None) -> Figures:
    if not tasks:
        return UNKNOWN
    whole = Fraction(tasks["all"])
    good = f"{shown(Fraction(tasks['on_time_with_quality']))}/{shown(whole)}"
    return Figures(good, percent(Fraction(tasks["beyond"]), whole))
