"""The form under a rating sheet: the decision's number and date."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from core.fields import DayField


class DecisionForm(forms.Form):
    """Số và ngày của quyết định."""

    number = forms.CharField(label="Số quyết định", max_length=60)
    decided_on = DayField(label="Ngày quyết định")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("number", css_class="col-md-6"), Column("decided_on", css_class="col-md-6"))
        )
