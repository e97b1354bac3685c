"""What the portal takes as a workbook, what it refuses and in which words, and that it survives both."""

import os
import signal
import struct
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from threading import get_native_id

import pytest
import xlsxwriter

from imports.workbook import ImportRefused, guard, read
from tests.imports.workbooks import blank, cells, person, roster, sheet

DATA = Path(__file__).parents[2] / "demo" / "data"
JUNE = DATA / "danh-sach-ccvc-2022-06-30.xlsx"

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path, **options) -> ImportRefused:
    with pytest.raises(ImportRefused) as caught:
        read(path, **options)
    return caught.value


def ole2(path: Path, *names: str) -> None:
    """An OLE2 container of one directory sector with entries of these names, behind a sector of padding."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in ("Root Entry", *names)
    )
    path.write_bytes(OLE2 + bytes(504) + bytes(4096) + entries)


def packed(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)


def replaced(path: Path, member: str, content: bytes) -> None:
    """The same workbook with another content of one member."""
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    packed(path, members | {member: content})


def directory_entries(data: bytes) -> list[int]:
    """Where each entry of a zip's directory starts."""
    found, at = [], data.find(b"PK\x01\x02")
    while at >= 0:
        found.append(at)
        at = data.find(b"PK\x01\x02", at + 1)
    return found


# What a good workbook gives


def test_every_sheet_of_the_real_roster_is_read_with_all_its_rows():
    assert [(one.name, len(one.rows), one.hidden) for one in read(JUNE)] == [
        ("CC tỉnh, huyện", 1398, False),
        ("Viên chức", 8929, False),
        ("Cấp xã", 2254, False),
    ]


def test_rows_begin_at_a1_so_that_an_address_can_be_given(path):
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Một").write("C3", "ở C3")
    (one,) = read(path)
    assert one.rows == [["", "", ""], ["", "", ""], ["", "", "ở C3"]]


def test_cells_keep_the_kind_that_excel_gave_them(path):
    with xlsxwriter.Workbook(path) as workbook:
        page = workbook.add_worksheet()
        page.write_row("A1", ["012345678901", 2.34, 5, True])
        page.write_datetime("E1", datetime(2022, 6, 30), workbook.add_format({"num_format": "dd/mm/yyyy"}))
        page.write_formula("F1", "=C1*2", None, 10)
        page.write_formula("G1", "=1/0", None, "#DIV/0!")
    (row,) = read(path)[0].rows
    assert row == ["012345678901", 2.34, 5.0, True, date(2022, 6, 30), 10.0, ""]
    assert [type(cell) for cell in row] == [str, float, float, bool, date, float, str]


def test_merged_areas_are_told_with_both_their_corners(path):
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().merge_range("B2:D3", "Ngạch công chức")
    assert read(path)[0].merged == [((1, 1), (2, 3))]


def test_hidden_sheets_are_read_and_marked_and_charts_are_left_out(path):
    with xlsxwriter.Workbook(path) as workbook:
        sheet(workbook, [person()], name="Hiện")
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "=Hiện!$A$1:$A$2"})
        workbook.add_chartsheet("Biểu đồ").set_chart(chart)
        sheet(workbook, [person()], name="Ẩn", is_hidden=True)
    assert [(one.name, one.hidden) for one in read(path)] == [("Hiện", False), ("Ẩn", True)]


def test_an_empty_sheet_is_a_sheet_without_rows(path):
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Trống")
    assert [(one.name, one.rows, one.merged) for one in read(path)] == [("Trống", [], [])]


@pytest.mark.parametrize("name", ["danh sách.xls", "danh-sach", "danh-sach.xlsm", "-I.xlsx"])
def test_a_workbook_is_known_by_its_content_whatever_its_name(tmp_path, name):
    roster(tmp_path / name, [person()])
    assert read(tmp_path / name)[0].rows[3][0] == "DANH SÁCH CÔNG CHỨC"


def test_a_relative_path_is_read_from_where_the_caller_stands(path, monkeypatch):
    roster(path, [person()])
    monkeypatch.chdir(path.parent)
    assert len(read(Path(path.name))) == 1


def test_a_workbook_written_with_64_bit_sizes_is_read(path, tmp_path):
    roster(path, [person()])
    before = read(path)
    data = path.read_bytes()
    end_at = data.rfind(b"PK\x05\x06")
    count, length, start = struct.unpack_from("<HLL", data, end_at + 10)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, length, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end_at, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(data[:end_at] + record + locator + end)
    assert read(path) == before


# What is refused before it is unpacked


def test_a_file_over_the_limit_is_refused_with_both_sizes(path):
    path.write_bytes(b"PK\x03\x04" + bytes(3 * 1024 * 1024))
    refused = refusal(path, max_bytes=1536 * 1024)
    assert refused.code == "too_big"
    assert refused.sentence.startswith("Tệp này nặng 3 MB, quá mức 1,5 MB. Hãy xóa hình ảnh")


def test_a_workbook_with_a_password_is_refused_in_the_words_of_the_house(path):
    ole2(path, "EncryptionInfo", "EncryptedPackage")
    refused = refusal(path)
    assert refused.code == "has_password"
    assert refused.sentence == "Không mở được tệp này: tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."


def test_an_encrypted_member_of_a_zip_is_a_password_too(path):
    roster(path, [person()])
    data = bytearray(path.read_bytes())
    data[directory_entries(data)[0] + 8] |= 1
    path.write_bytes(data)
    assert refusal(path).code == "has_password"


@pytest.mark.parametrize("stream", ["Workbook", "Book"])
def test_an_old_xls_is_refused_and_told_how_to_be_saved_anew(path, stream):
    ole2(path, stream)
    refused = refusal(path)
    assert refused.code == "old_format"
    assert ".xls cũ" in refused.sentence
    assert "Excel Workbook (*.xlsx)" in refused.sentence


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tệp rỗng"),
        (b"%PDF-1.7\n", "đây là tệp PDF"),
        (b"STT,Ho ten\r\n1,A", "đây là tệp văn bản (.csv, .txt hoặc trang web)"),
        ("\ufeffSTT;Họ tên\r\n".encode(), "đây là tệp văn bản"),
        ("STT\tHọ tên".encode("utf-16"), "đây là tệp văn bản"),
        (b"<html><table>", "đây là tệp văn bản"),
        (b"{\\rtf1\\ansi", "đây là văn bản Word"),
        (b"\x89PNG\r\n\x1a\n", "đây là tệp hình ảnh"),
        (b"Rar!\x1a\x07\x01\x00", "đây là tệp nén RAR"),
        (b"\x00\x01\x02\x03\x04", "đây không phải bảng tính Excel"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_by_what_it_is(path, content, words):
    path.write_bytes(content)
    refused = refusal(path)
    assert refused.code == "not_a_workbook"
    assert refused.sentence.startswith(f"Không mở được tệp này: {words}")
    assert refused.sentence.endswith("Hãy mở tệp bằng Excel, lưu lại thành tệp .xlsx rồi tải lên.")


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ("word/document.xml", "đây là văn bản Word"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("xl/workbook.bin", "(.xlsb)"),
        ("mimetype", "LibreOffice"),
        ("ảnh/1.jpg", "đây là tệp nén"),
    ],
)
def test_a_zip_that_is_no_workbook_is_refused_by_what_it_is(path, member, words):
    packed(path, {member: b"x"})
    refused = refusal(path)
    assert refused.code == "not_a_workbook"
    assert words in refused.sentence


def test_a_word_document_in_the_old_container_is_no_workbook(path):
    ole2(path, "WordDocument")
    assert "văn bản Word" in refusal(path).sentence


def test_a_workbook_cut_short_while_it_was_sent_is_damaged(path):
    roster(path, [person()] * 50)
    path.write_bytes(path.read_bytes()[:-400])
    refused = refusal(path)
    assert refused.code == "damaged"
    assert "bị hỏng hoặc tải lên chưa đủ" in refused.sentence


def test_a_zip_that_declares_hundreds_of_megabytes_is_not_unpacked(path):
    packed(path, {"xl/workbook.xml": b"x", **{f"xl/worksheets/sheet{n}.xml": b"x" for n in range(20)}})
    data = bytearray(path.read_bytes())
    for at in directory_entries(data):
        struct.pack_into("<L", data, at + 24, 19 * 1024 * 1024)
    path.write_bytes(data)
    with pytest.raises(ImportRefused, match="lớn bất thường") as caught:
        guard(path)
    assert caught.value.code == "zip_bomb"


def test_a_member_that_packs_a_thousandfold_is_a_bomb_though_the_total_is_small(path):
    packed(path, {"xl/workbook.xml": b"x", "xl/worksheets/sheet1.xml": bytes(30 * 1024 * 1024)})
    with pytest.raises(ImportRefused) as caught:
        guard(path)
    assert caught.value.code == "zip_bomb"


def test_members_that_share_the_same_bytes_are_a_bomb(path):
    packed(path, {"xl/workbook.xml": b"x" * 100, "xl/worksheets/sheet1.xml": os.urandom(100)})
    data = bytearray(path.read_bytes())
    first, second = directory_entries(data)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    path.write_bytes(data)
    assert refusal(path).code == "zip_bomb"


def test_a_member_said_to_lie_beyond_the_file_is_a_bomb(path):
    packed(path, {"xl/workbook.xml": b"x"})
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, directory_entries(data)[0] + 42, 1_000_000)
    path.write_bytes(data)
    assert refusal(path).code == "zip_bomb"


def test_a_zip_of_thousands_of_members_is_a_bomb(path):
    packed(path, {"xl/workbook.xml": b"x", **{f"xl/{n}": b"" for n in range(2500)}})
    assert refusal(path).code == "zip_bomb"


def test_members_are_counted_though_the_zip_claims_to_have_one(path):
    packed(path, {"xl/workbook.xml": b"x", **{f"xl/{n}": b"" for n in range(2500)}})
    data = bytearray(path.read_bytes())
    struct.pack_into("<HH", data, data.rfind(b"PK\x05\x06") + 8, 1, 1)
    path.write_bytes(data)
    assert refusal(path).code == "zip_bomb"


def test_a_zip_that_claims_thousands_of_members_is_a_bomb(path):
    packed(path, {"xl/workbook.xml": b"x"})
    data = bytearray(path.read_bytes())
    struct.pack_into("<HH", data, data.rfind(b"PK\x05\x06") + 8, 60_000, 60_000)
    path.write_bytes(data)
    assert refusal(path).code == "zip_bomb"


def test_a_zip_whose_directory_alone_is_megabytes_is_a_bomb(path):
    with zipfile.ZipFile(path, "w") as file:
        for name in ("xl/workbook.xml", *map(str, range(30))):
            about = zipfile.ZipInfo(name)
            about.comment = bytes(60_000)
            file.writestr(about, b"")
    assert refusal(path).code == "zip_bomb"


@pytest.mark.parametrize("name", ["xl\\workbook.xml", "XL/Workbook.xml"])
def test_other_programs_ways_of_writing_a_members_name_are_known(path, name):
    packed(path, {"xl/workbook.xml": b"x"})
    path.write_bytes(path.read_bytes().replace(b"xl/workbook.xml", name.encode()))
    guard(path)


# What the child process holds in


def test_broken_xml_is_refused_as_damaged(path):
    roster(path, [person()])
    replaced(path, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>99</v>")
    refused = refusal(path)
    assert refused.code == "damaged"
    assert "nội dung bên trong bị hỏng" in refused.sentence


def test_a_workbook_whose_parts_are_missing_is_damaged(path):
    packed(path, {"xl/workbook.xml": b"<workbook/>"})
    assert refusal(path).code == "damaged"


@pytest.mark.parametrize(
    ("member", "opening", "filling"),
    [
        ("xl/sharedStrings.xml", b"<sst><si><t>", b"x"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>", b"<row><c t='str'><v>x</v></c></row>"),
    ],
)
def test_a_member_bigger_than_it_declares_is_not_unpacked_to_its_end(path, member, opening, filling):
    roster(path, [person()])
    replaced(path, member, opening + filling * (100 * 1024 * 1024 // len(filling)))
    data = bytearray(path.read_bytes())
    for at in directory_entries(data):
        if data[at + 46 :].startswith(member.encode()):
            (local,) = struct.unpack_from("<L", data, at + 42)
            struct.pack_into("<L", data, at + 24, 1000)
            struct.pack_into("<L", data, local + 22, 1000)
    path.write_bytes(data)
    guard(path)
    assert refusal(path, memory_mb=64).code in ("damaged", "out_of_memory")


def test_a_workbook_that_needs_more_memory_than_it_may_have_is_refused():
    refused = refusal(JUNE, memory_mb=40)
    assert refused.code == "out_of_memory"
    assert "quá nhiều bộ nhớ" in refused.sentence


def test_a_cell_in_the_farthest_corner_doesnt_fill_the_memory(path):
    with xlsxwriter.Workbook(path) as workbook:
        page = workbook.add_worksheet()
        page.write("A1", "x")
        page.write("XFD1048576", "x")
    refused = refusal(path)
    assert refused.code == "out_of_memory"
    assert "xóa các dòng, cột trống" in refused.sentence


def test_a_sheet_of_too_many_cells_is_refused_and_blank_ones_count(path):
    roster(path, [*(blank() for _ in range(500)), cells("x")])
    assert refusal(path, max_cells=5000).code == "too_many_cells"
    assert len(read(path, max_cells=6000)[0].rows) == 508


def test_a_workbook_that_takes_too_long_is_given_up():
    refused = refusal(JUNE, seconds=0.03)
    assert refused.code == "timed_out"
    assert "quá nhiều thời gian" in refused.sentence


def test_a_refused_workbook_leaves_no_process_behind():
    before = children()
    refusal(JUNE, memory_mb=20)
    refusal(JUNE, seconds=0.03)
    assert children() == before


def test_the_child_dies_with_its_parent():
    """The parent is killed while its child is stopped with the workbook half read."""
    project = str(DATA.parents[1])
    program = f"""
from pathlib import Path
from imports.workbook import read
while True:
    read(Path({str(JUNE)!r}))
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=project, env=os.environ | {"PYTHONPATH": project}
    ) as parent:
        child = first_child_of(parent.pid)
        parent.kill()
    assert ends(child)


def children() -> set[str]:
    """This thread's own child processes, dead ones that nobody has waited for included."""
    return set(Path(f"/proc/self/task/{get_native_id()}/children").read_text().split())


def first_child_of(pid: int) -> int:
    """A process that ``pid`` started, stopped while it reads: it has tied itself to its parent by then."""
    listing = Path(f"/proc/{pid}/task/{pid}/children")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for child in listing.read_text().split():
            if "_python_calamine" in maps(child):
                with suppress(ProcessLookupError):
                    os.kill(int(child), signal.SIGSTOP)
                    return int(child)
    raise AssertionError("no child was started")


def maps(pid: str) -> str:
    """The libraries that a process has loaded; none when it is gone already."""
    try:
        return Path(f"/proc/{pid}/maps").read_text()
    except OSError:
        return ""


def ends(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        state = Path(f"/proc/{pid}/stat")
        try:
            if state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)
    return False
