"""Which authorities' sets stand on top of the law, kept beside it of each organisation and each score.

By the day of the rating, or by the last day of the score; what is signed or confirmed keeps what it stood on.
Those of units above come first: where two say the same thing otherwise, the nearer unit's holds.
"""

from datetime import date

from django.db import connection

from evaluations.enums import OrganisationState
from evaluations.models import AuthorityRules, Cycle

# The units in which a set holds: its own and all below it, in the tree of the day.
_HOLDS = """
WITH RECURSIVE below (rule_id, unit_id, depth) AS (
    SELECT r.id, r.unit_id, 0 FROM evaluations_authorityrules r
    UNION
    SELECT b.rule_id, p.unit_id, b.depth + 1 FROM below b
    JOIN agencies_unitperiod p ON p.parent_id = b.unit_id AND p.valid @> %(on)s::date
), holds AS (
    SELECT b.unit_id, b.depth, r.code, r.valid
    FROM below b JOIN evaluations_authorityrules r ON r.id = b.rule_id
)
"""
_CODES = "array_remove(array_agg(code ORDER BY depth DESC, code), NULL)"
_ORGANISATIONS = f"""
{_HOLDS}
UPDATE evaluations_organisation o SET stricter = n.codes
FROM (
    SELECT id, {_CODES} AS codes FROM (
        SELECT there.id, h.code, min(h.depth) AS depth
        FROM evaluations_organisation there
        LEFT JOIN holds h ON h.unit_id = there.unit_id AND h.valid @> least(there.rated_on, there.ends_on)
        WHERE there.cycle_id = %(cycle)s AND there.state <> %(closed)s AND NOT EXISTS (
            SELECT FROM evaluations_rating r JOIN evaluations_evaluation e ON e.id = r.evaluation_id
            WHERE e.organisation_id = there.id)
        GROUP BY there.id, h.code
    ) held GROUP BY id
) n
WHERE n.id = o.id AND n.codes IS DISTINCT FROM o.stricter
"""
_SCORES = f"""
{_HOLDS}
UPDATE evaluations_periodscore s SET stricter = n.codes
FROM (
    SELECT id, {_CODES} AS codes FROM (
        SELECT there.id, h.code, min(h.depth) AS depth
        FROM evaluations_periodscore there
        LEFT JOIN holds h ON h.unit_id = there.unit_id AND h.valid @> there.ends_on
        WHERE there.cycle_id = %(cycle)s AND there.confirmed_at IS NULL
        GROUP BY there.id, h.code
    ) held GROUP BY id
) n
WHERE n.id = s.id AND n.codes IS DISTINCT FROM s.stricter
"""


def spread(cycle: Cycle, *, on: date) -> None:
    """Put the sets where they hold in the cycle, in the tree of the day, within a transaction. A set is
    substantive law: where a unit goes after the period changes nothing of it."""
    if not AuthorityRules.objects.exists():
        return
    with connection.cursor() as cursor:
        for statement in (_ORGANISATIONS, _SCORES):
            cursor.execute(
                statement,
                {"cycle": cycle.pk, "on": min(on, cycle.ends_on), "closed": OrganisationState.CLOSED},
            )
