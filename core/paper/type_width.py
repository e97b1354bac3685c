"""How wide a text is in Times New Roman, read from the font of the same metrics that the project carries.

A docx has no way to say "a line half as long as this text" or "as high as this word is long": the length has
to be known when the file is written.
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts" / "tinos"

_FILES = {False: "Tinos_400Regular.ttf", True: "Tinos_700Bold.ttf"}


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of `text` set on one line at `size` points, in points, without kerning."""
    glyphs, advances, units_per_em = _metrics(bold)
    last = len(advances) - 1
    units = sum(
        advances[min(glyphs.get(ord(letter), 0), last)] for letter in unicodedata.normalize("NFC", text)
    )
    return units * size / units_per_em


@cache
def _metrics(bold: bool) -> tuple[dict[int, int], tuple[int, ...], int]:
    """Code point → glyph, the advance of each glyph, and units per em (OpenType: cmap, hmtx, head)."""
    font = (FONTS / _FILES[bold]).read_bytes()
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {}
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        tables[tag] = offset
    (units_per_em,) = struct.unpack_from(">H", font, tables[b"head"] + 18)
    (advance_count,) = struct.unpack_from(">H", font, tables[b"hhea"] + 34)
    pairs = struct.unpack_from(f">{advance_count * 2}H", font, tables[b"hmtx"])
    return _glyphs(font, tables[b"cmap"]), pairs[::2], units_per_em


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """The glyph of each code point in the Basic Multilingual Plane (cmap subtable of format 4)."""
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    offsets = (struct.unpack_from(">HHL", font, cmap + 4 + 8 * index)[2] for index in range(count))
    start = next(cmap + o for o in offsets if struct.unpack_from(">H", font, cmap + o)[0] == 4)
    size = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends, firsts, deltas, ranges = (
        struct.unpack_from(f">{size}H", font, start + 14 + 2 * size * part + (2 if part else 0))
        for part in range(4)
    )
    ranges_at = start + 16 + 6 * size
    glyphs = {}
    for segment in range(size):
        for code in range(firsts[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = code
            if ranges[segment]:
                at = ranges_at + 2 * segment + ranges[segment] + 2 * (code - firsts[segment])
                (glyph,) = struct.unpack_from(">H", font, at)
            glyphs[code] = (glyph + deltas[segment]) & 0xFFFF if glyph or not ranges[segment] else 0
    return glyphs


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[float]:
    """The widths in points of the lines into which `text` falls when `width` points are free."""
    space = text_width(" ", size, bold=bold)
    lines: list[float] = []
    for paragraph in text.split("\n"):
        lines.append(0.0)
        for word in paragraph.split(" "):
            long = text_width(word, size, bold=bold)
            joined = lines[-1] + space + long if lines[-1] else long
            if joined <= width or not lines[-1]:
                lines[-1] = joined
            else:
                lines.append(long)
    return lines
