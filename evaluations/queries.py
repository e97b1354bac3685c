"""The vocabulary of cycles and evaluations, and who may see which of them."""

from datetime import date

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery

from agencies.models import UnitPeriod
from agencies.rights import RIGHTS, Right
from agencies.scope import Cover, covered, grants_of, has_right
from core.dated import DatedQuerySet
from core.days import today


def head_of(user) -> frozenset[int]:
    """The units whose head the user is (a grant to rate, for exactly that unit). A provincial leader is the
    head of the tree's root, for which the grant names no unit."""
    roots = None
    units = set()
    for grant in grants_of(user):
        if Right.RATE in RIGHTS[grant.role]:
            if grant.unit_id is not None:
                units.add(grant.unit_id)
            elif roots is None:
                roots = (
                    UnitPeriod.objects.as_of(today()).filter(parent=None).values_list("unit_id", flat=True)
                )
                units.update(roots)
    return frozenset(units)


def ratings_cover(user) -> Cover:
    return covered(user, Right.SEE_RATINGS, on=today())


class CycleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every cycle for those who prepare or open cycles; for others those that are open or over."""
        if user is None or not user.is_authenticated:
            return self.none()
        if has_right(user, Right.PREPARE_CYCLE) or has_right(user, Right.OPEN_CYCLE):
            return self
        from evaluations.enums import CycleState

        return self.exclude(state=CycleState.DRAFT)

    def counted(self):
        """With the numbers of organisations that are open, and of people being evaluated."""
        return self.annotate(
            open_organisations=Count("organisations", filter=Q(organisations__state="open"), distinct=True),
            people=Count("evaluations", distinct=True),
        )


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Organisations whose ratings the user may see, and those that the user's unit rates from above."""
        cover = ratings_cover(user)
        if cover.everywhere:
            return self
        rated = self.model.evaluations.rel.related_model.objects.filter(rater_unit__in=head_of(user))
        return self.filter(Q(unit_id__in=cover.unit_ids) | Q(pk__in=rated.values("organisation")))

    def with_unit_name(self, on: date):
        here = UnitPeriod.objects.filter(unit=OuterRef("unit"), valid__contains=on)
        return self.annotate(
            unit_name=Subquery(here.values("name")[:1]),
            unit_code=Subquery(here.values("code")[:1]),
            unit_sort=Subquery(here.values("sort_key")[:1]),
        )

    def states(self) -> dict[str, int]:
        return dict(self.order_by().values_list("state").annotate(n=Count("id")))


class EvaluationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; those of units covered; those that the user, as a head, monitors or rates."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = ratings_cover(user)
        if cover.everywhere:
            return self
        heads = head_of(user)
        return self.filter(
            Q(person__account=user)
            | Q(unit_id__in=cover.unit_ids)
            | Q(rater_unit_id__in=heads)
            | Q(monitor_unit_id__in=heads)
        )


class DelegationQuerySet(DatedQuerySet):
    def acting(self, on: date):
        """Who is in charge of a unit on the day."""
        from evaluations.enums import DelegationKind

        return self.as_of(on).filter(kind=DelegationKind.ACTING)
