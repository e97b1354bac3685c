"""Nghỉ, khen thưởng, kỷ luật, bồi dưỡng in a real browser: axe-core, narrow screens, the keyboard."""

from pathlib import Path

import pytest

from agencies.enums import Role
from staff.service_models import Leave
from tests.factories import (
    make_discipline,
    make_leave,
    make_person,
    make_reward,
    make_training,
    make_unit,
    make_user_in,
)

pytestmark = pytest.mark.django_db(transaction=True)
TAB = "/nhan-su/{pk}/khen-thuong-ky-luat/"


@pytest.fixture
def person(page, sign_in):
    office = make_unit("Sở Nội vụ", "SNV")
    found = make_person("Nông Thị Ánh", unit=office)
    make_discipline(found, office)
    make_reward(found)
    make_training(found)
    sign_in(page, make_user_in(Role.OFFICER))
    return found


def test_every_page_is_clean_for_axe_and_never_scrolls_sideways(page, person, clean):
    leave = make_leave(person)
    fact = f"nghi-{leave.pk}/"
    kinds = ("nghi", "khen-thuong", "ky-luat", "ket-luan", "boi-duong")
    pages = ("", "?loai=ky-luat", *(f"them/{kind}/" for kind in kinds), f"{fact}sua/", f"{fact}huy/")
    for address in pages:
        page.goto(TAB.format(pk=person.pk) + address)
        clean(page)


def test_leave_is_entered_with_its_file_by_the_keyboard_alone(page, person, tmp_path: Path):
    proof = tmp_path / "quyet-dinh.pdf"
    proof.write_bytes(b"%PDF-1.7\n%%EOF\n")
    page.goto(TAB.format(pk=person.pk))
    page.get_by_text("Ghi thêm").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Nghỉ", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Loại nghỉ").select_option("maternity")
    page.get_by_label("Từ ngày").fill("1/3/22")
    page.get_by_label("Đến hết ngày").fill("31/8/22")
    page.get_by_label("Tệp minh chứng").set_input_files(proof)
    page.get_by_label("Từ ngày").press("Enter")
    page.get_by_text("nghỉ thai sản, 01/03/2022 – 31/08/2022").wait_for()
    page.get_by_role("button", name="Ghi").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã ghi: ").wait_for()
    assert Leave.objects.get().evidence.name == "quyet-dinh.pdf"
    with page.expect_download() as download:
        page.get_by_role("link", name="quyet-dinh.pdf").click()
    assert download.value.suggested_filename == "quyet-dinh.pdf"
