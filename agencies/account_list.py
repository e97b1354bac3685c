"""The list of accounts: filters, and each account's roles of the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import django_filters
from django.db.models import Q

from accounts.models import User
from agencies.account_forms import ROLE_CHOICES
from agencies.models import Grant
from core.widgets import PlainInput, PlainSelect

ACTIVE, STOPPED = "dang-dung", "ngung"
NO_ROLE = "khong"


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account with the roles that it holds on the day."""

    account: User
    grants: list[Grant]


class AccountFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Tên", method="by_words", widget=PlainInput)
    vai_tro = django_filters.ChoiceFilter(
        label="Vai trò hôm nay",
        choices=[*ROLE_CHOICES, (NO_ROLE, "Chưa có vai trò")],
        method="by_role",
        empty_label="Tất cả",
        widget=PlainSelect,
    )
    trang_thai = django_filters.ChoiceFilter(
        label="Trạng thái",
        choices=[(ACTIVE, "Đang dùng"), (STOPPED, "Đã ngừng")],
        method="by_state",
        empty_label="Tất cả",
        widget=PlainSelect,
    )

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, data, queryset, *, today: date) -> None:
        super().__init__(data, queryset)
        self.today = today

    def by_words(self, accounts, name, text: str):
        """Every word stands in the name or in the username."""
        for word in text.split():
            accounts = accounts.filter(Q(full_name__icontains=word) | Q(username__icontains=word))
        return accounts

    def by_role(self, accounts, name, role: str):
        held = Grant.objects.in_force(self.today)
        if role == NO_ROLE:
            return accounts.exclude(pk__in=held.values("user"))
        return accounts.filter(pk__in=held.filter(role=role).values("user"))

    def by_state(self, accounts, name, state: str):
        return accounts.filter(is_active=state == ACTIVE)


def lines(accounts: Iterable[User], *, today: date) -> list[AccountLine]:
    """The accounts in their order, with all their roles of the day in one query."""
    accounts = list(accounts)
    held: dict[int, list[Grant]] = {}
    for grant in Grant.objects.filter(user__in=accounts).in_force(today).named_units(today):
        held.setdefault(grant.user_id, []).append(grant)
    return [AccountLine(account, held.get(account.pk, [])) for account in accounts]
