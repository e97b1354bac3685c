"""Who plays: accounts for the people of the units, heads with their role, somebody in charge."""

from collections.abc import Collection
from datetime import date

import pghistory
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User
from agencies.enums import Role
from agencies.grants import give
from core.days import today
from evaluations.delegate import delegate
from evaluations.enums import DelegationKind
from evaluations.errors import EvaluationRefused
from evaluations.models import Cycle
from evaluations.preflight import preflight
from evaluations.resolve import resolve
from evaluations.seats import seats_of, units_of
from staff.models import Person, Post


def give_accounts(units: Collection[int], on: date) -> int:
    """An account without a password for everybody who serves in the units and has none. How many."""
    serving = Post.objects.main().as_of(on).filter(unit__in=units).values("person")
    people = list(Person.objects.filter(pk__in=serving, account=None).order_by("pk"))
    with transaction.atomic(), pghistory.context(what="Tài khoản mô phỏng"):
        users = User.objects.bulk_create(
            User(username=f"nguoi-{one.pk}", full_name=one.full_name, password=make_password(None))
            for one in people
        )
        for person, user in zip(people, users, strict=True):
            person.account = user
        Person.objects.bulk_update(people, ["account"], batch_size=1000)
    return len(people)


def put_in_charge(cycle: Cycle, units: Collection[int], on: date, by: User) -> int:
    """Somebody of the unit acts where it has no head, or two; how many."""
    made = 0
    for ready in preflight(resolve(cycle, on=on, unit_ids=list(units))):
        for problem in ready.problems:
            unit = problem.unit.unit_id
            spare = Post.objects.main().as_of(on).filter(unit=unit, person__account__isnull=False)
            for person in spare.order_by("-title__leader_kind", "pk").values_list("person", flat=True)[:1]:
                try:
                    delegate(
                        unit_id=unit, person_id=person, kind=DelegationKind.ACTING, number="01/QĐ-PT",
                        decision_on=on, first=cycle.starts_on, last=None, by=by,
                    )  # fmt: skip
                except EvaluationRefused:
                    continue  # the same vacancy holds other units back too, and was filled for the first
                made += 1
    return made


def heads(units: Collection[int], on: date, *, leader: User, admin: User) -> dict[int, User]:
    """{unit: the account that acts as its head}; each head gets the role for the unit. ``leader`` is the
    provincial leader, who heads the root."""
    tree = units_of(on)
    found: dict[int, User] = {}
    accounts = {one.pk: one.account for one in Person.objects.exclude(account=None).select_related("account")}
    for unit, seat in seats_of(tree, on).items():
        if seat.by_grant:
            found[unit] = leader
        elif unit in units and seat.head and (account := accounts.get(seat.head.id)):
            found[unit] = account
            if not account.grants.filter(role=Role.UNIT_HEAD, unit=unit).exists():
                give(
                    account=account, role=Role.UNIT_HEAD, unit_id=unit, first=today(), last=None,
                    reason="Mô phỏng", by=admin, today=today(),
                )  # fmt: skip
    return found
