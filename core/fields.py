"""Form fields that every room uses."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.days import parse_day, today
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


class SignedDayField(DayField):
    """The day on which a paper was signed: today at the latest."""

    def clean(self, value) -> date | None:
        day = super().clean(value)
        if day and day > today():
            raise ValidationError(f"Ngày {day:%d/%m/%Y} chưa đến. Kiểm tra lại năm.", code="future")
        return day


class NumberField(forms.DecimalField):
    """A number as it is written here, with a comma; what is kept as 20.00 or 2.50 stands as 20 and 2,5."""

    def __init__(self, **options) -> None:
        super().__init__(localize=True, **options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal) or not value.is_finite():
            return value
        return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
