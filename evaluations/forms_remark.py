"""The form of what is said of one person before the rating."""

from collections.abc import Collection

from crispy_forms.helper import FormHelper
from django import forms

from evaluations.models import Evaluation
from evaluations.remark import LABELS, WORDS, asked_of


class RemarksForm(forms.Form):
    """One text for each who speaks; what isn't said stays empty."""

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
        self.helper = FormHelper()
        self.helper.form_tag = False
