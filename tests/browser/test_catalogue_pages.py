"""The catalogues' pages, which Django's admin draws, in a real browser: clean for axe, under the same CSP."""

import pytest
from django.apps import apps

from agencies.enums import Role
from staff.models import Rank
from tests.factories import make_user_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOT = "/quan-tri/danh-muc/"
PAGES = ("", "add/", "{pk}/change/", "{pk}/history/", "{pk}/delete/", "import/", "export/")


def test_the_catalogues_pages_are_clean_for_axe_and_never_scroll_sideways(page, sign_in, clean):
    sign_in(page, make_user_in(Role.ADMIN))
    addresses = [ROOT, f"{ROOT}staff/"]
    for model in ("title", "ethnicgroup"):
        pk = apps.get_model("staff", model).objects.order_by("pk").first().pk
        addresses += [f"{ROOT}staff/{model}/{one.format(pk=pk)}" for one in PAGES]
    for address in addresses:
        assert page.goto(address).ok, address
        # axe would read the style sheets that others import through style elements, which the CSP refuses.
        clean(page, preload=False)


def preview(page, rows: str) -> str:
    """The words of the page that tells what a file of ranks would change."""
    page.goto(f"{ROOT}staff/rank/import/")
    page.locator("input[type=file]").set_input_files(
        {"name": "ngach.csv", "mimeType": "text/csv", "buffer": f"Mã,Tên\n{rows}\n".encode()}
    )
    page.locator("#id_format").select_option("csv")
    page.get_by_role("button", name="Xem trước").click()
    page.locator("table").first.wait_for()
    return page.locator("#content").inner_text()


def test_what_a_file_would_change_is_told_on_a_clean_page(page, sign_in, axe):
    sign_in(page, make_user_in(Role.ADMIN))
    words = preview(page, ",Thiếu mã")
    assert "Có dòng cần sửa" in words and "Mã: Trường này không được để trắng." in words
    axe(page, preload=False)
    known = Rank.objects.order_by("pk").first()
    words = preview(page, f"99.999,Ngạch <thử>\n{known.code},{known.name} sửa")
    assert "Ngạch <thử>" in words and "thêm" in words
    assert page.locator("ins").all_inner_texts()[-1].strip() == "sửa"
    axe(page, preload=False)
