"""The list of people as a workbook: what the list shows, with real types and no formula."""

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

from accounts.models import User
from agencies.rights import Right
from agencies.scope import Cover, covered
from core.templatetags.vietnamese import masked
from staff.enums import Group, Precision, QualificationKind, Sex
from staff.errors import StaffRefused
from staff.models import Export
from staff.people import read_rows
from staff.queries import PostQuerySet

# Head and width of each column, in the order of _ROWS.
COLUMNS = (
    ("Họ và tên", 26),
    ("Số định danh cá nhân", 18),
    ("Ngày sinh", 12),
    ("Giới tính", 9),
    ("Dân tộc", 12),
    ("Tôn giáo", 12),
    ("Quê quán", 24),
    ("Đảng viên", 10),
    ("Đơn vị", 36),
    ("Mã đơn vị", 12),
    ("Nhóm", 18),
    ("Chức vụ, chức danh", 26),
    ("Mã ngạch", 11),
    ("Ngạch, chức danh nghề nghiệp", 28),
    ("Bậc", 6),
    ("Hệ số", 8),
    *((kind.label, 22) for kind in QualificationKind),
)
_LEVELS = ", ".join(
    "(SELECT l.name FROM staff_qualification q JOIN staff_qualificationlevel l ON l.id = q.level_id "
    f"WHERE q.person_id = p.id AND q.kind = '{kind}' AND q.valid @> %s::date)"
    for kind in QualificationKind
)
_ROWS = f"""
WITH page AS MATERIALIZED (SELECT q.id, row_number() OVER () AS place FROM ({{page}}) q(id))
SELECT po.unit_id, p.full_name, p.citizen_number, p.born_on, p.born_precision, p.sex, e.name, r.name,
       p.home_place, p.is_party_member, u.name, u.code, po."group", t.name, k.code, k.name, sa.step,
       sa.coefficient, {_LEVELS}
FROM page JOIN staff_post po ON po.id = page.id
JOIN staff_person p ON p.id = po.person_id
LEFT JOIN agencies_unitperiod u ON u.unit_id = po.unit_id AND u.valid @> %s::date
LEFT JOIN staff_ethnicgroup e ON e.id = p.ethnicity_id
LEFT JOIN staff_religion r ON r.id = p.religion_id
LEFT JOIN staff_title t ON t.id = po.title_id
LEFT JOIN staff_salary sa ON sa.person_id = p.id AND sa.valid @> %s::date
LEFT JOIN staff_rank k ON k.id = sa.rank_id
ORDER BY page.place
"""
_DAYS = 2 + len(QualificationKind)
_GROUPS, _SEXES = dict(Group.choices), dict(Sex.choices)


def export(
    posts: PostQuerySet, *, on: date, filters: str, by: User, full_numbers: bool = False, reason: str = ""
) -> bytes:
    """The workbook of the posts in their order, and a row of ``Export`` that says who took it and why.

    Citizen numbers are masked but for those asked for with a reason, and there only of units in which the
    user may see them. Raises StaffRefused: ``no_reason``, ``no_right``.
    """
    cover = covered(by, Right.SEE_NUMBERS, on=on) if full_numbers else Cover()
    if full_numbers and not cover:
        raise StaffRefused(
            "Vai trò của bạn không được xem đủ số định danh.", code="no_right", field="full_numbers"
        )
    if full_numbers and not reason.strip():
        raise StaffRefused("Ghi lý do cần đủ số định danh.", code="no_reason", field="reason")
    rows = read_rows(posts, _ROWS, [on] * _DAYS)
    Export.objects.create(
        made_by=by,
        as_of=on,
        filters=filters[:500],
        count=len(rows),
        has_numbers=full_numbers,
        reason=reason.strip(),
    )
    notes = [
        ("Số liệu tại ngày", f"{on:%d/%m/%Y}"),
        ("Bộ lọc", filters or "không lọc"),
        ("Số người", str(len(rows))),
        ("Người xuất", str(by)),
        ("Lý do", reason.strip()),
    ]
    return _write(rows, cover, notes)


def _write(rows: Sequence[tuple], cover: Cover, notes: list[tuple[str, str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Danh sách")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        money = book.add_format({"num_format": "0.00"})
        for column, (head, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, bold)
        sheet.freeze_panes(1, 1)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(_cells(row, cover)):
                if isinstance(value, str):
                    sheet.write_string(at, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                elif value is not None:
                    sheet.write_number(at, column, value, money if column == _COEFFICIENT else None)
        sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
        about = book.add_worksheet("Ghi chú")
        about.set_column(0, 1, 40)
        for at, (head, words) in enumerate(notes):
            about.write_string(at, 0, head, bold)
            about.write_string(at, 1, words)
    return out.getvalue()


_COEFFICIENT = [head for head, _ in COLUMNS].index("Hệ số")


def _cells(row: tuple, cover: Cover) -> list:
    """The row's cells; None stays empty."""
    unit, name, number, born_on, precision, sex, ethnicity, religion, home, member, *rest = row
    place, code, group, *others = rest
    return [
        name,
        number if cover.holds(unit) else masked(number),
        _born(born_on, precision),
        _SEXES.get(sex),
        ethnicity,
        religion,
        home or None,
        {True: "có", False: "không"}.get(member),
        place,
        code,
        _GROUPS.get(group, group),
        *others,
    ]


def _born(born_on: date | None, precision: str) -> date | str | int | None:
    """A real date where the day is known; else month and year as text, or the year as a number."""
    if born_on is None or precision == Precision.DAY:
        return born_on
    return born_on.year if precision == Precision.YEAR else f"{born_on:%m/%Y}"
