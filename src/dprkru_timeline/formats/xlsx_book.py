"""A workbook as it is filled and printed: sheets of typed cells, on paper landscape and a page wide, under their head.

Every text is written as text: nothing becomes a formula or a link by how it begins, and no code of a page's head. A
sheet has first what is read and printed, and the rest of its columns to the right of that.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Edtf
from dprkru_timeline.formats.cells import LONGEST, LongCells, cut, units
from dprkru_timeline.text import cells, one_line, visible
from dprkru_timeline.words.head import Front, Head, told_head

# What a link of a spreadsheet holds, and how many a sheet has.
_LONGEST_LINK, _MOST_LINKS = 2_079, 65_000
_FIRST_DAY = date(1900, 3, 1)
# Units of UTF-16 in the head or foot of a page, and what of them a title gets.
_LONGEST_HEAD, _TITLE_IN_HEAD = 255, 80
_WIDTH = 16
# Points that a line takes in a row, and that a row may have.
_LINE, _HIGHEST = 14.5, 409
Value = str | float | date | None


class SheetColumn(NamedTuple):
    """A column of a sheet: its name in files, its heading, what it has of a row, and how that looks."""

    name: str
    heading: str
    value: Callable[[Any, Chronology], Value]
    width: float = _WIDTH
    is_link: bool = False
    bold: Callable[[Any], bool] | None = None


def as_day(text: str) -> date | str:
    """Return an ISO day as a date; other text, and a day that spreadsheets don't know, as it is."""
    if len(text) != 10 or text[4:8:3] != "--" or not text.replace("-", "").isdecimal():
        return text
    day = date.fromisoformat(text)
    return day if day >= _FIRST_DAY else text


def when(date_: Edtf, words: str) -> date | str:
    """Return the day that a date is, or its words where it is no single day."""
    found = as_day(str(date_))
    return words if isinstance(found, str) else found


class Look(NamedTuple):
    """How cells of each kind look."""

    text: Any
    day: Any
    number: Any
    link: Any


class Book:
    """A workbook, its sheets written one after the other."""

    def __init__(self, chronology: Chronology, front: Front, told: Callable[[str], None]) -> None:
        from xlsxwriter import Workbook

        self._chronology = chronology
        self.head: Head = told_head(chronology, front)
        self._held = BytesIO()
        self._book = Workbook(self._held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        selection = chronology.selection
        self._book.set_properties(
            {
                "title": self.head.title[:255],
                "comments": visible(selection.query) if selection else "",
                "created": datetime.combine(chronology.edition, time()),
            }
        )
        self._long = LongCells(told, f"cut, since a cell of Excel holds {LONGEST:,} characters")
        lined = {"bottom": 1, "bottom_color": "#D9D9D9", "text_wrap": True}
        self._head = self._book.add_format({"bold": True, "text_wrap": True, "bg_color": "#EDEDED", "valign": "top"})
        self._read = self._look("[$-409]d mmmm yyyy", lined)
        self._bold = self._look("[$-409]d mmmm yyyy", {**lined, "bold": True})
        self._beside = self._look("yyyy-mm-dd", {})  # not wrapped: what is not printed makes no row higher
        self._links = 0

    def _look(self, days: str, shared: dict[str, Any]) -> Look:
        """Return how cells look that have the same way in common."""
        look, shared = self._book.add_format, {**shared, "valign": "top", "align": "left"}
        return Look(
            text=look(shared),
            day=look({**shared, "num_format": days}),
            number=look({**shared, "num_format": "#,##0.######", "align": "right"}),
            link=look({**shared, "underline": 1, "font_color": "#0563C1"}),
        )

    def sheet(  # noqa: PLR0913
        self,
        title: str,
        columns: Sequence[SheetColumn],
        rows: Iterable[Any],
        *,
        printed: int,
        wrapped: bool = True,
        frozen: int = 1,
    ) -> None:
        """Add a sheet; the first ``printed`` columns are read and printed, the others stand to the right of them."""
        sheet = self._book.add_worksheet(title)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.heading, self._head)
            sheet.set_column(place, place, column.width)
        number, self._links = 0, 0
        for number, row in enumerate(rows, 1):
            lines = 1
            for place, column in enumerate(columns):
                value = column.value(row, self._chronology)
                if wrapped and place < printed:
                    look = self._bold if column.bold and column.bold(row) else self._read
                    lines = max(lines, self._cell(sheet, (number, place), (row, column), value, look))
                elif value is not None and value != "":
                    self._cell(sheet, (number, place), (row, column), value, self._beside)
            if lines > 1:
                sheet.set_row(number, min(lines * _LINE + 1, _HIGHEST))
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, number, printed - 1)
        sheet.set_landscape()
        self._set_up(sheet)

    def _cell(self, sheet: Any, at: tuple[int, int], of: tuple[Any, SheetColumn], value: Value, look: Look) -> int:
        """Write a cell, and return how many lines it takes where it is read."""
        row, column = of
        if value is None or value == "":  # an empty text is no empty cell: a sum or a filter takes it for a value
            sheet.write_blank(*at, None, look.text)
        elif isinstance(value, str):
            shown = self._fitting(value, sheet.name, lambda: f"{_called(row)}, {column.heading}")
            if column.is_link and _is_link(shown) and self._links < _MOST_LINKS:
                self._links += 1
                sheet.write_url(*at, shown, look.link, string=shown)
            else:
                sheet.write_string(*at, shown, look.text)
            return _lines(shown, column.width) if len(shown) > column.width else 1
        elif isinstance(value, date):
            sheet.write_datetime(*at, datetime.combine(value, time()), look.day)
        else:
            sheet.write_number(*at, value, look.number)
        return 1

    def _fitting(self, text: str, title: str, where: Callable[[], str]) -> str:
        """Return text that is safe and fits into a cell, cut with a mark where it is too long."""
        shown = visible(text)
        if len(shown) > LONGEST // 2 and units(shown) > LONGEST:
            self._long.add(f"sheet {title}, {where()}")
            return cut(shown)
        return shown

    def pairs(self, title: str, rows: Iterable[tuple[str, str]]) -> None:
        """Add a sheet of names, each with its text; one without text is left out."""
        sheet = self._book.add_worksheet(title)
        for number, (name, text) in enumerate(row for row in rows if row[1]):
            shown = self._fitting(text, title, partial(str, name))
            sheet.write_string(number, 0, name, self._head)
            sheet.write_string(number, 1, shown, self._read.text)
            sheet.set_row(number, min(_lines(shown, 80) * _LINE + 1, _HIGHEST))
        sheet.set_column(0, 0, _WIDTH)
        sheet.set_column(1, 1, 80)
        self._set_up(sheet)

    def closed(self) -> bytes:
        """Return the workbook's file, and say what did not fit."""
        self._book.close()
        self._long.tell()
        return self._held.getvalue()

    def _set_up(self, sheet: Any) -> None:
        """Let a sheet be a page wide, with the title above, the page's number below, and the marking in both places.

        All of it stands in the middle, line by line: left, middle and right of a page's head run into each other.
        """
        marking = f'&"-,Bold"{_without_codes(self.head.marking, _LONGEST_HEAD - 60)}&"-,Regular"'
        lines = [marking] if self.head.marking else []
        title = _without_codes(self.head.title, _TITLE_IN_HEAD)
        above = "\n".join([*lines, f"{title}: &A"])
        if units(above) > _LONGEST_HEAD - 2:
            above = "\n".join([*lines, "&A"])
        sheet.set_header(f"&C{above}")
        sheet.set_footer("&C" + "\n".join([*lines, "Page &P of &N"]))
        sheet.set_margins(left=0.4, right=0.4, top=0.9 if lines else 0.7, bottom=0.85 if lines else 0.7)
        sheet.fit_to_pages(1, 0)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column, or one more: of letters more go into a width than of digits.

    Excel finds the height of a row by itself; LibreOffice, and what shows a file without opening it, do not.
    """
    return sum(1 + (cells(line) - 1) // int(width) for line in text.split("\n"))


def _called(row: Any) -> str:
    """Return the id of what a row is of: an event, source or actor, or the event of a claim."""
    return str(getattr(getattr(row, "saying", row), "event", row).id)


def _is_link(text: str) -> bool:
    return text.startswith(("http://", "https://")) and len(text) <= _LONGEST_LINK


def _without_codes(text: str, most: int) -> str:
    """Return text for the head of a page in which no sign is a code, cut with a mark to so many units.

    A word joiner parts a sign from what would make it the place of a picture.
    """
    text, end = one_line(text), ""
    while True:
        shown = re.sub(r"&([G[]?)", lambda found: f"&&\u2060{found[1]}" if found[1] else "&&", text) + end
        if units(shown) <= most:
            return shown
        text, end = text[:-1], "…"
