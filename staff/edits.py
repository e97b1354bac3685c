"""The single changes that a record offers, who may make them, and carrying one out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from agencies.models import Act
from agencies.rights import Right
from agencies.scope import covered
from core.prepared import Prepared
from staff import forms_edit
from staff.errors import StaffRefused
from staff.form_correct import CorrectForm
from staff.history import last_change, version_of
from staff.models import Person, Post
from staff.record import Record
from staff.withdraw import can_withdraw, latest_act


@dataclass(frozen=True, slots=True)
class Edit:
    """One kind of change: its place in the address, its words, its form, and for which records it fits."""

    slug: str
    label: str
    form: type[forms_edit.GroundForm] | type[CorrectForm]
    fits: Callable[[Record], bool]


def _serves(record: Record) -> bool:
    return record.main_post is not None


EDITS = (
    Edit("chuyen", "Chuyển đơn vị, đổi chức vụ", forms_edit.TransferForm, _serves),
    Edit("nang-luong", "Nâng bậc, nâng ngạch", forms_edit.RaiseForm, _serves),
    Edit("trinh-do", "Trình độ mới", forms_edit.QualifyForm, _serves),
    Edit("kiem-nhiem", "Kiêm nhiệm", forms_edit.SecondPostForm, _serves),
    Edit(
        "thoi-kiem-nhiem",
        "Thôi kiêm nhiệm",
        forms_edit.EndSecondPostForm,
        lambda record: bool(record.other_posts),
    ),
    Edit("dinh-chinh", "Đính chính thông tin cá nhân", CorrectForm, lambda record: True),
    Edit("thoi", "Thôi công tác", forms_edit.LeaveForm, _serves),
)
BY_SLUG = {edit.slug: edit for edit in EDITS}


def may_edit(user, person_id: int, *, on: date) -> bool:
    """The right to edit people reaches the unit of the main post of the (real) day."""
    cover = covered(user, Right.EDIT_PEOPLE, on=on)
    if not cover:
        return False
    main = _MAIN.one(person=person_id, on=on)
    return cover.holds(main.unit_id if main else None)


_MAIN = Prepared(
    lambda person, on: Post.objects.filter(person_id=person).main().as_of(on).order_by("pk"),
    person=9_100_000_000_000_000_001,
    on=date(2000, 1, 1),
)


def undoable(person_id: int) -> Act | None:
    """The latest act about the person, where it is a single change."""
    latest = latest_act(person_id)
    return latest if can_withdraw(latest) else None


def undoable_in(record: Record) -> Act | None:
    """The same from a record that is read already; only where part of it is hidden it takes a query."""
    if record.until is not None:
        return undoable(record.person.pk)
    return record.latest_act if can_withdraw(record.latest_act) else None


def carry_out(form, *, for_real: bool) -> None:
    """Do what the form asks, or try it and leave nothing behind.

    Raises StaffRefused: ``changed_meanwhile`` where the record is not the one that the form was opened on,
    else what the verb refuses.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).get(pk=form.person.pk)
        if version_of(person.pk) != form.cleaned_data["version"]:
            raise _changed_meanwhile(person.pk)
        form.apply()
        if not for_real:
            transaction.set_rollback(True)


def _changed_meanwhile(person_id: int) -> StaffRefused:
    last = last_change(person_id)
    who = (
        f"{last.who} đã đổi hồ sơ này lúc {last.when} ({last.what})" if last else "Hồ sơ này vừa có thay đổi"
    )
    return StaffRefused(
        f"Trong khi bạn đang ghi, {who}. "
        "Những gì bạn gõ còn nguyên bên dưới: kiểm tra lại rồi bấm Xem trước.",
        code="changed_meanwhile",
    )
