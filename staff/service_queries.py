"""Who may see which of the facts of a person's service."""

from datetime import date

from django.db import models
from django.db.models import Q

from agencies.rights import Right
from staff.queries import FactQuerySet


class DisciplineQuerySet(FactQuerySet):
    """Discipline takes a right of its own: not everybody who sees people sees it."""

    def visible_to(self, user, *, on: date, right: Right = Right.SEE_DISCIPLINE):
        """As other facts; one's own always."""
        return super().visible_to(user, on=on, right=right)


class OffenceQuerySet(models.QuerySet):
    def visible_to(self, user, *, on: date):
        """The offences behind visible decisions."""
        from staff.service_models import Discipline

        return self.filter(pk__in=Discipline.objects.visible_to(user, on=on).values("offence"))


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user, *, on: date):
        """The files of visible facts; one that belongs to no fact yet is seen by nobody."""
        from staff.service_models import SERVICE_FACTS

        seen = Q(pk__in=[])
        for model in SERVICE_FACTS:
            facts = model.objects.visible_to(user, on=on).exclude(evidence=None)
            seen |= Q(pk__in=facts.values("evidence"))
        return self.filter(seen)
