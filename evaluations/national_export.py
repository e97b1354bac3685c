"""Taking out what the national database lacks: ratings signed, scores confirmed since, and until when."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import pghistory
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count
from django.db.models.functions import Least, TruncDate
from django.utils import timezone

from evaluations.errors import EvaluationRefused
from evaluations.law.check import check
from evaluations.law.kinds.petitions import Deadline
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import NationalExport, PeriodScore, Rating
from evaluations.setting_words import leaned_on

RESULT_ON = "result_on"  # the fact of the law from which the term runs
# What is replaced before it went out never goes out.
_TAKE = """
INSERT INTO evaluations_exportedrating (export_id, rating_id)
SELECT %(export)s, r.id FROM evaluations_rating r
WHERE NOT EXISTS (SELECT FROM evaluations_rating n WHERE n.replaces_id = r.id)
  AND NOT EXISTS (SELECT FROM evaluations_exportedrating x WHERE x.rating_id = r.id)
ORDER BY r.id
ON CONFLICT (rating_id) DO NOTHING
"""
_TAKE_SCORES = """
INSERT INTO evaluations_exportedscore (export_id, score_id)
SELECT %(export)s, s.id FROM evaluations_periodscore s
WHERE s.confirmed_at IS NOT NULL
  AND NOT EXISTS (
    SELECT FROM evaluations_periodscore n WHERE n.replaces_id = s.id AND n.confirmed_at IS NOT NULL)
  AND NOT EXISTS (SELECT FROM evaluations_exportedscore x WHERE x.score_id = s.id)
ORDER BY s.id
ON CONFLICT (score_id) DO NOTHING
"""
# The oldest result that waits, of a law with a term. What was written before the last export went with it,
# whatever day it bears, but for what was being signed at that moment: hence the day before.
_OLDEST = """
WITH cut AS (SELECT max(made_at) - interval '1 day' AS moment FROM evaluations_nationalexport)
(SELECT least(d.decided_on, (d.made_at AT TIME ZONE %(zone)s)::date), e.law, e."group", c.year
 FROM evaluations_rating r JOIN evaluations_decision d ON d.id = r.decision_id
 JOIN evaluations_evaluation e ON e.id = r.evaluation_id JOIN evaluations_cycle c ON c.id = e.cycle_id
 WHERE d.made_at >= coalesce((SELECT moment FROM cut), '-infinity')
   AND e.law = ANY(%(laws)s)
   AND NOT EXISTS (SELECT FROM evaluations_rating n WHERE n.replaces_id = r.id)
   AND NOT EXISTS (SELECT FROM evaluations_exportedrating x WHERE x.rating_id = r.id)
 ORDER BY 1 LIMIT 1)
UNION ALL
(SELECT (s.confirmed_at AT TIME ZONE %(zone)s)::date, s.law, s."group", c.year
 FROM evaluations_periodscore s JOIN evaluations_cycle c ON c.id = s.cycle_id
 WHERE s.confirmed_at >= coalesce((SELECT moment FROM cut), '-infinity') AND s.law = ANY(%(laws)s)
   AND NOT EXISTS (
     SELECT FROM evaluations_periodscore n WHERE n.replaces_id = s.id AND n.confirmed_at IS NOT NULL)
   AND NOT EXISTS (SELECT FROM evaluations_exportedscore x WHERE x.score_id = s.id)
 ORDER BY s.confirmed_at LIMIT 1)
"""


@dataclass(frozen=True, slots=True)
class Pending:
    """So many results of one day and kind that wait; ``due`` is None where their law names no term. A rating
    is there from the day of its decision on, whenever it is published. ``says`` is the term in words, with
    what isn't known of the days off and the settings that act in it."""

    what: str
    result_on: date
    n: int
    due: date | None
    says: str
    cite: str


def pending(*, today: date) -> list[Pending]:
    """What hasn't gone out yet, what is due first at the top, in two queries."""
    zone = timezone.get_default_timezone()
    ratings = (
        Rating.objects.filter(exported=None, replaced_by=None)
        .order_by()
        .values_list(
            Least("decision__decided_on", TruncDate("decision__made_at", tzinfo=zone)),
            "evaluation__law", "evaluation__group", "evaluation__cycle__year",
        )
        .annotate(n=Count("pk"))
    )  # fmt: skip
    scores = (
        PeriodScore.objects.standing()
        .confirmed()
        .filter(exported=None)
        .order_by()
        .values_list(TruncDate("confirmed_at", tzinfo=zone), "law", "group", "cycle__year")
        .annotate(n=Count("pk"))
    )
    found: dict[tuple, int] = {}
    for what, rows in (("Xếp loại", ratings), ("Điểm theo dõi", scores)):
        for result_on, law, group, year, n in rows:
            key = (what, result_on, *term(law, group, year, result_on, today))
            found[key] = found.get(key, 0) + n
    waiting = [Pending(what, day, n, due, says, cite) for (what, day, due, says, cite), n in found.items()]
    return sorted(waiting, key=lambda one: (one.due or date.max, one.result_on, one.what))


def first_due(*, today: date) -> tuple[date, str] | None:
    """Until when the oldest result that waits must be there, and the article; None where none has a term. One
    query, bounded by the last export: pages ask it for a badge."""
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST, {"laws": laws_with_a_term(), "zone": settings.TIME_ZONE})
        rows = cursor.fetchall()
    terms = [term(law, group, year, day, today) for day, law, group, year in rows]
    return min(((due, cite) for due, _, cite in terms if due), default=None)


@cache
def laws_with_a_term() -> list[str]:
    """The rule sets that say until when a result must be in the national database."""
    return [
        code
        for code, law in all_rule_sets().items()
        if any(isinstance(rule, Deadline) and rule.since == RESULT_ON for rule in law.rules)
    ]


def term(law: str, group: str, year: int, result_on: date, today: date) -> tuple[date | None, str, str]:
    """Until when a result must be there, with the sentence and the article; no day where the law has none."""
    facts = {
        "subject": "cycle", "law": law, "group": group, "year": year, "on": today.isoformat(),
        RESULT_ON: result_on.isoformat(),
    }  # fmt: skip
    said = check(facts, on=today)
    due = said["due"].get(RESULT_ON)
    if due is None:
        return None, "", ""
    rule = next(
        (one for one in said["findings"] if f"{date.fromisoformat(due):%d/%m/%Y}" in one["says"]), None
    )
    if rule is None:
        return date.fromisoformat(due), "", ""
    words = [rule["says"], *said.get("remarks", {}).get(RESULT_ON, ())]
    if settings_said := leaned_on(law, rule):
        words.append(f"({settings_said})")
    return date.fromisoformat(due), " ".join(words), rule["cite"]


def export(*, by, today: date) -> NationalExport:
    """Take out all that waits. Raises EvaluationRefused where nothing does, even if two ask at once."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Xuất cho cơ sở dữ liệu quốc gia"):
        made = NationalExport.objects.create(made_by=by, made_on=today)
        with connection.cursor() as cursor:
            for take in (_TAKE, _TAKE_SCORES):
                cursor.execute(take, {"export": made.pk})
                made.count += cursor.rowcount
        if not made.count:
            raise EvaluationRefused("Không có kết quả mới nào chưa xuất.", code="nothing")
        made.save(update_fields=["count"])
    return made
