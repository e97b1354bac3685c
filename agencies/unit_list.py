"""The kind of workbook that lists units (danh mục đơn vị)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse

from agencies import unit_list_apply, unit_list_compare
from agencies.enums import UnitType
from agencies.finder import UnitFinder
from agencies.models import Act, Grant, Unit, UnitPeriod, UnitRow
from agencies.names import keys, name_key
from agencies.rights import Right
from agencies.scope import covered
from core.days import today
from core.templatetags.vietnamese import number
from imports import parse
from imports.kinds import Field, Kind, Parse, Say, SheetValues, Staged
from imports.models import Batch, Change, Severity
from imports.parse import BadCell, shown

FIELDS = (
    Field("code", "Mã đơn vị", (r"^ma (so )?(don vi|dv|co quan)", r"^ma$"), parse.code, is_required=True),
    Field("parent", "Đơn vị quản lý trực tiếp", (r"quan ly", r"truc thuoc", r"cap tren"), parse.text),
    Field(
        "name", "Tên đơn vị", (r"^ten (don vi|co quan)", r"^don vi$", r"^ten$"), parse.text, is_required=True
    ),
    Field("type", "Loại đơn vị", (r"^loai",), is_required=True),
    Field("founded_on", "Ngày thành lập", (r"thanh lap",), parse.day),
    Field("founding_decision", "Số quyết định", (r"quyet dinh",), parse.text),
)


MESSAGE_WORDS = {
    "no_code": "Thiếu mã đơn vị",
    "slash_in_code": "Mã đơn vị có dấu “/”",
    "no_name": "Thiếu tên đơn vị",
    "no_type": "Thiếu loại đơn vị",
    "no_parent": "Thiếu đơn vị quản lý",
    "unknown_unit": "Không có đơn vị này",
    "ambiguous_unit": "Nhiều đơn vị cùng tên",
    "bad_type": "Loại đơn vị không rõ",
    "begun_the_same_day": "Dữ liệu bắt đầu cùng ngày",
    "later_facts": "Đã có biến động sau ngày này",
    "later_code": "Mã của đơn vị khác về sau",
    "circle": "Trực thuộc chính mình",
}


class UnitsKind(Kind):
    """A list of units never closes those that it leaves out, so nobody is "left"; its scope is {}."""

    code = "units"
    label = "Danh sách đơn vị"
    noun = "đơn vị"
    order = 30
    fields = FIELDS
    staging = UnitRow
    tables = (Act, Unit, UnitPeriod)
    identity = "code"
    message_words = MESSAGE_WORDS
    subject_of_change = """CASE WHEN c."table" = 'agencies_unit' THEN c.pk_value
        ELSE (coalesce(c.after, c.before) ->> 'unit_id')::bigint END"""

    def may_upload(self, user, scope: dict) -> bool:
        return covered(user, Right.UPLOAD, on=today()).everywhere

    def may_approve(self, user, batch: Batch) -> bool:
        return covered(user, Right.APPROVE_IMPORT, on=today()).everywhere

    def batches_seen_by(self, user) -> Q | None:
        rights = (Right.UPLOAD, Right.APPROVE_IMPORT)
        return Q() if any(covered(user, right, on=today()).everywhere for right in rights) else None

    def scopes_of(self, user) -> list[tuple[str, dict]]:
        return [("Toàn tỉnh", {})] if self.may_upload(user, {}) else []

    def scope_words(self, scope: dict, as_of: date) -> str:
        return "Toàn tỉnh; đơn vị không có trong danh sách được giữ nguyên"

    def parsers(self, *, as_of: date) -> dict[str, Parse]:
        return {"code": parse_code, "type": parse_type}

    def stage(self, sheet: SheetValues, *, batch: Batch, say: Say) -> Staged:
        names = [name or "" for name in sheet.column("name")]
        key_columns = [keys(name) for name in names]
        columns = {
            "label": names,
            "detail": [UnitType(kind).label if kind else "" for kind in sheet.column("type")],
            "code": [code or "" for code in sheet.column("code")],
            "name": names,
            **{
                column: [made[column] for made in key_columns]
                for column in ("name_key", "search_key", "sort_key")
            },
            "type": sheet.column("type"),
            "parent_code": list(_parents(sheet, UnitFinder(on=batch.as_of), say)),
            "founded_on": sheet.column("founded_on"),
            "founding_decision": [text or "" for text in sheet.column("founding_decision")],
        }
        _required(sheet, say)
        return Staged(columns=columns, fields=frozenset(sheet.values))

    def compare(self, batch: Batch, *, staged: str, sheets: str) -> None:
        unit_list_compare.compare(batch, columns=self.staged_columns, staged=staged, sheets=sheets)

    def totals(self, batch: Batch) -> list[dict]:
        return unit_list_compare.totals(batch)

    def apply(self, batch: Batch, progress: Callable[..., None]) -> Mapping[str, int]:
        return unit_list_apply.apply(batch, progress)

    def dependants(self, batch: Batch) -> list[str]:
        made = Change.objects.filter(
            batch=batch, table=Unit._meta.db_table, operation=Change.Operation.INSERT
        )
        ids = list(made.values_list("pk_value", flat=True))
        found = [
            f"{grant.user.full_name} đang có vai trò {grant.get_role_display()} ở đơn vị của đợt này."
            for grant in Grant.objects.filter(unit_id__in=ids).select_related("user")[:20]
        ]
        return found + _rows_that_point_to(ids)

    def subject_column(self, model) -> str | None:
        return {Act: None, Unit: "id"}.get(model, "unit_id")

    def labels(self, subject_ids: list[int]) -> dict[int, str]:
        return dict(
            UnitPeriod.objects.filter(unit_id__in=subject_ids)
            .order_by("valid")
            .values_list("unit_id", "name")
        )

    def subject_url(self, subject_id: int, as_of: date) -> str:
        return self.subject_urls([subject_id], as_of).get(subject_id, "")

    def subject_urls(self, subject_ids: Sequence[int], as_of: date) -> dict[int, str]:
        codes = UnitPeriod.objects.as_of(as_of).of_units(subject_ids).values_list("unit_id", "code")
        return {pk: f"{reverse('agencies:unit', args=[code])}?ngay={as_of:%Y-%m-%d}" for pk, code in codes}


def parse_code(raw: object) -> str:
    """A code as text; Excel's number 1834 is the commune 01834. Raises BadCell.

    The code is one part of the unit's address, which a slash would cut in two.
    """
    written = parse.code(raw)
    if "/" in written:
        raise BadCell(
            f"Mã “{shown(raw)}” có dấu “/”, địa chỉ trang của đơn vị không chứa được. "
            "Thay bằng dấu “-” hoặc dấu “.”, ví dụ “12-SNV”.",
            "slash_in_code",
        )
    return written.zfill(5) if isinstance(raw, float) else written


def parse_type(raw: object) -> str:
    """The type of unit named in a cell; raises BadCell."""
    words = {label.casefold(): value for value, label in UnitType.choices}
    written = parse.text(raw).casefold()
    if written not in words:
        raise BadCell(
            f"“{shown(raw)}” không phải là loại đơn vị. Ghi một trong: {', '.join(UnitType.labels)}.",
            "bad_type",
        )
    return words[written]


def _required(sheet: SheetValues, say: Say) -> None:
    for field in ("code", "name", "type"):
        label = next(f.label for f in FIELDS if f.code == field)
        for place, cell in enumerate(sheet.raw.get(field, [])):
            if isinstance(cell, str) and not cell.strip():
                say(Severity.ERROR, f"no_{field}", place, field, f"Thiếu {label.lower()}. Bổ sung vào ô này.")


def _parents(sheet: SheetValues, finder: UnitFinder, say: Say):
    """The code of each row's parent: a row of the workbook itself, or a unit of the portal."""
    codes, names = sheet.column("code"), sheet.column("name")
    here: dict[str, set[str]] = {}
    for code, name in zip(codes, names, strict=True):
        if code and name:
            here.setdefault(name_key(name), set()).add(code)
    roots = 0
    for place, (parent, kind) in enumerate(zip(sheet.column("parent"), sheet.column("type"), strict=True)):
        if not parent:
            roots += 1
            if kind != UnitType.PROVINCE:
                say(
                    Severity.ERROR,
                    "no_parent",
                    place,
                    "parent",
                    "Thiếu đơn vị quản lý trực tiếp. Chỉ UBND tỉnh để trống ô này.",
                )
            yield None
            continue
        found = here.get(name_key(parent), set()) | ({parent} if parent in codes else set())
        try:
            if len(found) > 1:
                raise BadCell(
                    f"Có {len(found)} đơn vị cùng tên “{parent}” trong tệp. Ghi mã của đơn vị quản lý.",
                    "ambiguous_unit",
                )
            yield next(iter(found)) if found else finder.named(parent).code
        except BadCell as bad:
            say(Severity.ERROR, bad.code, place, "parent", bad.sentence)
            yield None


def _rows_that_point_to(unit_ids: list[int]) -> list[str]:
    """Rows of other rooms, which this one doesn't know, that point to the units."""
    found = []
    for relation in Unit._meta.related_objects:
        model = relation.related_model
        if model not in (UnitPeriod, Grant) and not hasattr(model, "pgh_tracked_model"):
            count = model._base_manager.filter(**{f"{relation.field.name}__in": unit_ids}).count()
            if count:
                found.append(f"{number(count)} {model._meta.verbose_name} đang gắn với đơn vị của đợt này.")
    return found
