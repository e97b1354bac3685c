"""The accounts of the demo province: no password, entered through one-time links."""

from django.db import transaction

from accounts.models import User
from agencies.enums import Role
from agencies.models import Grant
from core.days import since, today

PEOPLE = (
    ("quantri", "Nguyễn Hoàng Quản (quản trị)", Role.ADMIN),
    ("chuyenvien", "Hoàng Thu Hà (chuyên viên Sở Nội vụ)", Role.OFFICER),
    ("lanhdao", "Nông Văn Thành (lãnh đạo Sở Nội vụ)", Role.HOME_AFFAIRS_LEADER),
    ("lanhdaotinh", "Triệu Đức Minh (lãnh đạo tỉnh)", Role.PROVINCIAL_LEADER),
)


@transaction.atomic
def make_accounts() -> int:
    """The demo accounts that stand on no roster. How many were new."""
    made = 0
    for username, full_name, role in PEOPLE:
        user, is_new = User.objects.get_or_create(username=username, defaults={"full_name": full_name})
        if is_new:
            user.set_unusable_password()
            user.save(update_fields=["password"])
            grant(user, role, None)
        made += is_new
    return made


def grant(user: User, role: str, unit_id: int | None) -> None:
    """Give the role from today on, unless it is held."""
    if not Grant.objects.filter(user=user, role=role, unit_id=unit_id).in_force(today()).exists():
        Grant.objects.create(
            user=user, role=role, unit_id=unit_id, valid=since(today()), reason="Dữ liệu mẫu"
        )
