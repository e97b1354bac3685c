"""Writing down a step that is done for a whole organisation: minutes, the Party's opinion, a synthesis."""

from datetime import date, time

import pghistory
from django.db import transaction

from evaluations.enums import OrganisationState, Step
from evaluations.errors import EvaluationRefused
from evaluations.models import Cycle, Organisation, StepRecord

EMPTY = {"absent": "", "place": "", "begins_at": None, "ends_at": None, "chair": "", "secretary": ""}
SLUGS = {"hop": Step.MEETING, "cap-uy": Step.PARTY_OPINION, "tong-hop": Step.SYNTHESIS}


def record_step(
    *, organisation: Organisation, step: str, held_on: date, by, number: str = "", text: str = "",
    attendants: list[str] | None = None, wrote: list[str] | None = None, is_large: bool = False,
    present: int | None = None, invited: int | None = None, absent: str = "", place: str = "",
    begins_at: time | None = None, ends_at: time | None = None, chair: str = "", secretary: str = "",
) -> StepRecord:  # fmt: skip
    """Put the step down, or mend it while nothing that stands on it is signed. Raises EvaluationRefused."""
    with transaction.atomic(), pghistory.context(user=by.pk, what=f"Ghi bước: {Step(step).label}"):
        organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if organisation.state != OrganisationState.OPEN:
            raise EvaluationRefused("Kỳ đánh giá của đơn vị không mở.", code="closed")
        said = {
            "held_on": held_on, "number": number, "text": text, "attendants": attendants or [],
            "wrote": wrote or [], "is_large": is_large, "present": present, "invited": invited,
            "absent": absent, "place": place, "begins_at": begins_at, "ends_at": ends_at, "chair": chair,
            "secretary": secretary,
        }  # fmt: skip
        if organisation.evaluations.filter(ratings__isnull=False).exists():
            _refuse_more_than_attendants(organisation, step, said)
        record, _ = StepRecord.objects.update_or_create(
            organisation=organisation,
            evaluation=None,
            step=step,
            defaults={**said, "made_by": by},
        )
    return record


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


def steps_of(cycle: Cycle, unit_id: int) -> list[tuple[str, str, StepRecord | None]]:
    """(slug, name, the record if it is done) of each step that is written down for the whole organisation."""
    done = StepRecord.objects.filter(organisation__cycle=cycle, organisation__unit=unit_id, evaluation=None)
    records = {one.step: one for one in done}
    return [(slug, step.label, records.get(step)) for slug, step in SLUGS.items()]
