"""A table in a DOCX document: columns of fixed widths, a head on every page, no row parted by a page's end.

Written as elements, as the rest of the body is: python-docx counts all cells anew for each that it is asked for.
"""

from collections.abc import Sequence
from typing import Any

from dprkru_timeline.formats.docx_body import VALUE, Body, Paragraph, W
from dprkru_timeline.formats.docx_look import text_width

_GRAY = "A6A6A6"
_HEAD_FILL = "EDEDED"


class Grid:
    """Adds rows to a table of a document; each column has a head, and its share of the page's width."""

    def __init__(self, body: Body, document: Any, columns: Sequence[tuple[str, int]]) -> None:
        self._body = body
        whole = text_width(document)
        shares = sum(share for _, share in columns)
        self._widths = [str(whole * share // shares) for _, share in columns]
        self._table = body.element("tbl")
        self._lay_out()
        self._row(head=True)
        for cell, (head, _) in zip(self._cells, columns, strict=True):
            cell.paragraph().run(head, bold=True)

    def row(self) -> "list[Cell]":
        """Add a row, and return its cells, each to get at least one paragraph."""
        self._row()
        return self._cells

    def _lay_out(self) -> None:
        """Write what comes before the rows; widths stand here and in the cells, for Word as for LibreOffice."""
        sub = self._body.sub
        properties = sub(self._table, f"{W}tblPr")
        width = sub(properties, f"{W}tblW")
        width.set(f"{W}w", str(sum(map(int, self._widths))))
        width.set(f"{W}type", "dxa")
        borders = sub(properties, f"{W}tblBorders")
        for side in ("top", "bottom", "insideH"):
            line = sub(borders, f"{W}{side}")
            for name, value in ((f"{W}val", "single"), (f"{W}sz", "4"), (f"{W}space", "0"), (f"{W}color", _GRAY)):
                line.set(name, value)
        sub(properties, f"{W}tblLayout").set(f"{W}type", "fixed")
        margins = sub(properties, f"{W}tblCellMar")
        for side, twips in (("top", "30"), ("left", "70"), ("bottom", "30"), ("right", "70")):
            margin = sub(margins, f"{W}{side}")
            margin.set(f"{W}w", twips)
            margin.set(f"{W}type", "dxa")
        grid = sub(self._table, f"{W}tblGrid")
        for width in self._widths:
            sub(grid, f"{W}gridCol").set(f"{W}w", width)

    def _row(self, *, head: bool = False) -> None:
        sub = self._body.sub
        row = sub(self._table, f"{W}tr")
        properties = sub(row, f"{W}trPr")
        sub(properties, f"{W}cantSplit")
        if head:
            sub(properties, f"{W}tblHeader")
        self._cells = []
        for width in self._widths:
            cell = sub(row, f"{W}tc")
            of_cell = sub(cell, f"{W}tcPr")
            wide = sub(of_cell, f"{W}tcW")
            wide.set(f"{W}w", width)
            wide.set(f"{W}type", "dxa")
            if head:
                shade = sub(of_cell, f"{W}shd")
                for name, value in ((VALUE, "clear"), (f"{W}color", "auto"), (f"{W}fill", _HEAD_FILL)):
                    shade.set(name, value)
            self._cells.append(Cell(self._body, cell))


class Cell:
    """A cell of a row, to which paragraphs are added."""

    def __init__(self, body: Body, element: Any) -> None:
        self._body = body
        self._element = element

    def paragraph(self, text: str = "", style: str = "Cell") -> Paragraph:
        """Add a paragraph."""
        return self._body.paragraph_in(self._element, text, style)
