"""Preparing a year's cycle for the whole province, or for one unit with all below it: nothing opens yet."""

from datetime import date

import pghistory
from django.db import connection, transaction

from agencies import tree
from evaluations.errors import EvaluationRefused
from evaluations.models import Cycle
from evaluations.open_cycle import as_of


def prepare_cycle(
    *, year: int, starts_on: date, ends_on: date, rated_on: date, scoring: str, by,
    root: tree.Place | None = None,
) -> Cycle:  # fmt: skip
    """Raises EvaluationRefused where a cycle of the year has people in its scope already, even if it was made
    in the same moment: nobody is rated twice."""
    made = Cycle(
        year=year,
        name=f"Năm {year}, {root.name}"[:120] if root else f"Năm {year}",
        starts_on=starts_on,
        ends_on=ends_on,
        rated_on=rated_on,
        scoring=scoring,
        root_id=root.unit_id if root else None,
        made_by=by,
    )
    with transaction.atomic(), pghistory.context(user=by.pk, what="Lập kỳ đánh giá"):
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE evaluations_cycle IN SHARE ROW EXCLUSIVE MODE")
        _refuse_overlap(made)
        made.save()
    return made


def _refuse_overlap(made: Cycle) -> None:
    others = list(Cycle.objects.filter(year=made.year))
    if not others:
        return
    day = as_of(made)
    around: frozenset[int] = frozenset()
    if made.root_id:
        above = {one.unit_id for one in tree.path(made.root_id, day)}
        around = tree.below([made.root_id], day) | above
    for one in others:
        if one.root_id is None:
            raise EvaluationRefused(
                f"Đã có kỳ đánh giá năm {made.year} của toàn tỉnh.", code="exists", field="year"
            )
        if made.root_id is None or one.root_id in around:
            raise EvaluationRefused(
                f"Đã có kỳ “{one.name}” trùng phạm vi: mỗi người chỉ được đánh giá một lần trong năm.",
                code="overlaps",
                field="root" if made.root_id else "year",
            )
