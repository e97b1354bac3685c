"""Taking back the latest single change of a person while nothing later stands on it (hoàn tác)."""

from django.db.models import Q

from accounts.models import User
from agencies.models import Act
from core.days import since
from staff.errors import StaffRefused
from staff.facts import changing
from staff.models import Person, Post, Qualification, Salary

MODELS = (Post, Salary, Qualification)


def latest_act(person_id: int) -> Act | None:
    """The act that was written last about the person, in one query."""
    wrote = Q()
    for model in MODELS:
        facts = model.objects.filter(person_id=person_id).order_by()
        for column in ("opened_by", "closed_by"):
            wrote |= Q(pk__in=facts.exclude(**{column: None}).values(column))
    return Act.objects.filter(wrote).order_by("-pk").first()


def can_withdraw(act: Act | None) -> bool:
    """Only single changes are taken back here; a batch is undone as a whole."""
    return act is not None and act.batch_id is None


def withdraw(*, person: Person, act: Act, reason: str, by: User) -> None:
    """Delete what the act opened, open again what it closed, and delete the act; the history keeps it all.

    Raises StaffRefused: ``no_reason``, ``not_latest``, ``of_a_batch``.
    """
    if not reason.strip():
        raise StaffRefused("Ghi lý do hoàn tác.", code="no_reason", field="reason")
    with changing(person, what=f"Hoàn tác: {act}", by=by, reason=reason.strip()):
        latest = latest_act(person.pk)
        if latest is None or latest.pk != act.pk:
            raise StaffRefused(
                "Sau thay đổi này đã có thay đổi khác của cùng người, nên không hoàn tác được nữa.",
                code="not_latest",
            )
        if not can_withdraw(latest):
            raise StaffRefused(
                f"Thay đổi này thuộc đợt nhập số {latest.batch_id}. "
                "Hãy hoàn tác cả đợt ở trang của đợt nhập.",
                code="of_a_batch",
            )
        for model in MODELS:
            facts = model.objects.filter(person=person)
            facts.filter(opened_by=latest).delete()
            for fact in facts.filter(closed_by=latest).order_by("pk"):
                fact.valid, fact.closed_by = since(fact.begins_on), None
                fact.save(update_fields=["valid", "closed_by"])
        latest.delete()
