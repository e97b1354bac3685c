"""Beside a form that somebody else enters: why, and from what; and the form of a reason of absence."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from core.fields import DayField
from evaluations.enums import AbsenceKind, BehalfKind


class BehalfForm(forms.Form):
    """Lý do, nguồn; of a month's form also which of the two it is, where the user may choose."""

    kind = forms.ChoiceField(
        label="Ghi thay vì", choices=BehalfKind, initial=BehalfKind.PAPER, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Lý do người khác ghi thay", widget=forms.Textarea({"rows": 2}), max_length=2000
    )
    source = forms.CharField(
        label="Nguồn", required=False, max_length=300,
        help_text="Bản giấy nào, ký ngày nào, lưu ở đâu. Nhập từ bản giấy thì phải ghi.",
    )  # fmt: skip

    def __init__(self, *args, may_score: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not may_score:
            del self.fields["kind"]
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.chosen == BehalfKind.PAPER and not cleaned.get("source"):
            self.add_error("source", "Ghi nguồn: bản giấy nào, ký ngày nào, lưu ở đâu.")
        return cleaned

    @property
    def chosen(self) -> BehalfKind:
        return BehalfKind(self.cleaned_data.get("kind") or BehalfKind.PAPER)


class AbsenceForm(forms.Form):
    """Loại, thời gian, lý do, giấy tờ."""

    kind = forms.ChoiceField(label="Loại", choices=AbsenceKind)
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày", required=False, help_text="Để trống nếu chưa biết.")
    reason = forms.CharField(label="Lý do", widget=forms.Textarea({"rows": 3}), max_length=2000)
    source = forms.CharField(
        label="Giấy tờ", max_length=300, help_text="Ví dụ: giấy nghỉ ốm, quyết định cử đi học, số và ngày."
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(
                Column("kind", css_class="col-md-6"),
                Column("starts_on", css_class="col-md-3"),
                Column("ends_on", css_class="col-md-3"),
            ),
            "reason",
            "source",
        )
