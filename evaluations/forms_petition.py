"""The forms of a petition and of its answer."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from core.fields import DayField
from evaluations.enums import RatingLevel
from staff.errors import StaffRefused
from staff.evidence import ACCEPTED, checked

MOST_FILES = 5


class _Files(forms.FileField):
    """Any number of files; ``clean`` gives them as a list."""

    widget = type("_ManyFiles", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data, initial=None) -> list:
        return [super(_Files, self).clean(one, initial) for one in data or ()]


class PetitionForm(forms.Form):
    """What the person asks for and why, with files."""

    text = forms.CharField(label="Nội dung và căn cứ", widget=forms.Textarea({"rows": 8}))
    files = _Files(
        label="Tệp kèm theo",
        required=False,
        help_text=f"Nhiều nhất {MOST_FILES} tệp, mỗi tệp đến 10 MB: {ACCEPTED}.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_files(self) -> list:
        files = self.cleaned_data["files"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Gửi nhiều nhất {MOST_FILES} tệp; gộp bớt thành một tệp PDF.")
        for one in files:
            try:
                checked(one)
            except StaffRefused as refused:
                raise forms.ValidationError(f"{one.name}: {refused.sentence}") from None
        return files


class EnterPetitionForm(PetitionForm):
    """A petition on paper: its words and scan, when it came, why and from what another enters it."""

    received_on = DayField(label="Ngày nhận đơn", help_text="Hạn gửi và hạn trả lời tính theo ngày này.")
    reason = forms.CharField(
        label="Lý do người khác nhập thay", widget=forms.Textarea({"rows": 2}), max_length=2000
    )
    source = forms.CharField(
        label="Nguồn", max_length=300, help_text="Đơn ký ngày nào, nhận bằng cách nào, lưu ở đâu."
    )
    field_order = ("received_on", "source", "reason", "text", "files")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].label = "Bản quét của đơn, tệp kèm theo"
        self.fields["files"].required = True

    def clean_files(self) -> list:
        files = super().clean_files()
        if not files:
            raise forms.ValidationError("Kèm bản quét của đơn.")
        return files


class AnswerScoreForm(forms.Form):
    """Words and a day: whether the score is kept follows from whether a new version stands."""

    text = forms.CharField(label="Nội dung trả lời", widget=forms.Textarea({"rows": 5}))
    on = DayField(label="Ngày trả lời")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


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
