"""From what a rule file says to a rule of its kind, by the kind's annotations; mistakes are named by line."""

from collections.abc import Collection
from dataclasses import MISSING, fields
from datetime import date
from fractions import Fraction
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from evaluations.law.cite import is_place
from evaluations.law.errors import FactsError, RuleFileError
from evaluations.law.facts import FAMILIES, LEADERS, ORGANISATIONS
from evaluations.law.kinds import KINDS
from evaluations.law.kinds.acts import PLACES
from evaluations.law.kinds.pools import POOLS
from evaluations.law.levels import Level
from evaluations.law.lined import Lined
from evaluations.law.numbers import exact
from evaluations.law.rules import Rule, Set, Setting, Subject

MARKS = ("v", "m", "s", "d")
MANY = 30  # words that no sentence lists
# What a rule may ask of a case before it holds at all (“for”), and the answers there are.
ASKED: dict[str, Collection[Any]] = {
    "family": tuple(dict.fromkeys(FAMILIES.values())),
    "rated_as": ("leader", "staff"),
    "group": (*FAMILIES, *ORGANISATIONS),
    "leader": LEADERS,
    "of": POOLS,
    "ratee.place": PLACES,
    "unit.has_divisions": (True, False),
    "unit.is_large": (True, False),
}


class Reader:
    """Reads the rules of one file."""

    def __init__(self, file: str, said: Lined, settings: dict[str, Setting]) -> None:
        self.file = file
        self.code = self.text(said, "code", "")
        self.short = self.text(said, "short", "")
        self.settings = settings
        self.own_settings: Collection[str] = ()

    def rule(self, said: Lined) -> Rule:
        kind = KINDS.get(self.text(said, "kind"))
        if kind is None:
            self.fail(said, "kind", f"không có loại quy tắc “{said['kind']}”.")
        hints = get_type_hints(kind)
        own = {one.name: one for one in fields(kind) if one.name not in {o.name for o in fields(Rule)}}
        for key in said:
            if key not in own and key not in Rule.own:
                self.fail(said, key, f"loại “{kind.kind}” không có khóa “{key}”.")
        params = {}
        for name, one in own.items():
            if name in said:
                params[name] = self.value(said, name, said[name], hints[name], kind.words.get(name))
            elif one.default is MISSING and one.default_factory is MISSING:
                self.fail(said, None, f"quy tắc loại “{kind.kind}” thiếu “{name}”.")
        rule = kind(
            id=self.text(said, "id"),
            at=self.places(said),
            says=self.text(said, "says"),
            when=self.when(said),
            unless=self.texts(said, "unless"),
            of=self.text(said, "of", ""),
            also=self.text(said, "also", ""),
            mark=self.mark(said),
            subject=self.subject(said, kind),
            valid_from=self.day(said, "from"),
            valid_until=self.day(said, "until"),
            line=said.line,
            text=self.short,
            origin=self.code,
            **params,
        )
        if rule.valid_from and rule.valid_until and rule.valid_until <= rule.valid_from:
            self.fail(said, "until", "“until” phải sau “from”.")
        self.check_words(said, rule)
        return rule

    def day(self, said: Lined, key: str) -> date | None:
        found = said.get(key)
        if found is not None and type(found) is not date:
            self.fail(said, key, f"“{key}” phải là một ngày dạng NNNN-TT-NN, không phải “{found}”.")
        return found

    def setting(self, name: str, said: Lined) -> Setting:
        mark = self.one_of(said, "mark", MARKS[1:])
        value, choices = self.needed(said, "value"), said.get("choices", [])
        if not isinstance(choices, list):
            self.fail(said, "choices", "“choices” phải là một danh sách.")
        if isinstance(value, (dict, list)):
            self.fail(said, "value", "“value” phải là một giá trị, không phải bảng hay danh sách.")
        if choices and value not in choices:
            self.fail(said, "value", f"giá trị “{value}” không có trong các lựa chọn.")
        if isinstance(value, float):
            value = exact(value, name)
        title = self.text(said, "title")
        line = said.lines["value"]
        return Setting(id=name, mark=mark, title=title, value=value, choices=tuple(choices), line=line)

    def needed(self, said: Lined, key: str) -> Any:
        if said.get(key) in (None, ""):
            self.fail(said, None, f"thiếu “{key}”.")
        return said[key]

    def text(self, said: Lined, key: str, default: str | None = None) -> str:
        """A text; without ``default`` one that must be there."""
        if default is not None and key not in said:
            return default
        found = said[key] if default is not None else self.needed(said, key)
        if not isinstance(found, str):
            self.fail(said, key, f"“{key}” phải là chữ (có thể đặt trong dấu nháy), không phải “{found}”.")
        return found

    def texts(self, said: Lined, key: str) -> tuple[str, ...]:
        found = said.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self.fail(said, key, f"“{key}” phải là một danh sách chữ.")
        return tuple(found)

    def one_of(self, said: Lined, key: str, allowed: Collection[str]) -> str:
        found = self.text(said, key)
        self.known(said, key, found, allowed)
        return found

    def known(self, said: Lined, key: str, value: Any, allowed: Collection[str] | None) -> None:
        """Fails where a word, or one of several, isn't among those that may stand here."""
        if allowed is None:
            return
        for word in value if isinstance(value, tuple) else (value,):
            if word not in allowed:
                listed = ", ".join(filter(None, allowed)) if len(allowed) < MANY else "…"
                self.fail(said, key, f"“{key}” có “{word}”; phải là một trong: {listed}.")

    def places(self, said: Lined) -> dict[str, tuple[str, ...]]:
        at = said.get("at", {})
        by_family = at if isinstance(at, dict) else {"": at}
        found = {}
        for family, places in by_family.items():
            if family and family not in ASKED["family"]:
                self.fail(said, "at", f"“{family}” không phải là một nhóm ({', '.join(ASKED['family'])}).")
            listed = tuple(str(place) for place in (places if isinstance(places, list) else [places]))
            for place in listed:
                if not is_place(place):
                    self.fail(said, "at", f"“{place}” không phải là điều, khoản, điểm (ví dụ 8.1.b).")
            found[family] = listed
        if not found and not said.get("of"):
            self.fail(said, None, "quy tắc thiếu căn cứ (“at” hoặc “of”).")
        return found

    def when(self, said: Lined) -> dict[str, tuple]:
        given = said.get("for", {})
        if not isinstance(given, dict):
            self.fail(said, "for", "“for” phải là một bảng: tên dữ kiện – các giá trị.")
        found = {name: tuple(value) if isinstance(value, list) else (value,) for name, value in given.items()}
        for name, values in found.items():
            if name not in ASKED:
                self.fail(given, name, f"“for” không hỏi được dữ kiện “{name}”; chỉ: {', '.join(ASKED)}.")
            for value in values:
                if value not in ASKED[name]:
                    listed = ", ".join(map(_yaml, ASKED[name]))
                    self.fail(given, name, f"“{name}” có “{_yaml(value)}”; phải là một trong: {listed}.")
        return found

    def mark(self, said: Lined) -> str:
        return self.one_of(said, "mark", MARKS) if "mark" in said else ""

    def subject(self, said: Lined, kind: type[Rule]) -> Subject | None:
        if "subject" in said:
            if self.text(said, "subject") not in {str(one) for one in kind.subjects}:
                self.fail(said, "subject", f"loại “{kind.kind}” không nói về “{said['subject']}”.")
            return Subject(said["subject"])
        if len(kind.subjects) > 1:
            self.fail(said, None, f"thiếu “subject” ({', '.join(sorted(kind.subjects))}).")
        return next(iter(kind.subjects))

    def value(
        self, said: Lined, key: str, value: Any, hint: Any, words: Collection[str] | None = None
    ) -> Any:
        """``value`` as ``hint`` asks for it."""
        choices = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
        plain = next(choice for choice in choices if choice not in (Set, type(None)))
        if isinstance(value, Lined) and Set in choices:
            name = self.text(value, "setting")
            if name not in self.settings:
                self.fail(said, key, f"không có thiết lập “{name}”.")
            self._fits(said, key, self.settings[name], plain, words)
            return Set(name)
        found = self._plain(said, key, value, plain)
        self.known(said, key, found, words)
        return found

    def _fits(
        self, said: Lined, key: str, setting: Setting, plain: Any, words: Collection[str] | None
    ) -> None:
        """Fails where a setting's value, or one that may be chosen, isn't what the parameter takes; at the
        setting's line, where it stands in this file."""
        at = Lined(setting.line) if setting.id in self.own_settings else said
        for value in (setting.value, *setting.choices):
            self.known(at, key, self._plain(at, key, value, plain), words)

    def _plain(self, said: Lined, key: str, value: Any, hint: Any) -> Any:
        if get_origin(hint) is tuple:
            if not isinstance(value, list):
                self.fail(said, key, f"“{key}” phải là một danh sách.")
            return tuple(self._plain(said, key, item, get_args(hint)[0]) for item in value)
        if get_origin(hint) is dict:
            if not isinstance(value, dict):
                self.fail(said, key, f"“{key}” phải là một bảng.")
            return {name: self._plain(said, key, item, get_args(hint)[1]) for name, item in value.items()}
        if hint is Level:
            if not isinstance(value, str) or value not in set(Level):
                self.fail(said, key, f"“{value}” không phải là một mức ({', '.join(Level)}).")
            return Level(value)
        if hint is Fraction:
            try:
                return exact(value, key)
            except FactsError as error:
                self.fail(said, key, error.sentence)
        if type(value) is not hint:
            self.fail(said, key, f"“{key}” phải là {hint.__name__}, không phải “{value}”.")
        return value

    def check_words(self, said: Lined, rule: Rule) -> None:
        """A sentence may use only what the rule can fill in; tried with stand-ins."""
        try:
            rule.sentence(**{name: name for name in FILLED})
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            self.fail(said, "says", f"câu có chỗ trống không điền được: {error}.")

    def fail(self, said: Lined, key: str | None, sentence: str) -> None:
        raise RuleFileError(self.file, said.lines.get(key, said.line) if key else said.line, sentence)


def _yaml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


# What the kinds fill into sentences besides their own parameters.
FILLED = (
    "n", "of", "share", "value", "score", "worked", "off", "number", "form", "day", "counted_in",
    "organisation", "level", "confirmed", "points", "most", "mean", "months", "arithmetic", "signed",
    "place", "by", "how", "document", "who", "lacking", "closes", "before", "steps", "there", "term", "due",
    "done", "year", "over", "least",
)  # fmt: skip
