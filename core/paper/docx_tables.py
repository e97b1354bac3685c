"""A table of figures in docx: repeated head, rows that don't break, widths that every program obeys."""

from docx.oxml.xmlchemy import BaseOxmlElement

from core.paper.docx_xml import cell, paragraph, row, run, table
from core.paper.paper import PlacedHeader, RowKind, Table, TableRow
from core.paper.table_fit import CELL_TOP, TableFit, fit


def figures_table(data: Table, width: float) -> BaseOxmlElement:
    """The table over `width` mm."""
    fitted = fit(data, width)
    rows = [*_header_rows(fitted), *(_body_row(fitted, line) for line in data.rows)]
    return table(fitted.widths, rows, borders=True, side=fitted.side, top=CELL_TOP)


def _header_rows(fitted: TableFit) -> list[BaseOxmlElement]:
    by_place = {
        (row_index, placed.column): placed
        for placed in fitted.table.placed_header()
        for row_index in range(placed.row, placed.row + placed.cell.rowspan)
    }
    rows = []
    for index, height in enumerate(fitted.header_heights()):
        cells = [
            _header_cell(fitted, by_place[place], index) for place in sorted(by_place) if place[0] == index
        ]
        rows.append(row(*cells, header=True, at_least=height))
    return rows


def _header_cell(fitted: TableFit, placed: PlacedHeader, row_index: int) -> BaseOxmlElement:
    head = placed.cell
    first = row_index == placed.row
    text = run(head.text if first else "", size=fitted.size, bold=True)
    return cell(
        sum(fitted.widths[placed.column : placed.column + head.colspan]),
        paragraph(text, align="center"),
        span=head.colspan,
        merge=None if head.rowspan == 1 else "restart" if first else "continue",
        vertical=head.vertical,
        v_align="center",
    )


def _body_row(fitted: TableFit, line: TableRow) -> BaseOxmlElement:
    bold = line.kind != RowKind.BODY
    cells = (
        cell(
            sum(fitted.widths[column : column + content.colspan]),
            paragraph(
                run(content.text, size=fitted.size, bold=bold), align=fitted.table.columns[column].align
            ),
            span=content.colspan,
            v_align="center",
        )
        for column, content in line.placed()
    )
    return row(*cells)
