"""The form of a decision that replaces an untruthful result."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from core.fields import DayField
from evaluations.enums import RatingLevel, Untrue


class UntruthfulForm(forms.Form):
    """Why the result isn't true, what showed it, the new level, and the new decision."""

    why = forms.ChoiceField(label="Vì sao kết quả không chính xác", choices=Untrue)
    found = forms.CharField(
        label="Căn cứ", widget=forms.Textarea({"rows": 4}), required=False,
        help_text="Văn bản, kết luận hoặc việc cho thấy kết quả trước không chính xác.",
    )  # fmt: skip
    level = forms.ChoiceField(label="Mức mới", choices=RatingLevel)
    number = forms.CharField(label="Số quyết định mới", max_length=60)
    decided_on = DayField(label="Ngày quyết định")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "why",
            "found",
            Row(
                Column("level", css_class="col-md-4"),
                Column("number", css_class="col-md-4"),
                Column("decided_on", css_class="col-md-4"),
            ),
        )
