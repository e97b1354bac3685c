"""What an organisation says of itself, as a paper: its work, points by criterion, the level it proposes."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from django.utils import timezone

from core.paper.form_parts import Entry, SignatureBox, Signatures, Ticks
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
from core.paper.wording import number
from evaluations.enums import RatingLevel
from evaluations.law.forms import Form
from evaluations.models import OrganisationReport
from evaluations.organisation_page import OrganisationPage, PointsLine
from evaluations.papers.frame import SIGN_HERE, form_head, place_and_day, remarks
from evaluations.papers.offices import Office

LEFT = Align.LEFT


def report_paper(page: OrganisationPage, office: Office, recogniser: Office, form: Form) -> Paper:
    """Before it is sent it is a draft without day and name."""
    year = page.evaluation.cycle.year
    said = remarks(form, [page.law])
    note = page.criteria_note
    return Paper(
        letterhead=form_head(office),
        kind=form.title,
        subject="",
        subtitle=f"Năm {year}",
        addressee=None,
        remarks=(*said, f"({note})") if note else said,
        body=tuple(_body(page, office, recogniser)),
        signature=None,
        recipients=(),
    )


def _body(page: OrganisationPage, office: Office, recogniser: Office) -> Iterator[Part]:
    report = getattr(page.evaluation, "report", None) or OrganisationReport()
    yield Entry("Tên cơ quan, tổ chức, đơn vị:", office.name)
    yield Entry("Thuộc loại:", _capital(page.place))
    yield Entry("Cấp có thẩm quyền công nhận:", f"{_capital(page.recogniser)}, {recogniser.name}")
    yield Heading(1, "I. Kết quả thực hiện nhiệm vụ", "I")
    yield Entry("1. Nhiệm vụ được giao:", _tasks(report))
    yield Entry("2. Nhiệm vụ theo chương trình, kế hoạch năm:", _plan(report))
    mended = report.get_shortcomings_display() if report.shortcomings else ""
    yield Entry(
        "3. Hạn chế, khuyết điểm đã được chỉ ra và việc khắc phục:",
        "\n".join(filter(None, (mended, report.shortcomings_text.strip()))),
    )
    yield Entry("4. Lý do bất khả kháng (nếu có):", report.majeure_text.strip())
    yield Entry("5. Kết quả nổi bật, hạn chế:", report.summary.strip(), lines=4)
    yield Heading(1, "II. Điểm theo tiêu chí", "II")
    yield _points(page.points)
    yield Heading(1, "III. Đơn vị cấp dưới trực tiếp", "III")
    below = "; ".join(f"{one.name}: {one.words.lower()}" for one in page.below)
    yield Entry("Kết quả xếp loại:", below or "Không có đơn vị cấp dưới được xếp loại")
    yield Heading(1, "IV. Đề xuất mức xếp loại chất lượng", "IV")
    yield Ticks(tuple((str(label), report.level == value) for value, label in RatingLevel.choices))
    sent = report.submitted_at
    yield Signatures(
        (
            SignatureBox(capitals=()),
            SignatureBox(
                capitals=("Người đứng đầu cơ quan, tổ chức, đơn vị",),
                place_and_day=place_and_day(office, timezone.localdate(sent) if sent else None),
                note=SIGN_HERE,
            ),
        )
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _tasks(report: OrganisationReport) -> str:
    parts = (
        ("", report.tasks_all),
        ("hoàn thành", report.tasks_done),
        ("đúng hạn, bảo đảm chất lượng", report.tasks_on_time),
        ("vượt mức yêu cầu", report.tasks_beyond),
        ("chưa bảo đảm tiến độ", report.tasks_late),
    )
    return _numbers(parts)


def _plan(report: OrganisationReport) -> str:
    return _numbers((("", report.plan_all), ("hoàn thành", report.plan_done)))


def _numbers(parts: Sequence[tuple[str, int | None]]) -> str:
    return "; ".join(f"{words} {number(n)}".strip() for words, n in parts if n is not None)


def _points(lines: Sequence[PointsLine]) -> Table:
    names = ("TT", "Tiêu chí", "Căn cứ", "Điểm tối đa", "Tự chấm", "Cấp công nhận chấm")
    rows: list[TableRow] = []
    for group, those in groupby(lines, key=lambda line: line.group):
        found = list(those)
        if group:
            rows.append(_sums(group, found, RowKind.GROUP))
        for line in found:
            code = "" if not line.group else line.code
            cells = (code, line.title, line.cite, _point(line.most), _point(line.own), _point(line.given))
            rows.append(TableRow(tuple(Cell(text) for text in cells)))
    rows.append(_sums("Tổng cộng", list(lines), RowKind.TOTAL))
    return Table(
        columns=(
            Column(8), Column(70, LEFT), Column(28, LEFT), Column(17), Column(17), Column(22),
        ),
        header=(tuple(HeaderCell(name) for name in names),),
        rows=tuple(rows),
    )  # fmt: skip


def _sums(words: str, lines: Sequence[PointsLine], kind: RowKind) -> TableRow:
    """Of the points given only where some are, each criterion without them keeping its own."""
    own = [line.own for line in lines if line.own is not None]
    counted = [line.own if line.given is None else line.given for line in lines]
    given = [points for points in counted if points is not None] if any(_given(lines)) else []
    cells = ("", words, "", _point(sum((line.most for line in lines), Decimal(0))), _sum(own), _sum(given))
    return TableRow(tuple(Cell(text) for text in cells), kind)


def _given(lines: Sequence[PointsLine]) -> list[bool]:
    return [line.given is not None for line in lines]


def _sum(points: Sequence[Decimal]) -> str:
    return _point(sum(points, Decimal(0))) if points else ""


def _point(points: Decimal | None) -> str:
    return "" if points is None else number(points, 2)
