"""Reminding whoever has something due or overdue, once a user and day, however often this is called."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain

from agencies.models import Grant, UnitPeriod
from agencies.rights import Right, roles_with
from core.waiting import SOON_DAYS
from evaluations.closing_pages import LACKS
from evaluations.deadlines import due_days, late
from evaluations.due_lines import due_lines
from evaluations.enums import CycleState, OrganisationState, Step
from evaluations.models import Cycle, Delegation, Evaluation, HandOver, Reminder

BATCH = 1000
MOST = 5  # lines in one reminder: the home page has them all


def remind(*, today: date) -> int:
    """Write the day's reminders that aren't written yet; how many people have one now."""
    lines: dict[int, list[tuple[date, str]]] = defaultdict(list)
    soon = today + timedelta(days=SOON_DAYS)
    acting = _acting(today)
    for cycle in Cycle.objects.filter(state=CycleState.OPEN):
        for user, due, words in chain(
            _people(cycle, soon), _heads(cycle, soon, acting), due_lines(cycle, soon, acting)
        ):
            lines[user].append((due, words))
    Reminder.objects.bulk_create(
        (Reminder(user_id=user, day=today, text=_text(said, today)) for user, said in lines.items()),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    return len(lines)


def _people(cycle: Cycle, soon: date) -> Iterator[tuple[int, date, str]]:
    """Whoever hasn't sent their self-evaluation."""
    days = due_days(cycle)
    rows = (
        Evaluation.objects.staying()
        .filter(cycle=cycle, organisation__state=OrganisationState.OPEN, ratings=None)
        .filter(person__account__isnull=False, self_evaluation__submitted_at=None)
        .values_list("person__account", "unit_id")
    )
    for user, unit_id in rows:
        due = days.of(unit_id, Step.SELF_EVALUATION)
        if due <= soon:
            yield user, due, "gửi phiếu tự đánh giá"


def _heads(cycle: Cycle, soon: date, acting: dict[int, set[int]]) -> Iterator[tuple[int, date, str]]:
    """Whoever acts for the unit that has a step to do, a decision to sign, or something to hand over."""
    for one in late(cycle, by=soon):
        step = one.behind.step
        if step == Step.SELF_EVALUATION:
            continue
        unit = one.behind.rater_unit_id if step == Step.DECISION else one.behind.unit_id
        for user in acting.get(unit, ()):
            yield user, one.due, f"{one.behind.n} người {LACKS[step]}"
    asked = HandOver.objects.filter(
        evaluation__cycle=cycle, evaluation__organisation__state=OrganisationState.OPEN,
        evaluation__ratings=None, written_at=None, evaluation__organisation__rated_on__lte=soon,
    )  # fmt: skip
    for unit, due in asked.values_list("from_unit_id", "evaluation__organisation__rated_on"):
        for user in acting.get(unit, ()):
            yield user, due, "bàn giao về người đã chuyển đi"


def _acting(today: date) -> dict[int, set[int]]:
    """{unit: accounts that act as its head}, by grants and delegations of the day."""
    found: dict[int, set[int]] = defaultdict(set)
    roots = list(UnitPeriod.objects.as_of(today).filter(parent=None).values_list("unit_id", flat=True))
    grants = Grant.objects.in_force(today).filter(role__in=roles_with(Right.RATE))
    for unit, user in grants.values_list("unit_id", "user_id"):
        for one in [unit] if unit else roots:
            found[one].add(user)
    held = Delegation.objects.as_of(today).filter(person__account__isnull=False)
    for unit, user in held.values_list("unit_id", "person__account"):
        found[unit].add(user)
    return found


def _text(said: Iterable[tuple[date, str]], today: date) -> str:
    """“Quá hạn từ 05/12/2022: gửi phiếu tự đánh giá.”, the longest overdue first."""
    lines = sorted(set(said))
    shown = [
        f"{'Quá hạn từ' if due < today else 'Đến hạn'} {due:%d/%m/%Y}: {words}."
        for due, words in lines[:MOST]
    ]
    more = [f"Và {len(lines) - MOST} việc khác."] if len(lines) > MOST else []
    return " ".join([*shown, *more])
