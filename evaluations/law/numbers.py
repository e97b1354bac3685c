"""Exact numbers: fractions are kept and compared, two decimals are shown."""

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from math import lcm

from evaluations.law.errors import FactsError

# As people and programs write them; an exponent of three figures would take for ever to write out.
NUMBER = re.compile(
    r"\s*[-+]?(\d{1,400}(/\d{1,400})?|\d{0,100}[.,]?\d{0,100}(e[-+]?\d{1,2})?)\s*", re.IGNORECASE
)
ONE = Fraction(1)


def exact(value: object, name: str) -> Fraction:
    """A number of the facts as a fraction: 5, "27.5", "27,5" or "275/3"; a float by its shortest text."""
    if type(value) is Fraction:
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise FactsError(f"“{name}” phải là một số, không phải {value!r}.", field=name)
    try:
        return _read(str(value))
    except (ValueError, ZeroDivisionError):
        raise FactsError(f"“{name}” phải là một số, không phải “{value}”.", field=name) from None


@lru_cache
def _read(text: str) -> Fraction:
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    return Fraction(text.replace(",", "."))


def total(values: Iterable[Fraction]) -> Fraction:
    return sum_of_products((value, ONE) for value in values)


def sum_of_products(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Exactly, by whole numbers over one denominator: a sum of fractions reduces at each step."""
    above_all, under = 0, 1
    for one, other in pairs:
        above, below = one.as_integer_ratio()
        factor, divisor = other.as_integer_ratio()
        above, below = above * factor, below * divisor
        if below != under:
            whole = lcm(under, below)
            above_all, above, under = above_all * (whole // under), above * (whole // below), whole
        above_all += above
    return Fraction(above_all, under)


@lru_cache
def shown(value: Fraction, places: int = 2) -> str:
    """With a comma, rounded half up, without idle zeros: 68,25; 6; 23,3."""
    return _rounded(value, places).replace(".", ",")


def score_shown(score: Fraction, bounds: list[Fraction]) -> str:
    """Two decimals always; where rounding would lift a score onto a bound of a level it is cut instead, so
    that 89,996, which is below 90, doesn't read as 90,00."""
    text = _fixed(score, 2)
    if any(score < bound <= Fraction(text) for bound in bounds):
        text = _fixed(score - Fraction(1, 200), 2)
    return text.replace(".", ",")


def percent(part: Fraction, whole: Fraction) -> str:
    return f"{shown(part * 100 / whole, 1)} %" if whole else "–"


def _rounded(value: Fraction, places: int) -> str:
    text = _fixed(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _fixed(value: Fraction, places: int) -> str:
    scale = 10**places
    units = (abs(value) * scale * 2 + 1) // 2
    whole, rest = divmod(int(units), scale)
    sign = "-" if value < 0 and units else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"
