"""Which reports a user may see."""

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import covered, has_right
from core.days import today
from reports.enums import State


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reports of covered units; who neither drafts nor checks sees them from "checked" on."""
        cover = covered(user, Right.SEE_REPORTS, on=today())
        seen = self if cover.everywhere else self.filter(unit_id__in=cover.unit_ids)
        if has_right(user, Right.DRAFT_REPORT) or has_right(user, Right.CHECK_REPORT):
            return seen
        return seen.filter(
            Q(state__in=[State.CHECKED, State.APPROVED]) | Q(state=State.RETURNED, checker__isnull=False)
        )

    def states(self) -> dict[str, int]:
        """How many reports are in each state."""
        return dict(self.order_by().values_list("state").annotate(n=Count("id")))

    def with_unit_name(self):
        """Each report with ``unit_name`` as of its day (null for the province)."""
        here = UnitPeriod.objects.filter(unit=OuterRef("unit"), valid__contains=OuterRef("day"))
        return self.annotate(unit_name=Subquery(here.values("name")[:1]))

    def for_scope(self, definition: str, unit_id: int | None):
        return self.filter(definition=definition, unit_id=unit_id)
