"""The forms of a declaration of a relative, and of its end."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from core.fields import DayField
from evaluations.enums import Kinship
from staff.models import citizen_number_validator


class RelativeForm(forms.Form):
    """Who, of what kin, since when. The number comes by POST only and stands in no address."""

    full_name = forms.CharField(label="Họ và tên người thân", max_length=150)
    number = forms.CharField(
        label="Số định danh cá nhân của người thân", validators=[citizen_number_validator],
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label="Quan hệ", choices=Kinship)
    first = DayField(label="Từ ngày")
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("full_name", css_class="col-md-6"), Column("number", css_class="col-md-6")),
            Row(Column("kind", css_class="col-md-6"), Column("first", css_class="col-md-6")),
            "note",
        )


class EndRelativeForm(forms.Form):
    """From which day on it isn't so, and why."""

    until = DayField(label="Không còn là người thân từ ngày")
    reason = forms.CharField(label="Lý do", max_length=300)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
