import errno
import locale
import os
import re
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest

from dprkru_timeline.errors import OutputError, UsageError
from dprkru_timeline.store.save import Target, check_target, fingerprint, saved


def write(path: Path, text: str = "new", *, force: bool = False) -> None:
    with saved(check_target(str(path), force=force)) as file:
        file.write(text)


@pytest.fixture
def _named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that knows no files without a name: what is half written stands beside the target."""
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="only some systems know files without a name")
def test_until_it_is_whole_nothing_stands_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("old")
    for name, force in (("a.csv", False), ("b.csv", True)):
        with saved(check_target(str(tmp_path / name), force=force)) as file:
            file.write("half")
            assert [found.name for found in tmp_path.iterdir() if found.name not in ("a.csv", "b.csv")] == []
        assert (tmp_path / name).read_text() == "half"
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a.csv", "b.csv"]


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="only some systems know files without a name")
def test_who_is_killed_leaves_nothing(tmp_path: Path) -> None:
    code = (
        "import os, sys\nfrom dprkru_timeline.store.save import check_target, saved\n"
        "with saved(check_target(sys.argv[1])) as file:\n    file.write('half')\n    os.kill(os.getpid(), 9)"
    )
    target = tmp_path / "a.csv"
    assert subprocess.run([sys.executable, "-c", code, target], check=False).returncode == -signal.SIGKILL
    assert list(tmp_path.iterdir()) == []


def test_owner_and_attributes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("old")
    path.chmod(0o640)
    try:
        os.setxattr(path, "user.kept", b"yes")
        has_attributes = True
    except (OSError, AttributeError):
        has_attributes = False
    if os.geteuid() == 0:
        os.chown(path, 12345, 23456)
    before = path.stat()
    with saved(check_target(str(path), replacing=True)) as file:
        file.write("new")
    after = path.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert path.read_text() == "new"
    if has_attributes:
        assert os.getxattr(path, "user.kept") == b"yes"


def test_what_belongs_to_another_is_not_taken_from_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.toml"
    path.write_text("old")

    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    real = os.fstat
    monkeypatch.setattr(os, "fchown", refused)
    monkeypatch.setattr(os, "fstat", lambda handle: os.stat_result((*real(handle)[:4], 4242, *real(handle)[5:])))
    with (
        pytest.raises(OutputError, match="belongs to somebody else"),
        saved(check_target(str(path), force=True)) as file,
    ):
        file.write("new")
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.toml"]


def test_a_new_file(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "x\r\n")
    assert (tmp_path / "a.csv").read_bytes() == b"x\r\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_an_existing_file_is_replaced_only_when_asked_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    path.chmod(0o640)
    with pytest.raises(UsageError, match="exists"):
        write(path)
    write(path, force=True)
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    link.symlink_to(real)
    write(link, force=True)
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_dangling_link_makes_its_target(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    write(link)
    assert link.is_symlink()
    assert (tmp_path / "real").read_text() == "new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, OSError])
def test_any_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises((error, OutputError)), saved(check_target(str(path), force=True)) as file:
        file.write("half")
        raise error
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.csv"]


def test_sigterm_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(SystemExit), saved(check_target(str(tmp_path / "a"), force=False)) as file:
        file.write("half")
        os.kill(os.getpid(), signal.SIGTERM)
    assert list(tmp_path.iterdir()) == []


def test_what_can_not_be_written(tmp_path: Path) -> None:
    given = tmp_path / "in.toml"
    given.write_text("x")
    for name, force, message in (
        ("", False, "empty"),
        (str(tmp_path), True, "is a directory"),
        (str(tmp_path / "no" / "a"), False, "no folder"),
        (str(given), True, "is an input"),
    ):
        with pytest.raises(UsageError, match=message):
            check_target(name, force=force, inputs=[str(given)])


def test_a_device_is_written_straight_through() -> None:
    target = check_target("/dev/null", force=False)
    assert target.special
    with saved(target) as file:
        file.write("x")
    with pytest.raises(OutputError, match="No space left"), saved(check_target("/dev/full", force=False)) as file:
        file.write("x")


@pytest.mark.parametrize("mask", [0o000, 0o027])
def test_a_new_file_may_be_used_by_all_that_the_umask_allows_and_the_umask_stays(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write(tmp_path / "a.csv")
    finally:
        found = os.umask(before)
    assert found == mask
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o666 & ~mask


@pytest.mark.usefixtures("_named")
def test_until_it_is_whole_it_stands_beside_the_target_under_a_name_of_its_own(tmp_path: Path) -> None:
    with saved(check_target(str(tmp_path / "a.csv"), force=False)) as file:
        file.write("half")
        (found,) = tmp_path.iterdir()
        assert re.fullmatch(r"\.timeline-.+\.tmp", found.name)


@pytest.mark.usefixtures("_named")
def test_a_failure_is_told_though_the_half_was_taken_away_by_someone_else(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="why"), saved(check_target(str(tmp_path / "a"), force=False)):
        next(tmp_path.iterdir()).unlink()
        raise KeyError("why")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_who_is_told_to_stop_leaves_nothing_and_says_by_which_signal(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    before = signal.signal(number, signal.SIG_DFL)  # which whoever runs the tests may have told them to ignore
    try:
        with pytest.raises(SystemExit) as stopped, saved(check_target(str(tmp_path / "a"), force=False)) as file:
            file.write("half")
            os.kill(os.getpid(), number)
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, before)
    assert stopped.value.code == code
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def plain_locale() -> Iterator[None]:
    """A locale whose encoding knows nothing but ASCII, unless Python itself was told to use UTF-8."""
    before = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C")
    yield
    locale.setlocale(locale.LC_CTYPE, before)


@pytest.mark.usefixtures("plain_locale")
def test_a_file_is_utf_8_in_any_locale_and_a_byte_that_is_none_is_spelt_out(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "조선 \udcff\r\n")
    assert (tmp_path / "a.csv").read_bytes() == "조선 \\udcff\r\n".encode()


@pytest.mark.usefixtures("plain_locale")
def test_a_pipe_is_written_as_it_was_given_though_it_is_a_link_to_a_name_that_is_none() -> None:
    reading, writing = os.pipe()
    write(Path(f"/dev/fd/{writing}"), "조선 \udcff\r\n")
    os.close(writing)
    assert os.read(reading, 100) == "조선 \\udcff\r\n".encode()
    os.close(reading)


def test_what_is_edited_must_be_there_and_needs_no_force_though_it_is_an_input(tmp_path: Path) -> None:
    path = tmp_path / "events.toml"
    with pytest.raises(UsageError) as refused:
        check_target(str(path), replacing=True)
    assert (refused.value.message, refused.value.help) == (f"no file {path}", "it was there when it was read")
    path.write_text("old")
    with saved(check_target(str(path), inputs=[str(path)], replacing=True)) as file:
        file.write("new")
    assert path.read_text() == "new"
    with pytest.raises(UsageError, match="exists"):
        check_target(str(path))


def test_a_file_that_is_still_what_was_read_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "events.toml"
    path.write_text("old")
    with saved(check_target(str(path), replacing=True, unchanged_since=fingerprint(b"old"))) as file:
        file.write("new")
    assert path.read_text() == "new"


def test_a_file_that_somebody_has_changed_since_it_was_read_is_left_to_them(tmp_path: Path) -> None:
    path = tmp_path / "events.toml"
    said = (f"{path} has changed since it was read; nothing was written", "read it again")
    path.write_text("theirs")
    with pytest.raises(OutputError) as refused:
        check_target(str(path), replacing=True, unchanged_since=fingerprint(b"old"))
    assert (refused.value.message, refused.value.help) == said
    path.write_text("old")
    with (
        pytest.raises(OutputError) as refused,
        saved(check_target(str(path), replacing=True, unchanged_since=fingerprint(b"old"))) as file,
    ):
        file.write("new")
        path.write_text("theirs")
    assert (refused.value.message, refused.value.help) == said
    assert path.read_text() == "theirs"
    assert [found.name for found in tmp_path.iterdir()] == ["events.toml"]


def test_a_file_that_is_gone_when_it_is_written_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "events.toml"
    path.write_text("old")
    with (
        pytest.raises(OutputError) as refused,
        saved(check_target(str(path), replacing=True, unchanged_since=fingerprint(b"old"))),
    ):
        path.unlink()
    assert refused.value.message == f"can't read {path} again: No such file or directory"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "force", "said", "advice"),
    [
        ("", False, "--output is empty", "name a file, or leave the option out"),
        ("folder", True, "folder is a directory", "name a file in it"),
        ("no/a.csv", False, "no folder no for no/a.csv", "make it first"),
        ("in.toml", True, "in.toml is an input of this command", "write to another file"),
        ("./in.toml", True, "./in.toml is an input of this command", "write to another file"),
        ("old.csv", False, "old.csv exists", "give --force to replace it"),
        ("two\nlines", False, "two lines exists", "give --force to replace it"),
        ("\udcff.csv", False, "�.csv exists", "give --force to replace it"),  # a byte that is no UTF-8
    ],
)
def test_what_is_not_written_is_said_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, force: bool, said: str, advice: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    for existing in ("in.toml", "old.csv", "two\nlines", "\udcff.csv"):
        Path(existing).write_text("old")
    with pytest.raises(UsageError) as refused:
        check_target(name, force=force, inputs=["in.toml"])
    assert (refused.value.message, refused.value.help) == (said, advice)
    assert Path("old.csv").read_text() == "old"


def test_an_input_that_is_no_file_forbids_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    assert check_target(str(path), force=True, inputs=["-", "no\0name"]).path == path


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError("the disk is asleep"), "the disk is asleep"),
        (BrokenPipeError(), "nothing reads it any more"),
    ],
)
@pytest.mark.parametrize("name", ["new.csv", "old.csv", "/dev/null"])
def test_a_failure_names_the_file_as_typed_and_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: OSError, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.csv").write_text("old")
    with pytest.raises(OutputError) as failed, saved(check_target(name, force=True)):
        raise error
    assert failed.value.message == f"can't write {name}: {said}"


def test_a_name_that_the_system_can_not_look_up_is_named_with_why() -> None:
    name = 300 * "x"
    with pytest.raises(OutputError) as failed:
        check_target(name, force=False)
    assert failed.value.message == f"can't write {name}: File name too long"


def test_a_link_to_itself_is_no_target(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(OutputError) as failed:
        check_target(str(link), force=False)
    assert failed.value.message.startswith(f"can't write {link}: Too many levels of symbolic links")


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(OutputError, match="File name too long"):
        check_target("x" * 5000)


def test_a_pipe_that_nothing_reads_any_more(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(OutputError, match="nothing reads it any more"), saved(check_target(str(fifo))) as file:
        os.close(reader)
        file.write("x")


def test_what_appears_meanwhile_is_kept_unless_it_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with pytest.raises(OutputError) as refused, saved(check_target(str(path))) as file:
        file.write("ours")
        path.write_text("theirs")
    assert refused.value.message == f"{path} appeared while it was made; nothing was written"
    assert refused.value.help == "give --force to replace it"
    assert path.read_text() == "theirs"
    assert [found.name for found in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.usefixtures("_named")
@pytest.mark.parametrize("theirs", [False, True])
def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, theirs: bool) -> None:
    def no_link(source: object, target: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_link)
    path = tmp_path / "a.csv"
    if theirs:
        with pytest.raises(OutputError, match="appeared while"), saved(check_target(str(path))) as file:
            path.write_text("theirs")
    else:
        with saved(check_target(str(path))) as file:
            file.write("ours")
    assert path.read_text() == ("theirs" if theirs else "ours")
    assert [found.name for found in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.usefixtures("_named")
def test_what_a_killed_writer_left_goes_with_the_next_write_and_others_files_stay(tmp_path: Path) -> None:
    path, other = tmp_path / "a.csv", tmp_path / "b.csv"
    code = (
        "import os, sys\nif hasattr(os, 'O_TMPFILE'): del os.O_TMPFILE\n"
        "from dprkru_timeline.store.save import check_target, saved\n"
        "with saved(check_target(sys.argv[1])) as file:\n    file.write('half')\n    os.kill(os.getpid(), 9)"
    )
    for target in (path, path, other):
        assert subprocess.run([sys.executable, "-c", code, target], check=False).returncode == -signal.SIGKILL
    mine = tmp_path / ".timeline-mine.tmp"
    mine.write_text("a person's own")
    assert len(list(tmp_path.iterdir())) == 4 - 1, "the second of the three took away what the first left"
    write(path)
    left = [found.name for found in tmp_path.iterdir()]
    assert len(left) == 3
    assert {"a.csv", ".timeline-mine.tmp"} < set(left)
    write(other)
    assert sorted(found.name for found in tmp_path.iterdir()) == [".timeline-mine.tmp", "a.csv", "b.csv"]


@pytest.mark.usefixtures("_named")
def test_what_another_still_writes_is_left_to_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with pytest.raises(OutputError, match="appeared while"), saved(check_target(str(path))) as slow:
        slow.write("slow")
        write(path, "quick")
        assert len(list(tmp_path.iterdir())) == 2
    assert path.read_text() == "quick"
    assert [found.name for found in tmp_path.iterdir()] == ["a.csv"]


def test_a_write_protected_file_is_not_replaced_even_by_force(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="is write-protected") as refused:
        check_target(str(path), force=True)
    assert refused.value.help == "give yourself leave to write it, or name another file"
    assert path.read_text() == "old"


def test_a_name_that_ends_in_a_slash_is_a_folder_s(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="names a folder") as refused:
        check_target(f"{tmp_path}/new/", force=True)
    assert refused.value.help == f"name a file in it, or write {tmp_path}/new"
    for name in (f"{tmp_path}/", "/", "./"):
        with pytest.raises(UsageError, match="is a directory"):
            check_target(name, force=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev/stderr"])
def test_an_open_stream_is_written_through_where_it_stands(tmp_path: Path, name: str) -> None:
    path = tmp_path / "out"
    with path.open("w") as out:
        out.write("before\n")
        out.flush()
        done = subprocess.run(
            [sys.executable, "-m", "dprkru_timeline", "export", "theme:labor", "-f", "csv", "-o", name],
            stdout=out,
            stderr=out,
            check=False,
        )
    assert done.returncode == 0
    assert path.read_text(encoding="utf-8").startswith("before\nid,")


def test_nohup_is_heard(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with saved(check_target(str(tmp_path / "a"))) as file:
            os.kill(os.getpid(), signal.SIGHUP)
            file.write("whole")
    finally:
        signal.signal(signal.SIGHUP, before)
    assert (tmp_path / "a").read_text() == "whole"


def test_from_another_thread_it_is_written_too(tmp_path: Path) -> None:
    thread = threading.Thread(target=write, args=(tmp_path / "a",))
    thread.start()
    thread.join()
    assert (tmp_path / "a").read_text() == "new"


@pytest.mark.parametrize(
    ("name", "number"), [("/dev/stdout", 1), ("/dev/stderr", 2), ("/dev/fd/17", 17), ("/proc/self/fd/1", 1)]
)
def test_a_stream_is_known_by_its_name(name: str, number: int) -> None:
    assert check_target(name) == Target(Path(name), name, special=True, stream=number)


def test_an_open_file_is_written_on_where_it_stands(tmp_path: Path) -> None:
    with (tmp_path / "a").open("w") as file:
        file.write("before\n")
        file.flush()
        write(Path(f"/dev/fd/{file.fileno()}"), "after\n")
    assert (tmp_path / "a").read_text() == "before\nafter\n"


def left_of(path: Path) -> Path:
    """Return the name of what a killed writer of a target may have left."""
    return path.with_name(f".timeline-{crc32(path.name.encode()):08x}-left.tmp")


def test_what_only_has_the_name_of_something_left_is_neither_followed_nor_waited_for(tmp_path: Path) -> None:
    path, own = tmp_path / "a.csv", tmp_path / "own"
    own.write_text("a person's own")
    left_of(path).symlink_to(own)
    write(path)
    assert left_of(path).is_symlink()
    left_of(path).unlink()
    os.mkfifo(left_of(path))
    write(path, force=True)
    assert path.read_text() == "new"
    assert own.read_text() == "a person's own"


def test_a_folder_that_can_t_be_listed_and_a_file_system_without_locks_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(os, "listdir", refuse)
    monkeypatch.setattr(fcntl, "flock", refuse)
    write(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text() == "new"


@pytest.mark.parametrize(
    ("system", "error", "remedy"),
    [
        ("win32", PermissionError(errno.EACCES, "Permission denied"), "is it open in another program?"),
        ("win32", OSError(errno.ENOSPC, "No space left on device"), ""),
        ("linux", PermissionError(errno.EACCES, "Permission denied"), "give yourself leave to write in its folder"),
    ],
)
def test_a_file_that_another_program_holds_is_a_thing_of_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, error: OSError, remedy: str
) -> None:
    monkeypatch.setattr("dprkru_timeline.system.PLATFORM", system)
    with pytest.raises(OutputError) as refused, saved(check_target(str(tmp_path / "a"))):
        raise error
    assert (refused.value.message, refused.value.help) == (f"can't write {tmp_path}/a: {error.strerror}", remedy)


def test_on_windows_a_new_file_is_renamed_and_what_was_left_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dprkru_timeline.system.PLATFORM", "win32")
    path = tmp_path / "a.csv"
    left_of(path).write_text("half")
    renamed: list[Path] = []
    real = os.rename

    def rename(one: str, other: Path) -> None:
        renamed.append(other)
        real(one, other)

    monkeypatch.setattr(os, "rename", rename)
    write(path)
    assert renamed == [path]
    assert path.read_text() == "new"
    assert [found.name for found in tmp_path.iterdir()] == ["a.csv"]


def test_a_name_that_is_not_seen_is_shown_in_quotes_and_a_ring_of_links_is_said_as_the_system_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert check_target(" ").shown == '" "'
    (tmp_path / "ring").symlink_to("ring")
    with pytest.raises(OutputError) as refused:
        check_target("ring", force=True)
    assert refused.value.message == "can't write ring: Too many levels of symbolic links"
