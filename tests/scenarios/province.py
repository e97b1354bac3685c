"""The demo province for tests: its accounts, and its workbooks brought in by the real engine."""

import json
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import connection

from accounts.models import User
from agencies.demo import make_accounts
from imports.drive import Wish, drive
from imports.kinds import get_kind
from imports.models import Batch

DATA: Path = settings.ROOT / "demo" / "data"
UNITS, DECEMBER, JUNE = (
    DATA / name
    for name in ("don-vi-2021.xlsx", "danh-sach-ccvc-2021-12-30.xlsx", "danh-sach-ccvc-2022-06-30.xlsx")
)
DECEMBER_DAY, JUNE_DAY = date(2021, 12, 30), date(2022, 6, 30)


def changes() -> dict[str, list[str]]:
    """The citizen numbers of those who left, joined, moved … between the two rosters."""
    return json.loads((DATA / "changes-2022-06-30.json").read_text(encoding="utf-8"))


def bring_in(
    kind: str, path: Path, *, as_of: date | None = None, left: str | None = None, apply: bool = True
) -> Batch:
    """Upload as ``chuyenvien``; with ``apply`` approve as ``lanhdao``."""
    make_accounts()
    return drive(
        Wish(
            kind=kind,
            path=path,
            by=User.objects.get(username="chuyenvien"),
            scope={},
            as_of=as_of,
            left=left,
            approver=User.objects.get(username="lanhdao") if apply else None,
        )
    )


def december() -> Batch:
    bring_in("units", UNITS, as_of=DECEMBER_DAY)
    return bring_in("people", DECEMBER)


def content(kind: str = "people") -> dict[str, str]:
    """A digest of every row of every table that a kind writes, ids included."""
    digests = {}
    with connection.cursor() as cursor:
        for model in get_kind(kind).tables:
            table = model._meta.db_table
            cursor.execute(f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY id), '')) FROM {table} t")
            digests[table] = cursor.fetchone()[0]
    return digests
