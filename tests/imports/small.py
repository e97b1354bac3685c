"""A small province for tests of the import pages: two offices, a roster applied, and the next one compared.

Jobs are carried out here and now inside the test's transaction, without a worker.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from django.test import Client
from django.utils import timezone

from accounts.models import User
from agencies.enums import Role
from core import jobs
from core.models import Job
from imports import decide
from imports.models import Batch
from imports.receive import receive
from tests.factories import make_unit, make_user_in
from tests.imports.workbooks import Line, person, roster, section

DECEMBER, JUNE = "(Tính đến ngày 30/12/2021)", "(Tính đến ngày 30/06/2022)"
JUNE_DAY = date(2022, 6, 30)
NAMES = ("Nông Thị Hạnh", "Hà Thị Ánh", "Lường Thị Bích", "Triệu Thị Cúc")


def woman(place: int, name: str = "", **fields) -> Line:
    """The person of that place, always with the same number: born 06/12/1980."""
    named = name or NAMES[place] if place < len(NAMES) else name or f"Ma Thị Số {place}"
    return person(named, citizen_id=f"006180{place:06d}", **fields)


def workbook(folder: Path, home: Iterable[Line], finance: Iterable[Line] = (), *, as_of: str = JUNE) -> Path:
    """A roster of the two offices."""
    path = folder / f"danh-sach-{'12' if as_of == DECEMBER else '06'}.xlsx"
    body = [section("I", "SỞ NỘI VỤ"), *home]
    finance = list(finance)
    roster(path, [*body, section("II", "SỞ TÀI CHÍNH"), *finance] if finance else body, as_of=as_of)
    return path


def people_of_the_office() -> SimpleNamespace:
    """Two offices, an officer, two leaders, a clerk of one office, an inspector."""
    home, finance = make_unit("Sở Nội vụ", "SNV"), make_unit("Sở Tài chính", "STC")
    return SimpleNamespace(
        home=home,
        finance=finance,
        officer=make_user_in(Role.OFFICER, username="ha", full_name="Hoàng Thu Hà"),
        leader=make_user_in(Role.HOME_AFFAIRS_LEADER, username="thanh", full_name="Nông Văn Thành"),
        clerk=make_user_in(Role.UNIT_CLERK, finance, username="tuyet", full_name="Ma Thị Tuyết"),
        admin=make_user_in(Role.ADMIN, username="quan", full_name="Nguyễn Hoàng Quản"),
        inspector=make_user_in(Role.INSPECTOR, username="minh", full_name="Lý Văn Minh"),
    )


def uploaded(path: Path, by: User, *, kind: str = "people", scope: dict | None = None) -> Batch:
    """Received and compared."""
    batch = receive(kind=kind, path=path, name=path.name, by=by, scope=scope or {})
    run_jobs()
    batch.refresh_from_db()
    return batch


def apply(batch: Batch, by: User, approver: User) -> Batch:
    """Submitted, approved and applied."""
    decide.submit(batch, by=by, warnings_confirmed=True)
    decide.approve(batch, by=approver)
    run_jobs()
    batch.refresh_from_db()
    return batch


def half_a_year(folder: Path, world: SimpleNamespace, *, more: int = 0) -> Batch:
    """December's roster applied, June's compared: one is raised and moved, one mended, one left, one new.

    ``more`` people are raised besides.
    """
    first = workbook(
        folder,
        [woman(0), woman(1), woman(2), *(woman(place) for place in range(10, 10 + more))],
        [woman(3, position="Kế toán viên")],
        as_of=DECEMBER,
    )
    apply(uploaded(first, world.officer), world.officer, world.leader)
    second = workbook(
        folder,
        [woman(1, name="Hà Thị Ảnh"), *(woman(n, step=4, coefficient=3.33) for n in range(10, 10 + more))],
        [woman(0, step=4, coefficient=3.33), woman(3, position="Kế toán viên"), woman(4, name="Đàm Thị Yến")],
    )
    return uploaded(second, world.officer)


def run_jobs() -> None:
    """Carry out every unfinished job in this transaction, as if its end had been told already."""
    for job in Job.objects.unfinished().order_by("created_at"):
        Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, attempt=1)
        jobs._kinds[job.kind](jobs.Run(job=job, attempt=1))
        Job.objects.filter(pk=job.pk).update(seen_at=timezone.now())


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def html_of(response) -> str:
    """The page with each stretch of white space as one blank."""
    return " ".join(response.text.split())
