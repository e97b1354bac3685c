"""Matters about a unit: complaints to look into first, wrongdoing concluded, corruption handled by law."""

from datetime import date

import pghistory
from django.db import transaction

from evaluations.errors import EvaluationRefused
from evaluations.models import UnitMatter
from evaluations.organisation_enums import MatterKind


def record_matter(
    *, unit_id: int, kind: str, on: date, text: str, by, today: date, number: str = "", source: str = "",
    person_id: int | None = None,
) -> UnitMatter:  # fmt: skip
    """A complaint may be anonymous; a conclusion needs its paper. Raises EvaluationRefused."""
    if kind not in MatterKind.values:
        raise EvaluationRefused("Chọn loại việc.", code="kind", field="kind")
    if not text.strip():
        raise EvaluationRefused("Ghi nội dung.", code="text", field="text")
    if on > today:
        raise EvaluationRefused("Ngày chưa đến thì chưa ghi được.", code="future", field="on")
    if kind != MatterKind.COMPLAINT and not (number.strip() and source.strip()):
        raise EvaluationRefused(
            "Kết luận, xử lý phải có số văn bản và cơ quan ban hành.", code="paper", field="number"
        )
    if person_id and kind != MatterKind.CORRUPTION:
        raise EvaluationRefused(
            "Chỉ ghi người trực tiếp phụ trách khi có tham ô, tham nhũng, lãng phí.",
            code="person",
            field="person",
        )
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi việc về đơn vị"):
        return UnitMatter.objects.create(
            unit_id=unit_id, kind=kind, on=on, text=text.strip(), number=number.strip(),
            source=source.strip(), person_id=person_id, made_by=by,
        )  # fmt: skip


def verify_matter(
    *, matter: UnitMatter, verified_on: date, verified_by: str, finding: str, by, today: date
) -> UnitMatter:
    """Say who looked into a complaint and what was found. Raises EvaluationRefused."""
    if not verified_by.strip() or not finding.strip():
        raise EvaluationRefused("Ghi ai xác minh và kết quả.", code="empty", field="finding")
    if not matter.on <= verified_on <= today:
        raise EvaluationRefused(
            f"Ngày xác minh phải từ ngày nhận ({matter.on:%d/%m/%Y}) đến hôm nay.",
            code="day",
            field="verified_on",
        )
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi kết quả xác minh về đơn vị"):
        found = UnitMatter.objects.select_for_update().get(pk=matter.pk)
        if found.kind != MatterKind.COMPLAINT:
            raise EvaluationRefused("Chỉ đơn thư, phản ánh mới cần xác minh.", code="kind")
        found.verified_on, found.verified_by = verified_on, verified_by.strip()
        found.finding = finding.strip()
        found.save(update_fields=["verified_on", "verified_by", "finding"])
    return found


def withdraw_matter(*, matter: UnitMatter, reason: str, by) -> None:
    """Take back what was written down by mistake, with the reason. Raises EvaluationRefused."""
    if not reason.strip():
        raise EvaluationRefused("Ghi lý do rút.", code="reason", field="reason")
    with (
        transaction.atomic(),
        pghistory.context(user=by.pk, what="Rút việc ghi về đơn vị", reason=reason.strip()),
    ):
        UnitMatter.objects.filter(pk=matter.pk).delete()
