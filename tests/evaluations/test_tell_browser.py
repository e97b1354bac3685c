"""The pages by which people are told, read in a real browser, wide and narrow."""

from datetime import timedelta

import pytest
from django.db import transaction

from agencies.enums import Role
from core.days import today
from evaluations.models import Evaluation, HandOver
from evaluations.propose import propose
from evaluations.tell import tell_results
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.rated import opened, scored
from tests.evaluations.test_announced import rate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def told():
    """The deputy of the department and a clerk are rated and announced; the director may sign another."""
    with transaction.atomic():
        made = make_offices()
        made.cycle = opened(make_cycle(2026))
        made.deputy = factories.make_user_in(Role.STAFF)
        made.director = factories.make_user_in(Role.UNIT_HEAD, made.units["agency"])
        Person.objects.filter(pk=made.people["deputy"].pk).update(account=made.deputy)
        Person.objects.filter(pk=made.people["director"].pk).update(account=made.director)
        day = today() - timedelta(days=1)
        for number, name in enumerate(("deputy", "clerk")):
            rating = rate(made, name, number=f"{number}/QĐ", decided_on=day, published_on=day)
            tell_results(rating.decision, [rating.evaluation], today=day)
        scored(rating.evaluation, by=made.director, upto=2)
        other = Evaluation.objects.get(person=made.people["division_head"])
        propose(evaluation=other, level="GOOD", reason="Theo cuộc họp", by=made.director)
        made.handed = HandOver.objects.create(
            evaluation=rating.evaluation, from_unit=made.units["agency"], moved_on=day, asks="scores",
            cite="khoản 1 Điều 19", says="Đơn vị cũ gửi kết quả theo dõi.", asked_on=day,
        )  # fmt: skip
    return made


def test_the_pages_are_accessible_and_fit(page, sign_in, clean, told):
    cycle = told.cycle.pk
    for user, places in (
        (told.deputy, ("/", "/danh-gia/thay-doi/", f"/danh-gia/{cycle}/cong-khai/")),
        (
            told.director,
            (
                f"/danh-gia/{cycle}/don-vi/SNV/ky/",
                f"/danh-gia/{cycle}/ban-giao/{told.handed.pk}/",
            ),
        ),
        (factories.make_user_in(Role.OFFICER), (f"/danh-gia/{cycle}/han/",)),
    ):
        page.context.clear_cookies()
        sign_in(page, user)
        for place in places:
            assert page.goto(place).status == 200
            clean(page)
            assert "{#" not in page.inner_text("body")


def test_a_result_waits_on_the_home_page_until_it_is_read(page, sign_in, told):
    sign_in(page, told.deputy)
    page.goto("/")
    item = page.get_by_text("Đã có kết quả xếp loại kỳ năm 2026, hạn kiến nghị")
    item.first.wait_for()
    page.goto(f"/danh-gia/{told.cycle.pk}/ket-qua/")
    page.get_by_text("Hoàn thành tốt nhiệm vụ").first.wait_for()
    page.goto("/")
    page.get_by_role("heading", name="Việc của tôi").wait_for()
    assert item.count() == 0
