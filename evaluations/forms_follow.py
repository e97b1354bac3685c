"""The filters of what follows from ratings, and the forms that bring a case to its decision."""

from datetime import date

import django_filters
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.tree import below
from agencies.unit_filters import UnitFilter, UnitInput
from core.fields import DayField
from core.filtering import QuickFilterSet
from core.widgets import PlainSelect
from evaluations.enums import FollowFact, FollowState
from evaluations.models import Cycle, FollowUp
from evaluations.open_follow_ups import rule_words


class FollowFilter(QuickFilterSet):
    """Over the cases that the user may see."""

    own_fields = ("don_vi", "nam", "quy_tac")
    don_vi = UnitFilter(label="Đơn vị và cấp dưới", method="by_unit", widget=UnitInput)
    nam = django_filters.ChoiceFilter(
        label="Năm", field_name="year", empty_label="Tất cả", widget=PlainSelect
    )
    quy_tac = django_filters.ChoiceFilter(
        label="Việc", field_name="rule", empty_label="Tất cả", widget=PlainSelect
    )
    trang_thai = django_filters.ChoiceFilter(
        label="Trạng thái", field_name="state", choices=FollowState.choices, empty_label="Tất cả",
        widget=PlainSelect,
    )  # fmt: skip

    class Meta:
        model = FollowUp
        fields: list[str] = []

    def __init__(self, data, queryset, *, user, on: date) -> None:
        super().__init__(data, queryset)
        self.on = on
        units = UnitPeriod.objects.visible_to(user, on=on, right=Right.SEE_FOLLOW_UPS)
        self.form.fields["don_vi"].among(units, on=on)
        years = queryset.order_by("-year").values_list("year", flat=True).distinct()
        self.form.fields["nam"].choices = [(str(year), str(year)) for year in years]
        self.form.fields["quy_tac"].choices = list(rule_words().items())

    def by_unit(self, cases, name: str, unit):
        return cases.filter(unit_id__in=below([unit.unit_id], self.on))


class UsualFilter(QuickFilterSet):
    """The year and the units whose results are counted."""

    own_fields = ("don_vi", "nam")
    nam = django_filters.ChoiceFilter(label="Năm", empty_label="Năm mới nhất", widget=PlainSelect)
    don_vi = UnitFilter(label="Đơn vị và cấp dưới", widget=UnitInput)

    class Meta:
        model = Cycle
        fields: list[str] = []

    def __init__(self, data, queryset, *, user, years: list[int], on: date) -> None:
        super().__init__(data, queryset)
        units = UnitPeriod.objects.visible_to(user, on=on, right=Right.SEE_FOLLOW_UPS)
        self.form.fields["don_vi"].among(units, on=on)
        self.form.fields["nam"].choices = [(str(year), str(year)) for year in years]


class _Form(forms.Form):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class AssignForm(_Form):
    """Who follows the case."""

    to = forms.ModelChoiceField(label="Người theo dõi", queryset=None, empty_label="Chọn người")

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people
        self.fields["to"].label_from_instance = lambda user: f"{user.full_name} ({user.username})"


class SettleForm(_Form):
    """What was decided, on which paper."""

    number = forms.CharField(label="Số văn bản", max_length=60)
    decided_on = DayField(label="Ngày văn bản")
    outcome = forms.CharField(label="Đã quyết định", widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Row(Column("number", css_class="col-md-6"), Column("decided_on", css_class="col-md-6")), "outcome"
        )


class BecauseForm(_Form):
    """Why nothing is done, or why it is considered again."""

    reason = forms.CharField(label="Lý do", widget=forms.Textarea({"rows": 3}))


class FactsForm(_Form):
    """What no record holds, each with its ground; an empty ground says that nothing is known."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for code, words in FollowFact.choices:
            self.fields[code] = forms.CharField(
                label=words, max_length=300, required=False, help_text="Ghi căn cứ; để trống nếu không có."
            )

    def facts(self) -> dict[str, str]:
        return {name: ground.strip() for name, ground in self.cleaned_data.items() if ground.strip()}
