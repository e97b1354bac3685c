"""The catalogues in the admin: for whoever holds the role of administrator today, nobody is a superuser."""

from collections.abc import Iterable

from django import forms
from django.contrib import admin, messages
from django.db.models import Field
from django.http import HttpRequest
from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import CSV
from import_export.forms import ExportForm, ImportForm
from import_export.tmp_storages import CacheStorage

from core.errors import DomainError
from core.names import clean
from core.templatetags.vietnamese import number
from staff import catalogue_files as files
from staff.models import Catalogue, EthnicGroup, QualificationLevel, Rank, Religion, Title


class LinesField(forms.CharField):
    """A list of texts, each on a line of its own."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        return [clean(line) for line in (value or "").splitlines() if clean(line)]

    def has_changed(self, initial, data) -> bool:
        return (initial or []) != self.to_python(data)


class VietnameseImportForm(ImportForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["import_file"].label = "Tệp"
        self.fields["format"].label = "Dạng tệp"


class VietnameseExportForm(ExportForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].label = "Dạng tệp"


class CatalogueAdmin(ImportExportModelAdmin):
    """What every catalogue shares. The site itself is closed to other roles."""

    is_catalogue = True
    list_display = ["code", "name", "variants_in_words", "order"]
    list_display_links = ["code", "name"]
    search_fields = ["code", "name"]
    list_per_page = 100
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    formats = [files.GuardedXlsx, CSV]
    import_form_class = VietnameseImportForm
    export_form_class = VietnameseExportForm
    tmp_storage_class = CacheStorage
    to_encoding = from_encoding = "utf-8-sig"
    show_change_form_export = False
    skip_export_form_from_action = True

    def __init__(self, model, admin_site) -> None:
        # Vietnamese has no plural; Django would add an s.
        model._meta.verbose_name_plural = model._meta.verbose_name
        super().__init__(model, admin_site)

    @admin.display(description="cách viết khác")
    def variants_in_words(self, entry: Catalogue) -> str:
        return "; ".join(entry.variants)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.admin_site.has_permission(request)

    has_add_permission = has_import_permission = has_export_permission = has_module_permission
    has_change_permission = has_delete_permission = has_view_permission

    def formfield_for_dbfield(self, db_field: Field, request, **kwargs):
        if db_field.name == "variants":
            return LinesField(
                label="Cách viết khác",
                required=False,
                help_text="Mỗi dòng một cách viết. Danh sách nhập vào viết như vậy được hiểu là mục này.",
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_deleted_objects(self, objs: Iterable[Catalogue], request: HttpRequest):
        """What stands in the way in numbers: whose records they are is not told here."""
        uses = [f"{entry}: {sentence}" for entry in objs if (sentence := uses_of(entry))]
        return [str(entry) for entry in objs], {self.opts.verbose_name: len(objs)}, set(), uses

    def add_data_read_fail_error_to_form(self, form, e: Exception) -> None:
        readable = e.sentence if isinstance(e, DomainError) else "Không đọc được tệp theo dạng đã chọn."
        form.add_error("import_file", readable)

    def add_success_message(self, result, request: HttpRequest) -> None:
        totals = result.totals
        messages.success(
            request,
            f"Đã nhập danh mục: thêm {number(totals['new'])}, sửa {number(totals['update'])}, "
            f"giữ nguyên {number(totals['skip'])} mục.",
        )


def yes(model: type[Catalogue], field: str):
    """A column that says «có» where the field holds; Django's red cross would look like a fault."""

    @admin.display(ordering=field, description=model._meta.get_field(field).verbose_name)
    def shown(entry: Catalogue) -> str:
        return "có" if getattr(entry, field) else ""

    return shown


def uses_of(entry: Catalogue) -> str:
    """How many rows point to the entry, in words; nothing where none does."""
    found = []
    for relation in entry._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many and relation.auto_created):
            continue
        model = relation.related_model
        if hasattr(model, "pgh_tracked_model"):
            continue
        if count := model._base_manager.filter(**{relation.field.name: entry}).count():
            found.append(f"{number(count)} {model._meta.verbose_name}")
    return f"đang dùng ở {', '.join(found)}, nên không xóa được." if found else ""


@admin.register(EthnicGroup)
class EthnicGroupAdmin(CatalogueAdmin):
    resource_classes = [files.EthnicGroupResource]


@admin.register(Religion)
class ReligionAdmin(CatalogueAdmin):
    resource_classes = [files.ReligionResource]
    list_display = [*CatalogueAdmin.list_display, yes(Religion, "is_none")]


@admin.register(Title)
class TitleAdmin(CatalogueAdmin):
    resource_classes = [files.TitleResource]
    list_display = [*CatalogueAdmin.list_display, "leader_kind", yes(Title, "heads_commune")]
    list_filter = ["leader_kind"]


@admin.register(Rank)
class RankAdmin(CatalogueAdmin):
    resource_classes = [files.RankResource]
    list_display = [
        *CatalogueAdmin.list_display,
        yes(Rank, "is_professional_title"),
        *("level", "first_coefficient", "step_width", "steps"),
    ]
    list_filter = ["is_professional_title", "level"]


@admin.register(QualificationLevel)
class QualificationLevelAdmin(CatalogueAdmin):
    resource_classes = [files.QualificationLevelResource]
    list_display = [*CatalogueAdmin.list_display, "kind", yes(QualificationLevel, "is_degree")]
    list_filter = ["kind", "is_degree"]
