"""The filters of the list of people: each narrows a queryset of main posts as of a day.

The names and values stand in addresses and in the links behind figures, so they stay as they are.
``UNKNOWN`` asks for those of whom it isn't known.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from agencies import tree
from agencies.enums import UnitType
from agencies.models import UnitPeriod
from core.names import search_key
from staff.enums import COMMUNE_GROUPS, LeaderKind, QualificationKind
from staff.models import Qualification, Salary
from staff.queries import PostQuerySet

UNKNOWN = "chua-ro"
COMMUNE = "cap-xa"
ANY_LEADER, HEAD = "lanh-dao", "nguoi-dung-dau"
MINORITY, KINH = "thieu-so", "01"
DEGREE = "dh-tro-len"
YES, NO = "co", "khong"
# Code: the youngest and the oldest age in whole years; None is no bound.
AGE_BANDS: dict[str, tuple[int | None, int | None]] = {
    "den-30": (None, 30),
    "31-40": (31, 40),
    "41-50": (41, 50),
    "51-60": (51, 60),
    "tren-60": (61, None),
}

Narrow = Callable[[PostQuerySet, str, date], PostQuerySet]


def narrow(posts: PostQuerySet, *, on: date, **values: str) -> PostQuerySet:
    """The main posts that fit every filter, given by its name in the address."""
    for name, value in values.items():
        posts = FILTERS[name](posts, value, on)
    return posts


def by_name(posts: PostQuerySet, text: str, on: date) -> PostQuerySet:
    """Every word stands in the name; accents don't count."""
    for word in search_key(text).split():
        posts = posts.filter(person__search_key__contains=word)
    return posts


def units_of(unit_id: int, on: date, *, alone: bool = False) -> frozenset[int]:
    """The unit and all below it, or the unit alone."""
    return frozenset({unit_id}) if alone else tree.below([unit_id], on)


def by_group(posts: PostQuerySet, value: str, on: date) -> PostQuerySet:
    return posts.filter(group__in=COMMUNE_GROUPS) if value == COMMUNE else posts.filter(group=value)


def by_leader(posts: PostQuerySet, value: str, on: date) -> PostQuerySet:
    """By the kind of leader that the title makes; a post without a title holds none."""
    if value == UNKNOWN:
        return posts.filter(title=None)
    if value == LeaderKind.NONE:
        return posts.filter(Q(title=None) | Q(title__leader_kind=LeaderKind.NONE))
    if value == ANY_LEADER:
        return posts.exclude(Q(title=None) | Q(title__leader_kind=LeaderKind.NONE))
    if value == HEAD:
        return posts.filter(heads(on))
    return posts.filter(title__leader_kind=value)


def heads(on: date) -> Q:
    """Heads of units; a commune's head is the holder of a title that says so."""
    in_commune = Q(Exists(_unit(on).filter(type=UnitType.COMMUNE)))
    return Q(title__leader_kind=LeaderKind.HEAD) | Q(title__heads_commune=True) & in_commune


def by_unit_type(posts: PostQuerySet, value: str, on: date) -> PostQuerySet:
    if value == UNKNOWN:
        return posts.filter(~Exists(_unit(on)))
    return posts.filter(Exists(_unit(on).filter(type=value)))


def by_sex(posts: PostQuerySet, value: str, on: date) -> PostQuerySet:
    return posts.filter(person__sex=None if value == UNKNOWN else value)


def by_ethnicity(posts: PostQuerySet, value: str, on: date) -> PostQuerySet:
    if value == MINORITY:
        return posts.exclude(Q(person__ethnicity=None) | Q(person__ethnicity__code=KINH))
    return (
        posts.filter(person__ethnicity=None)
        if value == UNKNOWN
        else posts.filter(person__ethnicity__code=value)
    )


def by_religion(posts: PostQuerySet, value: str, on: date) -> PostQuerySet:
    if value == YES:
        return posts.filter(person__religion__is_none=False)
    return (
        posts.filter(person__religion=None)
        if value == UNKNOWN
        else posts.filter(person__religion__code=value)
    )


def by_age(posts: PostQuerySet, value: str, on: date) -> PostQuerySet:
    """By the whole years of age on the day."""
    if value == UNKNOWN:
        return posts.filter(person__born_on=None)
    youngest, oldest = AGE_BANDS[value]
    if youngest is not None:
        posts = posts.filter(person__born_on__lte=_years_before(on, youngest))
    if oldest is not None:
        posts = posts.filter(person__born_on__gt=_years_before(on, oldest + 1))
    return posts


def by_party(posts: PostQuerySet, value: str, on: date) -> PostQuerySet:
    return posts.filter(person__is_party_member={YES: True, NO: False, UNKNOWN: None}[value])


def by_rank(posts: PostQuerySet, value: str, on: date) -> PostQuerySet:
    """By the code of the rank (ngạch) or professional title."""
    known = Salary.objects.filter(person=OuterRef("person")).as_of(on).exclude(rank=None)
    return (
        posts.filter(~Exists(known))
        if value == UNKNOWN
        else posts.filter(Exists(known.filter(rank__code=value)))
    )


def by_level(kind: QualificationKind) -> Narrow:
    """By the highest level of one kind of qualification."""

    def by(posts: PostQuerySet, value: str, on: date) -> PostQuerySet:
        held = Qualification.objects.filter(person=OuterRef("person"), kind=kind).as_of(on)
        if value == UNKNOWN:
            return posts.filter(~Exists(held))
        asked = {"level__is_degree": True} if value == DEGREE else {"level__code": value}
        return posts.filter(Exists(held.filter(**asked)))

    return by


FILTERS: dict[str, Narrow] = {
    "q": by_name,
    "nhom": by_group,
    "chuc_vu": by_leader,
    "trinh_do": by_level(QualificationKind.EDUCATION),
    "tuoi": by_age,
    "gioi_tinh": by_sex,
    "dan_toc": by_ethnicity,
    "ton_giao": by_religion,
    "dang_vien": by_party,
    "ngach": by_rank,
    "ly_luan": by_level(QualificationKind.THEORY),
    "quan_ly": by_level(QualificationKind.STATE_MANAGEMENT),
    "tin_hoc": by_level(QualificationKind.IT),
    "ngoai_ngu": by_level(QualificationKind.LANGUAGE),
    "loai_don_vi": by_unit_type,
}


def _unit(on: date):
    return UnitPeriod.objects.filter(unit=OuterRef("unit")).as_of(on)


def _years_before(day: date, years: int) -> date:
    """Who is born on this day or before is at least so many years old on the day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
