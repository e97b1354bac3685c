"""Quản trị: what an administrator finds there; rooms register their entries in ``AppConfig.ready``."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    """One thing that an administrator keeps, with a sentence on what is done there."""

    label: str
    sentence: str
    url_name: str
    order: int = 50

    @property
    def url(self) -> str:
        return reverse(self.url_name)


_entries: dict[str, OfficeEntry] = {}


def register(entry: OfficeEntry) -> None:
    """A second entry for the same page replaces the first."""
    _entries[entry.url_name] = entry


def entries() -> list[OfficeEntry]:
    return sorted(_entries.values(), key=lambda entry: (entry.order, entry.label))
