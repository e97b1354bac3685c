"""Forms of the report pages."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import covered
from agencies.unit_filters import LargeUnitInput, UnitField
from core.days import today
from core.fields import DayField
from reports.compose import WORDS
from reports.enums import Definition
from reports.models import Schedule


class NewReport(forms.Form):
    """A report for the province or for a unit, as of a day."""

    definition = forms.ChoiceField(label="Loại báo cáo", choices=Definition)
    unit = forms.CharField(
        label="Mã đơn vị", required=False, help_text="Để trống: toàn tỉnh. Gồm cả các đơn vị trực thuộc."
    )
    day = DayField(label="Số liệu đến ngày")
    since = DayField(
        label="So với ngày",
        required=False,
        help_text="Để trống: ngày của báo cáo trước, hoặc danh sách đầu tiên.",
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.unit_id: int | None = None
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("definition", css_class="col-md-6"), Column("unit", css_class="col-md-6")),
            Row(Column("day", css_class="col-md-6"), Column("since", css_class="col-md-6")),
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        day, since = cleaned.get("day"), cleaned.get("since")
        if day and day > today():
            self.add_error("day", "Ngày chốt số liệu chưa đến. Chọn hôm nay hoặc một ngày trước.")
        if day and since and since >= day:
            self.add_error("since", "Ngày so sánh phải trước ngày chốt số liệu.")
        if day:
            self._clean_unit(cleaned.get("unit", ""), day)
        return cleaned

    def _clean_unit(self, code: str, day: date) -> None:
        cover = covered(self.user, Right.DRAFT_REPORT, on=day)
        if not code:
            if not cover.everywhere:
                self.add_error("unit", "Bạn chỉ lập được báo cáo của đơn vị mình. Ghi mã đơn vị.")
            return
        period = UnitPeriod.objects.visible_to(self.user, on=day, right=Right.DRAFT_REPORT).as_of(day)
        found = period.filter(code__iexact=code.strip()).first()
        if found is None:
            self.add_error(
                "unit", f"Ngày {day:%d/%m/%Y} không có đơn vị nào mang mã “{code}” trong phạm vi của bạn."
            )
        else:
            self.unit_id = found.unit_id


class WordsForm(forms.Form):
    """The paragraphs that the officer writes; fields are named after their anchors."""

    base = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for anchor, _, name in WORDS:
            self.fields[field_name(anchor)] = forms.CharField(
                label=name,
                required=False,
                max_length=6_000,
                widget=forms.Textarea(attrs={"rows": 5}),
            )
        self.helper = FormHelper()
        self.helper.form_tag = False

    def words(self) -> dict[str, str]:
        """{anchor: text}."""
        return {anchor: self.cleaned_data[field_name(anchor)].strip() for anchor, _, _ in WORDS}


def field_name(anchor: str) -> str:
    return "doan_" + anchor.replace(".", "_")


class ApproveForm(forms.Form):
    number = forms.CharField(label="Số báo cáo", max_length=40, help_text="Ví dụ: 05/BC-SNV")
    signed_on = DayField(label="Ngày ký")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("number", css_class="col-md-6"), Column("signed_on", css_class="col-md-6"))
        )


class ReturnForm(forms.Form):
    note = forms.CharField(
        label="Lý do trả lại",
        required=False,
        help_text="Có thể để trống khi đã ghi ý kiến vào từng đoạn, từng ô.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class ScheduleForm(forms.ModelForm):
    """Beat makes the report of every period that closes from the first day on."""

    unit = UnitField(
        label="Đơn vị",
        required=False,
        help_text="Để trống: toàn tỉnh. Gồm cả các đơn vị trực thuộc.",
        widget=LargeUnitInput,
    )
    active_from = DayField(label="Lập báo cáo của các kỳ kết thúc từ ngày")

    class Meta:
        model = Schedule
        fields = ["definition", "period", "active_from"]

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["active_from"].initial = f"{today():%d/%m/%Y}"
        units = UnitPeriod.objects.visible_to(user, on=today(), right=Right.DRAFT_REPORT)
        self.fields["unit"].among(units, on=today())
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("definition", css_class="col-md-6"), Column("unit", css_class="col-md-6")),
            Row(Column("period", css_class="col-md-6"), Column("active_from", css_class="col-md-6")),
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        if unit := cleaned.get("unit"):
            self.instance.unit_id = unit.unit_id
        return cleaned
