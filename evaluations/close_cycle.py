"""Closing a cycle organisation by organisation: who is ready closes, who isn't stays; safe to run again."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import pghistory
from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone

from core import jobs
from core.jobs import Run, job
from core.models import Job
from evaluations import progress
from evaluations.enums import CycleState, OrganisationState, PetitionState
from evaluations.errors import EvaluationRefused
from evaluations.law.check import check
from evaluations.models import Cycle, Evaluation, Organisation, Petition, Rating
from evaluations.progress import Behind


@dataclass(frozen=True, slots=True)
class Closing:
    """An open organisation before it closes: how many are rated or gone, and what keeps it open."""

    organisation_id: int
    unit_id: int
    rated: int
    left: int
    behind: tuple[Behind, ...]
    petitions: tuple[int, ...]
    refusals: tuple[str, ...]

    @property
    def undecided(self) -> int:
        return sum(one.n for one in self.behind)

    @property
    def is_ready(self) -> bool:
        return not self.behind and not self.refusals


def closings(cycle: Cycle, unit_ids: Collection[int] | None = None) -> list[Closing]:
    """Every open organisation of the cycle (in the units; None: all), in a fixed number of queries."""
    open_ones = Organisation.objects.filter(cycle=cycle, state=OrganisationState.OPEN)
    if unit_ids is not None:
        open_ones = open_ones.filter(unit_id__in=unit_ids)
    is_rated = Exists(Rating.objects.filter(evaluation=OuterRef("pk")))
    those = Evaluation.objects.filter(organisation__in=open_ones)
    rated = _counted(those.filter(is_rated))
    left = _counted(those.filter(~is_rated, left_on__isnull=False))
    behind: dict[int, list[Behind]] = defaultdict(list)
    for one in progress.behind(cycle, unit_ids):
        behind[one.unit_id].append(one)
    petitions = _petitions(open_ones)
    return [
        Closing(
            organisation_id=pk,
            unit_id=unit_id,
            rated=rated.get(pk, 0),
            left=left.get(pk, 0),
            behind=tuple(behind.get(unit_id, ())),
            petitions=tuple(found for _, ids in petitions.get(pk, {}).items() for found in ids),
            refusals=tuple(_refusals(cycle, petitions.get(pk, {}))),
        )
        for pk, unit_id in open_ones.order_by("pk").values_list("pk", "unit_id")
    ]


def start(cycle: Cycle, *, by) -> Job:
    """Close the cycle for every organisation that is ready. Raises EvaluationRefused unless it is open."""
    if cycle.state != CycleState.OPEN:
        raise EvaluationRefused("Kỳ đánh giá không mở nên không có gì để đóng.", code="not_open")
    return jobs.enqueue(
        "evaluations.close",
        subject=f"cycle:{cycle.pk}",
        title=f"Đóng kỳ đánh giá: {cycle}"[:200],
        by=by,
        result_url=f"/danh-gia/{cycle.pk}/dong/",
        cycle=cycle.pk,
    )


@job("evaluations.close")
def close_all_ready(run: Run) -> None:
    """Close what is ready; what is closed already stays as it is."""
    run.progress("Xem đơn vị nào đã xong", 0, 2)
    cycle = Cycle.objects.get(pk=run.job.params["cycle"])
    with run.commit():
        run.progress("Đóng kỳ cho các đơn vị đã xong", 1, 2)
        close_ready(cycle, by=run.job.created_by)


def close_ready(cycle: Cycle, *, by) -> int:
    """Close the organisations that are ready, within a transaction, and the cycle with its last one. Returns
    how many closed."""
    with pghistory.context(user=by.pk if by else None, what="Đóng kỳ đánh giá"):
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if cycle.state != CycleState.OPEN:
            return 0
        # Whoever writes for a whole organisation, or moves people between them, holds these rows too.
        list(cycle.organisations.select_for_update().order_by("pk").values_list("pk", flat=True))
        ready = [one.organisation_id for one in closings(cycle) if one.is_ready]
        cycle.organisations.filter(pk__in=ready).update(
            state=OrganisationState.CLOSED, closed_at=timezone.now(), closed_by=by
        )
        states = set(cycle.organisations.order_by().values_list("state", flat=True))
        if states == {OrganisationState.CLOSED}:
            cycle.state = CycleState.CLOSED
            cycle.save(update_fields=["state"])
    return len(ready)


def _counted(found) -> dict[int, int]:
    return dict(found.order_by().values_list("organisation").annotate(n=Count("pk")))


Laws = tuple[str, str, tuple[str, ...]]
"""The law, the group, the authorities' sets on top."""


def _petitions(organisations) -> dict[int, dict[Laws, list[int]]]:
    """{organisation: {laws: petitions that wait for their answer}}."""
    waiting = Petition.objects.filter(state=PetitionState.OPEN)
    rows = waiting.filter(rating__evaluation__organisation__in=organisations).values_list(
        "rating__evaluation__organisation",
        "rating__evaluation__law",
        "rating__evaluation__group",
        "rating__evaluation__organisation__stricter",
        "pk",
    )
    of_scores = (
        waiting.filter(score__isnull=False)
        .annotate(
            organisation=Subquery(
                organisations.filter(cycle=OuterRef("score__cycle"), unit=OuterRef("score__unit"))
                .order_by()
                .values("pk")[:1]
            )
        )
        .filter(organisation__isnull=False)
        .values_list("organisation", "score__law", "score__group", "score__stricter", "pk")
    )
    found: dict[int, dict[Laws, list[int]]] = defaultdict(lambda: defaultdict(list))
    for organisation, law, group, stricter, pk in (*rows, *of_scores):
        found[organisation][law, group, tuple(stricter)].append(pk)
    return found


def _refusals(cycle: Cycle, petitions: dict[Laws, list[int]]):
    """The sentences of the laws that don't let an organisation close over open petitions."""
    for (law, group, stricter), ids in petitions.items():
        facts = {
            "subject": "cycle", "law": law, "group": group, "year": cycle.year, "open_petitions": len(ids),
            "authorities": list(stricter),
        }  # fmt: skip
        said = check(facts, on=cycle.rated_on)
        for one in said["findings"]:
            if one["rule"] in said["refused_by"]:
                yield f"{one['says']} ({one['cite']})"
