"""Forms of deadlines: for a whole cycle, and with its own days for one organisation."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from core.fields import DayField
from evaluations.progress import RECORDED

WITHIN = ("send_within", "confirm_within")
MOST_DAYS = 60
NO_LAW = "Nghị định không nêu hạn này: đơn vị tự đặt; để trống thì không có hạn, không nhắc."
OWN = ("starts_on", "ends_on", "rated_on", "special_decision", "reason")


class CycleDeadlinesForm(forms.Form):
    """One deadline a step; empty: until the rating day."""

    first: tuple[Any, ...] = ()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for step in RECORDED:
            self.fields[step.value] = DayField(label=step.label, required=False)
        pairs = [RECORDED[at : at + 2] for at in range(0, len(RECORDED), 2)]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            *self.first,
            *(Row(*(Column(step.value, css_class="col-md-6") for step in pair)) for pair in pairs),
        )

    @property
    def deadlines(self) -> dict[str, date | None]:
        return {step: self.cleaned_data[step.value] for step in RECORDED}


class CycleDaysForm(CycleDeadlinesForm):
    """With the days after a month or quarter until its sheets are due, which no decree names."""

    send_within = forms.IntegerField(
        label="Gửi phiếu theo dõi trong", required=False, min_value=0, max_value=MOST_DAYS,
        help_text=f"Số ngày sau khi hết tháng, quý. {NO_LAW}",
    )  # fmt: skip
    confirm_within = forms.IntegerField(
        label="Xác nhận điểm trong", required=False, min_value=0, max_value=MOST_DAYS,
        help_text=f"Số ngày sau khi hết tháng, quý. {NO_LAW}",
    )  # fmt: skip

    first = (
        Row(Column("send_within", css_class="col-md-6"), Column("confirm_within", css_class="col-md-6")),
    )

    @property
    def within(self) -> dict[str, int | None]:
        return {name: self.cleaned_data[name] for name in WITHIN}


class OrganisationDaysForm(CycleDeadlinesForm):
    """The period and the rating day of one organisation, with the grounds for missing the law's window."""

    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến ngày")
    rated_on = DayField(label="Ngày xếp loại")
    special_decision = forms.CharField(
        label="Văn bản của cấp trên", max_length=60, required=False,
        help_text="Số văn bản cho phép xếp loại muộn, nếu có.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Lý do", max_length=300, required=False,
        help_text="Cần khi ngày xếp loại ra ngoài khoảng của quy định.",
    )  # fmt: skip

    first = (
        Row(Column("starts_on", css_class="col-md-6"), Column("ends_on", css_class="col-md-6")),
        Row(Column("rated_on", css_class="col-md-6"), Column("special_decision", css_class="col-md-6")),
        "reason",
    )

    @property
    def days(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in OWN}
