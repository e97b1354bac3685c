"""The filters of the list of units; each lives in the page's address."""

from datetime import date

import django_filters
from django import forms
from django.core.validators import RegexValidator
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agencies import tree
from agencies.enums import UnitType
from agencies.models import UnitPeriod
from core.names import search_key
from core.widgets import PlainInput, PlainSelect

# A unit's code has up to eight digits; a longer number may be one of identity, which no address may hold.
FEW_DIGITS = r"^(\D*\d){0,8}\D*$"
MANY_DIGITS = "Mã đơn vị có nhiều nhất tám chữ số; số định danh cá nhân không được gõ vào ô này."
few_digits = RegexValidator(FEW_DIGITS, MANY_DIGITS)
NO_SUCH_UNIT = "Ngày {day:%d/%m/%Y} không có đơn vị nào mang mã hay tên “{text}” trong phạm vi của bạn."
SEVERAL_UNITS = "Có {count} đơn vị tên “{text}”. Hãy chọn theo mã trong danh sách gợi ý."


class ChosenUnit(tree.Place):
    """A unit that was chosen; its words are its name."""

    def __str__(self) -> str:
        return self.name


class UnitField(forms.CharField):
    """A unit by its code or its name without accents, among those that ``units`` holds as of ``on``.

    What is typed goes into addresses, of suggestions and lists: the browser keeps long numbers back.
    """

    default_validators = [few_digits]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.units = UnitPeriod.objects.none()
        self.on: date | None = None

    def widget_attrs(self, widget) -> dict:
        kept_back = {"pattern": FEW_DIGITS, "title": MANY_DIGITS, "hx-validate": "true"}
        return super().widget_attrs(widget) | kept_back

    def among(self, units, *, on: date) -> None:
        """Take the periods from which the unit is chosen."""
        self.units, self.on = units.as_of(on), on

    def clean(self, value) -> ChosenUnit | None:
        text = super().clean(value)
        if not text:
            return None
        found = list(self._matching(self.units.filter(code__iexact=text)))
        found = found or list(self._matching(self.units.filter(search_key=search_key(text))))
        if not found:
            raise forms.ValidationError(NO_SUCH_UNIT.format(day=self.on, text=text), code="no_such_unit")
        if len(found) > 1:
            raise forms.ValidationError(
                SEVERAL_UNITS.format(count=len(found), text=text), code="several_units"
            )
        return ChosenUnit(*found[0])

    @staticmethod
    def _matching(periods):
        return periods.values_list("unit_id", "code", "name", "type").order_by("sort_key", "unit_id")[:20]


class UnitInput(PlainInput):
    """Types ahead: the options come from ``agencies:suggest``; without script a code is typed."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        options = f"goi-y-{name}"
        asks = {
            "list": options,
            "autocomplete": "off",
            "placeholder": "Tên hoặc mã",
            "hx-get": reverse("agencies:suggest"),
            "hx-trigger": "input changed delay:200ms, focus once",
            "hx-target": f"#{options}",
            "hx-swap": "innerHTML",
        }
        box = super().render(name, value, (attrs or {}) | asks, renderer)
        return format_html('{}<datalist id="{}"></datalist>', box, options)


class LargeUnitInput(UnitInput):
    """For forms that are filled in, not for bars of filters."""

    size = ""


class UnitFilter(django_filters.Filter):
    field_class = UnitField


class UnitListFilter(django_filters.FilterSet):
    """Over the periods of a day."""

    q = django_filters.CharFilter(
        label="Tên hoặc mã",
        method="by_words",
        widget=PlainInput(attrs={"pattern": FEW_DIGITS, "title": MANY_DIGITS}),
        validators=[few_digits],
    )
    loai = django_filters.ChoiceFilter(
        label="Loại", choices=UnitType.choices, field_name="type", empty_label="Tất cả", widget=PlainSelect
    )
    thuoc = UnitFilter(label="Thuộc đơn vị", method="below_unit", widget=UnitInput)

    class Meta:
        model = UnitPeriod
        fields: list[str] = []

    def __init__(self, data, queryset, *, on: date) -> None:
        super().__init__(data, queryset)
        self.on = on
        self.form.fields["thuoc"].among(queryset, on=on)

    def by_words(self, units, name, text: str):
        """Every word stands in the name (accents don't count), or the text begins the code."""
        return named_like(units, text)

    def below_unit(self, units, name, unit: ChosenUnit):
        return units.filter(unit_id__in=tree.below([unit.unit_id], self.on) - {unit.unit_id})


def named_like(units, text: str):
    """Periods whose name holds every word of the text without accents, or whose code begins with it."""
    words = Q()
    for word in search_key(text).split():
        words &= Q(search_key__contains=word)
    return units.filter(words | Q(code__istartswith=text.strip()))
