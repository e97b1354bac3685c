"""Minutes of the meeting and the table that puts all opinions together: the portal's own layout."""

from collections.abc import Iterator, Sequence
from datetime import date, time

from core.paper.form_parts import Entry, SignatureBox, Signatures
from core.paper.paper import (
    Align,
    Cell,
    Column,
    HeaderCell,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Part,
    Run,
    Table,
    TableRow,
    day_in_words,
)
from evaluations.enums import Step
from evaluations.law.forms import Form
from evaluations.law.kinds.documents import ATTENDANTS
from evaluations.law.rule_sets import RuleSet
from evaluations.models import MeetingOpinion, Proposal, StepRecord
from evaluations.papers.frame import BLANK_DAY, SIGN_HERE, head, law_of, level_words, remarks
from evaluations.papers.gather import Dossier
from evaluations.papers.offices import Office
from evaluations.sheet import SHORT


def minutes_paper(
    office: Office, form: Form, year: int, people: Sequence[Dossier], record: StepRecord | None
) -> Paper:
    """Without a ``record`` of the meeting: a blank to take along to it."""
    return Paper(
        letterhead=_head(office, form, record),
        kind=form.title,
        subject=f"{form.subject} năm {year}",
        addressee=None,
        remarks=remarks(form, laws(people)),
        body=tuple(_minutes(people, record)),
        signature=None,
        recipients=(),
    )  # fmt: skip


def synthesis_paper(
    office: Office, form: Form, year: int, people: Sequence[Dossier], record: StepRecord | None
) -> Paper:
    on = record.held_on if record else None
    text = (Paragraph("1", (Run(record.text),)),) if record and record.text.strip() else ()
    who = f"{office.place}, {day_in_words(on)}" if on else BLANK_DAY
    boxes = (
        SignatureBox(("Người lập bảng",), note=SIGN_HERE),
        SignatureBox(("Thủ trưởng cơ quan, đơn vị",), who, SIGN_HERE),
    )
    return Paper(
        letterhead=_head(office, form, record),
        kind=form.title,
        subject=f"{form.subject} năm {year}",
        addressee=None,
        remarks=remarks(form, laws(people)),
        body=(_synthesis(people), *text, Signatures(boxes)),
        signature=None,
        recipients=(),
    )


def _head(office: Office, form: Form, record: StepRecord | None) -> Letterhead:
    if record is None:
        return head(office, symbol=form.code)
    return head(office, number=record.number, symbol=form.code, on=record.held_on)


def laws(people: Sequence[Dossier]) -> list[RuleSet]:
    """Those under which the people are evaluated, each once."""
    found = {one.evaluation.law: law_of(one.evaluation) for one in people}
    return list(found.values())


def _minutes(people: Sequence[Dossier], record: StepRecord | None) -> Iterator[Part]:
    yield Heading(1, "I. Thời gian, địa điểm, thành phần", "I")
    yield Entry("1. Thời gian:", _when(record) if record else "")
    yield Entry("2. Địa điểm:", record.place if record else "")
    who = ", ".join(ATTENDANTS.get(one, one) for one in record.attendants) if record else ""
    yield Entry("3. Thành phần:", who, lines=2)
    there = record and record.present is not None
    yield Entry("4. Có mặt:", f"{record.present}/{record.invited} người" if there else "")
    yield Entry("5. Vắng mặt (ghi rõ lý do):", _absent(record) if record else "")
    yield Entry("6. Chủ trì:", record.chair if record else "")
    yield Entry("7. Thư ký:", record.secretary if record else "")
    yield Heading(1, "II. Nội dung", "II")
    yield Paragraph(
        "II.1",
        (Run("Từng người trình bày báo cáo tự đánh giá; các thành viên đóng góp ý kiến như sau:"),),
    )
    yield _opinions(people, record)
    yield Entry("Các ý kiến khác:", record.text if record else "", lines=3)
    yield Heading(1, "III. Kết luận", "III")
    ended = f"Cuộc họp kết thúc lúc {_time(record.ends_at)}. " if record and record.ends_at else ""
    yield Paragraph("III.1", (Run(f"{ended}Biên bản đã được đọc và thông qua tại cuộc họp."),))
    yield Signatures(
        (
            SignatureBox(("Thư ký",), note=SIGN_HERE, name=_name(record.secretary) if record else ""),
            SignatureBox(("Chủ trì",), note=SIGN_HERE, name=_name(record.chair) if record else ""),
        )
    )


def _when(record: StepRecord) -> str:
    """“14 giờ 00 phút, ngày 05 tháng 12 năm 2026”."""
    day = day_in_words(record.held_on)
    return f"{_time(record.begins_at)}, {day}" if record.begins_at else day


def _time(at: time) -> str:
    return f"{at:%H} giờ {at:%M} phút"


def _absent(record: StepRecord) -> str:
    if record.absent.strip():
        return "; ".join(line.strip() for line in record.absent.splitlines() if line.strip())
    return "Không" if record.present is not None and record.present == record.invited else ""


def _name(words: str) -> str:
    """“Nông Thị An” of “Nông Thị An, Trưởng phòng”."""
    return words.partition(",")[0].strip()


def _opinions(people: Sequence[Dossier], record: StepRecord | None) -> Table:
    names = (
        "STT",
        "Họ và tên",
        "Chức vụ, chức danh",
        "Tự xếp loại",
        "Ý kiến nhận xét",
        "Đề xuất mức",
        "Biểu quyết",
    )
    rows = [
        TableRow(
            (
                Cell(str(number)), Cell(one.evaluation.person.full_name), Cell(one.evaluation.title),
                Cell(_short(one.self_level)), Cell(_remarks(one)), Cell(_for(one)),
                Cell(_votes(one.opinion, record)),
            )
        )
        for number, one in enumerate(people, start=1)
    ]  # fmt: skip
    return Table(
        columns=(
            Column(10), Column(34, Align.LEFT), Column(27, Align.LEFT), Column(19), Column(37, Align.LEFT),
            Column(19), Column(19),
        ),
        header=(tuple(HeaderCell(name) for name in names),),
        rows=tuple(rows),
    )  # fmt: skip


def _synthesis(people: Sequence[Dossier]) -> Table:
    names = (
        "STT", "Họ và tên", "Chức vụ, chức danh", "Tự xếp loại", "Ý kiến tập thể", "Ý kiến cấp ủy", "Đề xuất",
        "Quyết định", "Ghi chú",
    )  # fmt: skip
    rows = [
        TableRow(
            (
                Cell(str(number)), Cell(one.evaluation.person.full_name), Cell(one.evaluation.title),
                Cell(_short(one.self_level)),
                Cell(_remarks(one) or _paper(one, Step.MEETING)),
                Cell(_own_words(one, Step.PARTY_OPINION) or _paper(one, Step.PARTY_OPINION)),
                Cell(_proposed(one.proposal)), Cell(_decided(one)),
                Cell(_note(one)),
            )
        )
        for number, one in enumerate(people, start=1)
    ]  # fmt: skip
    left = Align.LEFT
    return Table(
        columns=(
            Column(9), Column(30, left), Column(24, left), Column(16), Column(20, left), Column(20, left),
            Column(16), Column(16), Column(20, left),
        ),
        header=(tuple(HeaderCell(name) for name in names),),
        rows=tuple(rows),
    )  # fmt: skip


def _remarks(one: Dossier) -> str:
    """The words of the meeting: as its minutes have them, else as the head's sheet does."""
    said = one.opinion.text if one.opinion else ""
    return said or _own_words(one, Step.MEETING) or (one.proposal.collective if one.proposal else "")


def _for(one: Dossier) -> str:
    if one.opinion and one.opinion.level:
        return _short(one.opinion.level)
    return _proposed(one.proposal)


def _votes(opinion: MeetingOpinion | None, record: StepRecord | None) -> str:
    """“11/12” of those present."""
    if opinion is None or opinion.votes is None:
        return ""
    return f"{opinion.votes}/{record.present}" if record and record.present else str(opinion.votes)


def _short(level: str) -> str:
    return SHORT[level] if level else ""


def _proposed(proposal: Proposal | None) -> str:
    return _short(proposal.level) if proposal else ""


def _decided(one: Dossier) -> str:
    if one.rating is None:
        return ""
    return _short(one.rating.level) or level_words("")


def _note(one: Dossier) -> str:
    if one.rating:
        return one.rating.reason
    return one.proposal.reason if one.proposal else ""


def _own_words(one: Dossier, step: Step) -> str:
    record = one.steps.get(step)
    return record.text.strip() if record and record.evaluation_id else ""


def _paper(one: Dossier, step: Step) -> str:
    """Which paper says it, where it was written about all of the unit at once."""
    record = one.steps.get(step)
    if record is None:
        return ""
    return f"Số {record.number}, {_day(record.held_on)}" if record.number else _day(record.held_on)


def _day(on: date) -> str:
    return f"{on:%d/%m/%Y}"
