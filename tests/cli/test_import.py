"""``timeline import``: what people have already becomes an event file, and nothing of it is made more than it was."""

import json
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.conftest import DATA, MINI, ROOT, Run

FILES = DATA / "import"
SHIPPED = ROOT / "events.toml"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class Counts(NamedTuple):
    """Of a file: what it is, entries read, events or sources taken, refused by place, passed over."""

    kind: str
    read: int
    taken: int
    refused: tuple[str, ...] = ()
    passed: int = 0
    kept_as_text: int = 0


COUNTS = {
    "acled.csv": Counts("ACLED", 3, 3),
    "bars.csv": Counts("csv", 3, 2, ("row 3",)),
    "briefing.csv": Counts("csv", 7, 5, ("row 7", "row 8"), kept_as_text=1),
    "cp1252.csv": Counts("csv", 2, 2),
    "gdelt-1.CSV": Counts("GDELT", 3, 2, passed=1),
    "gdelt-2.CSV": Counts("GDELT", 3, 2, passed=1),
    "ministry.xlsx": Counts("xlsx", 8, 5, ("row 10", "row 11", "row 12")),
    "notes.mw": Counts("markwhen", 8, 5, ("line 15", "line 16", "line 17")),
    "outlook.ics": Counts("ics", 4, 3, passed=1),
    "places.geojson": Counts("geojson", 3, 2, ("feature 3",)),
    "records.jsonl": Counts("jsonl", 2, 2),
    "refs.bib": Counts("bibtex", 5, 4, ("line 19",)),
    "refs.ris": Counts("ris", 3, 3),
    "since-1904.xlsx": Counts("xlsx", 2, 1, ("row 3",)),
    "slides-1.jsonp": Counts("timelinejs", 2, 2),
    "slides-sheet.csv": Counts("TimelineJS sheet", 4, 2, passed=2),
    "slides.timeline.json": Counts("timelinejs", 5, 4, ("slide 5",)),
    "ucdp.csv": Counts("UCDP GED", 3, 3),
    "utf16.txt": Counts("csv", 2, 2),
    "zotero.json": Counts("csl-json", 6, 5, ("item 6",)),
}


def test_every_file_to_try_it_on_is_counted() -> None:
    assert {path.name for path in FILES.iterdir() if path.is_file()} == set(COUNTS)


@pytest.mark.parametrize("name", COUNTS)
def test_what_goes_in_comes_out_or_is_named(run: Run, name: str) -> None:
    wanted = COUNTS[name]
    made = run("import", str(FILES / name), "-o", "mine.toml", "--yes", "--json", file=None)
    assert (made.code, made.err) == (0, "")
    found = json.loads(made.out)
    taken = len(found["added"]) or len(found["new"].get("sources", ()))
    assert (found["kind"], found["read"], taken) == wanted[:3]
    assert tuple(one["place"] for one in found["refused"]) == wanted.refused
    assert all(one["why"] for one in found["refused"])
    assert found["read"] == taken + len(found["refused"]) + wanted.passed
    assert found["kept_as_text"] == wanted.kept_as_text
    checked = run("check", "mine.toml", "--json", file=None)
    problems = json.loads(checked.out)["problems"]
    assert [one for one in problems if one["severity"] == "error"] == []
    # What is left to a person is what check names.
    assert len([one for one in problems if one["code"] == "W334"]) == found["todo"]


@pytest.mark.parametrize("name", COUNTS)
def test_a_second_import_changes_nothing_and_doubles_nothing(run: Run, name: str, tmp_path: Path) -> None:
    run("import", str(FILES / name), "-o", "mine.toml", "--yes", file=None)
    before = (tmp_path / "mine.toml").read_bytes()
    again = run("import", str(FILES / name), "-o", "mine.toml", "--yes", "--update", "--json", file=None)
    found = json.loads(again.out)
    assert (found["added"], found["updated"], found["kept"], found["gone"], found["new"]) == ([], [], [], [], {})
    assert (tmp_path / "mine.toml").read_bytes() == before
    anew = run("import", str(FILES / name), "-o", "another.toml", "--yes", file=None)
    assert anew.code == 0
    assert (tmp_path / "another.toml").read_bytes() == before  # ids are stable


@pytest.mark.parametrize("name", COUNTS)
def test_nothing_imported_from_others_is_confirmed_or_said(run: Run, name: str) -> None:
    run("import", str(FILES / name), "-o", "mine.toml", "--yes", file=None)
    shown = json.loads(run("show", "--file", "mine.toml", "file:mine", "--json", file=None).out)
    assert {one["status"] for one in shown["events"]} <= {"claimed", "reported"}
    assert all(not one["doers"] and not one["record"] and not one["claims"] for one in shown["events"])


def events_of(run: Run, name: str, *options: str) -> dict[str, dict[str, Any]]:
    """Import a file, and return its events by title."""
    made = run("import", str(FILES / name), "-o", "mine.toml", "--yes", *options, file=None)
    assert made.code == 0, made.err
    return {one["title"]: one for one in tomllib.loads(Path("mine.toml").read_text(encoding="utf-8"))["events"]}


def test_dates_of_a_sheet_are_read_in_one_order_and_never_grow(run: Run) -> None:
    events = events_of(run, "briefing.csv")
    dates = {title: one["date"] for title, one in events.items()}
    assert dates == {
        "A treaty is signed in Pyongyang": "2024-06-19",
        "A minister visits": "2024-11-21",
        "Talks on trade, second round": "2024-12-03",  # the day first, as the row above decides
        "Engineers are trained": "2025-06",
        "A plan for the year is agreed": "2025",
    }
    assert events["Engineers are trained"]["date_basis"] == "briefing.csv has “early June 2025”"
    assert events["A minister visits"]["actors"] == ["russia", "ministry-of-examples"]


def test_a_ministrys_workbook_has_its_header_in_row_4_and_merged_days(run: Run) -> None:
    events = events_of(run, "ministry.xlsx")
    dates = {title: one["date"] for title, one in events.items()}
    assert dates == {
        "A year of friendship": "2024",  # shown as a year only
        "A treaty is signed": "2024-06-19",
        "A dinner is given": "2024-06-19",  # the cell of the day is merged over both
        "Troops are moved": "2024-10",  # shown as a month
        "A minister visits": "2024-11-21",
    }
    report = run("import", str(FILES / "ministry.xlsx"), file=None)
    assert "by the header in row 4" in report.out
    assert "B12: a formula without a value is read as empty" in report.out
    assert "fewer cells" not in report.out
    assert "45642 may be Excel's number of a day (2024-12-16)" in " ".join(report.out.split())
    serial = events_of(run, "ministry.xlsx", "--dates", "serial", "--update")
    assert serial["A number in place of a day"]["date"] == "2024-12-16"


def test_a_workbook_of_1904_counts_its_days_from_there(run: Run) -> None:
    events = events_of(run, "since-1904.xlsx", "--dates", "serial")
    assert {one["date"] for one in events.values()} == {"2024-06-19", "2024-06-16"}


def test_codes_of_precision_become_the_time_that_holds_the_day(run: Run, tmp_path: Path) -> None:
    acled = [one["date"] for one in events_of(run, "acled.csv").values()]
    assert acled == ["2024-06-19", "[2024-06-25..2024-07-07]", "2024-07"]
    (tmp_path / "mine.toml").unlink()
    ucdp = [one["date"] for one in events_of(run, "ucdp.csv").values()]
    assert ucdp == ["[2024-08-01..2024-08-31]", "2024-08-06", "[2024-09-10..2024-09-13]"]


def test_a_set_of_data_says_so_itself_after_those_whom_it_names(run: Run) -> None:
    events = events_of(run, "acled.csv")
    sources = tomllib.loads(Path("mine.toml").read_text(encoding="utf-8"))["sources"]
    assert {one["publisher"] for one in sources.values()} == {"ACLED"}
    assert "Event XYZ101, after Example Agency; Example Institute" in {one["title"] for one in sources.values()}
    assert all(len(one["sources"]) == 1 for one in events.values())
    shown = json.loads(run("show", "--file", "mine.toml", "file:mine", "--json", file=None).out)
    assert {one["status"] for one in shown["events"]} == {"claimed"}  # two newspapers by one word are one voice


def test_another_file_is_another_however_alike(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ID,Date,Title\nA-1,2024-06-19,Treaty signed\nA-7,2024-06-20,Visit\n")
    (tmp_path / "b.csv").write_text("ID,Date,Title\nA-1,2025-01-05,Shells sent\nA-7,2025-01-06,Visit\n")
    run("import", "a.csv", "-o", "m.toml", "--yes", file=None)
    before = tomllib.loads((tmp_path / "m.toml").read_text())["events"]
    made = json.loads(run("import", "b.csv", "-o", "m.toml", "--yes", "--update", "--json", file=None).out)
    assert (len(made["added"]), made["updated"], made["gone"]) == (2, [], [])
    after = tomllib.loads((tmp_path / "m.toml").read_text())["events"]
    assert [one for one in after if one["imported"]["from"] == "a.csv"] == before


def test_a_file_with_another_name_is_known_by_most_of_its_rows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "v1.csv").write_text("Date,Title\n2024-06-19,One\n2024-06-20,Two\n2024-06-21,Three\n")
    (tmp_path / "v2.csv").write_text("Date,Title\n2024-06-19,One\n2024-06-20,Two\n2024-06-22,Four\n")
    run("import", "v1.csv", "-o", "m.toml", "--yes", file=None)
    made = json.loads(run("import", "v2.csv", "-o", "m.toml", "--yes", "--update", "--json", file=None).out)
    assert (made["added"], made["updated"], made["gone"]) == (["four"], ["one", "two"], ["three"])
    assert set(made["changes"]["one"]) == {"sources"}  # the file, by its name now
    assert any("the same file with another name" in one for one in made["notes"])


def test_one_title_on_two_days_is_two_events(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("Date,Title\n2024-06-19,Meeting\n2024-07-01,Visit\n")
    run("import", "s.csv", "-o", "m.toml", "--yes", file=None)
    (tmp_path / "s.csv").write_text("Date,Title\n2025-01-05,Meeting\n2024-07-01,Visit\n")
    made = json.loads(run("import", "s.csv", "-o", "m.toml", "--yes", "--update", "--json", file=None).out)
    assert (made["updated"], made["gone"], len(made["added"])) == ([], ["meeting"], 1)


def test_a_quote_left_open_takes_no_rows_with_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text('Date,Title\n2024-06-19,Alpha\n2024-06-20,"Beta\n2024-06-21,Gamma\n')
    made = run("import", "s.csv", "-o", "m.toml", "--yes", file=None)
    assert (made.code, "a quote that is left open" in made.err) == (2, True)
    assert not (tmp_path / "m.toml").exists()


def test_an_export_as_known_on_a_day_comes_back_and_says_so(run: Run) -> None:
    for form in ("json", "sqlite"):
        run("export", "--as-of", "2024-10-20", "-f", form, "-o", f"o.{form}")
        made = run("import", f"o.{form}", "-o", f"{form}.toml", "--yes", "--json", file=None)
        assert made.code == 0, made.err
        assert any("as known on 2024-10-20" in one for one in json.loads(made.out)["notes"])


def test_alone_it_needs_nothing_beside_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("Date,Title,Actor\n2024-06-19,A thing,DPRK\n")
    assert run("import", "s.csv", "-o", "m.toml", "--yes", "--alone", file=None).code == 0
    found = tomllib.loads((tmp_path / "m.toml").read_text())
    assert "extends" not in found["chronology"]
    assert found["actors"]["dprk"]["name"] == "DPRK"
    assert run("check", "m.toml", "--select", "E", file=None).code == 0


def test_an_instance_that_was_moved_stands_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a@x\nSUMMARY:Monthly\nDTSTART;VALUE=DATE:20240101\n"
        "RRULE:FREQ=MONTHLY;COUNT=4\nEND:VEVENT\nBEGIN:VEVENT\nUID:a@x\nSUMMARY:Monthly\n"
        "RECURRENCE-ID;VALUE=DATE:20240301\nDTSTART;VALUE=DATE:20240305\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    run("import", "c.ics", "-o", "m.toml", "--yes", "--expand", "2025", file=None)
    dates = [one["date"] for one in tomllib.loads((tmp_path / "m.toml").read_text())["events"]]
    assert dates == ["2024-01-01", "2024-02-01", "2024-03-05", "2024-04-01"]


def test_a_calendar_folded_within_a_letter_is_whole(run: Run, tmp_path: Path) -> None:
    lines = (
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "SUMMARY:Caf",
        "DTSTART;VALUE=DATE:20240101",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    text = "".join(f"{line}\r\n" for line in lines)
    (tmp_path / "c.ics").write_bytes(text.encode().replace(b"Caf", b"Caf\xc3\r\n \xa9"))
    run("import", "c.ics", "-o", "m.toml", "--yes", file=None)
    assert tomllib.loads((tmp_path / "m.toml").read_text(encoding="utf-8"))["events"][0]["title"] == "Café"


def test_what_is_left_out_of_a_row_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(
        "Date,Title,Link,Kind,Year\n2024-06-19,A\u202eb,www.example.org/x,meeting,\n", encoding="utf-8"
    )
    told = " ".join(json.loads(run("import", "s.csv", "--json", file=None).out)["notes"])
    for words in ("“www.example.org/x”", "“meeting”", "are taken out (row 2)"):
        assert words in told
    (tmp_path / "y.csv").write_text("Year,Month,Day,Title\n24,6,19,A\n2024,6,19,B\n")
    refused = json.loads(run("import", "y.csv", "--json", file=None).out)["refused"]
    assert [(one["place"], "of two digits" in one["why"]) for one in refused] == [("row 2", True)]
    (tmp_path / "g.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"date": "2024", "title": "A"},'
        ' "geometry": null}, {"type": "Feature", "properties": {}, "geometry": null}]}'
    )
    refused = json.loads(run("import", "g.geojson", "--json", file=None).out)["refused"]
    assert [one["place"] for one in refused] == ["feature 2"]


def test_a_workbooks_links_and_forms_of_both_dates_count(run: Run, tmp_path: Path) -> None:
    import datetime as dt

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Start", "End", "Title", "Source"])
    sheet.append([dt.datetime(2024, 6, 1), dt.datetime(2025, 8, 15), "A thing", "read"])  # noqa: DTZ001
    sheet.append([dt.datetime(1900, 2, 28), None, "An old one", None])  # noqa: DTZ001
    sheet["A2"].number_format, sheet["B2"].number_format = "yyyy-mm-dd", "yyyy"
    sheet["D2"].hyperlink = "https://news.example.org/behind?a=1&b=2"
    book.create_sheet("Hidden").append(["x"])
    book["Hidden"].sheet_state = "hidden"
    book.save(tmp_path / "s.xlsx")
    made = json.loads(run("import", "s.xlsx", "-o", "m.toml", "--yes", "--json", file=None).out)
    assert [one["place"] for one in made["refused"]] == ["row 3"]
    found = tomllib.loads((tmp_path / "m.toml").read_text(encoding="utf-8"))
    assert found["events"][0]["date"] == "2024-06-01/2025"
    assert "https://news.example.org/behind?a=1&b=2" in {one.get("url") for one in found["sources"].values()}


def test_ids_of_the_file_are_kept_where_they_can_be(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("id,Date,Title\ntreaty-2024,2024-06-19,A treaty of two\n7,2024-06-20,Another\n")
    made = json.loads(run("import", "s.csv", "--json", file=None).out)
    assert made["added"] == ["treaty-2024", "another"]


def test_a_reference_that_has_changed_is_not_doubled(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.bib").write_text("@book{k2, title = {A book}, publisher = {Press}, year = 2020}\n")
    run("import", "r.bib", "-o", "m.toml", "--yes", file=None)
    (tmp_path / "r.bib").write_text("@book{k2, title = {Another title}, publisher = {Press}, year = 2021}\n")
    run("import", "r.bib", "-o", "m.toml", "--yes", "--update", file=None)
    assert list(tomllib.loads((tmp_path / "m.toml").read_text())["sources"]) == ["k2"]


def test_slides_keep_no_html_and_say_no_more_than_their_text(run: Run) -> None:
    events = events_of(run, "slides.timeline.json")
    assert list(events) == ["A year on the slide", "Workers arrive", "A treaty is signed", "No headline"]
    assert events["A year on the slide"]["date"] == "2019"  # 1 January, shown as a year
    assert events["Workers arrive"]["date"] == "2024/2025-03"
    assert events["Workers arrive"]["summary"] == "Tom & Jerry's report"
    treaty = events["A treaty is signed"]
    assert treaty["id"] == "first-slide"  # its unique_id
    assert treaty["summary"] == "Both sign it.\nSee the page."
    assert (treaty["places"], treaty["themes"]) == (["pyongyang"], ["treaty"])
    sources = tomllib.loads(Path("mine.toml").read_text(encoding="utf-8"))["sources"]
    assert [sources[one].get("url") for one in treaty["sources"]] == [
        "https://news.example.org/treaty",
        "https://pictures.example.org/1.jpg",
    ]


def test_a_sheet_of_slides_is_as_imprecise_as_it_is_shown(run: Run) -> None:
    events = events_of(run, "slides-sheet.csv")
    assert events["Troops are moved"]["date"] == "2024-23"  # "autumn 2024", wider than October to November
    assert events["A treaty is signed"]["summary"] == "Both sign it."


def test_a_calendar_is_read_by_its_local_days(run: Run) -> None:
    events = events_of(run, "outlook.ics")
    dates = {title: one["date"] for title, one in events.items()}
    assert dates == {
        "Delegation in Pyongyang: talks": "2024-03-18/2024-03-20",
        "Treaty day": "2024-06-19",
        "Late call": "2024-08-01",
    }
    report = run("import", str(FILES / "outlook.ics"), file=None).out
    assert "Recurs: only the first instance is taken" in report
    assert "near midnight in UTC" in report
    assert "Cancelled, and left out" in report


def test_what_recurs_is_written_out_until_a_day_and_no_further(run: Run) -> None:
    found = json.loads(run("import", str(FILES / "outlook.ics"), "--expand", "2027", "--json", file=None).out)
    assert len(found["added"]) == 2 + 4  # 2024 to 2027
    Path("daily.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Daily\nDTSTART;VALUE=DATE:20240101\n"
        "RRULE:FREQ=DAILY;UNTIL=30240101\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    assert json.loads(run("import", "daily.ics", "--json", file=None).out)["added"] == ["daily"]
    many = run("import", "daily.ics", "--expand", "3024", file=None)
    assert (many.code, "recurs more than 5,000 times" in many.err) == (2, True)


def test_references_become_sources_with_dates_as_they_are(run: Run) -> None:
    run("import", str(FILES / "zotero.json"), "-o", "mine.toml", "--yes", file=None)
    sources = tomllib.loads(Path("mine.toml").read_text(encoding="utf-8"))["sources"]
    assert {id_: one.get("date") for id_, one in sources.items()} == {
        "kim2024": "2024-06-20",
        "http-zotero-org-users-1-items-abcd": "2024-03/2024-05",
        "undated": None,
        "about": "1987~",
        "season": "2023-22",
    }
    assert sources["http-zotero-org-users-1-items-abcd"]["title"] == "Containers: a count"
    assert str(sources["kim2024"]["accessed"]) == "2025-01-03"
    assert sources["season"]["url"] == "https://doi.org/10.1234/abc.5"
    run("import", str(FILES / "refs.bib"), "-o", "bib.toml", "--yes", file=None)
    bib = tomllib.loads(Path("bib.toml").read_text(encoding="utf-8"))["sources"]
    assert bib["m-uller-2023"]["title"] == "Containers, über Land"
    assert bib["m-uller-2023"]["date"] == "2023-06"
    assert bib["undated"]["publisher"] == "Ministry of Examples"
    run("import", str(FILES / "refs.ris"), "-o", "ris.toml", "--yes", file=None)
    ris = tomllib.loads(Path("ris.toml").read_text(encoding="utf-8"))["sources"]
    assert {one.get("date") for one in ris.values()} == {"2024-06-20", None, "2023-06"}


def test_places_have_latitude_first_whatever_the_file_does(run: Run) -> None:
    events = events_of(run, "places.geojson")
    places = tomllib.loads(Path("mine.toml").read_text(encoding="utf-8"))["places"]
    assert places["bridge-at-example"]["coordinates"] == [42.42, 130.69]
    assert events["A camp is seen"]["date"] == "2024-10-01/2024-10-20"


def test_markwhen_gives_spans_lengths_sections_and_links(run: Run) -> None:
    events = events_of(run, "notes.mw")
    assert {title: one["date"] for title, one in events.items()} == {
        "A treaty is signed": "2024-06-19",
        "A minister visits": "2024-11-21",  # the header says that the day comes first
        "Flights go on": "2025/..",
        "Delegations come and go": "2025-03/2025-05",
        "A road is built": "2025-06-13/2025-11-12",
    }
    assert events["Delegations come and go"]["themes"] == ["diplomacy", "visits"]
    assert events["A treaty is signed"]["summary"] == "See the page."


def test_older_encodings_are_named_and_not_guessed(run: Run, tmp_path: Path) -> None:
    events = events_of(run, "cp1252.csv")
    assert list(events) == ["Vertrag über Militärhilfe", "Besuch"]
    assert "read as Windows-1252" in run("import", str(FILES / "cp1252.csv"), file=None).out
    (tmp_path / "ru.csv").write_bytes("Дата;Событие\n2024-06-19;Договор подписан в Пхеньяне\n".encode("cp1251"))
    refused = run("import", "ru.csv", file=None)
    assert (refused.code, "is not UTF-8" in refused.err, "--encoding cp1251" in refused.err) == (2, True, True)
    taken = run("import", "ru.csv", "--encoding", "cp1251", "--json", file=None)
    assert json.loads(taken.out)["columns"]["used"] == [
        {"field": "date", "heading": "Дата"},
        {"field": "title", "heading": "Событие"},
    ]
    wrong = run("import", "ru.csv", "--encoding", "utf-8", file=None)
    assert (wrong.code, "fails at byte 0" in wrong.err) == (2, True)


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "xlsx", "sqlite", "parquet"])
@pytest.mark.parametrize(
    "source",
    [
        MINI,
        DATA / "meaning.toml",
        DATA / "figures.toml",
        pytest.param(SHIPPED, marks=pytest.mark.thorough, id="events"),
    ],
    ids=lambda one: one.stem,
)
def test_our_own_exports_come_back_byte_for_byte(run: Run, form: str, source: Path, tmp_path: Path) -> None:
    export, own = f"out.{form}", f"back/{source.name}"
    assert run("export", "-f", form, "-o", export, file=source).code == 0
    (tmp_path / "back").mkdir()
    made = run("import", export, "-o", own, "--yes", "--json", file=source)
    assert made.code == 0, made.err
    again = run("export", "-f", form, "-o", f"again.{form}", file=own)
    assert again.code == 0
    assert (tmp_path / f"again.{form}").read_bytes() == (tmp_path / export).read_bytes()
    twice = json.loads(run("import", export, "-o", own, "--yes", "--update", "--json", file=source).out)
    assert (twice["same"], twice["written"]) == (json.loads(made.out)["read"], None)


def test_an_export_without_names_says_what_it_lacks(run: Run) -> None:
    run("export", "-f", "csv", "-o", "mini.csv")
    made = run("import", "mini.csv", "-o", "mine.toml", "--yes", "--json", file=None)
    assert made.code == 0, made.err
    assert json.loads(made.out)["todo"] > 0
    checked = run("check", "mine.toml", file=None)
    assert 'is left to do: "TODO: spokesman"' in checked.out


def test_a_guard_against_formulas_comes_off_only_where_there_was_one(run: Run, tmp_path: Path) -> None:
    for name, options in (("guarded.csv", ()), ("plain.csv", ("--no-guard",))):
        run("export", "-f", "csv", "-o", name, *options)
        (tmp_path / name.removesuffix(".csv")).mkdir()
        own = f"{name.removesuffix('.csv')}/mini.toml"
        run("import", name, "--file", str(MINI), "-o", own, "--yes", file=None)
        titles = [one["title"] for one in tomllib.loads((tmp_path / own).read_text(encoding="utf-8"))["events"]]
        assert "=SUM(A1) a title that looks like a formula" in titles
        run("export", "--file", own, "-f", "csv", "-o", f"again-{name}", *options, file=None)
        assert (tmp_path / f"again-{name}").read_bytes() == (tmp_path / name).read_bytes()


def test_without_o_nothing_is_written_and_the_guess_is_shown(run: Run, tmp_path: Path) -> None:
    made = run("import", str(FILES / "briefing.csv"), file=None)
    assert made.code == 0
    assert list(tmp_path.iterdir()) == []
    assert "Title         Headline" in made.out
    assert "nothing is written" in made.err
    assert "row 7 “Something is announced”: “spring” has no year" in made.out


def test_with_o_the_guess_is_confirmed_first(run: Run, tmp_path: Path) -> None:
    refused = run("import", str(FILES / "briefing.csv"), "-o", "mine.toml", file=None)
    assert (refused.code, "then add --yes" in refused.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_only_updated(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("mine")
    refused = run("import", str(FILES / "briefing.csv"), "-o", "mine.toml", "--yes", file=None)
    assert (refused.code, "--update" in refused.err) == (2, True)
    assert (tmp_path / "mine.toml").read_text() == "mine"


SHEET = """\
Date,Headline,Notes,Who,Link
2024-06-19,A treaty is signed,They sign.,DPRK; Russia,https://news.example.org/1
2024-10-01,Troops move,,DPRK,https://news.example.org/2
2024-12-01,A third thing,,Ministry of Examples,
"""


def test_what_a_person_changed_stays_and_what_the_sheet_changed_comes(run: Run, tmp_path: Path) -> None:
    sheet, own = tmp_path / "s.csv", tmp_path / "m.toml"
    sheet.write_text(SHEET, encoding="utf-8")
    run("import", "s.csv", "-o", "m.toml", "--yes", file=None)
    run("edit", "--file", "m.toml", "troops-move", "--set", "summary=A person wrote this.", file=None)
    run("edit", "--file", "m.toml", "troops-move", "--set", "title=Troops are moved to Kursk", file=None)
    own.write_text(own.read_text(encoding="utf-8").replace("# \n", "") + "# a last word\n", encoding="utf-8")
    sheet.write_text(
        """\
Date,Headline,Notes,Who,Link
2024-06-20,A treaty is signed,They sign and speak.,DPRK; Russia,https://news.example.org/1
2024-10-01,Troops move on,New text,DPRK; Russia,https://news.example.org/2
2024-11-05,A fourth thing,,Ministry of Examples,
""",
        encoding="utf-8",
    )
    made = json.loads(run("import", "s.csv", "-o", "m.toml", "--yes", "--update", "--json", file=None).out)
    assert made["added"] == ["fourth-thing"]
    assert set(made["updated"]) == {"treaty-signed", "troops-move"}
    assert [(one["event"], one["key"], one["has"]) for one in made["kept"]] == [
        ("troops-move", "title", "Troops move on"),
        ("troops-move", "summary", "New text"),
    ]
    assert made["gone"] == ["third-thing"]
    events = {one["id"]: one for one in tomllib.loads(own.read_text(encoding="utf-8"))["events"]}
    assert list(events) == ["treaty-signed", "troops-move", "fourth-thing", "third-thing"]  # in time order
    assert (events["treaty-signed"]["date"], events["treaty-signed"]["summary"]) == (
        "2024-06-20",
        "They sign and speak.",
    )
    assert events["troops-move"]["title"] == "Troops are moved to Kursk"
    assert events["troops-move"]["summary"] == "A person wrote this."
    assert events["troops-move"]["actors"] == ["dprk", "russia"]
    assert own.read_text(encoding="utf-8").endswith("# a last word\n")
    again = json.loads(run("import", "s.csv", "-o", "m.toml", "--yes", "--update", "--json", file=None).out)
    assert (again["same"], again["kept"], again["written"]) == (3, [], None)


def test_a_date_that_changes_moves_the_event(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(SHEET, encoding="utf-8")
    run("import", "s.csv", "-o", "m.toml", "--yes", file=None)
    (tmp_path / "s.csv").write_text(SHEET.replace("2024-06-19", "2025-01-02"), encoding="utf-8")
    run("import", "s.csv", "-o", "m.toml", "--yes", "--update", file=None)
    text = (tmp_path / "m.toml").read_text(encoding="utf-8")
    assert [one["id"] for one in tomllib.loads(text)["events"]] == ["troops-move", "third-thing", "treaty-signed"]
    assert "\n\n\n" not in text
    assert json.loads(run("check", "m.toml", "--select", "W304", "--json", file=None).out)["problems"] == []


def test_rows_that_change_places_are_still_the_same_events(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(SHEET, encoding="utf-8")
    run("import", "s.csv", "-o", "m.toml", "--yes", file=None)
    before = (tmp_path / "m.toml").read_bytes()
    head, *rows = SHEET.splitlines(keepends=True)
    (tmp_path / "s.csv").write_text(head + "".join(reversed(rows)), encoding="utf-8")
    run("import", "s.csv", "-o", "m.toml", "--yes", "--update", file=None)
    assert (tmp_path / "m.toml").read_bytes() == before


def test_an_id_of_the_sheet_tells_an_event_whatever_else_changes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(
        "ID,Date,Title\nA-1,2024-06-19,One thing\nA-2,2024-06-20,Another\n", encoding="utf-8"
    )
    run("import", "s.csv", "-o", "m.toml", "--yes", file=None)
    (tmp_path / "s.csv").write_text("ID,Date,Title\nA-1,2025,Quite another\nA-3,2024-06-20,Another\n", encoding="utf-8")
    made = json.loads(run("import", "s.csv", "-o", "m.toml", "--yes", "--update", "--json", file=None).out)
    assert (made["updated"], made["gone"]) == (["one-thing"], ["another"])
    assert len(made["added"]) == 1  # another key is another event, however alike


@pytest.mark.parametrize(
    ("options", "sheet", "wanted"),
    [
        ((), "03/04/2024\n05/06/2024", "can be read in more than one order"),
        ((), "13/04/2024\n04/13/2024", "has dates in two orders"),
        (("--dates", "dmy"), "13/04/2024\n04/13/2024", '"04/13/2024" can\'t be read with the day first'),
        (("--dates", "mdy"), "03/04/2024\n6/7/20", "2024-03-04 2020-06-07"),
        (("--dates", "dmy"), "03/04/2024\n6/7/20", "2024-04-03 2020-07-06"),
        (("--dates", "ymd"), "21/12/31\n2024-01-02", "2021-12-31 2024-01-02"),
        ((), "20190524\n21/12/31", "can be read in more than one order"),
        ((), "25/12/2024\n21/12/31", "2024-12-25 2031-12-21"),
        ((), 'June 30, 2026\n"Dec 21, 2019"', ""),
        ((), "30-Mar-2020\nc. 2015", "2020-03-30 2015~"),
        ((), "2024-06-19T23:30:00Z\n2024", "2024-06-19 2024"),
        ((), "45462\n2024", "45462 may be Excel's number of a day (2024-06-19)"),
        (("--dates", "serial"), "45462\n60", "is the 29 February 1900"),
        ((), "Mar-19\n2024", "may have a day or a year of two digits"),
        ((), "2024-06-31\n2024", "day 31"),
    ],
)
def test_dates_as_sheets_have_them(run: Run, tmp_path: Path, options: tuple[str, ...], sheet: str, wanted: str) -> None:
    rows = [one if one.startswith('"') or "," not in one else f'"{one}"' for one in sheet.split("\n")]
    text = "Date,Title\n" + "".join(f"{one},Thing number {place}\n" for place, one in enumerate(rows))
    (tmp_path / "s.csv").write_text(text, encoding="utf-8")
    made = run("import", "s.csv", "-o", "m.toml", "--yes", *options, file=None)
    told = made.out + made.err
    if (tmp_path / "m.toml").exists():
        events = tomllib.loads((tmp_path / "m.toml").read_text(encoding="utf-8"))["events"]
        told += " ".join(one["date"] for one in sorted(events, key=lambda one: str(one["title"])))
    assert wanted in " ".join(told.split())


def test_a_header_may_be_named_and_columns_by_their_letters(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("wann,was,x\n2024-06-19,Etwas,y\n", encoding="utf-8")
    unknown = run("import", "s.csv", file=None)
    assert (unknown.code, 'its first row has "wann", "was", "x"' in unknown.err) == (2, True)
    assert "--map date=" in unknown.err
    for mapped in ("date=wann,title=was", "date=A,title=B"):
        made = json.loads(run("import", "s.csv", "--map", mapped, "--json", file=None).out)
        assert made["added"] == ["etwas"]
        assert made["columns"]["unused"] == ["x"]
    slip = run("import", "s.csv", "--map", "date=wan", file=None)
    assert (slip.code, 'no column "wan"' in slip.err, "did you mean wann?" in slip.err) == (2, True, True)
    field = run("import", "s.csv", "--map", "titel=was", file=None)
    assert (field.code, "did you mean title?" in field.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("nothing.csv",), "no file nothing.csv"),
        (("s.csv", "--dates", "dym"), "is none of dmy, mdy, ymd, serial"),
        (("s.csv", "--kind", "evnt"), "did you mean event?"),
        (("s.csv", "--as", "cvs"), "did you mean csv?"),
        (("s.csv", "--sheet", "One"), "--sheet is for workbooks"),
        (("s.csv", "--expand", "2027"), "--expand is for calendars"),
        (("s.csv", "--yes"), "none is named"),
        (("s.csv", "-o", "s.csv"), "is the file that is imported"),
        (("s.csv", "-o", "-"), "an import is written to a file"),
        (("book.docx",), "is a Word document"),
        (("own.toml",), "is an event file already"),
        (("empty.csv",), "empty.csv is empty"),
        (("unknown",), "write --as with one of"),
        (("a.db",), "is no sqlite of this program"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_write(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], wanted: str
) -> None:
    (tmp_path / "s.csv").write_text("date,title\n2024-06-19,A\n", encoding="utf-8")
    for name in ("book.docx", "own.toml", "unknown"):
        (tmp_path / name).write_text("something", encoding="utf-8")
    (tmp_path / "empty.csv").touch()
    import sqlite3

    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("CREATE TABLE a (b)")
    database.close()
    made = run("import", *arguments, file=None)
    assert (made.code, wanted in made.err) == (2, True), made.err


def test_options_for_all_rows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("date,title,who\n2024-06-19,A thing,New Body\n", encoding="utf-8")
    made = run(
        *("import", "s.csv", "-o", "m.toml", "--yes", "--actor", "DPRK", "--theme", "arms", "--publisher", "Our desk"),
        *("--kind", "report", "--actor-kind", "force", "--title", "What we have"),
        file=None,
    )
    assert made.code == 0
    found = tomllib.loads((tmp_path / "m.toml").read_text(encoding="utf-8"))
    event = found["events"][0]
    assert (event["actors"], event["themes"], event["kind"]) == (["new-body", "dprk"], ["arms"], "report")
    assert found["actors"]["new-body"] == {"name": "New Body", "kind": "force"}
    assert found["sources"][event["sources"][0]]["publisher"] == "Our desk"
    assert (found["chronology"]["title"], found["chronology"]["extends"]) == ("What we have", ["builtin"])


def test_standard_input_is_read_when_it_is_named(run: Run, tmp_path: Path) -> None:
    text = b"date,title\n2024-06-19,A thing\n"
    made = run("import", "-", "--as", "csv", "-o", "m.toml", "--yes", file=None, stdin=text)
    assert made.code == 0
    assert tomllib.loads((tmp_path / "m.toml").read_text(encoding="utf-8"))["events"][0]["id"] == "thing"


def test_any_list_of_objects_is_a_table(run: Run, tmp_path: Path) -> None:
    rows = {
        "status": 200,
        "data": [{"event_date": "2024-06-19", "title": "A thing", "meta": {"url": "https://a.example.org"}}],
    }
    (tmp_path / "api.json").write_text(json.dumps(rows), encoding="utf-8")
    made = json.loads(run("import", "api.json", "--json", file=None).out)
    assert made["added"] == ["thing"]
    assert {"field": "url", "heading": "meta.url"} in made["columns"]["used"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("not before 10.10.2024", "[2024-10-10..]"),
        ("after 15 May 2024", "[2024-05-16..]"),
        ("before 10 October 2024", "[..2024-10-09]"),
        ("by 31 December 2025", "[..2025-12-31]"),
        ("between 8 and 13 October 2024", "[2024-10-08..2024-10-13]"),
        ("between 1 May 2024 and 3 June 2024", "[2024-05-01..2024-06-03]"),
        ("8–13 October 2024", "2024-10-08/2024-10-13"),
        ("since May 2023", "2023-05/.."),
        ("19 июня 2024 г.", "2024-06-19"),
    ],
)
def test_a_bound_is_no_duration(run: Run, tmp_path: Path, text: str, wanted: str) -> None:
    (tmp_path / "s.csv").write_text(f"Date,Title\n{text},A thing\n", encoding="utf-8")
    run("import", "s.csv", "-o", "m.toml", "--yes", file=None)
    assert tomllib.loads((tmp_path / "m.toml").read_text(encoding="utf-8"))["events"][0]["date"] == wanted


def test_a_running_number_is_no_id(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("ID,Date,Title\n1,2024-06-19,One\n2,2024-06-20,Two\n3,2024-06-21,Three\n")
    run("import", "s.csv", "-o", "m.toml", "--yes", file=None)
    (tmp_path / "s.csv").write_text("ID,Date,Title\n1,2024-06-20,Two\n2,2024-06-21,Three\n")
    made = json.loads(run("import", "s.csv", "-o", "m.toml", "--yes", "--update", "--json", file=None).out)
    assert (made["same"], made["updated"], made["gone"]) == (2, [], ["one"])


def test_an_event_that_a_person_copied_is_not_made_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("Date,Title\n2024-06-19,One\n")
    run("import", "s.csv", "-o", "m.toml", "--yes", file=None)
    text = (tmp_path / "m.toml").read_text()
    event = text[text.index("[[events]]") :]
    (tmp_path / "m.toml").write_text(text + "\n" + event.replace('id = "one"', 'id = "copy"'))
    for _ in range(2):
        made = json.loads(run("import", "s.csv", "-o", "m.toml", "--yes", "--update", "--json", file=None).out)
        assert (made["added"], made["same"]) == ([], 1)


def test_several_known_names_in_a_cell_are_several_actors(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text('Date,Title,Who\n2024,One,"DPRK, Russia"\n2025,Two,"Smith, Jones"\n')
    events = {
        one["title"]: one["actors"]
        for one in (
            run("import", "s.csv", "-o", "m.toml", "--yes", file=None),
            tomllib.loads((tmp_path / "m.toml").read_text())["events"],
        )[1]
    }
    assert events == {"One": ["dprk", "russia"], "Two": ["smith-jones"]}


def test_the_command_that_is_offered_has_all_that_was_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "my events.csv").write_text("Date,Title\n03/04/2024,One\n")
    told = run("import", "my events.csv", "--dates", "dmy", "--theme", "arms", file=None).err
    assert "timeline import 'my events.csv' -o my-events.toml --dates dmy --theme arms writes it" in told
    assert (
        run("import", "my events.csv", "-o", "my-events.toml", "--dates", "dmy", "--theme", "arms", "--yes").code == 0
    )


def test_references_without_an_end_are_not_lost(run: Run, tmp_path: Path) -> None:
    one = "TY  - NEWS\nTI  - {0}\nUR  - http://{0}.example.org\n"
    (tmp_path / "r.ris").write_text(one.format("a") + "ER  - \n" + one.format("b") + one.format("c"))
    found = json.loads(run("import", "r.ris", "--json", file=None).out)
    assert len(found["new"]["sources"]) == found["read"] == 3


def test_objects_in_objects_are_taken_by_their_names(run: Run, tmp_path: Path) -> None:
    rows = [
        {"date": "2024", "title": "One", "actors": [{"name": "DPRK"}, "Russia"], "location": {"name": "Pyongyang"}},
        5,
    ]
    (tmp_path / "a.json").write_text(json.dumps(rows))
    made = json.loads(run("import", "a.json", "-o", "m.toml", "--yes", "--json", file=None).out)
    event = tomllib.loads((tmp_path / "m.toml").read_text())["events"][0]
    assert (event["actors"], event["places"]) == (["dprk", "russia"], ["pyongyang"])
    assert [one["place"] for one in made["refused"]] == ["object 2"]


def test_a_column_that_is_named_takes_the_place_of_those_that_were_guessed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("Date,Title,Actor,Side 1,Side 2\n2024,One,Nobody,DPRK,Russia\n")
    run("import", "s.csv", "-o", "m.toml", "--yes", "--map", "actor=Side 1", "--map", "actor=Side 2", file=None)
    event = tomllib.loads((tmp_path / "m.toml").read_text())["events"][0]
    assert event["actors"] == ["dprk", "russia"]


def test_python_imports_as_the_command_does(tmp_path: Path) -> None:
    from datetime import date

    from dprkru_timeline import edit

    day = date(2026, 11, 30)
    (tmp_path / "s.csv").write_text("wann,was\n03/04/2024,Etwas\n")
    columns = {"date": "wann", "title": "was"}
    looked = edit.import_file("s.csv", columns=columns, dates="mdy", today=day)
    assert (looked.added, looked.written, (tmp_path / "m.toml").exists()) == (("etwas",), "", False)
    edit.import_file("s.csv", "m.toml", columns=columns, dates="mdy", actors=["DPRK"], today=day)
    event = tomllib.loads((tmp_path / "m.toml").read_text())["events"][0]
    assert (event["date"], event["actors"]) == ("2024-03-04", ["dprk"])
    again = edit.import_file("s.csv", "m.toml", columns=columns, dates="mdy", actors=["DPRK"], update=True, today=day)
    assert (again.same, again.written) == (1, "")


def test_a_part_of_a_chronology_says_that_it_is_one(run: Run) -> None:
    run("export", "theme:labor", "-f", "json", "-o", "part.json")
    notes = json.loads(run("import", "part.json", "--json").out)["notes"]
    assert "the export is the answer to “theme:labor”, and no more" in notes


def test_a_row_that_the_rules_refuse_costs_no_other(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dprkru_timeline.intake import making

    # Whatever a maker lets through that an event file does not take.
    monkeypatch.setattr(making, "cleaned", lambda text: text.strip())
    (tmp_path / "s.csv").write_text("Date,Title\n2024,One\n2025,T\u202ewo\n", encoding="utf-8")
    made = json.loads(run("import", "s.csv", "-o", "m.toml", "--yes", "--json", file=None).out)
    assert (made["added"], [one["place"] for one in made["refused"]]) == (["one"], ["row 3"])
    (tmp_path / "s.csv").write_text("Date,Title\n2024,One\n2025,T\u202ewo\n2026,Three\n", encoding="utf-8")
    made = json.loads(run("import", "s.csv", "-o", "m.toml", "--yes", "--update", "--json", file=None).out)
    assert (made["added"], [one["place"] for one in made["refused"]]) == (["three"], ["row 3"])
