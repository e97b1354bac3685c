"""The sheet of one who recognises: every organisation in their range, what the law suggests, and the cap."""

import hashlib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Prefetch

from agencies.models import UnitPeriod
from core.charts import StackedBars, StackRow
from evaluations import organisation_cap as cap
from evaluations.against import Choice, against_level
from evaluations.enums import OrganisationState, RatingLevel
from evaluations.law.check import check
from evaluations.law.numbers import percent, shown
from evaluations.law.rule_sets import all_rule_sets
from evaluations.models import Cycle, OrganisationEvaluation, Recognition
from evaluations.open_cycle import as_of
from evaluations.organisation_facts import open_complaints, organisation_facts, unrated_below
from evaluations.organisation_places import contested
from evaluations.sheet import SHORT, SheetRow
from evaluations.units_in_year import units_in_year

MISSING = {
    "score": "điểm",
    "tasks": "số nhiệm vụ được giao, hoàn thành",
    "plan": "nhiệm vụ theo kế hoạch năm",
    "no_lower_not_fulfilled": "xếp loại của các đơn vị cấp dưới trực tiếp",
    "shortcomings_mended": "việc khắc phục hạn chế đã được chỉ ra",
}


@dataclass(frozen=True)
class OrganisationRow(SheetRow):
    """One organisation of the sheet. ``waits`` says what must come before its recognition."""

    code: str = ""
    waits: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The row's id in the page; a number by itself would be written with its thousands apart."""
        return f"to-chuc-{self.evaluation.pk}"

    @property
    def is_sent(self) -> bool:
        report = getattr(self.evaluation, "report", None)
        return bool(report and report.submitted_at)

    @property
    def self_level(self) -> str:
        return SHORT[self.evaluation.report.level] if self.is_sent else ""

    @property
    def score(self) -> str:
        if found := self.verdict.get("score"):
            return found.get("value", "")
        return shown(Fraction(self.facts["score"])) if "score" in self.facts else ""

    @property
    def tasks(self) -> str:
        tasks = self.facts.get("tasks", {})
        return (
            f"{tasks['on_time_with_quality']}/{tasks['all']}"
            if {"on_time_with_quality", "all"} <= set(tasks)
            else ""
        )

    @property
    def beyond(self) -> str:
        tasks = self.facts.get("tasks", {})
        known = tasks.get("all") and "beyond" in tasks
        return percent(Fraction(tasks["beyond"]), Fraction(tasks["all"])) if known else ""

    @property
    def missing(self) -> str:
        names = dict.fromkeys(name.split(".")[0] for name in self.verdict.get("missing", ()))
        return ", ".join(MISSING[name] for name in names)

    @property
    def blocks(self) -> list[str]:
        """What would stand against signing: what must come first, then the level."""
        if self.rating or not self.level:
            return []
        choice = Choice(self.evaluation.pk, self.level, self.reason)
        return [*self.waits, *against_level(choice, self.verdict, whom="tổ chức")]


@dataclass(frozen=True, slots=True)
class OrganisationSide:
    """What stands beside the rows: the cap by law, what blocks, the levels of last year."""

    counts: list[tuple[str, cap.Count]]
    blocked: list[OrganisationRow]
    undecided: int
    chart: StackedBars | None


@dataclass(frozen=True, slots=True)
class OrganisationSheet:
    rows: list[OrganisationRow]
    side: OrganisationSide

    @property
    def signed(self) -> int:
        return sum(1 for row in self.rows if row.rating)

    @property
    def unsigned(self) -> int:
        return len(self.rows) - self.signed

    @property
    def to_sign(self) -> list[OrganisationRow]:
        return [row for row in self.rows if not row.rating and row.level]

    @property
    def seen(self) -> str:
        """What a signer has before their eyes, as a mark: the same only while nobody changes a level."""
        text = repr([(row.evaluation.pk, row.level, row.reason) for row in self.to_sign])
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def laws(self) -> list[str]:
        return [
            all_rule_sets()[code].short for code in dict.fromkeys(row.evaluation.law for row in self.rows)
        ]

    @property
    def has_draft(self) -> bool:
        return any(all_rule_sets()[row.evaluation.law].is_draft for row in self.rows)


def organisation_sheet(cycle: Cycle, unit_id: int, *, user, closed: bool = False) -> OrganisationSheet:
    """Every open organisation whom the unit's head recognises in the cycle, ``closed`` ones too if asked, in
    a fixed number of queries."""
    states = [OrganisationState.OPEN, *([OrganisationState.CLOSED] if closed else [])]
    standing = Recognition.objects.standing().select_related("decision")
    found = list(
        OrganisationEvaluation.objects.visible_to(user)
        .recognised_by(cycle, unit_id)
        .filter(organisation__state__in=states)
        .select_related("organisation", "cycle", "report", "proposal")
        .prefetch_related("points", Prefetch("recognitions", queryset=standing))
    )
    units = UnitPeriod.objects.as_of(as_of(cycle)).of_units([one.unit_id for one in found])
    called = {one.unit_id: one for one in units}
    found = [one for one in found if one.unit_id in called]
    found.sort(key=lambda one: (called[one.unit_id].sort_key, one.unit_id))
    verdicts, facts = _verdicts(cycle, unit_id, found)
    below, complained = unrated_below(found), open_complaints(found)
    rows = []
    for number, one in enumerate(found, start=1):
        rating = next(iter(one.recognitions.all()), None)
        rows.append(
            OrganisationRow(
                evaluation=one,
                number=number,
                facts=facts[one.pk],
                verdict=verdicts[one.pk],
                level=rating.level if rating else _put(one),
                reason=one.proposal.reason if hasattr(one, "proposal") else "",
                rating=rating,
                unit_name=called[one.unit_id].name,
                code=called[one.unit_id].code,
                waits=() if rating else tuple(_waits(one, below[one.pk], one.unit_id in complained)),
            )
        )
    return OrganisationSheet(rows, _side(cycle, unit_id, rows))


def _put(one: OrganisationEvaluation) -> str:
    return one.proposal.level if hasattr(one, "proposal") else ""


def _waits(one: OrganisationEvaluation, below: list[str], is_complained: bool):
    report = getattr(one, "report", None)
    if not (report and report.submitted_at):
        yield "Đơn vị chưa gửi tự đánh giá, đề xuất mức."
    if below:
        yield f"Xếp loại trước các đơn vị cấp dưới: {', '.join(below)}."
    if is_complained:
        yield "Có đơn thư, phản ánh chưa xác minh xong."


def _verdicts(cycle: Cycle, unit_id: int, found: list[OrganisationEvaluation]) -> tuple[dict, dict]:
    """What the law says of each; where EXCELLENT are as many as the cap bears, others have no place."""
    facts = organisation_facts(found)
    said = {one.pk: check(facts[one.pk], on=one.organisation.rated_on) for one in found}
    unsigned = [one for one in found if not one.recognitions.all()]
    chosen = {one.pk: _put(one) for one in unsigned}
    few = contested(cycle, unit_id, unsigned, chosen=chosen, said=said)
    shares = cap.raised_shares(cycle, unit_id)
    for law in {one.law for one in found}:
        those = [one for one in found if one.law == law]
        count = _count(cycle, those, {one.pk: said[one.pk].get("level") or "" for one in those}, shares)
        if count.most is None or count.excellent < count.most:
            continue
        for one in those:
            if _level(one) != RatingLevel.EXCELLENT:
                facts[one.pk]["pool"] = {"place_left": False}
                said[one.pk] = check(facts[one.pk], on=one.organisation.rated_on)
    for pk, there in few.items():
        said[pk] = said[pk] | {"contested": there}
    return said, facts


def _level(one: OrganisationEvaluation) -> str:
    rating = next(iter(one.recognitions.all()), None)
    return rating.level if rating else _put(one)


def _count(
    cycle: Cycle, those: Collection[OrganisationEvaluation], suggested: dict[int, str], shares
) -> cap.Count:
    """The arithmetic of levels signed and put down; who has none yet counts as GOOD where the law suggests as
    much, so that the base is that of the whole range."""
    levels: Counter[str] = Counter()
    for one in those:
        level = _level(one) or suggested[one.pk]
        undecided = not _level(one) and level == RatingLevel.EXCELLENT
        levels[RatingLevel.GOOD if undecided else level] += 1
    one = next(iter(those))
    share = shares[one.law].share if one.law in shares else None
    return cap.counted(cycle, law=one.law, group=one.group, levels=levels, share=share)[0]


def _side(cycle: Cycle, unit_id: int, rows: list[OrganisationRow]) -> OrganisationSide:
    shares = cap.raised_shares(cycle, unit_id)
    counts = []
    for law in dict.fromkeys(row.evaluation.law for row in rows):
        those = [row for row in rows if row.evaluation.law == law]
        suggested = {row.evaluation.pk: row.suggested for row in those}
        count = _count(cycle, [row.evaluation for row in those], suggested, shares)
        counts.append((all_rule_sets()[law].short, count))
    return OrganisationSide(
        counts=counts,
        blocked=[row for row in rows if row.blocks],
        undecided=sum(1 for row in rows if not row.level),
        chart=_chart(cycle, rows),
    )


def _chart(cycle: Cycle, rows: list[OrganisationRow]) -> StackedBars | None:
    """This year's levels beside those of the same organisations last year, where any is known."""
    ids = [row.evaluation.unit_id for row in rows]
    known = units_in_year(ids, on=as_of(cycle), year=cycle.year - 1).by_id
    before = Counter(known[pk].level for pk in ids if pk in known and known[pk].level)
    if not before:
        return None
    now = Counter(row.level for row in rows)
    return StackedBars(
        title=f"Xếp loại năm {cycle.year} và năm {cycle.year - 1}",
        parts=[SHORT[level] for level in RatingLevel.values],
        rows=[
            StackRow(str(year), [count[level] for level in RatingLevel.values])
            for year, count in ((cycle.year, now), (cycle.year - 1, before))
        ],
    )
