"""Running long jobs so that a killed worker loses nothing and doubles nothing.

A room registers a kind of job with ``@job(kind)``; ``enqueue`` writes the row and wakes a worker after
commit. A runner holds three things for as long as it works:

- a session-level advisory lock on a connection of its own, so that there is one runner at a time. The
  server drops the lock with the connection, so a killed worker's job is free at once;
- the number of its ``attempt``. Work that counts is written inside ``with run.commit():``, which checks
  the number at the end of the transaction: a runner that was overtaken rolls back;
- a thread that writes progress and heartbeat, outside the work's transaction.

The sweep (every few seconds by beat, and at a worker's start) wakes every unfinished job that nobody
runs. Kinds must be safe to run again from the start.
"""

import contextlib
import gc
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from core.errors import DomainError
from core.models import Job
from core.planner import plan_anew

log = logging.getLogger(__name__)

LOCK_CLASS = 7_301
HEARTBEAT_SECONDS = 1.0
MAX_ATTEMPTS = 20

_kinds: dict[str, Callable[["Run"], None]] = {}


class Overtaken(Exception):
    """Another runner took the job; this one must not write."""


def job(kind: str):
    """Register the function that carries out jobs of this kind: ``fn(run: Run) -> None``."""

    def register(fn):
        _kinds[kind] = fn
        return fn

    return register


def enqueue(kind: str, *, subject: str, title: str, by, result_url: str = "", **params) -> Job:
    """Write the job's row and wake a worker after commit.

    An unfinished job of the same kind and subject is returned instead of a second one. ``params`` must
    be JSON and never hold a citizen number.
    """
    if kind not in _kinds:
        raise LookupError(f"No job of kind {kind!r} is registered.")
    waiting = Job.objects.unfinished().filter(kind=kind, subject=subject).first()
    if waiting:
        return waiting
    with transaction.atomic():
        new = Job.objects.create(
            kind=kind, subject=subject, title=title, created_by=by, params=params, result_url=result_url
        )
    transaction.on_commit(lambda: wake(new.pk))
    return new


def wake(job_id) -> None:
    """Ask a worker to run the job; where the broker is away, the sweep will."""
    from core.tasks import run_job

    try:
        run_job.apply_async(args=[str(job_id)], retry=False)
    except run_job.OperationalError:
        log.warning("The broker can't be reached; the sweep will wake job %s.", job_id)


@dataclass
class Run:
    """What a job's function gets: the job, and how to report and to commit."""

    job: Job
    attempt: int
    done: int = 0
    total: int = 0
    now_doing: str = ""
    is_committed: bool = False
    why_not_done: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)

    def progress(self, now_doing: str, done: int | None = None, total: int | None = None) -> None:
        """Say what is being done now; the heartbeat writes it within a second."""
        self.now_doing = now_doing
        self.done = self.done if done is None else done
        self.total = self.total if total is None else total

    def not_done(self, sentence: str) -> None:
        """Within ``commit``: what is written is kept, but it isn't what the job's title promised, because …

        The sentence is kept with the job, for who started it whatever they may still see: it names nobody.
        """
        self.why_not_done = sentence

    @contextlib.contextmanager
    def commit(self) -> Iterator[None]:
        """One transaction with all that the job changes; the job is over when it commits."""
        with transaction.atomic():
            yield
            updated = Job.objects.filter(
                pk=self.job.pk, attempt=self.attempt, state=Job.State.RUNNING
            ).update(
                state=Job.State.FAILED if self.why_not_done else Job.State.DONE,
                error=self.why_not_done,
                ended_at=timezone.now(),
                done=self.total,
                total=self.total,
                now_doing="",
            )
            if not updated:
                raise Overtaken
        self.is_committed = True


def run(job_id) -> bool:
    """Carry out the job unless somebody runs it or it is over. True when this call ran it."""
    with _own_connection() as own:
        if not _lock(own, job_id):
            return False
        attempt = _claim(own, job_id)
        if attempt is None:
            return False
        this = Run(job=Job.objects.get(pk=job_id), attempt=attempt)
        beat = threading.Thread(target=_heartbeat, args=(this, own), daemon=True)
        beat.start()
        try:
            _carry_out(this)
        finally:
            this._stop.set()
            beat.join()
    return True


def run_all_queued() -> int:
    """Run every unfinished job here and now, for commands without a worker. How many were run."""
    return sum(run(pk) for pk in Job.objects.unfinished().order_by("created_at").values_list("pk", flat=True))


def abandoned() -> list[str]:
    """Ids of unfinished jobs that no runner holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id::text FROM core_job
            WHERE state IN ('queued', 'running') AND NOT EXISTS (
                SELECT FROM pg_locks
                WHERE locktype = 'advisory' AND classid = %s
                  AND objid = (hashtext(core_job.id::text)::bigint & 4294967295)::oid
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            ) ORDER BY created_at
            """,
            [LOCK_CLASS],
        )
        return [row[0] for row in cursor.fetchall()]


def _carry_out(this: Run) -> None:
    try:
        if this.attempt > MAX_ATTEMPTS:
            raise DomainError(
                "Việc này đã dừng giữa chừng quá nhiều lần. Hãy báo quản trị hệ thống.", code="gave_up"
            )
        plan_anew()
        with _few_collections():
            _kinds[this.job.kind](this)
    except DomainError as error:
        _end_as_failed(this, error.sentence)
    except Overtaken:
        log.warning("Job %s was taken over by another runner.", this.job.pk)
    except Exception:
        _end_as_failed(this, "Có lỗi ngoài dự kiến, không có gì bị thay đổi. Hãy báo quản trị hệ thống.")
        raise
    else:
        if not this.is_committed:
            with this.commit():
                pass


@contextlib.contextmanager
def _few_collections() -> Iterator[None]:
    """A job makes rows by the ten thousand that stay until it ends: looking through them for cycles again and
    again would take a tenth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _end_as_failed(this: Run, sentence: str) -> None:
    Job.objects.filter(pk=this.job.pk, attempt=this.attempt, state=Job.State.RUNNING).update(
        state=Job.State.FAILED, error=sentence, ended_at=timezone.now(), now_doing=""
    )


@contextlib.contextmanager
def _own_connection():
    own = connection.copy()
    own.inc_thread_sharing()  # the heartbeat's thread uses it too
    own.connect()
    own.set_autocommit(True)
    try:
        yield own
    finally:
        own.close()


def _lock(own, job_id) -> bool:
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [LOCK_CLASS, str(job_id)])
        return cursor.fetchone()[0]


def _claim(own, job_id) -> int | None:
    with own.cursor() as cursor:
        cursor.execute(
            """
            UPDATE core_job SET state = 'running', attempt = attempt + 1, heartbeat_at = now(),
                   started_at = coalesce(started_at, now())
            WHERE id = %s AND state IN ('queued', 'running') RETURNING attempt
            """,
            [str(job_id)],
        )
        row = cursor.fetchone()
        return row[0] if row else None


def _heartbeat(this: Run, own) -> None:
    while not this._stop.wait(HEARTBEAT_SECONDS if this.now_doing else 0.1):
        with own.cursor() as cursor:
            cursor.execute(
                """
                UPDATE core_job SET heartbeat_at = now(), done = %s, total = %s, now_doing = %s
                WHERE id = %s AND attempt = %s AND state = 'running'
                """,
                [this.done, this.total, this.now_doing[:200], str(this.job.pk), this.attempt],
            )
