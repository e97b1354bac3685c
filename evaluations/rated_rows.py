"""One row a person of a cycle, with the rating that stands: what all figures of ratings are counted over."""

from collections.abc import Collection
from datetime import date
from typing import Any

from evaluations.enums import PetitionState
from staff.enums import LeaderKind

# Against the rating, or against the score of a month or quarter of the cycle.
_PETITIONS = """
SELECT r.evaluation_id, t.state FROM evaluations_petition t JOIN evaluations_rating r ON r.id = t.rating_id
UNION ALL
SELECT o.id, t.state FROM evaluations_petition t JOIN evaluations_periodscore s ON s.id = t.score_id
JOIN evaluations_evaluation o ON o.cycle_id = s.cycle_id AND o.person_id = s.person_id
"""
# ``level`` is empty for “không xếp loại” and for who isn't signed; ``is_gone``: left before being rated.
# ``not_rated_by`` is the article by which somebody signed isn't rated. ``by`` is the day up to which what
# was published counts: what was signed or replaced after it doesn't.
ROWS = f"""
SELECT e.id AS evaluation_id, e.unit_id, e."group", e.is_leader, e.law,
       g.id IS NOT NULL AS is_signed, coalesce(g.level, '') AS level,
       g.id IS NULL AND e.left_on IS NOT NULL AND (%(by)s::date IS NULL OR e.left_on <= %(by)s) AS is_gone,
       CASE WHEN g.level = '' THEN coalesce(jsonb_path_query_first(
           g.grounds, '$.findings[*] ? (@.acts == true && @.outcome == "not_rated").cite') #>> '{{}}', '') END
           AS not_rated_by,
       coalesce(p.filed, 0) AS petitions, coalesce(p.waiting, 0) AS petitions_open,
       coalesce(p.upheld, 0) AS petitions_upheld
FROM evaluations_evaluation e
LEFT JOIN (
    SELECT r.* FROM evaluations_rating r JOIN evaluations_decision d ON d.id = r.decision_id
    WHERE (%(by)s::date IS NULL OR d.published_on <= %(by)s)
      AND NOT EXISTS (
        SELECT FROM evaluations_rating n JOIN evaluations_decision m ON m.id = n.decision_id
        WHERE n.replaces_id = r.id AND (%(by)s::date IS NULL OR m.published_on <= %(by)s))
) g ON g.evaluation_id = e.id
LEFT JOIN (
    SELECT t.evaluation_id, count(*) AS filed,
           count(*) FILTER (WHERE t.state = '{PetitionState.OPEN}') AS waiting,
           count(*) FILTER (WHERE t.state = '{PetitionState.UPHELD}') AS upheld
    FROM ({_PETITIONS}) t GROUP BY 1
) p ON p.evaluation_id = e.id
WHERE e.cycle_id = %(cycle)s AND (%(units)s::bigint[] IS NULL OR e.unit_id = ANY(%(units)s))
"""

# The same of a year whose ratings are known from papers alone: each by the main post of ``on``, the year's
# last day.
PAST_ROWS = f"""
SELECT NULL::bigint AS evaluation_id, o.person_id, coalesce(t.name, '') AS title, p.unit_id, p."group",
       coalesce(t.leader_kind, '{LeaderKind.NONE}') <> '{LeaderKind.NONE}' AS is_leader, '' AS law,
       true AS is_signed, o.level, false AS is_gone, '' AS not_rated_by, 0 AS petitions,
       0 AS petitions_open, 0 AS petitions_upheld
FROM evaluations_pastrating o
JOIN staff_post p ON p.person_id = o.person_id AND p.is_main AND p.valid @> %(on)s::date
LEFT JOIN staff_title t ON t.id = p.title_id
WHERE o.year = %(year)s AND (%(by)s::date IS NULL OR coalesce(o.decided_on, %(on)s::date) <= %(by)s)
  AND (%(units)s::bigint[] IS NULL OR p.unit_id = ANY(%(units)s))
"""


def past_arguments(year: int, unit_ids: Collection[int] | None, by: date | None = None) -> dict[str, Any]:
    """What ``PAST_ROWS`` asks for."""
    return arguments(0, unit_ids, by) | {"year": year, "on": date(year, 12, 31)}


def arguments(cycle_id: int, unit_ids: Collection[int] | None, by: date | None = None) -> dict[str, Any]:
    """What ``ROWS`` asks for; None for all units, for whatever is signed by now."""
    return {"cycle": cycle_id, "units": None if unit_ids is None else list(unit_ids), "by": by}
