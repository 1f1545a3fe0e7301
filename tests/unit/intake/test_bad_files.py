"""Files that are damaged, huge or hostile: a clear error or a named refusal, nothing half written, nothing run."""

import datetime as dt
import io
import json
import tomllib
import zipfile
from pathlib import Path

import openpyxl
import pytest

from dprkru_timeline.errors import UnreadableFile, UsageError
from dprkru_timeline.intake import making, read, workbook
from tests.conftest import DATA, Run

FILES = DATA / "import"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def archive(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)


def test_a_workbook_that_would_fill_the_memory_is_never_unpacked(run: Run, tmp_path: Path) -> None:
    archive(tmp_path / "bomb.xlsx", {"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b"0" * (300 * 1024**2)})
    assert (tmp_path / "bomb.xlsx").stat().st_size < 1024**2
    made = run("import", "bomb.xlsx", "-o", "m.toml", "--yes", file=None)
    assert (made.code, "unpacks to 300 MB" in made.err) == (2, True)
    assert not (tmp_path / "m.toml").exists()


def test_a_workbook_whose_parts_are_to_be_expanded_is_refused(run: Run, tmp_path: Path) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    archive(tmp_path / "laughs.xlsx", {"xl/workbook.xml": laughs})
    made = run("import", "laughs.xlsx", file=None)
    assert (made.code, "a part that is to be expanded" in made.err) == (2, True)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"PK\x03\x04 and then nothing", "no .xlsx workbook, or a damaged one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a workbook of before 2007, or one with a password"),
    ],
)
def test_what_is_no_workbook_is_named(run: Run, tmp_path: Path, data: bytes, wanted: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    made = run("import", "a.xlsx", file=None)
    assert (made.code, wanted in made.err) == (2, True)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize(
    "name", ["ministry.xlsx", "refs.bib", "refs.ris", "zotero.json", "outlook.ics", "places.geojson"]
)
def test_a_file_that_is_cut_ends_in_words(run: Run, tmp_path: Path, name: str, share: float) -> None:
    data = (FILES / name).read_bytes()
    (tmp_path / name).write_bytes(data[: int(len(data) * share)])
    made = run("import", name, "-o", "m.toml", "--yes", "--json", file=None)
    assert made.code in (0, 1, 2)
    if made.code:
        assert made.err.startswith("timeline: error:")
        assert not (tmp_path / "m.toml").exists()
    else:
        tomllib.loads((tmp_path / "m.toml").read_text(encoding="utf-8"))


def test_several_sheets_are_not_chosen_among(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Date", "Title"])
    book.active.append([dt.datetime(2024, 6, 19), "On the first"])  # noqa: DTZ001
    book.create_sheet("Second").append(["Date", "Title"])
    book["Second"].append(["2024-06-20", "On the second"])
    book.save(tmp_path / "two.xlsx")
    made = run("import", "two.xlsx", file=None)
    assert (made.code, 'write --sheet "Sheet"' in made.err) == (2, True)
    for name in ("second", "2"):
        found = json.loads(run("import", "two.xlsx", "--sheet", name, "--json", file=None).out)
        assert found["added"] == ["second"]
    slip = run("import", "two.xlsx", "--sheet", "Secnd", file=None)
    assert "did you mean Second?" in slip.err


def test_long_cells_and_signs_that_act_on_a_screen_are_taken_as_text(run: Run, tmp_path: Path) -> None:
    long = "A sentence of many. " * 1700  # past the 32,767 characters of a cell
    title = "\x1b[31mRed\x07 \u202etitle\u202c\ufeff"
    text = f'Date,Title,Notes\n2024-06-19,"{title}","{long}"\n2024-06-20,"=HYPERLINK(""http://x"",""y"")","a\tb\r\nc"\n'
    (tmp_path / "s.csv").write_text(text, encoding="utf-8", newline="")
    made = run("import", "s.csv", "-o", "m.toml", "--yes", file=None)
    assert made.code == 0, made.err
    assert "\x1b" not in made.out
    events = tomllib.loads((tmp_path / "m.toml").read_text(encoding="utf-8"))["events"]
    assert events[0]["title"] == "[31mRed title"
    assert events[0]["summary"] == long.strip()
    assert events[1]["title"] == '=HYPERLINK("http://x","y")'
    assert events[1]["summary"] == "a b\nc"
    exported = run("export", "--file", "m.toml", "file:m", "-f", "csv", file=None)
    assert "'=HYPERLINK" in exported.out


def test_what_does_not_fit_is_refused_with_the_number_that_does(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"2024-06-19,Thing number {place},https://news.example.org/{place}\n" for place in range(500))
    (tmp_path / "s.csv").write_text(f"Date,Title,Link\n{rows}", encoding="utf-8")
    monkeypatch.setattr(making, "MAX_BYTES", 40_000)
    made = run("import", "s.csv", "-o", "m.toml", "--yes", file=None)
    assert made.code == 2
    number = int(made.err.partition("its first ")[2].partition(" events")[0])
    assert 20 < number < 200
    assert not (tmp_path / "m.toml").exists()
    (tmp_path / "s.csv").write_text("Date,Title,Link\n" + "".join(rows.splitlines(keepends=True)[:number]))
    assert run("import", "s.csv", "-o", "m.toml", "--yes", file=None).code == 0
    assert (tmp_path / "m.toml").stat().st_size < 40_000


@pytest.mark.thorough
def test_rows_are_never_held_as_a_whole(tmp_path: Path) -> None:
    import tracemalloc

    with (tmp_path / "s.csv").open("w", encoding="utf-8") as file:
        file.write("Date,Title\n")
        file.writelines(f"2024-06-19,Thing number {place} of very many things\n" for place in range(20_000))
    with (tmp_path / "s.csv").open("rb") as file:
        content = read.read(file, "s.csv", read.Options())
        tracemalloc.start()
        count = sum(1 for _ in content.drafts.events)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert count == 20_000
    assert most < 400_000  # bytes; the rows themselves are 1 MB of text


def test_standard_input_that_never_ends_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_BYTES", 1000)

    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return b"x" * size

    with pytest.raises(UnreadableFile, match="goes on"), read.opened("-", Endless()):  # type: ignore[arg-type]
        pass


@pytest.mark.parametrize(
    ("number_format", "wanted"),
    [
        ("yyyy", "year"),
        ("mmmm yyyy", "month"),
        ("[$-409]mmm\\-yy", "month"),
        ("dd.mm.yyyy", ""),
        ("yyyy-mm-dd hh:mm", ""),
        ('yyyy "d"', "year"),
        ("General", ""),
        ("hh:mm", ""),
    ],
)
def test_a_cells_format_says_how_precise_it_is(number_format: str, wanted: str) -> None:
    assert workbook.precision_of(number_format) == wanted


@pytest.mark.parametrize("data", [b"{", b"[1, 2]", b'{"a": 1}', b"[[[[" * 5000, b'{"events": []}', b"null"])
def test_json_without_events_is_told(run: Run, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.json").write_bytes(data)
    made = run("import", "a.json", file=None)
    assert made.code == 2
    assert made.err.startswith("timeline: error:")


def test_json_lines_name_the_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"date": "2024", "title": "A"}\n\n{"date": \n')
    made = run("import", "a.jsonl", file=None)
    assert (made.code, "line 3 of a.jsonl is no JSON" in made.err) == (2, True)


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "xlsx", "sqlite", "parquet"])
def test_a_damaged_export_of_ours_is_told(run: Run, tmp_path: Path, form: str) -> None:
    run("export", "-f", form, "-o", f"out.{form}")
    data = (tmp_path / f"out.{form}").read_bytes()
    damaged = (data[: len(data) // 2], data.replace(b"2024", b"20x4"), data.replace(b'"by"', b'"bx"'))
    for place, one in enumerate(damaged):
        (tmp_path / f"{place}.{form}").write_bytes(one)
        made = run("import", f"{place}.{form}", "-o", f"{place}.toml", "--yes", "--json")
        assert "internal error" not in made.err
        assert (tmp_path / f"{place}.toml").exists() == (made.code == 0)


def test_a_database_of_other_columns_is_told(run: Run, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "a.db") as database:
        for table in ("chronology", "claims", "event_sources"):
            database.execute(f"CREATE TABLE {table} (a)")
        database.execute("CREATE TABLE events (a)")
        database.execute("CREATE TABLE aliases (a)")
    database.close()
    made = run("import", "a.db", file=None)
    assert made.code == 2
    assert made.err.startswith("timeline: error:")


def test_map_names_headings_of_any_form() -> None:
    from dprkru_timeline.intake.header import parse_map

    assert parse_map(['date="Event, Date",title=Head line', "place=Ort"]) == {
        "date": ["Event, Date"],
        "title": ["Head line"],
        "place": ["Ort"],
    }
    assert parse_map(["actor=A", "actor=B"]) == {"actor": ["A", "B"]}
    with pytest.raises(UsageError, match="has no heading"):
        parse_map(["date"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"events": [{"start_date": 5, "text": {"headline": "x"}}, {"start_date": {"year": "2024"}}]}'),
        ("a.json", '{"title": {"text": "x"}, "eras": 5, "events": [{"start_date": {"year": "2024"}}]}'),
        ("a.json", '{"timeline": {"date": 5}}'),
        ("a.json", '{"timeline": 1, "chronology": {"actors": 5}, "events": []}'),
        ("a.json", '{"timeline": 1, "chronology": {}, "events": [{"id": "a", "date": "2024"}]}'),
        ("a.json", '[{"date": 1e400, "title": "x"}, {"date": NaN, "title": "y"}, {"year": -1e300, "title": "z"}]'),
        (
            "a.geojson",
            '{"type": "FeatureCollection", "timeline": {"a": 5}, "features": [{"properties": {"start_kind": 1}}]}',
        ),
        ("a.ics", "BEGIN:VEVENT\nSUMMARY:a\nDTSTART;VALUE=DATE:00010101\nDTEND;VALUE=DATE:00010101\nEND:VEVENT\n"),
        ("a.ics", "BEGIN:VEVENT\nSUMMARY:a\nDTSTART;VALUE=DATE:99991231\nDURATION:P9999999D\nEND:VEVENT\n"),
        ("a.csv", "Date,Title\nafter 9999-12-31,A\nbefore 0001-01-01,B\n"),
        ("a.json", "a" + " " * 4000 + "x"),
        ("a.csv", 'Date,Title\n"1 1:00' + " " * 60000 + 'x",A\n'),
    ],
)
def test_what_broke_it_once_ends_in_words(run: Run, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    made = run("import", name, "--json", file=None)
    assert "internal error" not in made.err
    assert made.code in (0, 2)


@pytest.mark.parametrize("name", ["rot13", "hex", "zip", "undefined", "idna", "unicode_escape", "no such"])
def test_what_is_no_encoding_of_text_is_none(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.csv").write_text("Date,Title\n2024,A\n")
    made = run("import", "a.csv", "--encoding", name, file=None)
    assert (made.code, "no encoding" in made.err) == (2, True)


def test_a_rule_that_never_ends_is_refused(run: Run, tmp_path: Path) -> None:
    text = "BEGIN:VEVENT\nSUMMARY:a\nDTSTART;VALUE=DATE:20240101\nRRULE:FREQ=DAILY;INTERVAL=0\nEND:VEVENT\n"
    (tmp_path / "a.ics").write_text(text)
    found = json.loads(run("import", "a.ics", "--expand", "2025", "--json", file=None).out)
    assert [one["why"] for one in found["refused"]] == ["recurs with an INTERVAL of none"]


def test_a_sheet_that_is_wrong_about_its_size_is_read_whole(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("Date", "Title"), ("2024-06-19", "One"), ("2024-06-20", "Two"), ("2024-06-21", "Three")):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    parts = {}
    with zipfile.ZipFile(held) as file:
        for name in file.namelist():
            parts[name] = file.read(name).replace(b'ref="A1:B4"', b'ref="A1:B2"')
    archive(tmp_path / "a.xlsx", parts)
    found = json.loads(run("import", "a.xlsx", "--json", file=None).out)
    assert len(found["added"]) == 3
