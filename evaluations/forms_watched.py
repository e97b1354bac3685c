"""Forms that two may write at the same time: the second is told what the first wrote, and nothing is lost."""

import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms

SEEN = "seen"


class WatchedForm(forms.Form):
    """Keeps in the page what stood when it was opened. Where another has written something else meanwhile the
    form is refused once, with the other's words; what was typed stays on the page."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, besides: Mapping[str, str] | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.besides = besides or {}

    @property
    def now(self) -> dict[str, str]:
        """{label: what stands}, of the fields and of what else the page writes."""
        fields = {name: field for name, field in self.fields.items() if name != SEEN}
        stands = {
            str(field.label): shown(field, super(WatchedForm, self).get_initial_for_field(field, name))
            for name, field in fields.items()
        }
        return stands | dict(self.besides)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if field_name == SEEN:
            return json.dumps(self.now, ensure_ascii=False)
        return super().get_initial_for_field(field, field_name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        seen, now = read(cleaned.pop(SEEN, "")), self.now
        typed = {
            str(field.label): shown(field, cleaned.get(name))
            for name, field in self.fields.items()
            if name != SEEN
        }
        others = [
            f"{label}: “{text}”"
            for label, text in now.items()
            if seen.get(label, text) != text and typed.get(label) != text
        ]
        if others:
            self.add_error(
                None, f"Người khác vừa ghi {'; '.join(others)}. Lần này chưa ghi: gộp vào rồi bấm lại."
            )
        if self.errors:
            data = self.data.copy()
            data[SEEN] = json.dumps(now, ensure_ascii=False)
            self.data = data
        return cleaned


def shown(field: forms.Field, value: Any) -> str:
    """A value as its reader knows it."""
    if isinstance(field, forms.MultipleChoiceField):
        words = dict(field.choices)  # type: ignore[arg-type]
        return ", ".join(str(words.get(code, code)) for code in value or ())
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date | time):
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else f"{value:%H:%M}"
    return plain("" if value is None else str(value))


def plain(text: str) -> str:
    return (text or "").replace("\r\n", "\n").strip()


def read(text: str) -> dict[str, str]:
    """What the writer had before them; nothing where it can't be read, and then what stands now."""
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
