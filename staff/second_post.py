"""An additional post beside the main one begins or ends (kiêm nhiệm, biệt phái)."""

from accounts.models import User
from agencies.enums import Cause
from agencies.models import Act
from core.days import since
from staff.enums import Group
from staff.errors import StaffRefused
from staff.facts import Ground, changing, close, ground_words, in_force, make_act, unit_on
from staff.models import Person, Post, Title


def begin_second_post(
    *, person: Person, unit_id: int, group: Group, title: Title | None, ground: Ground, by: User
) -> Act:
    """Open an additional post; the person keeps being counted by the main one.

    Raises StaffRefused: ``no_post``, ``unknown_unit``, ``too_early``, ``held_already``.
    """
    with changing(person, what="Bắt đầu kiêm nhiệm", by=by, reason=ground_words(ground)):
        on = ground.effective_on
        if not person.posts.main().as_of(on).exists():
            raise StaffRefused(
                f"Ngày {on:%d/%m/%Y} {person.full_name} không có vị trí chính, nên không thể kiêm nhiệm.",
                code="no_post",
                field="effective_on",
            )
        unit = unit_on(unit_id, on)
        held = list(person.posts.filter(is_main=False, unit_id=unit_id).order_by("pk"))
        if in_force(held, on, what="Vị trí kiêm nhiệm ở đơn vị này"):
            raise StaffRefused(
                f"{person.full_name} đang kiêm nhiệm ở {unit.name}. Kết thúc vị trí đó trước.",
                code="held_already",
                field="unit",
            )
        act = make_act(ground, cause=Cause.APPOINT, by=by)
        Post.objects.create(
            person=person,
            unit_id=unit_id,
            group=group,
            title=title,
            is_main=False,
            valid=since(on),
            opened_by=act,
        )
        return act


def end_second_post(*, person: Person, post: Post, ground: Ground, by: User) -> Act:
    """End an additional post; ``ground.effective_on`` is the first day without it.

    Raises StaffRefused: ``not_additional``, ``too_early``, ``ends_later``.
    """
    with changing(person, what="Kết thúc kiêm nhiệm", by=by, reason=ground_words(ground)):
        found = person.posts.filter(pk=post.pk, is_main=False).first()
        now = in_force([found], ground.effective_on, what="Vị trí kiêm nhiệm") if found else None
        if now is None:
            raise StaffRefused(
                "Vị trí này không phải là một vị trí kiêm nhiệm đang giữ.",
                code="not_additional",
                field="post",
            )
        act = make_act(ground, cause=Cause.APPOINT, by=by)
        close(now, act)
        return act
