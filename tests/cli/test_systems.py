"""What other systems do differently, as far as it can be played here, with the name of the system changed."""

import errno
import io
import os
import sys
from pathlib import Path

import pytest

from dprkru_timeline.cli import console
from dprkru_timeline.cli.console import Console, guarded
from dprkru_timeline.errors import OutputError
from dprkru_timeline.session.settings import path as settings_path
from dprkru_timeline.store.save import check_target, saved
from tests.conftest import MINI, Run


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dprkru_timeline.system.PLATFORM", "win32")
    monkeypatch.delenv("TERM")  # which nothing sets there


@pytest.fixture
def macos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dprkru_timeline.system.PLATFORM", "darwin")


@pytest.mark.usefixtures("windows")
def test_a_console_that_obeys_escapes_gets_colour_and_one_that_does_not_gets_none_even_if_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b" not in run("show", terminal=True).out, "nothing here is a console of Windows"
    assert "\x1b" not in run("show", "--color", "always", terminal=True).out
    assert "\x1b" in run("show", "--color", "always").out, "what is no console takes what was asked for"
    monkeypatch.setattr(console, "_obeys_escapes", lambda: True)
    assert "\x1b[" in run("show", terminal=True).out
    assert "\x1b" not in run("show").out
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in run("show", terminal=True).out


@pytest.mark.usefixtures("windows")
def test_the_console_is_told_to_obey(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctypes

    class Kernel:
        mode = 3
        takes: bool | None = True

        def GetStdHandle(self, number: int) -> int:  # noqa: N802 - as Windows calls it
            assert number == -11
            return 7

        def GetConsoleMode(self, handle: int, mode: object) -> int:  # noqa: N802
            assert handle == 7
            mode._obj.value = self.mode  # type: ignore[attr-defined]
            return 1 if self.takes is not None else 0

        def SetConsoleMode(self, handle: int, mode: int) -> int:  # noqa: N802
            assert (handle, mode) == (7, 7)
            return bool(self.takes)

    kernel = Kernel()
    monkeypatch.setattr(ctypes, "windll", type("Libraries", (), {"kernel32": kernel}), raising=False)
    assert console._obeys_escapes()
    kernel.takes = False
    assert not console._obeys_escapes()
    monkeypatch.setattr(kernel, "takes", None)
    assert not console._obeys_escapes()
    monkeypatch.setenv("TERM", "xterm")
    assert console._obeys_escapes(), "a terminal of another kind, such as Git's bash"


@pytest.mark.usefixtures("windows")
def test_a_long_answer_is_paged_without_term(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(console, "_terminal_size", lambda _: (80, 5))
    monkeypatch.setenv("TIMELINE_PAGER", f"cat > '{tmp_path}/paged'")
    assert run("show", terminal=True).out == ""
    assert "Mini chronology" in (tmp_path / "paged").read_text(encoding="utf-8")


@pytest.mark.usefixtures("windows")
def test_a_closed_pipe_that_calls_itself_an_invalid_argument_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "abandon_stdout", lambda: None)

    def closed() -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    with pytest.raises(SystemExit) as left:
        guarded(closed)
    assert left.value.code == 0
    monkeypatch.setattr("dprkru_timeline.system.PLATFORM", "linux")
    with pytest.raises(OutputError, match="Invalid argument"):
        guarded(closed)


@pytest.mark.usefixtures("windows")
def test_what_is_no_terminal_gets_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = {}
    for name, terminal, asked in (("file", False, ""), ("console", True, ""), ("asked", False, "cp1252")):
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding="cp1252", newline="\n")
        monkeypatch.setattr(stream, "isatty", lambda terminal=terminal: terminal)
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setenv("PYTHONIOENCODING", asked)
        Console(color="never", pager=False).write("조선 Россия …\n")
        shown[name] = raw.getvalue()
        stream.detach()
    assert shown["file"] == "조선 Россия …\n".encode()
    assert shown["console"] == shown["asked"] == rb"\uc870\uc120 \u0420\u043e\u0441\u0441\u0438\u044f ~" + b"\n"


@pytest.mark.usefixtures("windows")
def test_a_file_that_another_program_has_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    def locked(source: object, target: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(OutputError) as refused, saved(check_target(str(path), force=True)) as file:
        file.write("new")
    assert refused.value.help == "is it open in another program?"
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.usefixtures("windows")
def test_the_settings_of_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert settings_path() == f"{tmp_path}/AppData/Local/timeline/config.toml"
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    assert settings_path() == "/local/timeline/config.toml"


@pytest.mark.usefixtures("macos")
def test_the_settings_of_macos(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert settings_path() == f"{tmp_path}/Library/Application Support/timeline/config.toml"
    plain = tmp_path / ".config" / "timeline" / "config.toml"
    plain.parent.mkdir(parents=True)
    plain.write_text("")
    assert settings_path() == str(plain), "for those who keep their settings as on Linux"
    monkeypatch.setenv("XDG_CONFIG_HOME", "/elsewhere")
    assert settings_path() == "/elsewhere/timeline/config.toml"


def test_settings_in_the_current_folder_are_nobody_s(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Run) -> None:
    (tmp_path / "timeline").mkdir()
    (tmp_path / "timeline" / "config.toml").write_text('view = "oneline"\n')
    monkeypatch.chdir(tmp_path)
    plain = run("show").out
    for relative in (".", "", "./"):
        monkeypatch.setenv("XDG_CONFIG_HOME", relative)
        assert settings_path() == f"{tmp_path}/.config/timeline/config.toml"
        assert run("show").out == plain


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is in use can't be removed there")
@pytest.mark.parametrize("arguments", [("--file", "a.toml"), ("--file", str(MINI)), (), ("-o", "x.csv", "-f", "csv")])
def test_in_a_folder_that_is_gone_what_failed_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    command = "export" if "-o" in arguments else "show"
    result = run(command, *arguments, file=None)
    if arguments == ("--file", "a.toml"):
        assert (result.code, result.out) == (2, "")
        assert result.err == "timeline: error: no file a.toml\n  help: the current folder is gone: change to another\n"
    elif command == "export":
        assert (result.code, result.err) == (1, "timeline: error: can't write x.csv: No such file or directory\n")
    else:
        assert (result.code, result.err) == (0, ""), "what needs no current folder works without one"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EMFILE, "Too many open files", "a\x1b.toml"), "can't use a<U+001B>.toml: Too many open files"),
        (OSError(errno.ENOSPC, "No space left on device"), "can't write standard output: No space left on device"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "the system says no: Cannot allocate memory"),
    ],
)
def test_an_error_of_the_system_that_no_one_expected_names_what_failed(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: OSError, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("dprkru_timeline.store.load.load", fail)
    monkeypatch.setattr(console, "abandon_stdout", lambda: None)
    result = run("show")
    assert (result.code, result.out, result.err) == (1, "", f"timeline: error: {said}\n")
