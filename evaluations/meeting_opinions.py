"""What the minutes hold besides who was there: opinions and votes on each person, and what is left empty."""

from collections.abc import Mapping
from dataclasses import dataclass

import pghistory
from django.db import transaction

from evaluations.enums import OrganisationState, RatingLevel, Step
from evaluations.errors import EvaluationRefused
from evaluations.level_words import SHORT
from evaluations.models import Cycle, Evaluation, MeetingOpinion, Organisation, StepRecord
from evaluations.record_step import EMPTY

WORDS = {
    "absent": "ai vắng mặt, lý do",
    "place": "địa điểm",
    "begins_at": "giờ bắt đầu",
    "ends_at": "giờ kết thúc",
    "chair": "chủ trì",
    "secretary": "thư ký",
}


@dataclass(frozen=True, slots=True)
class Said:
    """Of one person: the words, the level that the meeting is for, and how many are."""

    text: str = ""
    level: str = ""
    votes: int | None = None


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One person of the minutes' table as the page has it; ``said`` is what is put down, or to start from."""

    evaluation: Evaluation
    said: Said
    fixed: str  # why it can't be written: “đã ký”, or one's own

    @property
    def key(self) -> str:
        return str(self.evaluation.pk)

    @property
    def levels(self) -> list[tuple[str, str, bool]]:
        """(value, words, whether it is the one)."""
        return [(value, SHORT[value], value == self.said.level) for value in RatingLevel.values]


def people_of(organisation: Organisation) -> list[str]:
    """“Nông Thị An, Trưởng phòng”: whom to offer as chair and secretary."""
    found = organisation.evaluations.order_by("person__sort_key", "pk").select_related("person")
    return [f"{one.person.full_name}, {one.title}" if one.title else one.person.full_name for one in found]


def left_empty(record: StepRecord) -> str:
    """What of the minutes isn't filled in, in words; who is absent only where somebody was."""
    names = [name for name, empty in EMPTY.items() if getattr(record, name) == empty]
    if record.present == record.invited:
        names = [name for name in names if name != "absent"]
    return ", ".join(WORDS[name] for name in names)


def meeting_of(cycle: Cycle, unit_id: int) -> StepRecord | None:
    """The meeting about everybody of the unit, if it is written down."""
    held = StepRecord.objects.filter(step=Step.MEETING, evaluation=None, organisation__cycle=cycle)
    return held.filter(organisation__unit=unit_id).select_related("organisation").first()


def opinion_rows(record: StepRecord, *, user) -> list[OpinionRow]:
    """Everybody of the organisation, in a fixed number of queries. Whoever has no opinion yet starts from the
    level proposed, else that of the self-evaluation, with all who were present for it. What others put down
    about oneself is read once it is signed."""
    found = (
        Evaluation.objects.visible_to(user)
        .staying()
        .filter(organisation=record.organisation_id)
        .select_related("person", "proposal", "self_evaluation")
        .with_standing_level()
        .order_by("person__sort_key", "pk")
    )
    known = {one.evaluation_id: one for one in record.opinions.all()}
    rows = []
    for one in found:
        is_hidden = one.person.account_id == user.pk and not one.is_signed
        said = Said() if is_hidden else _said(known.get(one.pk)) or _start(one, record)
        rows.append(OpinionRow(one, said, _fixed(one, user)))
    return rows


def put_opinions(*, record: StepRecord, said: Mapping[int, Said], by) -> int:
    """Put down opinions (by evaluation's id); who is signed keeps theirs, and nobody writes of themselves.
    Returns how many were written.

    Raises EvaluationRefused for votes beyond those present or without a level, and for strangers.
    """
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi ý kiến, biểu quyết tại cuộc họp"):
        organisation = Organisation.objects.select_for_update().get(pk=record.organisation_id)
        if organisation.state != OrganisationState.OPEN:
            raise EvaluationRefused("Kỳ đánh giá của đơn vị không mở.", code="closed")
        people = Evaluation.objects.filter(organisation=organisation, pk__in=said).select_related("person")
        found = {one.pk: one for one in people.with_standing_level()}
        if len(found) < len(said):
            raise EvaluationRefused("Có người không thuộc đơn vị này. Tải lại trang.", code="theirs")
        for pk, one in said.items():
            _refuse(record, found[pk].person.full_name, one)
        rows = [
            MeetingOpinion(
                record=record, evaluation_id=pk, text=one.text.strip(), level=one.level, votes=one.votes
            )
            for pk, one in said.items()
            if not _fixed(found[pk], by)
        ]
        MeetingOpinion.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["record", "evaluation"],
            update_fields=["text", "level", "votes"],
        )
    return len(rows)


def _fixed(one: Evaluation, user) -> str:
    if one.is_signed:  # type: ignore[attr-defined]
        return "đã ký"
    return "người khác ghi ý kiến về bạn" if one.person.account_id == user.pk else ""


def _refuse(record: StepRecord, name: str, one: Said) -> None:
    if one.level and one.level not in RatingLevel.values:
        raise EvaluationRefused(f"{name}: mức đề xuất không hợp lệ.", code="level")
    if one.votes is None:
        return
    if not one.level:
        raise EvaluationRefused(f"{name}: ghi số người tán thành thì phải chọn mức đề xuất.", code="level")
    if one.votes < 0 or (record.present is not None and one.votes > record.present):
        raise EvaluationRefused(
            f"{name}: số người tán thành phải từ 0 đến số người dự ({record.present}).", code="votes"
        )


def _said(one: MeetingOpinion | None) -> Said | None:
    return Said(one.text, one.level, one.votes) if one else None


def _start(one: Evaluation, record: StepRecord) -> Said:
    proposal, written = getattr(one, "proposal", None), getattr(one, "self_evaluation", None)
    level = (proposal.level if proposal else "") or (
        written.level if written and written.submitted_at else ""
    )
    return Said(proposal.collective if proposal else "", level, record.present if level else None)
