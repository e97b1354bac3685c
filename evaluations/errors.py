"""What this room refuses."""

from core.errors import DomainError


class EvaluationRefused(DomainError):
    """An act of evaluation that can't be done; the sentence says why and what to do."""


class Blocked(EvaluationRefused):
    """What stands in the way of a signature: one sentence for each person and rule."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences), code="blocked")
        self.sentences = sentences

    def __reduce__(self):
        return (Blocked, (self.sentences,))
