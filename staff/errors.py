"""The room's one kind of error."""

from core.errors import DomainError


class StaffRefused(DomainError):
    """What was asked about a person can't be done; the sentence says why and what to do."""
