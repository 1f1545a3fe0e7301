"""The workbook on screen and on paper: what is read and printed, the marking on every page, what did not fit."""

import io
import re
import zipfile
from datetime import date
from html import unescape
from typing import Any

import openpyxl
import pytest

from dprkru_timeline.chronology import Chronology, Selection, without_query
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.formats import Options, writer
from dprkru_timeline.formats import find_format as named
from dprkru_timeline.formats.cells import LONGEST, cut, units
from dprkru_timeline.formats.xlsx_book import Book, SheetColumn, as_day
from dprkru_timeline.model import Event, EventKind, Source, SourceKind, Status
from dprkru_timeline.words.head import Front
from tests.streams import Stream


def event(**fields: Any) -> Event:
    plain = Event("plain", parse_edtf("2024-10-08"), "Title", "Summary.", EventKind.EVENT, (), Status.CONFIRMED, ("s",))
    return plain._replace(**fields)


def chronology(*events: Event, **fields: Any) -> Chronology:
    sources = {"s": Source("s", "Paper", SourceKind.NEWS, url="https://example.org/")}
    return Chronology(title="Chronology", edition=date(2025, 1, 1), sources=sources, events=events, **fields)


def made(whole: Chronology, **options: Any) -> bytes:
    out = Stream()
    writer(named("xlsx", None)).write(whole, out, Options(**options))
    out.flush()
    return bytes(out.buffer.getvalue())  # type: ignore[attr-defined]


def workbook(whole: Chronology, **options: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made(whole, **options)))


def heads_and_feet(raw: bytes) -> list[tuple[str, str]]:
    """Return the head and the foot of each sheet's pages as they are written: openpyxl takes them apart."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        texts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    found = [re.search("<oddHeader>(.*)</oddHeader><oddFooter>(.*)</oddFooter>", text, re.DOTALL) for text in texts]
    return [(unescape(one[1]), unescape(one[2])) for one in found if one]


def about(book: Any) -> dict[str, str]:
    return {row[0].value: row[1].value for row in book["About"].iter_rows()}


def test_every_sheet_is_a_page_wide_landscape_with_its_head_on_every_page() -> None:
    book = workbook(chronology(event()))
    for sheet in book:
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0), "1 where it is not said"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        if sheet.title != "About":
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.print_title_rows == "$1:$1"


def test_what_is_printed_of_events_is_what_a_reader_needs_and_the_rest_stands_beside_it() -> None:
    sheet = workbook(chronology(event()))["Events"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:5] == ["Date", "Event", "Status", "Who says so", "Publishers"]
    assert sheet.print_area == "'Events'!$A$1:$E$2"
    assert {"Actors", "Themes", "Places", "Summary", "Earliest", "Id"} <= set(heads[5:])
    assert sheet["B2"].alignment.wrap_text
    assert not sheet["F2"].alignment.wrap_text


def test_a_row_is_as_high_as_its_longest_printed_text_and_no_higher_for_what_is_not_printed() -> None:
    long = chronology(event(title="word " * 40), event(id="other", summary="word " * 400))
    sheet = workbook(long)["Events"]
    assert sheet.row_dimensions[2].height > 4 * 14
    assert sheet.row_dimensions[3].height is None


def test_headlines_are_bold() -> None:
    sheet = workbook(chronology(event(key=True), event(id="other")))["Events"]
    assert (sheet["B2"].font.bold, sheet["B3"].font.bold, sheet["A2"].font.bold) == (True, False, False)


@pytest.mark.parametrize(
    ("text", "is_day"), [("2024-10-08", True), ("1900-03-01", True), ("1900-02-28", False), ("0953-01-01", False)]
)
def test_a_day_is_a_date_where_spreadsheets_know_it(text: str, is_day: bool) -> None:
    assert as_day(text) == (date.fromisoformat(text) if is_day else text)


@pytest.mark.parametrize(
    "text", ["2024-10", "2024-10-08?", "2024-10-08~", "2024-10-XX", "", "2024/2025-", "20241008--"]
)
def test_what_is_no_single_day_is_text(text: str) -> None:
    assert as_day(text) == text


def test_only_dates_are_dates_among_sources() -> None:
    source = Source("s", "Paper", SourceKind.NEWS, title="2024-10-08", date=parse_edtf("2024-10-08"))
    sheet = workbook(chronology(event()).replaced(sources={"s": source}))["Sources"]
    row = {head.value: cell.value for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (row["Title"], row["Date"].date()) == ("2024-10-08", date(2024, 10, 8))


def test_the_date_that_is_read_is_a_date_or_its_words() -> None:
    dates = ("2024-10-08", "2024-10-08?", "2024-10")
    sheet = workbook(chronology(*(event(id=f"e{at}", date=parse_edtf(one)) for at, one in enumerate(dates))))["Events"]
    assert sheet["A2"].value.date() == date(2024, 10, 8)
    assert [sheet["A3"].value, sheet["A4"].value] == ["8 October 2024 (uncertain)", "October 2024"]


def test_a_marking_is_at_head_and_foot_of_every_page_and_in_the_sheet_about() -> None:
    raw = made(chronology(event()), front=Front("Title of mine", marking="For official use only"))
    book = openpyxl.load_workbook(io.BytesIO(raw))
    pages = heads_and_feet(raw)
    assert len(pages) == len(book.sheetnames)
    for head, foot in pages:
        assert head == '&C&"-,Bold"For official use only&"-,Regular"\nTitle of mine: &A'
        assert foot == '&C&"-,Bold"For official use only&"-,Regular"\nPage &P of &N'
    told = about(book)
    assert [told[name] for name in ("Marking", "Title", "Chronology")] == [
        "For official use only",
        "Title of mine",
        "Chronology",
    ]
    assert book.properties.title == "Title of mine"


def test_without_a_marking_a_page_has_its_title_and_number() -> None:
    assert set(heads_and_feet(made(chronology(event())))) == {("&CChronology: &A", "&CPage &P of &N")}


@pytest.mark.parametrize(
    "text", ["&G &[Picture] R&D &P", "&" * 300, "x" * 300, "&G" * 150, "\U0001f600" * 200, "12 &8"]
)
@pytest.mark.filterwarnings("error")
def test_no_sign_in_a_title_or_marking_is_a_code_and_what_is_too_long_is_cut_with_a_mark(text: str) -> None:
    pages = heads_and_feet(made(chronology(event()), front=Front(text, marking=text)))
    assert len(pages) == 6, "a head with a code for a picture, or of more than 255 characters, is dropped whole"
    for shown in (one for page in pages for one in page):
        assert units(shown) < 256
        assert "&G" not in shown
        kept = shown.removeprefix('&C&"-,Bold"').partition('&"-,Regular"\n')[0]
        assert all(len(signs) % 2 == 0 for signs in re.findall("&+", kept)), "each sign is doubled"
        kept = kept.replace("&&\u2060", "&").replace("&&", "&")
        assert kept == text or (kept[-1] == "…" and len(kept) > 50 and text.startswith(kept[:-1]))


def test_the_sheet_about_has_what_was_asked_in_words_and_as_a_query_or_neither() -> None:
    selection = Selection(total=3, matched=1, query="theme:labor", asked="on Labor")
    asked = chronology(event(), selection=selection)
    book = workbook(asked)
    assert (about(book)["Asked"], about(book)["Query"]) == ("on Labor", "theme:labor")
    assert book.properties.description == "theme:labor"
    silent = workbook(without_query(asked))
    assert not {"Asked", "Query"} & set(about(silent))
    assert not silent.properties.description


def test_private_notes_are_there_only_when_asked_for() -> None:
    noted = chronology(event(note="mine alone"))
    heads = [cell.value for cell in workbook(noted)["Events"][1]]
    assert "Note" not in heads
    sheet = workbook(noted, notes=True)["Events"]
    assert [cell.value for cell in sheet[1]][5] == "Note"
    assert sheet["F2"].value == "mine alone"


def test_a_cell_that_is_cut_is_said_with_its_sheet_row_and_column() -> None:
    said: list[str] = []
    text = "x" * (LONGEST + 1)
    book = workbook(chronology(event(summary=text), event(id="whole", summary=text[1:])), told=said.append)
    values = [cell.value for row in book["Data"].iter_rows() for cell in row]
    assert text[: LONGEST - 8] + " … (cut)" in values
    assert text[1:] in values
    assert text not in values
    assert said == [
        f"sheet {sheet}, plain, Summary: cut, since a cell of Excel holds 32,767 characters"
        for sheet in ("Events", "Data")
    ]


def test_many_cut_cells_are_five_lines_and_a_number() -> None:
    said: list[str] = []
    events = [event(id=f"e{number}", summary="x" * 33_000) for number in range(4)]
    workbook(chronology(*events), told=said.append)
    assert len(said) == 6
    assert said[-1] == "so are 3 further cells"


def test_excel_counts_units_of_utf_16() -> None:
    assert units("a\U0001f600") == 3
    text = cut("\U0001f600" * LONGEST)
    assert units(text) <= LONGEST
    assert text.endswith(" … (cut)")
    assert text[:3] == "\U0001f600" * 3


def test_a_link_past_the_most_that_a_sheet_takes_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dprkru_timeline.formats.xlsx_book._MOST_LINKS", 1)
    book = Book(chronology(), Front(), lambda _: None)
    book.sheet(
        "S", [SheetColumn("url", "Address", lambda row, _: row, is_link=True)], ["http://a/", "http://b/"], printed=1
    )
    sheet = openpyxl.load_workbook(io.BytesIO(book.closed()))["S"]
    assert [bool(sheet[at].hyperlink) for at in ("A2", "A3")] == [True, False]
    assert sheet["A3"].value == "http://b/"
