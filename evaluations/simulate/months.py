"""The months of a year under the decrees that score: written and sent by everybody, confirmed from below."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from evaluations.law.kinds.scores import StepChoice
from evaluations.law.numbers import shown
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import PeriodScore
from evaluations.scores import confirm_many, write
from evaluations.scores import open as opening
from evaluations.scores.confirm import judge
from evaluations.scores.facts import DERIVED
from evaluations.scores.periods import Period, periods_of
from evaluations.seats import units_of

CONFIRMED_AFTER = timedelta(days=3)  # a month's last day
WORK = ("Thẩm định hồ sơ", "Soạn thảo văn bản", "Tổng hợp báo cáo")


def play(this) -> None:
    """Every month of the year, up to that of the rating, which is closed early."""
    for period in periods_of(this.cycle):
        this.tell(f"Điểm {period.name}")
        with transaction.atomic():
            opening.write(this.cycle, period, opening.spans(this.cycle, period), by=this.officer)
        scores = list(
            PeriodScore.objects.current()
            .filter(cycle=this.cycle, period_on=period.first, confirmed_at=None)
            .select_related("person__account")
            .order_by("pk")
        )
        for score in scores:
            this.attempt("phiếu theo dõi", lambda score=score: _write(this, score))
        for score in scores:
            if score.is_leader and score.monitor_unit_id in this.heads:
                this.attempt("điểm d, đ, e", lambda score=score: _judge(this, score))
        _confirm(this, period, scores)


def _confirm(this, period: Period, scores: list[PeriodScore]) -> None:
    """Unit by unit, the lowest ones first."""
    tree = units_of(period.last)

    def depth(unit: int | None) -> int:
        return depth(tree[unit].parent_id) + 1 if unit in tree else 0

    waiting = {one.monitor_unit_id for one in scores} & set(this.heads)
    for unit in sorted(waiting, key=lambda unit: (-depth(unit), unit)):
        this.attempt("đơn vị xác nhận điểm", lambda unit=unit: _confirm_unit(this, period, unit))


def _confirm_unit(this, period: Period, unit: int) -> None:
    this.counted["điểm đã xác nhận"] += confirm_many.confirm_sent(
        this.cycle,
        period,
        [unit],
        by=this.heads[unit],
        today=min(period.last + CONFIRMED_AFTER, this.decided_on),
    )


def _write(this, score: PeriodScore) -> None:
    rng, by = this.rng, score.person.account
    parts = {code: shown(most) for code, most in write.parts_of(score).items()}
    first = next(iter(parts))
    parts[first] = shown(write.parts_of(score)[first] - rng.choice((0, 0, 1)))
    rows = [
        {
            "name": name,
            "coefficient": Decimal(rng.choice(("1.00", "1.50", "2.00"))),
            "assigned": Decimal(n := rng.randint(4, 12)),
            "done": Decimal(n if rng.random() < 0.9 else n - 1),
            "faults": int(rng.random() < 0.05),
            "delays": int(rng.random() < 0.1),
        }
        for name in WORK
    ]
    write.save(score=score, parts=parts, words={"strengths": "Đúng hạn."}, rows=rows, by=by)
    write.submit(score=score, by=by)


def _judge(this, score: PeriodScore) -> None:
    """All of the law's shares in full; of d, where it must be chosen, with a reason."""
    leading: dict = {}
    for rule in all_rule_sets()[score.law].rules:
        if isinstance(rule, StepChoice):
            fact, chosen = (name.removeprefix("leading.") for name in (rule.full, rule.chosen))
            if fact in DERIVED:
                leading[chosen] = {"percent": "100", "reason": "Lĩnh vực phụ trách hoàn thành."}
            else:
                leading[fact] = True
    judge(score=score, parts={}, leading=leading, remarks="", by=this.heads[score.monitor_unit_id])
