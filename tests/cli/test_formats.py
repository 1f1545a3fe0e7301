"""The formats for other programs, read back by what reads them, or by the rules of their specifications."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import is_exact, wording
from dprkru_timeline.errors import InvalidFile
from dprkru_timeline.formats import FORMATS, find_format
from dprkru_timeline.store.load import load
from tests.conftest import DATA, Run

Golden = Callable[[str, str], None]
EVENT_FORMATS = [one.name for one in FORMATS if not one.of_sources and one.name != "parquet"]
NAMES = [one.name for one in FORMATS if one.name != "parquet"]  # its library is large: tests/consumers has it
SOURCE_FORMATS = [one.name for one in FORMATS if one.of_sources]
QUERIES = [(), ("actor:dprk", "theme:labor"), ("as-of:2024-11",), ("nosuchword",), ("key:yes", "--reverse")]


def exported(run: Run, path: Path, name: str, *query: str, **how: Any) -> bytes:
    path.unlink(missing_ok=True)
    result = run("export", "-f", name, "-o", str(path), *query, **how)
    assert result.code == 0, result.err
    return path.read_bytes()


def calendar(raw: bytes) -> Any:
    from icalendar import Calendar

    found = Calendar.from_ical(raw)
    assert found.errors == []
    for event in found.walk("VEVENT"):
        assert event.errors == []
    return found


def workbook(raw: bytes) -> Any:
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(raw))


def document(raw: bytes) -> Any:
    import docx

    return docx.Document(io.BytesIO(raw))


def ids(name: str, raw: bytes, chronology: Chronology) -> list[str]:
    """Return the ids of the events, or sources, in a file, as a reader of the format finds them."""
    text = "" if name in ("sqlite", "xlsx", "docx") else raw.decode("utf-8")
    match name:
        case "xlsx":
            sheet = workbook(raw)["Events"]
            at = [cell.value for cell in sheet[1]].index("Id")
            return [str(row[at].value) for row in sheet.iter_rows(min_row=2) if row[at].value]
        case "docx":
            titles = {f"{wording(event.date)}: {event.title}": event.id for event in chronology.events}
            shown_lines = [paragraph.text for paragraph in document(raw).paragraphs]
            return [
                next(titles[title] for title in titles if line.startswith(title))
                for line in shown_lines
                if any(map(line.startswith, titles))
            ]
        case "csv" | "tsv":
            lines = csv.DictReader(io.StringIO(text, newline=""), delimiter="," if name == "csv" else "\t")
            return [row["id"] for row in lines]
        case "json":
            return [event["id"] for event in json.loads(text)["events"]]
        case "jsonl":
            return [json.loads(line)["id"] for line in text.splitlines()]
        case "ics":
            return [re.split("[.@]", str(event["UID"]))[0] for event in calendar(raw).walk("VEVENT")]
        case "geojson":
            return [feature["id"] for feature in json.loads(text)["features"]]
        case "timelinejs":
            return [slide["unique_id"] for slide in json.loads(text)["events"]]
        case "csl-json":
            return [item["id"] for item in json.loads(text)]
        case "bibtex":
            return re.findall(r"^@misc\{(.*),$", text, re.MULTILINE)
        case "ris":
            return re.findall(r"^ID  - (.*)$", text, re.MULTILINE)
        case "html":
            return re.findall(r'<article id="([^"]*)"', text)
        case "mermaid":
            entity = re.compile("#([0-9]+);")
            shown = [
                entity.sub(lambda match: chr(int(match[1])), line.split(" : ", 1)[1])
                for line in text.splitlines()
                if " : " in line
            ]
            return [
                next(event.id for event in chronology.events if title.startswith(event.title.split("\n")[0]))
                for title in shown
            ]
        case "md":
            return []
    raise AssertionError(name)


OpenDatabase = Callable[[bytes], sqlite3.Connection]


@pytest.fixture
def in_database(tmp_path: Path) -> Iterator[OpenDatabase]:
    """Open exported bytes as a database, which is closed when the test ends."""
    with ExitStack() as stack:

        def opened(raw: bytes) -> sqlite3.Connection:
            stack.close()  # the one before, of the same file
            path = tmp_path / "read.sqlite"
            path.write_bytes(raw)
            return stack.enter_context(closing(sqlite3.connect(path)))

        yield opened


@pytest.mark.parametrize("query", QUERIES, ids=" ".join)
@pytest.mark.parametrize("name", [one for one in EVENT_FORMATS if one != "md"])
def test_the_events_are_those_of_show(
    run: Run, mini: Chronology, in_database: OpenDatabase, tmp_path: Path, name: str, query: tuple[str, ...]
) -> None:
    shown = [line.split()[0] for line in run("show", "--view", "oneline", *query).lines]
    shown = shown[::-1] if "--reverse" in query else shown
    raw = exported(run, tmp_path / "out", name, *query)
    if name == "sqlite":
        found = [row[0] for row in in_database(raw).execute("SELECT id FROM events ORDER BY position")]
    else:
        found = ids(name, raw, mini)
    assert found == shown


@pytest.mark.parametrize("query", QUERIES, ids=" ".join)
@pytest.mark.parametrize("name", SOURCE_FORMATS)
def test_the_sources_are_those_of_the_events(
    run: Run, mini: Chronology, tmp_path: Path, name: str, query: tuple[str, ...]
) -> None:
    events = json.loads(run("show", "--json", *query).out)["events"]
    expected = dict.fromkeys(source["id"] for event in events for source in event["sources"])
    assert sorted(ids(name, exported(run, tmp_path / "out", name, *query), mini)) == sorted(expected)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_chronology_makes_the_same_bytes(run: Run, tmp_path: Path, name: str) -> None:
    assert exported(run, tmp_path / "a", name) == exported(run, tmp_path / "a", name)


@pytest.mark.parametrize("name", NAMES)
def test_the_chronology_that_ships(run: Run, tmp_path: Path, name: str) -> None:
    assert len(exported(run, tmp_path / "a", name, file=None)) > 10_000


@pytest.mark.parametrize("suffix", [suffix for one in FORMATS if one.name != "parquet" for suffix in one.suffixes])
def test_the_ending_chooses_the_format(run: Run, tmp_path: Path, suffix: str) -> None:
    named = next(one.name for one in FORMATS if suffix in one.suffixes)
    path = tmp_path / f"x{suffix}"
    assert run("export", "-o", str(path)).code == 0
    assert path.read_bytes() == exported(run, tmp_path / "y", named)


def test_a_calendar_says_no_more_than_the_dates(run: Run, mini: Chronology, tmp_path: Path) -> None:
    for chronology, file in ((mini, {}), (load("builtin"), {"file": None})):
        found = calendar(exported(run, tmp_path / "out", "ics", **file))
        assert all(key in found for key in ("VERSION", "PRODID"))
        components = {re.split("[.@]", str(one["UID"]))[0]: one for one in found.walk("VEVENT")}
        assert len(components) == len(chronology)
        for event in chronology.events:
            component = components[event.id]
            start = component["DTSTART"].dt
            assert type(start) is date
            assert str(component["X-EDTF"]) == str(event.date)
            first, last = event.date.earliest, event.date.latest
            if first and last:
                assert start == first
                end = component["DTEND"].dt if "DTEND" in component else start + timedelta(days=1)
                is_bar = (last - first).days < 31
                assert end - timedelta(days=1) == (last if is_bar else first)
                assert is_bar or wording(event.date) in str(component["SUMMARY"])
            if not is_exact(event.date) or event.date.qualifier or not (first and last):
                assert wording(event.date) in str(component["SUMMARY"])
            assert event.title in str(component["SUMMARY"])
            for source in event.all_sources:
                assert chronology.sources[source].url in str(component["DESCRIPTION"])
            for claim in event.claims:
                assert " ".join(claim.says.split()) in " ".join(str(component["DESCRIPTION"]).split())


def test_an_entry_of_a_calendar_is_of_one_chronology(run: Run, published: Chronology, tmp_path: Path) -> None:
    def uids(**file: Any) -> dict[str, str]:
        found = calendar(exported(run, tmp_path / "out", "ics", **file)).walk("VEVENT")
        return {re.split("[.@]", str(one["UID"]))[0]: str(one["UID"]) for one in found}

    shipped = uids(file=None)
    assert shipped == {event.id: f"{event.id}@dprkru-timeline" for event in published.events}, "as ever"
    own = uids(file=changed(tmp_path))
    assert own["first"] == "first.test-chronology-cb7491b1@dprkru-timeline"
    other = uids(file=changed(tmp_path, ("Test chronology", "Test chronology!")))
    assert other["first"] != own["first"]
    assert uids(file=changed(tmp_path, ("Test chronology", "북한"))).keys() == own.keys()
    assert all(re.fullmatch("[a-z0-9-]+[.][a-z0-9-]+@dprkru-timeline", uid) for uid in own.values())
    beside = tmp_path / "mine.toml"
    beside.write_text(
        'schema = 1\n[chronology]\ntitle = "Test chronology"\nedition = 2026-11-22\n[sources.mine]\npublisher = "P"\n'
        'kind = "news"\nurl = "https://example.org"\n[[events]]\nid = "mine"\ndate = "2024"\ntitle = "T"\n'
        'summary = "s"\nkind = "event"\nactors = ["dprk"]\nsources = ["mine"]\n',
        encoding="utf-8",
    )
    joined = run("export", "-f", "ics", "--file", "builtin", "--file", str(beside))
    assert (joined.code, joined.err) == (0, "")
    joint = {
        re.split("[.@]", str(one["UID"]))[0]: str(one["UID"]) for one in calendar(joined.out.encode()).walk("VEVENT")
    }
    assert shipped.items() <= joint.items(), "whatever they are joined with"
    assert joint["mine"] == "mine.test-chronology-cb7491b1@dprkru-timeline"


@pytest.mark.parametrize(
    ("written", "days", "said"),
    [
        ("2022-02-24/2025-03-28", 1, "24 February 2022 – 28 March 2025"),
        ("2024", 1, "2024"),
        ("2024-10-08/2024-11-08", 1, "8 October – 8 November 2024"),
        ("2024-10-08/2024-11-07", 31, ""),
        ("2024-10", 31, "October 2024"),
        ("2024-10-08/2024-10-13", 6, ""),
    ],
)
def test_no_entry_of_a_calendar_lies_over_more_than_a_month(
    run: Run, tmp_path: Path, written: str, days: int, said: str
) -> None:
    path = changed(tmp_path, ('date = "2024-10-08"', f'date = "{written}"'))
    entry = next(
        one
        for one in calendar(exported(run, tmp_path / "out", "ics", file=path)).walk("VEVENT")
        if "first." in one["UID"]
    )
    start = entry["DTSTART"].dt
    assert start.isoformat().startswith(written[:4])
    assert ((entry["DTEND"].dt if "DTEND" in entry else start + timedelta(days=1)) - start).days == days
    summary = str(entry["SUMMARY"])
    assert summary.startswith("First event (")
    assert (said in summary) if said else ("2024" not in summary)
    assert str(entry["X-EDTF"]) == written


def test_calendar_lines_are_folded_and_end_in_crlf(run: Run, tmp_path: Path) -> None:
    raw = exported(run, tmp_path / "out", "ics", file=None)
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in raw.replace(b"\r\n", b"")
    for line in lines:
        line.decode("utf-8")  # never folded within a character


def changed(tmp_path: Path, *pairs: tuple[str, str]) -> Path:
    """Write the good file of the hostile ones with some of its text replaced."""
    text = (DATA / "hostile" / "00-good.toml").read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "changed.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_title_that_ends_a_calendar_is_a_title(run: Run, tmp_path: Path) -> None:
    path = changed(tmp_path, ("Test chronology", "END:VCALENDAR"))
    found = calendar(exported(run, tmp_path / "out", "ics", file=path))
    assert str(found["X-WR-CALNAME"]) == "END:VCALENDAR"
    assert len(found.walk("VEVENT")) == 2


def test_an_event_may_have_any_id_on_a_page(run: Run, tmp_path: Path) -> None:
    page = exported(run, tmp_path / "page", "html").decode()
    own = set(re.findall(r' id="([^"]*)"', page)) - {event.id for event in load(str(DATA / "mini.toml")).events}
    assert len(own) > 10
    id_ = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*")  # as the schema has it
    assert not [one for one in own if id_.fullmatch(one)]
    path = tmp_path / "brief.html"
    assert run("brief", "-o", str(path)).code == 0
    own = set(re.findall(r' id="([^"]*)"', path.read_text(encoding="utf-8")))
    assert not [one for one in own if id_.fullmatch(one) and load(str(DATA / "mini.toml")).get(one) is None]


@pytest.mark.parametrize(
    ("written", "bibtex", "ris"),
    [
        (
            "2024-10-08?",
            ["year = {2024}", "date = {2024-10-08?}", "note = {8 October 2024 (uncertain)}"],
            ["PY  - 2024", "N1  - 8 October 2024 (uncertain)"],
        ),
        (
            "2024-10-08/2024-10-11",
            ["year = {2024}", "date = {2024-10-08/2024-10-11}", "note = {8–11 October 2024}"],
            ["PY  - 2024", "DA  - 2024/10//"],
        ),
        (
            "2024-10/2025-02",
            ["date = {2024-10/2025-02}", "note = {October 2024 – February 2025}"],
            ["N1  - October 2024 – February 2025"],
        ),
        ("2024-10-XX", ["year = {2024}", "date = {2024-10-XX}", "note = "], ["PY  - 2024", "N1  - "]),
        ("2024-10~/2024-12%", ["year = {2024}", "date = {2024-10~/2024-12%}", "note = "], ["PY  - 2024", "N1  - "]),
        ("2024-10-08/..", ["date = {2024-10-08/..}", "note = {since 8 October 2024}"], ["N1  - since 8 October 2024"]),
        ("/2024-10-08", ["date = {/2024-10-08}", "note = "], ["N1  - "]),
        ("?2024-10-08", ["year = {2024}", "date = {2024-10-08}", "note = "], ["PY  - 2024", "N1  - "]),
        ("0953", ["year = {0953}", "date = {0953}"], ["PY  - 0953"]),
        ("201X", ["date = {201X}", "note = {2010s}"], ["N1  - 2010s"]),
        ("2024-24", ["year = {2024}", "date = {2024-24}", "winter 2024–25"], ["PY  - 2024", "N1  - winter 2024–25"]),
        ("2024-22", ["year = {2024}", "date = {2024-22}", "summer 2024"], ["PY  - 2024", "N1  - summer 2024"]),
        ("2024-33", ["year = {2024}", "\tyear = {2024},\n\turl"], ["PY  - 2024"]),  # which biblatex does not read
        ("[2024-10-08,2024-10-11]", ["\tyear = {2024},\n\turl", "note = "], ["PY  - 2024", "N1  - "]),
    ],
)
def test_references_tell_of_a_date_what_they_can(
    run: Run, tmp_path: Path, written: str, bibtex: list[str], ris: list[str]
) -> None:
    path = changed(tmp_path, ('date = "2024-10-20"\nurl', f'date = "{written}"\nurl'))
    for name, expected in (("bibtex", bibtex), ("ris", ris)):
        text = exported(run, tmp_path / "out", name, file=path).decode()
        for part in expected:
            assert part in text, text
        assert ("year = " in text or "PY  - " in text) is (written not in ("201X", "2024-10/2025-02", "/2024-10-08"))


def test_no_formula_stands_after_what_some_reader_takes_for_a_separator(run: Run, tmp_path: Path) -> None:
    path = changed(tmp_path, ("First event", "plain;=1+1;-tail, on"), ("Second event", "a|b,=2"))
    text = exported(run, tmp_path / "out", "csv", file=path).decode()
    assert "\"plain;'=1+1;'-tail, on\"" in text
    assert '"a|b,\'=2"' in text
    tabbed = exported(run, tmp_path / "out", "tsv", file=path).decode()
    assert "\tplain;'=1+1;'-tail, on\t" in tabbed  # no quotes, for cut and awk
    assert ";=1+1;-tail" in run("export", "-f", "csv", "--no-guard", file=path).out


@pytest.mark.parametrize("name", ["timelinejs", "ics", "mermaid"])
def test_what_is_not_sure_is_marked_where_titles_are_read(run: Run, tmp_path: Path, name: str) -> None:
    text = exported(run, tmp_path / "out", name, "id:one-of-two").decode().replace("\r\n ", "")
    assert re.search(r"looks like a formula \(disputed", text.replace("#40;", "("))


def test_a_table_of_markdown_confirms_no_saying(run: Run) -> None:
    text = run("export", "-f", "md", "--style", "table", "kind:statement", file=None).out
    assert "| said |" in text
    assert "confirmed" not in text.partition("\n| ")[2].partition("\n\n")[0]


@pytest.mark.parametrize(
    "options", [("-f", "json", "--bom"), ("-f", "ics", "--no-guard"), ("-f", "csv", "--style", "table")]
)
def test_an_option_that_a_format_has_no_use_for_is_refused(run: Run, options: tuple[str, ...]) -> None:
    result = run("export", *options)
    assert (result.code, result.out) == (2, "")
    assert f"is not for {options[1]}" in result.err


def test_geojson_by_the_rules_of_rfc_7946(run: Run, mini: Chronology, tmp_path: Path) -> None:
    for chronology, file in ((mini, {}), (load("builtin"), {"file": None})):
        document = json.loads(exported(run, tmp_path / "out", "geojson", **file))
        assert document["type"] == "FeatureCollection"
        assert "crs" not in document
        for feature, event in zip(document["features"], chronology.events, strict=True):
            assert feature["type"] == "Feature"
            assert {"geometry", "properties"} <= set(feature)
            places = [chronology.places[place].coordinates for place in event.places]
            expected = [[one[1], one[0]] for one in places if one]
            geometry = feature["geometry"]
            if not expected:
                assert geometry is None
            elif len(expected) == 1:
                assert geometry == {"type": "Point", "coordinates": expected[0]}
            else:
                assert geometry == {"type": "MultiPoint", "coordinates": expected}
            (span,) = feature["when"]["timespans"]
            assert feature["when"]["label"] == wording(event.date)
            days = [day for end in span.values() for day in end.values()]
            assert days
            assert all(date.fromisoformat(day) for day in days)
            assert feature["properties"]["date"] == str(event.date)


def test_timelinejs_has_the_documented_fields(run: Run, mini: Chronology, tmp_path: Path) -> None:
    for chronology, file in ((mini, {}), (load("builtin"), {"file": None})):
        document = json.loads(exported(run, tmp_path / "out", "timelinejs", **file))
        assert set(document) == {"title", "scale", "events"}
        for slide, event in zip(document["events"], chronology.events, strict=True):
            for end in ("start_date", "end_date"):
                if end in slide:
                    parts = {key: value for key, value in slide[end].items() if key != "display_date"}
                    assert all(type(value) is int for value in parts.values())
                    date(parts["year"], parts.get("month", 1), parts.get("day", 1))  # real: TimelineJS rolls over
            if event.date.earliest != event.date.latest and event.date.latest:
                assert "day" not in slide["start_date"] or "end_date" in slide
            assert slide["display_date"].replace("&#x27;", "'") == wording(event.date)
            assert "<" not in re.sub(
                r"</?(?:p|ul|li|em|a)(?: href=\"[^\"<]*\" rel=\"noopener noreferrer\")?>", "", slide["text"]["text"]
            )
            assert "<" not in slide["text"]["headline"]


def test_mermaid_has_none_of_its_own_signs_in_a_text(run: Run, tmp_path: Path) -> None:
    for file in ({}, {"file": None}):
        lines = exported(run, tmp_path / "out", "mermaid", **file).decode().splitlines()
        assert lines[0] == "timeline"
        assert lines[2].startswith("    %% Edition of ")
        for line in lines[3:]:
            period, colon, event = line.strip().partition(" : ")
            assert period.startswith("section ") or colon
            for text in (period, event):
                plain = re.sub("#[0-9]+;", "", text)
                assert not set(plain) & set("#;:%<>{}[]"), line


def test_many_events_are_warned_of_where_the_reader_has_limits(run: Run) -> None:
    for name, most in (("mermaid", 40), ("timelinejs", 50)):
        result = run("export", "-f", name, file=None)
        assert result.code == 0
        assert f"{name} reads well with up to {most} events, and this has 222: --key has fewer" in result.err
        assert run("export", "-f", name, "--key", file=None).err == ""


def test_a_page_may_have_very_many_events(run: Run, tmp_path: Path) -> None:
    head, event = (DATA / "hostile" / "00-good.toml").read_text(encoding="utf-8").split("[[events]]")[:2]
    many = "".join(f"[[events]]{event}".replace('id = "first"', f'id = "e{number}"') for number in range(2001))
    (tmp_path / "many.toml").write_text(head + many, encoding="utf-8")
    result = run("export", "-f", "html", "-o", str(tmp_path / "p"), file=tmp_path / "many.toml")
    assert result.code == 0, result.err
    assert "reads well with" not in result.err
    assert find_format("html", None).most == 10_000


def test_a_database_is_whole_and_its_views_are_for_people(
    run: Run, mini: Chronology, in_database: OpenDatabase, tmp_path: Path, golden: Golden
) -> None:
    database = in_database(exported(run, tmp_path / "out", "sqlite"))
    # How FTS5 keeps its words is SQLite's own, and may change with its version.
    dumped = [line for line in database.iterdump() if "found_words" not in line]
    golden("mini.sqlite.sql", "\n".join(dumped) + "\n")
    for file in ({}, {"file": None}):
        database = in_database(exported(run, tmp_path / "out", "sqlite", **file))
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    mini_database = in_database(exported(run, tmp_path / "out", "sqlite"))
    flat = mini_database.execute(
        "SELECT title, actors, themes, places FROM events_flat WHERE id = 'deployment'"
    ).fetchone()
    assert flat == ("Troops are sent to Kursk", "DPRK, Russia", "Arms, Treaty", "Kursk Oblast")
    said = mini_database.execute("SELECT actor, stance FROM claims_flat WHERE event = 'one-of-two'").fetchall()
    assert said == [("Ukraine", "asserts"), ("DPRK", "denies")]
    assert len(mini_database.execute("SELECT * FROM events").fetchall()) == len(mini)


@cache
def _taken(group: str) -> list[Path]:
    """Return the hostile files of a group that are event files without an error."""
    files = sorted((DATA / "hostile" / group).glob("*.toml"))
    taken = []
    for path in files:
        with suppress(InvalidFile):
            load(str(path))
            taken.append(path)
    assert files, group
    return taken


@pytest.mark.thorough
@pytest.mark.parametrize("name", NAMES)
def test_hostile_text_is_text_in_every_format(run: Run, in_database: OpenDatabase, tmp_path: Path, name: str) -> None:
    for group in ("c-unicode", "d-terminal", "e-rich", "f-csv", "g-markup", "h-ics", "i-office", "j-bib", "k-sql"):
        for path in _taken(group):
            raw = exported(run, tmp_path / "out", name, file=path)
            if name == "sqlite":
                database = in_database(raw)
                chronology = load(str(path))
                titles = [row[0] for row in database.execute("SELECT title FROM events ORDER BY position")]
                assert titles == [event.title for event in chronology.events], path  # unchanged
                continue
            if name == "xlsx":
                for sheet in workbook(raw):
                    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"], path
                continue
            if name == "docx":
                assert document(raw).paragraphs, path
                assert document(exported(run, tmp_path / "out", name, "--style", "table", file=path)).tables, path
                continue
            assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", raw), path
            if name in ("json", "geojson", "timelinejs", "csl-json"):
                json.loads(raw)
            if name == "ics":
                titles = [str(event["SUMMARY"]) for event in calendar(raw).walk("VEVENT")]
                for title, event in zip(titles, load(str(path)).events, strict=True):
                    assert title.startswith(event.title), path
            if name == "timelinejs":
                assert "<script" not in raw.decode().lower()
            if name == "html":
                found = re.findall(
                    "<script[^>]*>", raw.decode()
                )  # what it says of itself, which nothing runs, and its own
                assert found == ['<script type="application/ld+json">', "<script>"], path
                assert not re.search("<(img|iframe|object|embed|link|base)[ >]", raw.decode()), path


def test_a_workbook_has_true_dates_links_filters_and_a_frozen_head(run: Run, tmp_path: Path) -> None:
    book = workbook(exported(run, tmp_path / "out", "xlsx"))
    assert book.sheetnames == ["Events", "Data", "Claims", "Figures", "Sources", "Actors", "About"]
    events, data = book["Events"], book["Data"]
    assert (events.freeze_panes, data.freeze_panes) == ("C2", "B2")
    assert events.auto_filter.ref.startswith("A1:")
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for sheet in (events, data):
        heads = [cell.value for cell in sheet[1]]
        by_head = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
        found[sheet.title] = {row["Id"].value: row for row in by_head}
    for rows in found.values():
        assert rows["resolution"]["Earliest"].value.date() == date(2017, 12, 22)
        assert rows["deployment"]["Latest"].value is None
        assert rows["one-of-two"]["Event"].value.startswith("=SUM(A1)")
        assert rows["one-of-two"]["Event"].data_type == "s"
    assert found["Events"]["resolution"]["Date"].value.date() == date(2017, 12, 22)
    assert found["Events"]["deployment"]["Date"].value == "since October 2024"
    assert found["Events"]["deployment"]["Actors"].value == "DPRK, Russia"
    assert found["Data"]["deployment"]["Actors"].value == "dprk russia"
    assert found["Data"]["deployment"]["EDTF"].value == "2024-10/.."
    links = [cell.hyperlink.target for row in book["Sources"].iter_rows() for cell in row if cell.hyperlink]
    assert "https://example.org/un/1?a=1&b=2" in links
    assert book.properties.created.date() == date(2025, 12, 31)


def test_a_document_has_headings_numbered_sources_and_links(run: Run, tmp_path: Path) -> None:
    found = document(exported(run, tmp_path / "out", "docx"))
    styles = [paragraph.style.name for paragraph in found.paragraphs]
    assert styles[0] == "Title"
    assert "Heading 1" in styles
    texts = [paragraph.text for paragraph in found.paragraphs]
    cited = {
        int(one)
        for text in texts
        for group in re.findall(r"\[([0-9,]+)\]", text.split("] ")[0] + "]" if text.startswith("[") else text)
        for one in group.split(",")
    }
    listed = {int(match[1]) for text in texts if (match := re.match(r"\[([0-9]+)\] ", text))}
    assert cited == listed
    assert 'w:val="ko"' in "".join(paragraph._p.xml for paragraph in found.paragraphs if "북한군" in paragraph.text)
    targets = [one.target_ref for one in found.part.rels.values() if one.is_external]
    assert "https://example.org/un/1?a=1&b=2" in targets


@pytest.mark.parametrize(
    ("name", "library", "extra"),
    [("xlsx", "xlsxwriter", ""), ("docx", "docx", ""), ("parquet", "pyarrow", "[data]")],
)
def test_a_missing_library_is_one_line_with_the_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str, extra: str
) -> None:
    import sys

    for loaded in [one for one in sys.modules if one.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, library, None)
    result = run("export", "-f", name, "-o", str(tmp_path / "x"))
    assert (result.code, result.out) == (2, "")
    assert f"pip install dprkru-timeline{extra}" in result.err.replace("'", "")
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_is_what_is_counted(run: Run, tmp_path: Path) -> None:
    result = run("export", "id:kursk-deployment", "-o", str(tmp_path / "sources.csl.json"), file=None)
    cited = len(json.loads((tmp_path / "sources.csl.json").read_text(encoding="utf-8")))
    assert cited > 1
    assert f"wrote {cited} sources to" in result.err
    assert "wrote 1 event to" in run("export", "id:kursk-deployment", "-o", str(tmp_path / "a.csv"), file=None).err


@pytest.mark.parametrize("name", ["ics", "timelinejs", "html"])
def test_a_speaker_says_a_saying_and_confirms_nothing(run: Run, tmp_path: Path, name: str) -> None:
    raw = exported(run, tmp_path / "out", name, "id:isw-labor-assessment", file=None)
    text = raw.decode().replace("\r\n ", "")  # folded lines of a calendar
    assert "assessment" in text
    said = re.sub("<[^>]*>", "", text)
    assert re.search(r"Institute for the Study of War says\b", said)
    assert not re.search(r"Institute for the Study of War (asserts|confirms)", said)
