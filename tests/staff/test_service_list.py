"""Bringing in lists of leave, rewards, discipline, training: checked, compared, approved, applied, undone."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command
from django.db.models import Model

from accounts.models import User
from agencies.enums import Cause, Role
from agencies.models import Act
from core.days import last_day
from imports import decide
from imports.drive import Wish, carry_out, drive, finish
from imports.errors import ImportRefused
from imports.models import Batch, Change, State
from staff.enter import take_back
from staff.service_models import SERVICE_FACTS, Discipline, Leave, Offence, Reward, Training
from tests.factories import make_discipline, make_leave, make_person, make_post, make_unit, make_user_in

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2022, 12, 31)
HEAD = (
    "STT", "Họ và tên", "Số định danh cá nhân", "Loại", "Loại kỷ luật", "Hình thức", "Số quyết định",
    "Ngày quyết định", "Ngày hiệu lực", "Đến hết ngày", "Nội dung", "Cơ quan ban hành", "Ngày vi phạm",
    "Nơi vi phạm", "Liên quan công vụ", "Suy thoái", "Đã tính năm",
)  # fmt: skip
KEYS = (
    "name", "id", "what", "side", "kind", "number", "decided", "begins", "last", "title", "by", "happened",
    "place", "duty", "degradation", "counted",
)  # fmt: skip
LEAVE = {
    "what": "Nghỉ",
    "kind": "Thai sản",
    "number": "3/QĐ",
    "decided": "1/3/22",
    "begins": "01/03/2022",
    "last": "31/08/2022",
}
DISCIPLINE = {
    "what": "Kỷ luật", "side": "Hành chính", "kind": "Cảnh cáo", "number": "15/QĐ-KL", "decided": "4/5/2022",
    "title": "Vắng mặt không phép", "happened": "1/2/2022", "duty": "x",
}  # fmt: skip
PARTY = DISCIPLINE | {"side": "Đảng", "number": "2-QĐ/ĐU", "decided": "20/4/2022", "title": "Bỏ nhiệm sở"}
REWARD = {
    "what": "Khen thưởng",
    "kind": "Bằng khen",
    "number": "88/QĐ-UBND",
    "decided": "20/1/2022",
    "title": "Năm 2021",
    "by": "UBND tỉnh",
}
TRAINING = {
    "what": "Bồi dưỡng",
    "kind": "Lý luận chính trị",
    "begins": "1/4/2022",
    "last": "30/4/2022",
    "title": "Cao cấp lý luận",
}


@pytest.fixture
def office():
    return make_unit("Sở Nội vụ", "SNV")


@pytest.fixture
def ha():
    return make_user_in(Role.OFFICER, username="chuyenvien")


@pytest.fixture
def thanh():
    return make_user_in(Role.HOME_AFFAIRS_LEADER, username="lanhdao")


@pytest.fixture
def people(office, ha, thanh):
    return [
        make_person("Nông Thị Ánh", "006183000001", unit=office),
        make_person("Hà Văn Tú", "006083000002", unit=office),
    ]


@pytest.fixture
def book(tmp_path, people):
    """``book(row, …, name=, without=, title=)``: each row is of the first person unless it says another."""

    def write(
        *rows: dict,
        name: str = "danh-sach.xlsx",
        without: Sequence[str] = (),
        title: str = "",
        sheet: str = "Tờ 1",
    ) -> Path:
        columns = [place for place, head in enumerate(HEAD) if head not in without]
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as made:
            page = made.add_worksheet(sheet)
            page.write(0, 0, title or "DANH SÁCH TỔNG HỢP")
            page.write(1, 0, f"(Tính đến ngày {DAY:%d/%m/%Y})")
            for across, place in enumerate(columns):
                page.write(2, across, HEAD[place])
            for down, said in enumerate(rows, start=1):
                values = {"name": "Nông Thị Ánh", "id": "006183000001"} | said
                cells = [down, *(values.get(key, "") for key in KEYS)]
                for across, place in enumerate(columns):
                    page.write(2 + down, across, cells[place])
        return path

    return write


def user(name: str) -> User:
    return User.objects.get(username=name)


def compared(path: Path, **options) -> Batch:
    return drive(Wish(**{"kind": "service", "path": path, "by": user("chuyenvien"), "scope": {}} | options))


def applied(path: Path) -> Batch:
    batch = compared(path)
    assert batch.counts["errors"] == 0, list(batch.messages.values_list("cell", "sentence"))
    carry_out(batch, by=user("chuyenvien"), approver=user("lanhdao"))
    batch.refresh_from_db()
    return batch


def undo(batch: Batch) -> None:
    decide.ask_undo(batch, by=user("chuyenvien"), reason="Nhầm tệp")
    decide.approve_undo(batch, by=user("lanhdao"))
    finish(batch)
    batch.refresh_from_db()


def errors(batch: Batch) -> list[tuple[str, str]]:
    return sorted(batch.messages.filter(severity="error").values_list("cell", "code"))


def content() -> dict[type[Model], list]:
    return {
        model: list(model.objects.order_by("pk").values_list()) for model in (Act, Offence, *SERVICE_FACTS)
    }


def counts(batch: Batch) -> tuple[int, int, int]:
    return tuple(batch.counts[key] for key in ("new", "changed", "unchanged"))


def test_one_list_brings_in_every_kind_of_fact(book, office, people):
    batch = applied(
        book(
            LEAVE,
            REWARD,
            DISCIPLINE,
            PARTY,
            TRAINING,
            LEAVE | {"name": "Hà Văn Tú", "id": "006083000002", "kind": "ốm"},
        )
    )
    assert counts(batch) == (6, 0, 0) and batch.state == State.APPLIED
    leave = Leave.objects.get(person=people[0])
    assert (leave.kind, leave.begins_on, last_day(leave.valid)) == (
        "maternity", date(2022, 3, 1), date(2022, 8, 31),
    )  # fmt: skip
    assert Leave.objects.get(person=people[1]).kind == "sick"
    reward = Reward.objects.get()
    assert (reward.kind, reward.title, reward.given_by, reward.begins_on) == (
        "merit", "Năm 2021", "UBND tỉnh", date(2022, 1, 20),
    )  # fmt: skip
    training = Training.objects.get()
    assert (training.kind, training.title, last_day(training.valid)) == (
        "theory", "Cao cấp lý luận", date(2022, 4, 30),
    )  # fmt: skip
    state = Discipline.objects.get(side="administration")
    assert (state.form, state.in_duty, state.degradation, state.effective_on) == (
        "warning", True, False, date(2022, 5, 4),
    )  # fmt: skip
    acts = {fact.opened_by for model in SERVICE_FACTS for fact in model.objects.select_related("opened_by")}
    assert [(act.cause, act.batch_id, act.made_by) for act in acts] == [
        (Cause.ROSTER, batch.pk, user("lanhdao"))
    ]


def test_party_and_state_decisions_of_one_day_and_place_are_on_one_offence(book, office):
    applied(book(DISCIPLINE, PARTY))
    offence = Offence.objects.get()
    assert (offence.unit, offence.text, offence.disciplines.count()) == (office, "Vắng mặt không phép", 2)


def test_the_place_of_an_offence_is_named_or_is_the_unit_of_that_day(book, people):
    other = make_unit("Sở Tài chính", "STC")
    applied(book(DISCIPLINE | {"place": "Sở Tài chính"}, PARTY | {"happened": "2/2/2022", "place": "STC"}))
    assert set(Offence.objects.values_list("unit_id", flat=True)) == {other.pk}


def test_the_same_list_again_changes_nothing(book):
    rows = (LEAVE, REWARD, DISCIPLINE, TRAINING)
    applied(book(*rows))
    batch = compared(book(*rows, name="lai.xlsx", title="DANH SÁCH LẦN HAI"))
    assert counts(batch) == (0, 0, 4)


def test_a_list_mends_what_is_known_and_an_empty_cell_mends_nothing(book):
    applied(book(LEAVE, REWARD, DISCIPLINE, TRAINING))
    second = applied(
        book(
            LEAVE | {"last": "30/9/2022", "number": ""},
            REWARD | {"title": "Thành tích năm 2021", "by": ""},
            DISCIPLINE
            | {
                "kind": "Khiển trách",
                "begins": "10/5/2022",
                "happened": "3/2/2022",
                "duty": "",
                "counted": 2022,
            },
            TRAINING | {"kind": "Quản lý nhà nước", "by": "Trường Chính trị tỉnh"},
            name="hai.xlsx",
        )
    )
    assert counts(second) == (0, 4, 0)
    found = set(second.differences.values_list("field", "old", "new"))
    assert {
        ("ends_on", "31/08/2022", "30/09/2022"),
        ("title", "Năm 2021", "Thành tích năm 2021"),
        ("kind", "Cảnh cáo", "Khiển trách"),
        ("begins_on", "04/05/2022", "10/05/2022"),
        ("happened_on", "01/02/2022", "03/02/2022"),
        ("in_duty", "có", "không"),
        ("counted_in_year", "", "2022"),
        ("kind", "Lý luận chính trị", "Quản lý nhà nước"),
        ("given_by", "", "Trường Chính trị tỉnh"),
    } == found
    leave, reward, made = Leave.objects.get(), Reward.objects.get(), Discipline.objects.get()
    assert (last_day(leave.valid), leave.number, reward.given_by) == (date(2022, 9, 30), "3/QĐ", "UBND tỉnh")
    assert (made.form, made.effective_on, made.offence.happened_on, made.counted_in_year) == (
        "reprimand", date(2022, 5, 10), date(2022, 2, 3), 2022,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (LEAVE | {"id": "006183000009"}, ("C4", "unknown_person")),
        (LEAVE | {"name": "Nông Thị Bích"}, ("B4", "name_differs")),
        (LEAVE | {"id": ""}, ("C4", "no_citizen_number")),
        (LEAVE | {"what": "Đi chơi"}, ("D4", "bad_what")),
        (LEAVE | {"what": ""}, ("D4", "no_what")),
        (LEAVE | {"kind": "Nghỉ mát"}, ("F4", "bad_kind")),
        (LEAVE | {"begins": ""}, ("I4", "no_begins_on")),
        (LEAVE | {"begins": "31/02/2022"}, ("I4", "bad_day")),
        (LEAVE | {"last": "1/1/2022"}, ("J4", "bad_days")),
        (LEAVE | {"begins": "1/1/2019"}, ("I4", "no_post")),
        (DISCIPLINE | {"side": ""}, ("E4", "no_side")),
        (DISCIPLINE | {"side": "Công an"}, ("E4", "bad_side")),
        (DISCIPLINE | {"kind": "Khai trừ"}, ("F4", "wrong_form")),
        (DISCIPLINE | {"number": ""}, ("G4", "no_number")),
        (DISCIPLINE | {"begins": "1/5/2022"}, ("I4", "before_decision")),
        (DISCIPLINE | {"happened": "5/5/2022"}, ("M4", "before_offence")),
        (DISCIPLINE | {"happened": "1/1/2015"}, ("N4", "no_place")),
        (DISCIPLINE | {"place": "Sở Không Có"}, ("N4", "unknown_unit")),
        (DISCIPLINE | {"duty": "hình như"}, ("O4", "bad_mark")),
        (DISCIPLINE | {"counted": "năm ngoái"}, ("Q4", "bad_year")),
        (REWARD | {"decided": ""}, ("H4", "no_decided_on")),
        (TRAINING | {"title": ""}, ("K4", "no_title")),
    ],
)
def test_a_bad_cell_is_said_at_its_address(book, row, expected):
    batch = compared(book(row))
    assert errors(batch) == [expected] and batch.state == State.HAS_ERRORS


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((LEAVE, LEAVE), "twice_fact"),
        ((LEAVE, LEAVE | {"begins": "31/8/2022", "last": "", "kind": "Ốm đau"}), "overlaps"),
        ((DISCIPLINE, DISCIPLINE), "twice_fact"),
        ((TRAINING, TRAINING | {"begins": "30/4/2022", "last": ""}), "overlaps_training"),
    ],
)
def test_rows_that_cannot_stand_beside_each_other_are_both_said(book, rows, code):
    assert errors(compared(book(*rows))) == [("C4", code), ("C5", code)]


def test_leave_that_overlaps_one_in_the_portal_is_said(book, people):
    make_leave(people[0], "sick", first=date(2022, 8, 31), until=None)
    assert errors(compared(book(LEAVE))) == [("C4", "overlaps")]


def test_other_words_for_a_known_offence_are_warned_of_and_kept_as_they_are(book, people, office):
    known = make_discipline(people[0], office, decided_on=date(2022, 5, 2)).offence
    batch = applied(book(PARTY | {"happened": f"{known.happened_on:%d/%m/%Y}"}))
    assert list(batch.messages.values_list("code", flat=True)) == ["offence_text_differs"]
    known.refresh_from_db()
    assert known.text == "Vắng mặt không phép" and known.disciplines.count() == 2


def test_a_sheet_of_one_kind_needs_no_column_that_says_so(book):
    batch = compared(book(DISCIPLINE, without=("Loại",), sheet="Kỷ luật"))
    assert (errors(batch), counts(batch)) == ([], (1, 0, 0))
    unclear = compared(book(LEAVE, without=("Loại",), name="hai.xlsx"))
    assert errors(unclear) == [("C4", "no_what")]


@pytest.mark.parametrize(
    ("column", "code"), [("Liên quan công vụ", "no_in_duty"), ("Suy thoái", "no_degradation")]
)
def test_a_list_without_a_column_that_the_law_asks_about_brings_in_no_discipline(book, column, code):
    assert errors(compared(book(DISCIPLINE, without=(column,)))) == [("C4", code)]
    assert errors(compared(book(LEAVE, without=(column,), name="nghi.xlsx"))) == []


def test_an_undo_gives_back_every_row_with_its_id(book):
    applied(book(LEAVE, DISCIPLINE))
    before = content()
    batch = applied(
        book(
            LEAVE | {"last": "30/9/2022"},
            DISCIPLINE | {"happened": "3/2/2022"},
            REWARD,
            TRAINING,
            name="hai.xlsx",
        )
    )
    assert content() != before
    undo(batch)
    assert (batch.state, content()) == (State.UNDONE, before)
    assert not Change.objects.filter(batch=batch).exists()


def test_an_undo_waits_for_what_was_done_by_hand_since(book, ha):
    batch = applied(book(LEAVE))
    take_back(Leave.objects.get(), reason="nhầm", by=ha)
    with pytest.raises(ImportRefused, match="Nông Thị Ánh: thời gian nghỉ đổi lúc"):
        decide.ask_undo(batch, by=user("chuyenvien"), reason="Nhầm tệp")


def test_a_clerk_brings_in_only_people_of_their_unit_and_learns_of_no_others(book, people, office):
    other = make_unit("Sở Tài chính", "STC")
    stranger = make_person("Lý Văn Lạ", "006083000007", unit=other)
    clerk = make_user_in(Role.UNIT_CLERK, office)
    scope = {"by": clerk, "scope": {"unit": office.pk}}
    batch = compared(
        book(LEAVE, LEAVE | {"name": stranger.full_name, "id": stranger.citizen_number}), **scope
    )
    nobody = compared(book(LEAVE | {"id": "006083000999"}, name="hai.xlsx"), **scope)
    assert errors(batch) == [("C5", "unknown_person")]
    assert batch.messages.get().sentence == nobody.messages.get().sentence
    with pytest.raises(ImportRefused, match="không được nhập danh sách cho phạm vi này"):
        compared(book(LEAVE, name="ba.xlsx"), by=clerk)


def test_a_person_who_moves_between_comparison_and_approval_asks_for_a_new_one(book, people, office):
    batch = compared(book(DISCIPLINE))
    post = people[0].posts.get()
    post.delete()
    make_post(people[0], make_unit("Sở Tài chính", "STC"))
    carry_out(batch, by=user("chuyenvien"), approver=user("lanhdao"))
    assert Offence.objects.get().unit.periods.get().name == "Sở Tài chính"


def test_the_command_brings_a_list_in(book, tmp_path):
    report = tmp_path / "report.json"
    options = {"by": "chuyenvien", "approve_as": "lanhdao", "apply": True, "report": report}
    call_command("import_workbook", "service", book(LEAVE, REWARD), **options)
    said = json.loads(report.read_text())
    assert (said["state"], said["new"]) == ("applied", 2)
    assert said["totals"]["group"] == [
        {"code": "leave", "label": "Nghỉ", "workbook": 1, "portal": 1, "difference": 0},
        {"code": "reward", "label": "Khen thưởng", "workbook": 1, "portal": 1, "difference": 0},
    ]


def test_the_batch_page_tells_each_fact_of_one_person_apart(book, client, sign_in):
    applied(book(LEAVE, REWARD))
    batch = compared(book(LEAVE | {"last": "30/9/2022"}, REWARD | {"title": "Khác"}, name="hai.xlsx"))
    sign_in(client, user("chuyenvien"))
    rows = client.get(batch.get_absolute_url()).context["page"].tab.page.rows
    assert sorted((row.detail, [line.new for line in row.lines]) for row in rows) == [
        ("Khen thưởng: bằng khen, số 88/QĐ-UBND", ["Khác"]),
        ("Nghỉ: thai sản, số 3/QĐ, từ 01/03/2022", ["30/09/2022"]),
    ]
