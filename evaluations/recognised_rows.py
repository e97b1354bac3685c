"""One row an organisation of a cycle, with the recognition that stands: what their figures count."""

from collections.abc import Collection
from datetime import date
from typing import Any

# ``level`` is empty where nothing is signed. ``on`` is the day on which a unit has its type, ``by`` the day
# up to which what is signed counts.
ROWS = """
SELECT e.id AS evaluation_id, e.unit_id, coalesce(u.type, '') AS unit_type, e.left_out <> '' AS is_left_out,
       p.submitted_at IS NOT NULL AS is_sent, coalesce(g.level, '') AS level
FROM evaluations_organisationevaluation e
LEFT JOIN agencies_unitperiod u ON u.unit_id = e.unit_id AND u.valid @> %(on)s::date
LEFT JOIN evaluations_organisationreport p ON p.evaluation_id = e.id
LEFT JOIN (
    SELECT r.evaluation_id, r.level FROM evaluations_recognition r
    JOIN evaluations_recognitiondecision d ON d.id = r.decision_id
    WHERE (%(by)s::date IS NULL OR d.signed_on <= %(by)s)
      AND NOT EXISTS (
        SELECT FROM evaluations_recognition n JOIN evaluations_recognitiondecision m ON m.id = n.decision_id
        WHERE n.replaces_id = r.id AND (%(by)s::date IS NULL OR m.signed_on <= %(by)s))
) g ON g.evaluation_id = e.id
WHERE e.cycle_id = %(cycle)s AND (%(units)s::bigint[] IS NULL OR e.unit_id = ANY(%(units)s))
"""

# The same of a year whose levels are known from papers alone.
PAST_ROWS = """
SELECT l.id AS evaluation_id, l.unit_id, coalesce(u.type, '') AS unit_type, false AS is_left_out,
       true AS is_sent, l.level
FROM evaluations_unitlevel l
LEFT JOIN agencies_unitperiod u ON u.unit_id = l.unit_id AND u.valid @> %(on)s::date
WHERE l.year = %(year)s AND (%(by)s::date IS NULL OR l.decided_on <= %(by)s)
  AND (%(units)s::bigint[] IS NULL OR l.unit_id = ANY(%(units)s))
"""


def arguments(
    cycle_id: int, unit_ids: Collection[int] | None, *, on: date, by: date | None = None
) -> dict[str, Any]:
    """What ``ROWS`` asks for; None for all units, for whatever is signed by now."""
    return {
        "cycle": cycle_id,
        "units": None if unit_ids is None else list(unit_ids),
        "on": on,
        "by": by,
    }
