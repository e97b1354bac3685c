"""The vocabulary of people and their facts, and who may see which of them."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from agencies import tree
from agencies.rights import Right
from core.dated import DatedQuerySet, Lower, Upper


def _cover(user, right: Right, on: date):
    from agencies.scope import covered

    return covered(user, right, on=on)


class PostQuerySet(DatedQuerySet):
    def visible_to(self, user, *, on: date, right: Right = Right.SEE_PEOPLE):
        """Posts of units that the user's grants of today cover, with the tree as of the day; own posts."""
        cover = _cover(user, right, on)
        if cover.everywhere:
            return self
        own = Q(person__account=user) if right == Right.SEE_PEOPLE and user.is_authenticated else Q(pk__in=[])
        return self.filter(Q(unit_id__in=cover.unit_ids) | own)

    def main(self):
        return self.filter(is_main=True)

    def in_unit(self, unit_id: int, *, on: date, below: bool = True):
        """Posts in the unit, and unless ``below`` is False in all units below it on the day."""
        return self.filter(unit_id__in=tree.below([unit_id], on) if below else [unit_id])


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user, *, on: date, right: Right = Right.SEE_PEOPLE):
        """People with a post, begun by the day, in a unit that the user's grants of today cover; oneself.

        A former unit keeps seeing the person; ``staff.record`` shows it the facts up to the end of the
        post there and not after.
        """
        from staff.models import Post

        cover = _cover(user, right, on)
        if cover.everywhere:
            return self
        here = Post.objects.filter(person=OuterRef("pk"), unit_id__in=cover.unit_ids).begun_by(on)
        own = Q(account=user) if right == Right.SEE_PEOPLE and user.is_authenticated else Q(pk__in=[])
        return self.filter(Q(Exists(here)) | own)


class FactQuerySet(DatedQuerySet):
    def visible_to(self, user, *, on: date, right: Right = Right.SEE_PEOPLE):
        """Facts that began before the end of a post of the person in a covered unit; one's own facts."""
        from staff.models import Post

        cover = _cover(user, right, on)
        if cover.everywhere:
            return self
        here = (
            Post.objects.filter(person=OuterRef("person"), unit_id__in=cover.unit_ids)
            .begun_by(on)
            .annotate(until=Upper(F("valid")))
            .filter(Q(until__isnull=True) | Q(until__gt=Lower(OuterRef("valid"))))
        )
        return self.filter(Q(Exists(here)) | Q(person__account=user))
