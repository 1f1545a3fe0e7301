"""Libraries at work: no settings from where we stand, no word of theirs on standard error, no disk but the target's."""

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from dprkru_timeline.formats import FORMATS
from dprkru_timeline.libraries import LIBRARIES, installing
from tests.conftest import DATA, EDITION_1, ROOT

GOOD = DATA / "hostile" / "00-good.toml"
NAMES = ["s1", *(f"more-{number}" for number in range(10_000))]


def made(*arguments: str, folder: Path, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "dprkru_timeline", *arguments, "--file", str(EDITION_1)],
        capture_output=True,
        cwd=folder,
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("setting", ["text.usetex: True", "backend: nosuch", "no such line", "axes.facecolor: red"])
def test_a_picture_has_no_settings_but_our_own(tmp_path: Path, setting: str) -> None:
    clean, hostile = tmp_path / "clean", tmp_path / "hostile"
    for folder in (clean, hostile):
        folder.mkdir()
    (hostile / "matplotlibrc").write_text(f"{setting}\nsavefig.dpi: 7\n")
    own = tmp_path / ".config" / "matplotlib"
    own.mkdir(parents=True)
    chart = ("chart", "theme:labor", "-o", "-")
    plain = made(*chart, folder=clean)
    assert (plain.returncode, plain.stderr) == (0, b"")
    (own / "matplotlibrc").write_text("axes.facecolor: blue\n")
    rc = str(hostile / "matplotlibrc")
    found = made(*chart, folder=hostile, MATPLOTLIBRC=rc, MPLBACKEND="nosuch", MPLCONFIGDIR=str(own))
    assert (found.returncode, found.stderr) == (0, b"")
    assert found.stdout == plain.stdout


def test_where_no_cache_can_be_written_a_picture_is_drawn_without_a_word(tmp_path: Path) -> None:
    # No folder is one: the libraries' own, fontconfig's, that for temporary files.
    none = str(tmp_path / "none")
    found = made("chart", "-o", "-", folder=tmp_path, HOME="/dev/null", MPLCONFIGDIR="/dev/null/x", XDG_CACHE_HOME=none)
    assert (found.returncode, found.stderr) == (0, b"")
    assert found.stdout.startswith(b"<?xml")


def test_a_list_of_fonts_that_was_made_when_none_could_be_opened_spoils_no_picture(tmp_path: Path) -> None:
    caches = str(tmp_path / "caches")
    arguments = f"-m dprkru_timeline chart -o - --file {EDITION_1}"
    starved = f"ulimit -n 9; {sys.executable} {arguments} > /dev/null"
    subprocess.run(
        ["bash", "-c", starved], capture_output=True, check=False, env={**os.environ, "MPLCONFIGDIR": caches}
    )
    (kept,) = Path(caches).glob("fontlist*.json")
    kept.write_text(re.sub(r'"ttflist": \[.*\]', '"ttflist": []', kept.read_text(), flags=re.DOTALL))
    found = made("chart", "-o", "-", folder=tmp_path, MPLCONFIGDIR=caches)
    assert (found.returncode, found.stderr) == (0, b"")
    assert found.stdout == made("chart", "-o", "-", folder=tmp_path).stdout


def test_a_program_around_it_keeps_its_own_settings() -> None:
    import matplotlib as mpl

    from dprkru_timeline import load
    from dprkru_timeline.derive.chart import density
    from dprkru_timeline.render.plot import picture

    chronology = load()
    found = density(chronology, "status", "year")
    plain = picture(chronology, found, "status", "svg")
    with mpl.rc_context({"axes.facecolor": "red", "font.size": 30}):
        assert picture(chronology, found, "status", "svg") == plain
        assert mpl.rcParams["font.size"] == 30


def test_thousands_of_sources_make_no_note(tmp_path: Path) -> None:
    """The library of BibTeX logs a warning from ten thousand on."""
    text = GOOD.read_text(encoding="utf-8").replace('sources = ["s1"]', f"sources = [{', '.join(map(repr, NAMES))}]", 1)
    sources = "".join(f'\n[sources.{name}]\npublisher = "P"\nkind = "news"\ntitle = "T"\n' for name in NAMES[1:])
    path = tmp_path / "many.toml"
    path.write_text(text + sources, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "dprkru_timeline", "export", "-f", "bibtex", "--file", str(path)],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"@misc") == len(NAMES)


@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_a_format_needs_no_disk_to_reach_a_pipe(tmp_path: Path, name: str) -> None:
    """As with a full disk: no process may write a byte to any file."""
    done = subprocess.run(
        [sys.executable, "-m", "dprkru_timeline", "export", "theme:labor", "-f", name, "--file", str(EDITION_1)],
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
        env={**os.environ, "TMPDIR": str(tmp_path / "none"), "SQLITE_TMPDIR": str(tmp_path / "none")},
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr.count(b"\n")) == (0, name == "mermaid"), "it has more than Mermaid reads well"
    assert len(done.stdout) > 1000
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dprkru_timeline", "export", "-f", name, "-o", "x", "--file", str(EDITION_1)],
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)),
        cwd=tmp_path,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.endswith(b"timeline: error: can't write x: File too large\n")
    assert list(tmp_path.iterdir()) == []


def test_every_library_is_in_its_extra_or_among_what_every_install_has() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {**project["optional-dependencies"], "": project["dependencies"]}
    for library in LIBRARIES.values():
        assert any(one.startswith(f"{library.package}>=") for one in wanted[library.extra])
    assert {one.library for one in FORMATS} - {""} <= set(LIBRARIES)


def test_the_command_that_installs_is_that_of_this_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/some where/bin/python")
    monkeypatch.setattr(sys, "prefix", "/some where")
    assert installing("plot") == "'/some where/bin/python' -m pip install 'dprkru-timeline[plot]'"
    assert installing("") == "'/some where/bin/python' -m pip install dprkru-timeline"
    monkeypatch.setattr(sys, "prefix", "/home/x/.local/share/pipx/venvs/dprkru-timeline")
    assert installing("plot") == "pipx install --force 'dprkru-timeline[plot]'"
    monkeypatch.setattr(sys, "prefix", "C:\\x\\uv\\tools\\dprkru-timeline")
    assert installing("plot") == "uv tool install --force 'dprkru-timeline[plot]'"
