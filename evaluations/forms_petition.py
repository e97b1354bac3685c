"""The form of an answer to a petition."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from core.fields import DayField
from evaluations.enums import RatingLevel


class AnswerForm(forms.Form):
    """Giữ nguyên, or another level by a new decision."""

    text = forms.CharField(label="Nội dung trả lời", widget=forms.Textarea({"rows": 5}))
    on = DayField(label="Ngày trả lời")
    level = forms.ChoiceField(
        label="Kết luận", required=False, choices=[("", "Giữ nguyên kết quả"), *RatingLevel.choices]
    )
    number = forms.CharField(
        label="Số quyết định mới", max_length=60, required=False, help_text="Chỉ khi xếp loại lại."
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "text",
            Row(
                Column("on", css_class="col-md-4"),
                Column("level", css_class="col-md-4"),
                Column("number", css_class="col-md-4"),
            ),
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("level") and not cleaned.get("number"):
            self.add_error("number", "Xếp loại lại thì phải có số quyết định mới.")
        return cleaned
