"""Which settings act in what a rule says: readings and figures that the texts at hand don't settle."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from evaluations.law.rule_sets import all_rule_sets, authorities
from evaluations.law.rules import Setting
from evaluations.rule_words import value_words


def leaned_on(law: str, finding: Mapping[str, Any]) -> str:
    """«theo thiết lập “Làm tròn …”: xuống», with the values that the finding stood on; empty without any."""
    given = finding.get("settings", {})
    known = _known(law) if given else {}
    said = []
    for name, value in given.items():
        setting = known.get(name)
        if setting is None:  # the set that had it is no longer loaded
            said.append(f"“{name}”: {value}")
        else:
            known_values = (setting.value, *setting.choices)
            words = next((value_words(one) for one in known_values if str(one) == value), value)
            said.append(f"“{setting.title}”: {words}")
    return f"theo thiết lập {'; '.join(said)}" if said else ""


def with_settings(law: str, steps: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The steps of a score, each citing the settings of its rule beside its article."""
    used = _used(law)
    found = []
    for step in steps:
        words = leaned_on(law, {"settings": used.get(step.get("rule", ""), {})})
        found.append(dict(step) | ({"cite": f"{step['cite']}; {words}"} if words else {}))
    return found


@cache
def _known(law: str) -> dict[str, Setting]:
    """The law's settings, and those of the authorities' sets that may stand on it."""
    own = {name: one for stricter in authorities().values() for name, one in stricter.settings.items()}
    return own | all_rule_sets()[law].settings


@cache
def _used(law: str) -> dict[str, dict[str, str]]:
    """{rule: its settings with their values}."""
    rules = all_rule_sets()[law]
    return {
        rule.id: {name: str(rules.settings[name].value) for name in rule.settings_used}
        for rule in rules.rules
    }
