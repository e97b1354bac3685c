"""Workbooks and their rows are forgotten after a set time; what they changed is not."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from imports import decide
from imports.errors import ImportRefused
from imports.models import Batch, State
from imports.purge import purge
from imports.receive import amend
from staff.models import Person, RosterRow
from tests.imports import small

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


@pytest.fixture
def compared(tmp_path):
    office = small.people_of_the_office()
    return small.uploaded(small.workbook(tmp_path, [small.woman(0), small.woman(1)]), office.officer)


@pytest.mark.parametrize(
    "state", [State.UPLOADED, State.HAS_ERRORS, State.COMPARED, State.SUBMITTED, State.APPROVED]
)
def test_a_batch_that_nobody_finished_is_cancelled_after_the_set_time_and_purged(compared, state):
    Batch.objects.filter(pk=compared.pk).update(state=state)
    file = Path(compared.file.path)
    assert file.exists() and RosterRow.objects.filter(batch=compared).count() == 2
    assert purge(now=later(-1)) == 0
    assert purge(now=later(1)) == 1
    compared.refresh_from_db()
    assert compared.state == State.CANCELLED and compared.purged_at
    assert not file.exists() and not RosterRow.objects.filter(batch=compared).exists()
    cancelled, forgotten = compared.steps.order_by("id")[2:]
    assert cancelled.what == "Hủy vì để quá lâu" and cancelled.by is None
    assert f"Không ai làm tiếp trong {settings.IMPORTS_KEEP_DAYS} ngày." in cancelled.note
    assert forgotten.what == "Xóa tệp và các dòng đã đọc"


def test_a_batch_that_somebody_goes_on_with_is_left_alone(compared):
    age(compared)
    decide.submit(compared, by=compared.uploaded_by, warnings_confirmed=True)
    assert purge(now=timezone.now()) == 0
    compared.refresh_from_db()
    assert (compared.state, compared.purged_at) == (State.SUBMITTED, None)


def test_a_batch_whose_job_is_under_way_is_left_alone(compared):
    amend(compared, by=compared.uploaded_by)
    age(compared)
    assert purge(now=timezone.now()) == 0
    compared.refresh_from_db()
    assert compared.state == State.UPLOADED


@pytest.mark.parametrize("state", [State.UNDO_ASKED, State.UNDOING])
def test_an_undo_that_waits_loses_the_workbook_and_waits_on(compared, state):
    Batch.objects.filter(pk=compared.pk).update(state=state)
    assert purge(now=later(1)) == 1
    compared.refresh_from_db()
    assert compared.state == state and compared.purged_at


def later(days: int):
    """That many days after the time for which workbooks are kept."""
    return timezone.now() + timedelta(days=settings.IMPORTS_KEEP_DAYS + days)


def age(batch) -> None:
    """As if all that was done with the batch until now was done long ago."""
    ago = timezone.now() - timedelta(days=settings.IMPORTS_KEEP_DAYS + 1)
    Batch.objects.filter(pk=batch.pk).update(uploaded_at=ago)
    batch.steps.update(at=ago)


def test_a_purged_batch_is_not_compared_again(committed_province):
    Batch.objects.filter(kind="people").update(state=State.UNDONE, purged_at=timezone.now())
    batch = Batch.objects.get(kind="people")
    with pytest.raises(ImportRefused, match="đã xóa vì hết thời hạn lưu"):
        amend(batch, by=batch.uploaded_by)
