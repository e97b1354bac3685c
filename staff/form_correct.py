"""The form for correcting what is not dated."""

from collections.abc import Iterable
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from accounts.models import User
from core.fields import DayField
from staff.correct import Identity, correct
from staff.enums import Precision, Sex
from staff.models import EthnicGroup, Person, Religion, citizen_number_validator
from staff.record import Record

_ROWS = (
    ("full_name", "citizen_number"),
    ("born_on", "born_precision"),
    ("sex", "home_place"),
    ("ethnicity", "religion"),
    ("is_party_member", "party_on"),
    ("recruited_on", "reason"),
)
_PARTY = [("", "Chưa rõ"), ("co", "Là đảng viên"), ("khong", "Không là đảng viên")]
_MEMBER = {"co": True, "khong": False, "": None}


class CorrectForm(forms.Form):
    """Đính chính: every field as it stands, with the reason of the correction."""

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    citizen_number = forms.CharField(
        label="Số định danh cá nhân",
        validators=[citizen_number_validator],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    born_on = DayField(label="Ngày sinh", required=False)
    born_precision = forms.ChoiceField(
        label="Ngày sinh biết đến đâu",
        choices=Precision.choices,
        help_text="Chỉ biết năm thì ghi ngày 01/01 của năm đó và chọn “chỉ năm”.",
    )
    sex = forms.ChoiceField(label="Giới tính", choices=[("", "Chưa rõ"), *Sex.choices], required=False)
    home_place = forms.CharField(label="Quê quán", max_length=200, required=False)
    ethnicity = forms.ModelChoiceField(
        EthnicGroup.objects.all(), label="Dân tộc", required=False, empty_label="Chưa rõ"
    )
    religion = forms.ModelChoiceField(
        Religion.objects.all(), label="Tôn giáo", required=False, empty_label="Chưa rõ"
    )
    is_party_member = forms.ChoiceField(label="Đảng viên", choices=_PARTY, required=False)
    party_on = DayField(label="Ngày vào Đảng", required=False)
    recruited_on = DayField(label="Ngày tuyển dụng", required=False)
    reason = forms.CharField(
        label="Lý do đính chính",
        max_length=300,
        help_text="Ví dụ: theo giấy khai sinh, theo căn cước công dân.",
    )
    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, record: Record, user: User, today: date, initial=None) -> None:
        super().__init__(data, initial=_values(record.person) | (initial or {}))
        self.record, self.person, self.user = record, record.person, user
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            *(Row(*(Column(name, css_class="col-md-6") for name in names)) for names in _ROWS), "version"
        )

    @property
    def identity(self) -> Identity:
        given = self.cleaned_data
        return Identity(
            citizen_number=given["citizen_number"],
            full_name=given["full_name"],
            sex=Sex(given["sex"]) if given["sex"] else None,
            born_on=given["born_on"],
            born_precision=Precision(given["born_precision"]),
            ethnicity_id=given["ethnicity"].pk if given["ethnicity"] else None,
            religion_id=given["religion"].pk if given["religion"] else None,
            home_place=given["home_place"],
            is_party_member=_MEMBER[given["is_party_member"]],
            party_on=given["party_on"],
            recruited_on=given["recruited_on"],
        )

    def effect(self) -> str:
        return f"Đính chính hồ sơ của {self.person}. Số liệu của những ngày đã qua có thể đổi theo."

    def differences(self) -> list[tuple[str, str | None, str | None]]:
        """Each field that is changed, old and new as a form shows them."""
        old = CorrectForm(record=self.record, user=self.user, today=self.record.day)
        rows = []
        for name in self.fields:
            if name in ("reason", "version"):
                continue
            before, after = _shown(old[name]), _shown(self[name])
            if before != after:
                rows.append((str(self[name].label), before, after))
        return rows

    def warnings(self) -> Iterable[str]:
        return ()

    def apply(self) -> object:
        return correct(
            person=self.person, identity=self.identity, reason=self.cleaned_data["reason"], by=self.user
        )


def _values(person: Person) -> dict:
    member = {True: "co", False: "khong", None: ""}[person.is_party_member]
    days = {name: getattr(person, name) for name in ("born_on", "party_on", "recruited_on")}
    return {
        "full_name": person.full_name,
        "citizen_number": person.citizen_number,
        "born_precision": person.born_precision,
        "sex": person.sex or "",
        "home_place": person.home_place,
        "ethnicity": person.ethnicity_id or "",
        "religion": person.religion_id or "",
        "is_party_member": member,
        **{name: f"{day:%d/%m/%Y}" if day else "" for name, day in days.items()},
    }


def _shown(bound: forms.BoundField) -> str | None:
    """A field's value in the words of the form."""
    value = bound.value()
    choices = getattr(bound.field, "choices", None)
    if choices is not None:
        return {str(key): str(label) for key, label in choices}.get(str(value or ""))
    return str(value) if value else None
