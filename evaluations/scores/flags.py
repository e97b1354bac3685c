"""Leaders whose confirmed d stood on a score that was replaced since: to be decided again by who monitors."""

from collections.abc import Collection

from evaluations.models import PeriodScore


def shaken(leaders: Collection[PeriodScore]) -> frozenset[int]:
    """The ids of those of the scores that stood on one which a confirmed version has replaced."""
    stood_on = {pk for one in leaders for pk in one.stood_on}
    if not stood_on:
        return frozenset()
    replaced = set(
        PeriodScore.objects.filter(pk__in=stood_on, replaced_by__confirmed_at__isnull=False).values_list(
            "pk", flat=True
        )
    )
    return frozenset(one.pk for one in leaders if replaced.intersection(one.stood_on))
