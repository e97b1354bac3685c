"""The law's pages in a real browser: readable on a wide screen and a phone."""

import pytest

from agencies.enums import Role
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1366, 390])
def test_the_pages_of_the_law_are_clean_for_axe_and_never_scroll_sideways(page, sign_in, axe, width):
    sign_in(page, factories.make_user_in(Role.STAFF))
    page.set_viewport_size({"width": width, "height": 844})
    for address in (
        "/quan-tri/bo-quy-tac/",
        "/quan-tri/bo-quy-tac/nd335-2025/",
        "/quan-tri/bo-quy-tac/nd233-2026/",
    ):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
