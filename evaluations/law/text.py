"""The text of a decree by article, clause and letter, where it is at hand (``rules/texts/<code>.txt``)."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "rules" / "texts"
ARTICLE = re.compile(r"Điều (\d+)\. (.+)")
CLAUSE = re.compile(r"(\d+)\. (.+)")
LETTER = re.compile(r"([a-zđ])\) (.+)")
DIVISION = re.compile(r"(Chương|Mục) [IVX\d]+")


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One article (its title), clause or letter with its own words, without those below it."""

    place: str
    words: str
    depth: int  # 0 article, 1 clause, 2 letter


@cache
def clauses(code: str) -> tuple[Clause, ...]:
    """All clauses of a decree in the order of its text, without annexes; empty where it isn't at hand."""
    path = FOLDER / f"{code}.txt"
    if not path.exists():
        return ()
    found: list[Clause] = []
    article = clause = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("PHỤ LỤC"):
            break
        if match := ARTICLE.fullmatch(line):
            article, clause = match[1], ""
            found.append(Clause(place=article, words=match[2], depth=0))
        elif not article or DIVISION.match(line) or line.isupper():
            continue
        elif match := CLAUSE.fullmatch(line):
            clause = match[1]
            found.append(Clause(place=f"{article}.{clause}", words=match[2], depth=1))
        elif match := LETTER.fullmatch(line):
            found.append(Clause(place=f"{article}.{clause}.{match[1]}", words=match[2], depth=2))
        else:
            last = found[-1]
            found[-1] = Clause(place=last.place, words=f"{last.words}\n{line}", depth=last.depth)
    return tuple(found)
