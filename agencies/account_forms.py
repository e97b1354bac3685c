"""The forms of accounts and of the roles given to them."""

from datetime import date, timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.urls import reverse_lazy

from agencies.enums import Role
from agencies.models import Grant
from agencies.queries import UnitPeriodQuerySet
from agencies.unit_filters import UnitField
from core.fields import DayField


class NewAccountForm(forms.Form):
    full_name = forms.CharField(
        label="Họ và tên",
        max_length=150,
        help_text="Viết như trong hồ sơ, để gắn được với hồ sơ của người đó.",
    )
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=30,
        help_text="Chữ thường không dấu, chữ số, dấu chấm hoặc gạch; ví dụ nguyen.van.an.",
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )


class GrantForm(forms.Form):
    """Whole province when the unit is left empty."""

    role = forms.ChoiceField(
        label="Vai trò", choices=[("", "Chọn vai trò"), *Grant._meta.get_field("role").choices]
    )
    unit = UnitField(
        label="Đơn vị",
        required=False,
        help_text="Gõ mã hoặc tên. Có hiệu lực ở đơn vị đó và mọi đơn vị cấp dưới; để trống là toàn tỉnh.",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "list": "goi-y-don-vi",
                "hx-get": reverse_lazy("agencies:suggest"),
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#goi-y-don-vi",
            }
        ),
    )
    first = DayField(label="Từ ngày")
    last = DayField(label="Đến hết ngày", required=False, help_text="Để trống nếu chưa định ngày kết thúc.")
    reason = forms.CharField(
        label="Căn cứ", max_length=200, help_text="Ví dụ: Quyết định số 12/QĐ-SNV ngày 05/01/2022."
    )

    def __init__(self, *args, units: UnitPeriodQuerySet, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].initial = f"{today:%d/%m/%Y}"
        self.fields["unit"].among(units, on=today)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("role", css_class="col-md-6"), Column("unit", css_class="col-md-6")),
            Row(Column("first", css_class="col-md-6"), Column("last", css_class="col-md-6")),
            "reason",
        )


class EndGrantForm(forms.Form):
    """The role ends at once, or after today."""

    NOW, TOMORROW = "now", "tomorrow"

    when = forms.ChoiceField(
        label="Kết thúc",
        choices=[(NOW, "Ngay bây giờ"), (TOMORROW, "Hết ngày hôm nay")],
        initial=NOW,
        widget=forms.RadioSelect,
    )

    def ends_on(self, today: date) -> date:
        """The first day on which the role no longer holds."""
        return today + timedelta(days=1) if self.cleaned_data["when"] == self.TOMORROW else today


ROLE_CHOICES = [choice for choice in Role.choices if choice[0] != Role.STAFF]
