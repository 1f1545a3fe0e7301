import json
import os
from pathlib import Path

import pytest

from dprkru_timeline import UnreadableFile, load
from dprkru_timeline.session.settings import SETTINGS
from tests.conftest import MINI, Run


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "settings" / "config.toml"
    path.parent.mkdir()
    monkeypatch.setenv("TIMELINE_CONFIG", str(path))
    return path


def test_where_it_is(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("config", "path").out == f"{tmp_path}/.config/timeline/config.toml\n"
    monkeypatch.setenv("XDG_CONFIG_HOME", "/elsewhere")
    assert run("config", "path").out == "/elsewhere/timeline/config.toml\n"
    monkeypatch.setenv("TIMELINE_CONFIG", "/mine.toml")
    assert run("config", "path").out == "/mine.toml\n"


def test_each_setting_is_read_from_the_file_the_environment_and_the_option_in_that_order(
    run: Run, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.write_text(f'file = "{MINI}"\nview = "oneline"\nwidth = 50\ncolor = "always"\n', encoding="utf-8")
    plain = run("show", "--color", "never", file=None)
    assert plain.lines[0].startswith("armistice")
    assert "\x1b[" in run("show", file=None).out
    assert max(map(len, run("show", "--color", "never", "--view", "timeline", "theme:arms", file=None).lines)) <= 50
    monkeypatch.setenv("TIMELINE_VIEW", "table")
    monkeypatch.setenv("TIMELINE_WIDTH", "100")
    monkeypatch.setenv("TIMELINE_COLOR", "never")
    assert "─" * 60 in run("show", file=None).out
    assert "─" * 60 not in run("show", "--width", "44", file=None).out
    assert run("show", "--view", "oneline", file=None).lines[0].startswith("armistice")
    monkeypatch.setenv("TIMELINE_FILE", "builtin")
    assert "of 222 events" in run("show", "kursk", file=None).out
    assert "of 11 events" in run("--file", str(MINI), "show", "kursk", file=None).out


def test_a_palette_of_one_s_own(run: Run, settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    settings.write_text('[palette]\ndate = "bold magenta"\n', encoding="utf-8")
    assert "\x1b[1;35mby 27 July 1953\x1b[0m" in run("show", "--color", "always").out
    monkeypatch.setenv("TIMELINE_PALETTE", "date = red; status-claimed = reverse")
    out = run("show", "--color", "always").out
    assert "\x1b[31mby 27 July 1953\x1b[0m" in out
    assert "\x1b[7m" in out


def test_show_says_what_each_comes_to_and_from_where(run: Run, settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.write_text('view = "table"\n', encoding="utf-8")
    monkeypatch.setenv("TIMELINE_WIDTH", "90")
    out = run("config", "--width", "0", file=None).out
    assert f"table from {settings}" in " ".join(out.split())
    document = json.loads(run("config", "show", "--json", file=None).out)
    assert document["settings"]["view"] == {"value": "table", "from": str(settings), "variable": "TIMELINE_VIEW"}
    assert document["settings"]["width"]["from"] == "TIMELINE_WIDTH"
    assert document["settings"]["pager"]["value"] is None
    assert all(one.name in out and one.about in " ".join(out.split()) for one in SETTINGS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("veiw = 'table'", "did you mean view?"),
        ("view = 'tabel'", "did you mean table?"),
        ("view = 3", "it takes timeline, table or oneline"),
        ("width = 12", "it takes 0, or 40 and more"),
        ("width = true", "it takes 0, or 40 and more"),
        ("color = 'yes'", "it takes auto, always or never"),
        ("file = []", "it takes a path"),
        ("pager = ''", "it takes a command, or off"),
        ("palette = 'red'", "it takes style = look"),
        ("[palette]\ndaet = 'red'", "did you mean date?"),
        ("[palette]\ndate = 'redd'", "write such as bold blue"),
        ("[palette]\ndate = 'link https://example.org'", "write such as bold blue"),
        ("[palette]\ndate = 7", "write such as bold blue"),
        ("view = ", "settings are TOML"),
        ("\x1b[31m = 1", "settings are TOML"),
    ],
)
def test_mistakes_in_the_file_are_named(run: Run, settings: Path, text: str, said: str) -> None:
    settings.write_text(text, encoding="utf-8")
    result = run("show", "--color", "always", file=None)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert str(settings) in result.err
    assert "\x1b" not in result.err
    assert run("config", "path").code == 0


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("TIMELINE_VIEW", "tabel", "did you mean table?"),
        ("TIMELINE_WIDTH", "7", "40 and more"),
        ("TIMELINE_WIDTH", "٥٥", "40 and more"),
        ("TIMELINE_COLOR", "blue", "auto, always or never"),
        ("TIMELINE_PALETTE", "date", "write such as bold blue"),
        ("TIMELINE_PALETTE", "x = red", "the styles are"),
    ],
)
def test_mistakes_in_variables_are_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    result = run("show", "--color", "always") if variable != "TIMELINE_COLOR" else run("show")
    assert (result.code, result.out) == (2, "")
    assert variable in result.err
    assert said in result.err


def test_a_file_that_is_none(run: Run, settings: Path) -> None:
    settings.mkdir()
    result = run("show", file=None)
    assert result.code == 2
    assert "can't read the settings" in result.err
    settings.rmdir()
    settings.write_bytes(b"\xff\xfe")
    assert run("show", file=None).code == 2


def test_a_pipe_does_not_keep_it_waiting(run: Run, settings: Path) -> None:
    os.mkfifo(settings)
    result = run("show", file=None)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"timeline: error: can't read the settings in {settings}: it is no file\n")


def test_none_at_all(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_CONFIG", os.devnull)
    assert run("show").code == 0


def test_a_byte_order_mark_is_no_mistake(run: Run, settings: Path) -> None:
    settings.write_text('\ufeffview = "oneline"\n', encoding="utf-8")
    assert run("show").lines[0].startswith("armistice")


def test_a_file_that_goes_on_and_on_is_not_read_in_part(run: Run, settings: Path) -> None:
    settings.write_text('view = "oneline"\n' + "#" * 1_000_000, encoding="utf-8")
    result = run("show")
    assert (result.code, result.out) == (2, "")
    assert "they are larger than 1,000,000 bytes" in result.err


def test_a_path_that_is_none(run: Run, settings: Path) -> None:
    settings.write_text('file = "a\\u0000b"\n', encoding="utf-8")
    result = run("show", file=None)
    assert (result.code, result.out) == (2, "")
    assert f"{settings}: file has the character U+0000, which no path has" in result.err
    with pytest.raises(UnreadableFile):
        load("a\0b")


def test_completion_reads_the_file_that_is_set(run: Run, settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.write_text(f'file = "{MINI}"\n', encoding="utf-8")
    monkeypatch.setenv("_TIMELINE_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "timeline info depl")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert run(file=None).out.strip() == "deployment"
