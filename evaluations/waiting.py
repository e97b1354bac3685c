"""What of the evaluation waits for the user."""

from django.db.models import Count, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import has_right
from core.waiting import WaitingItem
from evaluations.deadlines import due_days
from evaluations.direct_heads import still_silent
from evaluations.enums import FollowState, OrganisationState, PetitionState, Step
from evaluations.models import Cycle, Evaluation, FollowUp, HandOver, Notice, Petition, Reminder, StepRecord
from evaluations.record_step import SLUGS
from evaluations.scores.waiting import waiting_scores
from evaluations.waiting_notices import DECIDED, waiting_notices
from evaluations.who_may import head_of, signs_for

MOST_TOLD = 100


def waiting_evaluations(request: HttpRequest) -> list[WaitingItem]:
    """One's own self-evaluation that isn't sent; whom one rates and hasn't signed; of whom one speaks, being
    rated by another, and hasn't; petitions to answer;
    steps that came back; what to hand over about who moved away; cases that one follows; what changed."""
    return [
        *_my_own(request),
        *_to_rate(request),
        *_to_speak_of(request),
        *_to_write_again(request),
        *_to_answer(request),
        *_to_hand_over(request),
        *_to_follow(request),
        *_told(request),
        *waiting_notices(request),
    ]


def count(request: HttpRequest) -> int:
    return len(waiting_evaluations(request)) + len(waiting_scores(request))


def _open():
    return Evaluation.objects.staying().filter(organisation__state=OrganisationState.OPEN)


def _my_own(request: HttpRequest) -> list[WaitingItem]:
    mine = (
        _open()
        .filter(person__account=request.user, ratings=None)
        .filter(Q(self_evaluation=None) | Q(self_evaluation__submitted_at=None))
        .select_related("cycle", "organisation")
    )
    days = {one.cycle_id: due_days(one.cycle) for one in mine}
    return [
        WaitingItem(
            title="Viết phiếu tự đánh giá",
            detail=f"Kỳ {one.cycle.in_sentence}",
            url=reverse("evaluations:self", args=[one.cycle_id]),
            action="Viết",
            due=days[one.cycle_id].of(one.unit_id, Step.SELF_EVALUATION),
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
    days = {
        row["cycle_id"]: due_days(Cycle(pk=row["cycle_id"], rated_on=row["cycle__rated_on"])) for row in rows
    }
    return [
        WaitingItem(
            title=f"Xếp loại {row['n']} người",
            detail=f"{called[row['rater_unit']].name} · kỳ {Cycle(name=row['cycle__name']).in_sentence}",
            url=reverse("evaluations:sheet", args=[row["cycle_id"], called[row["rater_unit"]].code]),
            action="Xếp loại",
            due=days[row["cycle_id"]].of(row["rater_unit"], Step.DECISION),
        )
        for row in rows
        if row["rater_unit"] in called
    ]


def _to_speak_of(request: HttpRequest) -> list[WaitingItem]:
    rows = (
        still_silent(request.user)
        .values("cycle_id", "cycle__name", "cycle__rated_on", "unit")
        .annotate(n=Count("pk", distinct=True))
        .order_by("cycle__rated_on", "unit")
    )
    found = list(rows) if head_of(request.user) else []
    periods = UnitPeriod.objects.as_of(request.today).filter(unit__in={row["unit"] for row in found})
    called = {one.unit_id: one for one in periods} if found else {}
    return [
        WaitingItem(
            title=f"Nhận xét {row['n']} người của đơn vị",
            detail=f"{called[row['unit']].name}, {row['cycle__name']}",
            url=reverse("evaluations:direct-people", args=[row["cycle_id"], called[row["unit"]].code]),
            action="Nhận xét",
            due=row["cycle__rated_on"],
        )
        for row in found
        if row["unit"] in called
    ]


def _to_write_again(request: HttpRequest) -> list[WaitingItem]:
    """Steps that the user wrote down and got back."""
    found = StepRecord.objects.filter(
        made_by=request.user, returned_at__isnull=False, organisation__state=OrganisationState.OPEN
    ).select_related("organisation__cycle", "evaluation__person")[:MOST_TOLD]
    if not found:
        return []
    units = {(one.evaluation.rater_unit_id if one.evaluation else one.organisation.unit_id) for one in found}
    codes = dict(
        UnitPeriod.objects.as_of(request.today).filter(unit__in=units).values_list("unit_id", "code")
    )
    slugs = {step: slug for slug, step in SLUGS.items()}
    items = []
    for one in found:
        cycle, about = one.organisation.cycle, one.evaluation
        code = codes.get(about.rater_unit_id if about else one.organisation.unit_id)
        if code is None:
            continue
        slug = slugs[Step(one.step)]
        url = (
            reverse("evaluations:step-of", args=[cycle.pk, code, slug, about.pk])
            if about
            else reverse("evaluations:step", args=[cycle.pk, code, slug])
        )
        named = f"{one.get_step_display()}{f' về {about.person}' if about else ''}"
        items.append(
            WaitingItem(
                title=f"Bị trả lại: {named}",
                detail=f"{one.returned_reason} · kỳ {cycle.in_sentence}",
                url=url,
                action="Ghi lại",
            )
        )
    return items


def _to_answer(request: HttpRequest) -> list[WaitingItem]:
    units = signs_for(request.user)
    if not units:
        return []
    found = (
        Petition.objects.answered_by(request.user)
        .filter(state=PetitionState.OPEN)
        .select_related("rating__evaluation__person", "score__person")
    )
    return [
        WaitingItem(
            title="Trả lời kiến nghị",
            detail=f"{one.person} · điểm theo dõi" if one.score_id else str(one.person),
            url=reverse("evaluations:petition", args=[one.cycle_id, one.pk]),
            action="Trả lời",
            due=one.due_on,
        )
        for one in found
    ]


def _to_hand_over(request: HttpRequest) -> list[WaitingItem]:
    units = signs_for(request.user)
    if not units:
        return []
    found = HandOver.objects.filter(
        from_unit__in=units, written_at=None, evaluation__ratings=None,
        evaluation__organisation__state=OrganisationState.OPEN,
    ).select_related("evaluation__person", "evaluation__organisation")  # fmt: skip
    return [
        WaitingItem(
            title=f"Bàn giao: {one.get_asks_display().lower()}",
            detail=f"{one.evaluation.person}, chuyển đi ngày {one.moved_on:%d/%m/%Y}",
            url=reverse("evaluations:hand-over", args=[one.evaluation.cycle_id, one.pk]),
            action="Ghi",
            due=one.evaluation.organisation.rated_on,
        )
        for one in found
    ]


def _told(request: HttpRequest) -> list[WaitingItem]:
    """One item, with the newest sentence, however many there are."""
    found = Notice.objects.visible_to(request.user).unread().exclude(about__in=DECIDED)
    unread = list(found[:MOST_TOLD])
    if not unread:
        return []
    more = f" và {len(unread) - 1} thay đổi khác" if len(unread) > 1 else ""
    return [
        WaitingItem(
            title="Thay đổi về đánh giá",
            detail=unread[0].text + more,
            url=reverse("evaluations:notices"),
            action="Xem",
        )
    ]


def reminder_panel(request: HttpRequest) -> SafeString | None:
    """Today's reminder, beside the waiting work."""
    found = Reminder.objects.filter(user=request.user.pk, day=request.today).first()
    if found is None:
        return None
    return render_to_string("evaluations/_reminder.html", {"reminder": found}, request)


def _to_follow(request: HttpRequest) -> list[WaitingItem]:
    if not has_right(request.user, Right.SEE_FOLLOW_UPS):
        return []
    mine = FollowUp.objects.handled_by(request.user).filter(
        assigned_to=request.user, state=FollowState.CONSIDERING
    )
    n = mine.count()
    if not n:
        return []
    return [
        WaitingItem(
            title="Xem xét sau xếp loại",
            detail=f"{n} việc được giao",
            url=f"{reverse('evaluations:follow-ups')}?trang_thai={FollowState.CONSIDERING}",
            action="Xem",
        )
    ]
