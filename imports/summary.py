"""What the command line says of a batch, as JSON."""

from pathlib import Path

from imports.models import Batch

_NO_COUNTS = dict.fromkeys(("found", "new", "changed", "left", "unchanged", "errors", "warnings"), 0)


def summary(batch: Batch) -> dict:
    """Counts at the top level, control totals, and each message with its place and sentence."""
    return {
        "batch": batch.pk,
        "kind": batch.kind,
        "file": batch.file_name,
        "state": batch.state,
        "as_of": batch.as_of.isoformat() if batch.as_of else None,
        **(batch.counts or _NO_COUNTS),
        "totals": {by: [_total(t) for t in batch.totals if t["by"] == by] for by in ("group", "unit")},
        "messages": [
            {
                "severity": message.severity,
                "code": message.code,
                "sheet": message.sheet,
                "cell": message.cell,
                "row": message.row,
                "value": message.value,
                "sentence": message.sentence,
            }
            for message in batch.messages.all()
        ],
    }


def nothing(kind: str, path: Path) -> dict:
    """The same of a workbook that was refused before a batch was made of it."""
    return {
        "batch": None,
        "kind": kind,
        "file": path.name,
        "state": None,
        "as_of": None,
        **_NO_COUNTS,
        "totals": {"group": [], "unit": []},
        "messages": [],
    }


def _total(total: dict) -> dict:
    return {key: total[key] for key in ("code", "label", "workbook", "portal", "difference")}
