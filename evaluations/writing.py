"""What may still be written about an evaluation."""

from evaluations.enums import OrganisationState
from evaluations.errors import EvaluationRefused
from evaluations.models import Evaluation


def locked(evaluation: Evaluation) -> Evaluation:
    """The evaluation, locked. Raises EvaluationRefused once its unit is closed or its rating signed."""
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.get(pk=evaluation.pk)
    if found.organisation.state != OrganisationState.OPEN:
        raise EvaluationRefused("Kỳ đánh giá của đơn vị không mở nên không ghi được.", code="closed")
    if found.left_on:
        raise EvaluationRefused("Người này không còn trong phạm vi kỳ nên không ghi được.", code="left")
    if found.ratings.exists():
        raise EvaluationRefused("Người này đã có quyết định xếp loại nên không sửa được nữa.", code="signed")
    return found
