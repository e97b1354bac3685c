"""What a room registers so that the engine can bring in its workbooks."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from imports.models import Batch, StagedRow

Parse = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a column may hold.

    ``headers`` are regular expressions tried on the column's header, in small letters without accents,
    its levels joined by " > ". ``parse`` turns a cell's raw value into what is stored or raises BadCell;
    fields that need the portal's data get theirs from ``Kind.parsers``.
    """

    code: str
    label: str
    headers: tuple[str, ...]
    parse: Parse | None = None
    is_required: bool = False


@dataclass(slots=True)
class SheetValues:
    """The data rows of one sheet, column by column.

    ``values[field][i]`` is the parsed value of row ``rows[i]`` (None where the cell is empty or bad);
    ``raw[field][i]`` the cell as it stood; ``letters[field]`` the column's letter.
    """

    index: int
    name: str
    title: str
    rows: list[int]
    sections: list[tuple[str, ...]]
    values: dict[str, list] = field(default_factory=dict)
    raw: dict[str, list] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)

    def column(self, code: str) -> list:
        """The parsed values of the field, or Nones where the sheet has no such column."""
        return self.values.get(code) or [None] * len(self.rows)

    def has(self, *codes: str) -> bool:
        return any(code in self.values for code in codes)


@dataclass(frozen=True, slots=True)
class Note:
    """A message about a cell, before it is stored."""

    severity: str
    code: str
    sheet: str
    row: int | None
    column: str
    value: str
    sentence: str


Say = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Staged:
    """What a kind makes of a sheet: columns of its staging table and the fields that the sheet has."""

    columns: Mapping[str, Sequence]
    fields: frozenset[str]


class Kind(ABC):
    """A kind of workbook."""

    code: str
    label: str
    noun: str  # what a row is, for sentences: "người"
    order: int = 50  # among the kinds that an upload may be; the usual one comes first
    fields: tuple[Field, ...]
    staging: type[StagedRow]
    # The domain's tables that applying writes, those that others point to first.
    tables: tuple[type[models.Model], ...]
    # Tables that the comparison reads besides: a change there asks for a new comparison too.
    read_tables: tuple[type[models.Model], ...] = ()
    identity: str  # the field that may stand once in a workbook
    left_reasons: tuple[tuple[str, str], ...] = ()
    unknown_reason: str = ""
    totals_by: tuple[str, str] = ("", "")
    # Differences that a page shows as one line: the codes of their fields, and the words for them together.
    shown_together: tuple[tuple[tuple[str, ...], str], ...] = ()
    # Short words for the codes of the kind's own messages; those of the engine are in ``message_words``.
    message_words: Mapping[str, str] = {}

    @abstractmethod
    def may_upload(self, user, scope: dict) -> bool: ...

    @abstractmethod
    def may_approve(self, user, batch: Batch) -> bool: ...

    @abstractmethod
    def batches_seen_by(self, user) -> models.Q | None:
        """The batches that the user may see today, own ones included: a condition, or None for none."""

    @abstractmethod
    def scopes_of(self, user) -> list[tuple[str, dict]]:
        """The scopes that the user may upload for: words and value."""

    @abstractmethod
    def scope_words(self, scope: dict, as_of: date) -> str: ...

    @abstractmethod
    def parsers(self, *, as_of: date) -> dict[str, Parse]:
        """The parsers of the fields that look something up in the portal as of the day."""

    @abstractmethod
    def stage(self, sheet: SheetValues, *, batch: Batch, say: Say) -> Staged:
        """Combine the columns of a sheet into those of the staging table, saying what is wrong or odd."""

    @abstractmethod
    def compare(self, batch: Batch, *, staged: str, sheets: str) -> None:
        """Fill the staging table with outcomes, and the differences, from the two temporary tables."""

    @abstractmethod
    def totals(self, batch: Batch) -> list[dict]:
        """Control totals: dicts of by, code, label, workbook, portal, difference."""

    @abstractmethod
    def apply(self, batch: Batch, progress: Callable[..., None]) -> Mapping[str, int]:
        """Write the batch into the domain's tables, recording every row in ``imports.Change``.

        {table: rows written}.
        """

    @abstractmethod
    def dependants(self, batch: Batch) -> list[str]:
        """Sentences about accounts, grants and the like that stand on what the batch made."""

    # SQL over a change ``c``: the id of the subject whose fact it is.
    subject_of_change: str

    @abstractmethod
    def subject_column(self, model: type[models.Model]) -> str | None:
        """The column of a table's events that names the subject; None for tables without one."""

    @abstractmethod
    def labels(self, subject_ids: list[int]) -> dict[int, str]: ...

    @abstractmethod
    def subject_url(self, subject_id: int, as_of: date) -> str: ...

    def subject_urls(self, subject_ids: Sequence[int], as_of: date) -> dict[int, str]:
        """The pages of several subjects; a kind that needs a query for each asks for all at once instead."""
        return {pk: self.subject_url(pk, as_of) for pk in subject_ids}

    def placed_at(self, sheet: SheetValues, field: str = "") -> str:
        """The field at whose column a message about ``field`` stands: its own, else what a row is known by.

        Empty where the sheet has none of the kind's columns.
        """
        codes = (field, self.identity, *(one.code for one in self.fields))
        return next((code for code in codes if code in sheet.letters), "")

    @property
    def staged_columns(self) -> list[str]:
        """The staging table's own columns, without those of every kind."""
        common = {f.name for f in StagedRow._meta.fields} | {"id", "batch"}
        return [f.column for f in self.staging._meta.fields if f.name not in common]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.code] = kind


def get_kind(code: str) -> Kind:
    return _kinds[code]


def all_kinds() -> Iterator[Kind]:
    """The usual one first."""
    return iter(sorted(_kinds.values(), key=lambda kind: kind.order))
