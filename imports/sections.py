"""Keep the path of units that holds for a row: "KHỐI SỞ" above "SỞ NỘI VỤ" above "Văn phòng"."""

from imports.wording import Ordinal, without_count

UNNUMBERED = "unnumbered"
FIRST_ROMAN = Ordinal("roman", 1)
# No list begins with L or C as a Roman number.
MOST_AT_FIRST = 10


class Sections:
    """Which level a unit's row stands on follows from the style of its number.

    A style seen for the first time is one level deeper; one that is open already closes all below it.
    No order of styles is presumed, since offices put I over A as well as A over I.
    """

    def __init__(self) -> None:
        self._open: list[tuple[Ordinal, str]] = []
        self._has_roman = False

    @property
    def path(self) -> tuple[str, ...]:
        """The names from the widest to the nearest; a level that has a number only is left out."""
        return tuple(name for _, name in self._open if name)

    def open(self, readings: list[Ordinal], name: str) -> None:
        """Enter the unit ``name`` whose number can be read as any of ``readings`` (none: unnumbered)."""
        ordinal = self._reading(readings) if readings else Ordinal(UNNUMBERED, 0)
        for depth, (open_ordinal, _) in enumerate(self._open):
            if open_ordinal.kind == ordinal.kind:
                del self._open[depth:]
                break
        self._open.append((ordinal, without_count(name)))
        self._has_roman |= ordinal.kind == "roman"

    def _reading(self, readings: list[Ordinal]) -> Ordinal:
        """Of "I" or "C" the reading that goes on with an open level: C after B, I after H, V after IV."""
        last = {ordinal.kind: ordinal.value for ordinal, _ in self._open}
        first = readings[0]
        if first == FIRST_ROMAN and self._has_roman and first.kind not in last:
            return first
        for reading in readings:
            # Lists of letters leave some out (J, W) but never H; lists of Roman numbers leave out none.
            step = 2 if reading.kind == "letter" and first != FIRST_ROMAN else 1
            if reading.kind in last and 0 < reading.value - last[reading.kind] <= step:
                return reading
        return readings[-1] if first.value > MOST_AT_FIRST else first
