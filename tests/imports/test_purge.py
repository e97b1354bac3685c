"""Workbooks and their rows are forgotten after a set time; what they changed is not."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from imports.errors import ImportRefused
from imports.models import Batch, State
from imports.purge import purge
from imports.receive import amend
from staff.models import Person, RosterRow

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_old_batch_loses_its_workbook_and_rows_and_keeps_what_it_did(committed_province):
    batch = Batch.objects.get(kind="people")
    RosterRow.objects.create(
        batch=batch,
        sheet=0,
        row=8,
        label="Ai đó, 1990",
        outcome="new",
        citizen_number="006090000001",
        full_name="Ai đó",
    )
    file = Path(batch.file.path)
    assert file.exists()
    day = timedelta(days=1)
    kept = timedelta(days=settings.IMPORTS_KEEP_DAYS)
    assert purge(now=batch.uploaded_at + kept - day) == 0
    assert purge(now=timezone.now() + kept + day) == 2  # units and people
    batch.refresh_from_db()
    assert not file.exists() and not RosterRow.objects.filter(batch=batch).exists()
    assert (batch.state, Person.objects.count()) == (State.APPLIED, 12_471)
    assert purge(now=timezone.now() + kept + day) == 0


def test_a_purged_batch_is_not_compared_again(committed_province):
    Batch.objects.filter(kind="people").update(state=State.UNDONE, purged_at=timezone.now())
    batch = Batch.objects.get(kind="people")
    with pytest.raises(ImportRefused, match="đã xóa vì hết thời hạn lưu"):
        amend(batch, by=batch.uploaded_by)
