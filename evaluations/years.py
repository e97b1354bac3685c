"""A person's ratings over the years: those signed here and those known from papers, in one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import covered
from agencies.told import Told, tell
from core import changes
from evaluations.enums import RatingLevel
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Evaluation, PastRating, Rating
from evaluations.sheet import KINDS
from staff.record import Record
from staff.record_tabs import RecordTab


@dataclass(frozen=True, slots=True)
class Year:
    """One year's rating as it stands; ``past`` is its record where the portal didn't sign it."""

    year: int
    level: str
    number: str
    decided_on: date | None
    rated_by: str
    law: str
    score: str
    note: str
    source: str
    url: str
    past: PastRating | None

    @property
    def words(self) -> str:
        return RatingLevel(self.level).label if self.level else "Không xếp loại"

    @property
    def kind(self) -> str:
        return KINDS[self.level]


def years_of(user, person_id: int, *, on: date) -> list[Year]:
    """Those that the user may see, the newest year first."""
    signed = (
        Rating.objects.visible_to(user, on=on)
        .standing()
        .filter(evaluation__person=person_id)
        .select_related("decision", "evaluation__cycle")
        .order_by("-evaluation__cycle__year", "-pk")
    )
    past = PastRating.objects.visible_to(user, on=on).filter(person=person_id).select_related("opened_by")
    ratings, papers = list(signed), list(past.order_by("-year"))
    opens = set(
        Evaluation.objects.readable_by(user)
        .filter(pk__in=[one.evaluation_id for one in ratings])
        .values_list("pk", flat=True)
    )
    found = [_signed(one, _names(ratings), one.evaluation_id in opens) for one in ratings]
    return sorted(found + [_past(one) for one in papers], key=lambda one: -one.year)


def history_of(person_id: int) -> list[Told]:
    """Who wrote, mended or withdrew ratings known from papers, newest first."""
    events = changes.events_of({PastRating: "person_id"}, person_id)
    return tell(events, {}, skip={"person", "opened_by", "closed_by", "valid"})


def may_read(request: HttpRequest, record: Record) -> bool:
    """One's own; of people who served by the day in a unit whose ratings the user sees; whom one rates."""
    if record.is_own:
        return True
    cover = covered(request.user, Right.SEE_RATINGS, on=request.day)
    if cover.everywhere or any(cover.holds(post.unit_id) for post in record.posts):
        return True
    theirs = Evaluation.objects.readable_by(request.user).filter(person=record.person)
    return theirs.filter(ratings__isnull=False).exists()


def _names(ratings: Sequence[Rating]) -> dict[tuple[int, date], str]:
    """{(unit, day): what the unit was called}, in one query."""
    asked = {(one.decision.unit_id, one.decision.decided_on) for one in ratings}
    periods = list(UnitPeriod.objects.filter(unit__in={unit for unit, _ in asked}).order_by("valid"))
    return {
        (unit, day): period.name
        for unit, day in asked
        for period in periods
        if period.unit_id == unit and period.valid.lower <= day
    }


def _signed(one: Rating, names: dict[tuple[int, date], str], opens: bool) -> Year:
    evaluation, decision = one.evaluation, one.decision
    return Year(
        year=evaluation.cycle.year,
        level=one.level,
        number=decision.number,
        decided_on=decision.decided_on,
        rated_by=names.get((decision.unit_id, decision.decided_on), ""),
        law=all_rule_sets()[evaluation.law].short if evaluation.law in all_rule_sets() else evaluation.law,
        score=one.grounds.get("score", {}).get("value", ""),
        note=one.reason,
        source="Ký trên cổng",
        url=reverse("evaluations:result", args=[evaluation.cycle_id, evaluation.pk]) if opens else "",
        past=None,
    )


def _past(one: PastRating) -> Year:
    batch = one.opened_by.batch_id
    return Year(
        year=one.year,
        level=one.level,
        number=one.number,
        decided_on=one.decided_on,
        rated_by=one.rated_by,
        law="",
        score="",
        note=one.note,
        source=f"Đợt nhập số {batch}" if batch else "Ghi theo văn bản",
        url="",
        past=one,
    )


TAB = RecordTab(
    "ratings", "Kết quả xếp loại", lambda pk: reverse("evaluations:years", args=[pk]), shows=may_read
)
