"""Rule sets: a decree with its dates, groups, settings, criteria, forms, rules, from ``rules/*.yaml``."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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
from evaluations.law.kinds.levels import ScoreBand, TreatedAsMet
from evaluations.law.lined import Lined
from evaluations.law.numbers import score_shown
from evaluations.law.parse import ASKED, Reader
from evaluations.law.rules import Rule, Setting, Subject
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

    def about(self, subject: Subject) -> list[Rule]:
        """The rules about such a subject, in the order of the file."""
        return self._by_subject[subject]

    @cached_property
    def _by_subject(self) -> dict[Subject, list[Rule]]:
        return {one: [rule for rule in self.rules if one in rule.subjects] for one in Subject}

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
    return load(sorted((FOLDER / "authorities").glob("*.yaml")), all_rule_sets())


def load(paths: Iterable[Path], decrees: Mapping[str, RuleSet] | None = None) -> dict[str, RuleSet]:
    """``decrees`` are those on top of which the files may be laid. Raises RuleFileError, which names the file
    and the line."""
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
            rule_set = _rule_set(path.name, waiting.pop(path), found.get(one.get("extends")), decrees or {})
            if rule_set.code in found:
                raise RuleFileError(path.name, one.lines["code"], f"mã “{rule_set.code}” đã có ở tệp khác.")
            found[rule_set.code] = rule_set
    return found


def load_file(path: Path) -> RuleSet:
    """One file by itself (an authority's stricter set)."""
    return next(iter(load([path], all_rule_sets()).values()))


CRITERION = {"code", "group", "title", "most", "at", "leaders"}
LISTS = ("rules", "applies", "forms", "criteria")
KEYS = {
    "code", "title", "short", "state", "note", "applies", "extends", "removes", "settings", "forms",
    "criteria", "rules", "on_top_of", "authority",
}  # fmt: skip


def _rule_set(file: str, said: Lined, base: RuleSet | None, decrees: Mapping[str, RuleSet]) -> RuleSet:
    reader = Reader(file, said, {})
    for key, value in said.items():
        if key not in KEYS:
            reader.fail(said, key, f"không có khóa “{key}”.")
        if key in LISTS and not (isinstance(value, list) and all(isinstance(one, Lined) for one in value)):
            reader.fail(said, key, f"“{key}” phải là một danh sách các bảng.")
    state = reader.one_of(said, "state", STATES)
    settings = dict(base.settings) if base else {}
    given = said.get("settings", {})
    if not isinstance(given, dict) or not all(isinstance(one, Lined) for one in given.values()):
        reader.fail(said, "settings", "“settings” phải là một bảng của các bảng.")
    for name, one in given.items():
        settings[name] = reader.setting(name, one)
    reader.settings, reader.own_settings = settings, given
    own = [reader.rule(one) for one in said.get("rules", ())]
    criteria = _criteria(reader, said, base)
    on_top_of = _on_top_of(reader, said, own, decrees)
    laws = [*(decrees[name] for name in on_top_of), *([base] if base else [])]
    applies = tuple(_applies(reader, one, settings) for one in said.get("applies", ()))
    used = {name for rule in own for name in rule.settings_used} | {one.setting for one in applies}
    _check_settings(reader, given, laws, used)
    return RuleSet(
        code=reader.text(said, "code"),
        title=reader.text(said, "title"),
        short=reader.short,
        state=state,
        note=reader.text(said, "note", ""),
        applies=applies,
        settings=settings,
        forms=_forms(reader, said, base),
        criteria=criteria,
        rules=_rules(reader, said, own, base),
        on_top_of=on_top_of,
        authority=reader.text(said, "authority", ""),
    )


def _on_top_of(
    reader: Reader, said: Lined, own: list[Rule], decrees: Mapping[str, RuleSet]
) -> tuple[str, ...]:
    """The decrees that an authority's set makes stricter; of one that isn't known its rules would hold
    nowhere."""
    if "on_top_of" not in said:
        return ()
    names = reader.texts(said, "on_top_of")
    for name in names:
        if name not in decrees:
            known = ", ".join(code for code, law in decrees.items() if law.applies)
            reader.fail(said, "on_top_of", f"không có bộ quy tắc “{name}” để quy định thêm; có: {known}.")
    for rule in own:
        if not rule.stands_on_top:
            sentence = f"cổng không hỏi quy định của cấp có thẩm quyền về loại “{rule.kind}”."
            raise RuleFileError(reader.file, rule.line, sentence)
    refuse_wrong_split(reader, said, own, decrees)
    return names


def _check_settings(reader: Reader, given: Lined, laws: list[RuleSet], used: set[str]) -> None:
    """A setting is one that the file itself uses, or sets one of the law's to what that one may be."""
    for name, one in given.items():
        value = reader.settings[name].value
        before = [law.settings[name] for law in laws if name in law.settings]
        if laws and not before and name not in used:
            reader.fail(given, name, f"không quy tắc nào dùng thiết lập “{name}”.")
        for old in before:
            if old.choices and value not in old.choices:
                listed = ", ".join(map(str, old.choices))
                reader.fail(one, "value", f"“{name}” là “{value}”; luật cho chọn: {listed}.")
            if type(value) is not type(old.value):
                reader.fail(one, "value", f"“{name}” là “{value}”; phải cùng loại với “{old.value}”.")


def _criteria(reader: Reader, said: Lined, base: RuleSet | None) -> tuple[Lined, ...]:
    own = tuple(said.get("criteria", ()))
    for one in own:
        for key in one:
            if key not in CRITERION:
                reader.fail(one, key, f"tiêu chí không có khóa “{key}”.")
        for key in ("code", "title"):
            reader.text(one, key)
        if "at" in one:
            reader.places(one)
        if "most" in one:
            reader.value(one, "most", one["most"], Fraction)
    return own or (base.criteria if base else ())


def _rules(reader: Reader, said: Lined, own: list[Rule], base: RuleSet | None) -> tuple[Rule, ...]:
    """The base's rules less those removed, written anew or over by the file's first day, then its own."""
    ids = [rule.id for rule in own]
    for index, rule in enumerate(own):
        if rule.id in ids[:index]:
            raise RuleFileError(reader.file, rule.line, f"mã quy tắc “{rule.id}” ghi hai lần.")
    removed = reader.texts(said, "removes")
    known = {rule.id for rule in base.rules} if base else set()
    for name in removed:
        if name not in known:
            reader.fail(said, "removes", f"bộ gốc không có quy tắc “{name}”.")
    starts = [first for one in said.get("applies", ()) if (first := reader.day(one, "from"))]
    kept = [
        replace(rule, text=reader.short)
        for rule in (base.rules if base else ())
        if rule.id not in removed
        and rule.id not in ids
        and not (starts and rule.valid_until and rule.valid_until <= min(starts))
    ]
    there = {rule.id for rule in (*kept, *own)}
    for rule in own:
        if isinstance(rule, TreatedAsMet) and (unknown := [name for name in rule.rules if name not in there]):
            raise RuleFileError(reader.file, rule.line, f"không có quy tắc “{unknown[0]}”.")
    return (*kept, *own)


def _forms(reader: Reader, said: Lined, base: RuleSet | None) -> tuple[Form, ...]:
    """The file's own, then the base's for papers that the file doesn't name."""
    own = tuple(read_form(reader, one) for one in said.get("forms", ()))
    papers = {form.paper for form in own}
    return (*own, *(form for form in (base.forms if base else ()) if form.paper not in papers))


def _applies(reader: Reader, said: Lined, settings: dict[str, Setting]) -> Applies:
    setting = reader.text(said, "setting", "")
    if setting and setting not in settings:
        reader.fail(said, "setting", f"không có thiết lập “{setting}”.")
    groups, first = reader.texts(said, "groups"), reader.day(said, "from")
    reader.known(said, "groups", groups, ASKED["group"])
    if not groups or first is None:
        reader.fail(said, None, "thiếu “groups” hoặc “from”.")
    return Applies(groups=groups, first=first, until=reader.day(said, "until"), setting=setting)
