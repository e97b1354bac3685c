"""The chain of a cycle: self-evaluations, steps of each unit, the sheet and the decision."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from evaluations import cap, record_step, self_evaluate, unit_targets
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.enums import RatingLevel, Step
from evaluations.law.kinds.documents import ATTENDANTS
from evaluations.models import Evaluation, Organisation
from evaluations.propose import propose
from evaluations.sheet import SheetRow, sheet
from evaluations.steps_done import is_rated_above

WORK = (
    "Tham mưu văn bản",
    "Giải quyết hồ sơ",
    "Kiểm tra, hướng dẫn cơ sở",
    "Báo cáo định kỳ",
    "Việc đột xuất",
)
LEVELS = list(RatingLevel.values)


def write(this) -> None:
    """Everybody's self-evaluation; for each unit its targets, minutes, opinion and synthesis."""
    people = this.rated()
    this.tell(f"{len(people)} phiếu tự đánh giá")
    for one in people:
        this.attempt("phiếu tự đánh giá", lambda one=one: _self(this, one))
    for organisation in Organisation.objects.filter(cycle=this.cycle, unit__in=this.units).order_by("pk"):
        this.attempt("biên bản, ý kiến, tổng hợp", lambda one=organisation: _steps(this, one))


def sign(this, units: Iterable[int]) -> None:
    """The sheet of each unit's head, lower units first: a level for everybody, then one decision."""
    below_first = sorted(units, key=lambda unit: (unit not in this.units, -_people(this, unit), unit))
    this.tell(f"{len(below_first)} người đứng đầu chấm và ký")
    for number, unit in enumerate(below_first, start=1):
        this.attempt("quyết định xếp loại", lambda unit=unit, n=number: _sign(this, unit, n))


def _people(this, unit: int) -> int:
    return Evaluation.objects.filter(cycle=this.cycle, rater_unit=unit, unit=unit).count()


def _self(this, one: Evaluation) -> None:
    """Work and words where the year's form asks for them; the months behind a score are written already."""
    by = one.person.account
    rows = [_work(this)] if self_evaluate.asks_work(one) else None
    answers = {code: "Thực hiện tốt." for code, _ in self_evaluate.criteria_of(one)}
    words = {
        "strengths": "Hoàn thành công việc được giao.",
        "weaknesses": "Cần chủ động hơn.",
        "level": "GOOD",
    }
    self_evaluate.save(evaluation=one, words=words, answers=answers, rows=rows, by=by)
    self_evaluate.submit(evaluation=one, by=by)


def _work(this) -> dict[str, Any]:
    rng = this.rng
    assigned = rng.randint(10, 30)
    late = max(0, round(rng.gauss(0.4, 0.9))) if rng.random() < 0.3 else 0
    beyond = round(assigned * rng.choice((0.2, 0.3, 0.4, 0.5, 0.6)))
    return {
        "name": rng.choice(WORK),
        "assigned": Decimal(assigned),
        "done": Decimal(assigned),
        "on_time": Decimal(assigned - late),
        "beyond": Decimal(min(beyond, assigned - late)),
    }


def _steps(this, organisation: Organisation) -> None:
    by = this.heads.get(organisation.unit_id, this.officer)
    n = max(1, organisation.evaluations.count())
    unit_targets.put_targets(
        organisation=organisation, person_id=None, all=10, completed=10, on_time=this.rng.randint(8, 10),
        exceeded=this.rng.randint(3, 7), by=by,
    )  # fmt: skip
    for step in (Step.MEETING, Step.PARTY_OPINION, Step.SYNTHESIS):
        meeting: dict[str, Any] = {}
        if step == Step.MEETING:
            meeting = {"attendants": list(ATTENDANTS), "present": n, "invited": n}
        record_step.record_step(
            organisation=organisation, step=step, held_on=this.decided_on,
            number="01-NX/CB" if step == Step.PARTY_OPINION else "", **meeting,
            by=by if step == Step.MEETING else this.officer,
        )  # fmt: skip


def _synthesis(this, one: Evaluation) -> None:
    """Of who is rated from above it is of the level that rates."""
    record_step.record_step(
        organisation=one.organisation, evaluation=one, step=Step.SYNTHESIS, held_on=this.decided_on,
        by=this.officer,
    )  # fmt: skip


def _sign(this, unit: int, number: int) -> None:
    by = this.heads[unit]
    rows = [row for row in sheet(this.cycle, unit, user=by).rows if not row.rating]
    if not rows:
        return
    for row in rows:
        if is_rated_above(row.evaluation):
            _synthesis(this, row.evaluation)
    left = _places(this, unit, rows)
    choices = []
    for row in rows:
        level, reason = _chosen(this, row, left)
        if level:
            propose(evaluation=row.evaluation, level=level, reason=reason, by=by)
        choices.append(Choice(row.evaluation.pk, level, reason))
    decide(
        cycle=this.cycle, unit_id=unit, choices=choices, number=f"{number}/QĐ-XL", decided_on=this.decided_on,
        by=by, today=this.decided_on,
    )  # fmt: skip
    this.counted["người được ký"] += len(choices)


def _places(this, unit: int, rows: list[SheetRow]) -> Counter[str]:
    """How many more may be excellent by each law; all where the law has no cap."""
    found: Counter[str] = Counter()
    for law, pool in cap.standing(this.cycle, unit, {row.evaluation.law for row in rows}).items():
        those = [row for row in rows if row.evaluation.law == law]
        good = [(row.evaluation, RatingLevel.GOOD) for row in those if row.suggested in cap.COUNTED]
        levels = pool.signed + pool.levels(good)
        count, _ = cap.counted(this.cycle, pool, group=those[0].evaluation.group, levels=levels)
        found[law] = len(those) if count.most is None else max(0, count.most - count.excellent)
    return found


def _chosen(this, row: SheetRow, left: Counter[str]) -> tuple[str, str]:
    """The level that a head would put down: what the law suggests, within the places, with few exceptions."""
    outcome, law = row.verdict["outcome"], row.evaluation.law
    if outcome == "not_rated":
        return "", ""
    if outcome in ("reasoned_decision", "incomplete", "hold"):
        return RatingLevel.FULFILLED, "Theo ý kiến của tập thể và nhiệm vụ thực tế trong năm."
    level = row.suggested
    if level == RatingLevel.EXCELLENT:
        if left[law] > 0:
            left[law] -= 1
            return level, "Dẫn đầu về kết quả trong năm." if row.is_contested else ""
        return RatingLevel.GOOD, "Tập thể bình chọn người khác trong tỷ lệ."
    is_open = row.verdict["levels"][RatingLevel.FULFILLED]["state"] == "open"
    if outcome == "suggested" and level == RatingLevel.GOOD and is_open and this.rng.random() < 0.02:
        return RatingLevel.FULFILLED, "Còn hạn chế trong phối hợp công việc."
    return level, ""
