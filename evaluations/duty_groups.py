"""Naming groups of like duties within a unit's pool of the cap, and putting people into them."""

from collections.abc import Collection

import pghistory
from django.db import IntegrityError, transaction

from agencies.rights import Right
from agencies.scope import covered
from core.days import today
from evaluations import cap
from evaluations.enums import CycleState
from evaluations.errors import EvaluationRefused
from evaluations.law.kinds.pools import QuotaShare
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, DutyGroup, DutyMember, Evaluation, Pool, Rating
from evaluations.who_may import signs_for


def may_group(user, unit_id: int) -> bool:
    """Who decides by the pool, and Home Affairs' officer who prepares the cycle where the unit is."""
    return unit_id in signs_for(user) or covered(user, Right.PREPARE_CYCLE, on=today()).holds(unit_id)


def is_capped(law: str) -> bool:
    return any(isinstance(rule, QuotaShare) for rule in all_rule_sets()[law].rules)


def name_group(*, cycle: Cycle, unit_id: int, law: str, name: str, by) -> DutyGroup:
    """A new group, with nobody in it yet. Raises EvaluationRefused."""
    name = " ".join(name.split())
    if not name:
        raise EvaluationRefused("Đặt tên cho nhóm.", code="name", field="name")
    if not is_capped(law):
        raise EvaluationRefused(
            "Quy định này không khống chế tỷ lệ xuất sắc nên không cần chia nhóm.",
            code="no_cap",
            field="name",
        )
    with transaction.atomic(), pghistory.context(user=by.pk, what="Lập nhóm nhiệm vụ tương đồng"):
        pool = _locked(cycle, unit_id, law, by)
        _demand_unsigned(pool)
        try:
            with transaction.atomic():
                return DutyGroup.objects.create(pool=pool, name=name, made_by=by)
        except IntegrityError:
            raise EvaluationRefused("Đã có nhóm mang tên này.", code="named", field="name") from None


def put_into(
    *, cycle: Cycle, unit_id: int, law: str, people: Collection[int], group: DutyGroup | None, by
) -> int:
    """Put people (evaluations' ids) into the group, or back among the rest (None). Returns how many.

    Raises EvaluationRefused for nobody, for somebody of another pool, and for who is signed already.
    """
    if not people:
        raise EvaluationRefused("Chọn ít nhất một người.", code="nobody")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Xếp người vào nhóm nhiệm vụ tương đồng"):
        pool = _locked(cycle, unit_id, law, by)
        theirs = Evaluation.objects.staying().filter(cycle=cycle, rater_unit=unit_id, law=law, pk__in=people)
        if theirs.count() < len(set(people)) or (group and group.pool_id != pool.pk):
            raise EvaluationRefused("Có người hoặc nhóm không thuộc phiếu này. Tải lại trang.", code="theirs")
        if signed := theirs.filter(ratings__isnull=False).select_related("person").first():
            raise EvaluationRefused(
                f"{signed.person.full_name} đã có quyết định xếp loại nên ở lại trong nhóm của mình.",
                code="signed",
            )
        DutyMember.objects.filter(evaluation__in=people).delete()
        if group:
            DutyMember.objects.bulk_create([DutyMember(evaluation_id=pk, group=group) for pk in set(people)])
    return len(set(people))


def dissolve(*, group: DutyGroup, by) -> None:
    """Its people are again among the rest. Raises EvaluationRefused."""
    pool = group.pool
    with transaction.atomic(), pghistory.context(user=by.pk, what="Bỏ nhóm nhiệm vụ tương đồng"):
        _demand_unsigned(_locked(pool.cycle, pool.unit_id, pool.law, by))
        group.delete()


def _locked(cycle: Cycle, unit_id: int, law: str, by) -> Pool:
    if not may_group(by, unit_id):
        raise EvaluationRefused(
            "Chỉ người có thẩm quyền xếp loại, hoặc Sở Nội vụ chuẩn bị kỳ, chia nhóm nhiệm vụ tương đồng.",
            code="not_theirs",
        )
    if cycle.state != CycleState.OPEN:
        raise EvaluationRefused("Kỳ đánh giá không mở.", code="closed")
    return cap.locked(cycle, {(unit_id, law)})[unit_id, law]


def _demand_unsigned(pool: Pool) -> None:
    """What is signed stands on the groups as they were."""
    if Rating.objects.filter(pool=pool).exists():
        raise EvaluationRefused(
            "Đã có quyết định xếp loại theo cách chia nhóm hiện nay nên không lập, không bỏ nhóm được; "
            "chỉ xếp được người chưa có quyết định vào các nhóm đang có.",
            code="signed",
        )
