"""Rule sets as pages: the words of a decree, article by article, with the rules that carry them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.days import last_day, since
from evaluations.law import cite
from evaluations.law.kinds.cycles import STEPS
from evaluations.law.kinds.documents import ATTENDANTS
from evaluations.law.rule_sets import STATES, RuleSet, all_rule_sets, authorities
from evaluations.law.rules import Rule, Setting
from evaluations.law.text import clauses
from evaluations.rule_words import (
    FAMILY_WORDS,
    GROUP_WORDS,
    KIND_WORDS,
    MARK_WORDS,
    condition_words,
    value_words,
)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as shown: what it is, for whom, where it stands, what it says."""

    id: str
    kind: str
    whom: str
    cites: tuple[str, ...]
    says: str
    mark: str
    settings: tuple[Setting, ...]
    days: str  # where the text it stands in holds for other days than the decree


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause of the decree's text with the rules that stand at it."""

    place: str
    words: str
    depth: int
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article (or another law that rules are taken from) with its passages."""

    anchor: str
    title: str
    passages: list[Passage] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RuleSetPage:
    law: RuleSet
    state: str
    periods: list[tuple[str, str]]
    settings: list[tuple[Setting, str, str]]
    articles: list[Article]
    has_text: bool


def decrees() -> list[RuleSet]:
    """The rule sets that hold for somebody, the newest first; then those of authorities on top of them."""
    found = [law for law in all_rule_sets().values() if law.applies]
    found.sort(key=lambda law: (min(one.first for one in law.applies), law.code), reverse=True)
    return [*found, *sorted(authorities().values(), key=lambda law: law.code)]


def rule_set_page(code: str) -> RuleSetPage | None:
    """None for a code that no decree has."""
    law = next((one for one in decrees() if one.code == code), None)
    if law is None:
        return None
    return RuleSetPage(
        law=law,
        state=STATES[law.state],
        periods=periods(law),
        settings=[(one, value_words(one.value), MARK_WORDS[one.mark]) for one in law.settings.values()],
        articles=[*_articles(law), *_other_laws(law)],
        has_text=bool(clauses(code)),
    )


def periods(law: RuleSet) -> list[tuple[str, str]]:
    """For whom and when it holds, in words; of an authority's set on top of which decrees it stands."""
    if law.authority:
        below = ", ".join(all_rule_sets()[code].short for code in law.on_top_of)
        return [(f"theo quy định của {law.authority}", f"bổ sung cho {below}")]
    return [
        (", ".join(GROUP_WORDS[group] for group in one.groups), _span(one.first, one.until))
        for one in law.applies
    ]


def _span(first: date | None, until: date | None) -> str:
    """“từ 01/01/2026”, “từ … đến …”, “đến …”; nothing where neither day is given."""
    since_words = f"từ {first:%d/%m/%Y}" if first else ""
    last_words = f"đến {last_day(since(first, until)):%d/%m/%Y}" if until else ""
    return f"{since_words} {last_words}".strip()


def _articles(law: RuleSet) -> list[Article]:
    at: dict[str, list[Rule]] = {}
    for rule in law.rules:
        if not rule.of:
            for place in dict.fromkeys(place for places in rule.at.values() for place in places):
                at.setdefault(place, []).append(rule)
    texts = {clause.place: clause for clause in clauses(law.code)}
    titles = {place: clause.words.split("\n")[0] for place, clause in texts.items() if clause.depth == 0}
    found: dict[str, Article] = {}
    for place in sorted({*texts, *at}, key=cite.in_order):
        head = place.split(".")[0]
        if head not in found:
            title = f"{cite.words(head)}. {titles[head]}" if head in titles else cite.words(head)
            found[head] = Article(anchor=f"dieu-{head.lower()}", title=title)
        clause = texts.get(place)
        rules = tuple(_line(rule, law) for rule in at.get(place, ()))
        words = clause.words if clause else ""
        if clause and clause.depth == 0:
            words = words.partition("\n")[2]
        if words or rules:
            found[head].passages.append(Passage(_heading(place), words, place.count("."), rules))
    return list(found.values())


def _heading(place: str) -> str:
    """“Khoản 1 Điều 8”; nothing for the article itself, whose title stands above."""
    words = cite.words(place)
    return words[0].upper() + words[1:] if "." in place else ""


def _other_laws(law: RuleSet) -> list[Article]:
    found: dict[str, Article] = {}
    for rule in law.rules:
        if rule.of:
            article = found.setdefault(rule.of, Article(anchor=f"luat-{len(found) + 1}", title=rule.of))
            where = ", ".join(cite.words(place) for place in rule.stands_at())
            article.passages.append(Passage(where, "", 1, (_line(rule, law),)))
    return list(found.values())


def _line(rule: Rule, law: RuleSet) -> RuleLine:
    return RuleLine(
        id=rule.id,
        kind=KIND_WORDS[rule.kind],
        whom=condition_words(rule.when),
        cites=_cites(rule),
        says=_in_general(rule),
        mark="" if law.is_draft and rule.mark == "s" else MARK_WORDS[rule.mark],
        settings=tuple(law.settings[name] for name in rule.settings_used),
        days=_span(rule.valid_from, rule.valid_until),
    )


def _cites(rule: Rule) -> tuple[str, ...]:
    """Where the rule stands for each family of groups, where that differs."""
    if set(rule.at) <= {""}:
        return ()
    return tuple(
        f"{FAMILY_WORDS[family]}: {', '.join(cite.words(place) for place in places)}"
        for family, places in rule.at.items()
    )


class _Open(dict):
    """Stands in for facts: what only a case can fill is left open."""

    def __missing__(self, key: str) -> str:
        return "…"


def _in_general(rule: Rule) -> str:
    """The rule's sentence with its own figures and without a case's facts."""
    known: dict[str, Any] = {
        name: value_words(value) for name, value in rule.params.items() if not isinstance(value, tuple)
    }
    lists = {"who": ATTENDANTS, "steps": STEPS}
    for name, words in lists.items():
        if isinstance(listed := rule.params.get(name), tuple):
            known[name] = ", ".join(words[one] for one in listed)
    return rule.says.format_map(_Open(known)).replace("….", "…")
