"""The demo accounts that stand on the roster: a unit's head and clerk, an inspector, a public employee."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pghistory
from django.db import transaction

from accounts.models import User
from agencies.demo import grant
from agencies.enums import Role
from agencies.models import UnitPeriod
from staff.enums import Group, LeaderKind
from staff.link_account import link_account
from staff.models import Person, Post
from staff.queries import PostQuerySet

DISTRICT = "UB061"  # UBND huyện Ba Bể
SCHOOL = "CS01891"  # Trường THCS Bành Trạch
INSPECTORATE = "TTT"  # Thanh tra tỉnh


@dataclass(frozen=True, slots=True)
class OnRoster:
    """An account for the first person, by name, who is such a one in the unit; what it is for, in words."""

    username: str
    words: str
    unit_code: str
    who: Callable[[PostQuerySet], PostQuerySet]
    role: str | None = None
    is_province_wide: bool = False


def _heads(posts: PostQuerySet) -> PostQuerySet:
    return posts.filter(title__leader_kind=LeaderKind.HEAD)


def _civil_servants(posts: PostQuerySet) -> PostQuerySet:
    return posts.filter(title__leader_kind=LeaderKind.NONE, group=Group.CIVIL_SERVANT)


def _public_employees(posts: PostQuerySet) -> PostQuerySet:
    return posts.filter(title__leader_kind=LeaderKind.NONE, group=Group.PUBLIC_EMPLOYEE)


PEOPLE = (
    OnRoster("thutruong", "Thủ trưởng đơn vị", DISTRICT, _heads, Role.UNIT_HEAD),
    OnRoster("daumoi", "Đầu mối đơn vị", DISTRICT, _civil_servants, Role.UNIT_CLERK),
    OnRoster(
        "thanhtra", "Thanh tra công vụ", INSPECTORATE, _civil_servants, Role.INSPECTOR, is_province_wide=True
    ),
    OnRoster("canhan", "Cá nhân", SCHOOL, _public_employees),
)


@transaction.atomic
def make_accounts_on_roster(day: date) -> int:
    """An account for each that has none yet, linked to its person as of the day. How many were new."""
    made = 0
    with pghistory.context(what="Dữ liệu mẫu"):
        for one in PEOPLE:
            if not User.objects.filter(username=one.username).exists():
                made += _make(one, day)
    return made


def _make(one: OnRoster, day: date) -> bool:
    unit = UnitPeriod.objects.as_of(day).filter(code=one.unit_code).first()
    person = _person(one, unit, day) if unit else None
    if person is None:
        return False
    user = User(username=one.username, full_name=person.full_name)
    user.set_unusable_password()
    user.save()
    link_account(account=user, person=person, by=None)
    if one.role:
        grant(user, one.role, None if one.is_province_wide else unit.unit_id)
    return True


def _person(one: OnRoster, unit: UnitPeriod, day: date) -> Person | None:
    posts = one.who(Post.objects.as_of(day).main().filter(unit=unit.unit_id, person__account=None))
    post = posts.select_related("person").order_by("person__sort_key", "person_id").first()
    return post.person if post else None
