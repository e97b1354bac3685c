"""Which field each column of a sheet holds: found from its header, corrected by the uploader."""

import re
from dataclasses import dataclass

from core.names import search_key
from imports.kinds import Field, Kind
from imports.table import Column

IGNORED = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A column with its header and the code of its field, empty where it is left out."""

    index: int
    letter: str
    header: str
    field: str


def header_text(column: Column) -> str:
    """The header as it is shown: its levels from the top down."""
    return " › ".join(dict.fromkeys(part for part in column.header if part))


def find_columns(kind: Kind, columns: list[Column], corrections: dict[str, str]) -> list[Found]:
    """The field of every column, each field at most once; ``corrections`` is {letter: field code or ''}."""
    taken = {code for code in corrections.values() if code}
    found = []
    for column in columns:
        if column.letter in corrections:
            code = corrections[column.letter]
        else:
            code = _field_of(kind.fields, column, taken)
            taken.add(code)
        found.append(Found(column.index, column.letter, header_text(column), code))
    return found


def missing(kind: Kind, found: list[Found]) -> list[Field]:
    """The required fields that no column holds."""
    have = {column.field for column in found}
    return [field for field in kind.fields if field.is_required and field.code not in have]


def _field_of(fields: tuple[Field, ...], column: Column, taken: set[str]) -> str:
    header = search_key(" > ".join(dict.fromkeys(part for part in column.header if part)))
    for field in fields:
        if field.code not in taken and any(re.search(pattern, header) for pattern in field.headers):
            return field.code
    return IGNORED
