"""A report's version as an official paper: sentences with bound figures, the officer's words, the annexes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings

from agencies.models import UnitPeriod
from core.paper.paper import (
    Align,
    Annex,
    Cell,
    Column,
    HeaderCell,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    RowKind,
    Run,
    Signature,
    Table,
    TableRow,
)
from core.paper.wording import number, percent
from reports import annexes, compose_ratings, rating_annexes
from reports.measures import UNKNOWN
from reports.models import Report, Version
from staff.enums import LeaveReason

# The paragraphs that an officer writes: anchor, heading on the paper, name.
WORDS = (
    ("III.1", "1. Ưu điểm", "Ưu điểm"),
    ("III.2", "2. Tồn tại, hạn chế và nguyên nhân", "Tồn tại, hạn chế và nguyên nhân"),
    ("IV.1", "", "Kiến nghị, đề xuất"),
)
_BLANK = "…"  # what stands there until something is written
_ROMAN = ("I", "II", "III", "IV", "V", "VI")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues the report and who signs it. Settings, since offices differ."""

    parent_body: str
    issuing_body: str
    symbol: str
    place: str
    powers: tuple[str, ...]
    post: str
    recipients: tuple[str, ...]


def issuer() -> Issuer:
    province = settings.PROVINCE_NAME
    return Issuer(
        parent_body=f"UBND tỉnh {province}",
        issuing_body="Sở Nội vụ",
        symbol="BC-SNV",
        place=province,
        powers=(),
        post="Giám đốc",
        recipients=(f"UBND tỉnh {province} (báo cáo)", "Các cơ quan, đơn vị có liên quan", "Lưu: VT, CCVC"),
    )


def compose(version: Version) -> Paper:
    """The paper of a version, with number and date once the report is approved."""
    report, by = version.report, issuer()
    content = version.snapshot.content
    scope = scope_words(report)
    return Paper(
        letterhead=Letterhead(
            parent_body=by.parent_body,
            issuing_body=by.issuing_body,
            number=report.number or None,
            symbol=by.symbol,
            place=by.place,
            day=report.signed_on,
        ),
        kind="BÁO CÁO",
        subject=_subject(report, scope),
        addressee=f"UBND tỉnh {settings.PROVINCE_NAME}",
        body=tuple(_body(report, content, version.words, scope)),
        signature=Signature(powers=by.powers, post=by.post, name=""),
        recipients=by.recipients,
        annexes=tuple(_annexes(content, report.day)),
    )


def unwritten(version: Version) -> list[str]:
    """The names of the officer's paragraphs in which nothing is written yet."""
    return [name for anchor, _, name in WORDS if not version.words.get(anchor)]


def scope_words(report: Report) -> str:
    """Of whom the report speaks: "toàn tỉnh", or the unit's name on the report's day."""
    if report.unit_id is None:
        return "toàn tỉnh"
    period = UnitPeriod.objects.as_of(report.day).of_units([report.unit_id]).first()
    return period.name if period else "đơn vị"


def _subject(report: Report, scope: str) -> str:
    of_whom = f"tỉnh {settings.PROVINCE_NAME}" if report.unit_id is None else scope
    when = report.period_words or f"tính đến ngày {report.day:%d/%m/%Y}"
    return f"Số lượng, chất lượng đội ngũ cán bộ, công chức, viên chức {of_whom} {when}"


def _body(report: Report, content: dict, words: dict, scope: str):
    figures = _Bound(content)
    yield Heading(1, "I. Số lượng, chất lượng đội ngũ", "I")
    yield Heading(2, "1. Số lượng", "I.1")
    yield Paragraph("I.1.a", tuple(_numbers(figures, report.day, scope)))
    if content["flows"]:
        yield Paragraph("I.1.b", tuple(_flow_runs(content["flows"], report)))
    yield Heading(2, "2. Cơ cấu", "I.2")
    yield Paragraph("I.2.a", tuple(_structure(figures)))
    yield Paragraph("I.2.b", tuple(_list_of(figures, "staff.by_age", "Theo tuổi: ")))
    yield Heading(2, "3. Trình độ", "I.3")
    yield Paragraph("I.3.a", tuple(_degrees(figures)))
    yield Paragraph("I.3.b", tuple(_list_of(figures, "staff.by_education", "Trình độ chuyên môn: ")))
    yield Paragraph("I.3.c", tuple(_list_of(figures, "staff.by_theory", "Lý luận chính trị: ")))
    if told := content.get("ratings"):
        yield Heading(2, "4. Đánh giá, xếp loại", "I.4")
        yield Paragraph("I.4.a", tuple(compose_ratings.people(told)))
        if told["before"]:
            yield Paragraph("I.4.b", tuple(compose_ratings.against_last_year(told)))
        if told["figures"]["organisations.total"][0]:
            yield Paragraph("I.4.c", tuple(compose_ratings.organisations(told)))
        if told.get("scores", {}).get("confirmed"):  # not in what was frozen before reports told of them
            yield Paragraph("I.4.d", tuple(compose_ratings.scores(told)))
        if told.get("petitions", {}).get("filed"):
            yield Paragraph("I.4.e", tuple(compose_ratings.petitions(told)))
    yield Heading(1, "II. Đội ngũ lãnh đạo, quản lý", "II")
    yield Paragraph("II.a", tuple(_leaders(figures)))
    yield Heading(1, "III. Đánh giá chung", "III")
    for anchor, heading, _ in WORDS[:2]:
        yield Heading(2, heading, f"{anchor}.h")
        yield Paragraph(anchor, (Run(words.get(anchor) or _BLANK),))
    yield Heading(1, "IV. Kiến nghị, đề xuất", "IV")
    yield Paragraph("IV.1", (Run(words.get("IV.1") or _BLANK),))


class _Bound:
    """Runs of text that carry the code of the figure that they show."""

    def __init__(self, content: dict) -> None:
        self.figures = content["figures"]
        self.parts = content["parts"]

    def n(self, code: str) -> Run:
        return Run(number(self.figures[code][0]), figure=code)

    def share(self, code: str) -> Run:
        part, whole = self.figures[code]
        return Run(percent(Decimal(part) * 100 / Decimal(whole)) if whole else "–", figure=code)

    def holds(self, code: str) -> bool:
        return bool(self.figures[code][0])


def _numbers(bound: _Bound, day: date, scope: str):
    yield Run(f"Tính đến ngày {day:%d/%m/%Y}, {scope} có ")
    yield bound.n("staff.total")
    yield Run(" người, trong đó: ")
    yield bound.n("staff.civil_servants")
    yield Run(" công chức, ")
    yield bound.n("staff.public_employees")
    yield Run(" viên chức và ")
    yield bound.n("staff.commune")
    yield Run(" cán bộ, công chức cấp xã.")


def _flow_runs(moved: dict, report: Report):
    closing = moved["opening"] + moved["joined"] + moved["moved_in"] - moved["left"] - moved["moved_out"]
    change = closing - moved["opening"]
    word = "tăng" if change > 0 else "giảm" if change < 0 else "không đổi"
    yield Run(f"So với ngày {report.since:%d/%m/%Y} ({number(moved['opening'])} người) {word}")
    yield Run(f" {number(abs(change))} người: " if change else ": ")
    yield Run(number(moved["joined"]), figure="staff.joined")
    yield Run(" người vào, ")
    yield Run(number(moved["left"]), figure="staff.left")
    yield Run(" người thôi")
    if moved["left_by_reason"]:
        labels = dict(LeaveReason.choices)
        for place, (reason, n) in enumerate(moved["left_by_reason"].items()):
            yield Run(f"{', ' if place else ' ('}{labels[reason].lower()} ")
            yield Run(number(n), figure=f"staff.left[{reason}]")
        yield Run(")")
    if report.unit_id is not None:
        yield Run("; ")
        yield Run(number(moved["moved_in"]), figure="staff.moved_in")
        yield Run(" người chuyển đến, ")
        yield Run(number(moved["moved_out"]), figure="staff.moved_out")
        yield Run(" người chuyển đi")
    yield Run(".")


def _structure(bound: _Bound):
    parts = (
        ("Nữ có ", "staff.female", "staff.female_share"),
        ("; đảng viên có ", "staff.party", "staff.party_share"),
        ("; người dân tộc thiểu số có ", "staff.minority", "staff.minority_share"),
    )
    for words, count, share in parts:
        yield Run(words)
        yield bound.n(count)
        yield Run(" người (")
        yield bound.share(share)
        yield Run(")")
    yield Run(".")
    unknown = sum(count for value, _, count in bound.parts["staff.by_party"] if value == UNKNOWN)
    if unknown:
        yield Run(" Chưa rõ là đảng viên hay không: ")
        yield Run(number(unknown), figure=f"staff.by_party[{UNKNOWN}]")
        yield Run(" người.")


def _degrees(bound: _Bound):
    yield Run("Tỷ lệ có trình độ từ đại học trở lên: ")
    named = (("công chức", "civil_servants"), ("viên chức", "public_employees"), ("cấp xã", "commune"))
    shown = [(words, code) for words, code in named if bound.holds(f"staff.{code}")]
    for place, (words, code) in enumerate(shown):
        yield Run(f"{'; ' if place else ''}{words} ")
        yield bound.share(f"staff.degree_share.{code}")
    yield Run(".")


def _list_of(bound: _Bound, code: str, words: str):
    yield Run(words)
    for place, (value, label, count) in enumerate(bound.parts[code]):
        yield Run(f"{'; ' if place else ''}{label[0].lower()}{label[1:]} ")
        yield Run(number(count), figure=f"{code}[{value}]")
    yield Run(".")


def _leaders(bound: _Bound):
    yield Run("Có ")
    yield bound.n("staff.leaders")
    yield Run(" người giữ chức vụ lãnh đạo, quản lý, trong đó ")
    yield bound.n("staff.heads")
    yield Run(" người đứng đầu cơ quan, đơn vị; nữ giữ chức vụ lãnh đạo, quản lý có ")
    yield bound.n("staff.female_leaders")
    yield Run(" người.")


def _annexes(content: dict, day: date):
    present = [kind for kind in annexes.KINDS if kind.code in content["annexes"]]
    for place, kind in enumerate(present):
        yield Annex(
            number_roman=_ROMAN[place],
            title=f"{kind.title} tính đến ngày {day:%d/%m/%Y}",
            caption=None,
            table=annex_table(kind.code, content["annexes"][kind.code]),
        )
    told = content.get("ratings", {"annexes": {}})
    rated = [code for code in rating_annexes.KIND if code in told["annexes"]]
    for place, code in enumerate(rated, start=len(present)):
        yield Annex(
            number_roman=_ROMAN[place],
            title=compose_ratings.title_of(told, code),
            caption=None,
            table=compose_ratings.table(told, code),
        )


def annex_table(code: str, rows: list[dict]) -> Table:
    """The table of an annex; a cell's anchor is ``<annex>.<row>.<column>``, counted from 1."""
    columns = annexes.columns(annexes.KIND[code])
    overs = list(dict.fromkeys(column.over for column in columns if column.over))
    first = [HeaderCell("STT", rowspan=2), HeaderCell("Đơn vị", rowspan=2)]
    first += [HeaderCell(c.words, rowspan=2, vertical=len(c.words) > 6) for c in columns if not c.over]
    first += [HeaderCell(over, colspan=sum(c.over == over for c in columns)) for over in overs]
    second = [HeaderCell(column.words) for column in columns if column.over]
    return Table(
        columns=(
            Column(3),
            Column(19, Align.LEFT),
            *(Column(4 if c.code == "total" else 3.2) for c in columns),
        ),
        header=(tuple(first), tuple(second)),
        rows=tuple(_annex_rows(code, columns, rows)),
    )


def _annex_rows(code: str, columns: list, rows: list[dict]):
    place = 0
    for line, row in enumerate(rows, start=1):
        place += row["kind"] == "body"
        cells = [Cell(str(place) if row["kind"] == "body" else ""), Cell(row["label"])]
        for across, (column, value) in enumerate(zip(columns, row["numbers"], strict=True), start=1):
            anchor = f"{code}.{line}.{across}"
            cells.append(Cell(number(value) if value else "", value or None, f"{code}:{column.code}", anchor))
        yield TableRow(cells=tuple(cells), kind=RowKind(row["kind"]))
