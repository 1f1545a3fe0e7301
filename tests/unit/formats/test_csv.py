"""Which cells are guarded against spreadsheets, and which are quoted, sign by sign."""

import csv
import io
from datetime import date
from typing import Any

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.errors import UsageError
from dprkru_timeline.formats import Options
from dprkru_timeline.formats.csv import guarded, write, write_rows
from dprkru_timeline.model import Actor, ActorKind, Event, EventKind, Source, SourceKind, Status
from dprkru_timeline.words.columns import COLUMNS


def written(title: str, options: Options | None = None, *, delimiter: str = ",") -> str:
    """Return the file of one event, of which only the title holds any sign that matters."""
    event = Event(
        id="e",
        date=parse_edtf("2024-10-01"),
        title=title,
        summary="",
        kind=EventKind.EVENT,
        actors=(),
        status=Status.CONFIRMED,
        sources=(),
    )
    out = io.StringIO(newline="")
    chronology = Chronology(title="t", edition=date(2025, 1, 1), events=(event,))
    if delimiter == ",":
        write(chronology, out, options or Options())
    else:
        write_rows(chronology, out, options or Options(), delimiter=delimiter)
    return out.getvalue()


def title_in(text: str, *, delimiter: str = ",") -> str:
    """Return the title as a reader of the format has it."""
    (row,) = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return row["title"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\n"])
def test_a_cell_that_begins_like_a_formula_is_guarded_unless_told_not_to(sign: str) -> None:
    assert title_in(written(f"{sign}1+1")) == f"'{sign}1+1"
    assert title_in(written(f"{sign}1+1", Options(guard=False))) == f"{sign}1+1"


@pytest.mark.parametrize("sign", ["\t", "\r"])
def test_what_a_spreadsheet_strips_before_a_formula_is_guarded_as_well(sign: str) -> None:
    assert guarded(f"{sign}1") == f"'{sign}1"
    assert title_in(written(f"{sign}=1")) == f"<U+{ord(sign):04X}>=1"  # in a file it is no sign any more


@pytest.mark.parametrize("separator", [";", ",", "|"])
@pytest.mark.parametrize("sign", ["=", "+", "@", "＝", "＋", "＠"])
def test_a_formula_after_what_some_spreadsheet_takes_for_a_separator_is_guarded(separator: str, sign: str) -> None:
    assert title_in(written(f"a{separator}{sign}1 b{separator}{sign}2")) == f"a{separator}'{sign}1 b{separator}'{sign}2"


@pytest.mark.parametrize("sign", ["-", "－"])
def test_a_minus_is_guarded_after_a_semicolon_but_not_after_a_comma_or_a_bar_where_texts_have_dashes(sign: str) -> None:
    assert title_in(written(f"a;{sign}1")) == f"a;'{sign}1"
    assert title_in(written(f"a,{sign}1")) == f"a,{sign}1"
    assert title_in(written(f"a|{sign}1")) == f"a|{sign}1"


@pytest.mark.parametrize("sign", ["=", "+", "@", "＝", "＋", "＠", "-", "－"])
def test_a_tab_parts_cells_so_that_any_formula_after_it_is_guarded(sign: str) -> None:
    assert guarded(f"a\t{sign}1") == f"a\t'{sign}1"


@pytest.mark.parametrize("text", ["a = b", "a - b", "x=1; y", "bob@example.org", "a; - b", "1, 2 | 3"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert title_in(written(text)) == text


@pytest.mark.parametrize("sign", [",", ";", "|", "\n"])
def test_a_cell_is_quoted_in_csv_for_every_sign_that_parts_cells_or_rows_somewhere(sign: str) -> None:
    assert f',"a{sign} b",' in written(f"a{sign} b")


def test_quotes_are_doubled() -> None:
    assert ',"a ""b"" c",' in written('a "b" c')
    assert '\t"a ""b"" c"\t' in written('a "b" c', delimiter="\t")


def test_a_plain_cell_has_no_quotes_and_an_empty_one_is_empty() -> None:
    assert ",a b," in written("a b")
    assert '"' not in written("a b")


@pytest.mark.parametrize("sign", [",", ";", "|"])
def test_in_tsv_only_what_would_break_a_row_is_quoted_since_cut_and_awk_know_no_quotes(sign: str) -> None:
    text = written(f"a{sign} b", delimiter="\t")
    assert f"\ta{sign} b\t" in text
    assert '"' not in text
    assert '\t"a\nb"\t' in written("a\nb", delimiter="\t")


def test_rows_end_with_cr_lf_and_the_mark_for_excel_comes_first_where_asked() -> None:
    header = ",".join(column.name for column in COLUMNS)
    text = written("a b")
    assert text.startswith(f"{header}\r\ne,2024-10-01,")
    assert text.count("\r\n") == text.count("\n") == 2
    assert written("a b", Options(bom=True)) == f"\ufeff{text}"


@pytest.mark.parametrize(
    ("id_", "publisher", "guarded_row"), [("=e", "Paper", ("'=e", "Paper")), ("e", "=Paper", ("e", "'=Paper"))]
)
def test_the_first_cell_of_a_row_is_guarded_as_any_other_and_so_are_names_of_sources(
    id_: str, publisher: str, guarded_row: tuple[str, str]
) -> None:
    source = Source("s", publisher, SourceKind.NEWS, url="https://example.org/")
    event = Event(id_, parse_edtf("2024"), "a, b", "", EventKind.EVENT, (), Status.CONFIRMED, ("s",))
    out = io.StringIO(newline="")
    write(Chronology(title="t", edition=date(2025, 1, 1), sources={"s": source}, events=(event,)), out, Options())
    (row,) = csv.DictReader(io.StringIO(out.getvalue(), newline=""))
    assert (row["id"], row["publishers"]) == guarded_row
    assert row["urls"] == "https://example.org/"


def test_a_formula_in_one_row_does_not_change_the_next() -> None:
    event = Event("e", parse_edtf("2024"), "=1", "", EventKind.EVENT, (), Status.CONFIRMED, ())
    chronology = Chronology(title="t", edition=date(2025, 1, 1), events=(event, event._replace(title="a, b")))
    out = io.StringIO(newline="")
    write(chronology, out, Options())
    assert [row["title"] for row in csv.DictReader(io.StringIO(out.getvalue(), newline=""))] == ["'=1", "a, b"]


ACTORS = {"dprk": Actor("dprk", "DPRK, the", ActorKind.STATE), "russia": Actor("russia", "Russia", ActorKind.STATE)}


def exported(options: Options, **fields: Any) -> str:
    plain = Event("e", parse_edtf("2024"), "Title", "", EventKind.EVENT, ("dprk", "russia"), Status.CONFIRMED, ())
    out = io.StringIO(newline="")
    whole = Chronology(title="t", edition=date(2025, 1, 1), actors=ACTORS, events=(plain._replace(**fields),))
    write(whole, out, options)
    return out.getvalue()


def test_only_the_columns_that_are_asked_for_in_this_order() -> None:
    assert exported(Options(columns=("title", "id"))) == "title,id\r\nTitle,e\r\n"
    assert exported(Options(columns=(" Date-Text", "ID ", "id"))) == "date_text,id\r\n2024,e\r\n"


def test_names_stand_in_place_of_ids_parted_by_what_is_in_no_name() -> None:
    columns = ("actors", "doers", "settled_by", "denied_by", "id")
    text = exported(Options(columns=columns, names=True), doers=("dprk",), settled_by=("russia",), denied_by=("dprk",))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row == {
        "actors": "DPRK, the; Russia",
        "doers": "DPRK, the",
        "settled_by": "Russia",
        "denied_by": "DPRK, the",
        "id": "e",
    }
    assert exported(Options(columns=("actors",))) == "actors\r\ndprk russia\r\n"


def test_a_private_note_is_a_column_only_with_notes() -> None:
    with pytest.raises(UsageError, match='no column "note"') as caught:
        exported(Options(columns=("id", "note")), note="mine")
    assert caught.value.help == "private notes leave your files with --notes only"
    text = "id,note\r\ne,mine\r\n"
    assert exported(Options(columns=("id", "note"), notes=True), note="mine") == text
    assert exported(Options(columns=("id",), notes=True), note="mine") == text


def test_a_cell_that_excel_cuts_is_said_by_event_and_column_and_written_whole() -> None:
    said: list[str] = []
    text = exported(
        Options(columns=("id", "summary", "title"), told=said.append), summary="x" * 32_768, title="y" * 32_767
    )
    assert "x" * 32_768 in text
    assert said == ["e, summary: over 32,767 characters, which is all that Excel reads of a cell"]
    said.clear()
    exported(Options(columns=("id", "summary"), told=said.append), summary="\U0001f600" * 16_384)
    assert len(said) == 1, "Excel counts what is outside the basic plane twice"
