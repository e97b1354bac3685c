"""From what a rule file says to a rule of its kind, by the kind's annotations; mistakes are named by line."""

from dataclasses import MISSING, fields
from datetime import date
from fractions import Fraction
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from evaluations.law.cite import is_place
from evaluations.law.errors import FactsError, RuleFileError
from evaluations.law.kinds import KINDS
from evaluations.law.levels import Level
from evaluations.law.lined import Lined
from evaluations.law.numbers import exact
from evaluations.law.rules import Rule, Set, Setting, Subject

MARKS = ("v", "m", "s", "d")
FAMILIES = ("official", "civil_servant", "public_employee")


class Reader:
    """Reads the rules of one file."""

    def __init__(self, file: str, said: Lined, settings: dict[str, Setting]) -> None:
        self.file = file
        self.code = said.get("code", "")
        self.text = said.get("short", "")
        self.settings = settings

    def rule(self, said: Lined) -> Rule:
        kind = KINDS.get(self.needed(said, "kind"))
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
                params[name] = self.value(said, name, said[name], hints[name])
            elif one.default is MISSING and one.default_factory is MISSING:
                self.fail(said, None, f"quy tắc loại “{kind.kind}” thiếu “{name}”.")
        rule = kind(
            id=self.needed(said, "id"),
            at=self.places(said),
            says=self.needed(said, "says"),
            when=self.when(said),
            unless=tuple(said.get("unless", ())),
            of=said.get("of", ""),
            also=said.get("also", ""),
            mark=self.mark(said),
            subject=self.subject(said, kind),
            valid_from=self.day(said, "from"),
            valid_until=self.day(said, "until"),
            line=said.line,
            text=self.text,
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
        mark = self.needed(said, "mark")
        if mark not in MARKS[1:]:
            self.fail(said, "mark", f"dấu “{mark}” phải là một trong: m, s, d.")
        value, choices = self.needed(said, "value"), tuple(said.get("choices", ()))
        if choices and value not in choices:
            self.fail(said, "value", f"giá trị “{value}” không có trong các lựa chọn.")
        if isinstance(value, float):
            value = exact(value, name)
        title = self.needed(said, "title")
        return Setting(id=name, mark=mark, title=title, value=value, choices=choices, line=said.line)

    def needed(self, said: Lined, key: str) -> Any:
        if said.get(key) in (None, ""):
            self.fail(said, None, f"thiếu “{key}”.")
        return said[key]

    def places(self, said: Lined) -> dict[str, tuple[str, ...]]:
        at = said.get("at", {})
        by_family = at if isinstance(at, dict) else {"": at}
        found = {}
        for family, places in by_family.items():
            if family and family not in FAMILIES:
                self.fail(said, "at", f"“{family}” không phải là một nhóm ({', '.join(FAMILIES)}).")
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
        return {name: tuple(value) if isinstance(value, list) else (value,) for name, value in given.items()}

    def mark(self, said: Lined) -> str:
        mark = said.get("mark", "")
        if mark and mark not in MARKS:
            self.fail(said, "mark", f"dấu “{mark}” phải là một trong: {', '.join(MARKS)}.")
        return mark

    def subject(self, said: Lined, kind: type[Rule]) -> Subject | None:
        if "subject" in said:
            if said["subject"] not in {str(one) for one in kind.subjects}:
                self.fail(said, "subject", f"loại “{kind.kind}” không nói về “{said['subject']}”.")
            return Subject(said["subject"])
        if len(kind.subjects) > 1:
            self.fail(said, None, f"thiếu “subject” ({', '.join(sorted(kind.subjects))}).")
        return next(iter(kind.subjects))

    def value(self, said: Lined, key: str, value: Any, hint: Any) -> Any:
        """``value`` as ``hint`` asks for it."""
        choices = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
        if isinstance(value, Lined) and Set in choices:
            name = value.get("setting")
            if name not in self.settings:
                self.fail(said, key, f"không có thiết lập “{name}”.")
            return Set(name)
        plain = next(choice for choice in choices if choice not in (Set, type(None)))
        return self._plain(said, key, value, plain)

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
            if value not in set(Level):
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
        except (KeyError, IndexError, ValueError) as error:
            self.fail(said, "says", f"câu có chỗ trống không điền được: {error}.")

    def fail(self, said: Lined, key: str | None, sentence: str) -> None:
        raise RuleFileError(self.file, said.lines.get(key, said.line) if key else said.line, sentence)


# What the kinds fill into sentences besides their own parameters.
FILLED = (
    "n", "of", "share", "value", "score", "worked", "off", "number", "form", "day", "counted_in",
    "organisation", "level", "confirmed", "points", "most", "mean", "months", "arithmetic", "signed",
    "place", "by", "how", "document", "who", "lacking", "closes", "before", "steps", "there", "term", "due",
    "done", "year", "over", "least",
)  # fmt: skip
