"""Ratings of earlier years: by a list that can be undone, by hand, and all of them on one page."""

from datetime import date

import pytest
import xlsxwriter
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from agencies.enums import Role
from core.days import since
from evaluations.against import Choice
from evaluations.decide import decide
from evaluations.enter_past import enter_past, withdraw_past
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.models import PastRating, Rating
from imports import decide as decide_batch
from imports.drive import Wish, carry_out, drive, finish
from imports.models import Batch
from staff.models import Person
from tests import factories
from tests.evaluations.rated import make_school, ready

DAY = date(2023, 6, 30)
HEAD = (
    "STT", "Họ và tên", "Số định danh cá nhân", "Năm", "Mức xếp loại", "Số quyết định", "Ngày quyết định",
    "Đơn vị xếp loại", "Ghi chú",
)  # fmt: skip
KEYS = ("name", "id", "year", "level", "number", "decided", "by", "note")
GOOD = {"year": 2021, "level": "HTTNV", "number": "12/QĐ", "decided": "10/12/2021", "by": "Sở Nội vụ"}
NONE = {"year": 2020, "level": "Không xếp loại", "number": "", "decided": "", "note": "Nghỉ thai sản"}
SIGNED_ON = date(2022, 12, 10)


@pytest.fixture
def people(transactional_db):
    factories.make_user_in(Role.OFFICER, username="chuyenvien")
    factories.make_user_in(Role.HOME_AFFAIRS_LEADER, username="lanhdao")
    office = factories.make_unit("Sở Nội vụ", "SNV")
    return [
        factories.make_person("Nông Thị Ánh", "006183000001", unit=office),
        factories.make_person("Hà Văn Tú", "006083000002", unit=office),
    ]


@pytest.fixture
def book(tmp_path, people):
    def write(*rows: dict, name: str = "xep-loai.xlsx"):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as made:
            page = made.add_worksheet("Tờ 1")
            page.write(0, 0, "DANH SÁCH KẾT QUẢ XẾP LOẠI")
            page.write(1, 0, f"(Tính đến ngày {DAY:%d/%m/%Y})")
            for across, head in enumerate(HEAD):
                page.write(2, across, head)
            for down, said in enumerate(rows, start=1):
                values = {"name": people[0].full_name, "id": people[0].citizen_number} | said
                for across, value in enumerate([down, *(values.get(key, "") for key in KEYS)]):
                    page.write(2 + down, across, value)
        return path

    return write


def user(name: str) -> User:
    return User.objects.get(username=name)


def compared(path) -> Batch:
    return drive(Wish(kind="ratings", path=path, by=user("chuyenvien"), scope={}))


def applied(path) -> Batch:
    batch = compared(path)
    assert batch.counts["errors"] == 0, list(batch.messages.values_list("cell", "sentence"))
    carry_out(batch, by=user("chuyenvien"), approver=user("lanhdao"))
    batch.refresh_from_db()
    return batch


def errors(batch: Batch) -> list[tuple[str, str]]:
    return sorted(batch.messages.filter(severity="error").values_list("cell", "code"))


def stand() -> list[tuple]:
    return list(
        PastRating.objects.order_by("year").values_list("year", "level", "number", "rated_by", "note")
    )


def test_a_list_brings_in_each_year_once_corrects_and_is_undone(book, people):
    applied(book(GOOD, NONE))
    first = [
        (2020, "", "", "", "Nghỉ thai sản"),
        (2021, "GOOD", "12/QĐ", "Sở Nội vụ", ""),
    ]
    assert stand() == first
    assert PastRating.objects.get(year=2020).valid == since(date(2020, 12, 31))
    second = applied(book(GOOD | {"level": "Hoàn thành nhiệm vụ", "by": ""}, NONE, name="hai.xlsx"))
    assert [second.counts[key] for key in ("new", "changed", "unchanged")] == [0, 1, 1]
    assert list(second.differences.values_list("field", "old", "new")) == [
        ("level", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ")
    ]
    assert stand()[1] == (2021, "FULFILLED", "12/QĐ", "Sở Nội vụ", "")
    events = PastRating.pgh_event_model.objects.filter(year=2021).order_by("pgh_id")
    assert list(events.values_list("level", flat=True)) == ["GOOD", "FULFILLED"]
    decide_batch.ask_undo(second, by=user("chuyenvien"), reason="Nhầm tệp")
    decide_batch.approve_undo(second, by=user("lanhdao"))
    finish(second)
    assert stand() == first


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("HTXSNV", "EXCELLENT"), ("hoàn thành xuất sắc nhiệm vụ", "EXCELLENT"), ("httnv", "GOOD"),
        ("HTNV", "FULFILLED"), ("KHTNV", "NOT_FULFILLED"), ("Không hoàn thành nhiệm vụ", "NOT_FULFILLED"),
        ("Không xếp loại", ""),
    ],
)  # fmt: skip
def test_levels_are_read_in_the_offices_words(book, written, level):
    applied(book(GOOD | {"level": written}))
    assert stand()[0][1] == level


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (GOOD | {"level": "Khá"}, [("E4", "bad_level")]),
        (GOOD | {"level": ""}, [("E4", "no_level")]),
        (GOOD | {"year": "năm ngoái"}, [("D4", "bad_year")]),
        (GOOD | {"year": 2024, "decided": ""}, [("D4", "future_year"), ("G4", "no_decided_on")]),
        (GOOD | {"number": ""}, [("F4", "no_number")]),
        (GOOD | {"decided": "10/12/2020"}, [("G4", "before_year")]),
        (GOOD | {"decided": "1/7/2023"}, [("G4", "future_day")]),
        (GOOD | {"id": "006183000009"}, [("C4", "unknown_person")]),
    ],
)
def test_a_bad_cell_is_said_at_its_address(book, row, expected):
    assert errors(compared(book(row))) == expected


def test_a_year_twice_in_the_list_is_said_at_both(book):
    assert errors(compared(book(GOOD, GOOD | {"level": "HTNV"}))) == [
        ("C4", "twice_year"),
        ("C5", "twice_year"),
    ]


def test_the_command_brings_a_list_in(book, tmp_path):
    call_command(
        "import_workbook", "ratings", book(GOOD), by="chuyenvien", approve_as="lanhdao", apply=True,
        report=tmp_path / "report.json",
    )  # fmt: skip
    assert [row[0] for row in stand()] == [2021]


def signed_school(level: str = "EXCELLENT"):
    """A teacher whose rating of 2022 is signed here."""
    with transaction.atomic():
        cycle, school, head, (teacher, *_) = make_school(1)
    (one,) = ready(cycle, school, head, level=level)
    decide(
        cycle=cycle, unit_id=school.pk, choices=[Choice(one.pk, level)], number="07/QĐ", decided_on=SIGNED_ON,
        by=head, today=SIGNED_ON,
    )  # fmt: skip
    return head, teacher


def test_a_year_signed_here_takes_no_second_truth_from_a_list_nor_by_hand_nor_past_the_verbs(book):
    _, teacher = signed_school()
    row = GOOD | {
        "name": teacher.full_name,
        "id": teacher.citizen_number,
        "year": 2022,
        "decided": "9/12/2022",
    }
    batch = compared(book(row))
    assert errors(batch) == [("C4", "signed_here")]
    assert "không giữ hai kết quả của một năm" in batch.messages.get().sentence
    with pytest.raises(EvaluationRefused, match="Năm này đã có kết quả xếp loại ký trên cổng"):
        by_hand(teacher, year=2022, decided_on=date(2022, 12, 9))
    with pytest.raises(IntegrityError, match="Năm này đã có kết quả xếp loại ký trên cổng"):
        PastRating.objects.create(
            person=teacher, year=2022, level="", valid=since(SIGNED_ON), opened_by=factories.make_act()
        )


@pytest.mark.django_db
def test_a_year_known_from_papers_is_not_signed_here():
    cycle, school, head, (teacher, *_) = make_school(1)
    (one,) = ready(cycle, school, head)
    by_hand(teacher, year=2022, decided_on=date(2022, 12, 9))
    with pytest.raises(Blocked, match=r"đã có kết quả xếp loại năm 2022 theo văn bản số 3/QĐ"):
        decide(
            cycle=cycle, unit_id=school.pk, choices=[Choice(one.pk, "EXCELLENT")], number="07/QĐ",
            decided_on=SIGNED_ON, by=head, today=SIGNED_ON,
        )  # fmt: skip
    assert not Rating.objects.exists()


def by_hand(person: Person, by=None, **said) -> PastRating:
    given = {
        "year": 2021, "level": "GOOD", "number": "3/QĐ", "decided_on": date(2021, 12, 9), "today": DAY,
        "by": by or factories.make_user_in(Role.OFFICER),
    }  # fmt: skip
    return enter_past(person=person, **given | said)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"number": ""}, "no_decision"),
        ({"decided_on": date(2020, 12, 9)}, "before_year"),
        ({"year": 2024, "decided_on": date(2024, 1, 1)}, "future"),
    ],
)
def test_by_hand_a_rating_needs_its_paper(said, code):
    person = factories.make_person("Nông Thị Ánh", unit=factories.make_unit())
    with pytest.raises(EvaluationRefused) as refused:
        by_hand(person, **said)
    assert refused.value.code == code


@pytest.mark.django_db
def test_one_year_is_written_once_and_withdrawn_with_a_reason():
    person = factories.make_person("Nông Thị Ánh", unit=factories.make_unit())
    officer = factories.make_user_in(Role.OFFICER)
    made = by_hand(person, officer)
    with pytest.raises(EvaluationRefused, match="Rút kết quả đó trước"):
        by_hand(person, officer)
    with pytest.raises(EvaluationRefused, match="Ghi lý do"):
        withdraw_past(made, reason=" ", by=officer, today=DAY)
    with pytest.raises(EvaluationRefused, match="Chỉ Sở Nội vụ"):
        withdraw_past(made, reason="Nhầm", by=factories.make_user_in(Role.HOME_AFFAIRS_LEADER), today=DAY)
    withdraw_past(made, reason="Nhầm người", by=officer, today=DAY)
    assert by_hand(person, officer, level="FULFILLED").pk


@pytest.fixture
def years(client, sign_in, db):
    """A teacher with a rating signed here for 2022 and one from papers for 2021; who asks reads the page."""
    head, teacher = signed_school()
    officer = factories.make_user_in(Role.OFFICER)
    by_hand(teacher, officer)
    own = factories.make_user_in(Role.STAFF)
    Person.objects.filter(pk=teacher.pk).update(account=own)

    def read(who):
        sign_in(client, {"head": head, "own": own, "officer": officer}.get(who, who))
        return client.get(reverse("evaluations:years", args=[teacher.pk]))

    read.teacher, read.officer = teacher, officer
    return read


@pytest.mark.parametrize("who", ["own", "head", "officer"])
def test_past_and_signed_ratings_stand_in_one_list_for_those_who_may_see_them(years, who):
    answer = years(who)
    assert [(one.year, one.level, one.number) for one in answer.context["years"]] == [
        (2022, "EXCELLENT", "07/QĐ"),
        (2021, "GOOD", "3/QĐ"),
    ]
    assert "evaluations/years.html" in [template.name for template in answer.templates]
    assert ("Rút kết quả năm 2021" in answer.content.decode()) == (who == "officer")


@pytest.mark.parametrize("role", [Role.ADMIN, Role.INSPECTOR])
def test_who_may_not_see_ratings_finds_no_page_and_no_tab(years, client, role):
    assert years(factories.make_user_in(role)).status_code == 404
    record = client.get(reverse("staff:record", args=[years.teacher.pk]))
    assert "Kết quả xếp loại" not in record.content.decode()


def test_the_record_leads_to_the_ratings(years, client):
    years("head")
    text = client.get(reverse("staff:record", args=[years.teacher.pk])).content.decode()
    assert reverse("evaluations:years", args=[years.teacher.pk]) in text


def test_a_new_unit_reads_the_earlier_years_and_a_former_one_none_signed_after(years):
    teacher, moved = years.teacher, date(2022, 6, 1)
    old, new = factories.make_unit("Trường cũ"), factories.make_unit("Trường mới")
    teacher.posts.all().delete()
    factories.make_post(teacher, old, until=moved)
    factories.make_post(teacher, new, first=moved)
    seen = [
        [one.year for one in years(factories.make_user_in(Role.UNIT_HEAD, unit)).context["years"]]
        for unit in (old, new)
    ]
    assert seen == [[2021], [2022, 2021]]


def test_the_officer_writes_one_down_and_withdraws_it_on_the_pages(years, client):
    years("officer")
    address = reverse("evaluations:add-past", args=[years.teacher.pk])
    said = {"year": 2020, "level": "FULFILLED", "number": "1/QĐ", "decided_on": "9/12/2020"}
    wrong = client.post(address, said | {"number": ""})
    assert "phải có số và ngày quyết định" in wrong.content.decode()
    assert "evaluations/years_form.html" in [template.name for template in wrong.templates]
    assert client.post(address, said).status_code == 302
    made = PastRating.objects.get(year=2020)
    withdraw = reverse("evaluations:withdraw-past", args=[years.teacher.pk, made.pk])
    assert client.post(withdraw, {"reason": "Nhầm người"}).status_code == 302
    page = years("officer").content.decode()
    assert "Rút kết quả xếp loại năm trước" in page and "Nhầm người" in page


def test_nobody_else_writes_ratings_down(years, client):
    years("head")
    for name, args in (("add-past", []), ("withdraw-past", [PastRating.objects.get().pk])):
        assert client.get(reverse(f"evaluations:{name}", args=[years.teacher.pk, *args])).status_code == 403


def test_the_page_asks_as_much_for_one_year_as_for_ten(years, django_assert_max_num_queries):
    for year in range(2010, 2020):
        by_hand(years.teacher, years.officer, year=year, decided_on=date(year, 12, 9))
    with django_assert_max_num_queries(40):
        assert len(years("head").context["years"]) == 12
