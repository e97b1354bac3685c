"""One person leaves the province's service (thôi công tác)."""

from accounts.models import User
from agencies.enums import Cause
from agencies.models import Act
from staff.enums import LeaveReason
from staff.facts import Ground, changing, close, ground_words, in_force, main_post_in_force, make_act
from staff.models import Person


def leave(*, person: Person, reason: LeaveReason, ground: Ground, by: User) -> Act:
    """Close every post and the salary; ``ground.effective_on`` is the first day out of service.

    Raises StaffRefused: ``no_post``, ``too_early``, ``ends_later``.
    """
    on = ground.effective_on
    with changing(person, what="Thôi công tác", by=by, reason=ground_words(ground)):
        main = main_post_in_force(person, on)
        others = [
            in_force([post], on, what="Vị trí kiêm nhiệm")
            for post in person.posts.filter(is_main=False).order_by("pk")
        ]
        salary = in_force(list(person.salarys.order_by("pk")), on, what="Ngạch, bậc, hệ số")
        act = make_act(ground, cause=Cause.LEAVE, by=by, reason=reason)
        for fact in [main, *others, salary]:
            if fact is not None:
                close(fact, act)
        return act
