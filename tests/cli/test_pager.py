"""A pager that fails never keeps the answer."""

from pathlib import Path

import pytest

from dprkru_timeline.cli import console
from tests.conftest import Run


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "_terminal_size", lambda _: (80, 5))


@pytest.mark.parametrize(
    ("pager", "code"),
    [
        ("false", 1),
        ("no-such-pager", 127),
        ("'", 2),
        ("exit 3", 3),
        ("head -n 1 >&-; exit 1", 1),
        ("exit 128", 128),
        ("exit 255", 255),
    ],
)
def test_the_answer_of_a_pager_that_fails_is_written(
    run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], pager: str, code: int
) -> None:
    monkeypatch.setenv("PAGER", pager)
    result = run("show", terminal=True)
    capfd.readouterr()  # what the shell says of it
    assert "Mini chronology" in result.out
    assert result.err == f'timeline: the pager "{pager}" failed with exit code {code}\n'


@pytest.mark.parametrize("leaves", ["cat > paged", "head -n 1 > paged", "cat > paged; kill -INT $$"])
def test_one_that_showed_it_or_was_left_is_the_end_of_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, leaves: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGER", leaves)
    result = run("show", terminal=True)
    assert (result.code, result.out, result.err) == (0, "", "")
    assert "Mini chronology" in (tmp_path / "paged").read_text(encoding="utf-8")


def test_a_blank_pager_is_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", " ")
    assert "Mini chronology" in run("show", terminal=True).out
