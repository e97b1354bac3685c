"""Moving one person to another unit, or to another title in the same one (chuyển, bổ nhiệm)."""

from accounts.models import User
from agencies.enums import Cause
from agencies.models import Act
from core.days import since
from staff.enums import Group
from staff.errors import StaffRefused
from staff.facts import Ground, changing, close, ground_words, main_post_in_force, make_act, unit_on
from staff.models import Person, Post, Title


def transfer(
    *, person: Person, unit_id: int, group: Group, title: Title | None, ground: Ground, by: User
) -> Act:
    """Close the main post and open the new one on the decision's day. Additional posts go on.

    Raises StaffRefused: ``no_post``, ``too_early``, ``ends_later``, ``unknown_unit``, ``no_change``.
    """
    with changing(person, what="Chuyển đơn vị, đổi chức vụ", by=by, reason=ground_words(ground)):
        now = main_post_in_force(person, ground.effective_on)
        unit_on(unit_id, ground.effective_on)
        if (now.unit_id, now.group, now.title_id) == (unit_id, group, title.pk if title else None):
            raise StaffRefused(
                "Đơn vị, nhóm và chức danh mới giống hệt hiện tại, không có gì để đổi.",
                code="no_change",
                field="unit",
            )
        cause = Cause.TRANSFER if now.unit_id != unit_id else Cause.APPOINT
        act = make_act(ground, cause=cause, by=by)
        close(now, act)
        Post.objects.create(
            person=person,
            unit_id=unit_id,
            group=group,
            title=title,
            is_main=True,
            valid=since(ground.effective_on),
            opened_by=act,
        )
        return act
