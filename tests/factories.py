"""Makers of records for tests: plain functions, each with what is usual filled in."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from accounts.models import User
from agencies.enums import Cause, Role, UnitType
from agencies.models import Act, Grant, Unit, UnitPeriod
from agencies.names import keys
from core.days import since, today
from core.names import person_sort_key, search_key
from staff.enums import Group
from staff.models import Person, Post, Qualification, QualificationLevel, Rank, Salary, Title

FIRST_DAY = date(2020, 1, 1)
_numbers = count(1)


def make_user(username: str = "", full_name: str = "Nguyễn Thị Hồng Hạnh", **fields) -> User:
    """An account with no role and no password."""
    return User.objects.create_user(
        username=username or f"tai-khoan-{next(_numbers)}", full_name=full_name, **fields
    )


def make_grant(
    user: User | None = None,
    role: str = Role.OFFICER,
    unit: Unit | None = None,
    first: date = FIRST_DAY,
    until: date | None = None,
) -> Grant:
    """``until`` is the first day on which the role no longer holds."""
    return Grant.objects.create(
        user=user or make_user(), role=role, unit=unit, valid=since(first, until), reason="QĐ số 1"
    )


def make_user_in(role: str | None, unit: Unit | None = None, username: str = "", **fields) -> User:
    """An account that holds the role for the unit, or for the whole province; None for no role."""
    user = make_user(username or (f"{role}-{next(_numbers)}" if role else ""), **fields)
    if role:
        make_grant(user, role, unit)
    return user


def make_act(cause: str = Cause.ROSTER, effective_on: date = FIRST_DAY, **fields) -> Act:
    return Act.objects.create(cause=cause, effective_on=effective_on, **fields)


def make_unit(
    name: str = "Sở Nội vụ",
    code: str = "",
    parent: Unit | None = None,
    type: str = UnitType.AGENCY,
    first: date = FIRST_DAY,
    until: date | None = None,
) -> Unit:
    """A unit with one period; ``make_period`` gives it another."""
    unit = Unit.objects.create()
    make_period(unit, name=name, code=code, parent=parent, type=type, first=first, until=until)
    return unit


def make_period(
    unit: Unit,
    *,
    name: str,
    code: str = "",
    parent: Unit | None = None,
    type: str = UnitType.AGENCY,
    first: date = FIRST_DAY,
    until: date | None = None,
) -> UnitPeriod:
    return UnitPeriod.objects.create(
        unit=unit,
        code=code or f"DV{next(_numbers)}",
        name=name,
        type=type,
        parent=parent,
        valid=since(first, until),
        opened_by=make_act(effective_on=first),
        **keys(name),
    )


def make_person(
    full_name: str = "Lường Văn Đạt",
    citizen_number: str = "",
    unit: Unit | None = None,
    first: date = FIRST_DAY,
    until: date | None = None,
    **fields,
) -> Person:
    """A person; with a unit also the main post there."""
    person = Person.objects.create(
        citizen_number=citizen_number or f"095{next(_numbers):09d}",
        full_name=full_name,
        sort_key=person_sort_key(full_name),
        search_key=search_key(full_name),
        **{"sex": "male", "born_on": date(1980, 2, 28)} | fields,
    )
    if unit:
        make_post(person, unit, first=first, until=until)
    return person


def make_post(
    person: Person,
    unit: Unit,
    *,
    first: date = FIRST_DAY,
    until: date | None = None,
    group: str = Group.CIVIL_SERVANT,
    leader_kind: str | None = None,
    is_main: bool = True,
) -> Post:
    """A post; ``leader_kind`` gives it the first title of that kind in the catalogue."""
    title = Title.objects.filter(leader_kind=leader_kind).order_by("pk").first() if leader_kind else None
    return Post.objects.create(
        person=person,
        unit=unit,
        group=group,
        title=title,
        is_main=is_main,
        valid=since(first, until),
        opened_by=make_act(effective_on=first),
        closed_by=make_act(effective_on=until) if until else None,
    )


def make_salary(
    person: Person,
    *,
    rank: str | None = "01.003",
    step: int | None = 3,
    coefficient: str | None = "3.00",
    first: date = FIRST_DAY,
    until: date | None = None,
) -> Salary:
    """A salary; ``rank`` is a code of the catalogue."""
    return Salary.objects.create(
        person=person,
        rank=Rank.objects.get(code=rank) if rank else None,
        step=step,
        coefficient=Decimal(coefficient) if coefficient else None,
        valid=since(first, until),
        opened_by=make_act(effective_on=first),
        closed_by=make_act(effective_on=until) if until else None,
    )


def make_qualification(
    person: Person, level: str = "DH", *, first: date = FIRST_DAY, until: date | None = None
) -> Qualification:
    """A qualification; ``level`` is a code of the catalogue."""
    found = QualificationLevel.objects.get(code=level)
    return Qualification.objects.create(
        person=person,
        kind=found.kind,
        level=found,
        valid=since(first, until),
        opened_by=make_act(effective_on=first),
        closed_by=make_act(effective_on=until) if until else None,
    )


def yesterday() -> date:
    return today() - timedelta(days=1)
