"""The vocabulary of cycles and evaluations, and who may see which of them."""

from django.db import models
from django.db.models import Count, Q

from agencies.models import UnitPeriod
from agencies.rights import RIGHTS, Right
from agencies.scope import Cover, covered, grants_of, has_right
from core.days import today
from evaluations.enums import CycleState, DelegationKind, OrganisationState


def head_of(user) -> frozenset[int]:
    """The units as whose head the user acts: by a grant for exactly that unit, or put in charge of it. A
    provincial leader is the head of the tree's root, for which the grant names no unit."""
    units = _delegated(user, DelegationKind.ACTING)
    for grant in grants_of(user):
        if Right.RATE in RIGHTS[grant.role]:
            if grant.unit_id is not None:
                units.add(grant.unit_id)
            else:
                roots = UnitPeriod.objects.as_of(today()).filter(parent=None)
                units.update(roots.values_list("unit_id", flat=True))
    return frozenset(units)


def signs_for(user) -> frozenset[int]:
    """The units for whose head the user may sign: as the head, or delegated in writing."""
    return head_of(user) | _delegated(user, DelegationKind.SIGNING)


def _delegated(user, kind: DelegationKind) -> set[int]:
    """The units of which the user is delegated today; asked once a request, as grants are."""
    from evaluations.models import Delegation

    if user is None or not user.is_authenticated:
        return set()
    if not hasattr(user, "held_delegations"):
        held = Delegation.objects.as_of(today()).filter(person__account=user)
        user.held_delegations = list(held.values_list("unit_id", "kind"))
    return {unit for unit, held in user.held_delegations if held == kind}


def ratings_cover(user) -> Cover:
    return covered(user, Right.SEE_RATINGS, on=today())


class CycleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every cycle for those who prepare or open cycles; for others those that are open or over."""
        if user is None or not user.is_authenticated:
            return self.none()
        if has_right(user, Right.PREPARE_CYCLE) or has_right(user, Right.OPEN_CYCLE):
            return self
        return self.exclude(state=CycleState.DRAFT)

    def counted(self):
        """With the numbers of organisations that are open, and of people being evaluated."""
        return self.annotate(
            open_organisations=Count(
                "organisations", filter=Q(organisations__state=OrganisationState.OPEN), distinct=True
            ),
            people=Count("evaluations", distinct=True),
        )


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Organisations whose ratings the user may see, and those that the user's unit rates from above."""
        cover = ratings_cover(user)
        if cover.everywhere:
            return self
        rated = self.model.evaluations.rel.related_model.objects.filter(rater_unit__in=signs_for(user))
        return self.filter(Q(unit_id__in=cover.unit_ids) | Q(pk__in=rated.values("organisation")))


class EvaluationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; those of units covered; those that the user, as a head, monitors or rates."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = ratings_cover(user)
        if cover.everywhere:
            return self
        theirs = signs_for(user)
        return self.filter(
            Q(person__account=user)
            | Q(unit_id__in=cover.unit_ids)
            | Q(rater_unit_id__in=theirs)
            | Q(monitor_unit_id__in=theirs)
        )


class PetitionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those about the ratings that the user may see."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = ratings_cover(user)
        if cover.everywhere:
            return self
        return self.filter(
            Q(rating__evaluation__person__account=user)
            | Q(rating__evaluation__unit_id__in=cover.unit_ids)
            | Q(rating__evaluation__rater_unit_id__in=signs_for(user))
        )


class PeriodScoreQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; those that the user monitors; those of units covered; to whoever sees the whole
        province only what is confirmed."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = ratings_cover(user)
        theirs = Q(person__account=user) | Q(monitor_unit_id__in=signs_for(user))
        if cover.everywhere:
            return self.filter(theirs | Q(confirmed_at__isnull=False))
        return self.filter(theirs | Q(unit_id__in=cover.unit_ids))

    def standing(self):
        """What counts of each: the last version that is confirmed, else the first one."""
        replaced = Q(replaced_by__confirmed_at__isnull=False)
        return self.exclude(replaced).filter(Q(confirmed_at__isnull=False) | Q(version=1))

    def current(self):
        """What is worked at of each: the last version, confirmed or not."""
        return self.filter(replaced_by=None)

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)
