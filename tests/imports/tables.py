"""What tests ask of a table that was found."""

from imports.table import Table


def names(table: Table) -> list[str]:
    """What stands in column B of each data row: the person's name."""
    return [row.cells[1] for row in table.rows]


def skipped(table: Table) -> list[tuple[str, str]]:
    """Reason and text of each row that isn't data."""
    return [(row.reason, row.text) for row in table.skipped]


def by_section(table: Table) -> list[tuple[str, tuple[str, ...]]]:
    """Each person's name with the units above it."""
    return [(row.cells[1], row.sections) for row in table.rows]


def headers(table: Table) -> list[tuple[str, ...]]:
    """Each column's name from the top header row down."""
    return [column.header for column in table.columns]
