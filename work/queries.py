"""The vocabulary of rows of work, and who may see which of them."""

from datetime import date

from django.db import models
from django.db.models import Q, Sum

from agencies.rights import Right
from agencies.scope import covered
from core.days import today


class WorkItemQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own work, and the work done in units whose ratings the user may see."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = covered(user, Right.SEE_RATINGS, on=today())
        if cover.everywhere:
            return self
        return self.filter(Q(person__account=user) | Q(unit_id__in=cover.unit_ids))

    def within(self, first: date, last: date):
        """Work whose period lies within the days from ``first`` to ``last``."""
        return self.filter(starts_on__gte=first, ends_on__lte=last)

    def of_period(self, first: date, last: date):
        """Work put down for just these days as a whole: a year's has no month's among it."""
        return self.filter(starts_on=first, ends_on=last)

    def totals(self) -> dict[int, dict]:
        """By person: how much was assigned, done, done on time with quality, and beyond."""
        rows = (
            self.order_by()
            .values("person")
            .annotate(all=Sum("assigned"), completed=Sum("done"), good=Sum("on_time"), more=Sum("beyond"))
        )
        return {
            row["person"]: {
                "all": row["all"],
                "done": row["completed"],
                "on_time_with_quality": row["good"],
                "beyond": row["more"],
                "short": row["all"] - row["good"],
            }
            for row in rows
        }
