"""The demo province: brought in by the real import, killed anywhere and gone on with, then its accounts."""

import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from agencies.demo import make_accounts
from agencies.enums import Role
from agencies.models import Grant
from core import jobs
from core.models import Job
from imports.models import Batch, State
from staff import demo
from staff.demo_accounts import PEOPLE
from staff.models import Post


@pytest.mark.django_db(transaction=True)
def test_the_province_comes_in_once_and_goes_on_where_it_was_killed(client, sign_in):
    make_accounts()
    job = demo.start()
    assert demo.start() == job, "a second start goes on with the same job"
    sign_in(client, User.objects.get(username="quantri"))
    assert "Đang nhập dữ liệu mẫu của tỉnh" in client.get("/").content.decode()

    # As a run leaves it that was killed after the units, in the middle of the roster.
    uploader, approver = (User.objects.get(username=name) for name in (demo.UPLOADER, demo.APPROVER))
    (kind, _, path), (people, _, roster) = demo.WORKBOOKS
    demo._applied(demo._compared(kind, path, uploader), uploader, approver)
    demo._compared(people, roster, uploader)

    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.DONE, "")
    assert list(Batch.objects.order_by("pk").values_list("kind", "state")) == [
        ("units", State.APPLIED),
        ("people", State.APPLIED),
    ]
    assert all(
        (b.uploaded_by.username, b.approved_by.username) == ("chuyenvien", "lanhdao")
        for b in Batch.objects.all()
    )
    assert Post.objects.as_of(demo.DAY).main().count() == 12_471
    _assert_accounts_stand_on_the_roster()
    assert demo.start() is None, "what came in once isn't brought in again"
    page = client.get("/")
    assert "Đang nhập dữ liệu mẫu của tỉnh" not in page.content.decode()
    assert client.get("/nhan-su/du-lieu-mau/")["HX-Refresh"] == "true"
    _assert_links_come_in_two_calls()


def _assert_accounts_stand_on_the_roster():
    for one in PEOPLE:
        user = User.objects.get(username=one.username)
        assert user.person.full_name == user.full_name
        assert not user.has_usable_password()
    roles = dict(
        Grant.objects.filter(user__username__in=[one.username for one in PEOPLE]).values_list(
            "user__username", "role"
        )
    )
    assert roles == {"thutruong": Role.UNIT_HEAD, "daumoi": Role.UNIT_CLERK, "thanhtra": Role.INSPECTOR}


def _assert_links_come_in_two_calls():
    User.objects.filter(username="canhan").update(is_active=False)
    first = _links()
    assert "Thủ trưởng đơn vị" in first and "canhan" not in first
    User.objects.filter(username="canhan").update(is_active=True)
    later = _links("--wait-roster")
    assert [line.split()[2] for line in later.splitlines() if "http" in line] == ["canhan"]


def _links(*words: str) -> str:
    out = io.StringIO()
    call_command("demo_links", *words, "--base-url=http://portal.test", stdout=out)
    return out.getvalue()


def test_a_demo_that_could_not_come_in_is_told_to_everybody_until_it_has(client, sign_in, db):
    make_accounts()
    job = demo.start()
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.FAILED, started_at=timezone.now(), ended_at=timezone.now(), error="Tệp mẫu hỏng."
    )
    sign_in(client, User.objects.get(username="chuyenvien"))
    page = client.get("/").text
    assert "Dữ liệu mẫu của tỉnh chưa nhập được" in page and "Tệp mẫu hỏng." in page
    assert "Tệp mẫu hỏng." in client.get("/nhan-su/du-lieu-mau/").text
    assert demo.start() != job
    assert "Đang nhập dữ liệu mẫu của tỉnh" in client.get("/").text


def test_without_the_demo_workbooks_day_there_is_nobody_to_make_accounts_for(db):
    from staff.demo_accounts import make_accounts_on_roster

    assert make_accounts_on_roster(demo.DAY) == 0
