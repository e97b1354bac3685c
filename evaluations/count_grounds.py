"""An offence that was the ground of a NOT_FULFILLED counts in that year and in no other."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from evaluations.enums import RatingLevel
from evaluations.law.check import case_of
from evaluations.law.facts import Facts
from evaluations.law.kinds.discipline import DisciplineElsewhere, DisciplineForces
from evaluations.models import Evaluation
from staff.enter import count_in
from staff.service_models import Discipline


def count_grounds(
    found: Collection[Evaluation], *, facts: Mapping[int, dict[str, Any]], levels: Mapping[int, str], by
) -> None:
    """Note on the disciplinary decisions that were the ground of a signed NOT_FULFILLED in which year they
    counted.

    Within the transaction of the signature; people in one fixed order.
    """
    for one in sorted(found, key=lambda one: one.person_id):
        if levels[one.pk] == RatingLevel.NOT_FULFILLED:
            for decision in _grounds(facts[one.pk], on=one.organisation.rated_on):
                count_in(
                    person=one.person,
                    number=decision.text("number"),
                    decided_on=decision.day("decided_on"),
                    year=facts[one.pk]["year"],
                    by=by,
                )


def forget_grounds(one: Evaluation, *, year: int, by) -> None:
    """A NOT_FULFILLED that was replaced by another level was the ground of nothing."""
    counted = Discipline.objects.filter(person=one.person_id, counted_in_year=year).order_by("pk")
    for number, decided_on in counted.values_list("number", "decided_on"):
        count_in(person=one.person, number=number, decided_on=decided_on, year=None, by=by)


def _grounds(facts: dict[str, Any], *, on: date) -> list[Facts]:
    """The disciplinary decisions of which some rule says that they force the level, or that they are to be
    weighed: who then decides this level for an offence elsewhere has taken it as the ground."""
    case = case_of(facts, on=on)
    forcing = case.law.of_kind(DisciplineForces, case.facts)
    weighed = [one for one in case.law.of_kind(DisciplineElsewhere, case.facts) if not one.also_here]
    return [
        row
        for row in case.facts.rows("disciplines")
        if any(rule.counts(case, row) for rule in forcing)
        or any(rule.sets_aside(case, row) for rule in weighed)
    ]
