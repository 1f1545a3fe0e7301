"""Properties that hold for every input: Hypothesis looks for one that breaks them."""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Date, DateSet, Interval, anchor, order, parse_edtf, wording
from dprkru_timeline.edtf.guess import guess
from dprkru_timeline.edtf.length import gap
from dprkru_timeline.errors import EdtfError, UsageError
from dprkru_timeline.formats import Options, export
from dprkru_timeline.formats.csv import guarded
from dprkru_timeline.model import Actor, ActorKind, Claim, Event, EventKind, Source, SourceKind, Stance, Status
from dprkru_timeline.query.expr import FIELDS, Is, Query, Term, When, joined, negated
from dprkru_timeline.query.parse import _as_terms, parse_query, text_term
from dprkru_timeline.query.select import select
from dprkru_timeline.render.lines import plain, wrapped
from dprkru_timeline.store.load import load
from dprkru_timeline.text import cells, visible
from tests.conftest import MINI
from tests.views import views

years = st.integers(1, 9999).map("{:04}".format)
masks = st.sampled_from(["201X", "19XX", "1X99", "20X4"])
months = st.integers(1, 12).map("{:02}".format)
sub_years = st.sampled_from(["21", "22", "23", "33", "36", "37", "39", "40", "41"])
flags = st.sampled_from(["", "", "", "?", "~", "%"])
days = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
plain_dates = st.one_of(
    days,
    st.builds("{}-{}".format, years, months),
    years,
    st.builds("{}-{}".format, years, sub_years),
    masks,
    st.builds("{}-XX".format, years),
    st.builds("{}-{}-XX".format, years, months),
    st.builds("{}-{}-1X".format, years, months),
)
dates = st.builds("{}{}".format, plain_dates, flags)
intervals = st.one_of(
    st.builds(lambda ends: "/".join(sorted(ends)), st.tuples(days, days)),
    st.builds("{}/..".format, dates),
    st.builds("../{}".format, dates),
    st.builds("{}/".format, dates),
    st.builds("/{}".format, dates),
)
sets = st.builds(
    lambda brackets, members: f"{brackets[0]}{','.join(members)}{brackets[1]}",
    st.sampled_from(["[]", "{}"]),
    st.lists(plain_dates, min_size=1, max_size=4),
)
open_sets = st.builds("[{}..]".format, plain_dates)
edtf_texts = st.one_of(dates, intervals, sets, open_sets)


@given(edtf_texts)
def test_text_to_value_to_text_is_the_identity(text: str) -> None:
    value = parse_edtf(text)
    assert str(value) == text
    assert parse_edtf(str(value)) == value
    assert hash(value) == hash(parse_edtf(text))


@given(edtf_texts)
def test_bounds_are_ordered_and_there_are_words(text: str) -> None:
    value = parse_edtf(text)
    if value.earliest and value.latest:
        assert value.earliest <= value.latest
    assert wording(value)
    assert value.precision


def _structure(value: Date | Interval | DateSet) -> str:
    """Write a value anew from its parts alone."""
    if isinstance(value, Interval):
        start = value.start or (".." if value.start_kind == "open" else "")
        end = value.end or (".." if value.end_kind == "open" else "")
        return f"{start}/{end}"
    if isinstance(value, DateSet):
        inner = ",".join(str(member) for member in value.members)
        return f"{{{inner}}}" if value.every else f"[{inner}]"
    parts = "-".join(filter(None, (value.year, value.month, value.day)))
    return parts + {0: "", 1: "?", 2: "~", 3: "%"}[int(value.qualifiers[0])]


@given(edtf_texts)
def test_the_parts_say_what_the_text_says(text: str) -> None:
    assert _structure(parse_edtf(text)) == text


@given(st.lists(edtf_texts, min_size=2, max_size=8))
def test_no_date_is_ordered_after_one_that_it_wholly_precedes(texts: list[str]) -> None:
    values = sorted((parse_edtf(text) for text in texts), key=order)
    anchors = [anchor(value) for value in values]
    assert anchors == sorted(anchors)
    for place, value in enumerate(values):
        for later in values[place + 1 :]:
            assert not (value.earliest and later.latest and later.latest < value.earliest)


@given(st.text(max_size=60) | st.text("0123456789-/.X?~%[]{},Tyu Q", max_size=40))
def test_any_text_is_a_date_or_a_named_refusal(text: str) -> None:
    try:
        value = parse_edtf(text)
    except EdtfError as error:
        assert error.reason
        assert 0 <= error.start <= error.end <= len(text)
    else:
        assert str(value) == text


@given(st.text("0123456789-/., abcdefghijlmnoprstuvyJFMASOND", max_size=30))
def test_any_typed_date_is_read_or_refused(text: str) -> None:
    try:
        guess(text, date(2026, 1, 15))
    except EdtfError as error:
        assert str(error)


def test_wording_of_plain_dates_is_read_back_as_typed() -> None:
    for text in ("2024-03-28", "2024-03", "2024-22", "2024-24", "2024", "2024-33"):
        assert str(guess(wording(parse_edtf(text)), date(2026, 1, 15))) == text


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
wide_words = st.lists(
    words
    | st.sampled_from(
        ["북한", "КНДР", "e\u0301", "ＡＢ", "x" * 50, "🇰🇵", "ก็", "한" * 30, "a-b", "=1+1", "[x]", "|", "<b>"]
    ),
    max_size=12,
).map(" ".join)


def chronology_of(texts: list[str], whens: list[str]) -> Chronology:
    actors = {
        "a": Actor(id="a", name=texts[0] or "A", kind=ActorKind.STATE),
        "b": Actor(id="b", name="B", kind=ActorKind.STATE),
    }
    sources = {
        "s": Source(
            id="s",
            publisher=texts[1] or "P",
            title=texts[2],
            kind=SourceKind.NEWS,
            date=parse_edtf("2024-10"),
            url="https://example.org/x",
        ),
    }
    events = tuple(
        Event(
            id=f"event-{number}",
            date=parse_edtf(when),
            title=texts[3] or "T",
            summary=texts[4] or "S",
            kind=EventKind.EVENT,
            actors=("a", "b"),
            status=Status.CLAIMED,
            sources=("s",),
            claims=(
                Claim(
                    by="a",
                    stance=Stance.ASSERTS,
                    says=texts[5] or "C",
                    date=parse_edtf("2024-10"),
                    source="s",
                    locator=texts[6],
                ),
            ),
        )
        for number, when in enumerate(whens)
    )
    return Chronology(
        title=texts[7] or "Title", edition=date(2025, 1, 1), actors=actors, sources=sources, events=events
    )


chronologies = st.builds(chronology_of, st.lists(wide_words, min_size=8, max_size=8), st.lists(edtf_texts, max_size=4))


@pytest.mark.thorough
@settings(max_examples=150)
@given(chronologies, st.integers(40, 160))
def test_no_line_is_wider_than_the_width(chronology: Chronology, width: int) -> None:
    for name, lines in views(chronology, width):
        for line in lines:
            text = plain(line)
            whole = text.strip().startswith("https://") or text.startswith("event-")
            assert whole or cells(text) <= width, (name, text)
            assert text == visible(text), name
            assert "\n" not in text, name


@pytest.mark.parametrize("text", ["❤️ ☎️ ✈️ " * 8, "1️⃣ " * 12, "👨‍👩‍👧 " * 10, "한국 é漢 " * 10])
@pytest.mark.parametrize("width", [10, 20, 37])
def test_words_of_joined_characters_fill_the_line_and_no_more(text: str, width: int) -> None:
    lines = [plain(line) for line in wrapped([(text, "")], width)]
    words = text.split()
    assert max(map(cells, lines)) <= width
    assert all(cells(f"{line} {words[0]}") > width for line in lines[:-1] if len(set(words)) == 1)


def test_a_long_mixed_text_is_measured_in_linear_time() -> None:
    assert cells("漢é" * 200_000) == 600_000  # with quadratic time, minutes
    assert sum(len(plain(line)) for line in wrapped([("漢" * 200_000, "")], 80)) == 200_000


@given(wide_words, st.integers(1, 30))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    joined = "".join(plain(line) for line in wrapped([(text, "")], width))
    assert "".join(joined.split()) == "".join(text.split())


@settings(max_examples=100)
@given(chronologies)
def test_csv_reads_back_what_was_written(chronology: Chronology) -> None:
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        for guard in (True, False):
            out = io.StringIO(newline="")
            export(chronology, name, out, Options(guard=guard))
            rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline=""), delimiter=delimiter))
            assert [row["id"] for row in rows] == [event.id for event in chronology.events]
            for row, event in zip(rows, chronology.events, strict=True):
                title = visible(event.title)
                assert row["title"] == (guarded(title) if guard else title)
                assert row["date"] == str(event.date)


@settings(max_examples=100)
@given(chronologies)
def test_json_holds_every_text_unchanged_and_no_raw_control(chronology: Chronology) -> None:
    out = io.StringIO()
    export(chronology, "json", out)
    document: dict[str, Any] = json.loads(out.getvalue())
    assert [event["title"] for event in document["events"]] == [event.title for event in chronology.events]
    assert visible(out.getvalue()) == out.getvalue()
    lines = io.StringIO()
    export(chronology, "jsonl", lines)
    head = {
        "edition": chronology.edition.isoformat(),
        "sourced_until": None,
        "as_of": None,
        "license": chronology.license,
    }
    found = [json.loads(line) for line in lines.getvalue().split("\n")[:-1]]
    assert found == [event | head for event in document["events"]]


@settings(max_examples=100)
@given(chronologies)
def test_markdown_is_written_for_anything(chronology: Chronology) -> None:
    for style in ("list", "table"):
        from dprkru_timeline.formats import Options

        out = io.StringIO()
        export(chronology, "md", out, Options(style=style))
        assert visible(out.getvalue()) == out.getvalue()
        assert "<b>" not in out.getvalue()


query_words = st.lists(
    st.sampled_from(
        [
            "actor:dprk",
            "actor:북한",
            "actor:kremlin,ukraine",
            "theme:labour",
            "place:kursk",
            "status:disputed,claimed",
            "kind:event",
            "source:agency",
            "source:reuters",
            "since:2019",
            "until:2024-06",
            "key:yes",
            "workers",
            '"sending workers"',
            "노동자",
        ]
    ),
    max_size=4,
    unique_by=lambda word: word.partition(":")[0],
)


@given(words=query_words)
def test_the_normal_form_of_a_query_typed_back_gives_the_same(words: list[str]) -> None:
    from dprkru_timeline.store.load import load
    from tests.conftest import MINI

    mini = load(str(MINI))
    try:
        answer = select(mini, parse_query(" ".join(words)))
    except UsageError:
        return
    assert answer.selection
    again = select(mini, parse_query(answer.selection.query))
    assert again.events == answer.events
    assert again.selection == answer.selection
    assert select(mini, Query()).events == mini.events


_names = {
    "actor": st.sampled_from(["dprk", "russia", "kremlin", "seoul", "r*", "*k*"]),
    "measure": st.sampled_from(["soldiers-sent", "soldiers-sent=1000..", "mules-left=..600", "파병=>1500", "*sent"]),
    "theme": st.sampled_from(["labor", "arms", "treaty", "*r*"]),
    "place": st.sampled_from(["kursk", "russia-territory", "*yang"]),
    "source": st.sampled_from(["paper", "paper*", "the paper", "reuters"]),
    "id": st.sampled_from(["pact", "d*", "*deadline*"]),
    "status": st.sampled_from(["confirmed", "claimed", "disputed"]),
    "kind": st.sampled_from(["event", "deadline", "report"]),
    "stance": st.sampled_from(["asserts", "denies"]),
    "missing": st.sampled_from(["claims", "theme", "place", "title", "record"]),
    "yes": st.sampled_from(["yes", "no"]),
    "file": st.sampled_from(["mini", "MINI"]),
    "settled": st.sampled_from(["record", "one", "all"]),
    "form": st.sampled_from(["meeting", "visit"]),
    "basis": st.sampled_from(["imagery", "own-act"]),
    "precision": st.sampled_from(["day", "month", "year"]),
    "links": st.sampled_from(["none", "follows"]),
}
_fields = st.sampled_from([field for field in FIELDS.values() if field.takes != "date"])
_is = _fields.flatmap(
    lambda field: st.lists(_names[field.takes], min_size=1, max_size=3, unique=True).map(
        lambda values: Is(field.name, tuple(values))
    )
)
_when = st.builds(
    When,
    st.sampled_from(["since", "until", "on"]),
    st.sampled_from(["2017", "2017-12-22", "2019", "2024-22", "2024-10", "2024-12-09", "2025"]).map(parse_edtf),
)
_words = st.sampled_from(
    [
        "workers",
        "student visas",
        "or",
        "AND",
        "not",
        "-x",
        "(a",
        "b)",
        "a:b",
        "actor:dprk",
        "25,000",
        "북한",
        "Not:x",
        "a b)",
    ]
)
terms: st.SearchStrategy[Term] = st.recursive(
    st.one_of(_is, _when, _words.map(lambda word: text_term(f'"{word}"'))),
    lambda inner: st.one_of(
        inner.map(negated),
        st.tuples(st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3)).map(
            lambda pair: joined(*pair)
        ),
    ),
    max_leaves=8,
)
queries = st.builds(
    Query,
    terms=st.lists(terms, max_size=3).map(lambda found: _as_terms(joined("and", found)) if found else ()),
    certain=st.booleans(),
    exact=st.booleans(),
    limit=st.none() | st.integers(1, 20),
    last=st.none(),  # limit and last exclude each other
    reverse=st.booleans(),
    as_of=st.none() | st.sampled_from([date(2018, 1, 1), date(2024, 10, 20), date(2025, 12, 31)]),
)


@settings(max_examples=300)
@given(queries)
def test_the_normal_form_typed_back_is_the_same_query(query: Query) -> None:
    text = str(query)
    try:
        again = parse_query(text, today=date(2026, 1, 15))
    except UsageError as error:
        assert "given twice" in error.message or "lies after" in error.message
        return
    assert again == query
    assert str(again) == text


@settings(max_examples=150)
@given(queries)
def test_the_header_s_query_typed_back_gives_the_same_answer(query: Query) -> None:
    mini = load(str(MINI))
    answer = select(mini, query)
    assert answer.selection
    try:
        again = select(mini, parse_query(answer.selection.query, today=date(2026, 1, 15)))
    except UsageError:
        return
    assert again.events == answer.events
    assert again.selection == answer.selection


@settings(max_examples=200)
@given(terms)
def test_not_is_the_rest_and_doubt_is_in_both(term: Term) -> None:
    """What a term finds surely, its opposite does not find at all; what only may match is in both."""
    mini = load(str(MINI))

    def found(one: Term, *, certain: bool = False) -> set[str]:
        return {event.id for event in select(mini, Query(terms=(one,), certain=certain)).events}

    everything = {event.id for event in mini.events}
    opposite = negated(term)
    assert found(term) | found(opposite) == everything
    assert found(term, certain=True) == everything - found(opposite)
    doubtful = select(mini, Query(terms=(term,))).selection
    assert doubtful
    assert doubtful.possible == found(term) & found(opposite)


@settings(max_examples=100)
@given(edtf_texts, st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 4000))
def test_a_range_holds_as_its_two_ends_do(text: str, first: date, length: int) -> None:
    """``since:A until:B`` finds what ``on:A/B`` finds, whatever the event's date."""
    last = first + timedelta(days=length)
    event = Event("one", parse_edtf(text), "One", "Text.", EventKind.EVENT, ("a",), Status.CLAIMED, ("s",))
    source = Source("s", "Publisher", SourceKind.NEWS)
    actor = Actor("a", "A", ActorKind.STATE)
    chronology = Chronology(
        title="x", edition=date(2100, 1, 1), events=(event,), actors={"a": actor}, sources={"s": source}
    )
    apart = select(chronology, parse_query(f"since:{first} until:{last}"))
    together = select(chronology, parse_query(f"on:{first}/{last}"))
    assert apart.events == together.events
    assert apart.selection
    assert together.selection
    assert apart.selection.possible == together.selection.possible


@given(st.text(max_size=40) | st.text('abor not():"-*,', max_size=30))
def test_any_text_is_a_query_or_a_named_refusal_with_its_place(text: str) -> None:
    try:
        query = parse_query(text, today=date(2026, 1, 15))
    except UsageError as error:
        assert error.message
        assert visible(error.excerpt) == error.excerpt
    else:
        assert parse_query(str(query), today=date(2026, 1, 15)) == query


@given(edtf_texts, edtf_texts)
def test_a_gap_is_its_own_opposite(one: str, other: str) -> None:
    there, back = gap(parse_edtf(one), parse_edtf(other)), gap(parse_edtf(other), parse_edtf(one))
    for forth, opposite in ((there.least, back.most), (there.most, back.least)):
        assert (forth is None) == (opposite is None)
        if forth and opposite:
            assert forth.total_days == -opposite.total_days
            assert (forth.years, forth.months, forth.days) == (-opposite.years, -opposite.months, -opposite.days)
    if there.least and there.most:
        assert there.least.total_days <= there.most.total_days
