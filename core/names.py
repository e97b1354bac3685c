"""Vietnamese names and words: one spelling, one order, one way to search without accents."""

import re
import unicodedata
from functools import lru_cache

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(0x41 + place) for place, letter in enumerate(ALPHABET)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_MARKED = {
    ("a", "\u0306"): "ă",
    ("a", "\u0302"): "â",
    ("e", "\u0302"): "ê",
    ("o", "\u0302"): "ô",
    ("o", "\u031b"): "ơ",
    ("u", "\u031b"): "ư",
}
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """The text in NFC with single spaces and none at its ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=65_536)
def search_key(text: str) -> str:
    """The text in small letters without accents: ``Nông Thị Ánh`` becomes ``nong thi anh``."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _SPACES.sub(" ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()


def text_sort_key(text: str) -> str:
    """A key that puts texts in Vietnamese order when compared by code point.

    Letters first (a ă â b … y z), tones second (ngang, huyền, hỏi, ngã, sắc, nặng). Equal to the order of
    ICU's ``vi`` collation for names, and independent of the server's collations.
    """
    words = [_word_key(word) for word in text.split()]
    return " ".join(letters for letters, _ in words) + "!" + " ".join(tones for _, tones in words)


def person_sort_key(full_name: str) -> str:
    """The key of a person's name: by given name (the last word), then by the words before it."""
    before, _, given = full_name.strip().rpartition(" ")
    return f"{text_sort_key(given)}!{text_sort_key(before)}"


@lru_cache(maxsize=16_384)
def _word_key(word: str) -> tuple[str, str]:
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            if tones:
                tones[-1] = _TONES[char]
        elif letters and (letters[-1], char) in _MARKED:
            letters[-1] = _MARKED[letters[-1], char]
        elif not unicodedata.combining(char):
            letters.append(char)
            tones.append("0")
    return "".join(_RANK.get(c, c if c.isdigit() else "~") for c in letters), "".join(tones)
