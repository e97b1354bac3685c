"""Linking an account to the person who holds it, so that they find their own record."""

import unicodedata

import pghistory
from django.db import transaction
from django.http import HttpRequest

from accounts.models import User
from core.errors import DomainError
from core.names import clean
from imports import clock
from staff.models import Person


class LinkRefused(DomainError):
    """The account and the person can't be linked; the sentence says why."""


def link_account(*, account: User, person: Person, by: User | None) -> None:
    """Let the account's holder see the person's record as their own. Raises LinkRefused.

    The names must be the same, so that nobody is linked by a slip in a number. ``by`` is None where the
    portal does it itself, within a context of its own.
    """
    words = {"what": "Gắn tài khoản với hồ sơ", "user": by.pk} if by else {}
    with transaction.atomic(), pghistory.context(**words):
        clock.shared()
        person = Person.objects.select_for_update(of=["self"]).get(pk=person.pk)
        if person.account_id == account.pk:
            return
        if person.account_id is not None:
            raise LinkRefused("Hồ sơ này đã gắn với một tài khoản khác. Gỡ tài khoản đó trước.", code="taken")
        if Person.objects.filter(account=account).exists():
            raise LinkRefused(
                "Tài khoản này đã gắn với một hồ sơ khác. Gỡ hồ sơ đó trước.", code="has_person"
            )
        if not same_name(account.full_name, person.full_name):
            raise _no_match()
        person.account = account
        person.save(update_fields=["account"])


def link_by_number(*, account: User, citizen_number: str, by: User) -> Person:
    """Link to the person who has the number and the account's name. Raises LinkRefused.

    One sentence for an unknown number and for another name: the number's holder is told to nobody.
    """
    number = clean(citizen_number).replace(" ", "")
    person = Person.objects.filter(citizen_number=number).first() if number.isascii() else None
    if person is None or not same_name(account.full_name, person.full_name):
        raise _no_match()
    link_account(account=account, person=person, by=by)
    return person


def unlink_account(*, account: User, by: User) -> None:
    """Take the record away from the account, if it has one."""
    with transaction.atomic(), pghistory.context(what="Gỡ tài khoản khỏi hồ sơ", user=by.pk):
        clock.shared()
        for person in Person.objects.select_for_update(of=["self"]).filter(account=account).order_by("pk"):
            person.account = None
            person.save(update_fields=["account"])


def same_name(one: str, other: str) -> bool:
    """Without regard to case, spaces and the form of Unicode; what stands in brackets doesn't count."""
    return _key(one) == _key(other)


def _key(name: str) -> str:
    return clean(unicodedata.normalize("NFC", name).partition("(")[0]).casefold()


def _no_match() -> LinkRefused:
    return LinkRefused(
        "Không có người nào có đúng số định danh này và họ tên của tài khoản. "
        "Kiểm tra lại số; họ tên của tài khoản phải viết như trong hồ sơ.",
        code="no_match",
        field="citizen_number",
    )


def has_record(request: HttpRequest) -> bool:
    """Whether the menu shows one's own record."""
    return getattr(request.user, "has_record", False)
