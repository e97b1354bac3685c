"""Who may do which act: monitor, rate, recognise, replace; nobody for themselves; signing for another."""

from dataclasses import dataclass

from evaluations.law.levels import Level
from evaluations.law.rules import Case, Finding, Rule, Set, Subject, value_of

ACT = frozenset({Subject.ACT})
ACTS = {
    "monitor": "theo dõi, đánh giá tháng hoặc quý",
    "rate": "quyết định xếp loại",
    "meet": "họp nhận xét, đánh giá",
    "recognise": "công nhận kết quả của tổ chức",
    "cancel": "hủy kết quả của tổ chức, xếp loại lại",
    "answer_petition": "giải quyết kiến nghị",
    "replace_untruthful": "thay kết quả không chính xác",
}
PLACES = {
    "employing_head": "người đứng đầu cơ quan sử dụng công chức",
    "employing_deputy": "cấp phó của người đứng đầu cơ quan sử dụng công chức",
    "employing_staff": "công chức thuộc cơ quan sử dụng công chức",
    "direct_head": "người đứng đầu cơ quan trực tiếp sử dụng công chức",
    "direct_deputy": "cấp phó của người đứng đầu cơ quan trực tiếp sử dụng công chức",
    "direct_staff": "công chức thuộc cơ quan trực tiếp sử dụng công chức",
    "commune": "Ủy ban nhân dân cấp xã",
    "provincial_agency": "cơ quan chuyên môn, tổ chức hành chính khác thuộc Ủy ban nhân dân cấp tỉnh",
    "agency_division": "tổ chức thuộc cơ quan chuyên môn cấp tỉnh",
    "commune_division": "cơ quan chuyên môn, tổ chức khác thuộc Ủy ban nhân dân cấp xã",
    "service_unit": "đơn vị sự nghiệp công lập",
}
ROLES = {
    "managing_head": "người đứng đầu cơ quan quản lý",
    "employing_head": "người đứng đầu cơ quan, đơn vị sử dụng",
    "direct_head": "người đứng đầu đơn vị trực tiếp sử dụng",
    "cadre_authority": "cấp có thẩm quyền theo phân cấp quản lý cán bộ",
    "province_chairman": "Chủ tịch Ủy ban nhân dân cấp tỉnh",
    "agency_head": "người đứng đầu cơ quan chuyên môn cấp tỉnh",
    "commune_chairman": "Chủ tịch Ủy ban nhân dân cấp xã",
}


def place_of(case: Case) -> str | None:
    """Where the ratee stands (one of ``PLACES``); None where the case doesn't say."""
    return None if case.facts.get("ratee.place") is None else case.facts.one_of("ratee.place", PLACES)


@dataclass(frozen=True, kw_only=True)
class WhoMay(Rule):
    """For ratees at these ``places`` the ``act`` belongs to the holder of the role ``by``. ``below_points``:
    who replaces an untrue result may go below the level that the confirmed points give."""

    kind = "who_may"
    subjects = ACT
    words = {"act": ACTS, "places": PLACES, "by": ROLES}

    act: tuple[str, ...]
    places: tuple[str, ...]
    by: str
    reading: str | Set = ""
    below_points: bool | Set = False

    @property
    def stands_on_top(self) -> bool:
        return False

    def fits(self, case: Case) -> bool:
        return case.facts.get("act") in self.act and place_of(case) in self.places

    def judge(self, case: Case) -> list[Finding]:
        if case.facts.get("act") not in self.act:
            return []
        fits = self.fits(case)
        role = case.facts.get("actor.role")
        said = {"place": PLACES.get(place_of(case) or "", ""), "by": ROLES[self.by]}
        return [
            self.finding(
                case, acts=fits, facts_said=said, refuses=fits and role is not None and role != self.by
            )
        ]


@dataclass(frozen=True, kw_only=True)
class NotOneself(Rule):
    """Nobody monitors, rates or decides about themselves."""

    kind = "not_oneself"
    subjects = ACT
    words = {"act": ACTS}

    act: tuple[str, ...]

    def judge(self, case: Case) -> list[Finding]:
        if case.facts.get("act") not in self.act or case.facts.get("actor.id") is None:
            return []
        same = case.facts.get("actor.id") == case.facts.get("ratee.id")
        return [self.finding(case, acts=same, refuses=same)]


@dataclass(frozen=True, kw_only=True)
class NotARelative(Rule):
    """Who declared to be a relative of the ratee does not decide about them."""

    kind = "not_a_relative"
    subjects = ACT
    words = {"act": ACTS}

    act: tuple[str, ...]
    holds: bool | Set

    def judge(self, case: Case) -> list[Finding]:
        if case.facts.get("act") not in self.act or not value_of(self.holds, case):
            return []
        acts = bool(case.facts.truth("actor.is_relative"))
        return [self.finding(case, acts=acts, refuses=acts)]


@dataclass(frozen=True, kw_only=True)
class Delegation(Rule):
    """Who signs for an absent head needs a written delegation that covers the day; then signs “KT.”."""

    kind = "delegation"
    subjects = ACT
    words = {"act": ACTS}

    act: tuple[str, ...]

    def judge(self, case: Case) -> list[Finding]:
        if case.facts.get("act") not in self.act:
            return []
        if not case.facts.truth("actor.for_absent"):
            return [self.finding(case, acts=False, facts_said={"how": "tự ký"})]
        first, last = case.facts.day("actor.delegation.from"), case.facts.day("actor.delegation.to")
        on = case.facts.day("on")
        covered = first is not None and first <= on and (last is None or on <= last)
        how = "có ủy quyền, ký KT." if covered else "không có văn bản ủy quyền còn hiệu lực"
        return [self.finding(case, acts=True, facts_said={"how": how}, refuses=not covered)]


@dataclass(frozen=True, kw_only=True)
class WithinCap(Rule):
    """An act that adds a ``level`` needs a free place under the cap."""

    kind = "within_cap"
    subjects = ACT
    words = {"act": ACTS}

    act: tuple[str, ...]
    level: Level

    def judge(self, case: Case) -> list[Finding]:
        if case.facts.get("act") not in self.act or case.facts.get("decides") != self.level:
            return []
        full = case.facts.truth("pool.place_left") is False
        return [self.finding(case, acts=full, refuses=full)]


@dataclass(frozen=True, kw_only=True)
class FactStops(Rule):
    """A fact that is true stops an act (units below not yet rated, complaints not yet looked into)."""

    kind = "fact_stops"
    subjects = ACT
    words = {"act": ACTS}

    act: tuple[str, ...]
    fact: str

    def judge(self, case: Case) -> list[Finding]:
        if case.facts.get("act") not in self.act:
            return []
        acts = bool(case.facts.truth(self.fact))
        return [self.finding(case, acts=acts, refuses=acts)]
