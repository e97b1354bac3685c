"""Which day's law holds for a case."""

from datetime import date

from evaluations.law.facts import Facts

# By the law of the act's day, not of the period: who may sign, and which clock runs.
BY_DAY_OF_ACT = ("act", "petition")


def substantive_day(*, rated_on: date, period_last: date) -> date:
    """The day whose law gives criteria and levels: the rating day, or the period's last where the rating
    comes later (a rating of 2025 signed in January 2026 is by the law of 2025; a reading of the law)."""
    return min(rated_on, period_last)


def day_of_law(facts: Facts) -> date | None:
    """Of an act or a petition its own day; of all else the substantive one."""
    day = facts.day("on")
    last = None if facts.get("subject") in BY_DAY_OF_ACT else facts.day("period.to")
    return substantive_day(rated_on=day, period_last=last) if day and last else day
