"""Storing what was read and comparing it with the portal, set by set."""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Count

from core.planner import sample
from core.templatetags.vietnamese import number
from imports import clock
from imports.kinds import Kind, Note, SheetValues, Staged, get_kind
from imports.models import Batch, Difference, Message, Outcome, Severity, State, Step

STAGED, SHEETS = "imports_tmp_rows", "imports_tmp_sheets"


def store(batch: Batch, staged: list[tuple[SheetValues, Staged]], notes: list[Note]) -> None:
    """Replace all that is known of the batch by what was read now. Called inside a transaction."""
    kind = get_kind(batch.kind)
    reasons = dict(batch.differences.filter(outcome=Outcome.LEFT).values_list("subject_id", "reason"))
    _forget(kind, batch)
    _copy_rows(kind, staged)
    batch.clock = clock.now([*kind.tables, *kind.read_tables])
    kind.compare(batch, staged=STAGED, sheets=SHEETS)
    _keep_reasons(batch, reasons)
    _store_notes(batch, notes)
    _settle(kind, batch)
    Step.objects.create(batch=batch, what="Kiểm tra, so sánh", note=_words(kind, batch))


def differences_of(batch: Batch) -> set[tuple]:
    """What a comparison says, for telling two of them apart."""
    return set(batch.differences.values_list("outcome", "label", "detail", "field_label", "old", "new")) | {
        (Outcome.NEW, label, detail, "", "", "")
        for label, detail in get_kind(batch.kind)
        .staging.objects.filter(batch=batch, outcome=Outcome.NEW)
        .values_list("label", "detail")
    }


def _keep_reasons(batch: Batch, reasons: dict[int, str]) -> None:
    """What was said of those who left stays said when they are found again."""
    gone = batch.differences.filter(outcome=Outcome.LEFT)
    for reason in {*reasons.values(), batch.left_reason} - {""}:
        named = [subject for subject, given in reasons.items() if given == reason]
        gone.filter(reason="", subject_id__in=named).update(reason=reason)
    if batch.left_reason:
        gone.filter(reason="").update(reason=batch.left_reason)


def _forget(kind: Kind, batch: Batch) -> None:
    kind.staging.objects.filter(batch=batch)._raw_delete("default")
    Difference.objects.filter(batch=batch)._raw_delete("default")
    Message.objects.filter(batch=batch)._raw_delete("default")


def _copy_rows(kind: Kind, staged: list[tuple[SheetValues, Staged]]) -> None:
    columns = kind.staged_columns
    with connection.cursor() as cursor:
        names = ", ".join(f'"{name}"' for name in ("sheet", "row", "label", "detail", *columns))
        cursor.execute(f"DROP TABLE IF EXISTS {STAGED}, {SHEETS}")
        cursor.execute(
            f"CREATE TEMP TABLE {STAGED} ON COMMIT DROP AS "
            f"SELECT {names} FROM {kind.staging._meta.db_table} WHERE false"
        )
        cursor.execute(
            f"CREATE TEMP TABLE {SHEETS} (sheet smallint, name text, fields text[], letter text)"
            " ON COMMIT DROP"
        )
        for sheet, made in staged:
            cursor.execute(
                f"INSERT INTO {SHEETS} VALUES (%s, %s, %s, %s)",
                [sheet.index, sheet.name, sorted(made.fields), sheet.letters.get(kind.placed_at(sheet))],
            )
            data: list[Sequence] = [
                [str(sheet.index)] * len(sheet.rows),
                sheet.rows,
                *(
                    made.columns.get(name) or [None] * len(sheet.rows)
                    for name in ("label", "detail", *columns)
                ),
            ]
            cursor.copy_expert(f"COPY {STAGED} ({names}) FROM STDIN", _copy_text(data))
    sample(STAGED)


def _copy_text(columns: Sequence[Sequence]) -> io.StringIO:
    """The columns as PostgreSQL's COPY text."""
    written = [_copy_column(column) for column in columns]
    return io.StringIO("".join("\t".join(row) + "\n" for row in zip(*written, strict=True)))


def _copy_column(values: Sequence) -> list[str]:
    known: dict = {None: r"\N"}
    out = []
    for value in values:
        text = known.get(value)
        if text is None:
            if isinstance(value, str):
                text = value.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ").replace("\r", " ")
            elif isinstance(value, bool):
                text = "t" if value else "f"
            elif isinstance(value, (date, int, Decimal)):
                text = str(value)
            else:
                raise TypeError(f"{type(value)} can't be staged.")
            known[value] = text
        out.append(text)
    return out


def _store_notes(batch: Batch, notes: list[Note]) -> None:
    Message.objects.bulk_create(
        [
            Message(
                batch=batch,
                severity=note.severity,
                code=note.code,
                sheet=note.sheet,
                row=note.row,
                cell=f"{note.column}{note.row}" if note.column and note.row else note.column,
                value=note.value,
                sentence=note.sentence,
            )
            for note in notes
        ],
        batch_size=2_000,
    )


def _settle(kind: Kind, batch: Batch) -> None:
    outcomes = Counter(
        dict(
            kind.staging.objects.filter(batch=batch).order_by().values_list("outcome").annotate(n=Count("id"))
        )
    )
    severities = dict(batch.messages.order_by().values_list("severity").annotate(n=Count("id")))
    batch.counts = {
        "found": sum(outcomes.values()),
        "new": outcomes[Outcome.NEW],
        "changed": outcomes[Outcome.CHANGED],
        "left": batch.differences.filter(outcome=Outcome.LEFT).count(),
        "unchanged": outcomes[Outcome.UNCHANGED],
        "errors": severities.get(Severity.ERROR, 0),
        "warnings": severities.get(Severity.WARNING, 0),
    }
    batch.totals = kind.totals(batch)
    batch.state = State.HAS_ERRORS if batch.counts["errors"] else State.COMPARED
    batch.refusal = ""
    batch.warnings_confirmed = False
    batch.save()


def _words(kind: Kind, batch: Batch) -> str:
    c = {name: number(count) for name, count in batch.counts.items()}
    return (
        f"Tìm thấy {c['found']} {kind.noun}: thêm {c['new']}, đổi {c['changed']}, "
        f"không còn {c['left']}, giữ nguyên {c['unchanged']}; {c['errors']} lỗi, {c['warnings']} cảnh báo."
    )
