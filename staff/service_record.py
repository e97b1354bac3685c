"""Leave, rewards, discipline, conclusions, training of one record, as one user may see them, for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery

from agencies.models import UnitPeriod
from core.dated import begins
from core.days import since
from core.templatetags.vietnamese import day, period
from staff.record import Record, hides_end
from staff.service_models import Conclusion, Discipline, Leave, Reward, ServiceFact, Training

# slug in addresses, words, model; in the order of the page.
KINDS: tuple[tuple[str, str, type[ServiceFact]], ...] = (
    ("nghi", "Nghỉ", Leave),
    ("khen-thuong", "Khen thưởng", Reward),
    ("ky-luat", "Kỷ luật", Discipline),
    ("ket-luan", "Kết luận của cấp có thẩm quyền", Conclusion),
    ("boi-duong", "Đào tạo, bồi dưỡng", Training),
)
MODELS = {slug: model for slug, _, model in KINDS}
SLUGS: dict[type[ServiceFact], str] = {model: slug for slug, _, model in KINDS}
_TONES: dict[type[ServiceFact], str] = {
    Leave: "info", Reward: "good", Discipline: "bad", Conclusion: "bad", Training: "info",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact in words: ``when``, a title, what it stands on, pairs of label and value; ``ref`` names it in
    addresses."""

    ref: str
    when: str
    title: str
    tone: str
    ground: str
    lines: tuple[tuple[str, str], ...]
    batch_id: str
    file_name: str


def kinds_of(record: Record) -> list[tuple[str, str, type[ServiceFact]]]:
    """The kinds that the user may read in this record."""
    return [kind for kind in KINDS if kind[2] not in (Discipline, Conclusion) or record.shows_discipline]


def facts_of(user, record: Record, model: type[ServiceFact], on: date) -> QuerySet:
    """The person's facts of a kind that the user may see, newest first."""
    facts = model.objects.visible_to(user, on=on).filter(person=record.person)
    facts = facts.select_related("opened_by", "evidence")
    if model is Discipline:
        called = UnitPeriod.objects.filter(
            unit=OuterRef("offence__unit"), valid__contains=OuterRef("offence__happened_on")
        )
        facts = facts.select_related("offence").annotate(
            unit_name=Subquery(called.values("name")[:1]), unit_code=Subquery(called.values("code")[:1])
        )
    return facts.annotate(begun=begins()).order_by(F("begun").desc(), "-pk")


def service_of(user, record: Record, on: date) -> list[ServiceFact]:
    """All facts of the record that the user may see, newest first; an end not theirs to know is open."""
    found: list[ServiceFact] = []
    for _, _, model in kinds_of(record):
        found += facts_of(user, record, model, on)
    for fact in found:
        if hides_end(False, fact.ends_on, record.until):
            fact.valid = since(fact.begins_on)
    return sorted(found, key=lambda fact: fact.begins_on, reverse=True)


def entry_of(fact: ServiceFact) -> Entry:
    return Entry(
        ref=f"{SLUGS[type(fact)]}-{fact.pk}",
        when=period(fact.valid) if isinstance(fact, Leave | Training) else day(fact.begins_on),
        title=title_of(fact),
        tone=_TONES[type(fact)],
        ground=_ground(fact),
        lines=tuple(_lines(fact)),
        batch_id=str(fact.opened_by.batch_id or ""),
        file_name=fact.evidence.name if fact.evidence else "",
    )


def title_of(fact: ServiceFact) -> str:
    """«Nghỉ thai sản», «Kỷ luật hành chính: khiển trách», «Bằng khen: …», the course's name."""
    if isinstance(fact, Leave):
        words = str(fact)
        return words if words.startswith("Nghỉ") else f"Nghỉ {words[:1].lower()}{words[1:]}"
    if isinstance(fact, Reward):
        return f"{fact}: {fact.title}"
    return str(fact)


def decision_words(fact: ServiceFact) -> str:
    """«số 15/QĐ-KL ngày 04/05/2022», as far as it is known."""
    parts = [f"số {fact.number}"] if fact.number else []
    return " ".join([*parts, f"ngày {day(fact.decided_on)}"] if fact.decided_on else parts)


def _ground(fact: ServiceFact) -> str:
    """What the fact stands on: «Quyết định số 15/QĐ-KL ngày 04/05/2022 · Sở Nội vụ»."""
    decision = decision_words(fact)
    if isinstance(fact, Training):
        parts = [str(fact.get_kind_display()), fact.given_by, f"Văn bằng {decision}" if decision else ""]
    else:
        paper = "Kết luận" if isinstance(fact, Conclusion) else "Quyết định"
        parts = [f"{paper} {decision}" if decision else "", getattr(fact, "given_by", "")]
    if isinstance(fact, Discipline) and fact.effective_on != fact.decided_on:
        parts.append(f"có hiệu lực từ {day(fact.effective_on)}")
    return " · ".join(part for part in [*parts, fact.opened_by.note] if part)


def _lines(fact: ServiceFact) -> Iterable[tuple[str, str]]:
    if isinstance(fact, Conclusion):
        yield "Nội dung", fact.text
    if not isinstance(fact, Discipline):
        return
    where = getattr(fact, "unit_name", None) or "chưa rõ đơn vị"
    yield "Hành vi", f"{fact.offence.text}; ngày {day(fact.offence.happened_on)}, {where}"
    duty = "liên quan hoạt động công vụ" if fact.in_duty else "không liên quan hoạt động công vụ"
    yield "Tính chất", f"{duty}; suy thoái" if fact.degradation else duty
    if fact.counted_in_year:
        yield "Đã tính khi đánh giá", f"năm {fact.counted_in_year}"
