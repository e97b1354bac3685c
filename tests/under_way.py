"""How many requests the live server is answering: a test's tables are emptied only when nobody reads them."""

import threading

from django.core.signals import request_finished, request_started

MOST_SECONDS = 20


class UnderWay:
    """Counts the requests between their two signals in the server's threads, not those of a test's client."""

    def __init__(self) -> None:
        self._count, self._changed = 0, threading.Condition()
        request_started.connect(self._began, weak=False)
        request_finished.connect(self._ended, weak=False)

    def _began(self, **about) -> None:
        self._add(1)

    def _ended(self, **about) -> None:
        self._add(-1)

    def _add(self, n: int) -> None:
        if threading.current_thread() is threading.main_thread():
            return
        with self._changed:
            self._count += n
            self._changed.notify_all()

    def wait_for_none(self) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._count == 0, MOST_SECONDS), "a request never ended"
