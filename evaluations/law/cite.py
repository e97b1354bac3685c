"""Citations: ``8.1.b`` in a rule file is “điểm b khoản 1 Điều 8” to a reader."""

import re
from functools import cache

PLACE = re.compile(r"(PL)?(\d+[a-z]?)(?:\.(\d+[a-z]?)(?:\.([a-zđ]))?)?")


def is_place(text: str) -> bool:
    return bool(PLACE.fullmatch(text))


@cache
def words(place: str) -> str:
    """“điểm b khoản 1 Điều 8”; ``PL1`` is “Phụ lục 1”."""
    found = PLACE.fullmatch(place)
    if found is None:
        raise ValueError(place)
    annex, article, clause, letter = found.groups()
    said = f"Phụ lục {article}" if annex else f"Điều {article}"
    if clause:
        said = f"{'mục' if annex else 'khoản'} {clause} {said}"
    return f"điểm {letter} {said}" if letter else said


def in_order(place: str) -> tuple:
    """Sorts by article, clause and letter (đ after d)."""
    annex, article, clause, letter = PLACE.fullmatch(place).groups()
    alphabet = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
    return (bool(annex), _number(article), _number(clause or "0"), alphabet.index(letter) if letter else -1)


def _number(text: str) -> tuple[int, str]:
    digits = re.match(r"\d+", text).group()
    return int(digits), text[len(digits) :]
