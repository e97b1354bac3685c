"""What of the scores waits for the user: one's own sheets, and those to confirm."""

from django.db.models import BooleanField, Case, Count, Max, Q, Value, When
from django.http import HttpRequest
from django.urls import reverse

from agencies.models import UnitPeriod
from core.waiting import WaitingItem
from evaluations.enums import CycleState
from evaluations.models import Cycle, PeriodScore
from evaluations.scores.due import confirm_due, send_due
from evaluations.scores.periods import period_from
from evaluations.who_may import signs_for


def waiting_scores(request: HttpRequest) -> list[WaitingItem]:
    """One's own sheets that aren't sent, of periods that have begun; by unit and period those that were sent
    and wait for the user's confirmation. One query where there is nothing."""
    rows = list(_counted(request))
    if not rows:
        return []
    cycles = Cycle.objects.in_bulk({row["cycle"] for row in rows})
    units = UnitPeriod.objects.as_of(request.today).filter(unit__in={row["monitor_unit"] for row in rows})
    called = {one.unit_id: one for one in units}
    return [
        item for row in rows if (item := _item(row, cycles[row["cycle"]], called.get(row["monitor_unit"])))
    ]


def _counted(request: HttpRequest):
    own = Q(person__account=request.user, submitted_at=None)
    sent = Q(monitor_unit__in=signs_for(request.user), submitted_at__isnull=False)
    return (
        PeriodScore.objects.current()
        .filter(
            own | sent & ~Q(person__account=request.user),
            cycle__state=CycleState.OPEN,
            confirmed_at=None,
            period_on__lte=request.today,
        )
        .annotate(is_own=Case(When(own, then=Value(True)), default=Value(False), output_field=BooleanField()))
        .order_by("period_on", "is_own", "monitor_unit")
        .values("cycle", "period_on", "is_own", "monitor_unit")
        .annotate(n=Count("pk"), one=Max("pk"), returned=Max("returned_reason"))
    )


def _item(row: dict, cycle: Cycle, unit: UnitPeriod | None) -> WaitingItem | None:
    period = period_from(cycle, row["period_on"])
    if row["is_own"]:
        return WaitingItem(
            title=f"Tự chấm điểm {period.name}",
            detail=row["returned"] or "Phiếu theo dõi, đánh giá",
            url=reverse("evaluations:score-form", args=[cycle.pk, row["one"]]),
            action="Chấm",
            due=send_due(cycle, period),
        )
    if unit is None:
        return None
    return WaitingItem(
        title=f"Xác nhận điểm {period.name} của {row['n']} người",
        detail=unit.name,
        url=reverse("evaluations:score-sheet", args=[cycle.pk, unit.code, period.slug]),
        action="Xác nhận",
        due=confirm_due(cycle, period),
    )
