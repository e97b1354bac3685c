"""The levels of a quality rating (mức xếp loại chất lượng), best first."""

from enum import StrEnum


class Level(StrEnum):
    EXCELLENT = "EXCELLENT"
    GOOD = "GOOD"
    FULFILLED = "FULFILLED"
    NOT_FULFILLED = "NOT_FULFILLED"

    @property
    def words(self) -> str:
        return WORDS[self]

    def is_above(self, other: "Level") -> bool:
        order = list(Level)
        return order.index(self) < order.index(other)


WORDS = {
    Level.EXCELLENT: "hoàn thành xuất sắc nhiệm vụ",
    Level.GOOD: "hoàn thành tốt nhiệm vụ",
    Level.FULFILLED: "hoàn thành nhiệm vụ",
    Level.NOT_FULFILLED: "không hoàn thành nhiệm vụ",
}
