"""Every figure of ratings, once: its code, its words, and what it counts.

A measure is a condition over the rows ``r`` of ``evaluations.rated_rows``; a share has a numerator and a
denominator. Pages, panels, the annex and ``manage.py figures`` read these and nothing else.
"""

from evaluations.enums import RatingLevel
from reports.measures import PERSON, SHARE, Measure

SOURCE = "Quyết định xếp loại đã ký"

_COUNTED = (
    ("ratings.total", "Trong phạm vi kỳ", "NOT r.is_gone"),
    ("ratings.rated", "Được xếp loại", "r.level <> ''"),
    *(
        (f"ratings.{level.lower()}", label, f"r.level = '{level}'")
        for level, label in zip(RatingLevel.values, RatingLevel.labels, strict=True)
    ),
    ("ratings.not_rated", "Không xếp loại theo quy định", "r.is_signed AND r.level = ''"),
    ("ratings.waiting", "Chưa có quyết định", "NOT r.is_signed AND NOT r.is_gone"),
    ("ratings.left", "Ra khỏi phạm vi kỳ trước khi xếp loại", "r.is_gone"),
    ("ratings.petitions", "Có kiến nghị", "r.petitions > 0"),
    ("ratings.petitions_open", "Kiến nghị chờ trả lời", "r.petitions_open > 0"),
    ("ratings.petitions_upheld", "Kiến nghị được xếp loại lại", "r.petitions_upheld > 0"),
)
RATINGS: dict[str, Measure] = {
    code: Measure(code, name, where, unit=PERSON, source=SOURCE) for code, name, where in _COUNTED
}
LEVELS = tuple(f"ratings.{level.lower()}" for level in RatingLevel.values)
RATING_SHARES: dict[str, Measure] = {
    f"{code}_share": Measure(
        f"{code}_share", f"Tỷ lệ {RATINGS[code].name.lower()}", code, of="ratings.rated", unit=SHARE,
        source=SOURCE,
    )
    for code in LEVELS
}  # fmt: skip
