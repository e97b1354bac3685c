"""The score of a month or quarter: common criteria, result by shares, and how they are put together."""

from dataclasses import dataclass, replace
from fractions import Fraction

from evaluations.law.errors import FactsError
from evaluations.law.kinds.products import NONE, ProductShare
from evaluations.law.numbers import exact, shown, total
from evaluations.law.rules import Case, Finding, Rule, Set, Subject, value_of

PERSON = frozenset({Subject.PERSON})


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of a derivation, as shown to the person."""

    term: str
    value: Fraction
    says: str
    cite: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class CommonCriteria(Rule):
    """A group of criteria bears at most ``most`` points, each of its ``parts`` (code → points) no more than
    its own. The points are the fact itself, or the sum of ``<fact>_parts``. An authority's split of the
    common points of people stands instead of the decree's."""

    kind = "common_criteria"
    subjects = PERSON | {Subject.ORGANISATION}

    fact: str
    label: str
    most: Fraction
    parts: dict[str, Fraction]

    def takes_place_of(self, other: Rule) -> bool:
        return (
            isinstance(other, CommonCriteria)
            and self.subject == other.subject == Subject.PERSON
            and self.fact == other.fact
        )

    def points(self, case: Case) -> Fraction | None:
        """None while a criterion of the split has none."""
        return None if self._lacking(case) else self._so_far(case)

    def judge(self, case: Case) -> list[Finding]:
        points = self._so_far(case)
        if points is None:
            return []
        parts = self._parts(case)
        over = any(
            value.numerator < 0 or value > most
            for value, most in (
                (points, self.most),
                *((parts.get(name, NONE), most) for name, most in self.parts.items()),
            )
        )
        said = {"points": shown(points), "most": shown(self.most)}
        if self.parts and (strange := [code for code in parts if code not in self.parts]):
            found = self.finding(case, acts=True, facts_said=said, outcome="hold")
            sentence = f"Phiếu chấm theo bảng tiêu chí khác ({', '.join(strange)}); trả lại để tự chấm lại."
            return [replace(found, says=f"{found.says} {sentence}")]
        missing = tuple(f"{self.fact}_parts.{code}" for code in self._lacking(case))
        return [
            self.finding(case, acts=over, facts_said=said, outcome="hold" if over else "", missing=missing)
        ]

    def _so_far(self, case: Case) -> Fraction | None:
        parts = self._parts(case)
        return total(parts.values()) if parts else case.facts.number(self.fact)

    def _lacking(self, case: Case) -> list[str]:
        """The criteria of the split of which a sheet by that split says nothing."""
        parts = self._parts(case)
        ours = parts and all(code in self.parts for code in parts)
        return [code for code in self.parts if code not in parts] if ours else []

    def _parts(self, case: Case) -> dict[str, Fraction]:
        """Points by criterion; the codes of criteria have dots of their own."""
        what = f"{self.fact}_parts"
        return case.once(
            what, lambda: {code: exact(value, code) for code, value in case.facts.table(what).items()}
        )


@dataclass(frozen=True, kw_only=True)
class StepChoice(Rule):
    """A share with two steps in law: ``full_percent`` where the fact ``full`` holds, ``half_percent``
    where ``half`` does; between them who monitors chooses one of the two, with a reason."""

    kind = "step_choice"
    subjects = PERSON

    term: str
    label: str
    full: str
    half: str
    full_percent: Fraction
    half_percent: Fraction
    chosen: str
    reading: str | Set

    def value(self, case: Case) -> Fraction | None:
        if case.facts.truth(self.half):
            return self.half_percent
        if case.facts.truth(self.full):
            return self.full_percent
        chosen = self._step(case, f"{self.chosen}.percent")
        if chosen is not None and case.facts.get(f"{self.chosen}.reason"):
            return chosen
        return self._step(case, f"shares.{self.term}")

    def _step(self, case: Case, name: str) -> Fraction | None:
        """One of the two steps, where the fact says one."""
        found, steps = case.facts.number(name), (self.full_percent, self.half_percent)
        if found is not None and found not in steps:
            listed = ", ".join(shown(step) for step in steps)
            raise FactsError(f"“{name}” là {shown(found)}; chỉ nhận: {listed}.", field=name)
        return found

    def judge(self, case: Case) -> list[Finding]:
        value = self.value(case)
        if value is None:
            asked = any(case.facts.get(name) is not None for name in ("products", "shares"))
            said = {"value": "chưa chọn"}
            return [self.finding(case, acts=True, facts_said=said, outcome="hold")] if asked else []
        return [self.finding(case, acts=value < self.full_percent, facts_said={"value": shown(value)})]


@dataclass(frozen=True, kw_only=True)
class ScoreFormula(Rule):
    """Result = mean of the ``terms`` × ``weight``."""

    kind = "score_formula"
    subjects = PERSON

    terms: tuple[str, ...]
    weight: Fraction

    def judge(self, case: Case) -> list[Finding]:
        shares = _shares(case)
        if not shares and case.facts.get("products") is None:
            return []
        known = _counted(case, self)
        if known is None:
            return [self.finding(case, acts=False, facts_said={"mean": "chưa tính được"})]
        return [self.finding(case, acts=True, facts_said={"mean": shown(total(known) / len(known), 3)})]


@dataclass(frozen=True, kw_only=True)
class ScoreCap(Rule):
    """The result part is at most ``most`` points, though a share may pass 100 %. ``reading``: the cap is on
    the whole, so that one share makes up for another, or on each share."""

    kind = "score_cap"
    subjects = PERSON
    words = {"reading": ("whole", "each_share")}

    most: Fraction
    reading: str | Set

    def share(self, case: Case, weight: Fraction) -> Fraction | None:
        """The most that a share counts for, in percent; None where the cap is on the whole."""
        return self.most * 100 / weight if value_of(self.reading, case) == "each_share" else None

    def judge(self, case: Case) -> list[Finding]:
        raw, uncut = _raw_result(case), _raw_result(case, cut=False)
        if raw is None or uncut is None:
            return []
        acts = raw > self.most or raw < uncut
        said = {"points": shown(uncut), "most": shown(self.most)}
        return [self.finding(case, acts=acts, facts_said=said)]


def period_score(case: Case) -> tuple[Fraction | None, list[Step]]:
    """The score of a month or quarter with its derivation; None while something is missing. Without products
    or shares there is no derivation at all."""
    shares = _shares(case)
    steps = [
        Step(
            term=term,
            value=value,
            says=f"{term} = {shown(value)} % ({rule.label})",
            cite=rule.citation(case.facts),
            rule=rule.id,
        )
        for term, (value, rule) in shares.items()
    ]
    raw = _raw_result(case)
    if raw is None:
        return None, steps
    formula = case.rule(ScoreFormula)
    cap = case.rule(ScoreCap)
    most = cap.share(case, formula.weight) if cap else None
    if most is not None and any(shares[term][0] > most for term in formula.terms):
        steps.append(_step(case, cap, "share", most, f"mỗi tỷ lệ tính tối đa {shown(most)} %"))
    terms = " + ".join(formula.terms)
    mean = shown(raw * 100 / formula.weight, 3)
    steps.append(
        _step(
            case,
            formula,
            "result",
            raw,
            f"({terms}) ÷ {len(formula.terms)} = {mean} %; × {shown(formula.weight)} = {shown(raw)} điểm",
        )
    )
    result = raw
    if cap and raw > cap.most:
        result = cap.most
        steps.append(_step(case, cap, "result", result, f"tối đa {shown(cap.most)} điểm: {shown(result)}"))
    common_rule = case.rule(CommonCriteria)
    common = common_rule.points(case) if common_rule else None
    if common is None:
        return None, steps
    steps.append(_step(case, common_rule, "common", common, f"tiêu chí chung: {shown(common)} điểm"))
    return common + result, steps


def _step(case: Case, rule: Rule, term: str, value: Fraction, says: str) -> Step:
    return Step(term=term, value=value, says=says, cite=rule.citation(case.facts), rule=rule.id)


def _shares(case: Case) -> dict[str, tuple[Fraction, Rule]]:
    return case.once("shares", lambda: _found_shares(case))


def _found_shares(case: Case) -> dict[str, tuple[Fraction, Rule]]:
    rules = [*case.rules(ProductShare), *case.rules(StepChoice)]
    found = {rule.term: (rule.value(case), rule) for rule in rules}
    return {term: (value, rule) for term, (value, rule) in found.items() if value is not None}


def _raw_result(case: Case, *, cut: bool = True) -> Fraction | None:
    """The points of the result before they are capped as a whole; ``cut``: each share no more than it counts
    for."""
    formula = case.rule(ScoreFormula)
    counted = _counted(case, formula, cut=cut) if formula else None
    if formula is None or counted is None:
        return None
    return total(counted) * formula.weight / (100 * len(formula.terms))


def _counted(case: Case, formula: ScoreFormula, *, cut: bool = True) -> list[Fraction] | None:
    """What each term counts for; None while one isn't known."""
    shares = _shares(case)
    if not all(term in shares for term in formula.terms):
        return None
    values = [shares[term][0] for term in formula.terms]
    cap = case.rule(ScoreCap)
    most = cap.share(case, formula.weight) if cap and cut else None
    return values if most is None else [min(value, most) for value in values]
