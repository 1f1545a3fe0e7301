import os
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dprkru_timeline import InvalidFile, ask, load
from dprkru_timeline.asof import as_known_on
from dprkru_timeline.chronology import KeptSources
from dprkru_timeline.errors import UnreadableFile
from dprkru_timeline.session.settings import setting
from dprkru_timeline.store.builtin import Doubt, copy_bytes, read_copy
from dprkru_timeline.store.find import read_file
from dprkru_timeline.store.load import load_checked
from dprkru_timeline.store.values import type_name
from dprkru_timeline.words.sources import ranked_sources, source_note
from tests.conftest import DATA, EDITION_1, MINI, Run

GOOD = (DATA / "hostile" / "00-good.toml").read_text(encoding="utf-8")


def problems(*files: str) -> list[str]:
    with pytest.raises(InvalidFile) as caught:
        load(*files)
    return [str(problem) for problem in caught.value.problems]


def test_all_problems_of_a_file_come_in_one_run_with_place_and_help(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(
        GOOD.replace('date = "2024-10-08"', 'date = "2024-10-32"')
        .replace('actors = ["dprk"]', 'actors = ["drpk"]')
        .replace('kind = "event"', 'kind = "evnt"', 1)
        .replace('title = "Second event"\n', ""),
        encoding="utf-8",
    )
    assert problems(str(path)) == [
        f'{path}:40: error[E109]: event "first": date: "2024-10-32" has day 32; October has 31\n'
        "  help: dates are EDTF: 2024-10-08, 2024-10, 2024, 2024-22 (summer), 2024-10~ (about), 2024-10-08/2024-10-13",
        f'{path}:43: error[E104]: event "first": kind: "evnt" is not one of event, '
        "deadline, statement, report, assessment\n"
        "  help: did you mean event?",
        f'{path}:50: error[E101]: event "second": title: is missing',
        f'{path}:55: error[E202]: event "second": actors: no actor "drpk" is defined\n  help: did you mean dprk?',
    ]


def test_two_files_are_one_chronology(tmp_path: Path) -> None:
    extra = tmp_path / "extra.toml"
    extra.write_text(
        'schema = 1\n[chronology]\ntitle = "Extra"\nedition = 2025-01-01\n'
        '[actors.dprk]\nname = "DPRK"\nkind = "state"\naliases = ["Chosŏn"]\n'
        '[[events]]\nid = "extra"\ndate = "2020"\ntitle = "Extra"\nsummary = "s"\nkind = "event"\n'
        'actors = ["dprk", "kremlin"]\nstatus = "claimed"\nsources = ["paper"]\n',
        encoding="utf-8",
    )
    both = load(str(MINI), str(extra))
    assert both.title.startswith("Mini")
    assert both.joined[0][0] == "Extra"
    assert both.resolve("actor", "chosŏn") == both.resolve("actor", "북한") == "dprk"
    assert "extra" in [event.id for event in both.events]


def test_differences_between_files_name_both_places(tmp_path: Path) -> None:
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    one.write_text(GOOD, encoding="utf-8")
    other.write_text(GOOD.replace('name = "Kremlin"', 'name = "The Kremlin"'), encoding="utf-8")
    found = problems(str(one), str(other))
    assert (
        f'{other}:18: error[E207]: actors.kremlin.name: "The Kremlin" here, and "Kremlin" in the other file ({one}:18)'
        in found[0]
    )
    assert any('id: "first" is already an event' in problem for problem in found)


def test_the_same_file_twice_is_read_once() -> None:
    assert len(load(str(MINI), str(MINI))) == len(load(str(MINI)))


def test_timeline_file_names_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_FILE", f"::{MINI}:")
    assert load(*setting("file")).title.startswith("Mini")
    assert not load().title.startswith("Mini"), "who calls from Python says which files"
    monkeypatch.setenv("TIMELINE_FILE", "")
    assert load().title.startswith("DPRK")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("/no/such.toml", "no file"),
        ("/", "is a directory"),
        ("/dev/zero", "larger than"),
        ("", "empty"),
        ("x" * 5000, "File name too long"),
    ],
)
def test_files_that_can_not_be_read(name: str, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        load(name)


def test_a_misspelt_path_offers_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "events.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        load(str(tmp_path / "event.toml"))
    assert "events.toml" in caught.value.help


@pytest.mark.usefixtures("published")
def test_the_copy_says_the_same_as_the_file(tmp_path: Path) -> None:
    for name in ("builtin", str(MINI)):
        whole = load_checked([name])
        copy = tmp_path / "chronology.json"
        copy.write_bytes(copy_bytes(whole, read_file(name).data, source_note, ranked_sources))
        again = read_copy(copy, name)
        assert again == whole
        assert again is not None
        assert [str(event.date) for event in again.events] == [str(event.date) for event in whole.events]
        assert isinstance(again.sources, KeptSources)
        assert not isinstance(whole.sources, KeptSources)  # what the copy is held to is worked out here
        assert [source_note(again.sources, one) for one in again.sources] == [
            source_note(whole.sources, one) for one in whole.sources
        ]
        for year in (9999, *range(2016, 2026)):  # before, some of an event's sources were still to come
            events = as_known_on(whole, date(year, 12, 31)).events
            assert events or name != "builtin"
            assert [ranked_sources(again, one) for one in events] == [ranked_sources(whole, one) for one in events]


def with_sums(body: bytes) -> bytes:
    """Return a copy with this body, whose sums are right."""
    file, copy = zlib.crc32(EDITION_1.read_bytes()), zlib.crc32(body)
    return f'[{{"form":8,"file":"{file:08x}","copy":"{copy:08x}"}},\n'.encode() + body


# What a copy can have become, and what is then said of it.
CHANGED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda data: data[:0], "is damaged"),
    "cut": (lambda data: data[:-100], "is damaged"),
    "cut in its first line": (lambda data: data[:20], "is damaged"),
    "longer": (lambda data: data + b"\n", "is damaged"),
    "another word": (lambda data: data.replace(b"confirmed", b"disproven", 1), "is damaged"),
    "an escape in an id": (lambda data: data.replace(b'"id":"', b'"id":"\\u001b', 1), "is damaged"),
    "no JSON": (lambda _: b"\x00\xff", "is damaged"),
    "JSON of another kind": (lambda _: b'{"form":1,"events":[]}\n', "is damaged"),
    "a version without end": (lambda data: data.replace(b'"form":8', b'"form":' + b"9" * 5000, 1), "is damaged"),
    "sums of nonsense": (lambda _: with_sums(b"{}]"), "is damaged"),
    "sums of no text": (lambda _: with_sums(b'"\xff"]'), "is damaged"),
    "sums of a deep well": (lambda _: with_sums(b"[" * 100_000), "is damaged"),
    "sums of a wrong date": (
        lambda data: with_sums(data.split(b"\n", 1)[1].replace(b'"date":"20', b'"date":"xx', 1)),
        "is damaged",
    ),
    "of another version": (lambda data: data.replace(b'"form":8', b'"form":9', 1), "is not of this version"),
    "of another file": (lambda data: data.replace(data[19:27], b"00000000", 1), "is not that of its events.toml"),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_copy_that_can_t_be_trusted_gives_way_to_the_file_and_it_is_said_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    plain = run("show", "theme:labor", file=None)
    assert (plain.code, plain.err) == (0, "")
    change, said = CHANGED[what]
    copy = tmp_path / "chronology.json"
    copy.write_bytes(change(copy_bytes(load_checked(["builtin"]), EDITION_1.read_bytes(), source_note, ranked_sources)))
    monkeypatch.setattr("dprkru_timeline.store.find.COPY", copy)
    with pytest.raises(Doubt, match=said):
        read_copy()
    result = run("show", "theme:labor", file=None)
    print(
        "ERR", result.err, plain.out[-30:], result.out[-30:], plain.out.count("builtin"), result.out.count("edition-1")
    )
    assert (result.code, result.out) == (0, plain.out)
    note = f"the fast copy of the chronology {said}: events.toml itself was read; installing again mends it"
    assert result.err == f"timeline: {note}\n"
    assert ask("theme:labor").notes[0] == note
    assert load() == load_checked(["builtin"])


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_a_copy_that_is_no_file_is_neither_waited_for_nor_read_without_end(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    copy = tmp_path / "chronology.json"
    match kind:
        case "pipe":
            os.mkfifo(copy)
        case "device":
            copy.symlink_to("/dev/zero")
        case "folder":
            copy.mkdir()
    monkeypatch.setattr("dprkru_timeline.store.find.COPY", copy)
    result = run("show", "theme:labor", file=None)
    assert result.code == 0
    assert result.err.startswith("timeline: the fast copy of the chronology is no file: events.toml itself was read")


@pytest.mark.parametrize(
    ("line", "asked", "is_told"),
    [
        ("a source", ("export", "-f", "csv"), True),
        ("a note", ("show",), False),  # it is told anew, of the source itself
        ("the ranks", ("show",), False),
    ],
)
def test_a_line_of_the_copy_that_can_t_be_read_changes_no_answer(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, asked: tuple[str, ...], is_told: bool
) -> None:
    copy = tmp_path / "chronology.json"
    monkeypatch.setattr("dprkru_timeline.store.find.COPY", copy)
    whole = load_checked(["builtin"])
    data = copy_bytes(whole, EDITION_1.read_bytes(), source_note, ranked_sources)
    copy.write_bytes(data)
    plain = run(*asked, file=None)
    assert (plain.code, plain.err) == (0, "")
    _, tables, *lines = data.split(b"\n")
    lines[{"the ranks": 0, "a source": 1, "a note": 1 + len(whole.sources)}[line]] = b'["\\u001b",1,"\xff],'
    copy.write_bytes(with_sums(b"\n".join([tables, *lines])))
    result = run(*asked, file=None)
    assert (result.code, result.out) == (0, plain.out)
    assert result.err.startswith("timeline: the fast copy of the chronology is damaged") is is_told


def test_the_copy_is_an_input_like_its_file(run: Run) -> None:
    from dprkru_timeline.store.find import COPY

    result = run("export", "-f", "json", "-o", str(COPY), "--force", file=None)
    assert (result.code, result.out) == (2, "")
    assert "is an input of this command" in result.err
    assert run("show", file=None).err == ""


def test_many_problems_take_linear_time(tmp_path: Path) -> None:
    event = GOOD[GOOD.rindex("[[events]]") :]
    bad = "".join(
        event.replace('"second"', f'"e{number}"').replace('actors = ["dprk"]', 'actors = ["drpk"]')
        for number in range(5000)
    )
    path = tmp_path / "many.toml"
    path.write_text(GOOD + "\n" + bad, encoding="utf-8")
    assert len(problems(str(path))) == 5000


def problems_of(text: str, tmp_path: Path) -> list[str]:
    path = tmp_path / "x.toml"
    path.write_bytes(text.encode("utf-8"))
    with pytest.raises(InvalidFile) as caught:
        load(str(path))
    return [str(problem) for problem in caught.value.problems]


def test_a_number_of_thousands_of_digits_is_a_wrong_schema(tmp_path: Path) -> None:
    text = GOOD.replace("schema = 1", "schema = 0x" + "F" * 5000, 1)
    assert "is newer than this program knows" in problems_of(text, tmp_path)[0]


def test_a_knot_of_rings_is_not_said_a_thousand_times(tmp_path: Path) -> None:
    head, event = GOOD[: GOOD.index("[[events]]")], GOOD[GOOD.rindex("[[events]]") :]
    ids = [f"e{number}" for number in range(40)]
    links = "".join(f'[[events.links]]\nrel = "follows"\nto = "{one}"\n' for one in ids)
    body = "".join(event.replace('id = "second"', f'id = "{one}"') + links for one in ids)
    found = problems_of(head + body, tmp_path)
    assert all("follows goes round in a ring: " in one for one in found)
    assert len(found) == len(ids)  # once for each that is in it, of 1,600 links that make a ring


def test_windows_line_ends_in_a_block_are_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(GOOD.replace('"A plain sentence."', '"""one\r\ntwo"""').encode("utf-8"))
    assert load(str(path)).events[0].summary == "one\ntwo"


def test_a_record_is_one_of_the_sources(tmp_path: Path) -> None:
    body = GOOD[: GOOD.index("[[events]]")]
    source = '[sources.other]\npublisher = "P"\nkind = "news"\ntitle = "T"\n'
    event = GOOD[GOOD.index("[[events]]") :].replace("[[events]]", '[[events]]\nrecord = "other"', 1)
    assert any(
        'record: "other" is not one of the event\'s sources' in one
        for one in problems_of(body + source + event, tmp_path)
    )


def test_part_of_links_must_not_ring(tmp_path: Path) -> None:
    first, second = GOOD.index("[[events]]"), GOOD.rindex("[[events]]")
    ids = [GOOD[at:].split('id = "')[1].split('"')[0] for at in (first, second)]
    links = [f'\n[[events.links]]\nrel = "part-of"\nto = "{one}"\n' for one in ids[::-1]]
    text = GOOD[:second].rstrip() + links[0] + GOOD[second:].rstrip() + links[1]
    assert any("part-of goes round in a ring" in one for one in problems_of(text, tmp_path))


def test_a_file_in_windows_1251_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(GOOD.replace("A plain sentence.", "Россия и КНДР подписали договор").encode("cp1251", "ignore"))
    with pytest.raises(InvalidFile) as caught:
        load(str(path))
    assert "it may be Windows-1251" in str(caught.value.problems[0])


@pytest.mark.usefixtures("published")
def test_an_installation_that_lost_its_events_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dprkru_timeline.store.find.__file__", str(tmp_path / "src" / "package" / "store" / "find.py"))
    result = run("check", file=None)
    assert (result.code, result.out) == (2, "")
    assert "this installation has no events.toml" in result.err
    assert "install the package again" in result.err


def test_a_second_file_may_bring_its_own_actors(tmp_path: Path) -> None:
    extra = tmp_path / "extra.toml"
    extra.write_text(
        'schema = 1\n[chronology]\ntitle = "Extra"\nedition = 2025-01-01\n'
        '[actors.mongolia]\nname = "Mongolia"\nkind = "state"\n'
        '[[events]]\nid = "extra"\ndate = "2020"\ntitle = "Extra"\nsummary = "s"\nkind = "event"\n'
        'actors = ["mongolia", "dprk"]\nstatus = "claimed"\nsources = ["paper"]\n',
        encoding="utf-8",
    )
    both = load(str(MINI), str(extra))
    assert both.resolve("actor", "Mongolia") == "mongolia"
    assert both.resolve("actor", "북한") == "dprk"


@pytest.mark.parametrize(
    ("good", "bad", "said", "remedy"),
    [
        ("schema = 1", 'schema = "1"', "schema: must be a whole number, not text", "write schema = 2"),
        ("schema = 1", "schema = true", "schema: must be a whole number, not true or false", "write schema = 2"),
        ("schema = 1", "schema = 0", "schema: is below 1, the first that there was", "write schema = 2"),
        ("[actors.dprk]", "[actor.dprk]", "actor: unknown key", "did you mean actors?"),
        ("[themes.labor]", "[themes]\nlabor = 3\n[themes.x]", "labor: must be a table, not a whole number", ""),
        ('url = "https://example.org/a"', "url = 5", "url: must be text, not a whole number", ""),
        ("edition = 2026-11-22", 'edition = "2026-02-30"', 'edition: must be a day, not "2026-02-30"', "2026-11-25"),
        ("edition = 2026-11-22", 'edition = "soon"', 'edition: must be a day, not "soon"', "2026-11-25"),
        ("edition = 2026-11-22", "edition = 2026", "edition: must be a day, not a whole number", "2026-11-25"),
        ("edition = 2026-11-22", "edition = 10:00:00", "edition: must be a day, not a time of day", "2026-11-25"),
    ],
)
def test_what_is_of_another_form_is_named_with_the_right_one(
    tmp_path: Path, good: str, bad: str, said: str, remedy: str
) -> None:
    assert good in GOOD
    found = [one for one in problems_of(GOOD.replace(good, bad, 1), tmp_path) if said in one]
    assert len(found) == 1
    assert remedy in found[0]


def test_what_must_be_tables_are_tables(tmp_path: Path) -> None:
    head, themes, events = problems_of('schema = 1\nchronology = "Mine"\nthemes = 3\nevents = "none"\n', tmp_path)
    assert ":2: error[E103]: chronology: must be a table, not text" in head
    assert ":3: error[E103]: themes: must be a table, not a whole number" in themes
    assert "help: write [themes]" in themes
    assert ":4: error[E103]: events: must be an array of tables" in events
    assert "help: write [[events]]" in events


def test_a_source_needs_an_address_or_a_title(tmp_path: Path) -> None:
    text = GOOD.replace('title = "A report"\n', "", 1)
    path = tmp_path / "good.toml"
    path.write_text(text, encoding="utf-8")
    assert load(str(path)).sources["s1"].title == ""
    found = problems_of(text.replace('url = "https://example.org/a"\n', "", 1), tmp_path)
    assert len(found) == 1
    assert "has neither url nor title" in found[0]


def test_a_date_without_quotes_and_a_day_in_them_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        GOOD.replace('date = "2024-10-08"', "date = 2024-10-08").replace(
            "edition = 2026-11-22", 'edition = "2026-11-22"'
        ),
        encoding="utf-8",
    )
    good = load(str(DATA / "hostile" / "00-good.toml"))
    assert load(str(path)).events == tuple(event._replace(file="x") for event in good.events)
    assert load(str(path)).edition == load(str(DATA / "hostile" / "00-good.toml")).edition


def test_a_line_of_nothing_visible_is_named_by_its_number(tmp_path: Path) -> None:
    (found,) = problems_of(GOOD.replace("\n\n", "\n\u00a0\n", 1), tmp_path)
    assert "x.toml:2:1: error[E002]: is not TOML: " in found
    assert '"' not in found


def test_what_is_of_no_type_of_toml_is_named_as_something_else() -> None:
    assert type_name(object()) == "something else"


def test_a_mistake_in_a_file_that_begins_with_an_event_is_no_json(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('[[events]]\nid = "a"\ntitle = "no end\n')
    [said] = problems(str(path))
    assert "is not TOML" in said
    assert "JSON" not in said
    for text in ('[["a", 1]]\n', "[[1, 2]]\n", '[{"id": "a"}]\n'):
        path.write_text(text)
        [said] = problems(str(path))
        assert "is a JSON array" in said
