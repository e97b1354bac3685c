"""What results serve for by law with nearly everybody, without a decision about each: counted by kind.

Nothing is kept: it follows from the ratings signed here, and the confirmed scores of quarters and half-years.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from agencies.rights import Right
from agencies.scope import covered
from core.days import today
from evaluations.enums import Place
from evaluations.facts_of import LEADERS
from evaluations.law.check import case_of
from evaluations.law.kinds.follows import Follows, ScoreServes
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import PeriodScore, Rating
from evaluations.models.follow import about
from evaluations.scores.periods import ROMAN

# The spans that a law may name: so many months each, and what they are called.
SPANS = {
    "quarter": (3, tuple(f"quý {roman}" for roman in ROMAN)),
    "half_year": (6, ("06 tháng đầu năm", "06 tháng cuối năm")),
}
_LIKE = (
    "evaluation__law", "evaluation__group", "evaluation__place", "evaluation__is_leader", "level",
    "evaluation__person__is_party_member",
)  # fmt: skip


@dataclass(slots=True)
class Use:
    """One kind: what it serves for, by which articles, how many it is about. ``like`` is who of the year's
    ratings; ``first`` and ``last`` are the days of a span of scores under ``laws``."""

    key: str
    title: str
    says: str
    cite: str
    count: int = 0
    like: list[tuple] = field(default_factory=list)
    laws: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


def uses(year: int, *, user, unit_ids: Iterable[int] | None = None, on: date) -> list[Use]:
    """Every kind that is about somebody whom the user may see, in the units given or in all."""
    found = [*_of_ratings(year, user, unit_ids), *_of_scores(year, user, unit_ids, on)]
    return [one for one in found if one.count]


def ratings_of(use: Use, year: int, *, user, unit_ids: Iterable[int] | None = None) -> QuerySet[Rating]:
    """Those that a kind of the year is about."""
    which = Q(pk__in=[])
    for like in use.like:
        which |= Q(**dict(zip(_LIKE, like, strict=True)))
    return _signed(year, user, unit_ids).filter(which)


def scores_of(use: Use, *, user, unit_ids: Iterable[int] | None = None) -> QuerySet[PeriodScore]:
    """Of each person the last confirmed score in the span, where the unit of then is the user's to see."""
    confirmed = PeriodScore.objects.standing().confirmed()
    within = confirmed.filter(period_on__range=(use.first, use.last), law__in=use.laws)
    latest = within.order_by("person_id", "-starts_on", "-pk").distinct("person_id")
    cover = covered(user, Right.SEE_FOLLOW_UPS, on=today())
    seen = PeriodScore.objects.visible_to(user).filter(pk__in=latest.values("pk"))
    if not cover.everywhere:
        seen = seen.filter(unit_id__in=cover.unit_ids)
    return seen if unit_ids is None else seen.filter(unit_id__in=unit_ids)


def _of_ratings(year: int, user, unit_ids: Iterable[int] | None) -> Iterator[Use]:
    found: dict[str, Use] = {}
    counted = _signed(year, user, unit_ids).order_by().values_list(*_LIKE).annotate(n=Count("pk"))
    for *like, n in sorted(counted, reverse=True):
        for rule, cite in _usual(year, *like):
            use = found.setdefault(rule.id, Use(rule.id, f"Xếp loại năm {year}", about(rule.says), cite))
            use.count += n
            use.like.append(tuple(like))
    return iter(sorted(found.values(), key=lambda one: one.key))


def _usual(
    year: int, law: str, group: str, place: str, is_leader: bool, level: str, is_member: bool
) -> Iterator[tuple[Follows, str]]:
    """The usual rules that act on people like these, with their articles."""
    said = {
        "subject": "person", "law": law, "group": group, "year": year, "party_member": is_member,
        "leader": LEADERS.get(Place(place), "none") if is_leader else "none",
        "ratings": [{"year": year, "level": level}],
    }  # fmt: skip
    case = case_of(said, on=date(year, 12, 31))
    for rule in case.rules(Follows):
        if rule.usual:
            yield from ((rule, one.cite) for one in rule.judge(case) if one.acts)


def _signed(year: int, user, unit_ids: Iterable[int] | None) -> QuerySet[Rating]:
    """Levels of the year that stand, of units whose cases the user may see."""
    cover = covered(user, Right.SEE_FOLLOW_UPS, on=today())
    seen = Rating.objects.visible_to(user, on=today()).standing().filter(evaluation__cycle__year=year)
    if not cover.everywhere:
        seen = seen.filter(evaluation__unit_id__in=cover.unit_ids)
    if unit_ids is not None:
        seen = seen.filter(evaluation__unit_id__in=unit_ids)
    return seen.exclude(level="")


def _of_scores(year: int, user, unit_ids: Iterable[int] | None, on: date) -> Iterator[Use]:
    for rule, laws in _serving():
        months, names = SPANS[rule.span]
        for number, name in enumerate(names):
            first = date(year, number * months + 1, 1)
            if first > on:
                break
            use = Use(
                f"{rule.id}-{number + 1}", f"Kết quả {name} năm {year}", about(rule.says), rule.citation(),
                laws=laws, first=first, last=last_of_month(date(year, (number + 1) * months, 1)),
            )  # fmt: skip
            use.count = scores_of(use, user=user, unit_ids=unit_ids).count()
            yield use


def last_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _serving() -> list[tuple[ScoreServes, tuple[str, ...]]]:
    """Each span that a law names, with the laws that do."""
    found: dict[str, tuple[ScoreServes, tuple[str, ...]]] = {}
    for law in all_rule_sets().values():
        for rule in law.rules:
            if isinstance(rule, ScoreServes):
                _, laws = found.get(rule.id, (rule, ()))
                found[rule.id] = rule, (*laws, law.code)
    return list(found.values())
