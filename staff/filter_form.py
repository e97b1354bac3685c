"""The form of the filters of the list of people, with the catalogues' words."""

from datetime import date
from functools import cached_property, lru_cache

import django_filters
from django import forms
from django.core.validators import RegexValidator

from agencies.enums import UnitType
from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import covered
from agencies.unit_filters import UnitFilter, UnitInput
from core.filtering import QuickFilterSet
from core.widgets import PlainCheck, PlainInput, PlainSelect
from staff import filters, tally
from staff.catalogue_words import Catalogues, catalogues
from staff.enums import Group, LeaderKind, QualificationKind, Sex
from staff.models import Post
from staff.queries import PostQuerySet

# Up to three digits: a longer number may be one of identity, which no address may hold.
NO_NUMBER = r"^(\D*\d){0,3}\D*$"
NUMBER_REFUSED = "Ô này chỉ tìm theo tên. Số định danh phải gõ vào ô tìm ở đầu trang."
UNKNOWN = (filters.UNKNOWN, "Chưa rõ")


def _choice(label: str, choices: list | None = None) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=choices or [], empty_label="Tất cả", method="by", widget=PlainSelect
    )


class YesFilter(django_filters.Filter):
    field_class = forms.BooleanField


class PeopleFilter(QuickFilterSet):
    """Over the main posts of a day; the order of the fields is that of the bar."""

    own_fields = ("don_vi",)
    q = django_filters.CharFilter(
        label="Họ tên",
        method="by",
        validators=[RegexValidator(NO_NUMBER, NUMBER_REFUSED)],
        widget=PlainInput(attrs={"pattern": NO_NUMBER, "title": NUMBER_REFUSED, "maxlength": 100}),
    )
    don_vi = UnitFilter(label="Đơn vị và cấp dưới", method="by_unit", widget=UnitInput)
    nhom = _choice("Nhóm", [*Group.choices, (filters.COMMUNE, "Cấp xã (cán bộ và công chức)"), UNKNOWN])
    chuc_vu = _choice(
        "Chức vụ",
        [
            (filters.ANY_LEADER, "Giữ chức vụ lãnh đạo, quản lý"),
            (filters.HEAD, "Người đứng đầu đơn vị"),
            *LeaderKind.choices,
            (filters.UNKNOWN, "Chưa rõ chức danh"),
        ],
    )
    trinh_do = _choice("Trình độ chuyên môn")
    tuoi = _choice(
        "Tuổi",
        [
            ("den-30", "Đến 30"),
            ("31-40", "31–40"),
            ("41-50", "41–50"),
            ("51-60", "51–60"),
            ("tren-60", "Trên 60"),
            UNKNOWN,
        ],
    )
    gioi_tinh = _choice("Giới tính", [*Sex.choices, UNKNOWN])
    dan_toc = _choice("Dân tộc")
    ton_giao = _choice("Tôn giáo")
    dang_vien = _choice(
        "Đảng viên", [(filters.YES, "Là đảng viên"), (filters.NO, "Không là đảng viên"), UNKNOWN]
    )
    ngach = _choice("Ngạch, chức danh nghề nghiệp")
    ly_luan = _choice("Lý luận chính trị")
    quan_ly = _choice("Quản lý nhà nước")
    tin_hoc = _choice("Tin học")
    ngoai_ngu = _choice("Ngoại ngữ")
    loai_don_vi = _choice("Loại đơn vị", [*UnitType.choices, UNKNOWN])
    rieng = YesFilter(label="Không kể cấp dưới", method="alone", widget=PlainCheck)

    class Meta:
        model = Post
        fields: list[str] = []

    def __init__(self, data, queryset: PostQuerySet, *, user, on: date) -> None:
        super().__init__(data, queryset)
        self.user, self.on = user, on
        units = UnitPeriod.objects.visible_to(user, on=on, right=Right.SEE_PEOPLE)
        self.form.fields["don_vi"].among(units, on=on)

    @classmethod
    def words(cls) -> dict[str, list]:
        return choices_of(catalogues())

    def by(self, posts: PostQuerySet, name: str, value: str) -> PostQuerySet:
        return filters.FILTERS[name](posts, value, self.on)

    def by_unit(self, posts: PostQuerySet, name: str, unit) -> PostQuerySet:
        return posts.filter(unit_id__in=self._units)

    def alone(self, posts: PostQuerySet, name: str, value: bool) -> PostQuerySet:
        """Read by the unit's filter; alone it means nothing."""
        return posts

    def tallied_groups(self) -> dict[str, int] | None:
        """{group: people} of a list that no filter but those of the unit and the group narrows, where it is
        counted beforehand.
        """
        names = {name for name, value in self.form.cleaned_data.items() if value} - {
            "don_vi",
            "nhom",
            "rieng",
        }
        if names:
            return None
        cover = covered(self.user, Right.SEE_PEOPLE, on=self.on)
        ids = None if cover.everywhere else cover.unit_ids
        if self.unit:
            ids = self._units if ids is None else ids & self._units
        return tally.people_by_group(on=self.on, unit_ids=ids)

    @cached_property
    def _units(self) -> frozenset[int]:
        """The chosen unit and all below it, or the unit alone."""
        alone = bool(self.form.cleaned_data.get("rieng"))
        return filters.units_of(self.form.cleaned_data["don_vi"].unit_id, self.on, alone=alone)

    @property
    def unit(self):
        """The unit that was chosen, or None."""
        return self.form.cleaned_data.get("don_vi") if self.form.is_valid() else None


@lru_cache(maxsize=1)
def choices_of(known: Catalogues) -> dict[str, list]:
    """The choices that come from catalogues, by field."""
    lists = {
        "dan_toc": [(filters.MINORITY, "Dân tộc thiểu số"), *_plain(known, "ethnicity")],
        "ton_giao": [(filters.YES, "Có theo tôn giáo"), *_plain(known, "religion")],
        "ngach": [(entry.code, f"{entry.code} {entry.name}") for entry in known.of("rank")],
        "trinh_do": [(filters.DEGREE, "Từ đại học trở lên"), *_plain(known, QualificationKind.EDUCATION)],
        "ly_luan": _plain(known, QualificationKind.THEORY),
        "quan_ly": _plain(known, QualificationKind.STATE_MANAGEMENT),
        "tin_hoc": _plain(known, QualificationKind.IT),
        "ngoai_ngu": _plain(known, QualificationKind.LANGUAGE),
    }
    return {name: [*choices, UNKNOWN] for name, choices in lists.items()}


def _plain(known: Catalogues, kind: str) -> list[tuple[str, str]]:
    return [(entry.code, entry.name) for entry in known.of(kind)]
