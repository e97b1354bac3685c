"""The papers of one person or of a unit as ``core.paper.Paper``, and those as a file."""

from collections.abc import Collection, Iterable

from core.paper.paper import Paper
from core.paper.render_docx import render_docx
from core.paper.render_pdf import render_pdf
from evaluations.enums import Printed, PrintFormat, Step
from evaluations.law.forms import RATING
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, Decision, Evaluation, Rating, StepRecord
from evaluations.papers.decision import decision_paper, notice_paper
from evaluations.papers.form_scores import scores_form
from evaluations.papers.form_words import words_form
from evaluations.papers.frame import law_of
from evaluations.papers.gather import Dossier, gather, with_all
from evaluations.papers.minutes import minutes_paper, synthesis_paper
from evaluations.papers.offices import offices
from evaluations.papers.signers import signed_by

RENDER = {PrintFormat.DOCX: render_docx, PrintFormat.PDF: render_pdf}
MIME = {
    PrintFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PrintFormat.PDF: "application/pdf",
}
FORMS = {"words": words_form, "scores": scores_form}
OF_UNIT = {
    "bien-ban": (Step.MEETING, "minutes", minutes_paper),
    "tong-hop": (Step.SYNTHESIS, "synthesis", synthesis_paper),
}


def paper_of(one: Dossier, which: str) -> Paper | None:
    """The person's form or notice; None where there is none (a notice before the decision)."""
    return _form(one) if which == Printed.FORM else _notice(one)


def decision_of(decision: Decision, *, user, today) -> Paper:
    """The decision as it was signed, also after ratings of it were replaced."""
    rows = Rating.objects.filter(decision=decision).select_related("evaluation", "replaces__decision")
    ratings = list(rows.order_by("evaluation__person__sort_key", "pk"))
    found = with_all(Evaluation.objects.filter(pk__in=[one.evaluation_id for one in ratings]))
    by_id = {one.evaluation.pk: one for one in gather(found, user=user, today=today)}
    people = [by_id[one.evaluation_id] for one in ratings]
    here = offices([decision.unit_id], decision.decided_on)
    form = law_of(people[0].evaluation).form("decision", people[0].evaluation.group)
    signed = signed_by([decision], here)[decision.pk]
    return decision_paper(decision, ratings, people, form, here[decision.unit_id], signed)


def unit_paper(
    which: str, cycle: Cycle, unit_id: int, evaluations: Collection[Evaluation], *, user, today
) -> Paper:
    """Minutes or synthesis of the people given, with what is written down of that step for the unit."""
    step, name, build = OF_UNIT[which]
    people = gather(evaluations, user=user, today=today)
    record = StepRecord.objects.filter(
        organisation__cycle=cycle,
        organisation__unit=unit_id,
        evaluation=None,
        step=step,
        returned_at=None,
    ).first()
    law = law_of(people[0].evaluation) if people else all_rule_sets()["common"]
    on = people[0].evaluation.organisation.rated_on if people else cycle.rated_on
    return build(offices([unit_id], on)[unit_id], law.form(name, ""), cycle.year, people, record)


def rendered(papers: Iterable[Paper], format: str) -> bytes:
    """The papers as one file, each on a new page."""
    return RENDER[PrintFormat(format)](papers)


def _form(one: Dossier) -> Paper | None:
    law = law_of(one.evaluation)
    for paper in RATING:
        if form := law.form(paper, one.evaluation.group):
            return FORMS[paper](one, form)
    return None


def _notice(one: Dossier) -> Paper | None:
    if one.rating is None:
        return None
    form = law_of(one.evaluation).form("notice", one.evaluation.group)
    return notice_paper(one, one.rating, one.signed, form)
