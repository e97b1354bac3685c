"""Who signs, by what right and on which day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluations.enums import DelegationKind
from evaluations.errors import EvaluationRefused
from evaluations.models import Cycle, Delegation, Relative
from evaluations.who_may import granted_to
from staff.models import Person


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, when, and by which delegation if not as the head."""

    user: Any
    person: Person | None
    delegation: Delegation | None
    on: date
    relatives: frozenset[int] = frozenset()


def signer_of(user, delegation: Delegation | None, on: date) -> Signer:
    """With the relatives that they, or others of them, declared."""
    person = person_of(user)
    relatives = Relative.objects.of(person, on=on) if person else frozenset()
    return Signer(user, person, delegation, on, relatives)


def person_of(user) -> Person | None:
    """The person of the account; None for one that no record is tied to."""
    return Person.objects.filter(account=user).first()


def check_day(cycle: Cycle, decided_on: date, today: date) -> None:
    """A decision is of a day within the cycle or after it, up to today. Raises EvaluationRefused."""
    if decided_on > today:
        raise EvaluationRefused("Ngày quyết định chưa đến.", code="future", field="decided_on")
    if decided_on < cycle.starts_on:
        raise EvaluationRefused(
            f"Ngày quyết định trước ngày đầu của kỳ ({cycle.starts_on:%d/%m/%Y}).",
            code="past",
            field="decided_on",
        )


def may_sign(unit_id: int, *, by, days: tuple[date, ...]) -> Delegation | None:
    """None for the head and who is put in charge, else the delegation by which the user signs “KT.”; being in
    charge and a delegation must hold on each of the days: on that of the paper and on that of the signature.
    Raises EvaluationRefused.
    """
    if unit_id in granted_to(by):
        return None
    held = Delegation.objects.filter(unit=unit_id, person__account=by)
    for day in days:
        held = held.as_of(day)
    found = {one.kind: one for one in held.order_by("-pk")}
    if DelegationKind.ACTING in found:
        return None
    if DelegationKind.SIGNING in found:
        return found[DelegationKind.SIGNING]
    raise EvaluationRefused(
        "Chỉ người đứng đầu đơn vị, hoặc người được ủy quyền bằng văn bản còn hiệu lực, mới ký được.",
        code="not_the_head",
    )
