"""The frame is tested alone, without what rooms hang into it."""

import pytest

from core import menu, search, waiting


@pytest.fixture(autouse=True)
def without_rooms(monkeypatch):
    """The frame alone: nothing that a room registers, so that a test says what stands on its page."""
    monkeypatch.setattr(menu, "_entries", {})
    monkeypatch.setattr(search, "_sources", {})
    monkeypatch.setattr(waiting, "_sources", [])
    monkeypatch.setattr(waiting, "_panels", [])
