"""The worker is killed in the middle of checking, comparing, applying and undoing the June roster.

``KILLS`` moments of each, seeded: a few here, fifty by ``make test-kill``. A killed process leaves either
the state before or the state after, and the next worker brings the job to its end.
"""

import os
import random
import time

import pytest
from django.db import connection

from accounts.models import User
from core.models import Job
from imports import decide
from imports.models import Batch, Change, Message, State
from imports.receive import amend, receive
from staff.models import RosterRow
from tests.scenarios import province

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("committed_province"),
    pytest.mark.kill,
]
KILLS = int(os.environ.get("KILLS", "2"))
# Facts as they mean something, without ids, which differ from one applying to the next.
MEANING = """
SELECT md5(string_agg(line, '|' ORDER BY line)) FROM (
    SELECT p.citizen_number || po.unit_id || po."group" || coalesce(po.title_id, 0) || po.valid AS line
    FROM staff_post po JOIN staff_person p ON p.id = po.person_id
    UNION ALL
    SELECT p.citizen_number || coalesce(s.rank_id, 0) || coalesce(s.step, 0)
           || coalesce(s.coefficient, 0) || s.valid
    FROM staff_salary s JOIN staff_person p ON p.id = s.person_id
    UNION ALL
    SELECT p.citizen_number || q.kind || q.level_id || q.valid
    FROM staff_qualification q JOIN staff_person p ON p.id = q.person_id
    UNION ALL
    SELECT citizen_number || full_name || born_on || coalesce(is_party_member::text, '') FROM staff_person
) x
"""


def meaning() -> str:
    with connection.cursor() as cursor:
        cursor.execute(MEANING)
        return cursor.fetchone()[0]


class Walk:
    """One batch that is walked again and again, with a worker that may be killed at any step."""

    def __init__(self, worker) -> None:
        self.worker = worker
        self.officer = User.objects.get(username="chuyenvien")
        self.leader = User.objects.get(username="lanhdao")
        self.seconds: dict[str, float] = {}
        self.batch: Batch | None = None

    def state(self) -> str:
        return Batch.objects.values_list("state", flat=True).get(pk=self.batch.pk)

    def start(self, step: str) -> None:
        """Do what a person does to begin the step; its job is queued then."""
        if step == "check":
            if self.batch is None:
                self.batch = receive(
                    kind="people", path=province.JUNE, name="danh-sach.xlsx", by=self.officer, scope={}
                )
            else:
                amend(self.batch, by=self.officer)
        elif step == "apply":
            decide.give_reason(self.batch, reason="retired", subject_ids=None, by=self.officer)
            decide.submit(self.batch, by=self.officer, warnings_confirmed=True)
            decide.approve(self.batch, by=self.leader)
        else:
            decide.ask_undo(self.batch, by=self.officer, reason="Thử hoàn tác")
            decide.approve_undo(self.batch, by=self.leader)

    def finish(self, step: str) -> None:
        wanted = {"check": State.COMPARED, "apply": State.APPLIED, "undo": State.UNDONE}[step]
        self.worker.wait(lambda: self.state() == wanted, f"{step} to end")
        self.worker.wait(lambda: not Job.objects.unfinished().exists(), "the job to end")

    def quietly(self, step: str) -> None:
        """The step without a kill, to learn how long it takes."""
        began = time.monotonic()
        self.start(step)
        self.finish(step)
        self.seconds[step] = time.monotonic() - began

    def kill_in(self, step: str, fraction: float, allowed: set[str]) -> None:
        """Kill the worker that far into the step; what is saved then must be one of ``allowed``."""
        self.start(step)
        time.sleep(self.seconds[step] * fraction)
        self.worker.kill()
        assert meaning() in allowed, f"{step} killed at {fraction:.2f} left something half-saved"
        self.worker.start()
        self.finish(step)


def test_a_killed_worker_leaves_nothing_half_saved_and_nothing_doubled(worker):
    walk = Walk(worker)
    before, rows = meaning(), province.content()
    walk.quietly("check")
    checked = (walk.batch.__class__.objects.get(pk=walk.batch.pk).counts, *found(walk.batch))
    walk.quietly("apply")
    after, changes = meaning(), Change.objects.filter(batch=walk.batch).count()
    walk.quietly("undo")
    assert meaning() == before != after
    moments = random.Random(20220630)
    for _ in range(KILLS):
        for low, high in ((0.0, 0.5), (0.5, 1.0)):  # reading and checking; comparing
            walk.kill_in("check", moments.uniform(low, high), {before})
            assert (Batch.objects.get(pk=walk.batch.pk).counts, *found(walk.batch)) == checked
        walk.kill_in("apply", moments.random(), {before, after})
        assert meaning() == after
        assert Change.objects.filter(batch=walk.batch).count() == changes
        walk.kill_in("undo", moments.random(), {before, after})
        assert province.content() == rows, "the portal is as before, row for row"
    assert Job.objects.filter(state=Job.State.FAILED).count() == 0


def found(batch: Batch) -> tuple[int, int, int]:
    """Staged rows, differences and messages of the batch."""
    return (
        RosterRow.objects.filter(batch=batch).count(),
        batch.differences.count(),
        Message.objects.filter(batch=batch).count(),
    )
