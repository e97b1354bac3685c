"""The form of a step that is written down for a whole organisation."""

from collections.abc import Collection, Sequence
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from core.fields import DayField
from evaluations.enums import Step
from evaluations.forms_watched import SEEN, WatchedForm
from evaluations.law.kinds.documents import ATTENDANTS
from evaluations.meetings import Asked
from evaluations.record_step import EMPTY


class StepForm(WatchedForm):
    """Ngày, số văn bản, nội dung; of a meeting also who was there."""

    held_on = DayField(label="Ngày")
    number = forms.CharField(label="Số văn bản", max_length=60, required=False)
    present = forms.IntegerField(label="Số người dự", min_value=1, required=False)
    invited = forms.IntegerField(label="Số người được mời", min_value=1, required=False)
    attendants = forms.MultipleChoiceField(
        label="Thành phần dự họp",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    wrote = forms.MultipleChoiceField(
        label="Góp ý bằng văn bản thay cho dự họp", widget=forms.CheckboxSelectMultiple, required=False
    )
    is_large = forms.BooleanField(
        label="Cơ quan có quy mô lớn", required=False,
        help_text="Luật không nêu bao nhiêu người; cơ quan tự xác định.",
    )  # fmt: skip
    place = forms.CharField(label="Địa điểm", max_length=250, required=False)
    begins_at = forms.TimeField(
        label="Bắt đầu lúc", required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    ends_at = forms.TimeField(
        label="Kết thúc lúc", required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    chair = forms.CharField(
        label="Chủ trì", max_length=200, required=False, help_text="Họ tên, chức vụ.",
        widget=forms.TextInput({"list": "nguoi-cua-don-vi"}),
    )  # fmt: skip
    secretary = forms.CharField(
        label="Thư ký", max_length=200, required=False, help_text="Họ tên, chức vụ.",
        widget=forms.TextInput({"list": "nguoi-cua-don-vi"}),
    )  # fmt: skip
    absent = forms.CharField(
        label="Vắng mặt, lý do", required=False, widget=forms.Textarea({"rows": 2}),
        help_text="Mỗi người một dòng, ví dụ: Nông Thị An, nghỉ ốm.",
    )  # fmt: skip
    text = forms.CharField(label="Nội dung", required=False, widget=forms.Textarea({"rows": 6}))

    def __init__(self, *args, step: str, today: date, asked: Sequence[Asked] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.is_meeting = step == Step.MEETING
        if step == Step.PARTY_OPINION:
            self.fields["number"].required = True
            self.fields["number"].help_text = "Của văn bản cấp ủy đã ký, ví dụ: 12-NX/CB."
            self.fields["held_on"].label = "Ngày văn bản"
        layout = [Row(Column("held_on", css_class="col-md-6"), Column("number", css_class="col-md-6"))]
        if self.is_meeting:
            half = "col-6 col-md-3"
            layout += [
                Row(
                    Column("begins_at", css_class=half),
                    Column("ends_at", css_class=half),
                    Column("place", css_class="col-md-6"),
                ),
                Row(Column("chair", css_class="col-md-6"), Column("secretary", css_class="col-md-6")),
                Row(Column("present", css_class="col-md-6"), Column("invited", css_class="col-md-6")),
                "absent",
                "attendants",
            ]
            layout += self._ask_for(asked)
        else:
            for name in ("present", "invited", "attendants", "wrote", "is_large", *EMPTY):
                del self.fields[name]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(SEEN, *layout, "text")

    def _ask_for(self, asked: Sequence[Asked]) -> list[str]:
        """Offer those whom the law asks for (all that it knows, where it asks for nobody in particular)."""
        wanted = {one for rule in asked for one in rule.who} or set(ATTENDANTS)
        writers = {one for rule in asked for one in rule.may_write}
        self.fields["attendants"].choices = _words(wanted | set(self.initial.get("attendants", [])))
        self.fields["wrote"].choices = _words(writers | set(self.initial.get("wrote", [])))
        if self.fields["wrote"].choices:
            return ["wrote", "is_large"]
        del self.fields["wrote"], self.fields["is_large"]
        return []

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("held_on") and cleaned["held_on"] > self.today:
            self.add_error("held_on", "Ngày chưa đến thì chưa ghi được.")
        present, invited = cleaned.get("present"), cleaned.get("invited")
        if self.is_meeting and not (present and invited):
            self.add_error("present", "Ghi số người dự và số người được mời.")
        elif present and invited and present > invited:
            self.add_error("present", "Số người dự không thể nhiều hơn số người được mời.")
        begins, ends = cleaned.get("begins_at"), cleaned.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", "Giờ kết thúc phải sau giờ bắt đầu.")
        return cleaned


def _words(codes: Collection[str]) -> list[tuple[str, str]]:
    return [(code, words[0].upper() + words[1:]) for code, words in ATTENDANTS.items() if code in codes]
