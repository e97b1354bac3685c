"""Hồ sơ điện tử of a rating (khoản 2 Điều 24 NĐ 335/2025): its papers as PDFs in one archive."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from core.names import search_key
from core.paper.form_parts import Entry
from core.paper.paper import Paper
from evaluations.enums import Printed, PrintFormat, Step
from evaluations.models import Decision, Evaluation, Petition, StepRecord
from evaluations.papers.decision import decision_paper
from evaluations.papers.frame import form_head, law_of
from evaluations.papers.gather import Dossier, gather
from evaluations.papers.make import decision_of, paper_of, rendered, unit_paper
from evaluations.papers.monitoring_of import monitoring_paper
from evaluations.papers.offices import offices, offices_on
from evaluations.papers.print_unit import people_of
from evaluations.scores.periods import period_from

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_OTHERS = {Step.HEAD_REMARKS: "Nhận xét của người đứng đầu", Step.SYNTHESIS: "Tổng hợp, đề xuất"}


def file_of(evaluation: Evaluation, *, user, today: date) -> bytes:
    """A folder for each letter of the clause that has papers; the same papers give the same bytes."""
    (one,) = gather([evaluation], user=user, today=today)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, papers in _papers(one, user, today):
            part = zipfile.ZipInfo(f"{name}.pdf", _EARLIEST)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, rendered(papers, PrintFormat.PDF))
    return written.getvalue()


def file_name(evaluation: Evaluation) -> str:
    """“ho-so-2026-nong-thi-anh”: without letters that some programs can't read in a name."""
    words = search_key(evaluation.person.full_name)
    name = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in words).split())
    return f"ho-so-{evaluation.cycle.year}-{name}"


def _papers(one: Dossier, user, today: date) -> Iterator[tuple[str, list[Paper]]]:
    """(name within the archive, the papers of that file); what the evaluation hasn't is left out."""
    evaluation = one.evaluation
    unit_id, cycle = evaluation.unit_id, evaluation.cycle
    if Step.MEETING in one.steps:
        people = list(people_of(cycle, unit_id, user))
        yield "a-bien-ban-hop", [unit_paper("bien-ban", cycle, unit_id, people, user=user, today=today)]
    if months := _months(one):
        yield "b-phieu-theo-doi", months
    if form := paper_of(one, Printed.FORM):
        yield "c-phieu-xep-loai", [form]
    if opinion := one.steps.get(Step.PARTY_OPINION):
        yield "d-nhan-xet-cua-cap-uy", [_said(one, "Nhận xét của cấp ủy nơi công tác", opinion)]
    if petitions := [_petition(one, petition) for petition in _petitions(evaluation)]:
        yield "dd-kien-nghi", petitions
    for step, title in _OTHERS.items():
        if record := one.steps.get(step):
            yield f"e-{step.value.replace('_', '-')}", [_said(one, title, record)]
    if one.rating:
        yield "e-quyet-dinh", [_decision(one, user, today)]
        yield "e-thong-bao", [paper_of(one, Printed.NOTICE)]


def _months(one: Dossier) -> list[Paper]:
    """The form of each month, of the unit where it was worked."""
    there = offices_on({(score.unit_id, score.ends_on) for score in one.scores})
    papers = (monitoring_paper(score, there[score.unit_id, score.ends_on]) for score in one.scores)
    return [paper for paper in papers if paper]


def _decision(one: Dossier, user, today: date) -> Paper:
    """Whole for who may read the list of all whom it rates, else what it says of this one."""
    decision = one.rating.decision
    if Decision.objects.visible_to(user).filter(pk=decision.pk).exists():
        return decision_of(decision, user=user, today=today)
    here = offices([decision.unit_id], decision.decided_on)[decision.unit_id]
    form = law_of(one.evaluation).form("decision", one.evaluation.group)
    return decision_paper(decision, [one.rating], [one], form, here, one.signed, is_extract=True)


def _petitions(evaluation: Evaluation):
    of_scores = Q(
        score__person=evaluation.person_id, score__cycle=evaluation.cycle_id, score__unit=evaluation.unit_id
    )
    rows = Petition.objects.filter(Q(rating__evaluation=evaluation) | of_scores)
    return rows.select_related("rating__decision", "decision", "score__cycle").order_by("filed_on", "pk")


def _said(one: Dossier, title: str, record: StepRecord) -> Paper:
    """What the portal holds of a paper that was written elsewhere."""
    of_all = "" if record.evaluation_id else " (chung cho đơn vị)"
    return _transcript(
        one,
        title,
        Entry("Số văn bản:", record.number),
        Entry("Ngày:", f"{record.held_on:%d/%m/%Y}"),
        Entry(f"Nội dung{of_all}:", record.text, lines=3),
    )


def _petition(one: Dossier, petition: Petition) -> Paper:
    answered = f"{petition.answered_on:%d/%m/%Y}" if petition.answered_on else ""
    anew = f", Quyết định số {petition.decision.number}" if petition.decision else ""
    return _transcript(
        one,
        "Kiến nghị và trả lời",
        Entry("Về:", _against(petition)),
        Entry("Ngày gửi:", f"{petition.filed_on:%d/%m/%Y}, hạn trả lời {petition.due_on:%d/%m/%Y}"),
        Entry("Nội dung kiến nghị:", petition.text),
        Entry("Ngày trả lời:", answered),
        Entry("Nội dung trả lời:", petition.answer, lines=3),
        Entry("Kết quả:", f"{petition.state_words}{anew}"),
    )


def _against(petition: Petition) -> str:
    if score := petition.score:
        return f"Điểm theo dõi, đánh giá {period_from(score.cycle, score.period_on).name}"
    decision = petition.rating.decision
    return f"Kết quả tại Quyết định số {decision.number} ngày {decision.decided_on:%d/%m/%Y}"


def _transcript(one: Dossier, title: str, *entries: Entry) -> Paper:
    """A page of what stands in the portal, in the portal's own layout."""
    evaluation = one.evaluation
    draft = law_of(evaluation).is_draft
    return Paper(
        letterhead=form_head(one.office),
        kind=title,
        subject="",
        subtitle=f"Năm {evaluation.cycle.year}",
        addressee=None,
        remarks=("(Bản trích từ cổng, theo bộ quy tắc dự thảo)" if draft else "(Bản trích từ cổng)",),
        body=(
            Entry("Họ và tên:", evaluation.person.full_name),
            Entry("Chức vụ, chức danh:", evaluation.title),
            Entry("Đơn vị công tác:", one.office.name),
            *entries,
        ),
        signature=None,
        recipients=(),
    )
