"""Writing down a rating of an earlier year by hand, from its paper, and taking one back."""

from contextlib import suppress
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from agencies.enums import Cause
from agencies.rights import Right
from agencies.scope import covered
from core.days import since
from evaluations.errors import EvaluationRefused
from evaluations.models import PastRating, Rating
from evaluations.models.past import SIGNED_WORDS
from staff.facts import Ground, changing, make_act
from staff.models import Person, Post


def may_keep(user, person_id: int, *, on: date) -> bool:
    """Whose right to prepare evaluations reaches the unit of the person's main post of the day."""
    cover = covered(user, Right.PREPARE_CYCLE, on=on)
    if cover.everywhere or not cover:
        return cover.everywhere
    main = Post.objects.filter(person=person_id).main().as_of(on).order_by("pk").first()
    return cover.holds(main.unit_id if main else None)


def enter_past(
    *, person: Person, year: int, level: str, number: str, decided_on: date | None, by, today: date,
    rated_by: str = "", note: str = "",
) -> PastRating:  # fmt: skip
    """Raises EvaluationRefused: ``not_theirs``, ``future``, ``before_year``, ``no_decision``, ``twice``,
    ``signed_here``."""
    if not may_keep(by, person.pk, on=today):
        raise EvaluationRefused("Chỉ Sở Nội vụ ghi kết quả xếp loại năm trước.", code="not_theirs")
    _check(year, level, number, decided_on, today)
    with changing(person, what="Ghi kết quả xếp loại năm trước", by=by, reason=note):
        if PastRating.objects.filter(person=person, year=year).exists():
            raise EvaluationRefused(
                f"Năm {year} đã có kết quả xếp loại trong hồ sơ. Rút kết quả đó trước rồi ghi lại.",
                code="twice",
                field="year",
            )
        if Rating.objects.filter(evaluation__person=person, evaluation__cycle__year=year).exists():
            raise EvaluationRefused(SIGNED_WORDS, code="signed_here", field="year")
        begins = decided_on or date(year, 12, 31)
        act = make_act(Ground(begins, number, decided_on, note), cause=Cause.RATING, by=by)
        try:
            with transaction.atomic():
                return PastRating.objects.create(
                    person=person, year=year, level=level, number=number, decided_on=decided_on,
                    rated_by=rated_by, note=note, valid=since(begins), opened_by=act,
                )  # fmt: skip
        except IntegrityError as error:
            if SIGNED_WORDS not in str(error):
                raise
            raise EvaluationRefused(SIGNED_WORDS, code="signed_here", field="year") from None


def withdraw_past(past: PastRating, *, reason: str, by, today: date) -> None:
    """Take back a rating that should not stand in the record; the history keeps it.

    Raises EvaluationRefused: ``not_theirs``, ``no_reason``, ``gone``.
    """
    if not may_keep(by, past.person_id, on=today):
        raise EvaluationRefused("Chỉ Sở Nội vụ rút kết quả xếp loại năm trước.", code="not_theirs")
    if not reason.strip():
        raise EvaluationRefused("Ghi lý do rút kết quả.", code="no_reason", field="reason")
    with changing(past.person, what="Rút kết quả xếp loại năm trước", by=by, reason=reason.strip()):
        found = PastRating.objects.select_related("opened_by").filter(pk=past.pk).first()
        if found is None:
            raise EvaluationRefused("Kết quả này không còn trong hồ sơ.", code="gone")
        act = found.opened_by
        found.delete()
        if act.batch_id is None:
            with suppress(ProtectedError):
                act.delete()


def _check(year: int, level: str, number: str, decided_on: date | None, today: date) -> None:
    if year > today.year or (decided_on and decided_on > today):
        raise EvaluationRefused("Năm và ngày quyết định phải đã đến.", code="future", field="year")
    if decided_on and decided_on.year < year:
        raise EvaluationRefused(
            f"Quyết định xếp loại năm {year} không thể có từ trước năm đó. Kiểm tra lại năm hoặc ngày.",
            code="before_year",
            field="decided_on",
        )
    if level and not (number.strip() and decided_on):
        raise EvaluationRefused(
            "Kết quả xếp loại phải có số và ngày quyết định.", code="no_decision", field="number"
        )
