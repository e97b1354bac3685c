"""The form by which a closed organisation opens again."""

from django import forms


class ReopenForm(forms.Form):
    """Lý do mở lại: it stays in the history."""

    reason = forms.CharField(label="Lý do mở lại", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
