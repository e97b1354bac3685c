from core.errors import DomainError


class ReportRefused(DomainError):
    """What was asked of a report can't be done; the sentence says why and what to do."""
