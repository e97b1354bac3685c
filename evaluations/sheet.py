"""The rating sheet of a unit: everybody whom its head rates, what the law suggests and why, and the cap."""

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import JSONObject

from agencies.models import UnitPeriod
from core.days import today
from evaluations import cap
from evaluations.against import Choice, against_general, against_level
from evaluations.enums import General, HandedOver, RatingLevel
from evaluations.facts_of import facts_of
from evaluations.law.check import check
from evaluations.law.rule_sets import all_rule_sets
from evaluations.level_words import KINDS, SHORT
from evaluations.models import Cycle, Evaluation, HandOver, Rating
from evaluations.open_cycle import as_of
from evaluations.places_left import contested, with_places
from evaluations.radar import Radar, radar
from evaluations.sheet_figures import UNKNOWN, Figures, figures, headings
from evaluations.steps_done import stands_in

MISSING = {
    "general": "nhận định về tiêu chí chung",
    "tasks": "công việc trong kỳ",
    "targets": "chỉ tiêu của đơn vị, lĩnh vực phụ trách",
    "units_under": "xếp loại của các đơn vị cấp dưới",
    "score": "điểm theo dõi, đánh giá",
}


# With the people themselves: a sheet's queries are counted.
_HANDED_OVER = (
    HandOver.objects.filter(evaluation=OuterRef("pk"))
    .order_by("moved_on", "pk")
    .values(json=JSONObject(pk="pk", asks="asks", written_at="written_at"))
)


@dataclass(frozen=True, slots=True)
class Key:
    """One press: the digit, the level, and whether it is the one chosen or suggested."""

    digit: int
    level: str
    label: str
    is_chosen: bool
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One person of the sheet."""

    evaluation: Evaluation
    number: int
    facts: dict[str, Any]
    verdict: dict[str, Any]
    level: str
    reason: str
    rating: Rating | None
    unit_name: str  # of a person who is rated from above; empty in the unit itself
    figures: Figures = UNKNOWN

    @property
    def anchor(self) -> str:
        """The row's id in the page; a number by itself would be written with its thousands apart."""
        return f"nguoi-{self.evaluation.pk}"

    @property
    def wants_reason(self) -> bool:
        """Whether the field of the reason is shown."""
        if self.general not in ("", General.WELL):
            return True
        return bool(self.level) and (bool(self.reason) or self.level != self.taken_at_once)

    @property
    def asks_general(self) -> bool:
        """Whether the law asks the head how the general criteria are met."""
        return _asks_general(self.evaluation.law)

    @property
    def generals(self) -> list[tuple[str, str, bool]]:
        """(value, words, whether it is the one put down)."""
        here = self.general or General.WELL
        return [(value, label, value == here) for value, label in General.choices]

    @property
    def is_contested(self) -> bool:
        """Whether more qualify for EXCELLENT, this one among them, than there are places."""
        return "contested" in self.verdict and self.suggested == RatingLevel.EXCELLENT

    @property
    def taken_at_once(self) -> str:
        """What Enter puts down: what the law suggests, but never one of too few places."""
        if self.is_contested:
            return RatingLevel.GOOD if self.verdict["contested"]["full"] else ""
        return self.suggested

    @property
    def general(self) -> str:
        return getattr(getattr(self.evaluation, "proposal", None), "general", "")

    @property
    def suggested(self) -> str:
        return self.verdict.get("level") or ""

    @property
    def suggested_words(self) -> str:
        words = {
            "not_rated": "Không xếp loại",
            "incomplete": "Chưa đủ dữ kiện",
            "reasoned_decision": "Luật không nêu mức",
            "hold": "Chờ",
        }
        return words.get(self.verdict["outcome"]) or SHORT[self.suggested]

    @property
    def suggested_kind(self) -> str:
        return KINDS[self.suggested]

    @property
    def level_words(self) -> str:
        return SHORT[self.level]

    @property
    def level_kind(self) -> str:
        return KINDS[self.level]

    @property
    def hand_overs(self) -> list[tuple[int, str, bool]]:
        """What old units were asked for: its id, what it is, and whether it is there."""
        found = self.evaluation.handed_over  # type: ignore[attr-defined]
        return [(one["pk"], HandedOver(one["asks"]).label, bool(one["written_at"])) for one in found]

    @property
    def self_level(self) -> str:
        written = getattr(self.evaluation, "self_evaluation", None)
        return SHORT[written.level] if written and written.submitted_at else ""

    @property
    def stands_in(self) -> str:
        return stands_in(self.evaluation)

    @property
    def keys(self) -> list[Key]:
        return [
            Key(digit, level, SHORT[level], level == self.level, level == self.suggested)
            for digit, level in enumerate(RatingLevel.values, start=1)
        ]

    @property
    def attention(self) -> list[dict[str, Any]]:
        """The rules that keep the person from a better level, or force one."""
        by: set[str] = set()
        for level, state in self.verdict["levels"].items():
            if state["state"] == "forced" or (state["state"] == "closed" and self._is_better(level)):
                by |= set(state["by"])
        if self.verdict["outcome"] == "not_rated":
            return [one for one in self.verdict["findings"] if one["acts"]]
        return [one for one in self.verdict["findings"] if one["acts"] and one["rule"] in by]

    @property
    def missing(self) -> str:
        """What isn't known and would be needed for a suggestion, in words."""
        names = dict.fromkeys(name.split(".")[0] for name in self.verdict.get("missing", ()))
        return ", ".join(MISSING[name] for name in names)

    @property
    def blocks(self) -> list[str]:
        """What would stand against signing this proposal as far as the level goes."""
        if self.rating or not self.level:
            return []
        choice = Choice(self.evaluation.pk, self.level, self.reason)
        return [*against_level(choice, self.verdict), *against_general(self.evaluation, choice)]

    def _is_better(self, level: str) -> bool:
        order = list(RatingLevel.values)
        return not self.suggested or order.index(level) < order.index(self.suggested)


@dataclass(frozen=True, slots=True)
class SheetSide:
    """What stands beside the rows: for each law the cap's arithmetic and the decision that raises its share,
    what blocks, how the unit compares."""

    counts: list[tuple[str, cap.Count, cap.RaisedTo | None]]
    blocked: list[SheetRow]
    undecided: int
    radar: Radar


@dataclass(frozen=True, slots=True)
class Sheet:
    rows: list[SheetRow]
    side: SheetSide

    @property
    def signed(self) -> int:
        return sum(1 for row in self.rows if row.rating)

    @property
    def seen(self) -> str:
        """What a signer has before their eyes, as a mark: the same only while nobody changes a proposal."""
        text = repr([(row.evaluation.pk, row.level, row.reason) for row in self.to_sign])
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def unsigned(self) -> int:
        return len(self.rows) - self.signed

    @property
    def to_sign(self) -> list[SheetRow]:
        return [
            row
            for row in self.rows
            if not row.rating and (row.level or row.verdict["outcome"] == "not_rated")
        ]

    @property
    def laws(self) -> list[str]:
        codes = dict.fromkeys(row.evaluation.law for row in self.rows)
        return [all_rule_sets()[code].short for code in codes]

    @property
    def headings(self) -> list[tuple[str, bool]]:
        """Of the two columns of figures."""
        return headings({row.evaluation.law for row in self.rows})

    @property
    def has_draft(self) -> bool:
        return any(all_rule_sets()[row.evaluation.law].is_draft for row in self.rows)


def sheet(cycle: Cycle, unit_id: int, *, user) -> Sheet:
    """Everybody whom the unit's head rates in the cycle, in a fixed number of queries.

    In their own row people read what others propose and decide once it is published.
    """
    own_later = Q(evaluation__person__account=user, decision__published_on__gt=today())
    standing = Rating.objects.filter(replaced_by=None).exclude(own_later).select_related("decision")
    here = UnitPeriod.objects.as_of(as_of(cycle)).filter(unit=OuterRef("unit"))
    found = list(
        Evaluation.objects.visible_to(user)
        .staying()
        .filter(cycle=cycle, rater_unit=unit_id)
        .select_related("person", "organisation", "proposal", "self_evaluation__on_behalf", "absence")
        .prefetch_related(Prefetch("ratings", queryset=standing))
        .annotate(unit_name=Subquery(here.values("name")[:1]))
        .annotate(handed_over=ArraySubquery(_HANDED_OVER))
        .order_by("person__sort_key", "pk")
    )
    for one in found:
        one.cycle = cycle
        if one.person.account_id == user.pk and not one.ratings.all():
            Evaluation._meta.get_field("proposal").set_cached_value(one, None)
    facts = facts_of(found, assumed=General.WELL)
    pools = cap.standing(cycle, unit_id, dict.fromkeys(one.law for one in found))
    unsigned = [one for one in found if not one.ratings.all()]
    said = {one.pk: check(facts[one.pk], on=one.organisation.rated_on) for one in found}
    chosen = {one.pk: one.proposal.level for one in unsigned if hasattr(one, "proposal")}
    fewer = contested(cycle, unsigned, chosen=chosen, said=said, pools=pools)
    said = with_places(cycle, unsigned, chosen=chosen, facts=facts, said=said, pools=pools)
    for pk, there in fewer.items():
        said[pk] = said[pk] | {"contested": there}
    rows = [
        _row(one, number, facts[one.pk], said[one.pk], one.unit_name if one.unit_id != unit_id else "")
        for number, one in enumerate(found, start=1)
    ]
    return Sheet(rows, side(cycle, unit_id, rows, pools))


def side(cycle: Cycle, unit_id: int, rows: list[SheetRow], pools: dict[str, cap.Standing]) -> SheetSide:
    counts = []
    for law, pool in pools.items():
        those = [row for row in rows if row.evaluation.law == law]
        levels = pool.signed + pool.levels((row.evaluation, row.level) for row in those if not row.rating)
        count, _ = cap.counted(cycle, pool, group=those[0].evaluation.group, levels=levels)
        counts.append((all_rule_sets()[law].short, count, pool.raised))
    return SheetSide(
        counts=counts,
        blocked=[row for row in rows if row.blocks],
        undecided=sum(1 for row in rows if not row.level and row.verdict["outcome"] != "not_rated"),
        radar=radar(cycle, unit_id, rows),
    )


@cache
def _asks_general(law: str) -> bool:
    return any(getattr(rule, "fact", "").startswith("general.") for rule in all_rule_sets()[law].rules)


def _row(
    one: Evaluation, number: int, facts: dict[str, Any], verdict: dict[str, Any], unit_name: str
) -> SheetRow:
    proposal = getattr(one, "proposal", None)
    rating = next(iter(one.ratings.all()), None)
    level = rating.level if rating else (proposal.level if proposal else "")
    reason = proposal.reason if proposal else ""
    told = figures(one.law, facts, verdict, on=one.organisation.rated_on)
    return SheetRow(one, number, facts, verdict, level, reason, rating, unit_name, told)
