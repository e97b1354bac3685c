"""The engine without a browser: what the commands print, and when they end with an error."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import User
from agencies.enums import Role
from imports import decide
from imports.models import Batch, State
from imports.receive import receive
from staff.models import Person
from tests.factories import make_unit, make_user_in
from tests.staff.roster_case import SECOND, books, row

pytestmark = pytest.mark.django_db(transaction=True)
APPLY = ("--approve-as", "lanhdao", "--apply")
COUNTS = ("found", "new", "changed", "left", "unchanged", "errors", "warnings")


@pytest.fixture
def book(tmp_path):
    write = books(tmp_path)
    return lambda *rows, **options: str(write(*rows, **options))


def run(capsys, *arguments) -> tuple[dict, int]:
    """What the command printed as JSON, and its exit code."""
    code = 0
    try:
        call_command(*arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    return json.loads(capsys.readouterr().out), code


def test_a_workbook_is_compared_and_nothing_is_written(book, capsys):
    said, code = run(capsys, "import_workbook", "people", book(row(1), row(2)))
    counts = {key: said[key] for key in COUNTS}
    assert counts == {
        "found": 2,
        "new": 2,
        "changed": 0,
        "left": 0,
        "unchanged": 0,
        "errors": 0,
        "warnings": 0,
    }
    assert [total["workbook"] for total in said["totals"]["group"]] == [2]
    assert (code, Person.objects.count()) == (0, 0)


def test_a_message_has_sheet_cell_value_and_sentence_and_ends_with_an_error(book, capsys):
    said, code = run(capsys, "import_workbook", "people", book(row(1, born="30/02/1980")), *APPLY)
    message = said["messages"][0]
    assert (message["sheet"], message["cell"], message["value"]) == ("Danh sách", "D4", "30/02/1980")
    assert "không có thật" in message["sentence"]
    assert (code, said["problem"]["code"], Person.objects.count()) == (1, "has_errors", 0)


def test_those_who_left_get_an_unknown_reason_with_a_warning(book, capsys):
    run(capsys, "import_workbook", "people", book(row(1), row(2)), *APPLY)
    said, code = run(capsys, "import_workbook", "people", book(row(1), day=SECOND, name="hai.xlsx"), *APPLY)
    assert (code, said["left"], said["warnings"], said["state"]) == (0, 1, 1, "applied")
    assert said["messages"][0]["code"] == "left_reason_unknown"


def test_ask_leaves_the_reasons_open_and_stands_in_the_way_of_applying(book, capsys):
    run(capsys, "import_workbook", "people", book(row(1), row(2)), *APPLY)
    said, code = run(
        capsys,
        "import_workbook",
        "people",
        book(row(1), day=SECOND, name="hai.xlsx"),
        "--left",
        "ask",
        *APPLY,
    )
    assert (code, said["problem"]["code"], said["state"]) == (1, "no_reason", "compared")


def test_a_reason_is_given_by_its_code_or_its_name(book, capsys):
    run(capsys, "import_workbook", "people", book(row(1), row(2)), *APPLY)
    path = book(row(1), day=SECOND, name="hai.xlsx")
    said, code = run(capsys, "import_workbook", "people", path, "--left", "Nghỉ hưu", *APPLY)
    assert (code, said["warnings"]) == (0, 0)
    with pytest.raises(CommandError, match="--left"):
        call_command("import_workbook", "people", path, "--left", "đi chơi")


def test_the_same_person_does_not_approve(book, capsys):
    said, code = run(
        capsys,
        "import_workbook",
        "people",
        book(row(1)),
        "--by",
        "chuyenvien",
        "--approve-as",
        "chuyenvien",
        "--apply",
    )
    assert (code, said["problem"]["code"], said["found"]) == (1, "same_person", 0)
    assert not Batch.objects.exists(), "compared before anything is received"


def test_what_was_read_as_json_is_then_approved_by_the_same_command(book, capsys):
    path = book(row(1), row(2))
    read, _ = run(capsys, "import_workbook", "people", path)
    said, code = run(capsys, "import_workbook", "people", path, *APPLY)
    assert (code, said["state"], said["batch"]) == (0, "applied", read["batch"])
    assert Person.objects.count() == 2


def test_people_of_a_unit_that_is_brought_in_later_go_on_once_it_is_there(book, capsys):
    path = book(row(1, code="MOI", unit="Trung tâm Mới"))
    said, code = run(capsys, "import_workbook", "people", path, *APPLY)
    assert (code, said["problem"]["code"]) == (1, "has_errors")
    make_unit("Trung tâm Mới", "MOI")
    again, code = run(capsys, "import_workbook", "people", path, *APPLY)
    assert (code, again["state"], again["errors"], again["batch"]) == (0, "applied", 0, said["batch"])


def test_a_batch_that_waits_to_be_approved_is_approved_by_who_may(book, capsys):
    path = book(row(1))
    refused, code = run(capsys, "import_workbook", "people", path, "--approve-as", "lanhdaotinh", "--apply")
    assert (code, refused["problem"]["code"], refused["state"]) == (1, "not_allowed", "submitted")
    read, code = run(capsys, "import_workbook", "people", path)
    assert (code, read["state"]) == (0, "submitted")
    other, code = run(capsys, "import_workbook", "people", path, "--as-of", "2022-02-01", *APPLY)
    assert (code, other["problem"]["code"], other["batch"]) == (1, "same_bytes", read["batch"])
    said, code = run(capsys, "import_workbook", "people", path, *APPLY)
    assert (code, said["state"], said["batch"]) == (0, "applied", read["batch"])


def test_what_a_command_says_counts_and_not_what_an_earlier_one_said(book, capsys):
    run(capsys, "import_workbook", "people", book(row(1), row(2)), *APPLY)
    path = book(row(1), day=SECOND, name="hai.xlsx")
    first, _ = run(capsys, "import_workbook", "people", path, "--as-of", "2022-07-31")
    assert (first["as_of"], first["warnings"]) == ("2022-07-31", 1)
    second, code = run(capsys, "import_workbook", "people", path)
    assert (second["as_of"], second["warnings"], second["batch"]) == ("2022-06-30", 1, first["batch"])
    asked, code = run(capsys, "import_workbook", "people", path, "--left", "ask", *APPLY)
    assert (code, asked["problem"]["code"], asked["warnings"]) == (1, "no_reason", 0)
    run(capsys, "import_workbook", "people", path)
    said, code = run(capsys, "import_workbook", "people", path, "--left", "retired", *APPLY)
    assert (code, said["state"], said["warnings"]) == (0, "applied", 0)
    reasons = set(Batch.objects.get(pk=said["batch"]).differences.values_list("reason", flat=True))
    assert reasons == {"retired"}


def test_a_batch_of_somebody_else_is_left_to_them(book, capsys):
    path = book(row(1))
    make_user_in(Role.OFFICER, username="khac")
    read, _ = run(capsys, "import_workbook", "people", path)
    said, code = run(capsys, "import_workbook", "people", path, "--by", "khac", *APPLY)
    assert (code, said["problem"]["code"], said["batch"]) == (1, "same_bytes", read["batch"])
    assert Batch.objects.get().state == State.COMPARED


def test_a_check_that_was_interrupted_is_run_by_the_next_command(book, capsys):
    path = book(row(1))
    officer = User.objects.get(username="chuyenvien")
    receive(kind="people", path=Path(path), name="danh-sach.xlsx", by=officer, scope={})
    said, code = run(capsys, "import_workbook", "people", path, *APPLY)
    assert (code, said["state"], Batch.objects.count()) == (0, "applied", 1)


def test_a_workbook_that_is_refused_before_there_is_a_batch_prints_no_other_batch(book, tmp_path, capsys):
    run(capsys, "import_workbook", "people", book(row(1), row(2)))
    path = tmp_path / "khac" / "danh-sach.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"day la thu, khong phai bang tinh")
    said, code = run(capsys, "import_workbook", "people", str(path))
    assert (code, said["batch"], said["file"]) == (1, None, "danh-sach.xlsx")
    assert [said[key] for key in COUNTS] == [0] * len(COUNTS)
    assert said["totals"] == {"group": [], "unit": []} and said["messages"] == []
    assert said["problem"]["sentence"]


def test_the_same_bytes_are_told_with_the_batch_that_holds_them(book, capsys):
    path = book(row(1))
    first, _ = run(capsys, "import_workbook", "people", path, *APPLY)
    again, code = run(capsys, "import_workbook", "people", path)
    assert (code, again["problem"]["code"], again["batch"]) == (1, "same_bytes", first["batch"])


def test_the_report_is_written_to_a_file(book, tmp_path, capsys):
    call_command("import_workbook", "people", book(row(1)), "--report", str(tmp_path / "out.json"))
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["found"] == 1
    assert capsys.readouterr().out == ""


def test_a_batch_is_undone_from_the_command_line_and_may_come_again(book, capsys):
    path = book(row(1), row(2))
    said, _ = run(capsys, "import_workbook", "people", path, *APPLY)
    undone, code = run(
        capsys, "undo_import", str(said["batch"]), "--reason", "Nhầm tệp", "--approve-as", "lanhdao"
    )
    assert (code, undone["state"], Person.objects.count()) == (0, State.UNDONE, 0)
    again, code = run(capsys, "import_workbook", "people", path, *APPLY)
    assert (code, again["state"], Person.objects.count(), Batch.objects.count()) == (0, "applied", 2, 2)


def test_an_undo_by_one_person_alone_is_refused_before_it_is_asked_for(book, capsys):
    said, _ = run(capsys, "import_workbook", "people", book(row(1)), *APPLY)
    refused, code = undo(capsys, said["batch"], "chuyenvien")
    assert (code, refused["problem"]["code"], refused["state"]) == (1, "same_person", State.APPLIED)


def test_an_undo_that_was_asked_for_is_gone_on_with(book, capsys):
    said, _ = run(capsys, "import_workbook", "people", book(row(1)), *APPLY)
    refused, code = undo(capsys, said["batch"], "lanhdaotinh")
    assert (code, refused["problem"]["code"], refused["state"]) == (1, "not_allowed", State.UNDO_ASKED)
    undone, code = undo(capsys, said["batch"], "lanhdao")
    assert (code, undone["state"], Person.objects.count()) == (0, State.UNDONE, 0)


def test_an_undo_that_was_approved_and_interrupted_is_gone_on_with(book, capsys):
    said, _ = run(capsys, "import_workbook", "people", book(row(1)), *APPLY)
    batch = Batch.objects.get(pk=said["batch"])
    decide.ask_undo(batch, by=User.objects.get(username="chuyenvien"), reason="Nhầm tệp")
    decide.approve_undo(batch, by=User.objects.get(username="lanhdao"))
    undone, code = undo(capsys, said["batch"], "lanhdao")
    assert (code, undone["state"], Person.objects.count()) == (0, State.UNDONE, 0)


def undo(capsys, batch: int, approver: str) -> tuple[dict, int]:
    return run(capsys, "undo_import", str(batch), "--reason", "Nhầm tệp", "--approve-as", approver)


def test_what_stands_in_the_way_of_an_undo_is_named(book, capsys):
    said, _ = run(capsys, "import_workbook", "people", book(row(1), row(2)), *APPLY)
    Person.objects.filter(citizen_number="006183000001").update(home_place="Na Rì")
    refused, code = run(
        capsys, "undo_import", str(said["batch"]), "--reason", "Nhầm tệp", "--approve-as", "lanhdao"
    )
    assert (code, refused["problem"]["code"]) == (1, "undo_blocked")
    assert refused["in_the_way"][0].startswith("Nông Thị Ánh 1: ")
