"""Leniency radar: a unit's levels beside its last year's and like units', and facts; remarks, no verdict."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from django.db import connection

from core.charts import StackedBars, StackRow
from evaluations.enums import RatingLevel
from evaluations.law.numbers import percent
from evaluations.level_words import SHORT
from evaluations.models import Cycle, Evaluation
from evaluations.open_cycle import as_of
from evaluations.scores.periods import scores_months

BETTER = (RatingLevel.EXCELLENT, RatingLevel.GOOD)
BEFORE, ALIKE = "before", "alike"

_BESIDE = """
SELECT CASE WHEN d.unit_id = %(unit)s THEN 'before' ELSE 'alike' END, r.level, count(*)
FROM evaluations_decision d
JOIN evaluations_cycle c ON c.id = d.cycle_id
JOIN evaluations_rating r ON r.decision_id = d.id
LEFT JOIN agencies_unitperiod p ON p.unit_id = d.unit_id AND p.valid @> %(on)s::date
WHERE NOT EXISTS (SELECT FROM evaluations_rating n WHERE n.replaces_id = r.id) AND (
    (d.unit_id = %(unit)s AND c.year = %(year)s - 1)
    OR (d.cycle_id = %(cycle)s AND d.unit_id <> %(unit)s AND p.type = (
        SELECT type FROM agencies_unitperiod WHERE unit_id = %(unit)s AND valid @> %(on)s::date)))
GROUP BY 1, 2
"""
# The products kept with the scores that count, of which faults and delays without an objective cause remain.
_LATE_MONTHS = """
SELECT count(DISTINCT person_id), coalesce(sum(times), 0)
FROM evaluations_periodscore s CROSS JOIN LATERAL (
    SELECT sum(coalesce((p->>'faults')::int, 0) - coalesce((p->>'objective_faults')::int, 0)
               + coalesce((p->>'delays')::int, 0) - coalesce((p->>'objective_delays')::int, 0)) AS times
    FROM jsonb_array_elements(s.products) p
) late
WHERE s.cycle_id = %(cycle)s AND s.person_id = ANY(%(people)s) AND s.confirmed_at IS NOT NULL AND times > 0
  AND NOT EXISTS (
    SELECT FROM evaluations_periodscore n WHERE n.replaces_id = s.id AND n.confirmed_at IS NOT NULL)
"""


class Judged(Protocol):
    """A row of the sheet: the level that stands or is proposed, and the facts."""

    @property
    def level(self) -> str: ...

    @property
    def facts(self) -> dict[str, Any]: ...

    @property
    def evaluation(self) -> Evaluation: ...


@dataclass(frozen=True, slots=True)
class Radar:
    """``chart`` is None where there is nothing to compare with."""

    chart: StackedBars | None
    remarks: tuple[str, ...]


def radar(cycle: Cycle, unit_id: int, rows: Sequence[Judged]) -> Radar:
    """In one query what the unit's head signed last year and heads of like units signed this year; in another
    the faults and delays of months, where a law scores them."""
    beside: dict[str, Counter[str]] = {BEFORE: Counter(), ALIKE: Counter()}
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, {"unit": unit_id, "cycle": cycle.pk, "year": cycle.year, "on": as_of(cycle)})
        for which, level, n in cursor.fetchall():
            beside[which][level] = n
    now = Counter(row.level for row in rows)
    shown = [
        (str(cycle.year), now),
        (str(cycle.year - 1), beside[BEFORE]),
        ("Cùng loại", beside[ALIKE]),
    ]
    others = [words for words, counts in shown[1:] if _rated(counts)]
    chart = None
    if others:
        chart = StackedBars(
            title="Xếp loại bên cạnh năm trước và các đơn vị cùng loại",
            parts=[SHORT[level] for level in RatingLevel.values],
            rows=[
                StackRow(words, [counts[level] for level in RatingLevel.values])
                for words, counts in shown
                if _rated(counts) or words == shown[0][0]
            ],
        )
    return Radar(chart, tuple(_remarks(cycle, now, beside, rows)))


def _remarks(
    cycle: Cycle, now: Counter[str], beside: dict[str, Counter[str]], rows: Sequence[Judged]
) -> Iterator[str]:
    """What anybody may see in the numbers; no threshold says that it is too much."""
    if _rated(now) and (_rated(beside[BEFORE]) or _rated(beside[ALIKE])):
        said = [f"Xuất sắc {_share(now)}"]
        if _rated(beside[BEFORE]):
            said.append(f"năm trước {_share(beside[BEFORE])}")
        if _rated(beside[ALIKE]):
            said.append(f"các đơn vị cùng loại đến nay {_share(beside[ALIKE])}")
        yield "; ".join(said) + "."
    better = [row for row in rows if row.level in BETTER]
    if late := sum(1 for row in better if _is_late(row.facts)):
        yield f"{late} người từ mức tốt trở lên có việc chưa đúng hạn hoặc chưa đạt chất lượng."
    late, times = _late_in_months(cycle, better)
    if late:
        yield (
            f"{late} người từ mức tốt trở lên có {times} lần sai sót lớn hoặc chậm tiến độ trong các tháng, "
            "không do khách quan."
        )
    if disciplined := sum(1 for row in better if row.facts.get("disciplines")):
        yield f"{disciplined} người từ mức tốt trở lên có quyết định kỷ luật trong kỳ."


def _is_late(facts: dict[str, Any]) -> bool:
    tasks = facts.get("tasks")
    return bool(tasks) and Fraction(tasks["on_time_with_quality"]) < Fraction(tasks["all"])


def _late_in_months(cycle: Cycle, rows: Sequence[Judged]) -> tuple[int, int]:
    """Of those whose law scores months: how many people had how many faults and delays of their own."""
    people = [row.evaluation.person_id for row in rows if scores_months(row.evaluation.law)]
    if not people:
        return 0, 0
    with connection.cursor() as cursor:
        cursor.execute(_LATE_MONTHS, {"cycle": cycle.pk, "people": people})
        found = cursor.fetchone()
    return found[0], int(found[1])


def _rated(counts: Counter[str]) -> int:
    return sum(counts[level] for level in RatingLevel.values)


def _share(counts: Counter[str]) -> str:
    return percent(Fraction(counts[RatingLevel.EXCELLENT]), Fraction(_rated(counts)))
