"""Which law a case is under, where the texts leave that open, and in which of several leading posts somebody
is rated. The choice itself is made by the days (``law.choose``, ``law.days``) and by people; these rules say
which reading of the texts it stands on."""

from dataclasses import dataclass
from datetime import date

from evaluations.law.errors import FactsError
from evaluations.law.facts import FAMILIES
from evaluations.law.rules import Case, Finding, Rule, Set, Subject

PERSON = frozenset({Subject.PERSON})
OF_RATING_DAY = {"reading": ("rating_day",)}


@dataclass(frozen=True, kw_only=True)
class LateRating(Rule):
    """A rating of a period that ended before ``since``, the day from which another law holds, signed on that
    day or later: under the law of the period."""

    kind = "late_rating"
    subjects = PERSON
    words = {"reading": ("period",)}

    since: date
    reading: str | Set

    def judge(self, case: Case) -> list[Finding]:
        on = case.facts.day("on")
        last = case.facts.period()[1]
        if on is None or on <= last:
            return []
        acts = last < self.since <= on
        return [self.finding(case, acts=acts, facts_said={"day": f"{self.since:%d/%m/%Y}"})]


@dataclass(frozen=True, kw_only=True)
class LawChangedWithin(Rule):
    """A period that began before ``since``, the first day of this law, and goes on after it: the rating is
    under the law of the rating day, each month's score under that of the month."""

    kind = "law_changed_within"
    subjects = PERSON
    words = OF_RATING_DAY

    since: date
    reading: str | Set

    def judge(self, case: Case) -> list[Finding]:
        first, last = case.facts.period()
        if first.year > self.since.year:
            return []
        acts = first < self.since <= last
        return [self.finding(case, acts=acts, facts_said={"day": f"{self.since:%d/%m/%Y}"})]


@dataclass(frozen=True, kw_only=True)
class GroupChangedWithin(Rule):
    """Who was in another family of groups earlier in the period (``former_groups``), for which another law is
    made, is rated under the law of the group of the rating day."""

    kind = "group_changed_within"
    subjects = PERSON
    words = OF_RATING_DAY

    reading: str | Set

    def judge(self, case: Case) -> list[Finding]:
        former = case.facts.words("former_groups")
        for group in former:
            if group not in FAMILIES:
                raise FactsError(f"Không có nhóm “{group}”.", field="former_groups")
        acts = any(FAMILIES[group] != case.facts.family for group in former)
        return [self.finding(case, acts=acts)] if former else []


@dataclass(frozen=True, kw_only=True)
class SeveralLeadingPosts(Rule):
    """Who holds several leading posts is rated in the highest of them, of equal ones in that where they
    worked longer. Which is the highest people say: it is entered as the main post."""

    kind = "several_leading_posts"
    subjects = PERSON
    words = {"reading": ("highest",)}

    reading: str | Set

    def judge(self, case: Case) -> list[Finding]:
        if case.facts.get("leading_posts") is None:
            return []
        n = case.facts.whole("leading_posts")
        return [self.finding(case, acts=n > 1, facts_said={"n": n})]
