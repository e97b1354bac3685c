"""The organisations of a year: what each says of itself, then recognised by the level above, lower first."""

from decimal import Decimal

from evaluations.enums import RatingLevel
from evaluations.models import OrganisationEvaluation
from evaluations.organisation_propose import put_level
from evaluations.organisation_report import save_report, submit_report
from evaluations.organisations import WHOLE, criteria_of
from evaluations.recognise import Choice, Told, recognise

TOLD = [Told("Sở Nội vụ"), Told("Ban Tổ chức Tỉnh ủy")]


def play(this) -> None:
    """All reports, then each recogniser's decision, those of the lowest level first."""
    found = list(
        OrganisationEvaluation.objects.filter(cycle=this.cycle, left_out="")
        .select_related("unit")
        .order_by("pk")
    )
    this.tell(f"{len(found)} tổ chức tự đánh giá, được công nhận")
    for one in found:
        if one.unit_id in this.heads:
            this.attempt("tự đánh giá của tổ chức", lambda one=one: _report(this, one))
    recognisers = {one.recogniser_unit_id for one in found} & set(this.heads)
    rated = {one.unit_id for one in found}
    for number, unit in enumerate(sorted(recognisers, key=lambda unit: unit not in rated), start=1):
        those = [one for one in found if one.recogniser_unit_id == unit and one.unit_id in this.heads]
        this.attempt("công nhận tổ chức", lambda u=unit, t=those, n=number: _recognise(this, u, t, n))


def _report(this, one: OrganisationEvaluation) -> None:
    by = this.heads[one.unit_id]
    n = this.rng.randint(20, 40)
    said = {
        "tasks_all": n, "tasks_done": n, "tasks_on_time": n, "tasks_beyond": n // 4, "tasks_late": 0,
        "plan_all": n, "plan_done": n, "shortcomings": "none", "level": RatingLevel.GOOD,
    }  # fmt: skip
    criteria = criteria_of(one.law)
    points = {item.code: Decimal(item.most) * Decimal("0.85") for item in criteria} or {WHOLE: Decimal(85)}
    save_report(evaluation=one, said=said, points={k: round(v, 2) for k, v in points.items()}, by=by)
    submit_report(evaluation=one, by=by)


def _recognise(this, unit: int, those: list[OrganisationEvaluation], number: int) -> None:
    by = this.heads[unit]
    for one in those:
        put_level(evaluation=one, level=RatingLevel.GOOD, by=by)
    recognise(
        cycle=this.cycle, unit_id=unit, choices=[Choice(one.pk, RatingLevel.GOOD, "") for one in those],
        number=f"{number}/QĐ-TC", decided_on=this.decided_on, told=TOLD, by=by, today=this.decided_on,
    )  # fmt: skip
