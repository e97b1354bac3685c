"""The form of who judges a month's score: words, and what had an objective cause."""

from collections.abc import Iterable
from typing import Any

from django import forms

from evaluations.forms_watched import WatchedForm
from evaluations.models import PeriodScore
from evaluations.scores.forms import SMALL, WHOLE, LeadingForm, PartsForm
from work.models import WorkItem

CAUSE, FAULTS, DELAYS, WHY = "khach-quan-", "sai", "cham", "ly-do"


class JudgingForm(WatchedForm):
    """What who monitors says in words, and which faults and delays had an objective cause; ``items`` are the
    lines whose causes the reader may confirm. Beside it stand the points given and what is said of leading.
    """

    remarks = forms.CharField(
        label="Ý kiến nhận xét của người theo dõi, đánh giá",
        required=False,
        widget=forms.Textarea({"rows": 3, "class": "form-control"}),
    )

    def __init__(self, *args, score: PeriodScore, items: Iterable[WorkItem] = (), **kwargs) -> None:
        points, leading = PartsForm(score=score, given=score.parts), LeadingForm(score=score)
        besides = {"điểm xác nhận": _all_of(points), "kết quả lãnh đạo, quản lý": _all_of(leading)}
        super().__init__(*args, besides=besides, initial={"remarks": score.remarks}, **kwargs)
        self.items = [item for item in items if item.faults or item.delays]
        for item in self.items:
            for what, label, most, now in (
                (FAULTS, "Sai sót", item.faults, item.objective_faults),
                (DELAYS, "Chậm", item.delays, item.objective_delays),
            ):
                if most:
                    self.fields[f"{CAUSE}{item.pk}-{what}"] = _events(item, label, now)
            self.fields[f"{CAUSE}{item.pk}-{WHY}"] = forms.CharField(
                label=f"Nguyên nhân, {item.name}", required=False, max_length=300,
                initial=item.objective_cause, widget=forms.TextInput(SMALL),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for item in self.items:
            faults, delays, cause = self._said_of(item)
            for what, n, most in ((FAULTS, faults, item.faults), (DELAYS, delays, item.delays)):
                if n > most:
                    said = f"“{item.name}” chỉ có {item.faults} lần sai sót lớn và {item.delays} lần chậm."
                    self.add_error(f"{CAUSE}{item.pk}-{what}", said)
            if (faults or delays) and not cause:
                self.add_error(f"{CAUSE}{item.pk}-{WHY}", "Ghi nguyên nhân khách quan.")
        return cleaned

    @property
    def causes(self) -> Iterable[tuple[WorkItem, int, int, str]]:
        """(line, faults, delays, cause) of each line about which something new is said."""
        for item in self.items:
            said = self._said_of(item)
            stands = (item.objective_faults, item.objective_delays, item.objective_cause)
            if f"{CAUSE}{item.pk}-{WHY}" in self.data and said != stands:
                yield item, *said

    def fields_of(self, pk: int | None) -> list[tuple[str, forms.BoundField]]:
        """(short label, field) of the line's events and their cause."""
        names = ((FAULTS, "Sai sót"), (DELAYS, "Chậm"), (WHY, "Nguyên nhân"))
        return [
            (label, self[f"{CAUSE}{pk}-{what}"])
            for what, label in names
            if f"{CAUSE}{pk}-{what}" in self.fields
        ]

    def _said_of(self, item: WorkItem) -> tuple[int, int, str]:
        faults, delays = (self.cleaned_data.get(f"{CAUSE}{item.pk}-{what}") or 0 for what in (FAULTS, DELAYS))
        return faults, delays, self.cleaned_data.get(f"{CAUSE}{item.pk}-{WHY}") or ""


def _events(item: WorkItem, label: str, now: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=f"{label} do khách quan, {item.name}",
        required=False, min_value=0, max_value=999, localize=True, initial=now, error_messages=WHOLE,
        widget=forms.TextInput(SMALL | {"inputmode": "numeric"}),
    )  # fmt: skip


def _all_of(form: forms.Form) -> str:
    """What stands in a form, in one line; fields without anything are left out."""
    found = []
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        if value:
            words = dict(field.choices).get(value, value) if hasattr(field, "choices") else value
            found.append(f"{field.label.removeprefix('Điểm tiêu chí ').partition(',')[0]}: {words}")
    return "; ".join(found)
