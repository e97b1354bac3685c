"""The whole province at a point of a year's evaluation, put there by SQL as people would have typed it."""

from datetime import date

from django.db import connection, transaction

from accounts.models import User
from agencies.models import UnitPeriod
from core.days import since, today
from evaluations import open_cycle
from evaluations.enums import DelegationKind
from evaluations.models import Cycle, Delegation
from evaluations.preflight import preflight
from evaluations.resolve import resolve
from staff.models import Person

JULY = "2026-07"  # the first month in which civil servants and public employees are both scored
LINES = 5  # of work, each person's

_WORK = """
INSERT INTO work_workitem (person_id, unit_id, starts_on, ends_on, name, coefficient, assigned, done, on_time,
    beyond, counting, faults, delays, objective_faults, objective_delays, objective_cause, source, "order")
SELECT s.person_id, s.unit_id, s.starts_on, s.ends_on, 'Thẩm định, tham mưu xử lý hồ sơ nhóm ' || n,
       1 + n * 0.25, 10 + n, 10 + n, 0, 0, '', (s.id + n) %% 9 / 8, (s.id + n) %% 7 / 6, 0, 0, '', 'typed', n
FROM evaluations_periodscore s CROSS JOIN generate_series(1, %(lines)s) n
"""
_SENT = """
UPDATE evaluations_periodscore SET submitted_at = now(), own_parts = CASE law
    WHEN 'nd335-2025' THEN '{"I.1": "5", "I.2": "5", "II.1": "2.5", "II.2": "2.5", "II.3": "2", "II.4": "2.5",
        "III.1": "2", "III.2": "2.5", "III.3": "2.5", "III.4": "2.5"}'::jsonb
    ELSE '{"I": "10", "II": "9", "III": "9"}'::jsonb END,
    "leading" = CASE WHEN is_leader THEN '{"plan_done_well": true, "unity": true, "unit_results":
        {"percent": "100", "reason": "Lĩnh vực phụ trách hoàn thành"}}'::jsonb ELSE '{}'::jsonb END
"""
_RATED = """
WITH signed AS (
    INSERT INTO evaluations_decision (cycle_id, unit_id, number, decided_on, published_on, signed_by_id,
        made_at, shown_in_unit)
    SELECT DISTINCT cycle_id, rater_unit_id, '01/QĐ-XL', %(on)s::date, %(on)s::date, %(by)s::bigint, now(),
           false
    FROM evaluations_evaluation WHERE cycle_id = %(cycle)s
    RETURNING id, unit_id
), pooled AS (
    INSERT INTO evaluations_pool (cycle_id, unit_id, law)
    SELECT DISTINCT cycle_id, rater_unit_id, law FROM evaluations_evaluation WHERE cycle_id = %(cycle)s
    RETURNING id, unit_id, law
)
INSERT INTO evaluations_rating
    (decision_id, evaluation_id, level, suggested, outcome, reason, grounds, pool_id)
SELECT signed.id, e.id, 'GOOD', 'GOOD', 'suggested', '', '{"outcome": "suggested", "findings": []}', pooled.id
FROM evaluations_evaluation e
JOIN signed ON signed.unit_id = e.rater_unit_id
JOIN pooled ON pooled.unit_id = e.rater_unit_id AND pooled.law = e.law
WHERE e.cycle_id = %(cycle)s
"""
_EARLIER_YEARS = """
WITH years AS (
    INSERT INTO evaluations_cycle (year, name, starts_on, ends_on, rated_on, scoring, state, made_by_id,
        made_at)
    SELECT y, 'Năm ' || y, make_date(y, 1, 1), make_date(y, 12, 31), make_date(y, 12, 10), 'month', 'closed',
           %(by)s, now()
    FROM generate_series(2026 - %(years)s, 2025) y
    RETURNING id, starts_on, ends_on, rated_on
), units AS (
    INSERT INTO evaluations_organisation (cycle_id, unit_id, state, starts_on, ends_on, rated_on, opened_at,
        closed_at, closed_by_id, special_decision, days_reason, reopened_reason)
    SELECT y.id, o.unit_id, 'closed', y.starts_on, y.ends_on, y.rated_on, now(), now(), %(by)s, '', '', ''
    FROM years y CROSS JOIN evaluations_organisation o WHERE o.cycle_id = %(cycle)s
    RETURNING id, cycle_id, unit_id
), people AS (
    INSERT INTO evaluations_evaluation (organisation_id, cycle_id, person_id, unit_id, "group", place,
        is_leader, title, law, form, monitor_unit_id, rater_unit_id, monitor_id, rater_id)
    SELECT u.id, u.cycle_id, e.person_id, e.unit_id, e."group", e.place, e.is_leader, e.title, 'nd90-2020',
           '02', NULL, e.rater_unit_id, NULL, e.rater_id
    FROM evaluations_evaluation e JOIN units u ON u.unit_id = e.unit_id WHERE e.cycle_id = %(cycle)s
    RETURNING id, cycle_id, rater_unit_id, law
), signed AS (
    INSERT INTO evaluations_decision (cycle_id, unit_id, number, decided_on, published_on, signed_by_id,
        made_at, shown_in_unit)
    SELECT DISTINCT y.id, p.rater_unit_id, '01/QĐ-XL', y.rated_on, y.rated_on, %(by)s::bigint, now(), false
    FROM people p JOIN years y ON y.id = p.cycle_id
    RETURNING id, cycle_id, unit_id
), pooled AS (
    INSERT INTO evaluations_pool (cycle_id, unit_id, law)
    SELECT DISTINCT cycle_id, rater_unit_id, law FROM people RETURNING id, cycle_id, unit_id, law
)
INSERT INTO evaluations_rating
    (decision_id, evaluation_id, level, suggested, outcome, reason, grounds, pool_id)
SELECT signed.id, p.id, 'GOOD', 'GOOD', 'suggested', '', '{"outcome": "suggested", "findings": []}', pooled.id
FROM people p
JOIN signed ON (signed.cycle_id, signed.unit_id) = (p.cycle_id, p.rater_unit_id)
JOIN pooled ON (pooled.cycle_id, pooled.unit_id, pooled.law) = (p.cycle_id, p.rater_unit_id, p.law)
"""
_EARLIER_MONTHS = """
INSERT INTO evaluations_periodscore (cycle_id, period_on, person_id, unit_id, starts_on, ends_on, "group",
    place, is_leader, title, law, monitor_unit_id, version, replaced_for, own_parts, strengths, weaknesses,
    returned_reason, parts, "leading", remarks, exact, level, steps, products, stood_on, is_provisional,
    submitted_at, confirmed_at, confirmed_by_id)
SELECT c.id, m, e.person_id, e.unit_id, m, (m + interval '1 month')::date - 1, e."group", e.place,
       e.is_leader, e.title, 'nd335-2025', e.rater_unit_id, 1, '', '{"I": "28"}', 'Đúng hạn.', '', '', '{}',
       '{}', '', '87', 'GOOD', '[]', '[]', '{}', false, now(), now(), %(by)s
FROM evaluations_evaluation e
CROSS JOIN LATERAL (
    SELECT m::date AS m FROM generate_series(date '2026-01-01' - make_interval(months => %(months)s),
        date '2025-12-01', interval '1 month') m) months
JOIN evaluations_cycle c ON c.year = extract(year FROM m)
WHERE e.cycle_id = %(cycle)s
"""


def make_cycle_to_open(by: User) -> Cycle:
    """The cycle of 2026; a unit without a head gets somebody in charge; ``by`` signs for all units."""
    cycle = Cycle.objects.create(
        year=2026, name="Năm 2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
        rated_on=date(2026, 12, 10), made_by=by,
    )  # fmt: skip
    paper = {"decision_number": "01/QĐ", "decision_on": date(2026, 1, 1), "made_by": by}
    valid = since(date(2026, 1, 1))
    spare = iter(Person.objects.order_by("-pk").values_list("pk", flat=True))
    units = {
        problem.unit.unit_id
        for ready in preflight(resolve(cycle, on=open_cycle.as_of(cycle)))
        for problem in ready.problems
    }
    Delegation.objects.bulk_create(
        Delegation(unit_id=unit, person_id=next(spare), kind=DelegationKind.ACTING, valid=valid, **paper)
        for unit in sorted(units)
    )
    signer = Person.objects.order_by("pk").first()
    Person.objects.filter(pk=signer.pk).update(account=by)
    Delegation.objects.bulk_create(
        Delegation(unit_id=unit, person=signer, kind=DelegationKind.SIGNING, valid=valid, **paper)
        for unit in UnitPeriod.objects.as_of(today()).values_list("unit_id", flat=True)
    )
    return cycle


def send_sheets() -> None:
    """Every sheet written and sent: five lines of work, nearly full points, leaders' đ and e in full."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_WORK, {"lines": LINES})
        cursor.execute(_SENT)


def rate_everybody(cycle: Cycle, by: User) -> None:
    """Everybody of the cycle rated as good, by one decision of each head."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_RATED, {"cycle": cycle.pk, "on": cycle.rated_on, "by": by.pk})


def put_earlier_years(cycle: Cycle, by: User, *, years: int, months: int) -> None:
    """Signed ratings of so many earlier years and confirmed scores of so many months before the cycle, for
    everybody in it; without their history, which no page of a year reads."""
    args = {"cycle": cycle.pk, "by": by.pk, "years": years, "months": months}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(_EARLIER_YEARS, args)
        cursor.execute(_EARLIER_MONTHS, args)
