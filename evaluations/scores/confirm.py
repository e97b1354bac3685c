"""The side of who monitors: points, what is said of leading, causes confirmed; and the confirmation."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from evaluations.decide import Blocked, may_sign, person_of
from evaluations.errors import EvaluationRefused
from evaluations.models import PeriodScore
from evaluations.scores.facts import Under, facts_of, judged, product_row, products_of, under_of
from evaluations.scores.write import checked_parts, locked, refuse_closed
from work.models import WorkItem

FEW = 3  # of more people a sentence says how many, not who


def judge(
    *, score: PeriodScore, parts: Mapping[str, str], leading: Mapping[str, Any], remarks: str, by
) -> PeriodScore:
    """Put down the points given and what is said of leading; empty points keep the person's own. Raises
    EvaluationRefused."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Chấm điểm theo dõi"):
        score = locked(score)
        _refuse_oneself(score, by)
        score.parts = checked_parts(score.law, parts)
        score.leading = dict(leading) if score.is_leader else {}
        score.remarks = remarks.strip()
        score.save(update_fields=["parts", "leading", "remarks"])
    return score


def confirm_cause(
    *, item: WorkItem, score: PeriodScore, faults: int, delays: int, cause: str, by
) -> WorkItem:
    """Confirm that so many of a product's faults and delays had an objective cause. Raises EvaluationRefused
    for one's own work, without a cause, or for more than there were."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Xác nhận nguyên nhân khách quan"):
        score = locked(score)
        _refuse_oneself(score, by)
        item = WorkItem.objects.select_for_update(of=("self",)).get(pk=item.pk, person=score.person_id)
        if faults > item.faults or delays > item.delays:
            raise EvaluationRefused(
                f"“{item.name}” chỉ có {item.faults} lần sai sót lớn và {item.delays} lần chậm.",
                code="too_many",
            )
        if (faults or delays) and not cause.strip():
            raise EvaluationRefused("Ghi nguyên nhân khách quan.", code="cause")
        item.objective_faults, item.objective_delays = faults, delays
        item.objective_cause = cause.strip() if faults or delays else ""
        item.confirmed_by = by if faults or delays else None
        item.save(update_fields=["objective_faults", "objective_delays", "objective_cause", "confirmed_by"])
    return item


def confirm(*, unit_id: int, score_ids: Collection[int], by, today: date) -> int:
    """Confirm the scores of people whom the unit's head monitors, staff before those who lead them; all or
    none. How many. Raises Blocked with all that stands in the way, else EvaluationRefused."""
    if not score_ids:
        raise EvaluationRefused("Chưa chọn phiếu nào để xác nhận.", code="nobody")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Xác nhận điểm theo dõi"):
        may_sign(unit_id, by=by, days=(today,))
        found = list(
            PeriodScore.objects.select_for_update(of=("self",))
            .filter(pk__in=score_ids, monitor_unit=unit_id)
            .select_related("person")
            .order_by("pk")
        )
        _refuse_these(found, score_ids, by)
        staff = [one for one in found if not one.is_leader]
        leaders = [one for one in found if one.is_leader]
        troubles = [sentence for wave in (staff, leaders) if wave for sentence in _confirm(wave, by, today)]
        if troubles:
            raise Blocked(troubles)
    return len(found)


def replace_score(*, score: PeriodScore, reason: str, by, today: date) -> PeriodScore:
    """Begin a new version of a confirmed score; the old one stands until the new one is confirmed, and stays
    on file for ever. Raises EvaluationRefused."""
    if not reason.strip():
        raise EvaluationRefused("Ghi lý do thay điểm đã xác nhận.", code="reason", field="reason")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Thay điểm theo dõi"):
        may_sign(score.monitor_unit_id, by=by, days=(today,))
        old = PeriodScore.objects.select_for_update(of=("self",)).get(pk=score.pk)
        refuse_closed([old])
        _refuse_oneself(old, by)
        if old.confirmed_at is None or PeriodScore.objects.filter(replaces=old).exists():
            raise EvaluationRefused("Chỉ thay được điểm đang có hiệu lực.", code="not_standing")
        copied = (
            "cycle_id", "period_on", "person_id", "unit_id", "starts_on", "ends_on", "group", "place",
            "is_leader", "title", "law", "monitor_unit_id", "own_parts", "strengths", "weaknesses",
            "submitted_at", "parts", "leading", "remarks",
        )  # fmt: skip
        return PeriodScore.objects.create(
            **{name: getattr(old, name) for name in copied},
            version=old.version + 1,
            replaces=old,
            replaced_for=reason.strip(),
        )


def _refuse_these(found: list[PeriodScore], asked: Collection[int], by) -> None:
    if len(found) < len(set(asked)):
        raise EvaluationRefused(
            "Có phiếu không thuộc thẩm quyền theo dõi của đơn vị này. Tải lại trang.", code="not_theirs"
        )
    refuse_closed(found)
    for one in found:
        _refuse_oneself(one, by)
        if one.confirmed_at:
            raise EvaluationRefused(f"Điểm của {one.person.full_name} đã được xác nhận.", code="confirmed")


def _refuse_oneself(score: PeriodScore, by) -> None:
    """Nobody monitors themselves (khoản 1 Điều 10 NĐ 335/2025; the rule ``not-oneself``)."""
    person = person_of(by)
    if person and person.pk == score.person_id:
        raise EvaluationRefused("Không ai tự theo dõi, đánh giá cho mình.", code="oneself")


def _confirm(wave: list[PeriodScore], by, today: date):
    """Write the scores of one wave; yields what stands in the way, in which case all is rolled back."""
    facts, under, products = facts_of(wave), under_of(wave), products_of(wave)
    against: dict[str, list[str]] = {}
    now = timezone.now()
    for one in wave:
        verdict = judged(one, facts[one.pk])
        if sentence := stands_against(one, verdict, under.get(one.pk)):
            against.setdefault(sentence, []).append(one.person.full_name)
            continue
        one.confirmed_at, one.confirmed_by = now, by
        one.exact, one.level = verdict["score"]["exact"], verdict["level"] or ""
        one.steps = [{"says": step["says"], "cite": step["cite"]} for step in verdict["score"]["steps"]]
        one.products = [product_row(item) for item in products[one.pk]]
        one.stood_on = list(under[one.pk].scores) if one.pk in under else []
        one.is_provisional = today <= one.ends_on
    if not against:
        PeriodScore.objects.bulk_update(wave, CONFIRMED)
    for sentence, names in against.items():
        yield f"{', '.join(names) if len(names) <= FEW else f'{len(names)} người'}: {sentence}"


CONFIRMED = [
    "confirmed_at", "confirmed_by", "exact", "level", "steps", "products", "stood_on", "is_provisional",
]  # fmt: skip


def stands_against(one: PeriodScore, verdict: dict[str, Any], under: Under | None) -> str:
    """Why a score can't be confirmed yet; empty where it can."""
    if one.submitted_at is None:
        return "phiếu chưa được gửi."
    if under and not under.is_whole:
        return f"còn {under.waiting} người thuộc quyền chưa có điểm; chấm cấp dưới trước."
    if verdict["outcome"] == "hold":
        holding = (one for one in verdict["findings"] if one.get("outcome") == "hold")
        return " ".join(f"{one['says']} ({one['cite']})" for one in holding)
    return "" if "exact" in verdict.get("score", {}) else "chưa đủ dữ kiện để tính điểm."
