"""Writing down a step: minutes, the Party's opinion, a synthesis; for a whole organisation, or about one
person who is rated from above."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time

import pghistory
from django.db import transaction
from django.db.models import Q

from evaluations.enums import OrganisationState, Step
from evaluations.errors import EvaluationRefused
from evaluations.models import Cycle, Evaluation, Organisation, StepRecord
from evaluations.progress import chain
from evaluations.signers import person_of
from evaluations.steps_done import OF_ONE, is_rated_above, records_of, steps_done
from evaluations.writing import locked

NOT_RETURNED = {"returned_at": None, "returned_by": None, "returned_reason": ""}
EMPTY = {"absent": "", "place": "", "begins_at": None, "ends_at": None, "chair": "", "secretary": ""}
SLUGS = {"hop": Step.MEETING, "cap-uy": Step.PARTY_OPINION, "tong-hop": Step.SYNTHESIS}


def record_step(
    *, organisation: Organisation, step: str, held_on: date, by,
    evaluation: Evaluation | None = None, number: str = "", text: str = "",
    attendants: list[str] | None = None, wrote: list[str] | None = None, is_large: bool = False,
    present: int | None = None, invited: int | None = None, absent: str = "", place: str = "",
    begins_at: time | None = None, ends_at: time | None = None, chair: str = "", secretary: str = "",
) -> StepRecord:  # fmt: skip
    """Put the step down, or mend it while nothing that stands on it is signed. With ``evaluation`` it is
    about that person alone. Raises EvaluationRefused, also for what somebody would write about themself, for
    the Party committee's opinion without the number of its paper, and for a day before the period."""
    if step == Step.PARTY_OPINION and not number.strip():
        raise EvaluationRefused(
            "Ghi số văn bản của cấp ủy: ý kiến được chép từ văn bản ấy.", code="number", field="number"
        )
    with transaction.atomic(), pghistory.context(user=by.pk, what=f"Ghi bước: {Step(step).label}"):
        organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if organisation.state != OrganisationState.OPEN:
            raise EvaluationRefused("Kỳ đánh giá của đơn vị không mở.", code="closed")
        if held_on < organisation.starts_on:
            raise EvaluationRefused(
                f"Ngày ghi bước này trước ngày đầu của kỳ ({organisation.starts_on:%d/%m/%Y}).",
                code="early", field="held_on",
            )  # fmt: skip
        said = {
            "held_on": held_on, "number": number, "text": text, "attendants": attendants or [],
            "wrote": wrote or [], "is_large": is_large, "present": present, "invited": invited,
            "absent": absent, "place": place, "begins_at": begins_at, "ends_at": ends_at, "chair": chair,
            "secretary": secretary,
        }  # fmt: skip
        if evaluation:
            _refuse_about(locked(evaluation), step, by)
        elif organisation.evaluations.filter(ratings__isnull=False).exists():
            _refuse_more_than_attendants(organisation, step, said)
        record, _ = StepRecord.objects.update_or_create(
            organisation=organisation,
            evaluation=evaluation,
            step=step,
            defaults={**said, "made_by": by, **NOT_RETURNED},
        )
    return record


def _refuse_about(evaluation: Evaluation, step: str, by) -> None:
    person = person_of(by)
    if person and person.pk == evaluation.person_id:
        raise EvaluationRefused("Không tự ghi bước đánh giá về mình; người khác ghi.", code="oneself")
    if step not in OF_ONE.values() or not is_rated_above(evaluation):
        raise EvaluationRefused(
            "Bước này ghi chung cho đơn vị, không ghi riêng cho một người.", code="of_all"
        )


def _refuse_more_than_attendants(organisation: Organisation, step: str, said: dict) -> None:
    """Once somebody's rating stands on a step it isn't mended. Who attended may be added to: the law asks for
    more of them where a head is spoken about than for the others, who may be signed first. What the minutes
    left empty may be filled in."""
    known = StepRecord.objects.filter(organisation=organisation, evaluation=None, step=step).first()
    if known is not None:
        same = all(getattr(known, name) == said[name] for name in ("held_on", "number", "text", "invited"))
        added = ("attendants", "wrote")
        same = same and all(getattr(known, name) in (EMPTY[name], said[name]) for name in EMPTY)
        if same and all(set(getattr(known, name)) <= set(said[name]) for name in added):
            return
    raise EvaluationRefused(
        "Đã có quyết định xếp loại dựa trên bước này nên không sửa được; chỉ bổ sung được thành phần dự "
        "họp và chỗ còn để trống của biên bản.",
        code="signed",
    )


@dataclass(frozen=True, slots=True)
class StepOf:
    """A step that the law asks for about one person: the record that holds, the one of them alone that was
    returned, and its address where it may be about them alone."""

    slug: str
    name: str
    record: StepRecord | None
    is_of_one: bool
    returned: StepRecord | None = None


StepsOfUnit = list[tuple[str, str, StepRecord | None]]


def steps_beside(
    cycle: Cycle, unit_id: int, rated_above: Collection[Evaluation]
) -> tuple[StepsOfUnit, dict[int, list[StepOf]]]:
    """(slug, name, the record if it is written) of each step for the whole organisation; and those about each
    who is rated from above. In one query."""
    here = Q(organisation__cycle=cycle, organisation__unit=unit_id)
    records = records_of(here | Q(organisation__in={one.organisation_id for one in rated_above}))
    own = {
        one.step: one
        for one in records
        if one.evaluation_id is None
        and (one.organisation.cycle_id, one.organisation.unit_id) == (cycle.pk, unit_id)
    }
    of_unit = [(slug, step.label, own.get(step)) for slug, step in SLUGS.items()]
    return of_unit, steps_about(rated_above, records)


def steps_about(
    evaluations: Collection[Evaluation], records: Iterable[StepRecord] | None = None
) -> dict[int, list[StepOf]]:
    """{evaluation's id: the steps that its law asks for}; in one query where the records aren't at hand."""
    if records is None:
        records = records_of(Q(organisation__in={one.organisation_id for one in evaluations}))
    done = steps_done(evaluations, records)
    back = {(row.evaluation_id, row.step): row for row in records if row.is_returned}
    return {
        one.pk: [
            StepOf(
                slug,
                step.label,
                done[one.pk].get(step),
                slug in OF_ONE and is_rated_above(one),
                back.get((one.pk, step)),
            )
            for slug, step in SLUGS.items()
            if step in chain(one.law, one.group, one.place, one.cycle.year)
        ]
        for one in evaluations
    }
