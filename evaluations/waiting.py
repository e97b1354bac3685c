"""What of the evaluation waits for the user."""

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse

from agencies.models import UnitPeriod
from core.waiting import WaitingItem
from evaluations.enums import OrganisationState, PetitionState
from evaluations.models import Evaluation, Petition
from evaluations.queries import signs_for
from evaluations.scores.waiting import waiting_scores


def waiting_evaluations(request: HttpRequest) -> list[WaitingItem]:
    """One's own self-evaluation that isn't sent; whom one rates and hasn't signed; petitions to answer."""
    return [*_my_own(request), *_to_rate(request), *_to_answer(request)]


def count(request: HttpRequest) -> int:
    return len(waiting_evaluations(request)) + len(waiting_scores(request))


def _open():
    return Evaluation.objects.filter(organisation__state=OrganisationState.OPEN)


def _my_own(request: HttpRequest) -> list[WaitingItem]:
    mine = (
        _open()
        .filter(person__account=request.user, ratings=None)
        .filter(Q(self_evaluation=None) | Q(self_evaluation__submitted_at=None))
        .select_related("cycle", "organisation")
    )
    return [
        WaitingItem(
            title="Viết phiếu tự đánh giá",
            detail=f"Kỳ {one.cycle.name.lower()}",
            url=reverse("evaluations:self", args=[one.cycle_id]),
            action="Viết",
            due=one.organisation.rated_on,
        )
        for one in mine
    ]


def _to_rate(request: HttpRequest) -> list[WaitingItem]:
    units = signs_for(request.user)
    if not units:
        return []
    rows = (
        _open()
        .filter(rater_unit__in=units, ratings=None)
        .values("cycle_id", "cycle__name", "cycle__rated_on", "rater_unit")
        .annotate(n=Count("id"))
        .order_by("cycle__rated_on", "rater_unit")
    )
    periods = UnitPeriod.objects.as_of(request.today).filter(unit__in=units)
    called = {one.unit_id: one for one in periods}
    return [
        WaitingItem(
            title=f"Xếp loại {row['n']} người",
            detail=f"{called[row['rater_unit']].name} · kỳ {row['cycle__name'].lower()}",
            url=reverse("evaluations:sheet", args=[row["cycle_id"], called[row["rater_unit"]].code]),
            action="Xếp loại",
            due=row["cycle__rated_on"],
        )
        for row in rows
        if row["rater_unit"] in called
    ]


def _to_answer(request: HttpRequest) -> list[WaitingItem]:
    units = signs_for(request.user)
    if not units:
        return []
    found = Petition.objects.filter(
        state=PetitionState.OPEN, rating__evaluation__rater_unit__in=units
    ).select_related("rating__evaluation__person")
    return [
        WaitingItem(
            title="Trả lời kiến nghị",
            detail=str(one.rating.evaluation.person),
            url=reverse("evaluations:petition", args=[one.rating.evaluation.cycle_id, one.pk]),
            action="Trả lời",
            due=one.due_on,
        )
        for one in found
    ]
