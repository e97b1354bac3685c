"""A table of figures in docx: repeated head, rows that don't break, widths that every program obeys."""

from docx.oxml.xmlchemy import BaseOxmlElement

from reports.docx_xml import cell, paragraph, row, run, table
from reports.paper import PlacedHeader, RowKind, Table, TableRow
from reports.paper_layout import DECREE_30, column_widths, header_heights, table_size


def figures_table(data: Table, width: float) -> BaseOxmlElement:
    """The table over `width` mm, in the largest type that its columns allow."""
    size = table_size(data, width)
    widths = column_widths(data, width)
    rows = [*_header_rows(data, width, size), *(_body_row(data, line, widths, size) for line in data.rows)]
    return table(widths, rows, borders=True, side=DECREE_30.cell_side, top=DECREE_30.cell_top)


def _header_rows(data: Table, width: float, size: float) -> list[BaseOxmlElement]:
    widths = column_widths(data, width)
    by_place = {
        (row_index, placed.column): placed
        for placed in data.placed_header()
        for row_index in range(placed.row, placed.row + placed.cell.rowspan)
    }
    rows = []
    for index, height in enumerate(header_heights(data, width, size)):
        cells = [
            _header_cell(by_place[place], index, widths, size)
            for place in sorted(by_place)
            if place[0] == index
        ]
        rows.append(row(*cells, header=True, at_least=height))
    return rows


def _header_cell(
    placed: PlacedHeader, row_index: int, widths: tuple[float, ...], size: float
) -> BaseOxmlElement:
    head = placed.cell
    first = row_index == placed.row
    text = run(head.text, size=size, bold=True) if first else run("", size=size)
    return cell(
        sum(widths[placed.column : placed.column + head.colspan]),
        paragraph(text, align="center"),
        span=head.colspan,
        merge=None if head.rowspan == 1 else "restart" if first else "continue",
        vertical=head.vertical,
        v_align="center",
    )


def _body_row(data: Table, line: TableRow, widths: tuple[float, ...], size: float) -> BaseOxmlElement:
    bold = line.kind != RowKind.BODY
    cells = (
        cell(
            width,
            paragraph(run(content.text, size=size, bold=bold), align=column.align),
            v_align="center",
        )
        for column, content, width in zip(data.columns, line.cells, widths, strict=True)
    )
    return row(*cells)
