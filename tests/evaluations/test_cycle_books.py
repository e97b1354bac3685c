"""A cycle's lists as workbooks: who rates whom, and who isn't rated yet, as their pages show them."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from agencies.enums import Role
from evaluations.enums import Step
from evaluations.models import Evaluation
from evaluations.set_days import set_cycle_deadlines
from tests import factories
from tests.evaluations.offices import make_cycle, make_offices
from tests.evaluations.rated import make_school, papers

pytestmark = pytest.mark.django_db


def rows_of(response) -> list[dict[str, object]]:
    """The rows under the heads, which stand below the title, a line and an empty one."""
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    heads, *rows = sheet.iter_rows(min_row=4, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_everybody_of_the_cycle_with_who_rates_them_and_what_holds(client, sign_in):
    offices = make_offices()
    cycle = make_cycle()
    offices.people["principal"].posts.all().delete()
    sign_in(client, factories.make_user_in(Role.OFFICER))
    page = client.get(reverse("evaluations:cycle", args=[cycle.pk]), {"trang_thai": "vuong"})
    taken = reverse("evaluations:export-preflight", args=[cycle.pk])
    assert f'href="{taken}?trang_thai=vuong"' in page.content.decode()
    everybody = rows_of(client.get(taken))
    assert len(everybody) == len(offices.people) - 1
    clerk = next(row for row in everybody if row["Họ và tên"] == "Hoàng Thị Clerk")
    assert clerk["Đơn vị"] == "Sở Nội vụ" and clerk["Quyết định xếp loại"] == "Hoàng Thị Director, Sở Nội vụ"
    assert clerk["Trạng thái"] == "Chưa mở" and not clerk["Vướng của đơn vị"]
    held = rows_of(client.get(taken, {"trang_thai": "vuong"}))
    assert [row["Họ và tên"] for row in held] == ["Hoàng Thị Teacher"]
    assert "chức vụ đang khuyết" in held[0]["Vướng của đơn vị"]


def test_a_head_takes_out_only_their_own(client, sign_in):
    cycle, _, head, _ = make_school(2)
    other = factories.make_unit("Sở Khác", "SK")
    factories.make_post(factories.make_person("Lý Thị Lạ"), other)
    sign_in(client, head)
    for name in ("export-preflight", "export-behind"):
        found = rows_of(client.get(reverse(f"evaluations:{name}", args=[cycle.pk])))
        assert found and {row["Đơn vị"] for row in found} == {"Trường THCS Yên Hân"}


def test_everybody_not_rated_yet_with_the_step_and_its_day(client, sign_in):
    cycle, school, head, _ = make_school(3)
    set_cycle_deadlines(cycle=cycle, deadlines={Step.SELF_EVALUATION: date(2022, 11, 20)}, by=cycle.made_by)
    one = Evaluation.objects.filter(rater_unit=school).first()
    papers(one, by=head)
    sign_in(client, factories.make_user_in(Role.OFFICER))
    taken = reverse("evaluations:export-behind", args=[cycle.pk])
    found = rows_of(client.get(taken))
    assert {row["Họ và tên"] for row in found} == set(
        Evaluation.objects.filter(cycle=cycle).values_list("person__full_name", flat=True)
    )
    first = found[0]
    assert first["Đang thiếu"] == "Chưa gửi phiếu tự đánh giá" and first["Quá hạn"] == "Quá hạn"
    assert first["Hạn"].date() == date(2022, 11, 20)
    only = rows_of(client.get(taken, {"buoc": "meeting"}))
    assert [row["Họ và tên"] for row in only] == [one.person.full_name]
    page = client.get(reverse("evaluations:progress", args=[cycle.pk]), {"buoc": "meeting"})
    assert f'href="{taken}?buoc=meeting"' in page.content.decode()
    assert not rows_of(client.get(taken, {"buoc": "khong-co"}))


def test_taking_out_asks_as_little_for_many(client, sign_in, django_assert_max_num_queries):
    cycle, _, _, _ = make_school(12)
    sign_in(client, factories.make_user_in(Role.OFFICER))
    for name, most in (("export-preflight", 22), ("export-behind", 16)):
        client.get(reverse(f"evaluations:{name}", args=[cycle.pk]))
        with django_assert_max_num_queries(most):
            client.get(reverse(f"evaluations:{name}", args=[cycle.pk]))
