"""How a unit's name in a workbook is matched to the portal's."""

import re

from core.names import clean, search_key, text_sort_key

_PREFIX = re.compile(
    r"^(ubnd|ủy ban nhân dân|uỷ ban nhân dân)\s+(?=(xã|phường|thị trấn|huyện|thành phố|thị xã|tỉnh)\b)"
)


def name_key(name: str) -> str:
    """The name without regard to case, spaces and a leading "UBND" of an administrative unit.

    ``UBND phường Sông Cầu``, ``Phường Sông Cầu`` and ``PHƯỜNG SÔNG CẦU`` have one key. Accents count.
    """
    return _PREFIX.sub("", clean(name).lower())


def keys(name: str) -> dict[str, str]:
    """The columns of ``UnitPeriod`` that follow from its name."""
    return {"name_key": name_key(name), "search_key": search_key(name), "sort_key": text_sort_key(name)}
