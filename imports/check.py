"""From a workbook's bytes to checked, compared rows: the job of the steps Nhận cột, Kiểm tra, So sánh."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from core.jobs import Run
from imports import compare
from imports.columns import find_columns, missing
from imports.kinds import Kind, Note, SheetValues, Staged, get_kind
from imports.models import Batch, Severity, State, Step
from imports.parse import BadCell, shown
from imports.table import Table, find_tables
from imports.workbook import ImportRefused, read

FIRST_COLUMN = "A"
_EMPTY = object()


def check(run: Run, batch: Batch) -> None:
    """Read, check and compare the batch's workbook, and store what was found in one transaction."""
    try:
        staged, notes = examine(batch, run.progress)
    except ImportRefused as refusal:
        with run.commit():
            _refuse(batch, refusal.sentence)
            run.not_done(refusal.sentence)
        return
    run.progress("So sánh với dữ liệu của cổng", 3, 4)
    with run.commit():
        compare.store(batch, staged, notes)


def examine(
    batch: Batch, progress: Callable[..., None]
) -> tuple[list[tuple[SheetValues, Staged]], list[Note]]:
    """Read and check the workbook, writing nothing. Raises ImportRefused where it can't be read."""
    kind = get_kind(batch.kind)
    notes: list[Note] = []
    progress("Đọc tệp", 0, 4)
    tables = _tables(batch)
    _settle_day(batch, tables, notes)
    progress("Nhận cột", 1, 4)
    batch.columns, sheets = _columns(kind, batch, tables, notes)
    progress("Kiểm tra từng ô", 2, 4)
    staged = [(sheet, _stage(kind, batch, sheet, notes)) for sheet in sheets] if batch.as_of else []
    _same_identity_twice(kind, staged, notes)
    if not notes and not any(sheet.rows for sheet in sheets):
        notes.append(
            Note(
                Severity.ERROR, "no_rows", "", None, "", "", f"Không tìm thấy {kind.noun} nào trong tệp này."
            )
        )
    return staged, notes


def _refuse(batch: Batch, sentence: str) -> None:
    batch.state, batch.refusal = State.REFUSED, sentence
    batch.save(update_fields=["state", "refusal"])
    Step.objects.create(batch=batch, what="Không đọc được tệp", note=sentence)


def _tables(batch: Batch) -> list[Table]:
    sheets = [sheet for sheet in read(Path(batch.file.path)) if not sheet.hidden]
    return [table for sheet in sheets for table in find_tables(sheet)]


def _settle_day(batch: Batch, tables: list[Table], notes: list[Note]) -> None:
    """The day is the uploader's, else the one that the titles name."""
    days = Counter(table.as_of for table in tables if table.as_of)
    batch.title_day = days.most_common(1)[0][0] if days else None
    batch.as_of = batch.as_of or batch.title_day
    if batch.as_of is None and tables:
        notes.append(
            Note(
                Severity.ERROR, "no_day", "", None, "", "",
                "Tệp không ghi tính đến ngày nào. Hãy nhập ngày của danh sách ở bước Nhận cột.",
            )
        )  # fmt: skip
    if len(days) > 1:
        words = ", ".join(f"{day:%d/%m/%Y}" for day in sorted(days))
        notes.append(
            Note(
                Severity.WARNING, "several_days", "", None, "", words,
                f"Các trang tính ghi những ngày khác nhau ({words}). Cả đợt được tính đến ngày "
                f"{batch.as_of:%d/%m/%Y}; hãy kiểm tra lại.",
            )
        )  # fmt: skip


def _columns(
    kind: Kind, batch: Batch, tables: list[Table], notes: list[Note]
) -> tuple[list[dict], list[SheetValues]]:
    described, sheets = [], []
    for index, table in enumerate(tables):
        found = find_columns(kind, table.columns, batch.mapping.get(table.sheet, {}))
        lacking = missing(kind, found)
        described.append(
            {
                "sheet": table.sheet,
                "title": " ".join(table.title_lines),
                "rows": len(table.rows),
                "skipped": Counter(row.reason for row in table.skipped),
                "columns": [asdict(column) for column in found],
            }
        )
        if lacking:
            words = ", ".join(f"“{field.label}”" for field in lacking)
            notes.append(
                Note(
                    Severity.ERROR, "no_column", table.sheet, None, "", "",
                    f"Trang tính này không có cột {words}. Chỉ ra cột đó ở bước Nhận cột.",
                )
            )  # fmt: skip
        sheets.append(_values(kind, index, table, found, batch.as_of, notes))
    return described, sheets


def _values(kind, index, table: Table, found, as_of: date | None, notes: list[Note]) -> SheetValues:
    sheet = SheetValues(
        index=index,
        name=table.sheet,
        title=" ".join(table.title_lines),
        rows=[row.number for row in table.rows],
        sections=[row.sections for row in table.rows],
    )
    parsers = kind.parsers(as_of=as_of) if as_of else {}
    fields = {field.code: field for field in kind.fields}
    say = _sayer(kind, sheet, notes)
    for column in found:
        if column.field:
            parse = parsers.get(column.field) or fields[column.field].parse
            raw = [row.cells[column.index] for row in table.rows]
            sheet.letters[column.field] = column.letter
            sheet.raw[column.field] = raw
            sheet.values[column.field] = _parse_column(raw, column.field, parse, say)
    return sheet


def _parse_column(raw: list, field: str, parse: Callable | None, say: Callable) -> list:
    """Parse a column, each distinct value once; a bad cell is said and becomes None."""
    if parse is None:
        return raw
    known: dict = {"": None, None: None}
    values = []
    for place, cell in enumerate(raw):
        value = known.get(cell, _EMPTY)
        if value is _EMPTY:
            if isinstance(cell, str) and not cell.strip():
                value = None
            else:
                try:
                    value = parse(cell)
                except BadCell as bad:
                    value = bad
            known[cell] = value
        if type(value) is BadCell:
            say(Severity.ERROR, value.code, place, field, value.sentence)
            value = None
        values.append(value)
    return values


def _stage(kind: Kind, batch: Batch, sheet: SheetValues, notes: list[Note]) -> Staged:
    return kind.stage(sheet, batch=batch, say=_sayer(kind, sheet, notes))


def _sayer(kind: Kind, sheet: SheetValues, notes: list[Note]) -> Callable[..., None]:
    """``value`` is what was found where it doesn't stand in the row itself, as a section's name."""

    def say(severity: str, code: str, place: int, field: str, sentence: str, value: str = "") -> None:
        at = kind.placed_at(sheet, field)
        notes.append(
            Note(
                severity=severity,
                code=code,
                sheet=sheet.name,
                row=sheet.rows[place],
                column=sheet.letters.get(at, FIRST_COLUMN),
                value=(value or shown(sheet.raw[at][place] if at else ""))[:250],
                sentence=sentence,
            )
        )

    return say


def _same_identity_twice(kind: Kind, staged: list[tuple[SheetValues, Staged]], notes: list[Note]) -> None:
    first: dict = {}
    for sheet, _ in staged:
        say = _sayer(kind, sheet, notes)
        for place, value in enumerate(sheet.column(kind.identity)):
            if value is None:
                continue
            if value in first:
                where = first[value]
                say(
                    Severity.ERROR, "twice", place, kind.identity,
                    f"Đã có ở trang tính “{where[0]}”, dòng {where[1]}. "
                    f"Mỗi {kind.noun} chỉ được có một dòng; hãy bỏ dòng thừa.",
                )  # fmt: skip
            else:
                first[value] = (sheet.name, sheet.rows[place])
