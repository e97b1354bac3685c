"""What every rule of law has, whatever its kind, and what it says of a case."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from evaluations.law import cite
from evaluations.law.days import day_of_law
from evaluations.law.facts import Facts
from evaluations.law.levels import Level

Found = TypeVar("Found")
Kind = TypeVar("Kind", bound="Rule")


class Subject(StrEnum):
    """What facts are about."""

    PERSON = "person"
    ORGANISATION = "organisation"
    POOL = "pool"
    ACT = "act"
    CYCLE = "cycle"
    PETITION = "petition"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A reading or figure that the texts at hand do not settle; ``mark`` is m, s or d (see docs/law.md)."""

    id: str
    mark: str
    title: str
    value: Any
    choices: tuple = ()
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one rule says of one case. ``acts`` is whether it changes anything; a rule that was looked at and
    found satisfied says so with ``acts=False``."""

    rule: str
    cite: str
    says: str
    acts: bool
    closes: tuple[Level, ...] = ()
    bars: bool = False  # what it closes stays so where the law suggests no level, too
    forces: Level | None = None
    outcome: str = ""  # "not_rated", "reasoned", "hold"
    refuses: bool = False
    warns: bool = False
    missing: tuple[str, ...] = ()
    months: tuple[int, ...] = ()  # of the year, that it leaves out of the mean
    mark: str = ""
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Case:
    """Facts under a rule set: what a rule may look at."""

    facts: Facts
    law: Any  # a RuleSet, whose module stands on this one
    known: dict[Any, Any] = field(init=False, default_factory=dict, compare=False, repr=False)

    def rules(self, kind: type[Kind]) -> list[Kind]:
        """The rules of a kind that are about this case, in the order of the file."""
        return self.once(kind, lambda: self.law.of_kind(kind, self.facts))

    def rule(self, kind: type[Kind]) -> Kind | None:
        return next(iter(self.rules(kind)), None)

    def once(self, what: Any, find: Callable[[], Found]) -> Found:
        """What several rules ask for, found once a case."""
        if what not in self.known:
            self.known[what] = find()
        return self.known[what]


@dataclass(frozen=True, kw_only=True)
class Rule(ABC):
    """One rule. ``at`` is where it stands: for everybody under "", or by family of groups. It holds from
    ``valid_from`` (``from`` in the file) and before ``valid_until`` (``until``): the days of the text where
    it stands, where those aren't the rule set's own."""

    kind: ClassVar[str] = ""
    subjects: ClassVar[frozenset[Subject]] = frozenset()
    bars: ClassVar[bool] = False
    words: ClassVar[Mapping[str, Collection[str]]] = {}  # of parameters that know only some
    own: ClassVar[frozenset[str]] = frozenset(
        {"id", "kind", "for", "unless", "at", "of", "also", "says", "mark", "subject", "from", "until"}
    )

    id: str
    at: dict[str, tuple[str, ...]]
    says: str
    when: dict[str, tuple] = field(default_factory=dict)
    unless: tuple[str, ...] = ()
    of: str = ""  # the text it stands in, where that isn't the rule set's decree
    also: str = ""
    mark: str = ""
    subject: Subject | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    line: int = 0
    text: str = ""  # the short name of the rule set's decree
    origin: str = ""  # the code of the rule set in whose file it stands

    @property
    def stands_on_top(self) -> bool:
        """Whether an authority's set may hold it: the portal asks those sets about levels, scores, caps,
        meetings, signatures, petitions and closing, and about nothing else."""
        return True

    def takes_place_of(self, other: "Rule") -> bool:
        """Whether in an authority's set it stands instead of the decree's ``other``, not besides it."""
        return False

    def concerns(self, facts: Facts) -> bool:
        """Whether the rule is about this case at all: its ``for``, and its days."""
        if self.subject and self.subject != facts.get("subject"):
            return False
        if (self.valid_from or self.valid_until) and (on := day_of_law(facts)) and not self.in_force(on):
            return False
        # Asked of every rule in every case: a generator would cost a third more.
        for name, allowed in self.when.items():  # noqa: SIM110
            if facts.get(name) not in allowed:
                return False
        return True

    def in_force(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on < self.valid_until
        )

    def waived(self, facts: Facts) -> bool:
        return any(facts.get(name) for name in self.unless)

    def stands_at(self, facts: Facts | None = None) -> tuple[str, ...]:
        family = facts.family if facts else None
        return self.at.get(family or "", self.at.get("", ()))

    def citation(self, facts: Facts | None = None) -> str:
        """“điểm b khoản 1 Điều 8 NĐ 90/2020; Quy định 124-QĐ/TW”."""
        places = self.stands_at(facts)
        if places not in self._cited:
            said = [f"{cite.words(place)} {self.of or self.text}".strip() for place in places]
            if not said and self.of:
                said = [self.of]
            self._cited[places] = "; ".join([*said, self.also] if self.also else said)
        return self._cited[places]

    @cached_property
    def _cited(self) -> dict[tuple[str, ...], str]:
        """What was cited so far, by places."""
        return {}

    def finding(self, case: Case, *, acts: bool, facts_said: dict[str, Any] | None = None, **more) -> Finding:
        return Finding(
            rule=self.id,
            cite=self.citation(case.facts),
            says=self.sentence(**(facts_said or {})),
            acts=acts,
            bars=self.bars,
            mark=self.mark,
            settings=tuple(case.law.settings[name] for name in self.settings_used),
            **more,
        )

    def sentence(self, **said: Any) -> str:
        return self.says.format(**{**self.params, **said})

    @cached_property
    def params(self) -> dict[str, Any]:
        """What the file says of a rule of this kind; not to be changed."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name not in _COMMON}

    @cached_property
    def settings_used(self) -> tuple[str, ...]:
        return tuple(one.setting for one in self.params.values() if isinstance(one, Set))

    @abstractmethod
    def judge(self, case: Case) -> list[Finding]:
        """What the rule says of the case; nothing where it has nothing to look at."""


_COMMON = {one.name for one in fields(Rule)}


@dataclass(frozen=True)
class Set:
    """A parameter that a setting of the rule set gives: ``{setting: cap-share}`` in the file."""

    setting: str


def value_of(parameter: Any, case: Case) -> Any:
    """A parameter's value, by the setting where one gives it."""
    return case.law.settings[parameter.setting].value if isinstance(parameter, Set) else parameter
