"""The forms of who recognises organisations: the decision, a raised share, a result cancelled."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from agencies.enums import UnitType
from agencies.models import UnitPeriod
from core.fields import DayField, NumberField
from evaluations.enums import RatingLevel
from evaluations.forms_sheet import DecisionForm
from evaluations.recognise import Told

MOST_OTHERS = 20


class NoticeFields(forms.Form):
    """Cơ quan liên quan nhận thông báo: agencies of the province, and others by name."""

    related = forms.MultipleChoiceField(
        label="Thông báo đến cơ quan liên quan", required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label="Nơi nhận khác", required=False, widget=forms.Textarea({"rows": 2}),
        help_text="Mỗi dòng một nơi, ví dụ: Ban Tổ chức Tỉnh ủy.",
    )  # fmt: skip

    def offer(self, on: date) -> None:
        agencies = UnitPeriod.objects.as_of(on).filter(type=UnitType.AGENCY)
        provinces = UnitPeriod.objects.as_of(on).filter(type=UnitType.PROVINCE).values("unit")
        agencies = agencies.filter(parent__in=provinces).values_list("unit_id", "name")
        self.fields["related"].choices = [(str(pk), name) for pk, name in agencies]

    def clean_others(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if len(lines) > MOST_OTHERS or any(len(line) > 250 for line in lines):
            raise forms.ValidationError("Ghi nhiều nhất 20 nơi, mỗi dòng nhiều nhất 250 ký tự.")
        return lines

    def clean(self) -> dict:
        cleaned = super().clean()
        if "others" in cleaned and not cleaned.get("related") and not cleaned["others"]:
            self.add_error("related", "Chọn ít nhất một cơ quan liên quan nhận thông báo.")
        return cleaned

    @property
    def told(self) -> list[Told]:
        names = dict(self.fields["related"].choices)
        chosen = [Told(names[pk], int(pk)) for pk in self.cleaned_data["related"]]
        return [*chosen, *(Told(name) for name in self.cleaned_data["others"])]


class RecognitionForm(NoticeFields, DecisionForm):
    """Số, ngày quyết định và nơi nhận thông báo; holds only for what the signer had before their eyes."""

    field_order = ["number", "decided_on", "related", "others"]

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offer(on)
        self.helper.layout.fields += ["related", "others"]


class CancelForm(NoticeFields):
    """Hủy kết quả, xếp loại lại: why, and the new level by a new decision."""

    cancel_reason = forms.CharField(
        label="Căn cứ hủy kết quả trước", widget=forms.Textarea({"rows": 4}),
        help_text="Khuyết điểm phát hiện, quy định về mức không bảo đảm, hoặc chỗ thiếu trung thực.",
    )  # fmt: skip
    level = forms.ChoiceField(label="Mức mới", choices=RatingLevel)
    reason = forms.CharField(
        label="Lý do của mức mới", required=False, widget=forms.Textarea({"rows": 2}),
        help_text="Bắt buộc khi khác mức theo quy định, hoặc luật không nêu mức.",
    )  # fmt: skip
    number = forms.CharField(label="Số quyết định mới", max_length=60)
    decided_on = DayField(label="Ngày quyết định")

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offer(on)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "cancel_reason",
            Row(
                Column("level", css_class="col-md-4"),
                Column("number", css_class="col-md-4"),
                Column("decided_on", css_class="col-md-4"),
            ),
            "reason", "related", "others",
        )  # fmt: skip


class ShareForm(forms.Form):
    """Quyết định tỷ lệ cao hơn do tổ chức có thành tích xuất sắc, nổi trội."""

    law = forms.ChoiceField(label="Theo quy định")
    share = NumberField(label="Tỷ lệ (%)", min_value=0, max_digits=5, decimal_places=2)
    number = forms.CharField(label="Số quyết định", max_length=60)
    decided_on = DayField(label="Ngày quyết định")
    reason = forms.CharField(label="Thành tích xuất sắc, nổi trội", widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args, laws: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["law"].choices = laws
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("law", css_class="col-md-6"), Column("share", css_class="col-md-6")),
            Row(Column("number", css_class="col-md-6"), Column("decided_on", css_class="col-md-6")),
            "reason",
        )
