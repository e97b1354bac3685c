"""The tests' strictness bites."""

import pytest
import xlsxwriter
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.template import engines

from accounts.models import User
from tests.strict import TEMPLATES

Failed = pytest.fail.Exception


def render(source: str, *, ours: bool = True, **context) -> str:
    """As if the source stood in a file of the project, or of a library."""
    template = engines["django"].from_string(source)
    template.template.origin.name = str(TEMPLATES / "page.html" if ours else "/library/page.html")
    return template.render(context)


def test_an_unknown_template_variable_fails():
    with pytest.raises(Failed, match=r"no such template variable: user\.nmae"):
        render("{{ user.nmae }}", user=User())


def test_a_variable_that_may_be_missing_is_asked_for_by_if_or_default():
    assert render("{% if hint %}{{ hint }}{% endif %}{{ size|default:'md' }}") == "md"


def test_other_peoples_templates_may_do_as_they_like():
    assert render("a{{ missing }}b", ours=False) == "ab"


def test_rows_without_an_order_come_in_any_order(db):
    orders = {tuple(ContentType.objects.values_list("pk", flat=True)) for _ in range(5)}
    assert len(orders) > 1
    assert len({tuple(ContentType.objects.order_by("pk")) for _ in range(5)}) == 1


def test_counting_and_grouping_are_left_alone(db):
    assert ContentType.objects.count() == len(ContentType.objects.all())
    labels = ContentType.objects.values_list("app_label", flat=True).distinct()
    assert len(labels) == len(set(labels))


def test_select_for_update_over_joined_tables_has_to_say_which_rows_it_locks(db):
    sessions = User.groups.through.objects.select_related("user")
    with transaction.atomic(), pytest.raises(Failed, match="without of="):
        list(sessions.select_for_update())
    with transaction.atomic():
        list(sessions.select_for_update(of=("self",)))


def test_a_cell_that_does_not_fit_fails(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "long.xlsx") as book, pytest.raises(Failed, match="does not take"):
        book.add_worksheet().write(0, 0, "x" * 40_000)
