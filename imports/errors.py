"""The room's one kind of error."""

from core.errors import DomainError


class ImportRefused(DomainError):
    """The workbook, or what was asked of a batch, can't be taken; the sentence says why and what to do."""
