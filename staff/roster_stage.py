"""From the columns of a roster's sheet to rows of the staging table, with what is wrong or odd."""

import re
from collections.abc import Iterable

from agencies.enums import UnitType
from agencies.finder import Known, UnitFinder
from agencies.names import name_key
from core.names import person_sort_key, search_key
from imports.kinds import Say, SheetValues, Staged
from imports.models import Severity
from imports.parse import BadCell, shown
from staff.enums import Group, Sex

_CENTURIES = {"0": (Sex.MALE, 1900), "1": (Sex.FEMALE, 1900), "2": (Sex.MALE, 2000), "3": (Sex.FEMALE, 2000)}
_SIMPLE = ("religion", "education", "theory", "state_management", "it", "language")


def stage(sheet: SheetValues, *, finder: UnitFinder, scope_units: frozenset[int] | None, say: Say) -> Staged:
    """The sheet's staging columns; ``scope_units`` None means every unit."""
    units = list(_units(sheet, finder, say))
    groups = list(_groups(sheet, units, say))
    sexes, births, precisions = _births(sheet)
    fields = _fields(sheet)
    names = sheet.column("full_name")
    _required(sheet, say)
    _in_scope(sheet, units, scope_units, say)
    _numbers_agree(sheet, sexes, births, say)
    ranks = list(_ranks(sheet, say))
    _salary_fits(sheet, ranks, say)
    if "party_on" in fields:
        members = [
            day is not None or mark is True
            for day, mark in zip(sheet.column("party_on"), sheet.column("party_mark"), strict=True)
        ]
    else:
        members = [mark is True for mark in sheet.column("party_mark")]
    columns = {
        "label": [
            f"{name or ''}, {born.year}" if born else name or ""
            for name, born in zip(names, births, strict=True)
        ],
        "detail": [unit.name if unit else "" for unit in units],
        "citizen_number": [number or "" for number in sheet.column("citizen_number")],
        "full_name": [name or "" for name in names],
        "sort_key": [person_sort_key(name or "") for name in names],
        "search_key": [search_key(name or "") for name in names],
        "sex": sexes,
        "born_on": births,
        "born_precision": precisions,
        "ethnicity_id": sheet.column("ethnicity"),
        "home_place": [place or "" for place in sheet.column("home_place")],
        "is_party_member": members if fields & {"party_on", "is_party_member"} else [None] * len(members),
        "party_on": sheet.column("party_on"),
        "recruited_on": sheet.column("recruited_on"),
        "unit_id": [unit.unit_id if unit else None for unit in units],
        "group": groups,
        "title_id": sheet.column("title"),
        "rank_id": [rank.pk if rank else None for rank in ranks],
        "step": sheet.column("step"),
        "coefficient": sheet.column("coefficient"),
        **{f"{name}_id": sheet.column(name) for name in _SIMPLE},
    }
    return Staged(columns=columns, fields=fields)


def _fields(sheet: SheetValues) -> frozenset[str]:
    """The person's fields that the sheet speaks of: what it doesn't have is never changed."""
    fields = {"full_name", "unit", "group"}
    alike = (
        "ethnicity",
        "religion",
        "home_place",
        "title",
        "step",
        "coefficient",
        "recruited_on",
        "party_on",
    )
    fields |= {name for name in (*alike, *_SIMPLE) if sheet.has(name)}
    if sheet.has("born_on", "born_male", "born_female"):
        fields.add("born_on")
    if sheet.has("sex", "is_male", "is_female", "born_male", "born_female"):
        fields.add("sex")
    if sheet.has("rank_code", "rank_name"):
        fields.add("rank")
    if sheet.has("party_on", "party_mark"):
        fields.add("is_party_member")
    return frozenset(fields)


def _required(sheet: SheetValues, say: Say) -> None:
    for field, words in (("full_name", "họ và tên"), ("citizen_number", "số định danh cá nhân")):
        raw = sheet.raw.get(field, [])
        for place, cell in enumerate(raw):
            if cell is None or (isinstance(cell, str) and not cell.strip()):
                say(
                    Severity.ERROR,
                    f"no_{field}",
                    place,
                    field,
                    f"Thiếu {words}. Bổ sung vào ô này, hoặc bỏ dòng thừa.",
                )


def _units(sheet: SheetValues, finder: UnitFinder, say: Say) -> Iterable[Known | None]:
    """The unit of each row: by code, else by name, else by the section row above."""
    known: dict = {}
    codes, names, parents = (sheet.column(name) for name in ("unit_code", "unit_name", "parent_name"))
    for place, (code, name, parent) in enumerate(zip(codes, names, parents, strict=True)):
        sections = sheet.sections[place]
        key = (code, name, parent, sections)
        if key not in known:
            known[key] = _find_unit(finder, code, name or _named_above(finder, sections), parent)
        unit, severity, problem, at_code = known[key]
        if problem:
            field = "unit_code" if at_code else _unit_field(sheet)
            above = "" if sheet.has(field) or not sections else sections[-1]
            say(severity, problem.code, place, field, problem.sentence, above)
        yield unit


def _named_above(finder: UnitFinder, sections: tuple[str, ...]) -> str | None:
    """The nearest section row that names a unit; others, like "Lãnh đạo", only group people."""
    named = (section for section in reversed(sections) if name_key(section) in finder.by_name)
    return next(named, sections[-1] if sections else None)


def _find_unit(finder: UnitFinder, code, name, parent) -> tuple[Known | None, str, BadCell | None, bool]:
    try:
        if code:
            unit = finder.with_code(code)
            if name and name_key(name) != unit.name_key:
                odd = BadCell(
                    f"Mã {code} là “{unit.name}”, khác tên ghi trong tệp (“{name}”). Cổng lấy theo mã.",
                    "unit_name_differs",
                )
                return unit, Severity.WARNING, odd, False
            return unit, "", None, True
        if name:
            return finder.named(name, parent=parent), "", None, False
    except BadCell as bad:
        return None, Severity.ERROR, bad, bool(code)
    return (
        None,
        Severity.ERROR,
        BadCell("Chưa rõ đơn vị của người này. Ghi mã hoặc tên đơn vị.", "no_unit"),
        False,
    )


def _unit_field(sheet: SheetValues) -> str:
    return "unit_name" if sheet.has("unit_name") or not sheet.has("unit_code") else "unit_code"


def _in_scope(
    sheet: SheetValues, units: list[Known | None], scope_units: frozenset[int] | None, say: Say
) -> None:
    if scope_units is None:
        return
    for place, unit in enumerate(units):
        if unit and unit.unit_id not in scope_units:
            say(
                Severity.ERROR, "outside_scope", place, _unit_field(sheet),
                f"“{unit.name}” nằm ngoài phạm vi của đợt nhập này. Bỏ dòng này, hoặc chọn lại phạm vi.",
            )  # fmt: skip


def _groups(sheet: SheetValues, units: list[Known | None], say: Say) -> Iterable[str | None]:
    """The group of each row: its own column, else the sheet's title, else what the unit's type suggests."""
    whole = _group_of_title(search_key(f"{sheet.title} {sheet.name}"))
    for place, (own, unit) in enumerate(zip(sheet.column("group"), units, strict=True)):
        if own or whole:
            yield own or whole
        elif unit and unit.type != UnitType.COMMUNE:
            yield Group.PUBLIC_EMPLOYEE if unit.type == UnitType.SERVICE else Group.CIVIL_SERVANT
        else:
            if unit:
                say(
                    Severity.ERROR, "no_group", place, "group",
                    "Chưa rõ là cán bộ hay công chức cấp xã. Thêm cột “Loại”.",
                )  # fmt: skip
            yield None


def _group_of_title(title: str) -> str | None:
    if "cap xa" in title:
        return None if "can bo" in title else Group.COMMUNE_CIVIL_SERVANT
    if "vien chuc" in title and "cong chuc" not in title:
        return Group.PUBLIC_EMPLOYEE
    if "cong chuc" in title and "vien chuc" not in title:
        return Group.CIVIL_SERVANT
    return None


def parse_group(raw: object) -> str:
    """The group named in a cell; raises BadCell."""
    words = {label.casefold(): value for value, label in Group.choices}
    written = re.sub(r"\s+", " ", shown(raw)).strip().casefold()
    if written not in words:
        raise BadCell(f"Nhóm là một trong: {', '.join(Group.labels)}.", "bad_group")
    return words[written]


def parse_sex(raw: object) -> str:
    """Nam or Nữ; raises BadCell."""
    words = {"nam": Sex.MALE, "nữ": Sex.FEMALE, "nu": Sex.FEMALE}
    written = shown(raw).strip().casefold()
    if written not in words:
        raise BadCell("Giới tính là “Nam” hoặc “Nữ”.", "bad_sex")
    return words[written]


def _births(sheet: SheetValues) -> tuple[list, list, list]:
    sexes, births, precisions = [], [], []
    names = ("sex", "is_male", "is_female", "born_on", "born_male", "born_female")
    for sex, male, female, born, of_man, of_woman in zip(*(sheet.column(n) for n in names), strict=True):
        if sex is None:
            sex = Sex.MALE if male or of_man else Sex.FEMALE if female or of_woman else None
        found = born or of_man or of_woman
        sexes.append(sex)
        births.append(found[0] if found else None)
        precisions.append(found[1] if found else "day")
    return sexes, births, precisions


def _numbers_agree(sheet: SheetValues, sexes: list, births: list, say: Say) -> None:
    """The number's fourth digit tells sex and century, the next two the year of birth."""
    for place, number in enumerate(sheet.column("citizen_number")):
        if number is None or number[3] not in _CENTURIES:
            continue
        sex, century = _CENTURIES[number[3]]
        year = century + int(number[4:6])
        if (sexes[place] and sexes[place] != sex) or (births[place] and births[place].year != year):
            say(
                Severity.WARNING, "number_disagrees", place, "citizen_number",
                f"Số định danh này là của {'nam' if sex == Sex.MALE else 'nữ'} sinh năm {year}, khác với "
                "giới tính hoặc năm sinh ghi trong dòng. Kiểm tra lại.",
            )  # fmt: skip


def _ranks(sheet: SheetValues, say: Say) -> Iterable:
    """The rank of each row: by code, which wins over a differing name."""
    for place, (coded, named) in enumerate(
        zip(sheet.column("rank_code"), sheet.column("rank_name"), strict=True)
    ):
        if coded and named and coded != named:
            say(
                Severity.WARNING, "rank_name_differs", place, "rank_name",
                f"Mã {coded.code} là “{coded.name}”, khác tên ghi trong tệp. Cổng lấy theo mã.",
            )  # fmt: skip
        yield coded or named


def _salary_fits(sheet: SheetValues, ranks: list, say: Say) -> None:
    """A step and coefficient that the rank's table doesn't have: odd, since tables have exceptions."""
    for place, (rank, step, coefficient) in enumerate(
        zip(ranks, sheet.column("step"), sheet.column("coefficient"), strict=True)
    ):
        if not (rank and step and coefficient and rank.first_coefficient) or rank.fits(step, coefficient):
            continue
        expected = rank.coefficient_of(step)
        if expected is None:
            sentence = (
                f"Ngạch {rank.code} chỉ có {rank.steps} bậc, tệp ghi bậc {step}. Kiểm tra lại bậc hoặc ngạch."
            )
        else:
            sentence = (
                f"Bậc {step} của ngạch {rank.code} có hệ số {str(expected).replace('.', ',')}, "
                "khác với hệ số ghi trong tệp. Kiểm tra lại."
            )
        say(Severity.WARNING, "coefficient_does_not_fit", place, "coefficient", sentence)


def parse_code(raw: object) -> str:
    """A code as text; one that Excel keeps as a number gets its zeros back where it is a commune's."""
    written = shown(raw).strip()
    return written.zfill(5) if isinstance(raw, float) else written
