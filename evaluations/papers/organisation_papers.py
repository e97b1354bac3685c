"""Of a range of organisations: the table that who recognises decides by, the decision, the notices."""

from collections.abc import Iterator, Sequence
from datetime import date

from core.paper.form_parts import SignatureBox, Signatures
from core.paper.paper import (
    Align,
    Annex,
    Cell,
    Column,
    HeaderCell,
    Heading,
    Paper,
    Paragraph,
    Part,
    Run,
    Signature,
    Table,
    TableRow,
)
from evaluations.cap import Count
from evaluations.enums import RatingLevel
from evaluations.law.forms import Form
from evaluations.law.rule_sets import RuleSet
from evaluations.models import (
    NoticeNumber,
    RaisedShare,
    Recognition,
    RecognitionDecision,
    RecognitionNotice,
)
from evaluations.organisation_sheet import OrganisationRow
from evaluations.papers.decision import FILE, articles, authority, levels_said
from evaluations.papers.frame import BLANK_DAY, SIGN_HERE, form_head, head, level_words, remarks
from evaluations.papers.offices import Office
from evaluations.papers.signers import Signed
from evaluations.results import decides
from evaluations.sheet import SHORT

LEFT = Align.LEFT
CANCELLED = "Tổ chức không kiến nghị; kết quả không chính xác thì được xem xét hủy, xếp loại lại."


def synthesis_of_range(
    office: Office, form: Form, year: int, rows: Sequence[OrganisationRow], laws: list[RuleSet],
    counts: Sequence[tuple[str, Count]], shares: Sequence[RaisedShare],
) -> Paper:  # fmt: skip
    boxes = (
        SignatureBox(("Người lập bảng",), note=SIGN_HERE),
        SignatureBox(("Thủ trưởng cơ quan, đơn vị",), BLANK_DAY, SIGN_HERE),
    )
    said = [f"Tỷ lệ hoàn thành xuất sắc ({law}): {count.says} ({count.cite})." for law, count in counts]
    said += [
        f"Tỷ lệ {_percent(share)} % theo Quyết định số {share.number} ngày {share.decided_on:%d/%m/%Y}: "
        f"{share.reason}"
        for share in shares
    ]
    return Paper(
        letterhead=form_head(office),
        kind=form.title,
        subject=f"{form.subject} năm {year}",
        addressee=None,
        remarks=remarks(form, laws),
        body=(
            _table(rows),
            *(Paragraph(str(place), (Run(words),)) for place, words in enumerate(said, start=1)),
            Signatures(boxes),
        ),
        signature=None,
        recipients=(),
    )


def recognition_decision_paper(
    decision: RecognitionDecision, recognitions: Sequence[Recognition], names: dict[int, str], form: Form,
    laws: list[RuleSet], office: Office, signed: Signed,
) -> Paper:  # fmt: skip
    """``names`` are those of the units."""
    year = decision.cycle.year
    return Paper(
        letterhead=head(office, number=decision.number, on=decision.decided_on),
        kind=form.title,
        subject=f"{form.subject} năm {year}",
        addressee=None,
        remarks=remarks(form, laws),
        body=tuple(_decision(decision, recognitions, laws, office, signed)),
        signature=Signature(powers=signed.powers, post=signed.post, name=signed.name),
        recipients=("Như Điều 3", FILE),
        annexes=(
            Annex(
                number_roman="",
                title=f"Danh sách kết quả xếp loại chất lượng tổ chức năm {year}",
                caption=None,
                table=_list(recognitions, names),
                landscape=False,
            ),
        ),
    )


def recognition_notice_paper(
    one: Recognition, notices: Sequence[RecognitionNotice], name: str, form: Form, law: RuleSet,
    office: Office, signed: Signed,
) -> Paper:  # fmt: skip
    """To the organisation, and to the related agencies that the decision names."""
    decision = one.decision
    related = [notice.name for notice in notices if notice.is_related]
    sent: date = next((notice.sent_on for notice in notices), decision.signed_on)
    given: NoticeNumber | None = getattr(one, "notice_number", None)
    return Paper(
        letterhead=(
            head(office, number=given.number, on=given.issued_on)
            if given
            else head(office, symbol=form.code, on=sent)
        ),
        kind=form.title,
        subject=f"{form.subject} năm {decision.cycle.year}",
        addressee="; ".join((name, *related)),
        remarks=remarks(form, [law]),
        body=tuple(_notice(one, name, office)),
        signature=Signature(powers=signed.powers, post=signed.post, name=signed.name),
        recipients=("Như trên", FILE),
    )


def _table(rows: Sequence[OrganisationRow]) -> Table:
    names = (
        "TT", "Cơ quan, tổ chức, đơn vị", "Điểm", "Việc đúng hạn, chất lượng", "Vượt mức", "Tự đề xuất",
        "Theo quy định", "Đề xuất", "Quyết định", "Ghi chú",
    )  # fmt: skip
    return Table(
        columns=(
            Column(8), Column(36, LEFT), Column(14), Column(17), Column(14), Column(17), Column(17),
            Column(17), Column(17), Column(20, LEFT),
        ),
        header=(tuple(HeaderCell(name) for name in names),),
        rows=tuple(
            TableRow(tuple(Cell(text) for text in (
                str(row.number), row.unit_name, row.score, row.tasks, row.beyond, row.self_level,
                row.suggested_words, "" if row.rating or not row.level else row.level_words,
                row.level_words if row.rating else "", row.rating.reason if row.rating else row.reason,
            )))
            for row in rows
        ),
    )  # fmt: skip


def _decision(
    decision: RecognitionDecision, recognitions: Sequence[Recognition], laws: Sequence[RuleSet],
    office: Office, signed: Signed,
) -> Iterator[Part]:  # fmt: skip
    replaced = {one.replaces.decision for one in recognitions if one.replaces}
    yield from articles(
        authority=authority(office, signed),
        laws=[law.title for law in laws],
        basis="Căn cứ kết quả tự đánh giá, đề xuất mức xếp loại của các cơ quan, tổ chức, đơn vị.",
        recognised=f"Công nhận kết quả xếp loại chất lượng năm {decision.cycle.year} đối với "
        f"{len(recognitions)} tổ chức ({levels_said([one.level for one in recognitions], 'tổ chức')}), "
        "có danh sách kèm theo.",
        replaced=[(old.number, old.decided_on) for old in sorted(replaced, key=lambda old: old.pk)],
        carried_out="Các cơ quan, tổ chức, đơn vị có tên trong danh sách và cơ quan liên quan",
    )


def _list(recognitions: Sequence[Recognition], names: dict[int, str]) -> Table:
    header = ("TT", "Cơ quan, tổ chức, đơn vị", "Điểm", "Kết quả xếp loại", "Ghi chú")
    rows = [
        TableRow(
            (
                Cell(str(number)), Cell(names[one.evaluation.unit_id]),
                Cell(one.grounds.get("score", {}).get("value", "")), Cell(level_words(one.level)),
                Cell(_note(one)),
            )
        )
        for number, one in enumerate(recognitions, start=1)
    ]  # fmt: skip
    return Table(
        columns=(Column(10), Column(60, LEFT), Column(18), Column(46, LEFT), Column(34, LEFT)),
        header=(tuple(HeaderCell(name) for name in header),),
        rows=tuple(rows),
    )


def _note(one: Recognition) -> str:
    if one.replaces:
        return f"Thay QĐ số {one.replaces.decision.number}: {one.cancel_reason}"
    return one.reason


def _notice(one: Recognition, name: str, office: Office) -> Iterator[Part]:
    decision = one.decision
    yield Paragraph(
        "0",
        (
            Run(
                f"Theo Quyết định số {decision.number} ngày {decision.decided_on:%d/%m/%Y}, {office.name} "
                f"thông báo kết quả xếp loại chất lượng năm {decision.cycle.year} của {name}:"
            ),
        ),
    )
    yield Heading(2, "1. Kết quả", "1")
    yield Paragraph("1.1", (Run(f"{RatingLevel(one.level).label}.", bold=True),))
    for place, words in enumerate(filter(None, (_because(one), one.reason and f"Lý do: {one.reason}")), 2):
        yield Paragraph(f"1.{place}", (Run(words),))
    yield Heading(2, "2. Căn cứ", "2")
    yield Paragraph("2.0", (Run(f"{one.grounds['law']['title']}."),))
    for place, ground in enumerate(decides(one.grounds), start=1):
        yield Paragraph(f"2.{place}", (Run(f"{ground['says']} ({ground['cite']})"),))
    yield Heading(2, "3. Xem xét lại", "3")
    yield Paragraph("3.1", (Run(CANCELLED),))


def _because(one: Recognition) -> str:
    if not one.replaces:
        return ""
    old = one.replaces
    return (
        f"Kết quả này thay kết quả “{SHORT[old.level].lower()}” tại Quyết định số {old.decision.number} "
        f"ngày {old.decision.decided_on:%d/%m/%Y}, vì: {one.cancel_reason}"
    )


def _percent(share: RaisedShare) -> str:
    return f"{share.share.normalize():f}".replace(".", ",")
