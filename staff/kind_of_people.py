"""What kinds of workbooks about people share: for whom, by whom, and where each person's page is."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import Cover, covered, has_right
from core.days import today
from imports.kinds import Kind
from imports.models import Batch
from staff.models import Person


class OfPeople(Kind):
    """``scope`` is {} for the whole province or {"unit": id} for a unit and all below it."""

    def may_upload(self, user, scope: dict) -> bool:
        cover = _upload_cover(user)
        return cover.everywhere if "unit" not in scope else cover.holds(scope["unit"])

    def may_approve(self, user, batch: Batch) -> bool:
        cover = covered(user, Right.APPROVE_IMPORT, on=today())
        return cover.everywhere or cover.holds(batch.scope.get("unit"))

    def batches_seen_by(self, user) -> Q | None:
        approves, uploads = covered(user, Right.APPROVE_IMPORT, on=today()), _upload_cover(user)
        if approves.everywhere or uploads.everywhere:
            return Q()
        if not (approves or uploads):
            return None
        own = Q(uploaded_by=user, scope__unit__in=list(uploads.unit_ids))
        return own | Q(scope__unit__in=list(approves.unit_ids))

    def scopes_of(self, user) -> list[tuple[str, dict]]:
        cover = _upload_cover(user)
        if not cover:
            return []
        units = UnitPeriod.objects.as_of(today())
        units = units if cover.everywhere else units.of_units(cover.unit_ids)
        named = [
            (f"{name} ({code})", {"unit": pk})
            for name, code, pk in units.values_list("name", "code", "unit_id")
        ]
        return [("Toàn tỉnh", {}), *named] if cover.everywhere else named

    def scope_words(self, scope: dict, as_of: date) -> str:
        if "unit" not in scope:
            return "Toàn tỉnh"
        period = UnitPeriod.objects.as_of(as_of).of_units([scope["unit"]]).first()
        return f"{period.name} và các đơn vị trực thuộc" if period else "Một đơn vị không có vào ngày này"

    def labels(self, subject_ids: list[int]) -> dict[int, str]:
        return dict(Person.objects.filter(pk__in=subject_ids).values_list("pk", "full_name"))

    def subject_url(self, subject_id: int, as_of: date) -> str:
        return f"{reverse('staff:record', args=[subject_id])}?ngay={as_of:%Y-%m-%d}"


def _upload_cover(user) -> Cover:
    """Where the user may bring people in: a list shows them, so it takes the right to see people as well."""
    return covered(user, Right.UPLOAD, on=today()) if has_right(user, Right.SEE_PEOPLE) else Cover()
