"""An authority's own split of the common points: what its file must say to take the decree's place."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from evaluations.law.errors import RuleFileError
from evaluations.law.kinds.scores import CommonCriteria
from evaluations.law.lined import Lined
from evaluations.law.numbers import exact, shown
from evaluations.law.parse import Reader
from evaluations.law.rules import Rule, Subject

if TYPE_CHECKING:
    from evaluations.law.rule_sets import RuleSet


def refuse_wrong_split(
    reader: Reader, said: Lined, own: Sequence[Rule], decrees: Mapping[str, "RuleSet"]
) -> None:
    """Raises RuleFileError with the line where the split isn't that of everybody under the decrees below, in
    their sum, criterion by criterion as in the table that the form prints."""
    splits = [one for one in own if isinstance(one, CommonCriteria) and one.subject == Subject.PERSON]
    table = [one for one in said.get("criteria", ()) if "group" not in one]
    if not splits:
        if table:
            reader.fail(said, "criteria", "có bảng tiêu chí chung mà thiếu quy tắc “common_criteria”.")
        return
    split, *more = splits
    if more:
        raise RuleFileError(reader.file, more[0].line, "bảng điểm tiêu chí chung chỉ ghi một lần.")
    if split.when or split.valid_from or split.valid_until:
        sentence = "bảng điểm tiêu chí chung là của mọi người theo văn bản; bỏ “for”, “from”, “until”."
        raise RuleFileError(reader.file, split.line, sentence)
    total = sum(split.parts.values(), Fraction(0))
    for code in said["on_top_of"]:
        decree = decrees.get(code)
        theirs = [rule for rule in decree.rules if split.takes_place_of(rule)] if decree else []
        if not theirs:
            reader.fail(said, "on_top_of", f"“{code}” không có điểm tiêu chí chung để chia lại.")
        if not split.most == total == theirs[0].most:
            sentence = (
                f"các tiêu chí cộng lại được {shown(total)} điểm, tối đa ghi {shown(split.most)}; "
                f"{decree.short} cho {shown(theirs[0].most)} điểm."
            )
            raise RuleFileError(reader.file, split.line, sentence)
    _refuse_other_table(reader, said, table, split)


def _refuse_other_table(reader: Reader, said: Lined, table: Sequence[Lined], split: CommonCriteria) -> None:
    codes = [reader.text(one, "code") for one in table]
    for one, code in zip(table, codes, strict=True):
        reader.needed(one, "title")
        below = [most for part, most in split.parts.items() if part.startswith(f"{code}.")]
        expected = split.parts.get(code) if not below else sum(below, Fraction(0))
        if expected is None:
            reader.fail(one, "code", f"quy tắc “{split.id}” không có điểm của tiêu chí “{code}”.")
        if exact(reader.needed(one, "most"), "most") != expected:
            sentence = f"tiêu chí “{code}” được {shown(expected)} điểm theo quy tắc “{split.id}”."
            reader.fail(one, "most", sentence)
    if lacking := [part for part in split.parts if part not in codes]:
        reader.fail(said, "criteria", f"bảng tiêu chí chung thiếu: {', '.join(lacking)}.")
