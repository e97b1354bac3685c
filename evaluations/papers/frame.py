"""What the papers of evaluation have in common: head, remarks on law and layout, words for a level."""

from datetime import date

from core.paper.paper import Letterhead, day_in_words
from evaluations.enums import RatingLevel
from evaluations.law.forms import Form
from evaluations.law.rule_sets import RuleSet, all_rule_sets
from evaluations.models import Evaluation
from evaluations.papers.offices import Office

NOT_RATED = "Không xếp loại"
SIGN_HERE = "(Ký tên, ghi rõ họ tên)"
BLANK_DAY = "....., ngày....tháng.....năm....."


def law_of(evaluation: Evaluation) -> RuleSet:
    return all_rule_sets()[evaluation.law]


def head(
    office: Office, *, number: str | None = None, symbol: str = "", on: date | None = None
) -> Letterhead:
    """The head of a numbered paper; without a number a blank is left before the symbol."""
    return Letterhead(
        parent_body=office.parent,
        issuing_body=office.name,
        number=number or None,
        symbol=symbol,
        place=office.place,
        day=on,
    )


def form_head(office: Office) -> Letterhead:
    """The head of a form, which has no number."""
    return Letterhead(
        parent_body=office.parent, issuing_body=office.name, number=None, symbol="", place="", day=None,
        numbered=False,
    )  # fmt: skip


def remarks(form: Form, laws: list[RuleSet]) -> tuple[str, ...]:
    """Whose layout the paper has, and which of its laws are drafts."""
    said = []
    if form.own_layout and form.source:
        said.append(f"(Bố cục của cổng, theo nội dung {form.source})")
    drafts = [law.short for law in laws if law.is_draft]
    if drafts:
        said.append(
            f"(Theo bộ quy tắc {', '.join(drafts)} ở trạng thái dự thảo, chưa được xác nhận với văn bản gốc)"
        )
    return tuple(said)


def level_words(level: str) -> str:
    return RatingLevel(level).label if level else NOT_RATED


def place_and_day(office: Office, on: date | None) -> str:
    """“Bắc Kạn, ngày 05 tháng 12 năm 2026”, or the decree's dots."""
    return f"{office.place}, {day_in_words(on)}" if on else BLANK_DAY
