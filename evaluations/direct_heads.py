"""Who heads the unit where people work, and so speaks of them, although another unit's head rates them."""

from django.db.models import Count, F, QuerySet

from agencies.models import UnitPeriod
from evaluations.enums import OrganisationState, Place
from evaluations.models import Cycle, Evaluation
from evaluations.open_cycle import as_of
from evaluations.who_may import head_of

# What they say; what the Party committee says and what to do about it is not theirs.
SPOKEN = ("remarks", "collective", "prospects")
_HEADS = (Place.EMPLOYING_HEAD, Place.DIRECT_HEAD)


def spoken_of(user) -> QuerySet[Evaluation]:
    """The people of units that the user heads whom the head of another unit rates; without those heads."""
    found = Evaluation.objects.visible_to(user).staying().filter(unit__in=head_of(user))
    return found.exclude(rater_unit=F("unit")).exclude(place__in=_HEADS).exclude(person__account=user)


def units_spoken_of(cycle: Cycle, user) -> list[tuple[UnitPeriod, int]]:
    """The user's units in which the cycle has such people, and how many."""
    counted = spoken_of(user).filter(cycle=cycle).order_by().values_list("unit").annotate(n=Count("pk"))
    numbers = dict(counted)
    units = UnitPeriod.objects.as_of(as_of(cycle)).filter(unit__in=numbers).order_by("sort_key")
    return [(unit, numbers[unit.unit_id]) for unit in units]


def still_silent(user) -> QuerySet[Evaluation]:
    """Of them those who aren't rated yet and of whom nothing is said."""
    found = spoken_of(user).filter(organisation__state=OrganisationState.OPEN, ratings=None)
    return found.exclude(proposal__remarks__gt="")
