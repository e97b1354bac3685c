"""What the rules together say of one case, as a plain mapping for pages and for JSON."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from evaluations.law.facts import Facts
from evaluations.law.kinds.acts import WhoMay, place_of
from evaluations.law.kinds.cycles import Chain
from evaluations.law.kinds.levels import TreatedAsMet
from evaluations.law.kinds.organisations import organisation_score
from evaluations.law.kinds.petitions import Deadline
from evaluations.law.kinds.pools import QuotaShare, in_whole
from evaluations.law.kinds.scores import Step, period_score
from evaluations.law.kinds.year_scores import year_score
from evaluations.law.levels import Level
from evaluations.law.possible import demand_possible
from evaluations.law.rules import Case, Finding, Subject
from evaluations.law.vocabulary import demand_known

RATED = (Subject.PERSON, Subject.ORGANISATION)
SCORES = (year_score, period_score, organisation_score)
SILENT = "Luật không nêu mức cho trường hợp này; cần quyết định có nêu lý do."


def verdict(case: Case) -> dict[str, Any]:
    """Judges every rule that concerns the case and puts the findings together by subject."""
    subject = Subject(case.facts.one_of("subject", list(Subject)))
    demand_known(case, subject)
    said: dict[str, Any] = {"subject": str(subject), "law": _law(case)}
    if subject in RATED:
        demand_possible(case)
        case, score = _with_score(case)
        if score:
            said["score"] = score
    findings = _without_waived(case, judge(case, subject))
    if subject in RATED:
        said |= _levels(findings)
    elif subject is Subject.POOL:
        said |= _pool(case, findings)
    elif subject is Subject.ACT:
        said |= _permission(findings) | {"who": _who(case)}
    elif subject is Subject.CYCLE:
        said |= _permission(findings) | {"steps": _chain(case)} | _due(case)
    else:
        said |= _permission(findings) | _due(case)
    said["findings"] = [_finding(finding) for finding in findings]
    said["settings"] = sorted({one.id for finding in findings for one in finding.settings})
    return said


def judge(case: Case, subject: Subject) -> list[Finding]:
    return [
        finding
        for rule in case.law.about(subject)
        if rule.concerns(case.facts)
        for finding in rule.judge(case)
    ]


def _law(case: Case) -> dict[str, Any]:
    law = case.law
    return {"code": law.code, "title": law.title, "state": law.state, "layers": list(law.layers)}


def _with_score(case: Case) -> tuple[Case, dict[str, Any]]:
    """The case with the score that its products or months give, and the derivation."""
    score, steps = next((found for way in SCORES if (found := way(case))[1]), (None, []))
    if score is None:
        return case, {"steps": [_step(one) for one in steps]} if steps else {}
    shown = {
        "value": case.law.score_shown(score),
        "exact": str(score),
        "steps": [_step(one) for one in steps],
    }
    return replace(case, facts=Facts(case.facts.said | {"score": str(score)})), shown


def _step(step: Step) -> dict[str, str]:
    return {
        "term": step.term, "value": str(Fraction(step.value)), "says": step.says, "cite": step.cite,
        "rule": step.rule,
    }  # fmt: skip


def _without_waived(case: Case, findings: list[Finding]) -> list[Finding]:
    """Conditions that ``treated_as_met`` waives no longer close or stay unknown."""
    waiving = {rule.id: rule for rule in case.rules(TreatedAsMet)}
    waived = {
        name for one in findings if one.rule in waiving and one.acts for name in waiving[one.rule].rules
    }
    return [
        replace(one, acts=False, missing=(), closes=()) if one.rule in waived else one for one in findings
    ]


def _levels(findings: list[Finding]) -> dict[str, Any]:
    """Each level open, closed, forced or unknown; the level suggested, or why none is."""
    forced = [one for one in findings if one.forces]
    levels: dict[str, Any] = {}
    for level in Level:
        closing = [one for one in findings if one.acts and level in one.closes]
        unknown = [one for one in findings if one.missing and level in one.closes]
        if forced:
            state = "forced" if any(one.forces is level for one in forced) else "closed"
            by = forced
        elif closing:
            state, by = "closed", closing
        elif level is Level.NOT_FULFILLED:
            state, by = "closed", []
        else:
            state, by = ("unknown", unknown) if unknown else ("open", [])
        bars = [one.rule for one in closing if one.bars]
        levels[level] = {"state": state, "by": [one.rule for one in by], "barred_by": bars}
    return {"levels": levels} | _outcome(findings, levels, bool(forced))


def _outcome(findings: list[Finding], levels: dict[str, Any], forced: bool) -> dict[str, Any]:
    outcomes = {one.outcome for one in findings if one.acts and one.outcome}
    first = next((level for level in Level if levels[level]["state"] in ("open", "forced")), None)
    unknown = [level for level in Level if levels[level]["state"] == "unknown"]
    missing = sorted({name for one in findings for name in one.missing})
    if "not_rated" in outcomes:
        return {"outcome": "not_rated", "level": None}
    if forced:
        return {"outcome": "forced", "level": first}
    if "hold" in outcomes:
        return {"outcome": "hold", "level": None}
    if "reasoned" in outcomes:
        return {"outcome": "reasoned_decision", "level": None, "says": SILENT}
    if unknown and (first is None or unknown[0].is_above(first)):
        return {"outcome": "incomplete", "level": None, "missing": missing}
    if first is None:
        return {"outcome": "reasoned_decision", "level": None, "says": SILENT}
    return {"outcome": "suggested", "level": first}


def _pool(case: Case, findings: list[Finding]) -> dict[str, Any]:
    rule = case.rule(QuotaShare)
    if rule is None:
        return {"most": None, "says": "Không có quy định khống chế tỷ lệ.", **_permission(findings)}
    bounds, most = rule.bounds(case)
    signed = in_whole(case.facts, "excellent")
    over = sum(max(0, one.signed - one.most) for one in bounds)
    return {
        "most": most,
        "groups": [{"name": one.name, "most": one.most, "says": one.says} for one in bounds],
        "over": max(0, signed - most, over),
        **_permission(findings),
    }


def _permission(findings: list[Finding]) -> dict[str, Any]:
    refusing = [one.rule for one in findings if one.refuses]
    return {
        "permitted": not refusing,
        "refused_by": refusing,
        "warned_by": [one.rule for one in findings if one.warns],
    }


def _who(case: Case) -> str | None:
    return next((rule.by for rule in case.rules(WhoMay) if rule.fits(case)), None)


def _chain(case: Case) -> list[str]:
    place = place_of(case)
    chains = case.rules(Chain)
    return next((list(rule.steps) for rule in chains if place in rule.places), [])


def _due(case: Case) -> dict[str, Any]:
    rules = case.rules(Deadline)
    due = {rule.since: rule.due(case) for rule in rules}
    said: dict[str, Any] = {"due": {name: day.isoformat() for name, day in due.items() if day}}
    remarks = {rule.since: found for rule in rules if (found := rule.remarks(case))}
    return said | ({"remarks": remarks} if remarks else {})


def _finding(one: Finding) -> dict[str, Any]:
    said: dict[str, Any] = {"rule": one.rule, "acts": one.acts, "cite": one.cite, "says": one.says}
    if one.acts and one.outcome:
        said["outcome"] = one.outcome
    if one.missing:
        said["missing"] = list(one.missing)
    if one.months:
        said["months"] = list(one.months)
    if one.mark:
        said["mark"] = one.mark
    if one.settings:
        said["settings"] = {item.id: str(item.value) for item in one.settings}
    return said
