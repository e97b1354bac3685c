"""Entering, mending and taking back one fact of a person's service: leave, discipline, conclusion, reward,
training.

A fact that is entered stands on an act of its own; one that is mended keeps it. Both leave the reason in
the history, and so does taking back, which may come at any time: no other fact stands on these.
"""

from contextlib import suppress

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import ProtectedError

from accounts.models import User
from agencies.enums import Cause
from agencies.models import Act
from core.templatetags.vietnamese import period
from staff.errors import StaffRefused
from staff.evidence import throw_away
from staff.facts import Ground, changing, make_act
from staff.models import Person
from staff.service_enums import FORMS_OF, Side
from staff.service_models import Conclusion, Discipline, Leave, Offence, Reward, ServiceFact, Training

CAUSES: dict[type[ServiceFact], Cause] = {
    Leave: Cause.OFF_WORK,
    Discipline: Cause.DISCIPLINE,
    Conclusion: Cause.CONCLUSION,
    Reward: Cause.REWARD,
    Training: Cause.TRAINING,
}


def enter(fact: ServiceFact, *, by: User, note: str = "") -> Act:
    """Write a new fact, with its offence where that is new too.

    Raises StaffRefused: ``bad_days``, ``no_post``, ``overlaps``, ``before_decision``, ``wrong_form``,
    ``not_theirs``, ``before_offence``, ``known_offence``, ``twice``.
    """
    cause = CAUSES[type(fact)]
    with changing(fact.person, what=str(cause.label), by=by, reason=note):
        _refuse(fact)
        ground = Ground(fact.begins_on, fact.number, fact.decided_on, note)
        act = make_act(ground, cause=cause, by=by)
        fact.opened_by = act
        _save(fact, act)
        return act


def mend(fact: ServiceFact, *, reason: str, by: User) -> None:
    """Write a fact's values in place (đính chính), its offence's too. An offence or a file that it no
    longer has, and that nothing else has, goes.

    Raises StaffRefused as ``enter``, and ``no_reason``, ``no_change``, ``gone``.
    """
    _reasoned(reason, "Ghi lý do đính chính.")
    with changing(fact.person, what=f"Đính chính {_noun(fact)}", by=by, reason=reason.strip()):
        before = _present(fact)
        if not _differs(before, fact):
            raise StaffRefused("Chưa sửa ô nào, không có gì để ghi.", code="no_change")
        _refuse(fact)
        _save(fact, before.opened_by)
        if before.evidence_id and before.evidence_id != fact.evidence_id:
            throw_away([before.evidence])
        _tidy(before)


def take_back(fact: ServiceFact, *, reason: str, by: User) -> None:
    """Delete a fact that should not stand in the record (hủy): its file goes with it, the history stays.

    Raises StaffRefused: ``no_reason``, ``gone``.
    """
    _reasoned(reason, "Ghi lý do hủy.")
    with changing(fact.person, what=f"Hủy {_noun(fact)}", by=by, reason=reason.strip()):
        before = _present(fact)
        act, evidence = before.opened_by, before.evidence
        before.delete()
        if evidence:
            throw_away([evidence])
        _tidy(before)
        if act.batch_id is None:
            with suppress(ProtectedError):
                act.delete()


def count_in(*, person: Person, number: str, decided_on, year: int | None, by: User) -> int:
    """Say in which year of evaluation a decision counted (None: in none); how many rows that changed."""
    words = f"Tính vào năm đánh giá {year}" if year else "Bỏ năm đánh giá đã tính"
    with changing(person, what=words, by=by):
        decisions = person.disciplines.filter(number=number, decided_on=decided_on)
        return decisions.exclude(counted_in_year=year).update(counted_in_year=year)


def _save(fact: ServiceFact, act: Act) -> None:
    if isinstance(fact, Discipline):
        offence = fact.offence
        if offence.pk is None:
            offence.opened_by = act
        offence.save()
        fact.offence = offence
    fact.save()


def _tidy(before: ServiceFact) -> None:
    """An offence that no decision is about any more goes."""
    if isinstance(before, Discipline):
        Offence.objects.filter(pk=before.offence_id, disciplines=None).delete()


def _present(fact: ServiceFact) -> ServiceFact:
    found = type(fact).objects.select_related("opened_by", "evidence").filter(pk=fact.pk).first()
    if found is None:
        raise StaffRefused("Mục này không còn trong hồ sơ.", code="gone")
    return found


def _differs(before: ServiceFact, fact: ServiceFact) -> bool:
    names = [field.attname for field in fact._meta.concrete_fields]
    if any(getattr(before, name) != getattr(fact, name) for name in names):
        return True
    if not isinstance(fact, Discipline):
        return False
    known = Offence.objects.filter(pk=fact.offence.pk).first()
    fields = ("happened_on", "unit_id", "text")
    return known is None or any(getattr(known, name) != getattr(fact.offence, name) for name in fields)


def _refuse(fact: ServiceFact) -> None:
    if fact.ends_on and fact.ends_on <= fact.begins_on:
        raise StaffRefused(
            "Ngày cuối phải từ ngày đầu trở đi. Kiểm tra lại hai ngày.", code="bad_days", field="last_on"
        )
    if isinstance(fact, Leave):
        _refuse_leave(fact)
    if isinstance(fact, Discipline):
        _refuse_discipline(fact)
    try:
        fact.validate_constraints(exclude={"opened_by", "offence"})
        if isinstance(fact, Discipline):
            fact.offence.validate_constraints(exclude={"opened_by"})
    except ValidationError as error:
        said = error.message_dict.get(NON_FIELD_ERRORS) or error.messages
        raise StaffRefused(said[0], code="twice") from None


def _refuse_leave(fact: Leave) -> None:
    person = fact.person
    if not person.posts.as_of(fact.begins_on).exists():
        raise StaffRefused(
            f"Ngày {fact.begins_on:%d/%m/%Y} {person.full_name} không có vị trí công tác nào. "
            "Kiểm tra lại ngày bắt đầu nghỉ.",
            code="no_post",
            field="first_on",
        )
    others = person.leaves.filter(valid__overlap=fact.valid).exclude(pk=fact.pk)
    if other := others.order_by("pk").first():
        raise StaffRefused(
            f"{person.full_name} đã có một lần nghỉ trùng ngày: {str(other).lower()}, {period(other.valid)}. "
            "Sửa lần nghỉ đó, hoặc kiểm tra lại ngày.",
            code="overlaps",
            field="first_on",
        )


def _refuse_discipline(fact: Discipline) -> None:
    offence, on = fact.offence, fact.decided_on
    if fact.form not in FORMS_OF[Side(fact.side)]:
        raise StaffRefused(
            f"{fact.get_form_display()} không phải hình thức kỷ luật {fact.get_side_display().lower()}.",
            code="wrong_form",
            field="form",
        )
    if fact.begins_on < on:
        raise StaffRefused(
            f"Kỷ luật có hiệu lực từ ngày quyết định ({on:%d/%m/%Y}) hoặc sau đó.",
            code="before_decision",
            field="effective_on",
        )
    if offence.person_id != fact.person_id:
        raise StaffRefused("Hành vi này không phải của người này.", code="not_theirs", field="offence")
    if offence.happened_on > on:
        raise StaffRefused(
            f"Ngày vi phạm phải trước ngày quyết định ({on:%d/%m/%Y}).",
            code="before_offence",
            field="happened_on",
        )
    same = Offence.objects.filter(
        person=fact.person, happened_on=offence.happened_on, unit_id=offence.unit_id
    )
    if known := same.exclude(pk=offence.pk).first():
        raise StaffRefused(
            f"Hồ sơ đã có hành vi ngày {known.happened_on:%d/%m/%Y}: “{known.text}”. "
            "Chọn hành vi đó ở ô Hành vi; một hành vi có thể có cả quyết định của Đảng và của chính quyền.",
            code="known_offence",
            field="offence",
        )


def _noun(fact: ServiceFact) -> str:
    return str(fact._meta.verbose_name)


def _reasoned(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise StaffRefused(sentence, code="no_reason", field="reason")
