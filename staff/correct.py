"""Correcting what is not dated: name, sex, birth date, number and the like (đính chính)."""

from dataclasses import asdict, dataclass
from datetime import date

from accounts.models import User
from core.names import clean, person_sort_key, search_key
from staff.enums import Precision, Sex
from staff.errors import StaffRefused
from staff.facts import changing
from staff.models import Person


@dataclass(frozen=True, slots=True)
class Identity:
    """What a person is known by; None and "" are not known."""

    citizen_number: str
    full_name: str
    sex: Sex | None
    born_on: date | None
    born_precision: Precision
    ethnicity_id: int | None
    religion_id: int | None
    home_place: str
    is_party_member: bool | None
    party_on: date | None
    recruited_on: date | None

    @classmethod
    def of(cls, person: Person) -> "Identity":
        return cls(**{name: getattr(person, name) for name in cls.__dataclass_fields__})


def correct(*, person: Person, identity: Identity, reason: str, by: User) -> list[str]:
    """Write the identity in place; answers the names of the fields that changed.

    Raises StaffRefused: ``no_change``, ``number_taken``, ``party_day``, ``no_reason``.
    """
    if not reason.strip():
        raise StaffRefused("Ghi lý do đính chính.", code="no_reason", field="reason")
    with changing(person, what="Đính chính", by=by, reason=reason.strip()):
        current = Person.objects.get(pk=person.pk)
        before, after = asdict(Identity.of(current)), asdict(identity)
        after["full_name"] = clean(identity.full_name)
        changed = [name for name in after if before[name] != after[name]]
        _refuse(current, identity, changed)
        for name in changed:
            setattr(current, name, after[name])
        if "full_name" in changed:
            current.sort_key = person_sort_key(current.full_name)
            current.search_key = search_key(current.full_name)
        current.save()
        return changed


def _refuse(person: Person, identity: Identity, changed: list[str]) -> None:
    if not changed:
        raise StaffRefused("Chưa sửa ô nào, không có gì để ghi.", code="no_change")
    if identity.party_on and not identity.is_party_member:
        raise StaffRefused(
            "Có ngày vào Đảng thì phải là đảng viên.", code="party_day", field="is_party_member"
        )
    number = identity.citizen_number
    if (
        "citizen_number" in changed
        and Person.objects.filter(citizen_number=number).exclude(pk=person.pk).exists()
    ):
        raise StaffRefused(
            "Số định danh này đang là của một người khác trong cổng. Kiểm tra lại từng chữ số.",
            code="number_taken",
            field="citizen_number",
        )
