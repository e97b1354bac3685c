"""How a catalogue looks as a workbook or a CSV file: Vietnamese heads, codes tell the entries apart."""

import re
import tempfile
from decimal import Decimal
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from import_export.fields import Field
from import_export.formats.base_formats import XLSX
from import_export.resources import Diff, ModelResource
from import_export.widgets import BooleanWidget, DecimalWidget, IntegerWidget, Widget

from core.names import clean
from imports.guard import guard
from staff import models
from staff.enums import LeaderKind, QualificationKind

# Tags of the library; a "<" of the text itself is escaped.
_STYLED = re.compile(r'<(ins|del) style="[^"]*">')


class GuardedXlsx(XLSX):
    """A workbook that is looked at before it is unpacked."""

    def create_dataset(self, in_stream):
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
            file.write(in_stream)
            file.flush()
            guard(Path(file.name))
        return super().create_dataset(in_stream)


class TextWidget(Widget):
    """Text in one spelling; never None, since the catalogues' texts are empty and not unknown."""

    def clean(self, value, row=None, **kwargs) -> str:
        return clean("" if value is None else str(value))


class VariantsWidget(Widget):
    """Several spellings in one cell, with | between."""

    def clean(self, value, row=None, **kwargs) -> list[str]:
        return [clean(one) for one in str(value or "").split("|") if clean(one)]

    def render(self, value, obj=None, **kwargs) -> str:
        return " | ".join(value or [])


class YesWidget(BooleanWidget):
    """«có», or nothing."""

    TRUE_VALUES = ["1", 1, "1.0", True, "true", "TRUE", "True", "có", "Có", "CÓ", "x", "X"]
    FALSE_VALUES = ["0", 0, "0.0", False, "false", "FALSE", "False", "không", "Không", "KHÔNG", "", None]
    NULL_VALUES: list[str] = []

    def clean(self, value, row=None, **kwargs) -> bool:
        value = value.strip() if isinstance(value, str) else value
        if value in self.TRUE_VALUES:
            return True
        if value in self.FALSE_VALUES:
            return False
        raise ValueError(f"“{value}”: ghi “có” hoặc để trống.")

    def render(self, value, obj=None, **kwargs) -> str:
        return "có" if value else ""


class CoefficientWidget(DecimalWidget):
    """2,34 or 2.34."""

    def clean(self, value, row=None, **kwargs) -> Decimal | None:
        value = str(value).replace(",", ".").strip() if value not in (None, "") else None
        return super().clean(value, row, **kwargs)

    def render(self, value, obj=None, **kwargs) -> str:
        return "" if value is None else str(value).replace(".", ",")


class ChoiceWidget(Widget):
    """A closed set by its words."""

    def __init__(self, choices) -> None:
        super().__init__()
        self.words = dict(choices)
        self.values = {clean(str(words)).casefold(): value for value, words in choices}

    def clean(self, value, row=None, **kwargs) -> str:
        written = clean(str(value or ""))
        found = self.values.get(written.casefold())
        if found is None:
            raise ValueError(f"“{written}” không có trong: {'; '.join(map(str, self.words.values()))}.")
        return found

    def render(self, value, obj=None, **kwargs) -> str:
        return str(self.words.get(value, value))


def _column(attribute: str, name: str, widget: Widget | None = None) -> Field:
    return Field(attribute=attribute, column_name=name, widget=widget or TextWidget())


class MarkedDiff(Diff):
    """What a file would change, marked by elements alone: the CSP refuses the library's styles."""

    def as_html(self) -> list[SafeString]:
        return [SafeString(_STYLED.sub(r"<\1>", one)) for one in super().as_html()]


class CatalogueResource(ModelResource):
    code = _column("code", "Mã")
    name = _column("name", "Tên")
    variants = _column("variants", "Cách viết khác", VariantsWidget())
    order = _column("order", "Thứ tự", IntegerWidget())

    class Meta:
        import_id_fields = ["code"]
        fields = ["code", "name", "variants", "order"]
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return MarkedDiff

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        """What is wrong is told by the names of the file's columns."""
        try:
            super().validate_instance(instance, import_validation_errors, validate_unique)
        except ValidationError as error:
            columns = {one.attribute: one.column_name for one in self.get_import_fields()}
            found = error.update_error_dict({})
            raise ValidationError({columns.get(name, name): told for name, told in found.items()}) from None


class ReligionResource(CatalogueResource):
    is_none = _column("is_none", "Không theo tôn giáo", YesWidget())

    class Meta(CatalogueResource.Meta):
        model = models.Religion
        fields = [*CatalogueResource.Meta.fields, "is_none"]


class EthnicGroupResource(CatalogueResource):
    class Meta(CatalogueResource.Meta):
        model = models.EthnicGroup


class TitleResource(CatalogueResource):
    leader_kind = _column("leader_kind", "Loại chức vụ", ChoiceWidget(LeaderKind.choices))
    heads_commune = _column("heads_commune", "Là người đứng đầu cấp xã", YesWidget())

    class Meta(CatalogueResource.Meta):
        model = models.Title
        fields = [*CatalogueResource.Meta.fields, "leader_kind", "heads_commune"]


class RankResource(CatalogueResource):
    is_professional_title = _column("is_professional_title", "Là chức danh nghề nghiệp", YesWidget())
    level = _column("level", "Nhóm ngạch")
    first_coefficient = _column("first_coefficient", "Hệ số bậc 1", CoefficientWidget())
    step_width = _column("step_width", "Khoảng cách bậc", CoefficientWidget())
    steps = _column("steps", "Số bậc", IntegerWidget())

    class Meta(CatalogueResource.Meta):
        model = models.Rank
        fields = [
            *CatalogueResource.Meta.fields,
            *("is_professional_title", "level", "first_coefficient", "step_width", "steps"),
        ]


class QualificationLevelResource(CatalogueResource):
    kind = _column("kind", "Loại", ChoiceWidget(QualificationKind.choices))
    is_degree = _column("is_degree", "Từ đại học trở lên", YesWidget())

    class Meta(CatalogueResource.Meta):
        model = models.QualificationLevel
        fields = [*CatalogueResource.Meta.fields, "kind", "is_degree"]
