"""The form of a self-evaluation: the criteria of the decree's form, the year's work, the level."""

from django import forms

from core.fields import NumberField
from evaluations.enums import RatingLevel
from evaluations.models import Evaluation
from evaluations.self_evaluate import WORDS, asks_work, criteria_of

ANSWER = "tieu-chi-"
LINES_WAIT = "Bảng công việc có chỗ chưa đúng nên chưa lưu; phần khác đã lưu. Bấm Lưu để xem."


class SelfForm(forms.Form):
    """The level; words, and one text for each criterion, as far as the decree's form asks for them:
    one of scores asks for the level alone."""

    strengths = forms.CharField(label="Ưu điểm", required=False, widget=forms.Textarea({"rows": 3}))
    weaknesses = forms.CharField(
        label="Hạn chế, khuyết điểm", required=False, widget=forms.Textarea({"rows": 3})
    )
    level = forms.ChoiceField(
        label="Tự xếp loại", required=False, choices=RatingLevel, widget=forms.RadioSelect
    )

    def __init__(self, *args, evaluation: Evaluation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria_of(evaluation)
        if not asks_work(evaluation):
            for name in WORDS:
                del self.fields[name]
        for code, title in self.criteria:
            self.fields[f"{ANSWER}{code}"] = forms.CharField(
                label=title, required=False, widget=forms.Textarea({"rows": 3})
            )

    @property
    def answers(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(f"{ANSWER}{code}", "") for code, _ in self.criteria}

    @property
    def criterion_fields(self):
        return [self[f"{ANSWER}{code}"] for code, _ in self.criteria]


class WorkRow(forms.Form):
    """One line of work. An empty name leaves the line out."""

    name = forms.CharField(label="Công việc, sản phẩm", required=False, max_length=300)
    assigned = NumberField(label="Được giao", required=False, min_value=0, max_digits=8)
    done = NumberField(label="Hoàn thành", required=False, min_value=0, max_digits=8)
    on_time = NumberField(label="Đúng hạn, đạt chất lượng", required=False, min_value=0, max_digits=8)
    beyond = NumberField(label="Vượt mức", required=False, min_value=0, max_digits=8)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"class": "form-control form-control-sm", "aria-label": field.label}

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("name"):
            return cleaned
        numbers = {name: cleaned.get(name) or 0 for name in ("assigned", "done", "on_time", "beyond")}
        if not numbers["assigned"]:
            self.add_error("assigned", "Ghi số được giao, lớn hơn 0.")
        if numbers["on_time"] > numbers["done"]:
            self.add_error("on_time", "Không thể nhiều hơn số hoàn thành.")
        if numbers["beyond"] > numbers["done"]:
            self.add_error("beyond", "Không thể nhiều hơn số hoàn thành.")
        return cleaned | numbers


MOST_LINES, FREE_LINES = 200, 3
WorkRows = forms.formset_factory(WorkRow, extra=FREE_LINES, max_num=MOST_LINES, validate_max=True)


def rows_of(formset) -> list[dict]:
    """The lines that have a name, with their numbers."""
    names = ("name", "assigned", "done", "on_time", "beyond")
    return [
        {name: form.cleaned_data.get(name) or 0 for name in names}
        for form in formset
        if form.cleaned_data.get("name")
    ]
