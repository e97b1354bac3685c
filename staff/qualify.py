"""One person gains a qualification (trình độ mới)."""

from accounts.models import User
from agencies.enums import Cause
from agencies.models import Act
from core.days import since
from staff.errors import StaffRefused
from staff.facts import Ground, changing, close, ground_words, in_force, make_act
from staff.models import Person, Qualification, QualificationLevel


def qualify(*, person: Person, level: QualificationLevel, ground: Ground, by: User) -> Act:
    """Close the level of the same kind in force, if there is one, and open the new one.

    Raises StaffRefused: ``too_early``, ``ends_later``, ``no_change``.
    """
    with changing(person, what="Trình độ mới", by=by, reason=ground_words(ground)):
        held = list(person.qualifications.filter(kind=level.kind).order_by("pk"))
        now = in_force(held, ground.effective_on, what="Trình độ loại này")
        if now and now.level_id == level.pk:
            raise StaffRefused(
                f"{person.full_name} đã có trình độ này, không có gì để đổi.", code="no_change", field="level"
            )
        act = make_act(ground, cause=Cause.QUALIFY, by=by)
        if now:
            close(now, act)
        Qualification.objects.create(
            person=person, kind=level.kind, level=level, valid=since(ground.effective_on), opened_by=act
        )
        return act


def lower_than_held(person: Person, level: QualificationLevel, ground: Ground) -> str:
    """A sentence where a higher level of the same kind is held already; else empty."""
    held = person.qualifications.filter(kind=level.kind).as_of(ground.effective_on)
    higher = held.filter(level__order__lt=level.order).select_related("level").order_by("pk").first()
    return f"Trình độ đang có là {higher.level}, cao hơn trình độ mới." if higher else ""
