"""What a report says of a year's ratings: sentences with bound figures, and the tables of its annexes."""

from collections.abc import Iterator
from decimal import Decimal

from core.paper.paper import Align, Cell, Column, HeaderCell, Run, Table, TableRow
from core.paper.paper import RowKind as Kind
from core.paper.wording import number, percent
from evaluations.enums import RatingLevel
from evaluations.law.numbers import exact, score_shown
from reports import rating_annexes

_LEVELS = tuple(level.lower() for level in RatingLevel.values)
_WORDS = dict(zip(_LEVELS, (label.lower() for label in RatingLevel.labels), strict=True))


def title_of(told: dict, code: str) -> str:
    """The title of an annex, with what must be known of a year that isn't over."""
    open_words = " (kỳ đánh giá chưa đóng)" if told["open_units"] else ""
    return f"{rating_annexes.KIND[code].title} năm {told['year']}{open_words}"


def people(told: dict) -> Iterator[Run]:
    """How many are rated at which level, in numbers and shares, and why others aren't."""
    n = _bound(told)
    yield Run(f"Kết quả đánh giá, xếp loại chất lượng năm {told['year']}")
    if told["open_units"]:
        yield Run(f" (kỳ đánh giá chưa đóng, còn {number(told['open_units'])} đơn vị)")
    yield Run(": trong ")
    yield n("ratings.total")
    yield Run(" người thuộc phạm vi đánh giá có ")
    yield n("ratings.rated")
    yield Run(" người được xếp loại")
    yield from _levels(told, "ratings", "người")
    if told["figures"]["ratings.not_rated"][0]:
        yield Run(" Không xếp loại theo quy định ")
        yield n("ratings.not_rated")
        why = "; ".join(f"{cite or 'chưa rõ'}: {number(count)} người" for cite, count in told["reasons"])
        yield Run(f" người ({why}).")
    if told["figures"]["ratings.waiting"][0]:
        yield Run(" Chưa có quyết định xếp loại ")
        yield n("ratings.waiting")
        yield Run(" người.")


def against_last_year(told: dict) -> Iterator[Run]:
    """By how many points each level's share went up or down."""
    yield Run(f"So với năm {told['before']}: ")
    for place, level in enumerate(_LEVELS):
        code = f"ratings.{level}_share"
        now, then = told["figures"][code], told["figures_before"][code]
        yield Run(f"{'; ' if place else ''}{_WORDS[level]} {_change(now, then)}")
    yield Run(".")


def scores(told: dict) -> Iterator[Run]:
    """How many sheets of months and quarters have a score, and their mean."""
    said = told["scores"]
    mean = score_shown(exact(said["mean"], "mean"), [])
    yield Run(
        f"Theo dõi, đánh giá theo tháng, quý năm {told['year']}: {number(said['confirmed'])} phiếu "
        f"đã xác nhận, điểm trung bình {mean}."
    )


def petitions(told: dict) -> Iterator[Run]:
    """How many there are against ratings and scores, and what became of them."""
    said = told["petitions"]
    answered = said["filed"] - said["waiting"]
    yield Run(
        f"Kiến nghị về kết quả xếp loại và điểm theo dõi: {number(said['filed'])}; đã trả lời "
        f"{number(answered)}, trong đó chấp nhận {number(said['upheld'])}; chờ trả lời "
        f"{number(said['waiting'])}."
    )


def organisations(told: dict) -> Iterator[Run]:
    n = _bound(told)
    yield Run(f"Về tổ chức, năm {told['year']} có ")
    yield n("organisations.total")
    yield Run(" tổ chức thuộc diện xếp loại, ")
    yield n("organisations.recognised")
    yield Run(" tổ chức đã được công nhận")
    yield from _levels(told, "organisations", "tổ chức")


def table(told: dict, code: str) -> Table:
    """The table of an annex; a cell's anchor is ``<annex>.<row>.<column>``, counted from 1."""
    columns = rating_annexes.columns(code, rating_annexes.last_year(told, code))
    overs = list(dict.fromkeys(column.over for column in columns if column.over))
    head = "Đơn vị" if code == rating_annexes.UNITS else "Đối tượng"
    if code == rating_annexes.ORGANISATIONS:
        head = "Loại đơn vị"
    first = [HeaderCell("STT", rowspan=2), HeaderCell(head, rowspan=2)]
    first += [HeaderCell(c.words, rowspan=2, vertical=code == rating_annexes.UNITS)
              for c in columns if not c.over]  # fmt: skip
    first += [HeaderCell(over, colspan=sum(c.over == over for c in columns)) for over in overs]
    second = [HeaderCell(column.words) for column in columns if column.over]
    return Table(
        columns=(
            Column(3),
            Column(19, Align.LEFT),
            *(Column(4 if not c.over or c.of else 3.4) for c in columns),
        ),
        header=(tuple(first), tuple(second)),
        rows=tuple(_rows(code, columns, told["annexes"][code])),
    )


def _rows(code: str, columns: list[rating_annexes.RatingColumn], rows: list[dict]) -> Iterator[TableRow]:
    place = 0
    for line, row in enumerate(rows, start=1):
        place += row["kind"] == "body"
        cells = [Cell(str(place) if row["kind"] == "body" else ""), Cell(row["label"])]
        values = row["numbers"] or [0] * len(columns)
        for across, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
            text, shown = _cell(value)
            cells.append(Cell(text, shown, f"{code}:{column.code}", f"{code}.{line}.{across}"))
        yield TableRow(cells=tuple(cells), kind=Kind(row["kind"]))


def _cell(value: int | list[int]) -> tuple[str, int | Decimal | None]:
    """A number, or a share in hundredths with one decimal; nothing for none."""
    if isinstance(value, int):
        return (number(value), value) if value else ("", None)
    part, whole = value
    if not part or not whole:
        return "", None
    text = number(_share(value), 1)
    return text, Decimal(text.replace(".", "").replace(",", "."))


def _levels(told: dict, kind: str, noun: str) -> Iterator[Run]:
    """Each level with its number and share, to the end of the sentence."""
    if not told["figures"][f"{kind}.{_LEVELS[0]}_share"][1]:
        yield Run(".")
        return
    n = _bound(told)
    for place, level in enumerate(_LEVELS):
        yield Run(f"{'; ' if place else ', gồm: '}{_WORDS[level]} ")
        yield n(f"{kind}.{level}")
        share = told["figures"][f"{kind}.{level}_share"]
        yield Run(f" {noun} (")
        yield Run(percent(_share(share)), figure=f"{kind}.{level}_share")
        yield Run(")")
    yield Run(".")


def _bound(told: dict):
    return lambda code: Run(number(told["figures"][code][0]), figure=code)


def _share(value: list[int]) -> Decimal:
    return Decimal(value[0]) * 100 / Decimal(value[1])


def _change(now: list[int], then: list[int]) -> str:
    if not now[1] or not then[1]:
        return "chưa so sánh được"
    change = _share(now) - _share(then)
    shown = number(abs(change), 1).removesuffix(",0")
    if shown == "0":
        return "không đổi"
    return f"{'tăng' if change > 0 else 'giảm'} {shown} điểm %"
