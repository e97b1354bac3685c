"""Chỉ tiêu của đơn vị, lĩnh vực phụ trách: what leaders are rated by besides their own work."""

import pghistory
from django.db import transaction

from evaluations.enums import OrganisationState
from evaluations.errors import EvaluationRefused
from evaluations.models import Evaluation, Organisation, Rating, UnitTargets


def put_targets(
    *, organisation: Organisation, person_id: int | None, all: int, completed: int, on_time: int,
    exceeded: int, by,
) -> UnitTargets:  # fmt: skip
    """Those of the unit, or of a leader's own field. Raises EvaluationRefused."""
    if all < 1:
        raise EvaluationRefused("Số chỉ tiêu được giao phải lớn hơn 0.", code="all", field="all")
    if completed > all:
        raise EvaluationRefused(
            "Số hoàn thành không thể nhiều hơn số được giao.", code="completed", field="completed"
        )
    for name, number in (("on_time", on_time), ("exceeded", exceeded)):
        if number > completed:
            raise EvaluationRefused("Số này không thể nhiều hơn số hoàn thành.", code=name, field=name)
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi chỉ tiêu của đơn vị"):
        organisation = _locked(organisation, person_id)
        if person_id and not Evaluation.objects.filter(organisation=organisation, person=person_id).exists():
            raise EvaluationRefused("Người này không thuộc đơn vị trong kỳ.", code="stranger", field="person")
        numbers = {"all": all, "completed": completed, "on_time": on_time, "exceeded": exceeded}
        made, _ = UnitTargets.objects.update_or_create(
            organisation=organisation, person_id=person_id, defaults=numbers | {"made_by": by}
        )
    return made


def drop_targets(*, organisation: Organisation, person_id: int, by) -> None:
    """A leader's own field is no longer told apart: the unit's targets count. Raises EvaluationRefused."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Xóa chỉ tiêu riêng của lĩnh vực"):
        organisation = _locked(organisation, person_id)
        UnitTargets.objects.filter(organisation=organisation, person=person_id).delete()


def _locked(organisation: Organisation, person_id: int | None) -> Organisation:
    """Raises EvaluationRefused once it is closed, or a rating that stands on these numbers is signed."""
    found = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if found.state != OrganisationState.OPEN:
        raise EvaluationRefused("Kỳ đánh giá của đơn vị không mở.", code="closed")
    signed = Rating.objects.filter(evaluation__organisation=found, evaluation__is_leader=True)
    if person_id:
        signed = signed.filter(evaluation__person=person_id)
    if signed.exists():
        raise EvaluationRefused(
            "Đã ký xếp loại người lãnh đạo dựa trên chỉ tiêu này nên không sửa được.",
            code="signed",
        )
    return found
