"""List pages: chips that can be taken away, exact counts, addresses that keep what was chosen."""

import django_filters
import pytest

from core import lists
from core.models import Job
from core.templatetags.frame import sort_head
from tests.core.frame.visits import a_request, user_in


class JobFilter(django_filters.FilterSet):
    kind = django_filters.CharFilter(label="Loại")
    state = django_filters.MultipleChoiceFilter(label="Trạng thái", choices=Job.State.choices)
    done = django_filters.RangeFilter(label="Đã làm")
    created_by = django_filters.ModelChoiceFilter(label="Người chạy", queryset=None)

    class Meta:
        model = Job
        fields = ["kind", "state", "done", "created_by"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["created_by"].queryset = Job._meta.get_field(
            "created_by"
        ).related_model.objects.order_by("pk")


def chips(**query) -> list[lists.Chip]:
    request = a_request("/viec/", **query)
    return lists.chips(JobFilter(request.GET, queryset=Job.objects.all()), request)


def words(found: list[lists.Chip]) -> list[tuple[str, str]]:
    return [(chip.label, chip.value) for chip in found]


def test_no_filter_no_chip(db):
    assert chips() == [] and chips(kind="", trang="2") == []


def test_each_value_of_a_filter_is_a_chip_in_words(db):
    found = chips(kind="check", state=["done", "failed"])
    assert words(found) == [("Loại", "check"), ("Trạng thái", "Đã xong"), ("Trạng thái", "Không xong")]


def test_taking_a_chip_away_keeps_the_others_and_goes_to_the_first_page(db):
    found = chips(kind="check", state=["done", "failed"], trang="3", ngay="2021-12-30")
    assert found[1].remove_url == "/viec/?kind=check&ngay=2021-12-30&state=failed"
    assert found[0].remove_url == "/viec/?state=done&state=failed&ngay=2021-12-30"


def test_a_chosen_record_is_named_not_numbered(db):
    user = user_in(None)
    [chip] = chips(created_by=str(user.pk))
    assert chip.value == "Nguyễn Thị Hồng Hạnh" and chip.remove_url == "/viec/"


def test_a_chip_tells_how_many_rows_its_filter_alone_finds(db, django_assert_num_queries):
    user = user_in(None)
    for kind, state in (("check", "done"), ("check", "failed"), ("check", "queued"), ("apply", "done")):
        Job.objects.create(kind=kind, state=state, created_by=user, done=len(kind))
    request = a_request("/viec/", kind="check", state=["done", "failed"], done_min="9")
    filterset = JobFilter(request.GET, queryset=Job.objects.all())
    with django_assert_num_queries(1):
        counts = lists.counts_of(filterset)
    assert [chip.count for chip in lists.chips(filterset, request, counts)] == [3, None, None, 0]
    assert lists.counts_of(filterset, without=["kind"]) == {"done": 0}
    bare = a_request("/viec/")
    with django_assert_num_queries(0):
        assert lists.counts_of(JobFilter(bare.GET, queryset=Job.objects.all())) == {}


def test_a_range_is_one_chip_that_takes_both_its_ends_away(db):
    [chip] = chips(done_min="3", done_max="9", kind="")
    assert (chip.label, chip.value) == ("Đã làm", "3–9")
    assert chip.remove_url == "/viec/?kind="


def test_all_filters_go_at_once_but_the_day_and_the_order_stay(db):
    request = a_request("/viec/", kind="check", state="done", done_min="3", ngay="2021-12-30", xep="-ten")
    filterset = JobFilter(request.GET, queryset=Job.objects.all())
    assert lists.without_filters(filterset, request) == "/viec/?ngay=2021-12-30&xep=-ten"


def test_a_page_says_where_it_stands_in_an_exact_count():
    page = lists.page_of(range(978), a_request("/viec/", kind="x", trang="2"))
    assert (page.first, page.last, page.total, page.pages) == (51, 100, 978, 20)
    assert page.previous_url == "/viec/?kind=x"
    assert page.next_url == "/viec/?kind=x&trang=3"
    assert list(page) == list(range(50, 100))


@pytest.mark.parametrize(("asked", "number"), [("0", 20), ("99", 20), ("x", 1), ("20", 20)])
def test_a_page_that_does_not_exist_gives_one_that_does(asked, number):
    page = lists.page_of(range(978), a_request("/viec/", trang=asked))
    assert page.number == number


def test_an_empty_list_has_no_pages_to_turn():
    page = lists.page_of([], a_request("/viec/"))
    assert (page.first, page.last, page.total, page.previous_url, page.next_url) == (0, 0, 0, None, None)


def test_only_known_orders_are_taken_from_the_address():
    allowed = {"ten": ["sort_key", "id"], "ngay-sinh": ["-born_on", "id"]}
    assert lists.order_of(a_request("/"), allowed, "ten") == ("ten", ["sort_key", "id"])
    assert lists.order_of(a_request("/", xep="-ngay-sinh"), allowed, "ten") == (
        "-ngay-sinh",
        ["born_on", "-id"],
    )
    assert lists.order_of(a_request("/", xep="password"), allowed, "ten") == ("ten", ["sort_key", "id"])


def test_a_head_turns_the_order_round_and_tells_readers_of_it():
    context = {"request": a_request("/viec/", kind="x")}
    assert sort_head(context, "Họ tên", "ten", "ten")["url"] == "/viec/?kind=x&xep=-ten"
    assert sort_head(context, "Họ tên", "ten", "-ten")["now"] == "descending"
    assert sort_head(context, "Họ tên", "ten", "he-so")["now"] == "none"
