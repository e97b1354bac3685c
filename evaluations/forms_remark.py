"""The form of what is said of one person before the rating."""

import json
from collections.abc import Collection

from crispy_forms.helper import FormHelper
from django import forms

from evaluations.forms_watched import plain, read
from evaluations.models import Evaluation
from evaluations.remark import LABELS, WORDS, asked_of


class RemarksForm(forms.Form):
    """One text for each who speaks; what isn't said stays empty.

    Two may write at the same time: only what the writer changed is taken, and where another changed the same
    text meanwhile it is said. ``cleaned_data`` has the changed texts.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, evaluation: Evaluation, names: Collection[str] = WORDS, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        proposal = getattr(evaluation, "proposal", None)
        for name in (one for one in asked_of(evaluation) if one in names):
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                required=False,
                initial=getattr(proposal, name, ""),
                widget=forms.Textarea({"rows": 3}),
            )
        self.now = {name: plain(field.initial) for name, field in self.fields.items() if name != "seen"}
        self.fields["seen"].initial = json.dumps(self.now, ensure_ascii=False)
        self.helper = FormHelper()
        self.helper.form_tag = False

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[name] for name in self.now]

    def clean(self) -> dict[str, str]:
        typed = super().clean()
        seen = read(typed.pop("seen", ""))
        for name, now in self.now.items():
            text, before = plain(typed.get(name, "")), seen.get(name, now)
            if text == before:
                typed.pop(name, None)
            elif now not in (before, text):
                self.add_error(name, f"Người khác vừa ghi: “{now}”. Gộp vào rồi ghi lại.")
        if self.errors:
            self.data = self.data.copy()
            self.data["seen"] = self.fields["seen"].initial
        return typed
