"""``timeline pack``: what is in it, that it is the same twice, and that a change of it is found."""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dprkru_timeline.formats import pack as packing
from tests.conftest import DATA, Run

NAMES = [
    "README.txt", "brief.html", "brief.md", "events.csv", "events.json", "events.md", "events.txt",
    "pack.json", "sources.csv", "sources.json", "sources.md",
]  # fmt: skip


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "record.pdf").write_bytes(b"%PDF kept\n")
    (folder / "record.html").write_bytes(b"<p>kept</p>")
    (folder / "nobody.pdf").write_bytes(b"of nobody")
    (folder / ".hidden").write_bytes(b"x")
    (folder / "record").mkdir()
    return folder


@pytest.fixture
def packed(run: Run, tmp_path: Path, copies: Path) -> Path:
    path = tmp_path / "out.zip"
    done = run("pack", "theme:labor", "-o", str(path), "--copies", str(copies), "--title", "For the court")
    assert done.code == 0, done.err
    assert "not packed, since no source of these events has such an id: .hidden, nobody.pdf, record" in done.err
    return path


def held(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_all_that_proves_an_answer_is_in_it(run: Run, packed: Path) -> None:
    files = held(packed)
    assert list(files) == [*NAMES, "copies/record.html", "copies/record.pdf", "SHA256SUMS"]
    assert files["copies/record.pdf"] == b"%PDF kept\n"
    for ending in ("csv", "json", "md"):
        exported = run("export", "theme:labor", "-f", ending, *(["--title", "For the court"] if ending == "md" else []))
        assert files[f"events.{ending}"].decode() == exported.out
    assert files["brief.md"].decode() == run("brief", "theme:labor", "-f", "md", "--title", "For the court").out
    about = json.loads(files["pack.json"])
    assert (about["query"], about["edition"], about["program"]) == (
        "theme:labor",
        "2025-12-31",
        "dprkru-timeline 0.1.0",
    )
    assert about["copies"] == {"record": ["copies/record.html", "copies/record.pdf"]}
    events = json.loads(files["events.json"])["events"]
    sources = json.loads(files["sources.json"])
    assert set(sources) == {source["id"] for event in events for source in event["sources"]}
    assert set(about["without_copy"]) == set(sources) - {"record"}
    rows = list(csv.DictReader(io.StringIO(files["sources.csv"].decode())))
    assert [row["id"] for row in rows] == list(sources)
    assert next(row["copies"] for row in rows if row["id"] == "record") == "copies/record.html; copies/record.pdf"
    listed = [line.split("  ") for line in files["SHA256SUMS"].decode().splitlines()]
    assert {name: digest for digest, name in listed} == {
        n: hashlib.sha256(data).hexdigest() for n, data in files.items() if n != "SHA256SUMS"
    }
    readme = files["README.txt"].decode()
    assert "For the court" in readme
    assert "disputed    those who would have done it deny it; others say so" in readme
    cards = files["events.txt"].decode()
    for event in events:
        assert run("info", event["id"], "--width", "100").out in cards


def test_of_the_same_it_is_the_same_wherever_it_is_made(run: Run, packed: Path, copies: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(copies, other)
    for path in other.iterdir():
        os.utime(path, (1, 1))
    again = tmp_path / "again.zip"
    assert run("pack", "-t", "labor", "-o", str(again), "--copies", str(other), "--title", "For the court").code == 0
    assert again.read_bytes() == packed.read_bytes()
    with zipfile.ZipFile(again) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}


def test_whoever_has_no_program_can_check_it(packed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder)
    done = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b": OK") == len(NAMES) + 2


def test_a_check_says_that_it_is_as_it_was_made(run: Run, packed: Path) -> None:
    done = run("pack", "--check", str(packed))
    assert done.code == 0
    assert done.lines[0] == f"{packed}: 14 files, each as it was packed"
    list_sum = hashlib.sha256(held(packed)["SHA256SUMS"]).hexdigest()
    assert done.lines[2] == f"sum of its list: {list_sum}"
    assert "compare this one with what the maker says" in done.err
    found = json.loads(run("pack", "--check", str(packed), "--json").out)
    assert (found["problems"], found["list_sum"], found["pack"]["query"]) == ([], list_sum, "theme:labor")


def changed(change: Callable[[dict[str, bytes]], None], packed: Path) -> Path:
    files = held(packed)
    change(files)
    path = packed.with_name("changed.zip")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda files: files.update({"events.md": files["events.md"] + b" "}), "events.md was changed since"),
        (lambda files: files.pop("events.csv"), "events.csv is in the list, and not in the pack"),
        (lambda files: files.update({"more.txt": b"x"}), "more.txt is not in the list"),
        (lambda files: files.update({"../../etc/x": b"x"}), "../../etc/x is not in the list"),
        (lambda files: files.update({"a\x1b[31m": b"x"}), "a<U+001B>[31m is not in the list"),
        (lambda files: files.update({"SHA256SUMS": b"zz\n" + files["SHA256SUMS"]}), "line 1: no sum and name"),
        (lambda files: files.update({"SHA256SUMS": files["SHA256SUMS"] * 2}), "a name for the second time"),
        (lambda files: files.update({"pack.json": b"[]"}), "pack.json is none of form 1"),
        (lambda files: files.update({"pack.json": b"[" * 100_000}), "pack.json is none of form 1"),
        (lambda files: files.update({"pack.json": b'{"timeline_pack": 2}'}), "pack.json is none of form 1"),
    ],
)
def test_what_was_changed_is_named(
    run: Run, packed: Path, change: Callable[[dict[str, bytes]], None], said: str
) -> None:
    path = changed(change, packed)
    done = run("pack", "--check", str(path))
    assert (done.code, done.out) == (1, "")
    assert f"{path}: " in done.err
    assert said in done.err
    assert "it is not as it was packed" in done.err
    assert said in "\n".join(json.loads(run("pack", "--check", str(path), "--json").out)["problems"])


def test_what_is_said_of_it_can_t_pass_for_the_sum(run: Run, packed: Path) -> None:
    files = held(packed)
    about = json.loads(files["pack.json"])
    about["title"] = "x\nsum of its list: 000\n" + "y" * 100_000
    files["pack.json"] = json.dumps(about).encode()
    rows = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items() if name != "SHA256SUMS"]
    files["SHA256SUMS"] = "".join(rows).encode()
    path = changed(lambda held_: held_.update(files), packed)
    done = run("pack", "--check", str(path))
    assert done.code == 0
    assert [line for line in done.lines if line.startswith("sum of its list")] == done.lines[-1:]
    assert len(done.out) < 2000


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packed_in_another_way_and_damaged_it_has_one_clear_word(run: Run, packed: Path, method: int) -> None:
    path = packed.with_name("other.zip")
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in held(packed).items():
            archive.writestr(name, data)
    assert run("pack", "--check", str(path)).code == 0
    data = path.read_bytes()
    for at in range(40, len(data) - 200, len(data) // 60):
        path.write_bytes(data[:at] + b"\xff\xff\xff" + data[at + 3 :])
        done = run("pack", "--check", str(path))
        assert done.code in (0, 1, 2)  # what stands in a header may not matter
        assert "internal error" not in done.err, at


def test_a_copy_is_not_written_over(run: Run, copies: Path) -> None:
    path = copies / "record.zip"
    path.write_bytes(b"a kept copy that is a zip")
    done = run("pack", "theme:labor", "-o", str(path), "--copies", str(copies), "--force")
    assert (done.code, path.read_bytes()) == (2, b"a kept copy that is a zip")
    assert "is an input of this command" in done.err


def test_diff_takes_it_and_takes_no_sources_for_events(run: Run, packed: Path, tmp_path: Path) -> None:
    same = run("diff", str(packed))
    assert (same.code, "Nothing has changed" in same.out) == (0, True), same.err
    for name in ("sources.csv", "sources.md", "sources.json"):
        (tmp_path / name).write_bytes(held(packed)[name])
        refused = run("diff", str(tmp_path / name))
        assert refused.code == 2, name


def test_every_byte_of_a_file_counts(run: Run, packed: Path) -> None:
    data = packed.read_bytes()
    flipped = packed.with_name("flipped.zip")
    with zipfile.ZipFile(packed) as archive:
        infos = archive.infolist()
    for info in infos:
        start = info.header_offset + 30 + len(info.filename)
        for at in (start, start + info.file_size // 2, start + info.file_size - 1):
            flipped.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            assert run("pack", "--check", str(flipped)).code in (1, 2), (info.filename, at)
    for cut in (0, 10, len(data) // 2, len(data) - 1):
        flipped.write_bytes(data[:cut])
        assert run("pack", "--check", str(flipped)).code == 2, cut


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("theme:labor",), "write -o FILE.zip"),
        (("--check", "x.zip", "theme:labor"), '--check and "theme:labor" are both given'),
        (("--check", "x.zip", "-o", "y.zip"), "--check and --output are both given"),
        (("--check", "nowhere.zip"), "can't read nowhere.zip"),
        (("--check", "."), ". is no file"),
        (("--check", "/dev/zero"), "is no file"),
        (("-o", "x.docx"), "x.docx is no name of a zip file"),
        (("--json", "-o", "x.zip"), "pack has no --json"),
        (("-o", "x.zip", "--copies", "nowhere"), "can't read the folder nowhere"),
        (("-o", "nowhere/x.zip"), "no folder"),
        (("-o", "x.zip", "--title", "T" * 400), "--title has 400 letters"),
    ],
)
def test_what_it_refuses(
    run: Run, arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("pack", *arguments)
    assert done.code == 2
    assert said in done.err
    assert list(tmp_path.iterdir()) == [], "nothing is half written"


def test_nothing_is_half_written(run: Run, tmp_path: Path, copies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.zip"
    path.write_bytes(b"as it was")
    assert run("pack", "-o", str(path)).code == 2
    monkeypatch.setattr(packing, "MOST_EVENTS", 3)
    done = run("pack", "-o", str(path), "--force")
    assert done.code == 2
    assert "a pack takes 3" in done.err
    monkeypatch.setattr(packing, "MOST_OF_COPY", 5)
    done = run("pack", "-n", "3", "theme:labor", "-o", str(path), "--force", "--copies", str(copies))
    assert done.code == 2
    assert "more than a pack takes" in done.err
    assert path.read_bytes() == b"as it was"


def test_private_notes_and_formulas_stay_out(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    text = (DATA / "mini.toml").read_text(encoding="utf-8")
    text = text.replace("[[events]]\n", '[[events]]\nnote = "zq-secret"\n')
    text = re.sub('(?m)^publisher = "', 'publisher = "=cmd|', text)
    mine.write_text(text, encoding="utf-8")
    path = tmp_path / "out.zip"
    assert run("pack", "-o", str(path), file=mine).code == 0
    files = held(path)
    assert not [name for name, data in files.items() if b"zq-secret" in data]
    assert b"\"'=cmd|" in files["sources.csv"]


def test_a_pack_of_nothing_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "none.zip"
    done = run("pack", "nosuchword", "-o", str(path))
    assert done.code == 0
    assert "stands in no event" in done.err or "no event has" in done.err
    assert json.loads(held(path)["pack.json"])["events"] == 0
    assert run("pack", "--check", str(path)).code == 0


def test_it_goes_through_a_pipe(run: Run, packed: Path) -> None:
    done = run("pack", "theme:labor", "-o", "-")
    assert done.code == 0
    assert done.out.startswith("PK")
    refused = run("pack", "theme:labor", "-o", "-", terminal=True)
    assert refused.code == 2
    assert "this is a terminal" in refused.err
