"""The vocabulary of cycles and evaluations, and who may see which of them."""

from datetime import date

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from agencies.divisions import divisions_within
from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import covered, has_right
from core.dated import DatedQuerySet, Upper
from core.days import today
from evaluations.enums import CycleState, FollowState, OrganisationState
from evaluations.who_may import ratings_cover, signs_for
from staff.models import Post
from staff.queries import FactQuerySet


class CycleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every cycle for those who prepare or open cycles; for others those that are open or over."""
        if user is None or not user.is_authenticated:
            return self.none()
        if has_right(user, Right.PREPARE_CYCLE) or has_right(user, Right.OPEN_CYCLE):
            return self
        return self.begun()

    def begun(self):
        """Those that are open or over, which everybody signed in may see."""
        return self.exclude(state=CycleState.DRAFT)

    def covering(self, unit_id: int | None):
        """Those of the whole province, and with a unit those of a part of it in which the unit is."""
        whole = Q(root=None)
        organisations = self.model.organisations.rel.related_model.objects
        here = organisations.filter(cycle=OuterRef("pk"), unit=unit_id)
        return self.filter(whole if unit_id is None else whole | Exists(here))

    def counted(self):
        """With the numbers of organisations that are open, and of people being evaluated."""
        return self.annotate(
            open_organisations=Count(
                "organisations", filter=Q(organisations__state=OrganisationState.OPEN), distinct=True
            ),
            people=Count("evaluations", distinct=True),
        )


class AuthorityRulesQuerySet(DatedQuerySet):
    def visible_to(self, user):
        """Those of units for which the user prepares cycles."""
        cover = covered(user, Right.PREPARE_CYCLE, on=today())
        return self if cover.everywhere else self.filter(unit__in=cover.unit_ids)


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Organisations whose ratings the user may see, and those that the user's unit rates from above."""
        cover = ratings_cover(user)
        if cover.everywhere:
            return self
        rated = self.model.evaluations.rel.related_model.objects.filter(rater_unit__in=signs_for(user))
        return self.filter(Q(unit_id__in=cover.unit_ids) | Q(pk__in=rated.values("organisation")))


class EvaluationQuerySet(models.QuerySet):
    def with_standing_level(self):
        """With ``is_signed`` and ``standing``, the level of the rating that nothing replaced."""
        from evaluations.models import Rating

        standing = Rating.objects.filter(evaluation=OuterRef("pk"), replaced_by=None)
        return self.annotate(is_signed=Exists(standing), standing=Subquery(standing.values("level")[:1]))

    def staying(self):
        """Without those who left the cycle's scope before they were rated."""
        return self.filter(left_on=None)

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

    def readable_by(self, user):
        """Those visible, and signed ones of the agencies that the user manages as a head: untrue results are
        theirs to replace, drafts aren't theirs to see."""
        if user is None or not user.is_authenticated:
            return self.none()
        children = UnitPeriod.objects.as_of(today()).filter(parent__in=signs_for(user))
        below = set(children.values_list("unit", flat=True))
        for divisions in divisions_within(below, today()).values():
            below.update(divisions)
        seen = self.model.objects.visible_to(user).values("pk")
        managed = Q(unit_id__in=below, ratings__isnull=False)
        return self.filter(pk__in=self.model.objects.filter(Q(pk__in=seen) | managed).values("pk"))


class PetitionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those about the ratings and scores that the user may see."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = ratings_cover(user)
        if cover.everywhere:
            return self
        return self.filter(
            Q(rating__evaluation__person__account=user)
            | Q(rating__evaluation__unit_id__in=cover.unit_ids)
            | Q(score__person__account=user)
            | Q(score__unit_id__in=cover.unit_ids)
            | Q(pk__in=self.model.objects.answered_by(user).values("pk"))
        )

    def answered_by(self, user):
        """Those that the user answers: as who rated, or who monitors the score; nobody their own."""
        units = signs_for(user)
        of_ratings = Q(rating__evaluation__rater_unit_id__in=units)
        own = Q(rating__evaluation__person__account=user) | Q(score__person__account=user)
        return self.filter(of_ratings | Q(score__monitor_unit_id__in=units)).exclude(own)

    def of_cycle(self, cycle):
        return self.filter(Q(rating__evaluation__cycle=cycle) | Q(score__cycle=cycle))


class PeriodScoreQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; those that the user monitors; those of units covered; confirmed ones within the cycle of
        people whom the user now rates or monitors, wherever they were before; to whoever sees the whole
        province only what is confirmed."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = ratings_cover(user)
        theirs = Q(person__account=user) | Q(monitor_unit_id__in=signs_for(user))
        if cover.everywhere:
            return self.filter(theirs | Q(confirmed_at__isnull=False))
        moved_here = Q(confirmed_at__isnull=False) & Exists(_rated_by(signs_for(user)))
        return self.filter(theirs | Q(unit_id__in=cover.unit_ids) | moved_here)

    def known_to(self, user):
        """Whose sheets the user may know of, without reading what isn't confirmed: beside those visible, all
        of them for whoever sees the whole province."""
        return self if ratings_cover(user).everywhere else self.visible_to(user)

    def standing(self):
        """What counts of each: the last version that is confirmed, else the first one."""
        replaced = Q(replaced_by__confirmed_at__isnull=False)
        return self.exclude(replaced).filter(Q(confirmed_at__isnull=False) | Q(version=1))

    def current(self):
        """What is worked at of each: the last version, confirmed or not."""
        return self.filter(replaced_by=None)

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)


def _rated_by(units: frozenset[int]):
    """Of a score: its person's evaluation in the same cycle, where one of the units rates or monitors now."""
    from evaluations.models import Evaluation

    theirs = Q(rater_unit__in=units) | Q(monitor_unit__in=units)
    return Evaluation.objects.staying().filter(theirs, cycle=OuterRef("cycle"), person=OuterRef("person"))


class HandOverQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of evaluations that the user may see, and those that the user's unit is asked for."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = ratings_cover(user)
        if cover.everywhere:
            return self
        theirs = signs_for(user)
        return self.filter(
            Q(evaluation__person__account=user)
            | Q(evaluation__unit_id__in=cover.unit_ids)
            | Q(evaluation__rater_unit_id__in=theirs)
            | Q(from_unit_id__in=theirs)
        )


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What the user is told: as the person, or as the head of a unit (or who signs for one)."""
        if user is None or not user.is_authenticated:
            return self.none()
        return self.filter(Q(pk__in=self.own(user).values("pk")) | Q(unit_id__in=signs_for(user)))

    def own(self, user):
        """What the user is told as the person."""
        whose = Q(evaluation__person__account=user) | Q(score__person__account=user)
        return self.model.objects.filter(whose, unit=None)

    def unread(self):
        return self.filter(read_at=None)


class PastRatingQuerySet(FactQuerySet):
    def visible_to(self, user, *, on: date, right: Right = Right.SEE_RATINGS):
        """As other facts of a person, for those who may see ratings; one's own always."""
        if user is None or not user.is_authenticated:
            return self.none()
        return super().visible_to(user, on=on, right=right)


class RatingQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(replaced_by=None)

    def visible_to(self, user, *, on: date):
        """Those of evaluations that the user may see, one's own from the day of publication on; and, since
        the file follows the person, those decided before the end of a post in a covered unit."""
        from evaluations.models import Evaluation

        if user is None or not user.is_authenticated:
            return self.none()
        cover = covered(user, Right.SEE_RATINGS, on=on)
        if cover.everywhere:
            return self
        here = (
            Post.objects.filter(person=OuterRef("evaluation__person"), unit_id__in=cover.unit_ids)
            .begun_by(on)
            .annotate(until=Upper(F("valid")))
            .filter(Q(until__isnull=True) | Q(until__gt=OuterRef("decision__decided_on")))
        )
        seen = Evaluation.objects.readable_by(user)
        later = Q(evaluation__person__account=user, decision__published_on__gt=today())
        return self.filter(Exists(here) | Q(evaluation__in=seen.values("pk"))).exclude(later)

    def announced_to(self, user, *, on: date):
        """Results that the law has announced publicly where each works, where who signed chose the portal for
        it: to who serves in the same unit, from the day of publication on; of replaced ones what stands."""
        if user is None or not user.is_authenticated:
            return self.none()
        here = Post.objects.main().as_of(on).filter(person__account=user)
        return self.filter(
            _announced(), evaluation__unit__in=here.values("unit"), replaced_by=None,
            decision__shown_in_unit=True, decision__published_on__lte=on,
        ).exclude(level="")  # fmt: skip


def _announced() -> Q:
    """Whose results some law has announced: by the law and place of the evaluation."""
    from evaluations.law.kinds.cycles import PublicNotice
    from evaluations.law.rule_sets import all_rule_sets

    found = Q(pk__in=[])
    for law in all_rule_sets().values():
        for rule in law.rules:
            if isinstance(rule, PublicNotice):
                found |= Q(evaluation__law=law.code, evaluation__place__in=rule.places)
    return found


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the units covered, but never one's own; one's own once it is decided, and not before."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = covered(user, Right.SEE_FOLLOW_UPS, on=today())
        own = Q(person__account=user)
        theirs = Q() if cover.everywhere else Q(unit_id__in=cover.unit_ids)
        others = self.filter(theirs).exclude(own).values("pk")
        return self.filter(Q(pk__in=others) | (own & Q(state=FollowState.DECIDED)))

    def handled_by(self, user):
        """Those on which the user may act: nobody acts on their own."""
        return self.visible_to(user).exclude(person__account=user)


class RelativeQuerySet(DatedQuerySet):
    def visible_to(self, user, *, on: date):
        """What one declared oneself; for those who keep evaluations, of people who serve in their units."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = covered(user, Right.PREPARE_CYCLE, on=on)
        if cover.everywhere:
            return self
        here = Post.objects.main().as_of(on).filter(person=OuterRef("person"), unit_id__in=cover.unit_ids)
        return self.filter(Exists(here) | Q(person__account=user))

    def of(self, person, *, on: date) -> frozenset[int]:
        """The people who are relatives of the person on the day, whoever of the two declared it."""
        rows = self.as_of(on).filter(Q(person=person) | Q(other=person)).values_list("person_id", "other_id")
        return frozenset(pk for pair in rows for pk in pair if pk != person.pk)


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the list of all whom it rates: for the unit that signs it, and for those above it."""
        if user is None or not user.is_authenticated:
            return self.none()
        cover = ratings_cover(user)
        if cover.everywhere:
            return self
        return self.filter(unit_id__in=cover.unit_ids | signs_for(user))


class PrintoutQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What the user had made, as long as they see the unit's ratings."""
        if user is None or not user.is_authenticated:
            return self.none()
        own, cover = self.filter(made_by=user), ratings_cover(user)
        return own if cover.everywhere else own.filter(unit_id__in=cover.unit_ids | signs_for(user))
