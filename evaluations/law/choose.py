"""Which rule set holds: it follows from the group (or the kind of organisation) and the day."""

from datetime import date

from evaluations.law.rule_sets import RuleSet, all_rule_sets


def law_on(group: str, on: date) -> RuleSet | None:
    """The rule set for a group of people or a kind of organisation on a day; None where no law rates them."""
    for rule_set in all_rule_sets().values():
        if any(one.holds(group, on) for one in rule_set.applies):
            return rule_set
    return None
