"""Nhận xét: what the head, the collective and the Party committee say of one person before the rating."""

from collections.abc import Mapping

import pghistory
from django.db import transaction

from evaluations.errors import EvaluationRefused
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Evaluation, Proposal
from evaluations.signers import person_of
from evaluations.writing import locked

LABELS = {
    "remarks": "Nhận xét của người đứng đầu hoặc người phụ trách",
    "collective": "Ý kiến của tập thể nơi công tác",
    "party": "Ý kiến của cấp ủy nơi công tác (nếu có)",
    "prospects": "Nhận định chiều hướng, triển vọng phát triển",
    "handling": "Đề xuất phương án xử lý",
}
WORDS = tuple(LABELS)


def asked_of(evaluation: Evaluation) -> list[str]:
    """The words that may be said of the person: what to do is proposed where their form asks for it (mục IV
    Mẫu số 02 NĐ 335/2025)."""
    scored = all_rule_sets()[evaluation.law].form("scores", evaluation.group) is not None
    return [name for name in WORDS if scored or name != "handling"]


def remark(*, evaluation: Evaluation, words: Mapping[str, str], by) -> Proposal:
    """Put the words given down, or mend them until the rating is signed; the level proposed and what others
    said stays as it is. Raises EvaluationRefused, also for what somebody would write of themselves."""
    person = person_of(by)
    if person and person.pk == evaluation.person_id:
        raise EvaluationRefused("Không tự ghi nhận xét về mình; người khác ghi.", code="oneself")
    said = {name: words[name].strip() for name in WORDS if name in words}
    with transaction.atomic(), pghistory.context(user=by.pk, what="Ghi nhận xét"):
        evaluation = locked(evaluation)
        proposal, _ = Proposal.objects.update_or_create(
            evaluation=evaluation, defaults=said, create_defaults=said | {"made_by": by}
        )
    return proposal
