"""Rule sets: a decree with its dates, groups, settings, criteria, forms, rules, from ``rules/*.yaml``."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from evaluations.law import lined
from evaluations.law.errors import RuleFileError
from evaluations.law.facts import Facts
from evaluations.law.forms import Form, read_form
from evaluations.law.kinds.levels import ScoreBand
from evaluations.law.lined import Lined
from evaluations.law.numbers import score_shown
from evaluations.law.parse import Reader
from evaluations.law.rules import Rule, Setting
from evaluations.law.split import refuse_wrong_split

FOLDER = Path(__file__).parent.parent / "rules"
STATES = {"official": "có hiệu lực", "draft": "dự thảo, chưa được xác nhận với văn bản gốc"}
Kind = TypeVar("Kind", bound=Rule)


@dataclass(frozen=True, kw_only=True)
class Applies:
    """For whom and when a rule set holds: groups of people or kinds of organisation, from a day up to another
    (exclusive). ``setting`` marks a reading that the texts leave open."""

    groups: tuple[str, ...]
    first: date
    until: date | None = None
    setting: str = ""

    def holds(self, group: str, on: date) -> bool:
        return group in self.groups and self.first <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, kw_only=True, eq=False)
class RuleSet:
    code: str
    title: str
    short: str
    state: str
    applies: tuple[Applies, ...]
    settings: dict[str, Setting]
    forms: tuple[Form, ...]
    criteria: tuple[Lined, ...]
    rules: tuple[Rule, ...]
    note: str = ""
    on_top_of: tuple[str, ...] = ()
    authority: str = ""
    layers: tuple[str, ...] = field(default=())

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"

    def of_kind(self, kind: type[Kind], facts: Facts) -> list[Kind]:
        """The rules of a kind that are about this case, in the order of the file."""
        return [rule for rule in self._by_kind[kind] if rule.concerns(facts)]

    @cached_property
    def _by_kind(self) -> dict[type, list[Any]]:
        """Each kind's rules, and those of the kinds that are made of it."""
        found: dict[type, list[Any]] = defaultdict(list)
        for rule in self.rules:
            for kind in type(rule).__mro__:
                found[kind].append(rule)
        return found

    def form(self, paper: str, group: str) -> Form | None:
        """The form of this paper for the group; one that names no groups is for all."""
        mine = (form for form in self.forms if form.paper == paper)
        return next((form for form in mine if not form.groups or group in form.groups), None)

    def one(self, kind: type[Kind], facts: Facts) -> Kind | None:
        return next(iter(self.of_kind(kind, facts)), None)

    def score_shown(self, score: Fraction) -> str:
        return score_shown(score, self._bounds)

    @cached_property
    def _bounds(self) -> list[Fraction]:
        """Where levels begin."""
        bands = (rule for rule in self.rules if isinstance(rule, ScoreBand))
        return [band.at_least for band in bands if band.at_least is not None]

    def without(self, rule_id: str) -> "RuleSet":
        """The same law with one rule switched off, for trying what it does."""
        return replace(self, rules=tuple(rule for rule in self.rules if rule.id != rule_id))

    @property
    def of_organisations(self) -> tuple[Lined, ...]:
        """The criteria that an authority scores organisations by; those of people are in no group."""
        return tuple(one for one in self.criteria if "group" in one)

    @property
    def split(self) -> tuple[Lined, ...]:
        """The criteria that people are scored by: the decree's, or an authority's own split of its points."""
        return tuple(one for one in self.criteria if "group" not in one)

    def under(self, stricter: "RuleSet") -> "RuleSet":
        """With an authority's stricter set on top: its rules besides, its settings and its split of the
        common points instead."""
        return _under(self, stricter)

    def under_all(self, names: Iterable[str]) -> "RuleSet":
        """With those of the authorities' sets that stand on top of this law."""
        law = self
        for stricter in (authorities()[name] for name in names):
            if self.code in stricter.on_top_of:
                law = law.under(stricter)
        return law

    def _with(self, stricter: "RuleSet") -> "RuleSet":
        kept = (rule for rule in self.rules if not any(own.takes_place_of(rule) for own in stricter.rules))
        return replace(
            self,
            settings=self.settings | stricter.settings,
            criteria=stricter.split or self.criteria,
            rules=(*kept, *stricter.rules),
            layers=(*self.layers, stricter.title),
        )


@cache
def _under(law: RuleSet, stricter: RuleSet) -> RuleSet:
    """The same pair is asked for person by person."""
    return law._with(stricter)


@cache
def all_rule_sets() -> dict[str, RuleSet]:
    """Every decree's rule set of the repository, by code."""
    return load(sorted(FOLDER.glob("*.yaml")))


@cache
def authorities() -> dict[str, RuleSet]:
    """The stricter sets of authorities (``rules/authorities/*.yaml``), by code."""
    return load(sorted((FOLDER / "authorities").glob("*.yaml")))


def load(paths: Iterable[Path]) -> dict[str, RuleSet]:
    """Raises RuleFileError, which names the file and the line."""
    said = {path: lined.read(path) for path in paths}
    found: dict[str, RuleSet] = {}
    waiting = dict(said)
    while waiting:
        ready = [(path, one) for path, one in waiting.items() if one.get("extends") in (None, *found)]
        if not ready:
            path, one = next(iter(waiting.items()))
            sentence = f"không có bộ quy tắc “{one['extends']}” mà không dựa lại vào bộ này."
            raise RuleFileError(path.name, one.lines["extends"], sentence)
        for path, one in ready:
            rule_set = _rule_set(path.name, waiting.pop(path), found.get(one.get("extends")))
            if rule_set.code in found:
                raise RuleFileError(path.name, one.lines["code"], f"mã “{rule_set.code}” đã có ở tệp khác.")
            found[rule_set.code] = rule_set
    return found


def load_file(path: Path) -> RuleSet:
    """One file by itself (an authority's stricter set)."""
    return next(iter(load([path]).values()))


LISTS = ("rules", "applies", "forms", "criteria")
KEYS = {
    "code", "title", "short", "state", "note", "applies", "extends", "removes", "settings", "forms",
    "criteria", "rules", "on_top_of", "authority",
}  # fmt: skip


def _rule_set(file: str, said: Lined, base: RuleSet | None) -> RuleSet:
    reader = Reader(file, said, {})
    for key, value in said.items():
        if key not in KEYS:
            reader.fail(said, key, f"không có khóa “{key}”.")
        if key in LISTS and not (isinstance(value, list) and all(isinstance(one, Lined) for one in value)):
            reader.fail(said, key, f"“{key}” phải là một danh sách các bảng.")
    state = reader.needed(said, "state")
    if state not in STATES:
        reader.fail(said, "state", f"trạng thái “{state}” phải là một trong: {', '.join(STATES)}.")
    settings = dict(base.settings) if base else {}
    given = said.get("settings", {})
    if not isinstance(given, dict) or not all(isinstance(one, Lined) for one in given.values()):
        reader.fail(said, "settings", "“settings” phải là một bảng của các bảng.")
    for name, one in given.items():
        settings[name] = reader.setting(name, one)
    reader.settings = settings
    own = [reader.rule(one) for one in said.get("rules", ())]
    for rule in own if "on_top_of" in said else ():
        if not rule.stands_on_top:
            sentence = f"cổng không hỏi quy định của cấp có thẩm quyền về loại “{rule.kind}”."
            raise RuleFileError(file, rule.line, sentence)
    if "on_top_of" in said:
        refuse_wrong_split(reader, said, own, all_rule_sets())
    return RuleSet(
        code=reader.needed(said, "code"),
        title=reader.needed(said, "title"),
        short=said.get("short", ""),
        state=state,
        note=said.get("note", ""),
        applies=tuple(_applies(reader, one, settings) for one in said.get("applies", ())),
        settings=settings,
        forms=_forms(reader, said, base),
        criteria=tuple(said.get("criteria", ())) or (base.criteria if base else ()),
        rules=_rules(reader, said, own, base),
        on_top_of=tuple(said.get("on_top_of", ())),
        authority=said.get("authority", ""),
    )


def _rules(reader: Reader, said: Lined, own: list[Rule], base: RuleSet | None) -> tuple[Rule, ...]:
    """The base's rules less those removed, written anew or over by the file's first day, then its own."""
    ids = [rule.id for rule in own]
    for index, rule in enumerate(own):
        if rule.id in ids[:index]:
            raise RuleFileError(reader.file, rule.line, f"mã quy tắc “{rule.id}” ghi hai lần.")
    removed = tuple(said.get("removes", ()))
    known = {rule.id for rule in base.rules} if base else set()
    for name in removed:
        if name not in known:
            reader.fail(said, "removes", f"bộ gốc không có quy tắc “{name}”.")
    starts = [one["from"] for one in said.get("applies", ())]
    kept = [
        replace(rule, text=reader.text)
        for rule in (base.rules if base else ())
        if rule.id not in removed
        and rule.id not in ids
        and not (starts and rule.valid_until and rule.valid_until <= min(starts))
    ]
    return (*kept, *own)


def _forms(reader: Reader, said: Lined, base: RuleSet | None) -> tuple[Form, ...]:
    """The file's own, then the base's for papers that the file doesn't name."""
    own = tuple(read_form(reader, one) for one in said.get("forms", ()))
    papers = {form.paper for form in own}
    return (*own, *(form for form in (base.forms if base else ()) if form.paper not in papers))


def _applies(reader: Reader, said: Lined, settings: dict[str, Setting]) -> Applies:
    setting = said.get("setting", "")
    if setting and setting not in settings:
        reader.fail(said, "setting", f"không có thiết lập “{setting}”.")
    return Applies(
        groups=tuple(reader.needed(said, "groups")),
        first=reader.needed(said, "from"),
        until=said.get("until"),
        setting=setting,
    )
