"""The levels in the few words that a table has room for, and the colours of their badges."""

from evaluations.enums import RatingLevel

SHORT = {
    RatingLevel.EXCELLENT: "Xuất sắc",
    RatingLevel.GOOD: "Tốt",
    RatingLevel.FULFILLED: "Hoàn thành",
    RatingLevel.NOT_FULFILLED: "Không hoàn thành",
    "": "–",
}
KINDS = {
    RatingLevel.EXCELLENT: "best",
    RatingLevel.GOOD: "good",
    RatingLevel.FULFILLED: "warn",
    RatingLevel.NOT_FULFILLED: "bad",
    "": "neutral",
}
