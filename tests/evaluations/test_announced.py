"""Results announced in the unit: to who works there, from the day of publication on, only the level."""

import re
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from agencies.enums import Role
from core.days import since, today
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.errors import EvaluationRefused
from evaluations.forms_sheet import DecisionForm
from evaluations.models import Decision, Evaluation, Notice, Pool, Rating
from evaluations.publish import publishing
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.papers.reading import words
from tests.evaluations.rated import make_school, opened, ready
from tests.evaluations.test_tell import signed

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 10)


@pytest.fixture
def offices():
    """A clerk of the department is rated under Decree 335; the deputy there has an account."""
    with transaction.atomic():
        made = make_offices()
        made.cycle = opened(make_cycle(2026))
        made.accounts = {}
        for name in ("deputy", "teacher", "principal"):
            made.accounts[name] = factories.make_user_in(Role.STAFF)
            Person.objects.filter(pk=made.people[name].pk).update(account=made.accounts[name])
    return made


def rate(made, name, level="GOOD", *, number="01/QĐ", replaces=None, **fields) -> Rating:
    one = Evaluation.objects.get(person=made.people[name])
    pool, _ = Pool.objects.get_or_create(cycle=made.cycle, unit=one.rater_unit, law=one.law)
    decision = Decision.objects.create(
        cycle=made.cycle, unit=one.rater_unit, number=number, signed_by=made.cycle.made_by,
        **{"decided_on": ON, "published_on": ON, "shown_in_unit": True} | fields,
    )  # fmt: skip
    grounds = {"law": {"code": one.law, "title": "", "state": "official"}, "findings": []}
    return Rating.objects.create(
        decision=decision, evaluation=one, level=level, outcome="suggested", pool=pool, grounds=grounds,
        reason="Lý do riêng", replaces=replaces,
    )  # fmt: skip


def shown(made, name="deputy", on=ON) -> list[str]:
    found = Rating.objects.announced_to(made.accounts[name], on=on)
    return sorted(found.values_list("evaluation__person__full_name", flat=True))


def test_who_works_in_the_unit_reads_name_post_and_level_and_nothing_else(offices, client, sign_in):
    yesterday = today() - timedelta(days=1)
    rate(offices, "clerk", decided_on=yesterday, published_on=yesterday)
    sign_in(client, offices.accounts["deputy"])
    text = client.get(reverse("evaluations:announced", args=[offices.cycle.pk])).content.decode()
    assert "Hoàng Thị Clerk" in text and "Hoàn thành tốt nhiệm vụ" in text
    assert "điểm đ khoản 2 Điều 21 NĐ 335/2025" in text
    assert "Lý do riêng" not in text and "01/QĐ" not in text
    sign_in(client, offices.accounts["teacher"])
    text = client.get(reverse("evaluations:announced", args=[offices.cycle.pk])).content.decode()
    assert "Hoàng Thị Clerk" not in text and "Chưa có kết quả nào" in text


def test_nobody_elsewhere_reads_it_nor_who_has_left(offices):
    rate(offices, "clerk")
    assert shown(offices, "teacher") == shown(offices, "principal") == []
    post = offices.people["deputy"].posts.get()
    post.valid, post.closed_by = since(post.valid.lower, ON), post.opened_by
    post.save()
    assert shown(offices) == []


def test_only_from_the_day_of_publication_on_and_only_where_who_signed_chose_the_portal(offices):
    rate(offices, "clerk", published_on=ON + timedelta(days=3))
    assert shown(offices) == []
    assert shown(offices, on=ON + timedelta(days=3)) == ["Hoàng Thị Clerk"]
    rate(offices, "division_head", number="02/QĐ", shown_in_unit=False)
    assert shown(offices, on=ON + timedelta(days=3)) == ["Hoàng Thị Clerk"]


def test_what_was_replaced_and_what_is_not_rated_are_not_shown(offices):
    first = rate(offices, "clerk")
    rate(offices, "clerk", "FULFILLED", number="02/QĐ", replaces=first, published_on=ON + timedelta(days=2))
    assert shown(offices) == []
    rate(offices, "division_head", "", number="03/QĐ")
    assert shown(offices, on=ON + timedelta(days=2)) == ["Hoàng Thị Clerk"]


def test_a_law_that_says_nothing_of_it_shows_nothing(offices):
    rate(offices, "teacher")
    assert Evaluation.objects.get(person=offices.people["teacher"]).law == "nd233-2026"
    assert shown(offices, "principal") == []
    assert not publishing({"nd233-2026"}).notice_cite and publishing({"nd233-2026"}).term_cite


def test_who_signs_gives_the_day_of_publication_and_the_petition_runs_from_it():
    cycle, unit, head, _ = make_school(1)
    found = ready(cycle, unit, head, level="GOOD")
    day = date(2022, 12, 15)
    signed(cycle, unit, head, found, published_on=day)
    assert Decision.objects.get().published_on == day
    assert Notice.objects.filter(about="result").first().due_on == date(2022, 12, 22)


def test_an_old_cycle_signed_late_is_published_today_unless_another_day_is_given():
    cycle, unit, head, _ = make_school(1)
    found = ready(cycle, unit, head, level="GOOD")
    late = date(2026, 11, 26)
    decide(
        cycle=cycle, unit_id=unit.pk, choices=[Choice(one.pk, "GOOD", "Theo cuộc họp") for one in found],
        number="1/QĐ", decided_on=date(2022, 12, 12), by=head, today=late,
    )  # fmt: skip
    assert Decision.objects.get().published_on == late


@pytest.mark.parametrize(
    ("day", "sentence"), [(date(2022, 12, 11), "trước ngày quyết định"), (date(2062, 12, 12), "quá xa")]
)
def test_a_day_of_publication_that_cannot_be_is_refused(day, sentence):
    cycle, unit, head, _ = make_school(1)
    found = ready(cycle, unit, head, level="GOOD")
    with pytest.raises(EvaluationRefused, match=sentence):
        signed(cycle, unit, head, found, published_on=day)
    assert not Decision.objects.exists()


def test_the_page_of_signing_asks_for_the_day_and_says_from_where(client, sign_in):
    cycle, unit, head, _ = make_school(1)
    ready(cycle, unit, head)
    sign_in(client, head)
    page = reverse("evaluations:sign", args=[cycle.pk, "TH01"])
    text = client.get(page).content.decode()
    assert "Hạn kiến nghị tính từ ngày này (Điều 21 NĐ 90/2020)" in text
    assert "Công khai kết quả trên cổng" not in text, "the rules of Decree 90 don't carry it"
    seen = re.search(r'name="seen" value="([^"]*)"', text)[1]
    day = today()
    sent = {"seen": seen, "number": "1/QĐ", "decided_on": f"{day:%d/%m/%Y}"}
    early = client.post(page, sent | {"published_on": f"{day - timedelta(days=1):%d/%m/%Y}"})
    assert "Ngày công bố trước ngày quyết định" in early.content.decode()
    later = day + timedelta(days=2)
    client.post(page, sent | {"published_on": f"{later:%d/%m/%Y}", "shown_in_unit": "on"})
    one = Decision.objects.get()
    assert (one.published_on, one.shown_in_unit) == (later, False)


def test_under_decree_335_who_signs_chooses_whether_the_portal_announces_it():
    form = DecisionForm(seen="", publishing=publishing({"nd335-2025"}))
    assert "điểm đ khoản 1 Điều 21 NĐ 335/2025" in form.fields["shown_in_unit"].help_text
    assert "Điều 22 NĐ 335/2025" in form.fields["published_on"].help_text


@pytest.mark.parametrize(
    ("name", "cite"), [("deputy", "Điều 22 NĐ 335/2025"), ("teacher", "khoản 2 Điều 27 Luật Viên chức")]
)
def test_the_result_and_the_notice_cite_the_article_and_the_setting_of_the_term(
    offices, client, sign_in, name, cite
):
    rating = rate(offices, name, decided_on=today(), published_on=today())
    sign_in(client, offices.accounts[name])
    page = client.get(reverse("evaluations:my-result", args=[offices.cycle.pk]))
    told = page.context["filing"]
    assert told.cite.startswith(cite) and "; theo thiết lập “" in told.cite
    address = reverse("evaluations:paper", args=[offices.cycle.pk, rating.evaluation_id, "thong-bao", "docx"])
    said = words(client.get(address).content)
    assert f"đến hết ngày {told.due:%d/%m/%Y} ({told.article})" in said
