"""What was decided of the user and waits to be read: each is an item until its page is opened."""

from django.http import HttpRequest
from django.urls import reverse

from core.waiting import WaitingItem
from evaluations.enums import About
from evaluations.models import Notice, Petition

TITLES: dict[str, str] = {
    About.RESULT: "Đã có kết quả xếp loại",
    About.PETITION: "Tin về kiến nghị",
    About.SCORE: "Tin về điểm theo dõi",
    About.SELF: "Phiếu tự đánh giá bị trả lại",
}
DECIDED = tuple(TITLES)
MOST = 20


def waiting_notices(request: HttpRequest) -> list[WaitingItem]:
    """In one query where there is nothing, in two else."""
    found = Notice.objects.own(request.user).unread().filter(about__in=DECIDED)
    rows = list(found.select_related("evaluation__cycle", "score__cycle")[:MOST])
    if not rows:
        return []
    petitions = _petitions(rows)
    return [
        WaitingItem(
            title=TITLES[one.about],
            detail=one.text,
            url=url_of(one, petitions),
            action="Xem",
            due=one.due_on if one.due_on and one.due_on >= request.today else None,
        )
        for one in rows
    ]


def url_of(one: Notice, petitions: dict[tuple[str, int], int]) -> str:
    """The page that the person opens to have read it."""
    cycle = one.cycle.pk
    if one.about == About.PETITION:
        key = ("score", one.score_id) if one.score_id else ("evaluation", one.evaluation_id)
        if key in petitions:
            return reverse("evaluations:petition", args=[cycle, petitions[key]])
    if one.about == About.SCORE:
        return reverse("evaluations:score", args=[cycle, one.score_id])
    if one.about == About.SELF:
        return reverse("evaluations:self", args=[cycle])
    if one.about == About.RESULT:
        return reverse("evaluations:my-result", args=[cycle])
    return reverse("evaluations:notices")


def _petitions(rows: list[Notice]) -> dict[tuple[str, int], int]:
    """{(what it is about, its id): the newest petition}."""
    about = [one for one in rows if one.about == About.PETITION]
    if not about:
        return {}
    scores = [one.score_id for one in about if one.score_id]
    evaluations = [one.evaluation_id for one in about if one.evaluation_id]
    found: dict[tuple[str, int], int] = {}
    petitions = Petition.objects.order_by("pk")
    for pk, score in petitions.filter(score__in=scores).values_list("pk", "score"):
        found["score", score] = pk
    rated = petitions.filter(rating__evaluation__in=evaluations)
    for pk, evaluation in rated.values_list("pk", "rating__evaluation"):
        found["evaluation", evaluation] = pk
    return found
