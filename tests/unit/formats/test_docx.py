"""Word documents: events as a list or a table, what goes on in a block of its own, sources small and in two columns."""

import io
import re
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from dprkru_timeline.chronology import Chronology, Selection
from dprkru_timeline.formats import Options, writer
from dprkru_timeline.formats import find_format as named
from dprkru_timeline.words.event import told
from dprkru_timeline.words.head import Front
from tests.streams import Stream


def raw(chronology: Chronology, **options: Any) -> bytes:
    out = Stream()
    writer(named("docx", None)).write(chronology, out, Options(**options))
    out.flush()
    return bytes(out.buffer.getvalue())  # type: ignore[attr-defined]


def document(chronology: Chronology, **options: Any) -> Any:
    return docx.Document(io.BytesIO(raw(chronology, **options)))


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_table_has_a_row_an_event_with_its_status_and_who_says_so(mini: Chronology) -> None:
    (table,) = document(mini, style="table").tables
    head, *body = rows(table)
    assert head == ["Date", "Event", "Status", "Who says so"]
    assert len(body) == len(mini.events)
    for (when, what, status, _), event in zip(body, mini.events, strict=True):
        one = told(mini, event)
        assert when == one.when
        assert what.startswith(one.title)
        assert not one.summary or one.summary not in what  # a line an event; the list has the summaries
        assert status.startswith(event.status.value) or str(event.kind) in status
    by_id = dict(zip((event.id for event in mini.events), body, strict=True))
    assert re.fullmatch(r"Ukraine asserts \[[0-9]+\]; DPRK denies it \[[0-9]+\]", by_id["one-of-two"][3])


def test_headlines_are_bold_in_a_table(mini: Chronology) -> None:
    (table,) = document(mini, style="table").tables
    for row, event in zip(table.rows[1:], mini.events, strict=True):
        assert bool(row.cells[1].paragraphs[0].runs[0].bold) is event.key


def test_every_number_in_a_table_is_a_source_at_the_end(mini: Chronology) -> None:
    found = document(mini, style="table")
    cited = {
        int(one)
        for row in rows(found.tables[0])
        for text in row[1:]
        for group in re.findall(r"\[([0-9,]+)\]", text)
        for one in group.split(",")
    }
    listed = [int(match[1]) for paragraph in found.paragraphs if (match := re.match(r"\[([0-9]+)\] ", paragraph.text))]
    assert listed == list(range(1, len(listed) + 1))
    assert cited == set(listed)


def test_widths_are_fixed_and_fill_a_page_that_suits_a4_and_letter(mini: Chronology) -> None:
    found = document(mini, style="table")
    section = found.sections[0]
    assert section.page_width > section.page_height
    assert section.page_width.cm < 29.7
    (table,) = found.tables
    assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
    widths = [column.width for column in table.columns]
    assert [cell.width for cell in table.rows[1].cells] == widths
    room = section.page_width - section.left_margin - section.right_margin
    assert 0.99 < sum(widths) / room <= 1


def test_the_head_of_a_table_is_on_every_page_and_no_row_is_parted(mini: Chronology) -> None:
    (table,) = document(mini, style="table").tables
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, *[False] * len(mini.events)]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


@pytest.mark.parametrize("style", ["list", "table"])
def test_what_goes_on_stands_last_under_a_heading_of_its_own(mini: Chronology, style: str) -> None:
    selection = Selection(total=11, matched=11, query="since:2025", going_on=frozenset({"deployment"}))
    found = document(mini.replaced(selection=selection), style=style)
    headings = [one.text for one in found.paragraphs if one.style.name == "Heading 1"]
    assert headings[-2:] == ["Going on", "Sources"]
    if style == "table":
        first, second = (rows(table) for table in found.tables)
        assert len(first) == len(mini.events)
        assert [row[0] for row in second] == ["Date", "since October 2024"]
    else:
        texts = [one.text for one in found.paragraphs]
        assert texts[texts.index("Going on") + 1].startswith("since October 2024: Troops are sent")
        assert sum(text.startswith("since October 2024") for text in texts) == 1


@pytest.mark.parametrize("style", ["list", "table"])
def test_where_nothing_is_found_a_document_says_how_much_that_is(mini: Chronology, style: str) -> None:
    found = document(mini.replaced(events=(), selection=Selection(total=11, matched=0, query="x")), style=style)
    assert "0 of 11 events" in found.paragraphs[1].text
    assert [len(table.rows) for table in found.tables] == ([1] if style == "table" else [])


@pytest.mark.parametrize("style", ["list", "table"])
def test_pages_are_numbered_and_marked_at_head_and_foot(mini: Chronology, style: str) -> None:
    found = document(mini, style=style, front=Front(marking="For official use only"))
    for section in found.sections:
        assert section.header.paragraphs[0].text == "For official use only"
        assert section.footer.paragraphs[0].text == "For official use only"
        fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("style", ["list", "table"])
def test_private_notes_and_summaries_left_out_are_said(mini: Chronology, style: str) -> None:
    events = tuple(event._replace(note="mine alone", summary="") for event in mini.events)
    found = document(mini.replaced(events=events), style=style)
    text = "\n".join(
        [*(one.text for one in found.paragraphs), *(t for x in found.tables for row in rows(x) for t in row)]
    )
    assert text.count("Private note: mine alone") == len(events)
    said = text.count("(summary left out: it rests on later sources)")
    assert said == (len(events) if style == "list" else 0)


@pytest.mark.parametrize("style", ["list", "table"])
def test_the_same_events_make_the_same_bytes(mini: Chronology, style: str) -> None:
    assert raw(mini, style=style) == raw(mini, style=style)
    assert document(mini, style=style).core_properties.created.date() == date(2025, 12, 31)


def test_sources_are_in_two_columns_of_small_type(mini: Chronology) -> None:
    found = document(mini)
    assert found.sections[-1]._sectPr.find(qn("w:cols")).get(qn("w:num")) == "2"
    assert found.styles["Source"].font.size.pt < found.styles["Normal"].font.size.pt
