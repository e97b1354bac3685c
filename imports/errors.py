"""The room's one kind of error."""

from typing import TYPE_CHECKING

from core.errors import DomainError

if TYPE_CHECKING:
    from imports.models import Batch


class ImportRefused(DomainError):
    """The workbook, or what was asked of a batch, can't be taken; the sentence says why and what to do.

    ``batch`` is the one that it is about, for the command line; None where there is none yet.
    """

    batch: "Batch | None" = None
