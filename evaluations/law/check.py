"""The one door to the law: facts in, verdict out."""

from datetime import date
from typing import Any

from evaluations.law.choose import law_on
from evaluations.law.days import day_of_law
from evaluations.law.errors import FactsError
from evaluations.law.facts import FAMILIES, ORGANISATIONS, Facts
from evaluations.law.rule_sets import RuleSet, all_rule_sets, authorities
from evaluations.law.rules import Case, Subject
from evaluations.law.verdict import verdict


def check(said: dict[str, Any], *, on: date, besides: tuple[RuleSet, ...] = ()) -> dict[str, Any]:
    """Holds facts against the law of their day. ``on`` is the day of the rating or act, where the facts don't
    name one; ``besides`` are stricter sets on top. Raises FactsError."""
    return verdict(case_of(said, on=on, besides=besides))


def case_of(said: dict[str, Any], *, on: date, besides: tuple[RuleSet, ...] = ()) -> Case:
    """The facts under the law of their day, for those who ask single rules."""
    facts = Facts(complete(said, on))
    return Case(facts=facts, law=rule_set_of(facts, besides))


def complete(said: dict[str, Any], on: date) -> dict[str, Any]:
    """With the rating day and the year's period where they aren't given."""
    if not isinstance(said, dict):
        raise FactsError("Dữ kiện phải là một đối tượng JSON.")
    found = {**said, "on": said.get("on") or on.isoformat()}
    if "year" in found and "period" not in found:
        year = Facts(found).year()
        found["period"] = {"from": f"{year}-01-01", "to": f"{year}-12-31"}
    return found


def rule_set_of(facts: Facts, besides: tuple[RuleSet, ...] = ()) -> RuleSet:
    """The law of the case's group and day (or the one that ``law`` names), with the stricter sets on top."""
    group = facts.one_of("group", (*FAMILIES, *ORGANISATIONS))
    law = _named(facts) if facts.get("law") else _by_day(facts, group)
    names = facts.words("authorities")
    for name in names:
        if name not in authorities():
            raise FactsError(f"Không có bộ quy tắc “{name}” của cấp có thẩm quyền.", field="authorities")
    law = law.under_all(names)
    for stricter in besides:
        if law.code in stricter.on_top_of:
            law = law.under(stricter)
    return law


def _named(facts: Facts) -> RuleSet:
    return all_rule_sets()[facts.one_of("law", all_rule_sets())]


def _by_day(facts: Facts, group: str) -> RuleSet:
    facts.one_of("subject", list(Subject))
    day = day_of_law(facts)
    law = law_on(group, day)
    if law is None:
        raise FactsError(f"Ngày {day:%d/%m/%Y} chưa có quy định xếp loại cho nhóm “{group}”.", field="group")
    return law
