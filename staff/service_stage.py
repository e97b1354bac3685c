"""From a sheet of leave, rewards, discipline, training to rows of the staging table, with what is wrong."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from agencies.finder import UnitFinder
from agencies.names import name_key
from core.names import person_sort_key, search_key
from core.templatetags.vietnamese import day
from imports.kinds import Say, SheetValues, Staged
from imports.models import Severity
from imports.parse import BadCell
from staff.models import Person, Post
from staff.service_enums import FORMS_OF, DisciplineForm, Side
from staff.service_fields import DISCIPLINE, KINDS, LEAVE, REWARD, TRAINING, WHAT, kind_of, what_of

_NEEDED: dict[str, tuple[tuple[str, str], ...]] = {
    LEAVE: (("begins_on", "ngày bắt đầu nghỉ"),),
    REWARD: (
        ("title", "nội dung khen thưởng"),
        ("number", "số quyết định"),
        ("decided_on", "ngày quyết định"),
    ),
    DISCIPLINE: (
        ("side", "đảng hay hành chính"),
        ("number", "số quyết định"),
        ("decided_on", "ngày quyết định"),
        ("happened_on", "ngày vi phạm"),
        ("title", "nội dung vi phạm"),
    ),
    TRAINING: (("title", "tên khóa"), ("begins_on", "ngày bắt đầu khóa")),
}
# What the law asks of every discipline: an empty cell says no, a column that isn't there says nothing.
_MARKS = (
    ("in_duty", "Liên quan công vụ", "liên quan hoạt động công vụ"),
    ("degradation", "Suy thoái", "thuộc trường hợp suy thoái"),
)
_Place = dict[int, list[tuple[int, bool, object]]]


class Stager:
    """Reads one sheet; ``within`` are the units of the batch's scope, None for all."""

    def __init__(self, sheet: SheetValues, *, on: date, within: frozenset[int] | None, say: Say) -> None:
        self.sheet, self.on, self.within, self.say = sheet, on, within, say
        self.finder = UnitFinder(on=on)
        numbers = {number for number in sheet.column("citizen_number") if number}
        self.people = {one.citizen_number: one for one in Person.objects.filter(citizen_number__in=numbers)}
        self.posts: _Place = defaultdict(list)
        posts = Post.objects.filter(person__citizen_number__in=numbers).order_by("pk")
        for person, unit, is_main, valid in posts.values_list("person_id", "unit_id", "is_main", "valid"):
            self.posts[person].append((unit, is_main, valid))
        self.whole = what_of(search_key(f"{sheet.title} {sheet.name}"))

    def staged(self) -> Staged:
        columns: dict[str, list] = defaultdict(list)
        for place in range(len(self.sheet.rows)):
            for name, value in self._row(place).items():
                columns[name].append(value)
        return Staged(columns=columns, fields=frozenset(self.sheet.values))

    def _row(self, place: int) -> dict:
        said = {name: self.sheet.column(name)[place] for name in _COLUMNS}
        person = self._person(place, said)
        what = self._what(place, said)
        kind = self._kind(place, what, said)
        self._needed(place, what, said)
        begins = said["begins_on"] or (said["decided_on"] if what in (DISCIPLINE, REWARD) else None)
        if what == REWARD:
            begins = said["decided_on"]
        ends = self._ends(place, what, begins, said["last_on"])
        is_discipline = what == DISCIPLINE
        unit = self._discipline(place, kind, begins, person, said) if is_discipline else None
        if what == LEAVE and person and begins and not self._served(person.pk, begins):
            self._error(
                place, "begins_on", "no_post",
                f"Ngày {day(begins)} người này không có vị trí công tác nào. Kiểm tra lại ngày nghỉ.",
            )  # fmt: skip
        name = said["full_name"] or ""
        return {
            "label": name,
            "detail": _detail(what, kind, said, begins),
            "sort_key": person_sort_key(name),
            "person_id": person.pk if person else None,
            "what": what,
            "kind": kind,
            "side": said["side"] if is_discipline else None,
            "number": (said["number"] or "")[:60],
            "decided_on": said["decided_on"],
            "begins_on": begins,
            "ends_on": ends,
            "title": (said["title"] or "")[: 500 if is_discipline else 300],
            "given_by": (said["given_by"] or "")[:200],
            "in_duty": bool(said["in_duty"]) if is_discipline else None,
            "degradation": bool(said["degradation"]) if is_discipline else None,
            "happened_on": said["happened_on"] if is_discipline else None,
            "happened_unit_id": unit,
            "counted_in_year": said["counted_in_year"] if is_discipline else None,
            "fact_id": None,
        }

    def _person(self, place: int, said: dict) -> Person | None:
        for name, words in (("citizen_number", "số định danh cá nhân"), ("full_name", "họ và tên")):
            if not said[name] and not str(self.sheet.raw.get(name, [""] * (place + 1))[place] or "").strip():
                self._error(place, name, f"no_{name}", f"Thiếu {words}. Bổ sung vào ô này.")
        if not said["citizen_number"]:
            return None
        person = self.people.get(said["citizen_number"])
        if person is None or not self._is_within(person.pk):
            self._error(
                place, "citizen_number", "unknown_person",
                "Trong phạm vi của đợt nhập này không có ai mang số định danh này. Kiểm tra lại số, "
                "hoặc nhập người này trước.",
            )  # fmt: skip
            return None
        if said["full_name"] and search_key(said["full_name"]) != person.search_key:
            self._error(
                place, "full_name", "name_differs",
                f"Số định danh này trong cổng là của {person.full_name}. Kiểm tra lại số hoặc họ tên.",
            )  # fmt: skip
        return person

    def _is_within(self, person: int) -> bool:
        """Served by a main post of the day in the batch's scope."""
        if self.within is None:
            return True
        return any(
            is_main and unit in self.within and _holds(valid, self.on)
            for unit, is_main, valid in self.posts[person]
        )

    def _what(self, place: int, said: dict) -> str | None:
        what = said["what"] or (None if self._has(place, "what") else self.whole)
        if what is None and not self._has(place, "what"):
            self._error(
                place, "what", "no_what",
                f"Chưa rõ loại. Thêm cột “Loại”, ghi một trong: {', '.join(WHAT.values())}.",
            )  # fmt: skip
        return what

    def _kind(self, place: int, what: str | None, said: dict) -> str | None:
        if what is None:
            return None
        if not said["kind"]:
            self._error(place, "kind", "no_kind", "Thiếu hình thức. Bổ sung vào ô này.")
            return None
        try:
            return kind_of(what, said["kind"])
        except BadCell as bad:
            self._error(place, "kind", bad.code, bad.sentence)
            return None

    def _needed(self, place: int, what: str | None, said: dict) -> None:
        for name, words in _NEEDED.get(what or "", ()):
            if said[name] is None and not self._has(place, name):
                self._error(place, name, f"no_{name}", f"Thiếu {words}. Bổ sung vào ô này.")
        for name, column, words in _MARKS if what == DISCIPLINE else ():
            if not self.sheet.has(name):
                self._error(
                    place, name, f"no_{name}",
                    f"Chưa rõ vi phạm có {words} không. Thêm cột “{column}”, đánh “x” nếu có.",
                )  # fmt: skip

    def _ends(self, place: int, what: str | None, begins: date | None, last: date | None) -> date | None:
        if last is None or what not in (LEAVE, TRAINING):
            return None
        if begins and last < begins:
            self._error(
                place, "last_on", "bad_days", f"Ngày cuối ({day(last)}) trước ngày đầu ({day(begins)})."
            )
            return None
        return last + timedelta(days=1)

    def _discipline(
        self, place: int, kind: str | None, begins: date | None, person: Person | None, said: dict
    ) -> int | None:
        """Check a disciplinary decision; answers the unit where the offence happened."""
        decided, happened = said["decided_on"], said["happened_on"]
        if kind and said["side"] and DisciplineForm(kind) not in FORMS_OF[Side(said["side"])]:
            words = Side(said["side"]).label.lower()
            self._error(place, "kind", "wrong_form", f"{said['kind']} không phải hình thức kỷ luật {words}.")
        if decided and begins and begins < decided:
            self._error(
                place, "begins_on", "before_decision",
                f"Kỷ luật có hiệu lực từ ngày quyết định ({day(decided)}) hoặc sau đó.",
            )  # fmt: skip
        if decided and happened and happened > decided:
            self._error(
                place, "happened_on", "before_offence",
                f"Ngày vi phạm phải trước ngày quyết định ({day(decided)}).",
            )  # fmt: skip
        return self._place(place, person, happened, said["happened_unit"])

    def _place(
        self, place: int, person: Person | None, happened: date | None, written: str | None
    ) -> int | None:
        if written:
            try:
                return self._named(written)
            except BadCell as bad:
                self._error(place, "happened_unit", bad.code, bad.sentence)
                return None
        if person is None or happened is None:
            return None
        there = (
            unit for unit, is_main, valid in self.posts[person.pk] if is_main and _holds(valid, happened)
        )
        found = next(there, None)
        if found is None:
            self._error(
                place, "happened_unit", "no_place",
                f"Ngày {day(happened)} người này không có vị trí công tác chính nào trong cổng. "
                "Thêm cột “Nơi vi phạm”, ghi tên hoặc mã đơn vị.",
            )  # fmt: skip
        return found

    def _named(self, written: str) -> int:
        by_code = self.finder.by_code.get(written.casefold())
        if by_code and name_key(written) not in self.finder.by_name:
            return by_code.unit_id
        return self.finder.named(written).unit_id

    def _served(self, person: int, on: date) -> bool:
        return any(_holds(valid, on) for _, _, valid in self.posts[person])

    def _has(self, place: int, name: str) -> bool:
        """Something stands in the cell, be it bad."""
        raw = self.sheet.raw.get(name)
        return raw is not None and str(raw[place] if raw[place] is not None else "").strip() != ""

    def _error(self, place: int, field: str, code: str, sentence: str) -> None:
        self.say(Severity.ERROR, code, place, field, sentence)


_COLUMNS = (
    "citizen_number", "full_name", "side", "kind", "what", "number", "decided_on", "begins_on", "last_on",
    "happened_on", "happened_unit", "title", "given_by", "in_duty", "degradation", "counted_in_year",
)  # fmt: skip


def _holds(valid, on: date) -> bool:
    return valid.lower <= on and (valid.upper is None or on < valid.upper)


def _detail(what: str | None, kind: str | None, said: dict, begins: date | None) -> str:
    """«Kỷ luật: khiển trách, số 15/QĐ-KL ngày 04/05/2022»: what the row is, for lists."""
    if what is None or kind is None:
        return ""
    words = f"{WHAT[what]}: {str(KINDS[what](kind).label).lower()}"
    parts: Iterable[str] = (
        f"“{said['title'][:120]}”" if said["title"] and what == TRAINING else "",
        f"số {said['number']}" if said["number"] else "",
        f"từ {day(begins)}" if begins and what in (LEAVE, TRAINING) else "",
    )
    return ", ".join([words, *filter(None, parts)])[:300]
