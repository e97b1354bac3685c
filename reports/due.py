"""Reports that fall due: beat asks often, each period's close makes one report, however often it is asked."""

from datetime import date

from reports import make
from reports.freeze import first_known
from reports.models import Report, Schedule
from reports.periods import closed


def make_due(*, today: date) -> list[Report]:
    """Start the reports of every active schedule's periods that closed since it was activated.

    Those that closed before the first roster have nothing to tell.
    """
    made: list[Report] = []
    first = first_known()
    if first is None:
        return made
    for schedule in Schedule.objects.filter(is_active=True).select_related("drafter"):
        for period in closed(schedule.period, after=max(schedule.active_from, first), by=today):
            report, is_new = make.start(
                definition=schedule.definition,
                unit_id=schedule.unit_id,
                day=period.day,
                since=period.since,
                by=schedule.drafter,
                period_words=period.words,
                due_on=period.due_on,
            )
            if is_new:
                made.append(report)
    return made
