"""The decision with its list as annex, and the notice to each person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from core.paper.paper import (
    Align,
    Annex,
    Cell,
    Column,
    HeaderCell,
    Heading,
    Paper,
    Paragraph,
    Part,
    Run,
    Signature,
    Table,
    TableRow,
)
from evaluations.enums import RatingLevel
from evaluations.law.forms import Form
from evaluations.models import Decision, NoticeNumber, Rating
from evaluations.papers.frame import head, level_words, remarks
from evaluations.papers.gather import Dossier
from evaluations.papers.minutes import laws
from evaluations.papers.offices import Office
from evaluations.papers.signers import Signed
from evaluations.petition import filing, term
from evaluations.results import decides
from staff.enums import Sex

FILE = "Lưu: VT."
EXTRACT = "(Trích lục: chỉ gồm phần về người có tên trong danh sách kèm theo, không phải toàn văn quyết định)"
ADDRESS = {str(Sex.MALE): "Ông", str(Sex.FEMALE): "Bà"}


def decision_paper(
    decision: Decision, ratings: Sequence[Rating], people: Sequence[Dossier], form: Form, office: Office,
    signed: Signed, *, is_extract: bool = False,
) -> Paper:  # fmt: skip
    """``people`` in the order of ``ratings``: all whom it rates, or as an extract some of them, without
    a word of how many others there are and how they were rated."""
    year = decision.cycle.year
    title = f"anh sách kết quả đánh giá, xếp loại chất lượng năm {year}"
    return Paper(
        letterhead=head(office, number=decision.number, on=decision.decided_on),
        kind=form.title,
        subject=f"{form.subject} năm {year}",
        addressee=None,
        remarks=(*((EXTRACT,) if is_extract else ()), *remarks(form, laws(people))),
        body=tuple(_decision(decision, ratings, people, office, signed, is_extract)),
        signature=Signature(powers=signed.powers, post=signed.post, name=signed.name),
        recipients=("Như Điều 3", FILE),
        annexes=(
            Annex(
                number_roman="",
                title=f"Trích d{title}" if is_extract else f"D{title}",
                caption=None,
                table=_list(ratings, people),
                landscape=False,
            ),
        ),
    )


def notice_paper(one: Dossier, rating: Rating, signed: Signed, form: Form) -> Paper:
    """What the person is told: the level, by which decision and grounds, until when they may petition."""
    decision, evaluation = rating.decision, one.evaluation
    you = ADDRESS.get(evaluation.person.sex, "Ông/Bà")
    title = f", {evaluation.title.lower()}" if evaluation.title else ""
    by = one.decider or one.rater  # the head of the managing agency may have replaced the result
    given: NoticeNumber | None = getattr(rating, "notice_number", None)
    return Paper(
        letterhead=(
            head(by, number=given.number, on=given.issued_on)
            if given
            else head(by, symbol=form.code, on=decision.published_on)
        ),
        kind=form.title,
        subject=f"{form.subject} năm {evaluation.cycle.year}",
        addressee=f"{you} {evaluation.person.full_name}{title}, {one.office.name}",
        remarks=remarks(form, laws([one])),
        body=tuple(_notice(one, rating, you.lower())),
        signature=Signature(powers=signed.powers, post=signed.post, name=signed.name),
        recipients=("Như trên", FILE),
    )


def _decision(
    decision: Decision, ratings: Sequence[Rating], people: Sequence[Dossier], office: Office, signed: Signed,
    is_extract: bool,
) -> Iterator[Part]:  # fmt: skip
    counted = f"{len(ratings)} người ({levels_said([one.level for one in ratings], 'người')}), có"
    whom = "những người có tên trong" if is_extract else counted
    replaced = {one.replaces.decision for one in ratings if one.replaces}
    yield from articles(
        authority=authority(office, signed),
        laws=[law.title for law in laws(people)],
        basis="Căn cứ kết quả nhận xét, đánh giá và hồ sơ xếp loại của từng người.",
        recognised=f"Công nhận kết quả đánh giá, xếp loại chất lượng năm {decision.cycle.year} "
        f"đối với {whom} danh sách kèm theo.",
        replaced=[(old.number, old.decided_on) for old in sorted(replaced, key=lambda old: old.pk)],
        carried_out="Các tổ chức, cá nhân có liên quan và người có tên trong danh sách",
    )


def levels_said(levels: Sequence[str], of: str) -> str:
    """“hoàn thành xuất sắc nhiệm vụ: 2 người; …”: how many of each level, the best first."""
    counted = Counter(levels)
    return "; ".join(
        f"{level_words(level).lower()}: {counted[level]} {of}"
        for level in (*RatingLevel.values, "")
        if counted[level]
    )


def articles(
    *, authority: str, laws: Sequence[str], basis: str, recognised: str,
    replaced: Sequence[tuple[str, date]], carried_out: str,
) -> Iterator[Part]:  # fmt: skip
    """The body of a decision: by whose authority, on which grounds, and its three articles."""
    yield Paragraph("0", (Run(authority.upper(), bold=True),), centred=True)
    for place, law in enumerate(laws, start=1):
        yield Paragraph(f"cc{place}", (Run(f"Căn cứ {law};", italic=True),))
    yield Paragraph("cc", (Run(basis, italic=True),))
    yield Paragraph("qd", (Run("QUYẾT ĐỊNH:", bold=True),), centred=True)
    also = "".join(
        f" Kết quả này thay thế kết quả tại Quyết định số {number} ngày {on:%d/%m/%Y}."
        for number, on in replaced
    )
    said = (
        recognised,
        f"Quyết định này có hiệu lực kể từ ngày ký.{also}",
        f"{carried_out} thi hành Quyết định này./.",
    )
    for number, words in enumerate(said, start=1):
        yield Paragraph(str(number), (Run(f"Điều {number}. ", bold=True), Run(words)))


def authority(office: Office, signed: Signed) -> str:
    """“HIỆU TRƯỞNG TRƯỜNG …”: by whose authority, which stays the head's where another signs for them."""
    post = signed.powers[0].removeprefix("KT. ") if signed.powers else signed.post
    return f"{post} {office.name}"


def _list(ratings: Sequence[Rating], people: Sequence[Dossier]) -> Table:
    names = ("STT", "Họ và tên", "Chức vụ, chức danh", "Đơn vị công tác", "Kết quả xếp loại", "Ghi chú")
    rows = [
        TableRow(
            (
                Cell(str(number)), Cell(one.evaluation.person.full_name), Cell(one.evaluation.title),
                Cell(one.office.name), Cell(level_words(rating.level)), Cell(_replaces(rating)),
            )
        )
        for number, (rating, one) in enumerate(zip(ratings, people, strict=True), start=1)
    ]  # fmt: skip
    left = Align.LEFT
    return Table(
        columns=(
            Column(10), Column(38, left), Column(32, left), Column(36, left), Column(30, left),
            Column(22, left),
        ),
        header=(tuple(HeaderCell(name) for name in names),),
        rows=tuple(rows),
    )  # fmt: skip


def _replaces(rating: Rating) -> str:
    return f"Thay QĐ số {rating.replaces.decision.number}" if rating.replaces else ""


def _notice(one: Dossier, rating: Rating, you: str) -> Iterator[Part]:
    decision = rating.decision
    yield Paragraph(
        "0",
        (
            Run(
                f"Theo Quyết định số {decision.number} ngày {decision.decided_on:%d/%m/%Y}, "
                f"{(one.decider or one.rater).name} "
                f"thông báo kết quả đánh giá, xếp loại chất lượng năm {one.evaluation.cycle.year} của {you}:"
            ),
        ),
    )
    yield Heading(2, "1. Kết quả", "1")
    yield Paragraph("1.1", (Run(f"{level_words(rating.level)}.", bold=True),))
    if rating.reason:
        yield Paragraph("1.2", (Run(f"Lý do: {rating.reason}"),))
    yield Heading(2, "2. Căn cứ", "2")
    yield Paragraph("2.0", (Run(f"{rating.grounds['law']['title']}."),))
    for place, ground in enumerate(decides(rating.grounds), start=1):
        yield Paragraph(f"2.{place}", (Run(f"{ground['says']} ({ground['cite']})"),))
    yield Heading(2, "3. Kiến nghị", "3")
    rating.evaluation = one.evaluation
    said = term(rating, on=decision.published_on)
    told = filing(said)
    until = f" đến hết ngày {told.due:%d/%m/%Y}" if told.due else ""
    yield Paragraph(
        "3.1",
        (
            Run(
                f"Nếu không nhất trí với kết quả này, {you} có quyền kiến nghị với người có thẩm quyền "
                f"đánh giá, xếp loại{until}{f' ({told.article})' if told.article else ''}."
            ),
        ),
    )
    for place, remark in enumerate(said.get("remarks", {}).get("published_on", ()), start=2):
        yield Paragraph(f"3.{place}", (Run(remark),))
