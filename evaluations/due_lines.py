"""What is due besides the steps of evaluations: months' sheets, petitions, organisations' reports."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from evaluations.enums import OrganisationState, PetitionState
from evaluations.models import Cycle, Organisation, OrganisationEvaluation, PeriodScore, Petition, Recognition
from evaluations.scores.due import confirm_due, send_due
from evaluations.scores.periods import Period, periods_of

Line = tuple[int, date, str]  # the account, the day, the words
Acting = Mapping[int, set[int]]  # {unit: accounts that act as its head}


def due_lines(cycle: Cycle, soon: date, acting: Acting) -> Iterator[Line]:
    """What is due by the day, in five queries."""
    yield from _sheets(cycle, soon, acting)
    yield from _petitions(cycle, soon, acting)
    yield from _organisations(cycle, soon, acting)


def _sheets(cycle: Cycle, soon: date, acting: Acting) -> Iterator[Line]:
    """Sheets that aren't sent, by person; those sent and not confirmed, by who monitors."""
    periods = periods_of(cycle)
    opened = Organisation.objects.filter(cycle=cycle, state=OrganisationState.OPEN)
    waiting = PeriodScore.objects.current().filter(
        cycle=cycle, confirmed_at=None, unit__in=opened.values("unit")
    )
    send = _by(soon, {one: send_due(cycle, one) for one in periods})
    if send:
        own = waiting.filter(submitted_at=None, person__account__isnull=False, period_on__in=send)
        for user, first in own.order_by("pk").values_list("person__account", "period_on"):
            period, due = send[first]
            yield user, due, f"gửi phiếu theo dõi {period.name}"
    confirm = _by(soon, {one: confirm_due(cycle, one) for one in periods})
    if confirm:
        sent = waiting.filter(submitted_at__isnull=False, period_on__in=confirm)
        counted = sent.order_by().values("monitor_unit", "period_on").annotate(n=Count("pk"))
        for unit, first, n in counted.values_list("monitor_unit", "period_on", "n"):
            period, due = confirm[first]
            for user in acting.get(unit, ()):
                yield user, due, f"xác nhận điểm {period.name} của {n} người"


def _petitions(cycle: Cycle, soon: date, acting: Acting) -> Iterator[Line]:
    """Petitions that wait for an answer, by who rated or monitors; nobody answers their own."""
    found = Petition.objects.of_cycle(cycle).filter(state=PetitionState.OPEN, due_on__lte=soon)
    for rater, monitor, own, due in found.values_list(
        "rating__evaluation__rater_unit", "score__monitor_unit", "score__person__account", "due_on"
    ):
        for user in acting.get(rater or monitor, ()):
            if user != own:
                yield user, due, "trả lời kiến nghị"


def _organisations(cycle: Cycle, soon: date, acting: Acting) -> Iterator[Line]:
    """Reports that units haven't sent, and those sent that wait to be recognised."""
    unsigned = OrganisationEvaluation.objects.filter(
        ~Exists(Recognition.objects.filter(evaluation=OuterRef("pk"))), cycle=cycle, left_out="",
        organisation__state=OrganisationState.OPEN, organisation__rated_on__lte=soon,
    )  # fmt: skip
    unsent = unsigned.filter(Q(report=None) | Q(report__submitted_at=None))
    for unit, due in unsent.values_list("unit", "organisation__rated_on"):
        for user in acting.get(unit, ()):
            yield user, due, "gửi tự đánh giá của đơn vị"
    sent = unsigned.filter(report__submitted_at__isnull=False).order_by()
    counted = sent.values("recogniser_unit", "organisation__rated_on").annotate(n=Count("pk"))
    for unit, due, n in counted.values_list("recogniser_unit", "organisation__rated_on", "n"):
        for user in acting.get(unit, ()):
            yield user, due, f"công nhận xếp loại {n} tổ chức"


def _by(soon: date, due: Mapping[Period, date | None]) -> dict[date, tuple[Period, date]]:
    """{first day: (period, due day)} of those that are due by the day."""
    return {one.first: (one, day) for one, day in due.items() if day and day <= soon}
