"""The forms of signing for the head: to whom, on which paper, in which days; and ending it early."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from core.fields import DayField
from staff.models import Post


class SigningForm(forms.Form):
    """One of the unit's people signs “KT.” from a day on."""

    person = forms.ModelChoiceField(
        label="Người được ủy quyền", queryset=Post.objects.none(), empty_label="Chọn người"
    )
    number = forms.CharField(label="Số văn bản", max_length=60)
    decision_on = DayField(label="Ngày văn bản")
    begins_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày")

    def __init__(self, *args, unit_id: int, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.main().as_of(on).filter(unit=unit_id).select_related("person", "title")
        self.fields["person"].queryset = posts.order_by("person__sort_key", "person_id")
        self.fields["person"].label_from_instance = lambda post: f"{post.person.full_name}, {post}"
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "person",
            Row(Column("number", css_class="col-md-6"), Column("decision_on", css_class="col-md-6")),
            Row(Column("begins_on", css_class="col-md-6"), Column("ends_on", css_class="col-md-6")),
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        first, last = cleaned.get("begins_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Ngày cuối phải từ ngày đầu trở đi.")
        return cleaned


class EndForm(forms.Form):
    """The last day on which the delegation holds."""

    last = DayField(label="Hiệu lực đến hết ngày")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
