"""Finding the catalogue entry that a cell means."""

from collections.abc import Callable

from core.names import clean
from imports.parse import BadCell, text
from staff.models import Catalogue


class Lookup:
    """The entries of a catalogue by code, name and variants, without regard to case."""

    def __init__(self, model: type[Catalogue], what: str, **only) -> None:
        self.what = what
        entries = list(model.objects.filter(**only))
        self.by_code = {clean(entry.code).casefold(): entry for entry in entries}
        self.by_name = {
            clean(name).casefold(): entry
            for entry in reversed(entries)
            for name in (*entry.variants, entry.name)
        }

    def named(self, raw: object) -> Catalogue:
        """The entry of the name or variant; raises BadCell (``not_in_catalogue``)."""
        written = text(raw)
        entry = self.by_name.get(written.casefold())
        if entry is None:
            raise BadCell(
                f"“{written}” không có trong danh mục {self.what}. Sửa theo danh mục, "
                "hoặc nhờ quản trị thêm cách viết này vào danh mục.",
                "not_in_catalogue",
            )
        return entry

    def coded(self, raw: object) -> Catalogue:
        """The entry of the code; raises BadCell (``not_in_catalogue``)."""
        written = text(raw)
        entry = self.by_code.get(written.casefold())
        if entry is None:
            raise BadCell(
                f"Mã “{written}” không có trong danh mục {self.what}. Kiểm tra lại mã.", "not_in_catalogue"
            )
        return entry

    def id_of(self) -> Callable[[object], int]:
        """A parser that gives the entry's id."""
        return lambda raw: self.named(raw).pk
