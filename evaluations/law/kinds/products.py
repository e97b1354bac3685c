"""Products of a period: what counts as assigned and as done, shares, what a fault or a delay takes off."""

from dataclasses import dataclass
from fractions import Fraction

from evaluations.law.errors import FactsError
from evaluations.law.facts import Facts
from evaluations.law.numbers import exact, shown, sum_of_products
from evaluations.law.rules import Case, Finding, Rule, Set, Subject, value_of

PERSON = frozenset({Subject.PERSON})
EVENTS = {"faults": "lần sai sót lớn", "delays": "lần chậm"}
FLAGS = ("handed_over", "taken_over", "unplanned")
NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Product:
    """One line of work: what of it counts as assigned and as done, and the events that happened to it."""

    coefficient: Fraction
    assigned: Fraction
    done: Fraction
    events: dict[str, Fraction]
    confirmed: dict[str, Fraction]


@dataclass(frozen=True, kw_only=True)
class ProductCounting(Rule):
    """A product that is ``mark``-ed (handed over, taken over, outside the plan) counts as assigned or as done
    only where the rule says so."""

    kind = "product_counting"
    subjects = PERSON
    words = {"flag": FLAGS}

    flag: str
    assigned: bool
    done: bool

    def judge(self, case: Case) -> list[Finding]:
        rows = case.facts.rows("products")
        if not rows:
            return []
        n = sum(1 for row in rows if row.truth(self.flag))
        return [self.finding(case, acts=bool(n), facts_said={"n": n})]


@dataclass(frozen=True, kw_only=True)
class Deduction(Rule):
    """Each event takes ``percent`` of the product's own value off a share, never more than the product has
    where ``floor`` is set; an event whose objective cause somebody else confirmed takes nothing."""

    kind = "deduction"
    subjects = PERSON
    words = {"event": EVENTS}

    term: str
    event: str
    percent: Fraction
    floor: bool | Set

    def off(self, case: Case, product: Product) -> Fraction:
        """How many products' worth of what is done is taken off, before the coefficient."""
        happened = product.events[self.event]
        if not happened or (n := happened - product.confirmed[self.event]).numerator <= 0:
            return NONE
        off = self.percent / 100 * n
        return min(off, product.done) if value_of(self.floor, case) else off

    def judge(self, case: Case) -> list[Finding]:
        products = products_of(case)
        if not products:
            return []
        n = sum((one.events[self.event] for one in products), NONE)
        confirmed = sum((one.confirmed[self.event] for one in products), NONE)
        words = {"n": shown(n), "confirmed": shown(confirmed)}
        return [self.finding(case, acts=n > confirmed, facts_said=words)]


@dataclass(frozen=True, kw_only=True)
class ProductShare(Rule):
    """One share of the result (a, b, c): converted products that count ÷ converted products assigned, in
    percent. What the deductions of this term take off doesn't count."""

    kind = "product_share"
    subjects = PERSON

    term: str
    label: str

    def value(self, case: Case) -> Fraction | None:
        """In percent; None where nothing was assigned or no products are known."""
        if case.facts.get("products") is None:
            return case.facts.number(f"shares.{self.term}")
        assigned = assigned_total(case)
        return self.counted(case) * 100 / assigned if assigned else None

    def counted(self, case: Case) -> Fraction:
        return case.once(self.id, lambda: self._counted(case))

    def _counted(self, case: Case) -> Fraction:
        taken_off = [rule for rule in case.rules(Deduction) if rule.term == self.term]
        return sum_of_products((one.coefficient, _left(case, one, taken_off)) for one in products_of(case))

    def judge(self, case: Case) -> list[Finding]:
        value = self.value(case)
        if value is None:
            said = {"n": 0, "of": 0, "value": "–"}
            return (
                [self.finding(case, acts=False, facts_said=said)] if case.facts.get("products") == [] else []
            )
        words = {"value": shown(value)}
        if case.facts.get("products") is None:
            words |= {"n": "?", "of": "?"}
        else:
            words |= {"n": shown(self.counted(case)), "of": shown(assigned_total(case))}
        return [self.finding(case, acts=True, facts_said=words)]


@dataclass(frozen=True, kw_only=True)
class NothingAssigned(Rule):
    """Where nothing was assigned in the period there is no share: the period is asked for, it is neither 0
    nor 100."""

    kind = "nothing_assigned"
    subjects = PERSON

    reading: str | Set

    def judge(self, case: Case) -> list[Finding]:
        if case.facts.get("products") is None:
            return []
        empty = not assigned_total(case)
        return [self.finding(case, acts=empty, outcome="hold" if empty else "")]


def assigned_total(case: Case) -> Fraction:
    """Converted products assigned in the period."""
    return case.once(
        "assigned", lambda: sum_of_products((one.coefficient, one.assigned) for one in products_of(case))
    )


def _left(case: Case, product: Product, rules: list[Deduction]) -> Fraction:
    """What is done, less what the rules take off."""
    left = product.done
    for rule in rules:
        if off := rule.off(case, product):
            left -= off
    return left


def products_of(case: Case) -> list[Product]:
    """The lines of work, as the law counts each."""
    return case.once("products", lambda: _products(case))


def _products(case: Case) -> list[Product]:
    counting = case.rules(ProductCounting)
    found = []
    for row in case.facts.rows("products"):
        left_out = [rule for rule in counting if row.truth(rule.flag)]
        found.append(
            Product(
                coefficient=coefficient(row),
                assigned=_from_0(row, "assigned") if all(rule.assigned for rule in left_out) else NONE,
                done=_from_0(row, "done") if all(rule.done for rule in left_out) else NONE,
                events={name: _from_0(row, name) for name in EVENTS},
                confirmed={name: _from_0(row, f"objective_{name}") for name in EVENTS},
            )
        )
    return found


def coefficient(row: Facts) -> Fraction:
    value = exact(row.get("coefficient") if row.get("coefficient") is not None else 1, "products.coefficient")
    if value.numerator <= 0:  # compared with a whole number a fraction is ten times slower
        raise FactsError("Hệ số quy đổi phải lớn hơn 0.", field="products.coefficient")
    return value


def _from_0(row: Facts, what: str) -> Fraction:
    found = row.get(what)
    if found is None or (type(found) is int and found == 0):  # nearly all of a line's numbers
        return NONE
    number = exact(found, what)
    if number.numerator < 0:
        raise FactsError(f"Số ghi cho sản phẩm ({what}) không được âm.", field=f"products.{what}")
    return number
