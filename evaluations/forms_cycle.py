"""Forms for keeping a cycle: its days, and who is in charge of a unit without a head."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.unit_filters import LargeUnitInput, UnitField
from core.fields import DayField
from evaluations.enums import DelegationKind, ScoringStep
from staff.models import Post

FIRST_YEAR = 2020


class CycleForm(forms.Form):
    """A year's cycle, for the whole province or one unit with all below it."""

    year = forms.IntegerField(
        label="Năm",
        min_value=FIRST_YEAR,
        max_value=2100,
        error_messages={"invalid": "Năm là một số có bốn chữ số, ví dụ 2022."},
    )
    rated_on = DayField(
        label="Ngày xếp loại",
        help_text="Ngày dự kiến ra quyết định; luật yêu cầu trước 15/12 (Điều 20, Điều 19).",
    )
    starts_on = DayField(label="Từ ngày", required=False, help_text="Để trống: 01/01 của năm.")
    ends_on = DayField(label="Đến ngày", required=False, help_text="Để trống: 31/12 của năm.")
    root = UnitField(
        label="Phạm vi",
        required=False,
        widget=LargeUnitInput,
        help_text="Để trống: toàn tỉnh. Hoặc gõ tên hay mã một đơn vị: kể cả các đơn vị cấp dưới.",
    )
    scoring = forms.ChoiceField(
        label="Theo dõi, đánh giá", choices=ScoringStep, help_text="Từ năm 2026, theo tháng hoặc quý."
    )

    def __init__(self, *args, user, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        units = UnitPeriod.objects.visible_to(user, on=on, right=Right.PREPARE_CYCLE)
        self.fields["root"].among(units, on=on)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("year", css_class="col-md-6"), Column("rated_on", css_class="col-md-6")),
            Row(Column("starts_on", css_class="col-md-6"), Column("ends_on", css_class="col-md-6")),
            Row(Column("root", css_class="col-md-6"), Column("scoring", css_class="col-md-6")),
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        year = cleaned.get("year")
        if year is None:
            return cleaned
        cleaned["starts_on"] = cleaned.get("starts_on") or date(year, 1, 1)
        cleaned["ends_on"] = cleaned.get("ends_on") or date(year, 12, 31)
        if cleaned["ends_on"] <= cleaned["starts_on"]:
            self.add_error("ends_on", "Ngày cuối của kỳ phải sau ngày đầu.")
        rated_on = cleaned.get("rated_on")
        if rated_on and rated_on <= cleaned["starts_on"]:
            self.add_error("rated_on", "Ngày xếp loại phải sau ngày đầu của kỳ.")
        return cleaned


class ActingForm(forms.Form):
    """Giao phụ trách, ủy quyền ký thay: one of the unit's people, on a paper, from a day on."""

    person = forms.ModelChoiceField(
        label="Người được giao", queryset=Post.objects.none(), empty_label="Chọn người"
    )
    kind = forms.ChoiceField(label="Giao việc gì", choices=DelegationKind)
    number = forms.CharField(label="Số văn bản", max_length=60)
    decision_on = DayField(label="Ngày văn bản")
    begins_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày", required=False, help_text="Để trống: chưa định ngày hết.")

    def __init__(self, *args, unit_id: int, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.main().as_of(on).filter(unit=unit_id).select_related("person", "title")
        self.fields["person"].queryset = posts.order_by("person__sort_key", "person_id")
        self.fields["person"].label_from_instance = lambda post: f"{post.person.full_name}, {post}"
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("person", css_class="col-md-6"), Column("kind", css_class="col-md-6")),
            Row(Column("number", css_class="col-md-6"), Column("decision_on", css_class="col-md-6")),
            Row(Column("begins_on", css_class="col-md-6"), Column("ends_on", css_class="col-md-6")),
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        first, last = cleaned.get("begins_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Ngày cuối phải từ ngày đầu trở đi.")
        return cleaned
