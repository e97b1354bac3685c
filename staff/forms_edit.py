"""The forms of single changes: what is asked, the sentence that states the effect, and the verb."""

from collections.abc import Iterable
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from accounts.models import User
from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.unit_filters import LargeUnitInput, UnitField
from core.days import last_day, parse_day, since
from core.errors import DomainError
from core.fields import DayField, SignedDayField
from staff.enums import Group, LeaveReason, QualificationKind
from staff.facts import Ground
from staff.leave import leave
from staff.models import Post, QualificationLevel, Rank, Salary, Title
from staff.qualify import lower_than_held, qualify
from staff.raise_step import misfit, raise_step
from staff.record import Record
from staff.second_post import begin_second_post, end_second_post
from staff.timeline import salary_words
from staff.transfer import transfer


class GroundForm(forms.Form):
    """The decision that every single change stands on.

    A subclass has ``effect() -> str``, what it will do in one sentence; ``apply() -> object``, which does it;
    and it may warn.
    """

    effective_on = DayField(label="Có hiệu lực từ ngày")
    decision_number = forms.CharField(label="Số quyết định", max_length=60)
    decision_on = SignedDayField(label="Ngày quyết định")
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)
    version = forms.CharField(widget=forms.HiddenInput)

    rows: tuple[tuple[str, ...], ...] = ()

    def __init__(self, data=None, *, record: Record, user: User, today: date, initial=None) -> None:
        super().__init__(data, initial=self.first_values(record) | (initial or {}))
        self.record, self.person, self.user = record, record.person, user
        self.prepare(_day_of(data, today))
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(*(_row(names) for names in (*self.rows, *_GROUND)), "version")

    @classmethod
    def first_values(cls, record: Record) -> dict:
        return {}

    def prepare(self, on: date) -> None:
        """Offer choices as of the effective day."""

    @property
    def ground(self) -> Ground:
        given = self.cleaned_data
        return Ground(given["effective_on"], given["decision_number"], given["decision_on"], given["note"])

    @property
    def on_words(self) -> str:
        return f"từ ngày {self.cleaned_data['effective_on']:%d/%m/%Y}"

    def warnings(self) -> Iterable[str]:
        return ()


class PlaceForm(GroundForm):
    """A unit, a group and a title; only units in which the user may change people are taken."""

    unit = UnitField(label="Đơn vị", help_text="Gõ tên để chọn, hoặc gõ mã.", widget=LargeUnitInput)
    title = forms.ModelChoiceField(
        Title.objects.all(), label="Chức vụ, chức danh", required=False, empty_label="Chưa rõ"
    )
    group = forms.ChoiceField(label="Nhóm", choices=Group.choices)
    rows = (("unit", "title"), ("group", "effective_on"))

    def prepare(self, on: date) -> None:
        units = UnitPeriod.objects.visible_to(self.user, on=on, right=Right.EDIT_PEOPLE)
        self.fields["unit"].among(units, on=on)

    @property
    def place(self) -> dict:
        given = self.cleaned_data
        return {"unit_id": given["unit"].unit_id, "group": Group(given["group"]), "title": given["title"]}


class TransferForm(PlaceForm):
    """Chuyển đơn vị, đổi chức vụ."""

    @classmethod
    def first_values(cls, record: Record) -> dict:
        post = record.main_post
        return {"unit": post.unit_code, "title": post.title, "group": post.group} if post else {}

    def effect(self) -> str:
        post, given = self.record.main_post, self.cleaned_data
        title = given["title"] or "chưa rõ chức danh"
        if post and post.unit_id == given["unit"].unit_id:
            before = post.title or "chưa rõ chức danh"
            return (
                f"Đổi chức danh của {self.person} tại {post.unit_name} từ {before} "
                f"thành {title} {self.on_words}."
            )
        origin = post.unit_name if post else "đơn vị cũ"
        return f"Chuyển {self.person} từ {origin} sang {given['unit']} {self.on_words}, chức danh: {title}."

    def apply(self) -> object:
        return transfer(person=self.person, ground=self.ground, by=self.user, **self.place)


class SecondPostForm(PlaceForm):
    """Kiêm nhiệm."""

    @classmethod
    def first_values(cls, record: Record) -> dict:
        return {"group": record.main_post.group} if record.main_post else {}

    def effect(self) -> str:
        title = self.cleaned_data["title"] or "chưa rõ chức danh"
        place = f"{title} tại {self.cleaned_data['unit']}"
        return f"{self.person} kiêm nhiệm {place} {self.on_words}; vị trí chính giữ nguyên."

    def apply(self) -> object:
        return begin_second_post(person=self.person, ground=self.ground, by=self.user, **self.place)


class EndSecondPostForm(GroundForm):
    """Thôi kiêm nhiệm."""

    post = forms.ModelChoiceField(Post.objects.none(), label="Vị trí kiêm nhiệm", empty_label=None)
    rows = (("post", "effective_on"),)

    @classmethod
    def first_values(cls, record: Record) -> dict:
        return {"post": record.other_posts[0].pk}

    def prepare(self, on: date) -> None:
        posts = {post.pk: post for post in self.record.other_posts}
        self.fields["post"].queryset = self.person.posts.filter(pk__in=posts).order_by("pk")
        self.fields["post"].label_from_instance = lambda post: f"{post}, {posts[post.pk].unit_name}"

    def effect(self) -> str:
        post = self.cleaned_data["post"]
        return (
            f"{self.person} thôi kiêm nhiệm {self.fields['post'].label_from_instance(post)} {self.on_words}."
        )

    def apply(self) -> object:
        return end_second_post(
            person=self.person, post=self.cleaned_data["post"], ground=self.ground, by=self.user
        )


class LeaveForm(GroundForm):
    """Thôi công tác."""

    reason = forms.ChoiceField(label="Lý do", choices=[("", "Chọn lý do"), *LeaveReason.choices])
    rows = (("reason", "effective_on"),)

    def effect(self) -> str:
        reason = LeaveReason(self.cleaned_data["reason"]).label.lower()
        last = last_day(since(date.min, self.cleaned_data["effective_on"]))
        at = f" tại {self.record.main_post.unit_name}" if self.record.main_post else ""
        return (
            f"Cho {self.person} thôi công tác{at} {self.on_words}, lý do: {reason}. "
            f"Ngày công tác cuối cùng là {last:%d/%m/%Y}."
        )

    def apply(self) -> object:
        reason = LeaveReason(self.cleaned_data["reason"])
        return leave(person=self.person, reason=reason, ground=self.ground, by=self.user)


class RaiseForm(GroundForm):
    """Nâng bậc, nâng ngạch."""

    rank = forms.ModelChoiceField(
        Rank.objects.all(), label="Ngạch, chức danh nghề nghiệp", required=False, empty_label="Chưa rõ"
    )
    step = forms.IntegerField(label="Bậc", min_value=1, max_value=20, required=False)
    coefficient = forms.DecimalField(
        label="Hệ số", min_value=0, max_digits=4, decimal_places=2, required=False, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "2,34"}),
        help_text="Để trống thì lấy theo bảng lương của ngạch.",
    )  # fmt: skip
    rows = (("rank", "effective_on"), ("step", "coefficient"))

    @classmethod
    def first_values(cls, record: Record) -> dict:
        now = record.salary
        return {"rank": now.rank, "step": (now.step or 0) + 1} if now else {}

    def clean(self) -> dict:
        given = super().clean()
        rank, step = given.get("rank"), given.get("step")
        if rank and step and given.get("coefficient") is None and "coefficient" not in self.errors:
            given["coefficient"] = rank.coefficient_of(step)
        return given

    @property
    def salary(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("rank", "step", "coefficient")}

    def effect(self) -> str:
        before = f"từ {salary_words(self.record.salary)} " if self.record.salary else ""
        after = salary_words(Salary(**self.salary))
        return f"Đổi ngạch, bậc của {self.person} {before}thành {after} {self.on_words}."

    def warnings(self) -> Iterable[str]:
        return filter(None, [misfit(**self.salary)])

    def apply(self) -> object:
        return raise_step(person=self.person, ground=self.ground, by=self.user, **self.salary)


class LevelField(forms.ModelChoiceField):
    """Levels of every kind, each under its kind."""

    def label_from_instance(self, level: QualificationLevel) -> str:
        return f"{level.get_kind_display()}: {level}"


class QualifyForm(GroundForm):
    """Trình độ mới."""

    level = LevelField(QualificationLevel.objects.all(), label="Trình độ", empty_label="Chọn trình độ")
    rows = (("level", "effective_on"),)

    def effect(self) -> str:
        level = self.cleaned_data["level"]
        held = self.record.held.get(level.kind)
        kind = QualificationKind(level.kind).label.lower()
        before = f" (đang là {held.level})" if held else ""
        return f"Ghi trình độ {kind} của {self.person} là {level}{before} {self.on_words}."

    def warnings(self) -> Iterable[str]:
        return filter(None, [lower_than_held(self.person, self.cleaned_data["level"], self.ground)])

    def apply(self) -> object:
        return qualify(person=self.person, level=self.cleaned_data["level"], ground=self.ground, by=self.user)


class UndoForm(forms.Form):
    """Hoàn tác: why the latest change is taken back."""

    reason = forms.CharField(label="Lý do hoàn tác", max_length=300)

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False


def _day_of(data, today: date) -> date:
    """The effective day that was typed, as far as it can be read."""
    try:
        return parse_day(data.get("effective_on", "")) if data else today
    except DomainError:
        return today


def _row(names: tuple[str, ...]) -> Row:
    width = "col-md-6" if len(names) > 1 else "col-12"
    return Row(*(Column(name, css_class=width) for name in names))


_GROUND = (("decision_number", "decision_on"), ("note",))
