"""The facts of many evaluations at once, in the shapes of ``docs/check-rules.md``."""

from collections.abc import Collection
from typing import Any

from evaluations.enums import General, Place
from evaluations.law.check import check
from evaluations.models import Evaluation, Organisation
from staff.service_facts import service_facts
from work.models import WorkItem

LEADERS = {
    Place.EMPLOYING_HEAD: "head",
    Place.DIRECT_HEAD: "head",
    Place.EMPLOYING_DEPUTY: "deputy",
    Place.DIRECT_DEPUTY: "deputy",
}
GENERAL = {
    General.WELL: {"met": True, "well": True},
    General.MET: {"met": True, "well": False},
    General.NOT_MET: {"met": False, "well": False},
}


def facts_of(
    evaluations: Collection[Evaluation], organisation: Organisation, *, assumed: str = ""
) -> dict[int, dict[str, Any]]:
    """{evaluation's id: facts} for evaluations of one organisation, in a fixed number of queries.

    Of each evaluation ``proposal`` must be at hand (select_related). What the portal doesn't know is left
    out, so that the law calls it missing; ``assumed`` stands in
    for the head's judgement of the general criteria where there is none yet.
    """
    people = [one.person_id for one in evaluations]
    first, last = organisation.starts_on, organisation.ends_on
    served = service_facts(people, first=first, last=last, on=organisation.rated_on)
    work = WorkItem.objects.filter(person__in=people).within(first, last).totals()
    found = {}
    for one in evaluations:
        found[one.pk] = {
            "subject": "person",
            "law": one.law,
            "group": one.group,
            "leader": LEADERS.get(Place(one.place), "none") if one.is_leader else "none",
            "year": organisation.rated_on.year,
            "on": organisation.rated_on.isoformat(),
            "period": {"from": first.isoformat(), "to": last.isoformat()},
        } | served[one.person_id]
        if one.person_id in work:
            found[one.pk]["tasks"] = {name: str(n) for name, n in work[one.person_id].items()}
        proposal = getattr(one, "proposal", None)
        if general := (proposal.general if proposal else assumed):
            found[one.pk]["general"] = GENERAL[General(general)]
    return found


def verdicts(
    evaluations: Collection[Evaluation], organisation: Organisation, *, assumed: str = ""
) -> dict[int, dict[str, Any]]:
    """{evaluation's id: what the law says}, as of the organisation's rating day."""
    facts = facts_of(evaluations, organisation, assumed=assumed)
    return {pk: check(said, on=organisation.rated_on) for pk, said in facts.items()}
