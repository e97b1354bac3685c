"""The engine without a browser: what the commands print, and when they end with an error."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from imports.models import Batch, State
from staff.models import Person
from tests.staff.roster_case import SECOND, books, row

pytestmark = pytest.mark.django_db(transaction=True)
APPLY = ("--approve-as", "lanhdao", "--apply")


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
    counts = {
        key: said[key] for key in ("found", "new", "changed", "left", "unchanged", "errors", "warnings")
    }
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
    assert (code, said["problem"]["code"]) == (1, "same_person")


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


def test_what_stands_in_the_way_of_an_undo_is_named(book, capsys):
    said, _ = run(capsys, "import_workbook", "people", book(row(1), row(2)), *APPLY)
    Person.objects.filter(citizen_number="006183000001").update(home_place="Na Rì")
    refused, code = run(
        capsys, "undo_import", str(said["batch"]), "--reason", "Nhầm tệp", "--approve-as", "lanhdao"
    )
    assert (code, refused["problem"]["code"]) == (1, "undo_blocked")
    assert refused["in_the_way"][0].startswith("Nông Thị Ánh 1: ")
