"""The forms of an organisation's own evaluation: what it writes, and what who recognises checks."""

from decimal import Decimal

from django import forms

from core.fields import NumberField
from evaluations.enums import RatingLevel
from evaluations.models import OrganisationReport
from evaluations.organisation_enums import Shortcomings
from evaluations.organisation_page import PointsLine
from evaluations.organisation_report import NUMBERS, WORDS

POINTS = "diem-"
# A number, the one that it can't be more than, and how that one is called.
WITHIN = (
    ("tasks_done", "tasks_all", "số được giao"),
    ("tasks_on_time", "tasks_done", "số hoàn thành"),
    ("tasks_beyond", "tasks_done", "số hoàn thành"),
    ("tasks_late", "tasks_all", "số được giao"),
    ("plan_done", "plan_all", "số theo kế hoạch"),
)
MOST_TASKS = 100_000


class PointsField(NumberField):
    """Points of one criterion, up to its most."""

    def __init__(self, line: PointsLine, **options) -> None:
        super().__init__(
            label=f"{line.code}. {line.title}" if line.group else line.title,
            required=False, min_value=0, max_value=line.most, max_digits=5, decimal_places=2, **options,
        )  # fmt: skip
        self.line = line
        self.widget.attrs |= {"class": "form-control form-control-sm", "aria-label": self.label}


def add_points(form: forms.Form, lines: list[PointsLine]) -> None:
    for line in lines:
        form.fields[f"{POINTS}{line.code}"] = PointsField(line)


def points_of(form: forms.Form) -> dict[str, Decimal | None]:
    """The points that are right, by code."""
    return {
        name.removeprefix(POINTS): value
        for name, value in form.cleaned_data.items()
        if name.startswith(POINTS)
    }


class ReportForm(forms.Form):
    """Tự đánh giá của tổ chức."""

    level = forms.ChoiceField(
        label="Đề xuất mức xếp loại", required=False, choices=RatingLevel, widget=forms.RadioSelect
    )
    shortcomings = forms.ChoiceField(
        label="Hạn chế, khuyết điểm được chỉ ra từ kỳ trước hoặc từ kết luận thanh tra, kiểm tra",
        required=False, choices=Shortcomings, widget=forms.RadioSelect,
    )  # fmt: skip
    shortcomings_text = forms.CharField(
        label="Hạn chế nào, đã khắc phục thế nào", required=False, widget=forms.Textarea({"rows": 3})
    )
    majeure_text = forms.CharField(
        label="Lý do bất khả kháng, nếu không hoàn thành kế hoạch năm", required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    summary = forms.CharField(
        label="Kết quả nổi bật; tồn tại, hạn chế trong năm",
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, *args, lines: list[PointsLine], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in NUMBERS:
            label = str(OrganisationReport._meta.get_field(name).verbose_name)
            self.fields[name] = forms.IntegerField(
                label=label[0].upper() + label[1:], required=False, min_value=0, max_value=MOST_TASKS
            )
            self.fields[name].widget.attrs |= {"inputmode": "numeric"}
        add_points(self, lines)

    @property
    def number_fields(self):
        return [self[name] for name in NUMBERS]

    @property
    def points_fields(self):
        return [self[name] for name in self.fields if name.startswith(POINTS)]

    @property
    def said(self) -> dict:
        """What is right of the form, without the points."""
        return {name: self.cleaned_data[name] for name in (*NUMBERS, *WORDS) if name in self.cleaned_data}

    def clean(self) -> dict:
        cleaned = super().clean()
        for part, whole, words in WITHIN:
            known = cleaned.get(part) is not None and cleaned.get(whole) is not None
            if known and cleaned[part] > cleaned[whole]:
                self.add_error(part, f"Không thể nhiều hơn {words}.")
        return cleaned


class CheckForm(forms.Form):
    """Chấm điểm of who recognises: an empty box leaves the organisation's own points."""

    majeure_accepted = forms.BooleanField(label="Chấp nhận lý do bất khả kháng", required=False)
    majeure_reason = forms.CharField(
        label="Căn cứ chấp nhận", required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args, lines: list[PointsLine], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        add_points(self, lines)

    @property
    def points_fields(self):
        return [self[name] for name in self.fields if name.startswith(POINTS)]
