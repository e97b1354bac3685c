"""The forms of a month's score: criteria and work by the person, points and leading by who monitors."""

from collections.abc import Iterable
from typing import Any

from django import forms

from core.fields import NumberField
from evaluations.law.errors import FactsError
from evaluations.law.kinds.scores import StepChoice
from evaluations.law.numbers import exact, shown
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import PeriodScore
from evaluations.scores.facts import DERIVED
from evaluations.scores.write import TYPED, parts_of
from work.enums import Counting

POINTS = "diem-"
LEADING = "lanh-dao-"
REASON = "ly-do-"
SMALL = {"class": "form-control form-control-sm"}
FULL, HALF, CHOSE_FULL, CHOSE_HALF = "100", "50", "100-ly-do", "50-ly-do"


class PartsForm(forms.Form):
    """Points of every criterion of the law; what isn't given stays open."""

    def __init__(self, *args, score: PeriodScore, given: dict[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.most = parts_of(score)
        for code, most in self.most.items():
            self.fields[f"{POINTS}{code}"] = forms.CharField(
                label=f"Điểm tiêu chí {code}, tối đa {shown(most)}",
                required=False,
                max_length=8,
                initial=written(given.get(code)),
                widget=forms.TextInput(SMALL | {"inputmode": "decimal", "autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for code, most in self.most.items():
            name = f"{POINTS}{code}"
            text = cleaned.get(name, "").strip()
            if text and not _is_within(text, most):
                self.add_error(name, f"Từ 0 đến {shown(most)} điểm.")
        return cleaned

    @property
    def parts(self) -> dict[str, str]:
        """{code: points} of what is right; what isn't is left out."""
        found = {code: self.cleaned_data.get(f"{POINTS}{code}", "").strip() for code in self.most}
        return {code: text for code, text in found.items() if text}


class WordsForm(forms.Form):
    """Ưu điểm; hạn chế, khuyết điểm."""

    strengths = forms.CharField(label="Ưu điểm", required=False, widget=forms.Textarea({"rows": 3}))
    weaknesses = forms.CharField(
        label="Hạn chế, khuyết điểm", required=False, widget=forms.Textarea({"rows": 3})
    )


LEAST = {"min_value": "Ghi số từ 0 trở lên."}
WHOLE = LEAST | {"invalid": "Ghi một số nguyên, ví dụ 2."}


class ProductRow(forms.Form):
    """One line of work. An empty name leaves the line out."""

    name = forms.CharField(label="Công việc, sản phẩm", required=False, max_length=300)
    coefficient = NumberField(label="Hệ số", required=False, max_digits=8, decimal_places=2)
    assigned = NumberField(
        label="Được giao", required=False, min_value=0, max_digits=8, decimal_places=2, error_messages=LEAST
    )
    done = NumberField(
        label="Hoàn thành", required=False, min_value=0, max_digits=8, decimal_places=2, error_messages=LEAST
    )
    faults = forms.IntegerField(
        label="Lần sai sót lớn",
        required=False,
        min_value=0,
        max_value=999,
        localize=True,
        error_messages=WHOLE,
    )
    delays = forms.IntegerField(
        label="Lần chậm", required=False, min_value=0, max_value=999, localize=True, error_messages=WHOLE
    )
    counting = forms.ChoiceField(label="Cách tính", required=False, choices=Counting.choices)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            css = "form-select form-select-sm" if isinstance(field, forms.ChoiceField) else SMALL["class"]
            field.widget.attrs |= {"class": css, "aria-label": field.label, "autocomplete": "off"}
            if isinstance(field, forms.IntegerField):
                field.widget.attrs |= {"inputmode": "decimal"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("name"):
            return cleaned
        if (cleaned.get("coefficient") or 1) <= 0:
            self.add_error("coefficient", "Lớn hơn 0.")
        is_extra = cleaned.get("counting") in (Counting.TAKEN_OVER, Counting.UNPLANNED)
        if not cleaned.get("assigned") and not is_extra and "assigned" not in self.errors:
            self.add_error("assigned", "Ghi số được giao, lớn hơn 0.")
        return cleaned


MOST_LINES, FREE_LINES = 200, 3
ProductRows = forms.formset_factory(ProductRow, extra=FREE_LINES, max_num=MOST_LINES, validate_max=True)


def rows_of(formset) -> list[dict[str, Any]]:
    """The lines that have a name, with their numbers."""
    return [
        {name: form.cleaned_data.get(name) or EMPTY.get(name, 0) for name in TYPED}
        for form in formset
        if form.cleaned_data.get("name")
    ]


EMPTY: dict[str, Any] = {"coefficient": 1, "counting": ""}


class LeadingForm(forms.Form):
    """What who monitors says of d, đ, e: the law's full or half share, or one of the two with a reason."""

    def __init__(self, *args, score: PeriodScore, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.rules = choices_of(score.law) if score.is_leader else []
        for rule in self.rules:
            said = _said(rule, score.leading)
            self.fields[f"{LEADING}{rule.term}"] = forms.ChoiceField(
                label=f"{rule.term}: {rule.label}",
                required=False,
                choices=_ways(rule),
                initial=said[0],
                widget=forms.Select({"class": "form-select form-select-sm"}),
            )
            self.fields[f"{REASON}{rule.term}"] = forms.CharField(
                label=f"Lý do ({rule.term})",
                required=False,
                max_length=300,
                initial=said[1],
                widget=forms.TextInput(SMALL),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for rule in self.rules:
            way = cleaned.get(f"{LEADING}{rule.term}")
            if way in (CHOSE_FULL, CHOSE_HALF) and not cleaned.get(f"{REASON}{rule.term}"):
                self.add_error(f"{REASON}{rule.term}", "Giữa hai trường hợp luật nêu thì phải ghi lý do.")
        return cleaned

    @property
    def leading(self) -> dict[str, Any]:
        """In the names of the law's facts, without their ``leading.``."""
        found: dict[str, Any] = {}
        for rule in self.rules:
            way = self.cleaned_data.get(f"{LEADING}{rule.term}", "")
            found |= leading_fact(rule, way, self.cleaned_data.get(f"{REASON}{rule.term}", ""))
        return found

    @property
    def pairs(self) -> Iterable[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"{LEADING}{rule.term}"], self[f"{REASON}{rule.term}"]) for rule in self.rules]


def choices_of(law: str) -> list[StepChoice]:
    """The law's shares of two steps, in its order."""
    return [rule for rule in all_rule_sets()[law].rules if isinstance(rule, StepChoice)]


def leading_fact(rule: StepChoice, way: str, reason: str = "") -> dict[str, Any]:
    if way == FULL:
        return {_tail(rule.full): True}
    if way == HALF:
        return {_tail(rule.half): True}
    if way in (CHOSE_FULL, CHOSE_HALF):
        percent = rule.full_percent if way == CHOSE_FULL else rule.half_percent
        return {_tail(rule.chosen): {"percent": str(percent), "reason": reason.strip()}}
    return {}


def written(points: str | None) -> str:
    """Points as an office writes them: 2,5."""
    return shown(exact(points, "points")) if points else ""


def _ways(rule: StepChoice) -> list[tuple[str, str]]:
    full, half = shown(rule.full_percent), shown(rule.half_percent)
    between = [
        (CHOSE_FULL, f"Ở giữa, cho {full} % (nêu lý do)"),
        (CHOSE_HALF, f"Ở giữa, cho {half} % (nêu lý do)"),
    ]
    if _tail(rule.full) in DERIVED:
        return [("", "Theo điểm của người thuộc quyền"), *between]
    return [("", "Chưa chọn"), (FULL, f"{full} %: đạt yêu cầu"), (HALF, f"{half} %: chưa đạt"), *between]


def _said(rule: StepChoice, leading: dict[str, Any]) -> tuple[str, str]:
    if leading.get(_tail(rule.full)):
        return FULL, ""
    if leading.get(_tail(rule.half)):
        return HALF, ""
    if chosen := leading.get(_tail(rule.chosen)):
        is_full = exact(chosen["percent"], "percent") == rule.full_percent
        return (CHOSE_FULL if is_full else CHOSE_HALF), chosen["reason"]
    return "", ""


def _tail(fact: str) -> str:
    return fact.removeprefix("leading.")


def _is_within(text: str, most) -> bool:
    try:
        return 0 <= exact(text, "points") <= most
    except FactsError:
        return False
