"""The score of a month or quarter alone: what ``check`` says of it, without the rules of the year."""

from datetime import date
from typing import Any

from evaluations.law.check import complete, rule_set_of
from evaluations.law.facts import Facts
from evaluations.law.kinds.levels import ScoreBand
from evaluations.law.kinds.products import NothingAssigned
from evaluations.law.kinds.scores import CommonCriteria, StepChoice, period_score
from evaluations.law.levels import Level
from evaluations.law.rules import Case

HOLDING = (CommonCriteria, NothingAssigned, StepChoice)


def check_period(said: dict[str, Any], *, on: date) -> dict[str, Any]:
    """``score`` (``value``, ``exact``, ``steps``) and the ``level`` whose band it is in; ``holds``: what must
    be settled first, each with ``says`` and ``cite``. Raises FactsError."""
    facts = Facts(complete(said, on))
    case = Case(facts=facts, law=rule_set_of(facts))
    score, steps = period_score(case)
    found: dict[str, Any] = {
        "steps": [
            {"term": one.term, "value": str(one.value), "says": one.says, "cite": one.cite} for one in steps
        ],
        "holds": [
            {"says": finding.says, "cite": finding.cite}
            for kind in HOLDING
            for rule in case.rules(kind)
            for finding in rule.judge(case)
            if finding.acts and finding.outcome
        ],
        "exact": "",
        "level": "",
    }
    if score is not None:
        bands = case.rules(ScoreBand)
        level: Level | None = next((band.level for band in bands if band.holds(score)), None)
        found |= {"exact": str(score), "value": case.law.score_shown(score), "level": level or ""}
    return found
