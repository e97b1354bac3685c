"""Dự báo: what the law will say of people's service in the year, as far as it is known beforehand."""

from collections import defaultdict
from collections.abc import Collection

from evaluations.law.check import check
from evaluations.law.kinds.cycles import MovedInYear
from evaluations.law.kinds.readings import GroupChangedWithin, LateRating, SeveralLeadingPosts
from evaluations.law.kinds.service import AtLeastMonths, LeaveExempts, OffWork
from evaluations.law.rule_sets import RuleSet
from evaluations.models import Cycle
from evaluations.resolve import Days, Line
from staff.service_facts import service_facts

TOLD = (
    AtLeastMonths, LeaveExempts, OffWork, MovedInYear, LateRating, GroupChangedWithin, SeveralLeadingPosts,
)  # fmt: skip


def forecast(cycle: Cycle, lines: Collection[Line]) -> dict[int, list[str]]:
    """{person: sentences with their articles} on short service, leave and moves, and on a second post; in a
    fixed number of queries for all whose organisations have the same days. Fixed on the rating's day: until
    then service may still change."""
    by_days: dict[Days, list[int]] = defaultdict(list)
    for line in lines:
        by_days[line.days].append(line.person.id)
    served: dict[int, dict] = {}
    for days, people in by_days.items():
        served |= service_facts(people, first=days.starts_on, last=days.ends_on, on=days.rated_on)
    found = {}
    for line in lines:
        said = list(_of_law(cycle, line, served[line.person.id])) if line.law else []
        if line.other_posts:
            said.append(f"Giữ thêm {line.other_posts} vị trí khác: xếp loại theo vị trí chính đã ghi.")
        if said:
            found[line.person.id] = said
    return found


def _of_law(cycle: Cycle, line: Line, served: dict):
    law: RuleSet = line.law
    rules = {rule.id for rule in law.rules if isinstance(rule, TOLD)}
    facts = {
        "subject": "person", "law": law.code, "group": line.group, "leader": "none", "year": cycle.year,
        "on": line.days.rated_on.isoformat(),
        "period": {"from": line.days.starts_on.isoformat(), "to": line.days.ends_on.isoformat()},
    }  # fmt: skip
    if line.is_leader:
        facts["leading_posts"] = 1 + line.other_leading
    for one in check(facts | served, on=line.days.rated_on)["findings"]:
        if one["acts"] and one["rule"] in rules:
            yield f"{one['says']} ({one['cite']})"
