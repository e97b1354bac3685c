"""Mẫu số 01 of Decree 335/2025, field for field; the portal's own annex has the products behind the score."""

from dataclasses import dataclass

from core.paper.form_parts import Entry, SignatureBox, Signatures
from core.paper.paper import (
    Align,
    Annex,
    Cell,
    Column,
    HeaderCell,
    Heading,
    Letterhead,
    Paper,
    RowKind,
    Table,
    TableRow,
)
from evaluations.law.forms import Form
from evaluations.papers.frame import SIGN_HERE


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of the form: its number as printed (I, 1, 2 …), the most it gives and what the person gave
    themselves, as shown."""

    number: str
    title: str
    most: str
    own: str
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """One row of the annex, as shown."""

    name: str
    coefficient: str
    assigned: str
    done: str
    faults: str
    delays: str
    cause: str


@dataclass(frozen=True, slots=True)
class Monitoring:
    """All that the form says. What isn't there yet is empty, and dots are printed for the pen."""

    head: Letterhead
    period: str
    name: str
    title: str
    unit: str
    criteria: tuple[Criterion, ...]
    most: str
    own: str
    common: str
    results: str
    total: str
    strengths: str
    weaknesses: str
    remarks: str
    signed: str
    signed_on: str
    confirmed: str
    confirmed_on: str
    products: tuple[Product, ...] = ()
    steps: tuple[str, ...] = ()


def monitoring_form(said: Monitoring, form: Form, remarks: tuple[str, ...] = ()) -> Paper:
    mark = "¹" if form.footnotes else ""
    who = form.who
    boxes = (
        SignatureBox((f"{who} tự đánh giá",), said.signed_on, SIGN_HERE, said.signed),
        SignatureBox(("Cấp có thẩm quyền theo dõi, đánh giá",), said.confirmed_on, SIGN_HERE, said.confirmed),
    )
    return Paper(
        letterhead=said.head,
        kind=form.title,
        subject="",
        subtitle=f"(Kỳ theo dõi, đánh giá: {said.period}){mark}",
        addressee=None,
        mark=form.mark,
        remarks=remarks,
        body=(
            Entry("Họ và tên:", said.name),
            Entry("Chức vụ, chức danh:", said.title),
            Entry("Đơn vị công tác:", said.unit),
            Heading(1, "I. Kết quả theo dõi, đánh giá theo tiêu chí chung", "I"),
            _criteria(said),
            Heading(1, f"II. Tổng hợp kết quả theo dõi, đánh giá {who}", "II"),
            Entry("1. Điểm tiêu chí chung:", said.common),
            Entry("2. Điểm tiêu chí kết quả thực hiện nhiệm vụ:", said.results),
            Entry(f"3. Tổng điểm theo dõi, đánh giá {who}:", said.total),
            Entry("4. Ưu điểm:", said.strengths, lines=2),
            Entry("5. Hạn chế, khuyết điểm:", said.weaknesses, lines=3),
            Entry("6. Ý kiến nhận xét của cấp có thẩm quyền theo dõi, đánh giá:", said.remarks, lines=3),
            Signatures(boxes),
        ),
        signature=None,
        recipients=(),
        annexes=_annexes(said, form),
        footnotes=form.footnotes,
    )


def _criteria(said: Monitoring) -> Table:
    rows = [
        TableRow(
            (Cell(one.number), Cell(one.title), Cell(one.most), Cell(one.own)),
            RowKind.GROUP if one.is_group else RowKind.BODY,
        )
        for one in said.criteria
    ]
    total = (Cell("Tổng cộng", colspan=2), Cell(said.most), Cell(said.own))
    return Table(
        columns=(Column(12), Column(103, Align.LEFT), Column(22), Column(28)),
        header=(
            tuple(
                HeaderCell(text)
                for text in ("TT", "Tiêu chí chấm điểm", "Điểm tối đa", "Điểm do cá nhân tự chấm")
            ),
            tuple(HeaderCell(text) for text in ("(1)", "(2)", "(3)", "(4)")),
        ),
        rows=(*rows, TableRow(total, RowKind.TOTAL)),
    )


def _annexes(said: Monitoring, form: Form) -> tuple[Annex, ...]:
    """The work that the score comes from and how it is computed; none where no work is known."""
    if not said.products and not said.steps:
        return ()
    caption = f"(Kèm theo {form.title} của {said.name}, {said.period}; bố cục của cổng)"
    rows = [
        TableRow(
            (
                Cell(str(number)), Cell(one.name), Cell(one.coefficient), Cell(one.assigned), Cell(one.done),
                Cell(one.faults), Cell(one.delays), Cell(one.cause),
            )
        )
        for number, one in enumerate(said.products, start=1)
    ]  # fmt: skip
    if said.steps:
        rows.append(TableRow((Cell("Cách tính điểm", colspan=8),), RowKind.GROUP))
        rows += [
            TableRow((Cell(str(number)), Cell(step, colspan=7)))
            for number, step in enumerate(said.steps, start=1)
        ]
    names = (
        "TT", "Sản phẩm, công việc", "Hệ số quy đổi", "Được giao", "Hoàn thành", "Lần sai sót lớn",
        "Lần chậm tiến độ", "Nguyên nhân khách quan đã xác nhận",
    )  # fmt: skip
    table = Table(
        columns=(
            Column(9), Column(92, Align.LEFT), Column(20), Column(20), Column(22), Column(20), Column(22),
            Column(47, Align.LEFT),
        ),
        header=(tuple(HeaderCell(name) for name in names),),
        rows=tuple(rows),
    )  # fmt: skip
    title = "Danh mục sản phẩm, công việc và cách tính điểm"
    return (Annex(number_roman="", title=title, caption=caption, table=table),)
