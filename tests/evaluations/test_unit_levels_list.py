"""Bringing in a list of units' levels of earlier years: checked, compared, approved, applied, undone."""

import json
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command

from accounts.models import User
from agencies.enums import Role, UnitType
from evaluations.models import UnitLevel
from imports import decide
from imports.drive import Wish, carry_out, drive, finish
from imports.kinds import get_kind
from imports.models import Batch, Change, State
from tests.factories import make_unit, make_user_in

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = (
    "STT",
    "Mã đơn vị",
    "Tên đơn vị",
    "Năm",
    "Mức xếp loại",
    "Số văn bản",
    "Ngày văn bản",
    "Cơ quan ban hành",
)
ROW = {"code": "BV1", "year": "2022", "level": "Hoàn thành tốt nhiệm vụ", "number": "7/QĐ", "on": "1/12/2022"}


@pytest.fixture
def agency():
    make_user_in(Role.OFFICER, username="chuyenvien")
    make_user_in(Role.HOME_AFFAIRS_LEADER, username="lanhdao")
    root = make_unit("UBND tỉnh", "UBT", type=UnitType.PROVINCE)
    agency = make_unit("Sở Y tế", "SYT", root)
    make_unit("Bệnh viện Một", "BV1", agency, UnitType.SERVICE)
    make_unit("Bệnh viện Hai", "BV2", agency, UnitType.SERVICE)
    return agency


@pytest.fixture
def book(tmp_path, agency):
    def write(*rows: dict, name: str = "muc.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as made:
            page = made.add_worksheet("Tờ 1")
            page.write(0, 0, "MỨC XẾP LOẠI ĐƠN VỊ")
            page.write(1, 0, "(Tính đến ngày 31/12/2022)")
            for across, head in enumerate(HEAD):
                page.write(2, across, head)
            for down, said in enumerate(rows, start=1):
                said = {**ROW, "source": "Sở Y tế", "name": "", **said}
                cells = (
                    down,
                    *(said[key] for key in ("code", "name", "year", "level", "number", "on", "source")),
                )
                for across, cell in enumerate(cells):
                    page.write(2 + down, across, cell)
        return path

    return write


def user(name: str) -> User:
    return User.objects.get(username=name)


def compared(path: Path) -> Batch:
    return drive(Wish(kind="unit-levels", path=path, by=user("chuyenvien"), scope={}))


def applied(path: Path) -> Batch:
    batch = compared(path)
    assert batch.counts["errors"] == 0, list(batch.messages.values_list("cell", "sentence"))
    carry_out(batch, by=user("chuyenvien"), approver=user("lanhdao"))
    batch.refresh_from_db()
    return batch


def counts(batch: Batch) -> tuple[int, int, int]:
    return tuple(batch.counts[key] for key in ("new", "changed", "unchanged"))


def known() -> list[tuple]:
    return list(UnitLevel.objects.order_by("unit", "year").values_list("year", "level", "number", "source"))


def test_a_list_brings_in_levels_by_code_or_name_with_the_paper_behind_them(book):
    batch = applied(
        book(
            {},
            {"code": "", "name": "Bệnh viện Hai", "level": "HTXSNV"},
            {"year": "2021", "level": "Hoàn thành"},
        )
    )
    assert (batch.state, counts(batch)) == (State.APPLIED, (3, 0, 0))
    assert known() == [
        (2021, "FULFILLED", "7/QĐ", "Sở Y tế"),
        (2022, "GOOD", "7/QĐ", "Sở Y tế"),
        (2022, "EXCELLENT", "7/QĐ", "Sở Y tế"),
    ]
    assert set(UnitLevel.objects.values_list("made_by", "decided_on")) == {
        (user("lanhdao").pk, date(2022, 12, 1))
    }


def test_a_second_list_changes_only_what_differs_and_shows_it_first(book):
    applied(book({}, {"code": "BV2"}))
    batch = compared(book({"level": "HTNV"}, {"code": "BV2"}, name="lai.xlsx"))
    assert counts(batch) == (0, 1, 1)
    shown = batch.differences.get()
    assert (shown.label, shown.field_label, shown.old, shown.new) == (
        "Bệnh viện Một", "Mức xếp loại", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ",
    )  # fmt: skip
    carry_out(batch, by=user("chuyenvien"), approver=user("lanhdao"))
    assert [level for _, level, *_ in known()] == ["FULFILLED", "GOOD"]


def test_undone_the_levels_are_as_before(book):
    applied(book({}))
    before = known()
    batch = applied(book({"level": "HTNV"}, {"code": "BV2"}, name="lai.xlsx"))
    decide.ask_undo(batch, by=user("chuyenvien"), reason="Nhầm tệp")
    decide.approve_undo(batch, by=user("lanhdao"))
    finish(batch)
    assert known() == before and not Change.objects.filter(batch=batch).exists()


def test_what_is_wrong_is_said_at_its_cell(book):
    batch = compared(
        book(
            {"code": "KHONG"},
            {"level": "Giỏi", "year": "2020"},
            {"year": "2199"},
            {"number": "", "year": "2019"},
            {"code": "BV2"},
            {"code": "BV2", "level": "HTNV"},
            {"code": ""},
        )
    )
    found = sorted(batch.messages.filter(severity="error").values_list("cell", "code"))
    assert found == [
        ("B4", "unknown_unit_code"),
        ("B8", "twice_level"),
        ("B9", "twice_level"),
        ("C10", "no_unit"),
        ("D6", "bad_year"),
        ("E5", "bad_level"),
        ("F7", "no_number"),
    ]
    assert {code for _, code in found} <= set(get_kind("unit-levels").message_words)


def test_a_level_that_the_portal_recognises_does_not_come_by_a_list(book):
    batch = compared(book({"code": "SYT", "year": "2026"}))
    message = batch.messages.get(severity="error")
    assert (message.code, message.cell) == ("recognised", "D4")
    assert "NĐ 335/2025" in message.sentence


def test_the_command_line_brings_a_list_in(book, tmp_path):
    report = tmp_path / "report.json"
    call_command(
        "import_workbook", "unit-levels", str(book({})), by="chuyenvien", approve_as="lanhdao", apply=True,
        report=report,
    )  # fmt: skip
    assert json.loads(report.read_text())["state"] == "applied"
    assert len(known()) == 1


def test_only_home_affairs_brings_levels_in(agency):
    kind = get_kind("unit-levels")
    clerk, admin = make_user_in(Role.UNIT_CLERK, agency), make_user_in(Role.ADMIN)
    assert [kind.may_upload(one, {}) for one in (clerk, admin, user("chuyenvien"))] == [False, False, True]
    assert kind.batches_seen_by(admin) is None and kind.batches_seen_by(clerk) is None
