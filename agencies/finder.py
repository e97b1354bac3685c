"""Finding the unit that a workbook means, among those of a day."""

from dataclasses import dataclass
from datetime import date

from agencies.models import UnitPeriod
from agencies.names import name_key
from imports.parse import BadCell


@dataclass(frozen=True, slots=True)
class Known:
    unit_id: int
    code: str
    name: str
    name_key: str
    type: str
    parent_id: int | None


class UnitFinder:
    """The units of a day by code and by name; loaded once for a workbook."""

    def __init__(self, *, on: date) -> None:
        self.on = on
        rows = UnitPeriod.objects.as_of(on).values_list(
            "unit_id", "code", "name", "name_key", "type", "parent_id"
        )
        self.by_id = {row[0]: Known(*row) for row in rows}
        self.by_code = {unit.code.casefold(): unit for unit in self.by_id.values()}
        self.by_name: dict[str, list[Known]] = {}
        for unit in self.by_id.values():
            self.by_name.setdefault(unit.name_key, []).append(unit)

    def with_code(self, code: str) -> Known:
        """The unit of the code; raises BadCell (``unknown_unit_code``)."""
        unit = self.by_code.get(code.casefold())
        if unit is None:
            raise BadCell(
                f"Ngày {self.on:%d/%m/%Y} không có đơn vị nào mang mã “{code}”. Kiểm tra lại mã, "
                "hoặc nhập danh sách đơn vị trước.",
                "unknown_unit_code",
            )
        return unit

    def named(self, name: str, *, parent: str | None = None) -> Known:
        """The one unit of the name, its parent's name telling namesakes apart.

        Raises BadCell (``unknown_unit``, ``ambiguous_unit``).
        """
        units = self.by_name.get(name_key(name), [])
        if len(units) > 1 and parent:
            units = [unit for unit in units if self._is_under(unit, name_key(parent))] or units
        if not units:
            raise BadCell(
                f"Ngày {self.on:%d/%m/%Y} không có đơn vị nào tên “{name}”. Sửa tên theo danh mục đơn vị, "
                "hoặc ghi mã đơn vị; cổng không tự tạo đơn vị mới.",
                "unknown_unit",
            )
        if len(units) > 1:
            raise BadCell(
                f"Có {len(units)} đơn vị cùng tên “{name}” (mã {', '.join(u.code for u in units)}). "
                "Ghi mã đơn vị để phân biệt.",
                "ambiguous_unit",
            )
        return units[0]

    def _is_under(self, unit: Known, parent_key: str) -> bool:
        parent = self.by_id.get(unit.parent_id) if unit.parent_id else None
        return parent is not None and parent.name_key == parent_key
