"""The form of notices' numbers."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from core.fields import DayField


class NoticeForm(forms.Form):
    """Số đầu, ký hiệu và ngày: the others of the decision follow one by one."""

    first = forms.IntegerField(label="Số đầu", min_value=1, max_value=999_999)
    symbol = forms.CharField(label="Ký hiệu", max_length=40, help_text="Ví dụ: TB-SNV.")
    issued_on = DayField(label="Ngày thông báo")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(
                Column("first", css_class="col-md-4"),
                Column("symbol", css_class="col-md-4"),
                Column("issued_on", css_class="col-md-4"),
            )
        )
