"""The program as a whole: options before the command, standard input, exit codes, errors that teach."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dprkru_timeline.cli.arguments import hoisted
from dprkru_timeline.cli.commands import COMMANDS
from tests.conftest import DATA, MINI, Run


def test_options_may_stand_before_the_command(run: Run) -> None:
    before = run("--file", str(MINI), "--width", "50", "--color=never", "show", file=None)
    after = run("show", "--file", str(MINI), "--width", "50", "--color=never", file=None)
    assert before == after
    assert before.code == 0
    assert hoisted(["--json", "show", "x"]) == ["show", "--json", "x"]
    assert hoisted(["--json"]) == []
    assert hoisted(["--help", "show"]) == ["--help", "show"]


def test_standard_input(run: Run) -> None:
    assert run("show", "--file", "-", stdin=MINI.read_bytes(), file=None).out == run("show").out
    closed = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m dprkru_timeline show --file - <&-"],
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert closed.returncode == 2
    assert b"standard input is closed" in closed.stderr


def test_help_lists_the_commands_in_order(run: Run) -> None:
    for option in ("--help", "-h"):
        out = run(option).out
        assert [word for word in COMMANDS if f"\n  {word} " in out] == list(COMMANDS)
    for command in COMMANDS:
        shown = run(command, "--help")
        assert shown.code == 0
        assert shown.out.count(f"timeline {command}") >= 4, "three examples and the usage line"


def test_version(run: Run) -> None:
    from importlib.metadata import version

    import dprkru_timeline

    assert dprkru_timeline.__version__ == version("dprkru-timeline"), "install it again after the version was raised"
    assert run("--version").out == f"timeline {dprkru_timeline.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message", "remedy"),
    [
        (("shw",), 'no command "shw"', "did you mean show?"),
        (("show", "--actr", "x"), "no option --actr in timeline show", "--actor"),
        (("--colour", "never", "show"), "no option --colour in timeline", "did you mean --color?"),
        (("--hlep",), "no option --hlep in timeline", "did you mean --help?"),
        (("show", "--actor"), "--actor has no value", "write --actor NAME; see timeline show --help"),
        (("show", "--limit", "1.5"), '--limit "1.5" is no whole number', "see timeline show --help"),
        (("chart", "--top", "0"), '--top "0" is too small', "see timeline chart --help"),
        (("show", "--json=3"), "--json takes no value", "write --json alone"),
        (("--version=3",), "--version takes no value", "write --version alone; see timeline --help"),
        (("check", "--format", "xml"), '--format "xml" is none of text, json, github', "see timeline check --help"),
        (("show", "--view", "oneliner"), '--view "oneliner" is none of timeline, table, oneline', "mean oneline?"),
        (("config", "paht"), '"paht" is none of path, show', "did you mean path?"),
        (("config", "path", "x"), 'timeline config takes nothing more: "x"', "see timeline config --help"),
        (
            ("gap", "a", "b", "c", "d"),
            "gap is between two events or dates, and 4 words are given: a b c d",
            '"19 June 2024"',
        ),
        (("gap", "a"), "gap has one moment only: a", "write the other: timeline gap a today"),
        (("show", "-n", "0"), "-n 0 is no number of events", "write -n 5"),
        (("show", "-n", "1", "--last", "2"), "both given", ""),
        (("show", "--view", "tabel"), "tabel", ""),
        (("show", "--width", "10"), "too narrow", "write 40 or more"),
        (("show", "--actor", ""), "--actor has no value", "write --actor dprk"),
        (("show", "--actor", ","), "--actor has no value", ""),
        (("show", "--status", "claimed", "--status", "disputed"), "status is given twice", "--status claimed,disputed"),
        (("show", "--since", "2025", "--until", "2024"), "lies after", "--since 2024 --until 2025"),
        (("show", "--file", "/no/such/file.toml"), "no file /no/such/file.toml", ""),
        (("show", "--color", "sometimes"), "sometimes", ""),
        (("info",), "missing argument EVENT...", "see timeline info --help"),
        (("show", "--since"), "--since has no value", "write --since DATE"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_how_it_is_right(
    run: Run, arguments: tuple[str, ...], message: str, remedy: str
) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("timeline: error: ")
    assert message in result.err
    assert remedy in result.err


def test_an_invalid_file_gives_no_answer(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("schema = 1\n")
    for arguments in (("show",), ("info", "x"), ("export", "-f", "csv")):
        result = run(*arguments, "--file", str(bad))
        assert (result.code, result.out) == (1, "")
        assert "the table [chronology] is missing" in result.err


def test_a_bad_day_for_tests_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_TODAY", "soon")
    assert "TIMELINE_TODAY" in run("show").err


def test_a_file_name_is_data_too(run: Run, tmp_path: Path) -> None:
    odd = tmp_path / "a\nb\x1b[bold] é.toml"
    odd.write_bytes(MINI.read_bytes())
    assert run("show", "--file", str(odd)).code == 0
    odd.write_text("schema = 3\n")
    result = run("show", "--file", str(odd))
    assert result.code == 1
    assert "\x1b" not in result.err
    assert "a b<U+001B>[bold] é.toml:1: error[E003]: " in result.err


def test_a_fault_of_ours_shows_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import dprkru_timeline.store.load

    def fail(*names: str, **given: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(dprkru_timeline.store.load, "load", fail)
    result = run("show")
    assert (result.code, result.out) == (1, "")
    assert "internal error: RuntimeError: boom" in result.err
    monkeypatch.setenv("TIMELINE_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run("show")


def test_too_little_memory_has_words(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("dprkru_timeline.store.load.load", fail)
    result = run("show")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("timeline: error: there is not enough memory\n")


def test_ctrl_c_ends_quietly_with_130(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with subprocess.Popen(
        [sys.executable, "-m", "dprkru_timeline", "show", "--file", str(fifo)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            writer = _once_it_is_read(fifo)  # and until it is closed, the program waits for more
            time.sleep(0.2)  # once it does: between two system calls Python hears nothing
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
            os.close(writer)
        finally:
            process.kill()  # one that is still there would be waited for without an end
    assert (process.returncode, out, err) == (130, b"", b"")


def _once_it_is_read(fifo: Path) -> int:
    """Open a pipe for writing as soon as somebody reads it."""
    end = time.monotonic() + 30
    while True:
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)


@pytest.mark.parametrize("locale", ["C", "POSIX", "tr_TR.UTF-8", "ko_KR.EUC-KR"])
@pytest.mark.parametrize("encoding", ["", "ascii", "latin-1"])
def test_no_locale_breaks_it(locale: str, encoding: str) -> None:
    environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "HOME": "/nonexistent", "TZ": "nonsense"}
    if encoding:
        environment["PYTHONIOENCODING"] = encoding
    done = subprocess.run(
        [sys.executable, "-m", "dprkru_timeline", "show", "--file", str(MINI)],
        capture_output=True,
        env=environment,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


@pytest.mark.parametrize("command", ["timeline", "dprkru-timeline"])
def test_both_console_scripts_are_installed(command: str) -> None:
    script = Path(sys.executable).parent / command
    done = subprocess.run([script, "show", "--actor", "DPRK"], capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 50
    assert "\x1b" not in done.stdout


def test_asked_nothing_it_shows_what_there_is_to_ask(run: Run) -> None:
    result = run()
    assert (result.code, result.err) == (0, "")
    assert "\nLook things up:\n" in result.out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1251"])
@pytest.mark.parametrize("command", [("show",), ("info", "border-closure"), ("check",)])
def test_json_is_json_in_any_locale(encoding: str, command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dprkru_timeline", *command, "--json", "--file", "builtin"],
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "LC_ALL": "C"},
        check=False,
        timeout=30,
    )
    assert json.loads(done.stdout.decode("utf-8"))["timeline"] == 2


@pytest.mark.parametrize("arguments", ["--help", "--version", "show --help"])
def test_help_on_a_full_device_and_a_closed_pipe(arguments: str) -> None:
    program = f"{sys.executable} -m dprkru_timeline {arguments}"
    full = subprocess.run(["bash", "-c", f"{program} > /dev/full"], capture_output=True, check=False, timeout=30)
    assert full.returncode == 1
    assert full.stderr == b"timeline: error: can't write standard output: No space left on device\n"
    pipe = subprocess.run(
        ["bash", "-c", f"{program} | true; echo ${{PIPESTATUS[0]}}"], capture_output=True, check=False, timeout=30
    )
    assert (pipe.stdout, pipe.stderr) == (b"0\n", b"")


def test_an_option_before_the_command_without_its_value(run: Run) -> None:
    result = run("--file", file=None)
    assert (result.code, result.err.splitlines()[0]) == (2, "timeline: error: --file has no value")
    assert "no option --bogus" in run("--width=50", "--bogus", "show").err


def test_one_file_by_two_names_is_read_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.toml").write_bytes(MINI.read_bytes())
    assert run("check", "--file", "a.toml", "--file", "./a.toml", file=None).code == 0


def test_the_terminal_is_asked_for_its_width_before_columns(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setattr("dprkru_timeline.cli.console._terminal_size", lambda _: (100, 0))
    monkeypatch.setenv("COLUMNS", "50")
    wide = run("show", terminal=True)
    monkeypatch.setattr("dprkru_timeline.cli.console._terminal_size", lambda _: (0, 0))
    narrow = run("show", terminal=True)
    assert len(wide.lines) < len(narrow.lines)


def test_a_long_word_is_broken_in_linear_time(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.toml"
    good = (DATA / "hostile" / "00-good.toml").read_text(encoding="utf-8")
    path.write_text(good.replace('"A plain sentence."', f'"{"x" * 2_000_000}"'), encoding="utf-8")
    result = run("show", "--width", "80", file=path)  # with quadratic time, minutes
    assert result.out.count("x") >= 2_000_000


def test_the_bare_command_when_nothing_reads_it() -> None:
    program = f"{sys.executable} -m dprkru_timeline"
    pipe = subprocess.run(
        ["bash", "-c", f"{program} | true; echo ${{PIPESTATUS[0]}}"], capture_output=True, check=False, timeout=30
    )
    assert (pipe.stdout, pipe.stderr) == (b"0\n", b"")
    full = subprocess.run(["bash", "-c", f"{program} > /dev/full"], capture_output=True, check=False, timeout=30)
    assert full.stderr == b"timeline: error: can't write standard output: No space left on device\n"


def test_the_builtin_file_by_its_path_is_read_once(run: Run) -> None:
    from dprkru_timeline.store.find import builtin_path

    assert run("check", "--file", "builtin", "--file", str(builtin_path()), file=None).code == 0


@pytest.mark.parametrize("arguments", ["--help", "--version", "show -h", "show", "list formats"])
def test_a_closed_standard_output_is_said(arguments: str) -> None:
    program = f"{sys.executable} -m dprkru_timeline {arguments} >&-"
    done = subprocess.run(["bash", "-c", program], capture_output=True, check=False, timeout=30)
    assert done.returncode == 1
    assert done.stderr == b"timeline: error: can't write standard output: it is closed\n"


def test_ids_without_end_are_not_read_on_and_on() -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            [sys.executable, "-m", "dprkru_timeline", "info", "-"],
            stdin=endless,
            capture_output=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"timeline: error: standard input has more than 4,000,000 characters\n")


def test_too_few_files_to_load_what_would_say_so(tmp_path: Path) -> None:
    for number in (6, 7):
        program = f"ulimit -n {number}; {sys.executable} -m dprkru_timeline chart -o {tmp_path}/x.svg --file {MINI}"
        caches = {**os.environ, "MPLCONFIGDIR": str(tmp_path / str(number))}  # what is found out here is wrong
        done = subprocess.run(["bash", "-c", program], capture_output=True, check=False, timeout=60, env=caches)
        said = done.stderr.decode()
        # How many are too few depends on what the libraries open: where it is enough, the picture is there.
        assert (done.returncode, (tmp_path / "x.svg").exists()) in ((0, True), (1, False))
        assert said.startswith("timeline: wrote " if done.returncode == 0 else "timeline: error: ")
        assert "Traceback" not in said
        (tmp_path / "x.svg").unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("OSError(24, 'Too many open files')", "Too many open files"),
        ("MemoryError()", "not enough memory"),
        ("ImportError('no module')", "no module"),
    ],
)
def test_what_says_what_went_wrong_may_itself_fail_to_load(error: str, said: str) -> None:
    code = (
        "import dprkru_timeline.cli.app as app\n"
        f"def fail(arguments): raise {error}\n"
        "app.run = fail\n"
        "from dprkru_timeline.__main__ import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"timeline: error: the system gives too little to say what failed: {said}\n"
