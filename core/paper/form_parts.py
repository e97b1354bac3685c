"""What a form (mẫu phiếu) has that a letter has not: lines to fill in, boxes to tick, several signatures."""

from dataclasses import dataclass

BOX, TICKED = "☐", "☒"


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and what is filled in after it; where nothing is, dots for the pen over so many `lines`."""

    label: str
    text: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Ticks:
    """One box a line, those that hold ticked."""

    options: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """Where one person signs: `place_and_day` above the capitals, `note` ("(Ký tên…)") below them."""

    capitals: tuple[str, ...]
    place_and_day: str = ""
    note: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Those who sign, side by side."""

    boxes: tuple[SignatureBox, ...]
