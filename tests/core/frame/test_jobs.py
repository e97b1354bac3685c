"""Long jobs on pages: a bar that asks for itself, an end that is told once, on any page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.frame import seconds_left
from core.models import Job
from tests.core.frame.visits import html_of, user_in

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def user():
    return user_in("officer")


@pytest.fixture
def me(client, user, sign_in):
    sign_in(client, user)
    return client


def a_job(user, **fields) -> Job:
    made = {"kind": "check", "subject": "batch:1", "title": "Kiểm tra danh sách", "created_by": user}
    return Job.objects.create(**made | fields)


def an_ended_job(user, **fields) -> Job:
    return a_job(
        user, **{"state": Job.State.DONE, "ended_at": timezone.now(), "result_url": "/tim/"} | fields
    )


def test_the_time_left_follows_from_the_speed_so_far(user):
    started = timezone.now() - timedelta(seconds=70)
    job = a_job(user, state=Job.State.RUNNING, done=7, total=9, started_at=started)
    assert seconds_left(job) == pytest.approx(20, abs=1)


def test_there_is_no_guess_before_there_is_a_speed(user):
    job = a_job(user, state=Job.State.RUNNING, done=0, total=9, started_at=timezone.now())
    assert seconds_left(job) is None


def test_a_running_job_shows_what_it_does_and_asks_for_itself_every_second(me, user):
    started = timezone.now() - timedelta(seconds=70)
    job = a_job(
        user, state=Job.State.RUNNING, done=7, total=9, started_at=started, now_doing="dựng phụ lục III"
    )
    html = html_of(me.get(f"/viec-chay/{job.pk}/", **HTMX))
    assert "Kiểm tra danh sách: dựng phụ lục III" in html
    assert "7/9 · còn khoảng 20 giây" in html
    assert '<progress class="bar" aria-label="Kiểm tra danh sách" value="7" max="9">' in html
    assert f'hx-get="/viec-chay/{job.pk}/" hx-trigger="every 1s"' in html


def test_an_ended_job_ends_with_a_word_and_a_link_and_stops_asking(me, user):
    job = an_ended_job(user)
    html = html_of(me.get(f"/viec-chay/{job.pk}/", **HTMX))
    assert "đã xong" in html and 'href="/tim/"' in html and "hx-get" not in html


def test_a_failed_job_says_why(me, user):
    job = an_ended_job(user, state=Job.State.FAILED, error="Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.")
    html = html_of(me.get(f"/viec-chay/{job.pk}/", **HTMX))
    assert "không xong" in html and "Hãy bỏ mật khẩu" in html


def test_the_end_is_told_on_any_page_and_once(me, user):
    an_ended_job(user)
    assert "Kiểm tra danh sách" in me.get("/tim/").text
    assert "Kiểm tra danh sách" not in me.get("/tim/").text


def test_an_end_that_was_seen_where_the_job_is_shown_is_not_told_again(me, user):
    job = an_ended_job(user)
    me.get(f"/viec-chay/{job.pk}/", **HTMX)
    assert "Kiểm tra danh sách" not in me.get("/tim/").text


def test_a_page_asks_for_news_only_while_a_job_runs(me, user):
    assert 'hx-trigger="every 2s"' not in me.get("/tim/").text
    job = a_job(user, state=Job.State.RUNNING)
    assert 'hx-trigger="every 2s"' in me.get("/tim/").text
    assert 'hx-trigger="every 2s"' in me.get("/viec-chay/", **HTMX).text
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, ended_at=timezone.now())
    news = me.get("/viec-chay/", **HTMX).text
    assert "Kiểm tra danh sách" in news and "hx-trigger" not in news


def test_a_page_that_waits_for_its_job_loads_itself_anew_at_the_end(me, user):
    job = a_job(user, state=Job.State.RUNNING)
    assert "HX-Refresh" not in me.get(f"/viec-chay/{job.pk}/?lai=1", **HTMX)
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, ended_at=timezone.now())
    assert me.get(f"/viec-chay/{job.pk}/?lai=1", **HTMX)["HX-Refresh"] == "true"


def test_running_jobs_stand_on_home(me, user):
    a_job(user, state=Job.State.RUNNING)
    assert "Đang chạy" in me.get("/").text


def test_nobody_sees_the_jobs_of_another(me):
    theirs = an_ended_job(user_in("officer", "khac"), title="Việc của người khác")
    assert me.get(f"/viec-chay/{theirs.pk}/").status_code == 404
    assert "Việc của người khác" not in me.get("/viec-chay/").text
    assert "Việc của người khác" not in me.get("/").text


def test_the_list_of_jobs_says_what_it_is_for_when_it_is_empty(me):
    assert "Bạn chưa bắt đầu việc nào chạy nền." in me.get("/viec-chay/").text
