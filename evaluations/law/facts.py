"""Facts of one case: a nested mapping, read by dotted names; what isn't there is unknown, not false.

The shapes are described in ``docs/check-rules.md``.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from evaluations.law.errors import FactsError
from evaluations.law.numbers import exact

FAMILIES = {
    "official": "official",
    "commune_official": "official",
    "civil_servant": "civil_servant",
    "commune_civil_servant": "civil_servant",
    "public_employee": "public_employee",
}
ORGANISATIONS = ("administrative_organisation", "service_organisation")
LEADERS = ("head", "deputy", "none")
YEARS = range(1900, 2201)  # of all days and years of facts: terms and later years can be counted from them


class Facts:
    """Reads a case, which stays as it is; a rule asks for what it needs and gets None for what isn't said."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.said = said

    def get(self, name: str) -> Any:
        """The value under a dotted name; None where any step of it is missing. Two names are derived from the
        group: ``family`` and ``rated_as`` (leader or staff; officials are rated as leaders)."""
        if name in ("family", "rated_as"):
            return self.family if name == "family" else self.rated_as
        if "." not in name:
            return self.said.get(name)
        found: Any = self.said
        for step in name.split("."):
            if not isinstance(found, dict) or step not in found:
                return None
            found = found[step]
        return found

    def need(self, name: str) -> Any:
        found = self.get(name)
        if found is None:
            raise FactsError(f"Thiếu dữ kiện “{name}”.", field=name)
        return found

    def truth(self, name: str) -> bool | None:
        found = self.get(name)
        if found is not None and not isinstance(found, bool):
            raise FactsError(f"“{name}” phải là true hoặc false, không phải {found!r}.", field=name)
        return found

    def number(self, name: str) -> Fraction | None:
        found = self.get(name)
        return None if found is None else exact(found, name)

    def whole(self, name: str) -> int:
        """A whole number that must be there: a month, a number of days."""
        number = exact(self.need(name), name)
        if number.denominator != 1:
            raise FactsError(f"“{name}” phải là một số nguyên, không phải {self.get(name)!r}.", field=name)
        return int(number)

    def year(self, name: str = "year") -> int:
        """A year that must be there."""
        found = self.whole(name)
        if found not in YEARS:
            raise FactsError(f"“{name}” phải từ {YEARS[0]} đến {YEARS[-1]}, không phải {found}.", field=name)
        return found

    def text(self, name: str) -> str | None:
        found = self.get(name)
        if found is not None and not isinstance(found, str):
            raise FactsError(f"“{name}” phải là chữ, không phải {found!r}.", field=name)
        return found

    def day(self, name: str) -> date | None:
        found = self.get(name)
        return None if found is None else a_day(found, name)

    def period(self) -> tuple[date, date]:
        """Its first and last day; both must be there."""
        first, last = (a_day(self.need(name), name) for name in ("period.from", "period.to"))
        if last < first:
            raise FactsError(f"Kỳ từ {first} đến {last}: ngày cuối trước ngày đầu.", field="period.to")
        return first, last

    def rows(self, name: str) -> list["Facts"]:
        """The mappings of a list; an absent list has none."""
        found = self.get(name)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise FactsError(f"“{name}” phải là một danh sách các bảng.", field=name)
        return [Facts(row) for row in found]

    def table(self, name: str) -> dict[str, Any]:
        """A mapping whose keys aren't names of facts (points by criterion); an absent one is empty."""
        found = self.get(name)
        if found is not None and not isinstance(found, dict):
            raise FactsError(f"“{name}” phải là một bảng, không phải {found!r}.", field=name)
        return found or {}

    def words(self, name: str) -> list[str]:
        found = self.get(name)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            raise FactsError(f"“{name}” phải là một danh sách chữ.", field=name)
        return found

    def one_of(self, name: str, allowed: Iterable[str]) -> str:
        found = self.get(name)
        if found is None:
            raise FactsError(f"Thiếu dữ kiện “{name}”; nhận một trong: {_listed(allowed)}.", field=name)
        if not isinstance(found, str) or found not in allowed:
            raise FactsError(f"“{name}” là {found!r}; chỉ nhận: {_listed(allowed)}.", field=name)
        return found

    @cached_property
    def family(self) -> str | None:
        """The group without its level of government: official, civil_servant, public_employee; None for an
        organisation."""
        return FAMILIES.get(self.text("group") or "")

    @cached_property
    def rated_as(self) -> str:
        is_leader = self.said.get("leader", "none") != "none" or self.family == "official"
        return "leader" if is_leader else "staff"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(filter(None, words))


def a_day(value: object, name: str) -> date:
    """A day written YYYY-MM-DD."""
    try:
        found = date.fromisoformat(str(value))
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise FactsError(
            f"“{name}” phải là ngày dạng NNNN-TT-NN, năm từ {YEARS[0]} đến {YEARS[-1]}, "
            f"không phải “{value}”.",
            field=name,
        )
    return found
