"""When and where a decision is made public: what its laws say, and which days can be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from evaluations.errors import EvaluationRefused
from evaluations.law.kinds.cycles import PublicNotice
from evaluations.law.kinds.petitions import Deadline
from evaluations.law.rule_sets import all_rule_sets

SINCE = "published_on"


@dataclass(frozen=True, slots=True)
class Publishing:
    """What the laws of those who are signed say of publication: the articles; empty where they don't."""

    term_cite: str
    notice_cite: str


UNSAID = Publishing("", "")  # of a decision that isn't about people


def publishing(laws: Collection[str]) -> Publishing:
    """Whether a term runs from the day of publication, and whether results are announced in the unit."""
    rules = [rule for law in sorted(laws) for rule in all_rule_sets()[law].rules]
    terms = [rule.citation() for rule in rules if isinstance(rule, Deadline) and rule.since == SINCE]
    notices = [rule.citation() for rule in rules if isinstance(rule, PublicNotice)]
    return Publishing(_each_once(terms), _each_once(notices))


def check_published(published_on: date, *, decided_on: date, today: date) -> date:
    """Not before the decision's own day, and not a year that can't be meant. Raises EvaluationRefused."""
    if published_on < decided_on:
        raise EvaluationRefused(
            f"Ngày công bố trước ngày quyết định ({decided_on:%d/%m/%Y}).", code="early", field=SINCE
        )
    if published_on.year > today.year + 1:
        raise EvaluationRefused("Ngày công bố quá xa: xem lại năm.", code="far", field=SINCE)
    return published_on


def _each_once(cites: list[str]) -> str:
    return "; ".join(dict.fromkeys(cites))
