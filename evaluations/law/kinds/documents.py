"""Papers that an act stands on, and who must be at the meeting."""

from dataclasses import dataclass

from evaluations.law.kinds.acts import ACT, ACTS, PLACES, place_of
from evaluations.law.rules import Case, Finding, Rule, Set

DOCUMENTS = {
    "self_evaluation": "phiếu tự đánh giá, xếp loại",
    "minutes": "biên bản cuộc họp nhận xét, đánh giá",
    "party_opinion": "ý kiến nhận xét của cấp ủy",
    "synthesis": "tổng hợp, đề xuất của cơ quan tham mưu về tổ chức, cán bộ",
    "proposal": "tự đánh giá và đề xuất mức xếp loại của tổ chức",
    "absence": "lý do vắng mặt, nghỉ ốm hoặc nghỉ thai sản tại thời điểm xếp loại",
    "replacement_reason": "căn cứ cho thấy kết quả trước không chính xác",
}
MEETING = "meet"
ATTENDANTS = {
    "all_staff": "toàn thể công chức, viên chức của cơ quan, đơn vị",
    "division_staff": "toàn thể công chức, viên chức của đơn vị cấu thành",
    "collective_leadership": "tập thể lãnh đạo cơ quan, đơn vị",
    "party_representative": "đại diện cấp ủy",
    "union_representative": "đại diện công đoàn, đoàn thanh niên",
    "division_heads": "người đứng đầu các đơn vị cấu thành",
}


@dataclass(frozen=True, kw_only=True)
class DocumentNeeded(Rule):
    """An act about ratees at these ``places`` (all, where none is named) needs a document."""

    kind = "document_needed"
    subjects = ACT
    words = {"act": ACTS, "document": DOCUMENTS, "places": PLACES}

    act: tuple[str, ...]
    document: str
    places: tuple[str, ...] = ()
    reading: str | Set = ""

    def is_needed(self, case: Case) -> bool:
        return not self.places or place_of(case) in self.places

    def judge(self, case: Case) -> list[Finding]:
        if case.facts.get("act") not in self.act or not self.is_needed(case):
            return []
        there = case.facts.words("documents")
        lacking = self.document not in there and not any(
            one.stands_for(self.document, case) for one in case.rules(DocumentStandsIn)
        )
        said = {"document": DOCUMENTS[self.document]}
        return [self.finding(case, acts=lacking, facts_said=said, refuses=lacking)]


@dataclass(frozen=True, kw_only=True)
class DocumentStandsIn(Rule):
    """A document that an act needs may be lacking where there is another ``instead``."""

    kind = "document_stands_in"
    subjects = ACT
    words = {"act": ACTS, "document": DOCUMENTS, "instead": DOCUMENTS}

    act: tuple[str, ...]
    document: str
    instead: str

    def stands_for(self, document: str, case: Case) -> bool:
        there = case.facts.words("documents")
        fits = document == self.document and case.facts.get("act") in self.act
        return fits and document not in there and self.instead in there

    def judge(self, case: Case) -> list[Finding]:
        if case.facts.get("act") not in self.act:
            return []
        said = {"document": DOCUMENTS[self.document], "instead": DOCUMENTS[self.instead]}
        return [self.finding(case, acts=self.stands_for(self.document, case), facts_said=said)]


@dataclass(frozen=True, kw_only=True)
class MustAttend(Rule):
    """Who must be at the meeting about ratees at these ``places``. ``may_write``: in a large body they may
    send their opinion in writing instead."""

    kind = "must_attend"
    subjects = ACT
    words = {"places": PLACES, "who": ATTENDANTS, "may_write": ATTENDANTS}

    places: tuple[str, ...]
    who: tuple[str, ...]
    may_write: tuple[str, ...] = ()

    def judge(self, case: Case) -> list[Finding]:
        if case.facts.get("act") != MEETING or place_of(case) not in self.places:
            return []
        there = set(case.facts.words("meeting.present"))
        if case.facts.truth("unit.is_large"):
            there |= set(case.facts.words("meeting.wrote")) & set(self.may_write)
        lacking = [one for one in self.who if one not in there]
        said = {
            "who": ", ".join(ATTENDANTS[one] for one in self.who),
            "lacking": ", ".join(ATTENDANTS[one] for one in lacking) or "đủ",
        }
        return [self.finding(case, acts=bool(lacking), facts_said=said, refuses=bool(lacking))]
