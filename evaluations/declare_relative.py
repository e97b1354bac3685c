"""Declaring a relative, and ending a declaration: by the person themself or by Sở Nội vụ."""

from datetime import date

import pghistory
from django.db import transaction

from core.days import since
from core.names import search_key
from evaluations.enter_past import may_keep
from evaluations.enums import Kinship
from evaluations.errors import EvaluationRefused
from evaluations.models import Relative
from staff.models import Person


def may_declare(user, person: Person, *, on: date) -> bool:
    return person.account_id == user.pk or may_keep(user, person.pk, on=on)


def declare_relative(
    *,
    person: Person,
    number: str,
    full_name: str,
    kind: Kinship,
    first: date,
    by,
    today: date,
    note: str = "",
) -> Relative:
    """The person with that citizen number and name is a relative. Both must fit, and of who doesn't exist no
    more is said than of who is called otherwise.

    Raises EvaluationRefused: ``not_theirs``, ``future``, ``unknown``, ``oneself``, ``twice``.
    """
    if not may_declare(by, person, on=today):
        raise EvaluationRefused("Chỉ người khai hoặc Sở Nội vụ ghi được người thân.", code="not_theirs")
    if first > today:
        raise EvaluationRefused("Ngày bắt đầu chưa đến.", code="future", field="first")
    other = Person.objects.filter(citizen_number=number).first()
    if other is None or search_key(full_name) != other.search_key:
        raise EvaluationRefused(
            "Trong cổng không có ai mang số định danh và họ tên này. Kiểm tra lại cả hai; "
            "người không làm việc trong tỉnh thì không cần khai ở đây.",
            code="unknown",
            field="number",
        )
    if other.pk == person.pk:
        raise EvaluationRefused("Không khai chính mình là người thân.", code="oneself", field="number")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Khai người thân"):
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        if Relative.objects.filter(person=person, other=other, valid__overlap=since(first)).exists():
            raise EvaluationRefused(
                f"Đã khai {other.full_name} là người thân trong những ngày này.", code="twice", field="number"
            )
        return Relative.objects.create(
            person=person, other=other, kind=kind, note=note, valid=since(first), declared_by=by
        )


def end_relative(relative: Relative, *, until: date, reason: str, by, today: date) -> Relative:
    """From ``until`` on the two are no relatives any more; what was so before stays.

    Raises EvaluationRefused: ``not_theirs``, ``no_reason``, ``bad_day``, ``ended``.
    """
    if not may_declare(by, relative.person, on=today):
        raise EvaluationRefused("Chỉ người khai hoặc Sở Nội vụ kết thúc được.", code="not_theirs")
    if not reason.strip():
        raise EvaluationRefused("Ghi lý do.", code="no_reason", field="reason")
    context = {"user": by.pk, "what": "Kết thúc khai người thân", "reason": reason.strip()}
    with transaction.atomic(), pghistory.context(**context):
        relative = Relative.objects.select_for_update().get(pk=relative.pk)
        if relative.ends_on is not None:
            raise EvaluationRefused("Lời khai này đã kết thúc.", code="ended")
        if not relative.begins_on < until <= today:
            raise EvaluationRefused(
                f"Ngày kết thúc phải sau ngày {relative.begins_on:%d/%m/%Y} và không sau hôm nay.",
                code="bad_day",
                field="until",
            )
        relative.valid = since(relative.begins_on, until)
        relative.save(update_fields=["valid"])
    return relative
