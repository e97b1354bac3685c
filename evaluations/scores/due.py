"""Until when the sheets of a month or quarter are sent and confirmed: days after it, set for the cycle."""

from datetime import date, timedelta

from evaluations.models import Cycle
from evaluations.scores.periods import Period


def send_due(cycle: Cycle, period: Period) -> date | None:
    """Until when people send their sheets; None where the cycle has no such deadline."""
    return _after(period, cycle.send_within)


def confirm_due(cycle: Cycle, period: Period) -> date | None:
    """Until when who monitors confirms them; None where the cycle has no such deadline."""
    return _after(period, cycle.confirm_within)


def _after(period: Period, days: int | None) -> date | None:
    return None if days is None else period.last + timedelta(days=days)
