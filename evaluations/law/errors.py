"""What can be wrong with a file of rules or of facts."""

from core.errors import DomainError


class RuleFileError(DomainError):
    """A rule set that can't be loaded; the sentence names the file and the line."""

    def __init__(self, file: str, line: int, sentence: str) -> None:
        super().__init__(f"{file}, dòng {line}: {sentence}", code="bad_rules")
        self.file = file
        self.line = line

    def __reduce__(self):
        return (RuleFileError, (self.file, self.line, self.sentence))


class FactsError(DomainError):
    """Facts that can't be held against a law; the sentence names the fact."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence, code="bad_facts", field=field)

    def __reduce__(self):
        return (_facts_error, (self.sentence, self.field))


def _facts_error(sentence: str, field: str | None) -> FactsError:
    return FactsError(sentence, field=field)
