"""Every figure of ratings, of organisations' levels and of scores, once: its code, its words, what it counts.

A measure is a condition over the rows ``r`` of ``evaluations.rated_rows``, ``evaluations.recognised_rows`` or
``evaluations.scores.rows``; a share has a numerator and a denominator, and so has the mean of scores. Pages,
panels, the annexes and ``manage.py figures`` read these and nothing else.
"""

from evaluations.enums import RatingLevel
from reports.measures import PERSON, SHARE, Measure

SOURCE = "Quyết định xếp loại đã ký"
ORGANISATION, SHEET, POINTS = "tổ chức", "phiếu", "điểm"
_WORDS = dict(zip(RatingLevel.values, RatingLevel.labels, strict=True))

_COUNTED = (
    ("ratings.total", "Trong phạm vi kỳ", "NOT r.is_gone"),
    ("ratings.rated", "Được xếp loại", "r.level <> ''"),
    *((f"ratings.{level.lower()}", label, f"r.level = '{level}'") for level, label in _WORDS.items()),
    ("ratings.not_rated", "Không xếp loại theo quy định", "r.is_signed AND r.level = ''"),
    ("ratings.waiting", "Chưa có quyết định", "NOT r.is_signed AND NOT r.is_gone"),
    ("ratings.left", "Ra khỏi phạm vi kỳ trước khi xếp loại", "r.is_gone"),
    ("ratings.petitions", "Có kiến nghị", "r.petitions > 0"),
    ("ratings.petitions_open", "Kiến nghị chờ trả lời", "r.petitions_open > 0"),
    ("ratings.petitions_upheld", "Kiến nghị được chấp nhận", "r.petitions_upheld > 0"),
)
RATINGS: dict[str, Measure] = {
    code: Measure(code, name, where, unit=PERSON, source=SOURCE) for code, name, where in _COUNTED
}
LEVELS = tuple(f"ratings.{level.lower()}" for level in RatingLevel.values)
# What a signed decision says; everything else of a cycle is on the way.
DECIDED = ("ratings.rated", *LEVELS, "ratings.not_rated")

_ORGANISATIONS = (
    ("organisations.total", "Thuộc diện xếp loại", "NOT r.is_left_out"),
    ("organisations.recognised", "Được công nhận mức xếp loại", "r.level <> ''"),
    *((f"organisations.{level.lower()}", label, f"r.level = '{level}'") for level, label in _WORDS.items()),
    ("organisations.waiting", "Chưa được công nhận", "r.level = '' AND NOT r.is_left_out"),
    ("organisations.unsent", "Chưa gửi tự đánh giá", "NOT r.is_sent AND r.level = '' AND NOT r.is_left_out"),
    ("organisations.left_out", "Không thuộc diện xếp loại", "r.is_left_out"),
)
ORGANISATIONS: dict[str, Measure] = {
    code: Measure(code, name, where, unit=ORGANISATION, source="Quyết định công nhận đã ký")
    for code, name, where in _ORGANISATIONS
}
ORGANISATION_LEVELS = tuple(f"organisations.{level.lower()}" for level in RatingLevel.values)
DECIDED_OF_ORGANISATIONS = ("organisations.recognised", *ORGANISATION_LEVELS)

_SCORES = (
    ("scores.total", "Phiếu trong kỳ", "true"),
    ("scores.confirmed", "Đã có điểm", "r.is_confirmed"),
    *(
        (f"scores.{level.lower()}", f"Điểm ở mức {label.lower()}", f"r.is_confirmed AND r.level = '{level}'")
        for level, label in _WORDS.items()
    ),
    ("scores.no_level", "Điểm không ứng với mức nào", "r.is_confirmed AND r.level = ''"),
    ("scores.provisional", "Điểm tạm tính", "r.is_confirmed AND r.is_provisional"),
    ("scores.none", "Chưa có điểm", "NOT r.is_confirmed"),
    ("scores.unsent", "Chưa gửi tự chấm", "NOT r.is_confirmed AND NOT r.is_sent"),
)
SCORES: dict[str, Measure] = {
    code: Measure(code, name, where, unit=SHEET, source="Phiếu theo dõi, đánh giá đã xác nhận")
    for code, name, where in _SCORES
}
SCORE_LEVELS = tuple(f"scores.{level.lower()}" for level in RatingLevel.values)
MEAN = Measure(
    "scores.mean", "Điểm trung bình", "scores.confirmed", of="scores.confirmed", unit=POINTS,
    source="Phiếu theo dõi, đánh giá đã xác nhận",
)  # fmt: skip


def _shares(levels: tuple[str, ...], of: str, measures: dict[str, Measure]) -> dict[str, Measure]:
    return {
        f"{code}_share": Measure(
            f"{code}_share", f"Tỷ lệ {measures[code].name.lower()}", code, of=of, unit=SHARE,
            source=measures[code].source,
        )
        for code in levels
    }  # fmt: skip


RATING_SHARES = _shares(LEVELS, "ratings.rated", RATINGS)
ORGANISATION_SHARES = _shares(ORGANISATION_LEVELS, "organisations.recognised", ORGANISATIONS)
SCORE_SHARES = _shares(SCORE_LEVELS, "scores.confirmed", SCORES)
