"""The one kind of error that a user may read."""


class DomainError(Exception):
    """What was asked can't be done; ``sentence`` says in Vietnamese what is wrong and what to do.

    ``code`` is stable and English (for tests and the command line), ``field`` names the form field
    at which a page shows the sentence. Each room has its own subclass; only views, commands and the
    runner of jobs catch it.
    """

    def __init__(self, sentence: str, *, code: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.field = field

    def __reduce__(self):
        return (_rebuild, (type(self), self.sentence, self.code, self.field))


def _rebuild(cls, sentence, code, field):
    return cls(sentence, code=code, field=field)
