"""Biến động: who joined, left and moved in a window, on a page, beside a unit's figures and as a workbook."""

from datetime import date, datetime

import pytest

from agencies.enums import Role, UnitType
from staff.enums import Group, LeaveReason
from staff.facts import Ground
from staff.leave import leave
from staff.models import Export
from staff.transfer import transfer
from tests.core.test_list_book import cells_of
from tests.factories import make_person, make_post, make_unit, make_user_in

pytestmark = pytest.mark.django_db
DAY, PAGE = "ngay=2022-06-30", "/bao-cao/bien-dong/"


@pytest.fixture
def units():
    province = make_unit("UBND tỉnh Bắc Kạn", "UBT", type=UnitType.PROVINCE)
    here, there = make_unit("Sở Nội vụ", "SNV", province), make_unit("Sở Tư pháp", "STP", province)
    officer, ground = make_user_in(Role.OFFICER), Ground(date(2022, 3, 1), "12/QĐ", date(2022, 2, 20))
    people = {name: make_person(f"Lý Thị {name}", unit=here) for name in ("Ở", "Đi", "Nghỉ")}
    people["Đến"] = make_person("Lý Thị Đến", unit=there)
    for name, unit in (("Đi", there), ("Đến", here)):
        transfer(
            person=people[name], unit_id=unit.pk, group=Group.CIVIL_SERVANT, title=None, ground=ground,
            by=officer,
        )  # fmt: skip
    leave(person=people["Nghỉ"], reason=LeaveReason.RETIRED, ground=ground, by=officer)
    make_post(make_person("Lý Thị Mới"), here, first=date(2022, 4, 1))
    return here, there, officer


def listed(client, query: str) -> list[tuple[str, str, str]]:
    return [(one.name, one.kind, one.detail) for one in client.get(f"{PAGE}?{DAY}&{query}").context["page"]]


def test_of_the_province_who_joined_and_left_but_nobody_moves_in_or_out(client, sign_in, units):
    sign_in(client, units[2])
    assert listed(client, "") == [("Lý Thị Mới", "Vào", ""), ("Lý Thị Nghỉ", "Thôi", "Nghỉ hưu")]
    page = client.get(f"{PAGE}?{DAY}").text
    assert "sau ngày 30/06/2021 đến hết ngày 30/06/2022" in page and "Chuyển đến" not in page
    assert listed(client, "tu=15/03/2022") == [("Lý Thị Mới", "Vào", "")]
    assert listed(client, "loai=left&ly_do=retired") == [("Lý Thị Nghỉ", "Thôi", "Nghỉ hưu")]
    assert listed(client, "loai=left&ly_do=died") == []


def test_of_a_unit_those_who_came_and_went_too(client, sign_in, units):
    sign_in(client, units[2])
    assert listed(client, "don_vi=SNV&loai=moved_in") == [("Lý Thị Đến", "Chuyển đến", "Từ Sở Tư pháp")]
    assert listed(client, "don_vi=SNV&loai=moved_out") == [("Lý Thị Đi", "Chuyển đi", "Đến Sở Tư pháp")]
    assert len(listed(client, "don_vi=SNV")) == 4
    panel = client.get(f"{PAGE}khung/?{DAY}&don_vi=SNV").text
    for kind in ("joined", "left", "moved_in", "moved_out"):
        assert f"don_vi=SNV&amp;loai={kind}" in panel
    assert f'hx-get="{PAGE}khung/?don_vi=SNV&amp;{DAY}"' in client.get(f"/don-vi/SNV/?{DAY}").text


def test_a_day_that_cannot_be_taken_is_told_at_its_field(client, sign_in, units):
    sign_in(client, units[2])
    for text, sentence in (("30/02/2022", "không có thật"), ("01/07/2022", "phải trước ngày đang xem")):
        page = client.get(f"{PAGE}?{DAY}&tu={text}")
        assert sentence in page.text and len(page.context["page"]) == 2
        assert f'value="{text}"' in page.text
    assert client.get(f"{PAGE}?{DAY}&loai=x&ly_do=y&trang=9").status_code == 200


def test_a_head_sees_those_of_the_unit_alone(client, sign_in, units):
    sign_in(client, make_user_in(Role.UNIT_HEAD, units[1]))
    assert {name for name, _, _ in listed(client, "")} == {"Lý Thị Đi", "Lý Thị Đến"}
    for one in client.get(f"{PAGE}?{DAY}").context["page"]:
        assert client.get(f"/nhan-su/{one.person_id}/").status_code == 200, one.name
    assert client.get(f"{PAGE}?{DAY}&don_vi=SNV").status_code == 404
    assert client.get(f"{PAGE}xuat/?{DAY}&don_vi=SNV").status_code == 404
    sign_in(client, make_user_in(Role.STAFF))
    assert client.get(PAGE).status_code == 403


def test_the_list_is_taken_out_and_it_is_kept_who_did(client, sign_in, units):
    sign_in(client, units[2])
    rows = cells_of(client.get(f"{PAGE}xuat/?{DAY}&don_vi=SNV&loai=moved_in").content)
    assert rows[-1] == ["Lý Thị Đến", "Chuyển đến", "Sở Nội vụ", datetime(2022, 3, 1), "Từ Sở Tư pháp"]
    assert Export.objects.get().count == 1 and "Sở Nội vụ" in Export.objects.get().filters


def test_queries_do_not_grow_with_the_movements(client, sign_in, units, django_assert_max_num_queries):
    sign_in(client, units[2])

    def costs(more: int) -> int:
        for place in range(more):
            make_post(make_person(f"Lý Thị {place}"), units[0], first=date(2022, 5, 1))
        client.get(f"{PAGE}?{DAY}&don_vi=SNV")
        with django_assert_max_num_queries(12) as captured:
            client.get(f"{PAGE}?{DAY}&don_vi=SNV")
        return len(captured)

    assert costs(1) == costs(60)
