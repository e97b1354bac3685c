"""The side of who monitors: points, what is said of leading, causes confirmed; and the confirmation."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import pghistory
from django.db import transaction

from core import days
from evaluations.against import against_act
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.models import OnBehalf, PeriodScore, Relative
from evaluations.scores.sheet import mark_of, rows_of
from evaluations.scores.waves import together, write_confirmed
from evaluations.scores.write import checked_parts, locked, refuse_closed
from evaluations.signers import may_sign, person_of, signer_of
from evaluations.who_may import signs_for
from work.models import WorkItem

CHANGED = "Phiếu đã đổi sau khi bạn mở trang này: chưa xác nhận. Xem lại rồi bấm lần nữa."
ONESELF = "Không ai tự theo dõi, đánh giá cho mình."


def judge(
    *, score: PeriodScore, parts: Mapping[str, str], leading: Mapping[str, Any], remarks: str, by
) -> PeriodScore:
    """Put down the points given and what is said of leading; empty points keep the person's own. Raises
    EvaluationRefused."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Chấm điểm theo dõi"):
        score = locked(score)
        _refuse_oneself(score, by)
        score.parts = checked_parts(score, parts)
        score.leading = dict(leading) if score.is_leader else {}
        score.remarks = remarks.strip()
        score.save(update_fields=["parts", "leading", "remarks"])
    return score


def confirm_cause(
    *, item: WorkItem, score: PeriodScore, faults: int, delays: int, cause: str, by
) -> WorkItem:
    """Confirm that so many of a product's faults and delays had an objective cause: an act of who monitors.
    Raises EvaluationRefused for anybody else or one's own work, without a cause, for more than there were."""
    with transaction.atomic(), pghistory.context(user=by.pk, what="Xác nhận nguyên nhân khách quan"):
        score = locked(score)
        _refuse_oneself(score, by)
        refuse_others(score, by)
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


def confirm(*, unit_id: int, score_ids: Collection[int], by, today: date, seen: str = "") -> int:
    """Confirm the scores of people whom the unit's head monitors, staff before those who lead them; all or
    none. How many. ``seen`` is ``mark_of`` the rows as the signer saw them. Raises Blocked with all that
    stands in the way, else EvaluationRefused."""
    if not score_ids:
        raise EvaluationRefused("Chưa chọn phiếu nào để xác nhận.", code="nobody")
    with transaction.atomic(), pghistory.context(user=by.pk, what="Xác nhận điểm theo dõi"):
        delegation = may_sign(unit_id, by=by, days=(today,))
        found = list(
            PeriodScore.objects.select_for_update(of=("self",))
            .filter(pk__in=score_ids, monitor_unit=unit_id)
            .select_related("person")
            .order_by("pk")
        )
        if len(found) < len(set(score_ids)):
            raise EvaluationRefused(
                "Có phiếu không thuộc thẩm quyền theo dõi của đơn vị này. Tải lại trang.", code="not_theirs"
            )
        refuse_closed(found)
        person = person_of(by)
        for one in found:
            if person and person.pk == one.person_id:
                raise EvaluationRefused(ONESELF, code="oneself")
            if one.confirmed_at:
                raise EvaluationRefused(
                    f"Điểm của {one.person.full_name} đã được xác nhận.", code="confirmed"
                )
        if seen and mark_of(rows_of(found)) != seen:
            raise EvaluationRefused(CHANGED, code="changed")
        signer = signer_of(by, delegation, today)
        relatives = [one for one in found if one.person_id in signer.relatives]
        against = [
            (one, sentence)
            for one in relatives
            for sentence in against_act(one, "monitor", level="", signer=signer, papers=[])
        ]
        if troubles := together(against) or write_confirmed(found, by=by, today=today):
            raise Blocked(troubles)
    return len(found)


def never_by(user, *, today: date) -> frozenset[int]:
    """The people whose scores the user never confirms: themself and their relatives."""
    person = person_of(user)
    return Relative.objects.of(person, on=today) | {person.pk} if person else frozenset()


def refuse_others(score: PeriodScore, by) -> None:
    """Raises EvaluationRefused for who doesn't monitor, nor signs for who does; a clerk only prepares."""
    if score.monitor_unit_id not in signs_for(by):
        raise EvaluationRefused(
            "Chỉ người theo dõi, đánh giá, hoặc người được ủy quyền bằng văn bản còn hiệu lực, mới làm được.",
            code="not_the_monitor",
        )


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
            "is_leader", "title", "law", "stricter", "monitor_unit_id", "own_parts", "strengths",
            "weaknesses", "submitted_at", "parts", "leading", "remarks",
        )  # fmt: skip
        new = PeriodScore.objects.create(
            **{name: getattr(old, name) for name in copied},
            version=old.version + 1,
            replaces=old,
            replaced_for=reason.strip(),
        )
        if entered := OnBehalf.objects.filter(score=old).first():
            kept = ("kind", "reason", "source", "made_by", "made_on")
            OnBehalf.objects.create(score=new, **{name: getattr(entered, name) for name in kept})
    return new


def _refuse_oneself(score: PeriodScore, by) -> None:
    """Nobody monitors themselves (khoản 1 Điều 10 NĐ 335/2025; rule ``not-oneself``), nor a relative where
    the law in force keeps relatives apart (``not-a-relative``)."""
    person = person_of(by)
    if person and person.pk == score.person_id:
        raise EvaluationRefused(ONESELF, code="oneself")
    signer = signer_of(by, None, days.today())
    if score.person_id in signer.relatives:
        for sentence in against_act(score, "monitor", level="", signer=signer, papers=[]):
            raise EvaluationRefused(sentence, code="relative")
