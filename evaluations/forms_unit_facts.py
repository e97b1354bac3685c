"""The forms of what is known of units: earlier levels, matters, targets."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from agencies.models import UnitPeriod
from agencies.unit_filters import LargeUnitInput, UnitField
from core.fields import DayField
from evaluations.enums import RatingLevel
from evaluations.organisation_enums import MatterKind
from staff.models import Post
from staff.service_models import FIRST_YEAR, LAST_YEAR

MOST_TARGETS = 100_000


class LevelForm(forms.Form):
    """Mức xếp loại của đơn vị trong một năm, theo một văn bản."""

    unit = UnitField(label="Đơn vị", help_text="Gõ tên để chọn, hoặc gõ mã.", widget=LargeUnitInput)
    year = forms.IntegerField(label="Năm", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    level = forms.ChoiceField(label="Mức xếp loại", choices=RatingLevel)
    number = forms.CharField(label="Số văn bản", max_length=60)
    decided_on = DayField(label="Ngày văn bản")
    source = forms.CharField(label="Cơ quan ban hành", max_length=250)

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].among(UnitPeriod.objects.as_of(on), on=on)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "unit",
            Row(Column("year", css_class="col-md-6"), Column("level", css_class="col-md-6")),
            Row(Column("number", css_class="col-md-6"), Column("decided_on", css_class="col-md-6")),
            "source",
        )


class MatterForm(forms.Form):
    """Việc về một đơn vị."""

    kind = forms.ChoiceField(label="Loại", choices=MatterKind)
    on = DayField(label="Ngày", help_text="Ngày nhận, ngày kết luận hoặc ngày xử lý.")
    text = forms.CharField(label="Nội dung", widget=forms.Textarea({"rows": 4}))
    number = forms.CharField(label="Số văn bản", max_length=60, required=False)
    source = forms.CharField(
        label="Nguồn, cơ quan kết luận", max_length=250, required=False,
        help_text="Đơn không có tên: để trống.",
    )  # fmt: skip
    person = forms.ModelChoiceField(
        label="Người trực tiếp phụ trách", queryset=Post.objects.none(), required=False,
        empty_label="Người đứng đầu đơn vị",
        help_text="Chỉ khi có tham ô, tham nhũng, lãng phí, và không phải người đứng đầu.",
    )  # fmt: skip

    def __init__(self, *args, unit_id: int, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.main().as_of(on).filter(unit=unit_id).select_related("person", "title")
        self.fields["person"].queryset = posts.order_by("person__sort_key", "person_id")
        self.fields["person"].label_from_instance = lambda post: post.person.full_name
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("kind", css_class="col-md-6"), Column("on", css_class="col-md-6")),
            "text",
            Row(Column("number", css_class="col-md-6"), Column("source", css_class="col-md-6")),
            "person",
        )


class VerifyForm(forms.Form):
    """Kết quả xác minh đơn thư, phản ánh."""

    verified_on = DayField(label="Ngày xác minh xong")
    verified_by = forms.CharField(label="Ai xác minh", max_length=250)
    finding = forms.CharField(label="Kết quả xác minh", widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("verified_on", css_class="col-md-6"), Column("verified_by", css_class="col-md-6")),
            "finding",
        )


class TargetsForm(forms.Form):
    """Chỉ tiêu của đơn vị, hoặc của lĩnh vực mà một người phụ trách."""

    person = forms.ChoiceField(label="Của ai", required=False)
    all = forms.IntegerField(label="Được giao", min_value=1, max_value=MOST_TARGETS)
    completed = forms.IntegerField(label="Hoàn thành", min_value=0, max_value=MOST_TARGETS)
    on_time = forms.IntegerField(
        label="Đúng tiến độ, bảo đảm chất lượng", min_value=0, max_value=MOST_TARGETS
    )
    exceeded = forms.IntegerField(label="Vượt mức", min_value=0, max_value=MOST_TARGETS)

    def __init__(self, *args, leaders: list[tuple[int, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        whole = ("", "Cả đơn vị (người không có chỉ tiêu riêng)")
        self.fields["person"].choices = [whole, *((str(pk), f"Riêng {name}") for pk, name in leaders)]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "person",
            Row(
                Column("all", css_class="col-md-3"),
                Column("completed", css_class="col-md-3"),
                Column("on_time", css_class="col-md-3"),
                Column("exceeded", css_class="col-md-3"),
            ),
        )
