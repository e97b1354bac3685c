"""Telling heads that what a score or a rating stood on was replaced since; what to do is theirs to decide."""

from collections.abc import Collection

from evaluations.enums import About, Place, RatingLevel
from evaluations.models import Cycle, Notice, PeriodScore, Rating, Recognition
from evaluations.organisations import DIVISIONS
from evaluations.scores.periods import period_from


def tell_replaced_scores(scores: Collection[PeriodScore]) -> None:
    """Of scores that take another's place: who monitors a leader whose d stood on the old one, and who signed
    the year's rating, if it is signed. In a fixed number of queries."""
    new = {one.replaces_id: one for one in scores if one.replaces_id}
    if not new:
        return
    first = next(iter(new.values()))
    period = period_from(Cycle.objects.get(pk=first.cycle_id), first.period_on).name
    leaders = PeriodScore.objects.standing().confirmed().filter(stood_on__overlap=list(new))
    notices = [
        Notice(
            score=one, unit_id=one.monitor_unit_id, about=About.CHANGE,
            text=f"Điểm {period} của {_names(new[pk] for pk in one.stood_on if pk in new)} đã được chấm lại: "
            f"xem lại d của {one.person.full_name} và chấm lại nếu cần.",
        )
        for one in leaders.select_related("person")
    ]  # fmt: skip
    people = {one.person_id for one in new.values()}
    rated = Rating.objects.standing().filter(evaluation__cycle=first.cycle_id, evaluation__person__in=people)
    notices += [
        Notice(
            evaluation=one.evaluation, unit_id=one.evaluation.rater_unit_id, about=About.CHANGE,
            text=f"Điểm {period} của {one.evaluation.person.full_name} được chấm lại sau khi đã xếp loại: "
            "xem kết quả còn đúng quy định không.",
        )
        for one in rated.select_related("evaluation__person")
    ]  # fmt: skip
    Notice.objects.bulk_create(notices)


def tell_lowered_organisation(recognition: Recognition) -> None:
    """Who rates the head, where the head's rating now stands above the organisation's level (khoản 6 Điều 20
    NĐ 335/2025)."""
    one, order = recognition.evaluation, RatingLevel.values
    above = [level for level in order if order.index(level) < order.index(recognition.level)]
    places = [Place.EMPLOYING_HEAD] + ([Place.DIRECT_HEAD] if one.place in DIVISIONS else [])
    heads = Rating.objects.standing().filter(
        evaluation__place__in=places, evaluation__cycle=one.cycle_id,
        evaluation__unit=one.unit_id, level__in=above,
    ).select_related("evaluation__person")  # fmt: skip
    Notice.objects.bulk_create(
        Notice(
            evaluation=head.evaluation, unit_id=head.evaluation.rater_unit_id, about=About.CHANGE,
            text=f"{head.evaluation.person.full_name} đã được xếp {head.get_level_display().lower()}, cao "
            f"hơn mức mới của đơn vị ({recognition.get_level_display().lower()}): thay kết quả cho đúng.",
        )
        for head in heads
    )  # fmt: skip


def _names(scores) -> str:
    return ", ".join(sorted(one.person.full_name for one in scores))
