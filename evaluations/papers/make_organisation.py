"""The papers of organisations: of one its report and notice, of a range its table, a decision."""

from typing import cast

from core.paper.paper import Paper
from evaluations.law.rule_sets import RuleSet, all_rule_sets
from evaluations.models import Cycle, OrganisationEvaluation, Recognition, RecognitionDecision
from evaluations.organisation_cap import raised_shares
from evaluations.organisation_page import organisation_page
from evaluations.organisation_sheet import organisation_sheet
from evaluations.papers.offices import offices
from evaluations.papers.organisation_form import report_paper
from evaluations.papers.organisation_papers import (
    recognition_decision_paper,
    recognition_notice_paper,
    synthesis_of_range,
)
from evaluations.papers.signers import signed_by

REPORT, NOTICE, SYNTHESIS = "phieu", "thong-bao", "tong-hop"


def report_of(one: OrganisationEvaluation) -> Paper:
    """The organisation's report with its points, as it is now. ``one`` has its report and points at hand."""
    units = {one.unit_id, one.recogniser_unit_id}
    here = offices(units, min(one.organisation.rated_on, one.organisation.ends_on))
    form = _law(one).form("organisation", one.group)
    return report_paper(organisation_page(one), here[one.unit_id], here[one.recogniser_unit_id], form)


def notice_of(one: Recognition) -> Paper:
    """As the recognition was signed."""
    decision = one.decision
    here = offices({decision.unit_id, one.evaluation.unit_id}, decision.decided_on)
    law = _law(one.evaluation)
    return recognition_notice_paper(
        one,
        _told(one),
        here[one.evaluation.unit_id].name,
        law.form("organisation_notice", one.evaluation.group),
        law,
        here[decision.unit_id],
        signed_by([decision], here)[decision.pk],
    )


def recognition_decision_of(decision: RecognitionDecision) -> Paper:
    """As it was signed, also after results of it were cancelled."""
    rows = Recognition.objects.filter(decision=decision).select_related("evaluation", "replaces__decision")
    found = list(rows.order_by("pk"))
    units = {one.evaluation.unit_id for one in found}
    here = offices({decision.unit_id, *units}, decision.decided_on)
    laws = _laws([one.evaluation for one in found])
    first = found[0].evaluation
    return recognition_decision_paper(
        decision,
        found,
        {unit: here[unit].name for unit in units},
        _law(first).form("organisation_decision", first.group),
        laws,
        here[decision.unit_id],
        signed_by([decision], here)[decision.pk],
    )


def range_table(cycle: Cycle, unit_id: int, *, user) -> Paper | None:
    """The table of everybody in the range of the unit's head; None where there is nobody."""
    sheet = organisation_sheet(cycle, unit_id, user=user, closed=True)
    if not sheet.rows:
        return None
    found = [cast(OrganisationEvaluation, row.evaluation) for row in sheet.rows]
    form = _law(found[0]).form("organisation_synthesis", found[0].group)
    office = offices([unit_id], cycle.rated_on)[unit_id]
    shares = list(raised_shares(cycle, unit_id).values())
    return synthesis_of_range(office, form, cycle.year, sheet.rows, _laws(found), sheet.side.counts, shares)


def _told(one: Recognition) -> list:
    """The organisation's own notice, and those to related agencies."""
    notices = one.decision.notices.order_by("pk")
    return [told for told in notices if told.is_related or told.unit_id == one.evaluation.unit_id]


def _law(one: OrganisationEvaluation) -> RuleSet:
    return all_rule_sets()[one.law]


def _laws(found: list[OrganisationEvaluation]) -> list[RuleSet]:
    return [all_rule_sets()[code] for code in dict.fromkeys(one.law for one in found)]
