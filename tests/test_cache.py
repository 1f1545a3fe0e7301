"""The index of one's own files: never a stale answer, never an error, nothing outside its folder."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dprkru_timeline.chronology import KeptEvents
from dprkru_timeline.errors import InvalidFile
from dprkru_timeline.index import cache
from dprkru_timeline.index.opened import opened
from tests.conftest import MINI, Run

TODAY = date(2026, 1, 15)


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIMELINE_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.setattr(cache, "LEAST_EVENTS", 1)
    monkeypatch.setattr(cache, "pending", [])


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    shutil.copy(MINI, path)
    return path


def titles(*files: str | Path) -> list[str]:
    return [event.title for event in opened(*map(str, files), today=TODAY).events]


def is_indexed(*files: str | Path) -> bool:
    return isinstance(opened(*map(str, files), today=TODAY).events, KeptEvents)


def index(*files: str | Path) -> list[str]:
    """Read files, and make their index; return what it has."""
    found = titles(*files)
    for one in cache.pending:
        cache.make(one)
    cache.pending.clear()
    return found


def the_file(ending: str = ".sqlite") -> Path:
    (found,) = [path for path in Path(cache.folder()).iterdir() if path.name.endswith(ending)]
    return found


def changed(path: Path, old: str = "Troops are sent to Kursk", new: str = "Troops are seen in Kursk") -> None:
    assert len(old) == len(new)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_indexed_is_looked_up_and_the_same(mine: Path) -> None:
    before = index(mine)
    assert is_indexed(mine)
    assert titles(mine) == before
    assert not cache.pending, "what has an index needs none"


def test_a_file_that_changed_at_the_same_size_and_time_is_read_anew(mine: Path) -> None:
    index(mine)
    told = mine.stat()
    changed(mine)
    os.utime(mine, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert mine.stat().st_size == told.st_size
    assert "Troops are seen in Kursk" in titles(mine)
    assert not is_indexed(mine)


def test_a_file_that_another_took_the_place_of_is_read_anew(mine: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    shutil.copy(mine, other)
    changed(other)
    index(mine)
    other.replace(mine)
    assert "Troops are seen in Kursk" in titles(mine)
    assert not is_indexed(mine)


def test_a_large_file_is_told_by_what_the_system_says_of_it(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_HASHED", 100)
    index(mine)
    assert "hash" in json.loads(the_file(".json").read_bytes().partition(b"\n")[2])["files"][0], "it is too young"
    changed(mine)
    assert not is_indexed(mine)
    monkeypatch.setattr(cache, "_RACY", -5_000_000_000)  # as if it were old
    index(mine)
    assert "described" in json.loads(the_file(".json").read_bytes().partition(b"\n")[2])["files"][0]
    assert is_indexed(mine)
    told = mine.stat()
    changed(mine, "Troops are seen in Kursk", "Troops are sent to Kursk")
    os.utime(mine, ns=(told.st_atime_ns, told.st_mtime_ns))  # which changes the time of that change
    assert "Troops are sent to Kursk" in titles(mine)
    assert not is_indexed(mine)


def test_what_a_file_extends_is_looked_at_too(mine: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.toml"
    more.write_text(
        'schema = 2\n[chronology]\ntitle = "More"\nedition = 2026-01-01\nextends = ["mine.toml"]\n', encoding="utf-8"
    )
    index(more)
    assert is_indexed(more)
    changed(mine)
    assert "Troops are seen in Kursk" in titles(more)
    assert not is_indexed(more)


def test_a_deadline_that_has_come_stands_as_it_does_today(mine: Path) -> None:
    index(mine)
    for day in (date(2016, 1, 1), date(2019, 12, 21), date(2019, 12, 22), date(2026, 1, 15), date(2999, 1, 1)):
        stored = opened(str(mine), today=day)
        assert isinstance(stored.events, KeptEvents)
        from dprkru_timeline.store.load import load

        assert list(stored.events) == list(load(str(mine), today=day).events)
        assert stored.latest == load(str(mine), today=day).latest


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 997):
        data[at] ^= 0xFF
    path.write_bytes(data)


def _of_another_version(path: Path) -> None:
    head, _, body = path.with_suffix(".json").read_bytes().partition(b"\n")
    from zlib import crc32

    body = body.replace(b'"program":"', b'"program":"0.0.')
    path.with_suffix(".json").write_bytes(b"%08x\n" % crc32(body) + body)
    assert head


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda path: path.write_bytes(b"garbage" * 9000), id="garbage"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(_cut, id="cut"),
        pytest.param(_flip, id="bytes that changed"),
        pytest.param(lambda path: path.unlink(), id="gone"),
        pytest.param(lambda path: path.with_suffix(".json").unlink(), id="its note is gone"),
        pytest.param(lambda path: path.with_suffix(".json").write_bytes(b"{}"), id="its note is another"),
        pytest.param(lambda path: path.with_suffix(".json").write_bytes(b"\xff\n\x00"), id="its note is garbage"),
        pytest.param(lambda path: path.chmod(0o666), id="anybody's to write"),
        pytest.param(_of_another_version, id="of another version"),
        pytest.param(lambda path: (path.unlink(), path.mkdir()), id="a folder"),
        pytest.param(lambda path: (path.rename(f"{path}x"), path.symlink_to(f"{path}x")), id="a link"),
        pytest.param(_pipe, id="a pipe"),
        pytest.param(lambda path: path.parent.chmod(0o777), id="in a folder that is anybody's"),
    ],
)
def test_an_index_that_is_not_as_it_was_written_is_not_used(mine: Path, harm: Callable[[Path], object]) -> None:
    before = index(mine)
    harm(the_file())
    assert not is_indexed(mine)
    assert titles(mine) == before


@pytest.mark.skipif(os.name == "nt", reason="there files belong to others in another way")
def test_an_index_that_is_somebody_else_s_is_not_used(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index(mine)
    assert is_indexed(mine)
    monkeypatch.setattr(os, "geteuid", lambda: mine.stat().st_uid + 1)
    assert not is_indexed(mine)


def test_an_index_that_is_damaged_where_nothing_tells_gives_way_to_the_file(mine: Path, run: Run) -> None:
    import sqlite3
    from contextlib import closing
    from zlib import crc32

    before = run("show", "--view", "oneline", file=mine)
    index(mine)
    with closing(sqlite3.connect(the_file())) as opened:
        opened.execute("UPDATE events SET row = '{'")
        opened.commit()
    head, _, body = the_file(".json").read_bytes().partition(b"\n")
    note = json.loads(body)
    note["index"] = cache._described(str(the_file()))
    written = json.dumps(note).encode()
    the_file(".json").write_bytes(b"%08x\n" % crc32(written) + written)
    assert head
    assert is_indexed(mine)
    assert run("show", "--view", "oneline", file=mine) == before
    assert cache.contents() == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may do all is not kept from writing")
def test_a_folder_that_takes_no_file_is_no_matter(mine: Path) -> None:
    Path(cache.folder()).mkdir(parents=True, mode=0o500)
    assert index(mine)
    assert not is_indexed(mine)


def test_a_full_disk_is_no_matter(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache, "write_index", full)
    assert index(mine)
    assert cache.contents() == []
    assert not is_indexed(mine)


def test_a_folder_in_whose_place_a_file_stands_is_no_matter(mine: Path) -> None:
    Path(cache.folder()).parent.mkdir(parents=True)
    Path(cache.folder()).write_text("a file")
    assert index(mine)
    assert not is_indexed(mine)


def test_a_bad_file_says_what_is_wrong_with_or_without_an_index(mine: Path) -> None:
    index(mine)
    mine.write_text(mine.read_text(encoding="utf-8") + "\n[[events]]\n", encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"mine\.toml"):
        titles(mine)


def test_small_files_standard_input_and_what_ships_have_none(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LEAST_EVENTS", 10_000)
    titles(mine)
    opened("builtin", today=TODAY)
    assert not cache.pending


def test_off_is_off(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index(mine)
    monkeypatch.setenv("TIMELINE_CACHE", "off")
    assert not is_indexed(mine)
    assert not cache.pending


def test_private_notes_stay_private(mine: Path, run: Run) -> None:
    changed(mine, 'title = "Troops are sent to Kursk"', 'title = "Troops are sent to Kursk"')
    text = mine.read_text(encoding="utf-8").replace(
        'title = "Troops are sent to Kursk"', 'title = "Troops are sent to Kursk"\nnote = "Ask Ann."'
    )
    mine.write_text(text, encoding="utf-8")
    plain = run("show", "kursk", "--full", "--json", file=mine).out
    with_notes = run("show", "kursk", "--full", "--json", "--notes", file=mine).out
    index(mine)
    assert "Ask Ann." not in run("show", "kursk", "--json", file=mine).out
    assert run("show", "kursk", "--full", "--json", file=mine).out == plain
    assert run("show", "kursk", "--full", "--json", "--notes", file=mine).out == with_notes
    assert "Ask Ann." in with_notes


@pytest.mark.parametrize(
    "words",
    [
        *(
            ("show",),
            ("show", "--actor", "DPRK"),
            ("show", "workers", "--view", "oneline"),
            ("show", "zzz"),
            ("stats",),
        ),
        *(("info", "deployment"), ("around", "deployment"), ("list", "actors"), ("chart",), ("brief",), ("claims",)),
        *(
            ("export", "-f", "csv"),
            ("export", "-f", "json"),
            ("export", "-f", "md"),
            ("cite", "deployment"),
            ("figures",),
        ),
        *(("show", "--as-of", "2024-10-20"), ("gap", "pact", "deployment"), ("on", "19 june"), ("show", "actor:drpk")),
        *(("show", "since:2024-10", "--json"), ("show", "--certain", "on:2024"), ("export", "-f", "html")),
    ],
    ids=" ".join,
)
def test_every_command_prints_the_same_bytes(mine: Path, run: Run, words: tuple[str, ...], tmp_path: Path) -> None:
    before = run(*words, file=mine)
    index(mine)
    assert run(*words, file=mine) == before
    for name in ("sqlite", "parquet"):
        data = tmp_path / f"mine.{name}"
        assert run("export", "-o", str(data), file=mine).code == 0
        after = run(*words, file=data)
        assert (after.code, after.out, after.err.replace(str(data), str(mine))) == (before.code, before.out, before.err)


def test_clearing_takes_away_indexes_and_nothing_else(mine: Path, run: Run) -> None:
    index(mine)
    other = Path(cache.folder(), "precious.txt")
    other.write_text("mine")
    shown = run("config", "cache")
    assert str(mine) in "".join(shown.out.split())
    assert run("config", "cache", "--clear").code == 0
    assert cache.contents() == []
    assert other.read_text() == "mine"
    document = json.loads(run("config", "cache", "--json").out)
    assert document["indexes"] == []


def test_the_oldest_indexes_go_when_they_are_too_many(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(mine)
    other = tmp_path / "other.toml"
    shutil.copy(mine, other)
    os.utime(the_file(".json"), (1, 1))
    os.utime(the_file(), (1, 1))
    monkeypatch.setattr(cache, "MOST_BYTES", the_file().stat().st_size + 2000)
    index(other)
    (left,) = cache.contents()
    assert left.names == (str(other),)


def test_a_program_leaves_the_index_to_a_process_behind_it(tmp_path: Path) -> None:
    """As a person runs it: two at once, then one that finds the index; the answers are the same."""
    path = tmp_path / "many.toml"
    events = "".join(
        f'[[events]]\nid = "event-{number}"\ndate = "2024-01-01"\ntitle = "Speech {number}"\nsummary = "So."\n'
        'kind = "event"\nactors = ["a"]\nsources = ["s"]\n'
        for number in range(600)
    )
    path.write_text(
        'schema = 2\n[chronology]\ntitle = "Many"\nedition = 2026-01-01\n[actors.a]\nname = "A"\nkind = "state"\n'
        f'[sources.s]\npublisher = "P"\nkind = "news"\ntitle = "T"\ndate = 2024-01-02\n{events}',
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "dprkru_timeline", "--file", str(path), "show", "599", "--view", "oneline"]
    environment = {**os.environ, "TIMELINE_CACHE": "", "XDG_CACHE_HOME": str(tmp_path / "xdg")}
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) for _ in range(2)]
    answers = [one.communicate(timeout=60)[0] for one in both]
    note = tmp_path / "xdg" / "timeline"
    made: set[str] = set()
    for _ in range(300):
        made = {one.suffix for one in (note.iterdir() if note.exists() else ())}
        if made == {".sqlite", ".json"}:
            break
        time.sleep(0.1)  # the slower of the two may still be making what the other has made
    assert made == {".sqlite", ".json"}
    assert note.stat().st_mode & 0o777 == 0o700
    kept = [*note.glob("*.sqlite"), *note.glob("*.json")]
    assert all(one.stat().st_mode & 0o777 == 0o600 for one in kept)
    answers.append(subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=True).stdout)
    assert set(answers) == {b"event-599  2024-01-01  Speech 599 (claimed)\n"}
    assert sorted(one.name for one in tmp_path.iterdir()) == ["many.toml", "xdg"]
