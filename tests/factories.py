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
from staff.service_enums import ConclusionKind, DisciplineForm, LeaveKind, RewardKind, Side, TrainingKind
from staff.service_models import Conclusion, Discipline, Leave, Offence, Reward, Training

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


def make_leave(
    person: Person,
    kind: str = LeaveKind.MATERNITY,
    *,
    first: date = date(2022, 3, 1),
    until: date | None = date(2022, 9, 1),
    **fields,
) -> Leave:
    """``until`` is the first day back at work."""
    return Leave.objects.create(
        person=person,
        kind=kind,
        valid=since(first, until),
        opened_by=make_act(Cause.OFF_WORK, first),
        **fields,
    )


def make_offence(
    person: Person, unit: Unit, on: date = date(2022, 2, 1), text: str = "Vắng mặt không phép"
) -> Offence:
    return Offence.objects.create(
        person=person, unit=unit, happened_on=on, text=text, opened_by=make_act(Cause.DISCIPLINE, on)
    )


def make_discipline(
    person: Person,
    unit: Unit | None = None,
    *,
    offence: Offence | None = None,
    decided_on: date = date(2022, 5, 4),
    effective_on: date | None = None,
    **fields,
) -> Discipline:
    """A reprimand by the administration for an offence in duty in the unit, unless an offence is given."""
    happened = offence or make_offence(person, unit, decided_on - timedelta(days=90))
    effective_on = effective_on or decided_on
    usual = {"side": Side.ADMINISTRATION, "form": DisciplineForm.REPRIMAND, "in_duty": True}
    return Discipline.objects.create(
        person=person,
        offence=happened,
        decided_on=decided_on,
        valid=since(effective_on),
        opened_by=make_act(Cause.DISCIPLINE, effective_on),
        **usual | {"degradation": False, "number": f"{next(_numbers)}/QĐ-KL"} | fields,
    )


def make_conclusion(person: Person, *, on: date = date(2022, 5, 4), **fields) -> Conclusion:
    """A finding of degradation by the Party's inspectors."""
    usual = {"kind": ConclusionKind.DEGRADATION, "number": f"{next(_numbers)}-KL/UBKT"}
    usual |= {"text": "Thiếu tu dưỡng, rèn luyện.", "given_by": "Ủy ban Kiểm tra Tỉnh ủy"}
    return Conclusion.objects.create(
        person=person,
        decided_on=on,
        valid=since(on),
        opened_by=make_act(Cause.CONCLUSION, on),
        **usual | fields,
    )


def make_reward(
    person: Person,
    title: str = "Hoàn thành xuất sắc nhiệm vụ năm 2021",
    *,
    on: date = date(2022, 1, 20),
    **fields,
) -> Reward:
    usual = {"kind": RewardKind.MERIT, "number": f"{next(_numbers)}/QĐ-KT", "given_by": "UBND tỉnh"}
    return Reward.objects.create(
        person=person,
        title=title,
        decided_on=on,
        valid=since(on),
        opened_by=make_act(Cause.REWARD, on),
        **usual | fields,
    )


def make_training(
    person: Person,
    title: str = "Bồi dưỡng ngạch chuyên viên chính",
    *,
    first: date = date(2022, 4, 1),
    until: date | None = date(2022, 5, 1),
    **fields,
) -> Training:
    """``until`` is the first day after the course."""
    usual = {"kind": TrainingKind.STATE_MANAGEMENT, "given_by": "Trường Chính trị tỉnh"}
    return Training.objects.create(
        person=person,
        title=title,
        valid=since(first, until),
        opened_by=make_act(Cause.TRAINING, first),
        **usual | fields,
    )
