"""The forms of leave, rewards, conclusions and training: what is asked, what it will do, the verb.

``forms_discipline`` has that of discipline. A form without ``fact`` enters a new one, else it mends that one.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from accounts.models import User
from core.days import last_day, since
from core.fields import DayField, SignedDayField
from core.templatetags.vietnamese import period
from staff.enter import enter, mend
from staff.evidence import ACCEPTED, claimable
from staff.models import Person
from staff.record import Record
from staff.service_enums import ConclusionKind, LeaveKind, RewardKind, TrainingKind
from staff.service_models import Conclusion, Evidence, Leave, Reward, ServiceFact, Training
from staff.service_record import decision_words, title_of

FILE_TYPES = ".pdf,.docx,.jpg,.jpeg,.png"


class FactForm(forms.Form):
    """What every fact has: its decision, its file, and a note or the reason of a correction.

    The form of a kind adds ``build(person)``, the fact as it was typed without its file, and
    ``effect_of(fact)``, the sentence on what entering it will do.
    """

    number = forms.CharField(label="Số quyết định", max_length=60)
    decided_on = SignedDayField(label="Ngày quyết định")
    file = forms.FileField(
        label="Tệp minh chứng",
        required=False,
        widget=forms.FileInput(attrs={"accept": FILE_TYPES}),
        help_text=f"{ACCEPTED}; nặng nhất 10 MB.",
    )
    kept = forms.IntegerField(widget=forms.HiddenInput, required=False)
    without_file = forms.BooleanField(label="Bỏ tệp đang có", required=False)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)
    reason = forms.CharField(label="Lý do đính chính", max_length=300)
    version = forms.CharField(widget=forms.HiddenInput)

    model: type[ServiceFact]
    rows: tuple[tuple[str, ...], ...] = ()
    needs_decision = True

    def __init__(
        self,
        data=None,
        *,
        record: Record,
        user: User,
        today: date,
        fact: ServiceFact | None = None,
        initial=None,
    ) -> None:
        first = self.values_of(fact) if fact else {}
        super().__init__(data, initial=first | (initial or {}))
        self.record, self.person, self.user, self.fact, self.today = record, record.person, user, fact, today
        for name in () if self.needs_decision else ("number", "decided_on"):
            self.fields[name].required = False
        del self.fields["note" if fact else "reason"]
        if not (fact and fact.evidence):
            del self.fields["without_file"]
        self.waiting = self._waiting()
        shown = self.waiting or (fact.evidence if fact else None)
        if shown:
            self.fields["file"].help_text = f"Đang có: {shown.name}. Chọn tệp khác thì thay tệp này."
        self.prepare()
        self.helper = FormHelper()
        self.helper.form_tag = False
        last = ("without_file",) if "without_file" in self.fields else ()
        decision = () if ("number", "decided_on") in self.rows else ("number", "decided_on")
        rows = (*self.rows, decision, ("file",), last, ("reason" if fact else "note",))
        self.helper.layout = Layout(*(_row(names) for names in rows if names), "kept", "version")

    @classmethod
    def values_of(cls, fact: ServiceFact) -> dict:
        return {"number": fact.number, "decided_on": _typed(fact.decided_on)}

    def prepare(self) -> None:
        """Offer choices."""

    def asked(self) -> ServiceFact:
        """The fact to be written."""
        made = self.build(self.person)
        made.number, made.decided_on = self.cleaned_data["number"], self.cleaned_data["decided_on"]
        made.evidence = self.waiting
        if self.fact:
            made.pk, made.opened_by_id = self.fact.pk, self.fact.opened_by_id
            made.closed_by_id = self.fact.closed_by_id
            made._state.adding = False
            if not self.waiting and not self.cleaned_data.get("without_file"):
                made.evidence = self.fact.evidence
        return made

    def effect(self) -> str:
        if self.fact:
            return f"Đính chính “{title_of(self.fact)}” trong hồ sơ của {self.person}."
        return self.effect_of(self.asked())

    def differences(self) -> list[tuple[str, str | None, str | None]]:
        """Each field that a correction changes, in the form's words."""
        if not self.fact:
            return []
        rows = []
        for name, field in self.fields.items():
            before = _shown(field, self.initial.get(name))
            after = _shown(field, self[name].value())
            if name in ("reason", "version", "kept", "file", "without_file") or before == after:
                continue
            rows.append((str(field.label), before, after))
        file_before = self.fact.evidence.name if self.fact.evidence else None
        file_after = self.asked().evidence
        if file_before != (file_after.name if file_after else None):
            rows.append(("Tệp minh chứng", file_before, file_after.name if file_after else None))
        return rows

    def warnings(self) -> Iterable[str]:
        return ()

    def apply(self) -> object:
        if self.fact:
            return mend(self.asked(), reason=self.cleaned_data["reason"], by=self.user)
        return enter(self.asked(), by=self.user, note=self.cleaned_data["note"])

    def by_decision(self, fact: ServiceFact) -> str:
        words = decision_words(fact)
        return f", quyết định {words}" if words else ""

    def _waiting(self) -> Evidence | None:
        said = str((self.data if self.is_bound else self.initial).get("kept") or "")
        return claimable(int(said), person=self.person, by=self.user) if said.isdecimal() else None


class SpanForm(FactForm):
    """A fact that takes a time: its first and its last day."""

    first_on = DayField(label="Từ ngày")
    last_on = DayField(label="Đến hết ngày", required=False, help_text="Để trống nếu chưa rõ.")
    needs_decision = False

    @classmethod
    def values_of(cls, fact: ServiceFact) -> dict:
        days = {"first_on": _typed(fact.begins_on), "last_on": _typed(last_day(fact.valid))}
        return super().values_of(fact) | days

    @property
    def span(self):
        first, last = self.cleaned_data["first_on"], self.cleaned_data["last_on"]
        return since(first, last + timedelta(days=1) if last else None)


class OffForm(SpanForm):
    """Nghỉ."""

    kind = forms.ChoiceField(label="Loại nghỉ", choices=[("", "Chọn loại nghỉ"), *LeaveKind.choices])
    model = Leave
    rows = (("kind",), ("first_on", "last_on"))

    @classmethod
    def values_of(cls, fact: Leave) -> dict:
        return super().values_of(fact) | {"kind": fact.kind}

    def build(self, person: Person) -> Leave:
        return Leave(person=person, kind=self.cleaned_data["kind"], valid=self.span)

    def effect_of(self, fact: Leave) -> str:
        title, when = title_of(fact), period(fact.valid)
        words = f"{title[:1].lower()}{title[1:]}, {when}{self.by_decision(fact)}"
        return f"Ghi vào hồ sơ của {self.person}: {words}."


class RewardForm(FactForm):
    """Khen thưởng, danh hiệu."""

    kind = forms.ChoiceField(
        label="Danh hiệu, hình thức", choices=[("", "Chọn danh hiệu, hình thức"), *RewardKind.choices]
    )
    title = forms.CharField(label="Nội dung", max_length=300, help_text="Thành tích, năm được khen.")
    given_by = forms.CharField(label="Cơ quan khen thưởng", max_length=200, required=False)
    model = Reward
    rows = (("kind", "given_by"), ("title",))

    @classmethod
    def values_of(cls, fact: Reward) -> dict:
        own = {"kind": fact.kind, "title": fact.title, "given_by": fact.given_by}
        return super().values_of(fact) | own

    def build(self, person: Person) -> Reward:
        given = self.cleaned_data
        return Reward(
            person=person,
            kind=given["kind"],
            title=given["title"],
            given_by=given["given_by"],
            valid=since(given["decided_on"]),
        )

    def effect_of(self, fact: Reward) -> str:
        return f"Ghi vào hồ sơ của {self.person}: {title_of(fact)}{self.by_decision(fact)}."


class ConclusionForm(FactForm):
    """Kết luận của cấp có thẩm quyền về một người."""

    kind = forms.ChoiceField(label="Loại", choices=[("", "Chọn loại kết luận"), *ConclusionKind.choices])
    text = forms.CharField(label="Nội dung", widget=forms.Textarea({"rows": 4}))
    given_by = forms.CharField(label="Cơ quan kết luận", max_length=200)
    model = Conclusion
    rows = (("kind", "given_by"), ("text",))

    def prepare(self) -> None:
        self.fields["number"].label = "Số văn bản kết luận"
        self.fields["decided_on"].label = "Ngày kết luận"

    @classmethod
    def values_of(cls, fact: Conclusion) -> dict:
        own = {"kind": fact.kind, "text": fact.text, "given_by": fact.given_by}
        return super().values_of(fact) | own

    def build(self, person: Person) -> Conclusion:
        given = self.cleaned_data
        return Conclusion(
            person=person,
            kind=given["kind"],
            text=given["text"],
            given_by=given["given_by"],
            valid=since(given["decided_on"]),
        )

    def effect_of(self, fact: Conclusion) -> str:
        return (
            f"Ghi vào hồ sơ của {self.person}: {title_of(fact)}, {decision_words(fact)}. "
            f"Khi xếp loại năm {fact.decided_on.year}, kết luận được xét theo nghị định của năm đó."
        )


class TrainingForm(SpanForm):
    """Đào tạo, bồi dưỡng."""

    kind = forms.ChoiceField(label="Loại", choices=[("", "Chọn loại"), *TrainingKind.choices])
    title = forms.CharField(label="Tên khóa", max_length=300)
    given_by = forms.CharField(label="Cơ sở đào tạo", max_length=200, required=False)
    model = Training
    rows = (("title",), ("kind", "given_by"), ("first_on", "last_on"))

    def prepare(self) -> None:
        self.fields["number"].label = "Số văn bằng, chứng chỉ"
        self.fields["decided_on"].label = "Ngày cấp"

    @classmethod
    def values_of(cls, fact: Training) -> dict:
        own = {"kind": fact.kind, "title": fact.title, "given_by": fact.given_by}
        return super().values_of(fact) | own

    def build(self, person: Person) -> Training:
        given = self.cleaned_data
        return Training(
            person=person,
            kind=given["kind"],
            title=given["title"],
            given_by=given["given_by"],
            valid=self.span,
        )

    def effect_of(self, fact: Training) -> str:
        at = f", tại {fact.given_by}" if fact.given_by else ""
        return f"Ghi vào hồ sơ của {self.person}: khóa “{fact.title}”{at}, {period(fact.valid)}."


class TakeBackForm(forms.Form):
    """Hủy: why a fact is taken out of the record."""

    reason = forms.CharField(label="Lý do hủy", max_length=300)
    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False


def _typed(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def _shown(field: forms.Field, value) -> str | None:
    choices = getattr(field, "choices", None)
    if choices is not None:
        return {str(key): str(label) for key, label in choices}.get(str(value or ""))
    return str(value) if value else None


def _row(names: tuple[str, ...]) -> Row:
    width = "col-md-6" if len(names) > 1 else "col-12"
    return Row(*(Column(name, css_class=width) for name in names))
