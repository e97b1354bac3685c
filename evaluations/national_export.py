"""Taking out what the national database lacks: ratings signed since the last time, and when they are due."""

from dataclasses import dataclass
from datetime import date

import pghistory
from django.db import connection, transaction
from django.db.models import Count

from evaluations.errors import EvaluationRefused
from evaluations.law.check import check
from evaluations.models import NationalExport, Rating

# What is replaced before it went out never goes out.
_TAKE = """
INSERT INTO evaluations_exportedrating (export_id, rating_id)
SELECT %(export)s, r.id FROM evaluations_rating r
WHERE NOT EXISTS (SELECT FROM evaluations_rating n WHERE n.replaces_id = r.id)
  AND NOT EXISTS (SELECT FROM evaluations_exportedrating x WHERE x.rating_id = r.id)
ORDER BY r.id
ON CONFLICT (rating_id) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Pending:
    """So many results of one day that wait; ``due`` is None where their law names no term."""

    published_on: date
    n: int
    due: date | None
    says: str
    cite: str


def pending(*, today: date) -> list[Pending]:
    """What hasn't gone out yet, what is due first at the top, in one query."""
    rows = (
        Rating.objects.filter(exported=None, replaced_by=None)
        .order_by()
        .values_list(
            "decision__published_on", "evaluation__law", "evaluation__group", "evaluation__cycle__year"
        )
        .annotate(n=Count("pk"))
    )
    found: dict[tuple, int] = {}
    for published_on, law, group, year, n in rows:
        key = (published_on, *term(law, group, year, published_on, today))
        found[key] = found.get(key, 0) + n
    waiting = [Pending(day, n, due, says, cite) for (day, due, says, cite), n in found.items()]
    return sorted(waiting, key=lambda one: (one.due or date.max, one.published_on))


def term(law: str, group: str, year: int, published_on: date, today: date) -> tuple[date | None, str, str]:
    """Until when a result must be there, with the sentence and the article; no day where the law has none."""
    facts = {
        "subject": "cycle", "law": law, "group": group, "year": year, "on": today.isoformat(),
        "result_on": published_on.isoformat(),
    }  # fmt: skip
    said = check(facts, on=today)
    due = said["due"].get("result_on")
    if due is None:
        return None, "", ""
    rule = next(
        (one for one in said["findings"] if f"{date.fromisoformat(due):%d/%m/%Y}" in one["says"]), None
    )
    return date.fromisoformat(due), rule["says"] if rule else "", rule["cite"] if rule else ""


def export(*, by, today: date) -> NationalExport:
    """Take out all that waits. Raises EvaluationRefused where nothing does, even if two ask at once."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Xuất cho cơ sở dữ liệu quốc gia"):
        made = NationalExport.objects.create(made_by=by, made_on=today)
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, {"export": made.pk})
            made.count = cursor.rowcount
        if not made.count:
            raise EvaluationRefused("Không có kết quả mới nào chưa xuất.", code="nothing")
        made.save(update_fields=["count"])
    return made
