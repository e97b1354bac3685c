"""Words of facts of which the law knows only some: a misspelt or missing one would stop, cap and ask for
nothing, and read as permitted. They are answered with a sentence instead."""

from collections.abc import Collection, Mapping

from evaluations.law.facts import LEADERS, Facts
from evaluations.law.kinds.acts import ACTS, PLACES, ROLES
from evaluations.law.kinds.documents import MEETING, MustAttend
from evaluations.law.kinds.follows import SPANS
from evaluations.law.kinds.petitions import ABOUT
from evaluations.law.kinds.pools import POOLS
from evaluations.law.levels import Level
from evaluations.law.rules import Case, Subject

Words = Mapping[Subject, Mapping[str, Collection[str]]]

NEEDED: Words = {
    Subject.ACT: {"act": ACTS, "ratee.place": PLACES},
    Subject.POOL: {"of": POOLS},
}
WHERE_SAID: Words = {
    Subject.PERSON: {"leader": LEADERS, "scored": SPANS},
    Subject.ACT: {"actor.role": ROLES, "decides": ("", *Level)},
    Subject.CYCLE: {"ratee.place": PLACES},
    Subject.PETITION: {"about": ABOUT},
}


def demand_known(case: Case, subject: Subject) -> None:
    """Raises FactsError for a word that the law doesn't know, and for one that it can't do without."""
    facts = case.facts
    for name, allowed in NEEDED.get(subject, {}).items():
        facts.one_of(name, allowed)
    for name, allowed in WHERE_SAID.get(subject, {}).items():
        if facts.get(name) is not None:
            facts.one_of(name, allowed)
    if subject is Subject.ACT and facts.get("act") == MEETING:
        _demand_of_meeting(case, facts)


def _demand_of_meeting(case: Case, facts: Facts) -> None:
    """Who must be there turns on facts of the unit, where the law makes a difference by them."""
    asked = {name for rule in case.law.rules if isinstance(rule, MustAttend) for name in rule.when}
    for name in sorted(asked):
        facts.need(name)
