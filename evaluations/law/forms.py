"""Forms (mẫu phiếu) as a rule file says them: which paper each is, its title and points, and for whom."""

from dataclasses import dataclass

from evaluations.law.lined import Lined
from evaluations.law.parse import Reader

PAPERS = {
    "words": "phiếu đánh giá, xếp loại năm, tự đánh giá bằng lời",
    "scores": "phiếu xếp loại năm, theo điểm từng tháng",
    "monitoring": "phiếu theo dõi, đánh giá tháng hoặc quý",
    "organisation": "phiếu của tổ chức",
    "organisation_synthesis": "bảng tổng hợp về các tổ chức",
    "organisation_decision": "quyết định công nhận kết quả của tổ chức",
    "organisation_notice": "thông báo kết quả của tổ chức",
    "minutes": "biên bản họp",
    "synthesis": "bảng tổng hợp",
    "decision": "quyết định",
    "notice": "thông báo",
}
RATING = ("words", "scores")
"""On which the year's rating is asked for."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One point that a form of words asks the person about; ``hint`` stands in brackets after it."""

    code: str
    title: str
    hint: str = ""
    leaders: bool = False


@dataclass(frozen=True, kw_only=True)
class Form:
    """An official paper: for which groups (none named: for all), and whether its layout is the decree's own.

    ``source`` is what an own layout follows, ``mark`` the decree's words above it, ``who`` how it calls the
    people (“công chức”), ``leaders_part`` the heading of what only leaders fill in.
    """

    code: str
    paper: str
    title: str
    subject: str = ""
    groups: tuple[str, ...] = ()
    own_layout: bool = False
    source: str = ""
    mark: str = ""
    who: str = ""
    leaders_part: str = ""
    questions: tuple[Question, ...] = ()
    footnotes: tuple[str, ...] = ()


def read_form(reader: Reader, said: Lined) -> Form:
    """Raises RuleFileError for a key or a paper that no form has."""
    known = set(Form.__dataclass_fields__)
    for key in said:
        if key not in known:
            reader.fail(said, key, f"mẫu không có khóa “{key}”.")
    names = ("subject", "source", "mark", "who", "leaders_part")
    words = {name: reader.text(said, name) for name in names if name in said}
    questions = said.get("questions", [])
    if not isinstance(questions, list) or not all(isinstance(one, Lined) for one in questions):
        reader.fail(said, "questions", "“questions” phải là một danh sách các bảng.")
    return Form(
        code=reader.text(said, "code"),
        paper=reader.one_of(said, "paper", PAPERS),
        title=reader.text(said, "title"),
        groups=reader.texts(said, "groups"),
        own_layout=bool(said.get("own_layout", False)),
        questions=tuple(_question(reader, one) for one in questions),
        footnotes=reader.texts(said, "footnotes"),
        **words,
    )


def _question(reader: Reader, said: Lined) -> Question:
    return Question(
        code=reader.text(said, "code"),
        title=reader.text(said, "title"),
        hint=reader.text(said, "hint", ""),
        leaders=bool(said.get("leaders", False)),
    )
