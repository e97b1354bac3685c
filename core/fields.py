"""Form fields that every room uses."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from core.days import parse_day
from core.errors import DomainError


class DayField(forms.CharField):
    """A day as it is typed (``1/9/22``), or None."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"inputmode": "numeric", "placeholder": "30/06/2022", "autocomplete": "off"}

    def clean(self, value) -> date | None:
        text = super().clean(value)
        try:
            return parse_day(text) if text else None
        except DomainError as error:
            raise ValidationError(error.sentence, code=error.code) from None
