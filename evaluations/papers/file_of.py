"""Hồ sơ điện tử of a rating (khoản 2 Điều 24 NĐ 335/2025): its papers as PDFs in one archive."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import PurePath

from django.db.models import Q
from django.utils import timezone

from core.names import search_key
from core.paper.form_parts import Entry
from core.paper.paper import Paper
from evaluations.enums import Printed, PrintFormat, Step
from evaluations.models import Decision, Evaluation, HandOver, Petition, Rating, StepRecord
from evaluations.papers.decision import decision_paper
from evaluations.papers.frame import form_head, law_of
from evaluations.papers.gather import Dossier, gather
from evaluations.papers.make import decision_of, paper_of, rendered, unit_paper
from evaluations.papers.monitoring_of import monitoring_paper
from evaluations.papers.offices import offices, offices_on
from evaluations.papers.print_unit import people_of
from evaluations.papers.signers import signed_by
from evaluations.scores.periods import period_from

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_OTHERS = {Step.HEAD_REMARKS: "Nhận xét của người đứng đầu", Step.SYNTHESIS: "Tổng hợp, đề xuất"}


def file_of(evaluation: Evaluation, *, user, today: date) -> bytes:
    """A file for each letter of the clause that has papers, and what was sent along with petitions; the same
    papers give the same bytes."""
    (one,) = gather([evaluation], user=user, today=today)
    petitions = _petitions(one)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, content: bytes) -> None:
            part = zipfile.ZipInfo(name, _EARLIEST)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, content)

        for name, papers in _papers(one, petitions, user, today):
            put(f"{name}.pdf", rendered(papers, PrintFormat.PDF))
        for name, content in _sent_along(petitions):
            put(name, content)
    return written.getvalue()


def file_name(evaluation: Evaluation) -> str:
    """“ho-so-2026-nong-thi-anh”: without letters that some programs can't read in a name."""
    return f"ho-so-{evaluation.cycle.year}-{_plain(evaluation.person.full_name)}"


def _plain(name: str) -> str:
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in search_key(name))
    return "-".join(words.split())


def _papers(one: Dossier, petitions: list[Petition], user, today: date) -> Iterator[tuple[str, list[Paper]]]:
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
    if petitions:
        yield "dd-kien-nghi", [_petition(one, petition) for petition in petitions]
    if handed_over := _handed_over(one):
        yield "e-ban-giao", handed_over
    for step, title in _OTHERS.items():
        if record := one.steps.get(step):
            yield f"e-{step.value.replace('_', '-')}", [_said(one, title, record)]
    if ratings := _ratings(one):
        yield "e-quyet-dinh", _decisions(ratings, user, today)
        yield "e-thong-bao", [paper for each in ratings if (paper := paper_of(each, Printed.NOTICE))]


def _months(one: Dossier) -> list[Paper]:
    """The form of each month, of the unit where it was worked."""
    there = offices_on({(score.unit_id, score.ends_on) for score in one.scores})
    papers = (monitoring_paper(score, there[score.unit_id, score.ends_on]) for score in one.scores)
    return [paper for paper in papers if paper]


def _handed_over(one: Dossier) -> list[Paper]:
    """What the units where the person was before have sent."""
    written = HandOver.objects.filter(evaluation=one.evaluation).exclude(text="")
    found = list(written.select_related("written_by"))
    last_days = {row.pk: (row.from_unit_id, row.moved_on - timedelta(days=1)) for row in found}
    there = offices_on(set(last_days.values()))
    return [
        _transcript(
            one,
            str(row),
            Entry("Đơn vị cũ:", there[last_days[row.pk]].name),
            Entry("Ngày chuyển:", f"{row.moved_on:%d/%m/%Y}"),
            Entry("Nội dung:", row.text, lines=3),
            Entry("Người ghi:", f"{row.written_by.full_name}, {timezone.localdate(row.written_at):%d/%m/%Y}"),
        )
        for row in found
    ]


def _ratings(one: Dossier) -> list[Dossier]:
    """The evaluation with each of its ratings, as each was signed: those that were replaced stay on file."""
    if one.rating is None:
        return []
    rows = Rating.objects.filter(evaluation=one.evaluation).select_related(
        "decision__signed_by", "decision__cycle", "replaces__decision", "notice_number"
    )
    found = []
    for rating in rows.order_by("pk"):
        decision = rating.decision
        here = offices([decision.unit_id], decision.decided_on)
        signed = signed_by([decision], here)[decision.pk]
        found.append(replace(one, rating=rating, decider=here[decision.unit_id], signed=signed))
    return found


def _decisions(ratings: list[Dossier], user, today: date) -> list[Paper]:
    """Each whole for who may read the list of all whom it rates, else what it says of this one."""
    found = [(one, rating) for one in ratings if (rating := one.rating)]
    ids = [rating.decision_id for _, rating in found]
    whole = set(Decision.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    return [
        decision_of(rating.decision, user=user, today=today)
        if rating.decision_id in whole
        else _extract(one, rating)
        for one, rating in found
    ]


def _petitions(one: Dossier) -> list[Petition]:
    """Against the ratings, and against the scores of months in the units whose months are in the file."""
    evaluation = one.evaluation
    units = {evaluation.unit_id, *(score.unit_id for score in one.scores)}
    of_scores = Q(score__person=evaluation.person_id, score__cycle=evaluation.cycle_id, score__unit__in=units)
    rows = Petition.objects.filter(Q(rating__evaluation=evaluation) | of_scores)
    at_hand = rows.select_related("rating__decision", "decision", "score__cycle")
    return list(at_hand.prefetch_related("files__evidence").order_by("filed_on", "pk"))


def _sent_along(petitions: list[Petition]) -> Iterator[tuple[str, bytes]]:
    """The files of each petition, numbered in the order of the petitions; without those that are lost."""
    for number, petition in enumerate(petitions, start=1):
        for place, file in enumerate(petition.files.all(), start=1):
            name = PurePath(file.evidence.name)
            try:
                with file.evidence.file.open("rb") as stream:
                    yield f"dd-kien-nghi-{number}-{place}-{_plain(name.stem)}{name.suffix}", stream.read()
            except FileNotFoundError:
                continue


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
        Entry("Tệp kèm theo:", "; ".join(str(file) for file in petition.files.all()) or "không có"),
        Entry("Ngày trả lời:", answered),
        Entry("Nội dung trả lời:", petition.answer, lines=3),
        Entry("Kết quả:", f"{petition.state_words}{anew}"),
    )


def _against(petition: Petition) -> str:
    if score := petition.score:
        return f"Điểm theo dõi, đánh giá {period_from(score.cycle, score.period_on).name}"
    decision = petition.rating.decision
    return f"Kết quả tại Quyết định số {decision.number} ngày {decision.decided_on:%d/%m/%Y}"


def _extract(one: Dossier, rating: Rating) -> Paper:
    form = law_of(one.evaluation).form("decision", one.evaluation.group)
    return decision_paper(rating.decision, [rating], [one], form, one.decider, one.signed, is_extract=True)


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
