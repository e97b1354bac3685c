"""The kind of workbook that lists units' levels of earlier years (mức xếp loại đơn vị)."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Q
from django.urls import reverse

from agencies.finder import UnitFinder
from agencies.models import Unit, UnitPeriod
from agencies.names import keys
from agencies.rights import Right
from agencies.scope import covered
from core.days import today
from evaluations import unit_levels_write
from evaluations.enums import RatingLevel
from evaluations.models import UnitLevel, UnitLevelRow
from evaluations.seats import units_of
from evaluations.unit_levels import recognised_by
from imports import parse
from imports.kinds import Field, Kind, Parse, Say, SheetValues, Staged
from imports.models import Batch, Severity
from imports.parse import BadCell, shown
from staff.service_models import FIRST_YEAR

LEVEL_WORDS = {
    **{level.label.casefold(): level.value for level in RatingLevel},
    **{
        words: level.value
        for words, level in (
            ("hoàn thành xuất sắc", RatingLevel.EXCELLENT),
            ("hoàn thành tốt", RatingLevel.GOOD),
            ("hoàn thành", RatingLevel.FULFILLED),
            ("không hoàn thành", RatingLevel.NOT_FULFILLED),
            ("htxsnv", RatingLevel.EXCELLENT),
            ("httnv", RatingLevel.GOOD),
            ("htnv", RatingLevel.FULFILLED),
            ("khtnv", RatingLevel.NOT_FULFILLED),
        )
    },
}
MESSAGE_WORDS = {
    "no_unit": "Thiếu đơn vị",
    "unknown_unit": "Không có đơn vị này",
    "unknown_unit_code": "Không có mã đơn vị này",
    "ambiguous_unit": "Nhiều đơn vị cùng tên",
    "bad_level": "Mức không rõ",
    "bad_year": "Năm không rõ",
    "no_year": "Thiếu năm",
    "no_level": "Thiếu mức xếp loại",
    "no_number": "Thiếu số văn bản",
    "no_decided_on": "Thiếu ngày văn bản",
    "no_source": "Thiếu cơ quan ban hành",
    "recognised": "Cổng công nhận mức năm này",
    "twice_level": "Ghi hai lần trong tệp",
}


def parse_level(raw: object) -> str:
    """The level named in a cell, in full, short or as initials; raises BadCell."""
    found = LEVEL_WORDS.get(parse.text(raw).casefold())
    if found is None:
        raise BadCell(
            f"“{shown(raw)}” không phải là mức xếp loại. Ghi một trong: {', '.join(RatingLevel.labels)}.",
            "bad_level",
        )
    return found


def parse_year(raw: object) -> int:
    """A year that has begun; raises BadCell."""
    written = parse.text(raw)
    if not written.isdecimal() or not FIRST_YEAR <= int(written) <= today().year:
        raise BadCell(f"“{shown(raw)}” không phải là một năm đã qua. Ghi ví dụ 2022.", "bad_year")
    return int(written)


FIELDS = (
    Field("code", "Mã đơn vị", (r"^ma (so )?(don vi|dv|co quan)", r"^ma$"), parse.code),
    Field("name", "Tên đơn vị", (r"^ten (don vi|co quan)", r"^(co quan, )?don vi", r"^ten$"), parse.text),
    Field("year", "Năm", (r"^nam( danh gia| xep loai)?$",), parse_year, is_required=True),
    Field("level", "Mức xếp loại", (r"xep loai", r"^muc"), parse_level, is_required=True),
    Field("number", "Số văn bản", (r"^so",), parse.text, is_required=True),
    Field("decided_on", "Ngày văn bản", (r"^ngay",), parse.day, is_required=True),
    Field("source", "Cơ quan ban hành", (r"ban hanh", r"nguon"), parse.text, is_required=True),
)  # fmt: skip
NEEDED = ("year", "level", "number", "decided_on", "source")


class UnitLevelsKind(Kind):
    """Adds levels and mends those known by unit and year; it closes none. Its scope is the whole province."""

    code = "unit-levels"
    label = "Danh sách mức xếp loại đơn vị"
    noun = "mức"
    fields = FIELDS
    staging = UnitLevelRow
    tables = (UnitLevel,)
    read_tables = (UnitPeriod,)
    identity = ""  # a unit may stand once for each year; the comparison finds a level that is there twice
    message_words = MESSAGE_WORDS
    subject_of_change = "(coalesce(c.after, c.before) ->> 'unit_id')::bigint"

    def may_upload(self, user, scope: dict) -> bool:
        return covered(user, Right.PREPARE_CYCLE, on=today()).everywhere

    def may_approve(self, user, batch: Batch) -> bool:
        return covered(user, Right.OPEN_CYCLE, on=today()).everywhere

    def batches_seen_by(self, user) -> Q | None:
        return (
            Q()
            if self.may_upload(user, {}) or covered(user, Right.OPEN_CYCLE, on=today()).everywhere
            else None
        )

    def scopes_of(self, user) -> list[tuple[str, dict]]:
        return [("Toàn tỉnh", {})] if self.may_upload(user, {}) else []

    def scope_words(self, scope: dict, as_of: date) -> str:
        return "Toàn tỉnh; mức không có trong danh sách được giữ nguyên"

    def parsers(self, *, as_of: date) -> dict[str, Parse]:
        return {}

    def stage(self, sheet: SheetValues, *, batch: Batch, say: Say) -> Staged:
        finder = UnitFinder(on=batch.as_of)
        units = units_of(batch.as_of)
        columns: dict[str, list] = {
            name: [] for name in ("label", "detail", "unit_id", "sort_key", "fact_id")
        }
        columns |= {name: [] for name in NEEDED}
        for place in range(len(sheet.rows)):
            said = {name: sheet.column(name)[place] for name in ("code", "name", *NEEDED)}
            unit = self._unit(finder, place, said, say)
            for name in NEEDED:
                columns[name].append(said[name])
                if said[name] is None and _is_empty(sheet, name, place):
                    label = next(field.label for field in FIELDS if field.code == name)
                    say(
                        Severity.ERROR,
                        f"no_{name}",
                        place,
                        name,
                        f"Thiếu {label.lower()}. Bổ sung vào ô này.",
                    )
            if unit and said["year"] and (law := recognised_by(unit.unit_id, said["year"], units)):
                say(
                    Severity.ERROR, "recognised", place, "year",
                    f"Mức năm {said['year']} của đơn vị này do cấp trên công nhận trên cổng theo {law}.",
                )  # fmt: skip
            label = unit.name if unit else (said["name"] or said["code"] or "")
            columns["label"].append(label)
            columns["detail"].append(f"Năm {said['year']}" if said["year"] else "")
            columns["unit_id"].append(unit.unit_id if unit else None)
            columns["sort_key"].append(keys(label)["sort_key"] if label else "")
            columns["fact_id"].append(None)
        return Staged(columns=columns, fields=frozenset(sheet.values))

    @staticmethod
    def _unit(finder: UnitFinder, place: int, said: dict, say: Say):
        field = "code" if said["code"] else "name"
        try:
            if said["code"]:
                return finder.with_code(said["code"])
            if said["name"]:
                return finder.named(said["name"])
            raise BadCell("Thiếu mã hoặc tên đơn vị. Bổ sung vào dòng này.", "no_unit")
        except BadCell as bad:
            say(Severity.ERROR, bad.code, place, field, bad.sentence)
            return None

    def compare(self, batch: Batch, *, staged: str, sheets: str) -> None:
        columns = [name for name in self.staged_columns if name != "fact_id"]
        unit_levels_write.compare(batch, columns=columns, staged=staged, sheets=sheets)

    def totals(self, batch: Batch) -> list[dict]:
        return unit_levels_write.totals(batch)

    def apply(self, batch: Batch, progress: Callable[..., None]) -> Mapping[str, int]:
        return unit_levels_write.apply(batch, progress)

    def dependants(self, batch: Batch) -> list[str]:
        return []

    def subject_column(self, model) -> str | None:
        return "unit_id"

    def labels(self, subject_ids: list[int]) -> dict[int, str]:
        periods = UnitPeriod.objects.filter(unit_id__in=subject_ids).order_by("valid")
        return dict(periods.values_list("unit_id", "name"))

    def subject_url(self, subject_id: int, as_of: date) -> str:
        return reverse("evaluations:unit-levels") if Unit.objects.filter(pk=subject_id).exists() else ""


def _is_empty(sheet: SheetValues, field: str, place: int) -> bool:
    """Whether the cell itself is empty: of one that couldn't be read something is said already."""
    raw = sheet.raw.get(field)
    return raw is None or raw[place] is None or (isinstance(raw[place], str) and not raw[place].strip())
