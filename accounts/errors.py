"""The room's one kind of error."""

from core.errors import DomainError


class AccountRefused(DomainError):
    """What was asked of an account can't be done; the sentence says why."""
