"""The forms of a person's ratings over the years: one from its paper, and why one is withdrawn."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from core.fields import DayField
from evaluations.enums import RatingLevel
from evaluations.models.past import FIRST_YEAR


class PastForm(forms.Form):
    """A rating of an earlier year as its decision says."""

    year = forms.IntegerField(
        label="Năm",
        min_value=FIRST_YEAR,
        max_value=2200,
        error_messages={"invalid": "Năm là một số có bốn chữ số, ví dụ 2022."},
    )
    level = forms.ChoiceField(
        label="Mức xếp loại", required=False, choices=[("", "Không xếp loại"), *RatingLevel.choices]
    )
    number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    decided_on = DayField(label="Ngày quyết định", required=False)
    rated_by = forms.CharField(label="Nơi xếp loại", max_length=250, required=False)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("year", css_class="col-md-6"), Column("level", css_class="col-md-6")),
            Row(Column("number", css_class="col-md-6"), Column("decided_on", css_class="col-md-6")),
            "rated_by",
            "note",
        )


class ReasonForm(forms.Form):
    """Why something is withdrawn."""

    reason = forms.CharField(label="Lý do", max_length=300)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
