"""The form under a rating sheet: the decision's number and date."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from core.fields import DayField


class DecisionForm(forms.Form):
    """Số và ngày của quyết định. ``seen`` marks what stands on the sheet now: a signature holds only for what
    the signer had before their eyes."""

    number = forms.CharField(label="Số quyết định", max_length=60)
    decided_on = DayField(label="Ngày quyết định")

    def __init__(self, *args, seen: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("number", css_class="col-md-6"), Column("decided_on", css_class="col-md-6"))
        )

    def clean(self) -> dict:
        if self.data.get("seen") != self.seen:
            self.add_error(None, "Phiếu đã đổi sau khi bạn mở trang này. Xem lại danh sách bên dưới rồi ký.")
        return super().clean()
