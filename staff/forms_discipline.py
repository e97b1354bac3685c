"""The form of a disciplinary decision, with the offence that it is about."""

from datetime import date

from django import forms

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.unit_filters import LargeUnitInput, UnitField
from core.days import parse_day, since
from core.errors import DomainError
from core.fields import DayField
from core.templatetags.vietnamese import day
from staff.forms_service import FactForm, _typed
from staff.models import Person
from staff.service_enums import DisciplineForm, Side
from staff.service_models import FIRST_YEAR, LAST_YEAR, Discipline, Offence, ServiceFact
from staff.service_record import title_of

_YES_NO = [("", "Chọn"), ("co", "Có"), ("khong", "Không")]


class EnterDisciplineForm(FactForm):
    """Kỷ luật."""

    side = forms.ChoiceField(label="Loại kỷ luật", choices=[("", "Chọn loại kỷ luật"), *Side.choices])
    form = forms.ChoiceField(label="Hình thức", choices=[("", "Chọn hình thức"), *DisciplineForm.choices])
    effective_on = DayField(
        label="Có hiệu lực từ ngày", required=False, help_text="Để trống: từ ngày quyết định."
    )
    offence = forms.ChoiceField(
        label="Hành vi",
        required=False,
        help_text="Quyết định của Đảng và của chính quyền về cùng hành vi: chọn một hành vi đã ghi.",
    )
    happened_on = DayField(label="Ngày vi phạm", required=False)
    unit = UnitField(
        label="Nơi vi phạm",
        required=False,
        widget=LargeUnitInput,
        help_text="Để trống: đơn vị công tác ngày đó.",
    )
    text = forms.CharField(
        label="Nội dung vi phạm", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    in_duty = forms.ChoiceField(label="Liên quan hoạt động công vụ", choices=_YES_NO)
    degradation = forms.ChoiceField(
        label="Suy thoái", choices=_YES_NO, help_text="Tư tưởng chính trị, đạo đức, lối sống."
    )
    counted_in_year = forms.IntegerField(
        label="Đã tính khi đánh giá năm",
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text="Hành vi đã là căn cứ xếp loại của năm nào thì không tính lại.",
    )
    model = Discipline
    rows = (
        ("side", "form"),
        ("number", "decided_on"),
        ("effective_on", "counted_in_year"),
        ("offence",),
        ("happened_on", "unit"),
        ("text",),
        ("in_duty", "degradation"),
    )

    @classmethod
    def values_of(cls, fact: Discipline) -> dict:
        offence = fact.offence
        return super().values_of(fact) | {
            "side": fact.side,
            "form": fact.form,
            "effective_on": _typed(fact.effective_on),
            "offence": str(offence.pk),
            "happened_on": _typed(offence.happened_on),
            "unit": getattr(fact, "unit_code", None) or "",
            "text": offence.text,
            "in_duty": "co" if fact.in_duty else "khong",
            "degradation": "co" if fact.degradation else "khong",
            "counted_in_year": fact.counted_in_year,
        }

    def prepare(self) -> None:
        known = Offence.objects.visible_to(self.user, on=self.today).filter(person=self.person)
        self.offences = {str(one.pk): one for one in known.order_by("-happened_on", "-pk")}
        self.fields["offence"].choices = [("", "Hành vi mới, ghi ở các ô dưới")] + [
            (pk, f"{day(one.happened_on)}: {one.text}"[:120]) for pk, one in self.offences.items()
        ]
        own = [post.unit_id for post in self.record.posts] + [one.unit_id for one in self.offences.values()]
        units = UnitPeriod.objects.visible_to(self.user, on=self.today, right=Right.SEE_UNITS)
        self.fields["unit"].among(
            units | UnitPeriod.objects.filter(unit_id__in=own), on=self._happened_on() or self.today
        )

    def clean(self) -> dict:
        given = super().clean()
        if self._is_described(given):
            self._describe(given)
        return given

    def build(self, person: Person) -> Discipline:
        given = self.cleaned_data
        return Discipline(
            person=person,
            side=given["side"],
            form=given["form"],
            valid=since(given["effective_on"] or given["decided_on"]),
            offence=self._offence(person),
            in_duty=given["in_duty"] == "co",
            degradation=given["degradation"] == "co",
            counted_in_year=given["counted_in_year"],
        )

    def effect_of(self, fact: ServiceFact) -> str:
        title, offence = title_of(fact), fact.offence
        return (
            f"Ghi vào hồ sơ của {self.person}: {title[:1].lower()}{title[1:]}{self.by_decision(fact)}, "
            f"có hiệu lực từ ngày {day(fact.begins_on)}, về hành vi “{offence.text}” "
            f"ngày {day(offence.happened_on)}."
        )

    def _is_described(self, given: dict) -> bool:
        """The fields below the choice speak: of a new offence, or of the one that is being mended."""
        chosen = given.get("offence")
        return not chosen or (self.fact is not None and chosen == str(self.fact.offence_id))

    def _describe(self, given: dict) -> None:
        for name, words in (("happened_on", "Ghi ngày vi phạm."), ("text", "Ghi nội dung vi phạm.")):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        happened_on = given.get("happened_on")
        if happened_on and not given.get("unit") and "unit" not in self.errors:
            post = self.person.posts.main().as_of(happened_on).order_by("pk").first()
            if post is None:
                self.add_error(
                    "unit", f"Ngày {day(happened_on)} không có vị trí công tác nào; chọn nơi vi phạm."
                )
            else:
                given["unit_id"] = post.unit_id
        elif given.get("unit"):
            given["unit_id"] = given["unit"].unit_id

    def _offence(self, person: Person) -> Offence:
        given = self.cleaned_data
        if not self._is_described(given):
            return self.offences[given["offence"]]
        made = Offence(
            person=person, happened_on=given["happened_on"], unit_id=given["unit_id"], text=given["text"]
        )
        if given["offence"]:
            known = self.offences[given["offence"]]
            made.pk, made.opened_by_id = known.pk, known.opened_by_id
            made._state.adding = False
        return made

    def _happened_on(self) -> date | None:
        said = self.data if self.is_bound else self.initial
        try:
            return parse_day(said.get("happened_on") or "")
        except DomainError:
            return None
