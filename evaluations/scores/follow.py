"""Keeping the sheets of periods that have begun with who comes, moves and goes, and with units opened late.

It looks only where posts, titles, units or the cycle's organisations changed since it last looked
(``imports.clock``), and then at the periods from the first day on that the changes touch.
Safe to be called by any number of beats.
"""

from collections.abc import Mapping
from datetime import date

from django.db import connection, transaction

from agencies.models import UnitPeriod
from evaluations.enums import CycleState
from evaluations.models import Cycle, Organisation, ScoresFollowed
from evaluations.scores.open import spans, write
from evaluations.scores.periods import periods_of
from imports import clock
from staff.models import Post, Title

TABLES = (Post, Title, UnitPeriod, Organisation)
# From which day on the posts differ: of a post that only ends otherwise, from the earlier of both ends.
_FIRST_DAY = """
SELECT min(CASE
    WHEN p.pgh_id IS NULL OR e.pgh_label = 'delete'
      OR (p.unit_id, p."group", p.title_id, p.is_main)
          IS DISTINCT FROM (e.unit_id, e."group", e.title_id, e.is_main)
      OR lower(p.valid) <> lower(e.valid)
    THEN least(lower(p.valid), lower(e.valid))
    WHEN upper(p.valid) IS DISTINCT FROM upper(e.valid) THEN least(upper(p.valid), upper(e.valid))
END)
FROM staff_postevent e
LEFT JOIN LATERAL (
    SELECT b.* FROM staff_postevent b
    WHERE b.person_id = e.person_id AND b.pgh_obj_id = e.pgh_obj_id AND b.pgh_id < e.pgh_id
    ORDER BY b.pgh_id DESC LIMIT 1
) p ON true
WHERE e.pgh_id > %(seen)s
"""


def follow_changes(*, today: date) -> int:
    """Bring the sheets up to date where something changed; how many periods were looked through."""
    return sum(_follow(cycle, today) for cycle in Cycle.objects.filter(state=CycleState.OPEN))


def _follow(cycle: Cycle, today: date) -> int:
    seen = ScoresFollowed.objects.filter(cycle=cycle).values_list("clock", flat=True).first()
    if seen == clock.now(TABLES):
        return 0
    opened = set(cycle.scores.order_by().values_list("period_on", flat=True).distinct())
    with transaction.atomic():
        clock.alone()  # nobody is writing posts, and nobody opens units: what commits later has newer events
        Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)
        now = clock.now(TABLES)
    first = _first_day(seen, now)
    begun = [one for one in periods_of(cycle) if one.first <= today and one.first in opened]
    changed = [one for one in begun if first and one.last >= first]
    for period in changed:
        with transaction.atomic():
            write(cycle, period, spans(cycle, period), by=None)
    ScoresFollowed.objects.update_or_create(cycle=cycle, defaults={"clock": now})
    return len(changed)


def _first_day(seen: Mapping[str, int] | None, now: Mapping[str, int]) -> date | None:
    """From which day on something changed; None where nothing did that a sheet says."""
    posts = Post._meta.db_table
    if seen is None or any(seen.get(table) != newest for table, newest in now.items() if table != posts):
        return date.min
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_DAY, {"seen": seen[posts]})
        return cursor.fetchone()[0]
