"""Lines of the log: a citizen number in one, say from the detail of a database error, is blotted out."""

import logging
import re

_CITIZEN_NUMBER = re.compile(r"(?<!\d)\d{12}(?!\d)")


class WithoutNumbers(logging.Formatter):
    """The lines of another formatter, tracebacks included, without numbers of twelve digits."""

    def __init__(self, line: str = "", *, inner: logging.Formatter | None = None) -> None:
        super().__init__()
        self._inner = inner or logging.Formatter(line)

    def format(self, record: logging.LogRecord) -> str:
        return _CITIZEN_NUMBER.sub("x" * 12, self._inner.format(record))
