"""What this room refuses."""

from core.errors import DomainError


class EvaluationRefused(DomainError):
    """An act of evaluation that can't be done; the sentence says why and what to do."""
