"""The person's side of a score: points and work saved as they are typed, sent once, taken from last month."""

from collections.abc import Mapping, Sequence
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from evaluations.enums import OrganisationState, PetitionState
from evaluations.errors import EvaluationRefused
from evaluations.law.errors import FactsError
from evaluations.law.kinds.scores import CommonCriteria
from evaluations.law.numbers import exact, shown
from evaluations.models import OnBehalf, Organisation, PeriodScore, Petition
from evaluations.tell import tell_returned_score
from work.enums import Source
from work.models import WorkItem

WORDS = ("strengths", "weaknesses")
TYPED = ("name", "coefficient", "assigned", "done", "faults", "delays", "counting")


def save(
    *,
    score: PeriodScore,
    parts: Mapping[str, str],
    words: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]] | None,
    by,
) -> PeriodScore:
    """Keep what is written so far; ``rows`` None leaves the work as it is. Raises EvaluationRefused."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi phiếu theo dõi"):
        score = locked(score)
        refuse_sent(score)
        score.own_parts = checked_parts(score, parts)
        for name in WORDS:
            setattr(score, name, words.get(name, "").strip())
        _own_again(score)
        score.save(update_fields=["own_parts", "parts", *WORDS])
        if rows is not None:
            write_work(score, rows)
    return score


def submit(*, score: PeriodScore, by) -> PeriodScore:
    """Send it to who monitors. Raises EvaluationRefused where a criterion has no points."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Gửi phiếu theo dõi"):
        score = locked(score)
        refuse_sent(score)
        refuse_lacking(score, score.own_parts)
        score.submitted_at, score.returned_reason = timezone.now(), ""
        score.save(update_fields=["submitted_at", "returned_reason"])
    return score


def copy_last(*, score: PeriodScore, by) -> int:
    """Take over the names, coefficients and numbers assigned of the person's last scored period, with nothing
    done yet, and the points where none are given; the number of lines. Raises EvaluationRefused where there
    are lines already, or none to take over."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Lấy công việc kỳ trước"):
        score = locked(score)
        refuse_sent(score)
        if work_of(score).exists():
            raise EvaluationRefused("Phiếu đã có công việc nên không lấy từ kỳ trước.", code="not_empty")
        scored = PeriodScore.objects.filter(
            person=OuterRef("person"), starts_on=OuterRef("starts_on"), ends_on=OuterRef("ends_on")
        )
        earlier = WorkItem.objects.filter(Exists(scored), person=score.person_id, ends_on__lt=score.starts_on)
        last = earlier.order_by("-ends_on").values("starts_on", "ends_on").first()
        if last is None:
            raise EvaluationRefused("Chưa có công việc của kỳ trước để lấy.", code="nothing")
        rows = [
            {"name": item.name, "coefficient": item.coefficient, "assigned": item.assigned}
            for item in earlier.filter(**last).order_by("order", "pk")
        ]
        write_work(score, rows)
        before = (
            PeriodScore.objects.current()
            .filter(person=score.person_id, law=score.law, starts_on=last["starts_on"])
            .first()
        )
        if not score.own_parts and before and before.own_parts and parts_of(before) == parts_of(score):
            score.own_parts = before.own_parts
            score.save(update_fields=["own_parts"])
    return len(rows)


def give_back(*, score: PeriodScore, reason: str, by) -> PeriodScore:
    """Return it to the person, with the reason. Raises EvaluationRefused."""
    if not reason.strip():
        raise EvaluationRefused(
            "Ghi lý do trả lại để người viết biết cần sửa gì.", code="reason", field="reason"
        )
    with transaction.atomic(), pghistory.context(user=by.pk, what="Trả lại phiếu theo dõi"):
        score = locked(score)
        if score.submitted_at is None:
            raise EvaluationRefused("Phiếu chưa được gửi nên không có gì để trả lại.", code="not_sent")
        score.submitted_at, score.returned_at = None, timezone.now()
        score.returned_reason = reason.strip()
        score.save(update_fields=["submitted_at", "returned_at", "returned_reason"])
        tell_returned_score(score)
    return score


def locked(score: PeriodScore) -> PeriodScore:
    """The score, locked. Raises EvaluationRefused once it is confirmed or its unit closed."""
    found = PeriodScore.objects.select_for_update(of=("self",)).get(pk=score.pk)
    if found.confirmed_at:
        raise EvaluationRefused(
            "Điểm đã được xác nhận nên không sửa được; chỉ thay bằng điểm mới.", code="confirmed"
        )
    refuse_closed([found])
    return found


def refuse_closed(scores: Sequence[PeriodScore]) -> None:
    """Raises EvaluationRefused where one of the units isn't open in the cycle. A score about which a petition
    is open, and the one made in its place, are written after the closing, too (decision 0018)."""
    organisations = Organisation.objects.filter(cycle__in={one.cycle_id for one in scores})
    here = organisations.filter(unit__in={one.unit_id for one in scores}, state=OrganisationState.OPEN)
    opened = set(here.values_list("cycle", "unit"))
    closed = [one for one in scores if (one.cycle_id, one.unit_id) not in opened]
    if not closed:
        return
    about = {pk for one in closed for pk in (one.pk, one.replaces_id) if pk}
    petitions = Petition.objects.filter(score__in=about, state=PetitionState.OPEN)
    petitioned = set(petitions.values_list("score", flat=True))
    if not all(petitioned & {one.pk, one.replaces_id} for one in closed):
        raise EvaluationRefused("Kỳ đánh giá của đơn vị không mở nên không ghi được.", code="closed")


def refuse_sent(score: PeriodScore) -> None:
    if score.submitted_at:
        raise EvaluationRefused(
            "Phiếu đã gửi. Muốn sửa thì đề nghị người theo dõi, đánh giá trả lại.", code="sent"
        )


def _own_again(score: PeriodScore) -> None:
    """Whoever writes the form takes the place of who entered it before; points that who monitors gave because
    nothing was handed in go."""
    entered = OnBehalf.objects.filter(score=score).first()
    if entered:
        if not entered.is_from_paper:
            score.parts = {}
        entered.delete()


def refuse_lacking(score: PeriodScore, parts: Mapping[str, str]) -> None:
    lacking = [code for code in parts_of(score) if code not in parts]
    if lacking:
        raise EvaluationRefused(
            f"Còn {len(lacking)} tiêu chí chưa tự chấm ({', '.join(lacking)}).", code="lacking"
        )


def parts_of(score: PeriodScore) -> dict[str, Any]:
    """{criterion's code: most points} of the common criteria, by the law or the authority's split."""
    rules = score.rule_set.rules
    return next((dict(one.parts) for one in rules if isinstance(one, CommonCriteria) and one.parts), {})


def checked_parts(score: PeriodScore, parts: Mapping[str, str]) -> dict[str, str]:
    """The points given, as text that the law reads. Raises EvaluationRefused for what isn't a number, or not
    within the criterion's points."""
    found = {}
    for code, most in parts_of(score).items():
        text = str(parts.get(code) or "").strip()
        if not text:
            continue
        try:
            points = exact(text, code)
        except FactsError:
            raise EvaluationRefused(
                f"Tiêu chí {code}: “{text}” không phải là một số.", code="points", field=code
            ) from None
        if not 0 <= points <= most:
            raise EvaluationRefused(
                f"Tiêu chí {code}: từ 0 đến {shown(most)} điểm, không phải {text}.", code="points", field=code
            )
        found[code] = text.replace(",", ".")
    return found


def work_of(score: PeriodScore):
    """The lines of work behind a score."""
    return WorkItem.objects.filter(
        person=score.person_id, starts_on=score.starts_on, ends_on=score.ends_on
    ).order_by("order", "pk")


def state_of(score: PeriodScore) -> list:
    """What the form says now, to tell whether a page still shows it."""
    score = PeriodScore.objects.get(pk=score.pk)
    rows = list(work_of(score).filter(source=Source.TYPED).values_list(*TYPED))
    return [score.own_parts, *(getattr(score, name) for name in WORDS), rows]


def write_work(score: PeriodScore, rows: Sequence[Mapping[str, Any]]) -> None:
    """The person's own lines, in their order; what is as before isn't touched. A line whose faults or delays
    change loses what was confirmed of them."""
    there = list(work_of(score).filter(source=Source.TYPED))
    for order, (item, row) in enumerate(zip(there, rows, strict=False)):
        said = {**row, "order": order}
        if any(getattr(item, name) != value for name, value in said.items()):
            if (item.faults, item.delays) != (row.get("faults", 0), row.get("delays", 0)):
                said |= NOTHING_CONFIRMED
            for name, value in said.items():
                setattr(item, name, value)
            item.save(update_fields=list(said))
    if gone := [item.pk for item in there[len(rows) :]]:
        WorkItem.objects.filter(pk__in=gone).delete()
    WorkItem.objects.bulk_create(
        WorkItem(
            person_id=score.person_id,
            unit_id=score.unit_id,
            starts_on=score.starts_on,
            ends_on=score.ends_on,
            order=order,
            **row,
        )
        for order, row in enumerate(rows[len(there) :], start=len(there))
    )


NOTHING_CONFIRMED = {
    "objective_faults": 0,
    "objective_delays": 0,
    "objective_cause": "",
    "confirmed_by": None,
}
