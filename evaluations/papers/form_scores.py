"""Mẫu số 02 of Decree 335/2025, field for field: the months' scores, the person's rating, the authority's."""

from core.paper.form_parts import Entry, SignatureBox, Signatures, Ticks
from core.paper.paper import Align, Cell, Column, HeaderCell, Heading, Paper, RowKind, Table, TableRow
from evaluations.enums import RatingLevel
from evaluations.law.forms import Form
from evaluations.papers.frame import SIGN_HERE, form_head, law_of, place_and_day, remarks
from evaluations.papers.gather import Dossier
from evaluations.year_months import month_lines


def scores_form(one: Dossier, form: Form) -> Paper:
    evaluation, who = one.evaluation, form.who
    first, second = ("¹", "²") if form.footnotes else ("", "")
    decided = one.rating.level if one.rating else None
    boxes = (
        SignatureBox(
            capitals=(f"{who} tự xếp loại",), note=SIGN_HERE,
            place_and_day=place_and_day(one.office, one.sent_on),
            name=evaluation.person.full_name if one.is_sent else "",
        ),
        SignatureBox(
            capitals=("Cấp có thẩm quyền xếp loại",), note=SIGN_HERE,
            place_and_day=place_and_day(one.rater, one.rating.decision.decided_on if one.rating else None),
            name=one.signed.name if one.signed else "",
        ),
    )  # fmt: skip
    return Paper(
        letterhead=form_head(one.office),
        kind=form.title,
        subject="",
        subtitle=f"Năm {evaluation.cycle.year}",
        addressee=None,
        mark=form.mark,
        remarks=(*remarks(form, [law_of(evaluation)]), *one.notes),
        body=(
            Entry("Họ và tên:", evaluation.person.full_name),
            Entry("Chức vụ, chức danh:", evaluation.title),
            Entry("Đơn vị công tác:", one.office.name),
            Heading(1, "I. Tổng hợp kết quả theo dõi, đánh giá", "I"),
            _months(one),
            Heading(1, f"II. {who} tự đánh giá, xếp loại chất lượng", "II"),
            _ticks(one.self_level or None),
            Heading(1, f"III. Kết quả xếp loại chất lượng của cấp có thẩm quyền {who}{first}", "III"),
            _ticks(decided),
            *_not_rated(one),
            Heading(1, f"IV. Đề xuất phương án xử lý{second}", "IV"),
            Entry("", one.proposal.handling if one.rating and one.proposal else "", lines=2),
            Signatures(boxes),
        ),
        signature=None,
        recipients=(),
        footnotes=form.footnotes,
    )


def _ticks(level: str | None) -> Ticks:
    return Ticks(tuple((one.label, one == level) for one in RatingLevel))


def _not_rated(one: Dossier) -> tuple[Entry, ...]:
    """Who isn't rated has no box in the decree's form: it is said below them."""
    if one.rating is None or one.rating.level:
        return ()
    why = [found["says"] for found in one.rating.grounds["findings"] if found["acts"]]
    return (Entry("Không xếp loại:", " ".join(why) or one.rating.reason or "theo quyết định"),)


def _months(one: Dossier) -> Table:
    """One row a month, with why it isn't in the mean, and the mean as signed."""
    mean = one.rating.grounds.get("score", {}).get("value", "") if one.rating else ""
    rows = [
        TableRow(tuple(Cell(text) for text in (str(line.month), line.points, line.notes)))
        for line in month_lines(one.evaluation, one.scores, one.left_out)
    ]
    rows.append(TableRow((Cell("Tổng điểm trung bình cả năm"), Cell(mean), Cell("")), RowKind.TOTAL))
    return Table(
        columns=(Column(58), Column(62), Column(45, Align.LEFT)),
        header=((HeaderCell("Tháng"), HeaderCell("Tổng điểm theo dõi, đánh giá"), HeaderCell("Ghi chú")),),
        rows=tuple(rows),
    )
