"""One row a sheet of a month or quarter, with the score that counts: what figures of scores count."""

from collections.abc import Collection
from typing import Any

# A sheet is of one person in one post of the period. ``points`` is null and ``level`` empty until it is
# confirmed; the level is the one that the law of the sheet gave the score.
ROWS = """
SELECT s.id AS score_id, s.period_on, s.unit_id, s."group", s.is_leader,
       s.confirmed_at IS NOT NULL AS is_confirmed, s.submitted_at IS NOT NULL AS is_sent, s.level,
       s.is_provisional,
       CASE WHEN s.confirmed_at IS NOT NULL THEN
           split_part(s.exact, '/', 1)::numeric
           / coalesce(nullif(split_part(s.exact, '/', 2), ''), '1')::numeric
       END AS points
FROM evaluations_periodscore s
WHERE s.cycle_id = %(cycle)s AND (%(units)s::bigint[] IS NULL OR s.unit_id = ANY(%(units)s))
  AND (s.confirmed_at IS NOT NULL OR s.version = 1)
  AND NOT EXISTS (
    SELECT FROM evaluations_periodscore n WHERE n.replaces_id = s.id AND n.confirmed_at IS NOT NULL)
"""


def arguments(cycle_id: int, unit_ids: Collection[int] | None) -> dict[str, Any]:
    """What ``ROWS`` asks for; None for all units."""
    return {"cycle": cycle_id, "units": None if unit_ids is None else list(unit_ids)}
