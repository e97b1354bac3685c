"""What may still be written about an organisation's evaluation."""

from evaluations.enums import OrganisationState
from evaluations.errors import EvaluationRefused
from evaluations.models import OrganisationEvaluation


def locked_organisation(evaluation: OrganisationEvaluation, *, again: bool = False) -> OrganisationEvaluation:
    """The evaluation, locked. Raises EvaluationRefused once it is closed or left out; or recognised, save
    where it is evaluated ``again``: what was signed keeps its grounds."""
    rows = OrganisationEvaluation.objects.select_for_update(of=("self",)).select_related(
        "organisation", "cycle"
    )
    found = rows.get(pk=evaluation.pk)
    if found.organisation.state != OrganisationState.OPEN:
        raise EvaluationRefused("Kỳ đánh giá của đơn vị không mở nên không ghi được.", code="closed")
    if not again and found.recognitions.exists():
        raise EvaluationRefused(
            "Tổ chức này đã có quyết định công nhận nên không sửa được nữa.", code="signed"
        )
    if found.left_out:
        raise EvaluationRefused(f"Tổ chức này không thuộc diện xếp loại ({found.left_out}).", code="left_out")
    return found
