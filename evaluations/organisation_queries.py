"""Who may see what is known of organisations."""

from django.db import models
from django.db.models import Q

from evaluations.who_may import ratings_cover, signs_for


class OrganisationEvaluationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of units covered, and of those that the user, as a head, recognises."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = ratings_cover(user)
        if cover.everywhere:
            return self
        return self.filter(Q(unit_id__in=cover.unit_ids) | Q(recogniser_unit_id__in=signs_for(user)))

    def recognised_by(self, cycle, unit_id: int):
        """The range of one who recognises: every organisation that the law rates in it."""
        return self.filter(cycle=cycle, recogniser_unit=unit_id, left_out="")


class RecognitionQuerySet(models.QuerySet):
    def standing(self):
        """Those that no other replaced."""
        return self.filter(replaced_by=None)

    def visible_to(self, user):
        """Of the organisations that the user may see, and those of which the user's unit was told."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = ratings_cover(user)
        if cover.everywhere:
            return self
        notices = self.model.decision.field.related_model.notices.rel.related_model.objects
        told = notices.filter(unit_id__in=cover.unit_ids, is_related=True)
        return self.filter(
            Q(evaluation__unit_id__in=cover.unit_ids)
            | Q(evaluation__recogniser_unit_id__in=signs_for(user))
            | Q(decision__in=told.values("decision"))
        )


class UnitLevelQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user is None or not user.is_authenticated:
            return self.none()
        cover = ratings_cover(user)
        return self if cover.everywhere else self.filter(unit_id__in=cover.unit_ids)


class UnitMatterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Home Affairs and those who recognise the unit: never the unit about which something was said."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = ratings_cover(user)
        if cover.everywhere:
            return self
        from evaluations.models import OrganisationEvaluation

        above = OrganisationEvaluation.objects.filter(recogniser_unit__in=cover.unit_ids | signs_for(user))
        return self.filter(unit__in=above.values("unit"))

    def within(self, first, last):
        return self.filter(on__range=(first, last))
