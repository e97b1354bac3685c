"""What of the evaluation of organisations waits for the user."""

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse

from agencies.models import UnitPeriod
from core.waiting import WaitingItem
from evaluations.enums import OrganisationState
from evaluations.models import Cycle, OrganisationEvaluation, Recognition
from evaluations.who_may import signs_for


def waiting_organisations(request: HttpRequest) -> list[WaitingItem]:
    """One's own unit's self-evaluation that isn't sent; organisations to recognise."""
    units = signs_for(request.user)
    if not units:
        return []
    unsigned = OrganisationEvaluation.objects.filter(
        ~Exists(Recognition.objects.filter(evaluation=OuterRef("pk"))),
        organisation__state=OrganisationState.OPEN,
        left_out="",
    )
    periods = UnitPeriod.objects.as_of(request.today).filter(unit__in=units)
    called = {one.unit_id: one for one in periods}
    return [*_to_write(unsigned, called), *_to_recognise(unsigned, called)]


def _to_write(unsigned, called: dict[int, UnitPeriod]) -> list[WaitingItem]:
    found = (
        unsigned.filter(unit__in=called)
        .filter(Q(report=None) | Q(report__submitted_at=None))
        .select_related("organisation", "cycle")
    )
    return [
        WaitingItem(
            title="Tự đánh giá của đơn vị",
            detail=f"{called[one.unit_id].name} · kỳ {one.cycle.in_sentence}",
            url=reverse("evaluations:organisation-report", args=[one.cycle_id, called[one.unit_id].code]),
            action="Viết",
            due=one.organisation.rated_on,
        )
        for one in found
    ]


def _to_recognise(unsigned, called: dict[int, UnitPeriod]) -> list[WaitingItem]:
    rows = (
        unsigned.filter(recogniser_unit__in=called, report__submitted_at__isnull=False)
        .values("cycle_id", "cycle__name", "recogniser_unit")
        .annotate(n=Count("id"), due=Min("organisation__rated_on"))
        .order_by("due", "recogniser_unit")
    )
    return [
        WaitingItem(
            title=f"Công nhận xếp loại {row['n']} tổ chức",
            detail=f"{called[row['recogniser_unit']].name} · kỳ {Cycle(name=row['cycle__name']).in_sentence}",
            url=reverse(
                "evaluations:organisation-sheet", args=[row["cycle_id"], called[row["recogniser_unit"]].code]
            ),
            action="Công nhận",
            due=row["due"],
        )
        for row in rows
    ]
