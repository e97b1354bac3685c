"""The forms of Decree 90/2020 (01 official, 02 civil servant, 03 public employee): the portal's own layout,
with the parts and points of the decree's annex."""

from collections.abc import Iterator
from fractions import Fraction

from core.paper.form_parts import Entry, SignatureBox, Signatures
from core.paper.paper import (
    Align,
    Cell,
    Column,
    HeaderCell,
    Heading,
    Paper,
    Part,
    RowKind,
    Table,
    TableRow,
)
from evaluations.enums import Step
from evaluations.law.forms import Form
from evaluations.law.numbers import percent, shown
from evaluations.models import StepRecord
from evaluations.papers.frame import (
    BLANK_DAY,
    SIGN_HERE,
    form_head,
    law_of,
    level_words,
    place_and_day,
    remarks,
)
from evaluations.papers.gather import Dossier
from work.models import WorkItem

WORK = "results"
"""The point of the form under which the year's work is listed."""


def words_form(one: Dossier, form: Form) -> Paper:
    evaluation = one.evaluation
    return Paper(
        letterhead=form_head(one.office),
        kind=form.title,
        subject="",
        subtitle=f"Năm {evaluation.cycle.year}",
        addressee=None,
        mark=f"Mẫu số {form.code}",
        remarks=(*remarks(form, [law_of(evaluation)]), *one.notes),
        body=(
            Entry("Họ và tên:", evaluation.person.full_name),
            Entry("Chức vụ, chức danh:", evaluation.title),
            Entry("Đơn vị công tác:", one.office.name),
            *_answers(one, form),
            *_own_rating(one),
            *_opinions(one),
            *_result(one),
        ),
        signature=None,
        recipients=(),
    )


def _answers(one: Dossier, form: Form) -> Iterator[Part]:
    yield Heading(1, "I. Kết quả tự đánh giá", "I")
    leaders_part = form.leaders_part
    asked = (one_of for one_of in form.questions if one.evaluation.is_leader or not one_of.leaders)
    for number, question in enumerate(asked, start=1):
        if question.leaders and leaders_part:
            yield Heading(1, leaders_part, "I.L")
            leaders_part = ""
        hint = f" ({question.hint})" if question.hint else ""
        label = f"{number}. {question.title}{hint}:"
        answer = one.answers.get(question.code, "")
        yield Entry(label, answer, lines=1 if question.code == WORK and one.work else 3)
        if question.code == WORK and one.work:
            yield _work(one.work)


def _work(items: tuple[WorkItem, ...]) -> Table:
    rows = [
        TableRow(
            (
                Cell(str(number)),
                Cell(item.name),
                *(
                    Cell(shown(Fraction(value)))
                    for value in (item.assigned, item.done, item.on_time, item.beyond)
                ),
            )
        )
        for number, item in enumerate(items, start=1)
    ]
    names = ("assigned", "done", "on_time", "beyond")
    whole, *parts = (sum((Fraction(getattr(item, name)) for item in items), Fraction(0)) for name in names)
    shares = (f"{shown(part)} ({percent(part, whole)})" for part in parts)
    total = (Cell(""), Cell("Cộng"), Cell(shown(whole)), *(Cell(share) for share in shares))
    return Table(
        columns=(Column(9), Column(60, Align.LEFT), *(Column(24, Align.RIGHT) for _ in range(4))),
        header=(
            tuple(
                HeaderCell(text)
                for text in (
                    "TT", "Nội dung công việc", "Được giao", "Hoàn thành", "Đúng tiến độ, bảo đảm chất lượng",
                    "Vượt mức",
                )
            ),
        ),
        rows=(*rows, TableRow(total, RowKind.TOTAL)),
    )  # fmt: skip


def _own_rating(one: Dossier) -> Iterator[Part]:
    written = one.written
    yield Heading(1, "II. Tự nhận xét, xếp loại chất lượng", "II")
    yield Heading(2, "1. Tự nhận xét ưu, khuyết điểm", "II.1")
    yield Entry("Ưu điểm:", written.strengths if written else "", lines=2)
    yield Entry("Hạn chế, khuyết điểm:", written.weaknesses if written else "", lines=2)
    level = written.level if written else ""
    yield Entry("2. Tự xếp loại chất lượng:", level_words(level) if level else "")
    own = SignatureBox(
        capitals=("Người tự nhận xét",), note=SIGN_HERE, place_and_day=place_and_day(one.office, one.sent_on),
        name=one.evaluation.person.full_name if one.is_sent else "",
    )  # fmt: skip
    yield Signatures((SignatureBox(capitals=()), own))


def _opinions(one: Dossier) -> Iterator[Part]:
    yield Heading(1, "III. Ý kiến nhận xét, đánh giá", "III")
    said = one.proposal
    yield Entry("1. Của người đứng đầu hoặc người phụ trách:", said.remarks if said else "", lines=2)
    for label, step, words in (
        ("2. Của tập thể nơi công tác:", Step.MEETING, _collective(one)),
        ("3. Của cấp ủy nơi công tác (nếu có):", Step.PARTY_OPINION, said.party if said else ""),
    ):
        yield Entry(label, "\n".join(filter(None, (words, _opinion(one.steps.get(step))))), lines=2)


def _collective(one: Dossier) -> str:
    """As the head's sheet has it, else as the minutes do."""
    return (one.proposal.collective if one.proposal else "") or (one.opinion.text if one.opinion else "")


def _opinion(record: StepRecord | None) -> str:
    """The words about this person; of a paper about all of the unit only which it is."""
    if record is None:
        return ""
    number = f" số {record.number}" if record.number else ""
    names = {Step.MEETING: "biên bản cuộc họp", Step.PARTY_OPINION: "văn bản của cấp ủy"}
    paper = f"Theo {names.get(Step(record.step), 'văn bản')}{number} ngày {record.held_on:%d/%m/%Y}."
    return f"{record.text.strip()}\n{paper}" if record.evaluation_id and record.text.strip() else paper


def _result(one: Dossier) -> Iterator[Part]:
    rating = one.rating
    yield Heading(1, "IV. Kết quả đánh giá, xếp loại chất lượng của cấp có thẩm quyền", "IV")
    said = one.proposal if rating else None
    remarked = (said.remarks if said else "", rating.reason if rating else "")
    yield Entry("1. Nhận xét ưu, khuyết điểm:", "\n".join(filter(None, remarked)), lines=2)
    decided = ""
    if rating:
        decision = rating.decision
        decided = (
            f"{level_words(rating.level)}, theo Quyết định số {decision.number} "
            f"ngày {decision.decided_on:%d/%m/%Y}."
        )
    yield Entry("2. Kết quả đánh giá, xếp loại chất lượng:", decided)
    yield Entry("3. Nhận định chiều hướng, triển vọng phát triển:", said.prospects if said else "", lines=2)
    box = SignatureBox(capitals=("Cấp có thẩm quyền",), note=SIGN_HERE, place_and_day=BLANK_DAY)
    if rating and one.signed:
        box = SignatureBox(
            capitals=(*one.signed.powers, one.signed.post),
            note=SIGN_HERE,
            place_and_day=place_and_day(one.rater, rating.decision.decided_on),
            name=one.signed.name,
        )
    yield Signatures((SignatureBox(capitals=()), box))
