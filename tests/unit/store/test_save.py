import os
import signal
import stat
from pathlib import Path

import pytest

from dprkru_timeline.errors import OutputError, UsageError
from dprkru_timeline.store.save import check_target, fingerprint, saved


def write(path: Path, text: str = "new", *, force: bool = False) -> None:
    with saved(check_target(str(path), force=force)) as file:
        file.write(text)


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


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "a.csv")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640


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


def test_a_file_that_is_edited_is_written_only_as_it_was_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    with pytest.raises(UsageError, match="no file"):
        check_target(str(path), replacing=True)
    path.write_text("read", encoding="utf-8")
    before = fingerprint(b"read")
    with saved(check_target(str(path), inputs=[str(path)], replacing=True, unchanged_since=before)) as file:
        file.write("edited")
    assert path.read_text(encoding="utf-8") == "edited"
    with pytest.raises(OutputError, match="has changed since it was read"):
        check_target(str(path), replacing=True, unchanged_since=before)


def test_a_change_while_it_is_written_is_kept_and_so_is_a_removal(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    for meanwhile, said in (
        (lambda: path.write_text("another's", encoding="utf-8"), "has changed since it was read"),
        (path.unlink, "can't read .* again: No such file"),
    ):
        path.write_text("read", encoding="utf-8")
        target = check_target(str(path), replacing=True, unchanged_since=fingerprint(b"read"))
        with pytest.raises(OutputError, match=said), saved(target) as file:
            file.write("mine")
            meanwhile()
        assert [one.read_text(encoding="utf-8") for one in tmp_path.iterdir()] in (["another's"], [])
