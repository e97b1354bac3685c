"""The forms of the authorities' stricter sets."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.unit_filters import LargeUnitInput, UnitField
from core.fields import DayField
from evaluations.law.rule_sets import authorities


class AdoptForm(forms.Form):
    """Áp dụng một bộ quy định tại một đơn vị và các đơn vị cấp dưới."""

    unit = UnitField(
        label="Đơn vị",
        widget=LargeUnitInput,
        help_text="Kể cả các đơn vị cấp dưới. Gõ tên hoặc mã.",
    )
    code = forms.ChoiceField(label="Bộ quy định")
    number = forms.CharField(label="Số văn bản", max_length=60)
    decided_on = DayField(label="Ngày văn bản")
    first = DayField(label="Áp dụng từ ngày")
    last = DayField(label="Đến hết ngày", required=False, help_text="Để trống: chưa định ngày hết.")

    def __init__(self, *args, user, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        units = UnitPeriod.objects.visible_to(user, on=on, right=Right.PREPARE_CYCLE)
        self.fields["unit"].among(units, on=on)
        self.fields["code"].choices = [(one.code, one.title) for one in choosable()]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("unit", css_class="col-md-6"), Column("code", css_class="col-md-6")),
            Row(Column("number", css_class="col-md-6"), Column("decided_on", css_class="col-md-6")),
            Row(Column("first", css_class="col-md-6"), Column("last", css_class="col-md-6")),
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "Ngày cuối phải từ ngày đầu trở đi.")
        return cleaned


class EndForm(forms.Form):
    last = DayField(label="Ngày áp dụng cuối cùng")


def choosable():
    """The sets that a unit may lay down; criteria of organisations hold in the province by themselves."""
    return [one for one in authorities().values() if not one.of_organisations]
