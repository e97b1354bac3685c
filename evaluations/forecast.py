"""Dự báo: what the law will say of people's service in the year, as far as it is known beforehand."""

from collections.abc import Collection
from datetime import date

from evaluations.law.check import check
from evaluations.law.kinds.cycles import MovedInYear
from evaluations.law.kinds.service import AtLeastMonths, LeaveExempts, OffWork
from evaluations.law.rule_sets import RuleSet
from evaluations.models import Cycle
from evaluations.resolve import Line
from staff.service_facts import service_facts

OF_SERVICE = (AtLeastMonths, LeaveExempts, OffWork, MovedInYear)


def forecast(cycle: Cycle, lines: Collection[Line]) -> dict[int, list[str]]:
    """{person: sentences with their articles} on short service, leave and moves, and on a second post; in a
    fixed number of queries. Fixed on the rating's day: until then service may still change."""
    first, last = cycle.starts_on, cycle.ends_on
    served = service_facts([line.person.id for line in lines], first=first, last=last, on=cycle.rated_on)
    found = {}
    for line in lines:
        said = list(_of_law(cycle, line, served[line.person.id], first, last)) if line.law else []
        if line.other_posts:
            said.append(f"Giữ thêm {line.other_posts} vị trí khác: xếp loại theo vị trí chính đã ghi.")
        if said:
            found[line.person.id] = said
    return found


def _of_law(cycle: Cycle, line: Line, served: dict, first: date, last: date):
    law: RuleSet = line.law
    rules = {rule.id for rule in law.rules if isinstance(rule, OF_SERVICE)}
    facts = {
        "subject": "person", "law": law.code, "group": line.group, "leader": "none", "year": cycle.year,
        "on": cycle.rated_on.isoformat(), "period": {"from": first.isoformat(), "to": last.isoformat()},
    }  # fmt: skip
    for one in check(facts | served, on=cycle.rated_on)["findings"]:
        if one["acts"] and one["rule"] in rules:
            yield f"{one['says']} ({one['cite']})"
