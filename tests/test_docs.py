"""The documents say what the program does: examples run, links lead somewhere, nothing is missing."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dprkru_timeline.cli.commands import COMMANDS
from dprkru_timeline.errors import ExitCode
from dprkru_timeline.formats import FORMATS
from dprkru_timeline.store.schema import CHRONOLOGY, CLAIM, EVENT, LINK, VOCABULARIES
from tests.conftest import Run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])


@pytest.fixture(scope="module")
def documents() -> ModuleType:
    spec = importlib.util.spec_from_file_location("documents", ROOT / "tools" / "documents.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["documents"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.thorough
@pytest.mark.usefixtures("published")
def test_every_shown_output_is_what_the_program_prints(documents: ModuleType) -> None:
    stale = [path.name for path, text in documents.documents() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run python tools/documents.py and read the difference"


def test_the_readme_has_six_examples_that_succeed(documents: ModuleType) -> None:
    examples = re.findall(r"^\$ (timeline .*)$", README, re.MULTILINE)
    assert len(examples) >= 6
    for line in examples:
        shown = documents.run(line)
        assert shown
        assert "error" not in shown.splitlines()[0]


def test_the_two_set_up_commands_stand_as_they_are() -> None:
    assert "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/timeline show --actor DPRK" in README
    test_command = "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/pytest"
    assert test_command in README
    assert "python3 -m venv .venv && .venv/bin/pip install -q '.[test]' && .venv/bin/pytest" in (
        ROOT / ".ci" / "run"
    ).read_text(encoding="utf-8")


def test_the_readmes_bad_file_is_refused_in_the_words_shown(run: Run, tmp_path: Path) -> None:
    good = re.search(r"```toml\n(schema = 2\n.*?)```", README, re.DOTALL)
    shown = re.search(r"```text\n(mine\.toml:.*?)```", README, re.DOTALL)
    assert good
    assert shown
    file = tmp_path / "mine.toml"
    file.write_text(good[1], encoding="utf-8")
    assert run("show", file=file).code == ExitCode.OK
    bad = good[1].replace('"2019-12-22"', '"2019-12-32"').replace('actors = ["dprk"]', 'actors = ["drpk"]')
    file.write_text(bad, encoding="utf-8")
    assert run("show", file=file).err.replace(f"{tmp_path}/", "") == shown[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http", "mailto", "url", "x", "<")):
            assert (page.parent / target).exists(), target


def test_every_command_format_key_and_exit_code_is_documented() -> None:
    reference = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert all(f"## timeline {name}" in reference for name in COMMANDS)
    assert all(f"`{one.name}`" in README for one in FORMATS)
    assert all(f"| {code.value} |" in README for code in ExitCode)
    form = (ROOT / "docs" / "event-file.md").read_text(encoding="utf-8")
    for keys in (CHRONOLOGY, EVENT, CLAIM, LINK, *VOCABULARIES.values()):
        for name, key in keys.items():
            assert f"`{name}`" in form or f"`{name} or " in form, name
            if key.required:
                assert f"**`{name}`" in form, name


def test_the_readme_s_event_file_is_valid(tmp_path: Path) -> None:
    from dprkru_timeline import load

    block = next(text for text in re.findall(r"```toml\n(.*?)```", README, re.DOTALL))
    path = tmp_path / "mine.toml"
    path.write_text(block, encoding="utf-8")
    assert [event.id for event in load(str(path)).events] == ["worker-deadline"]


def test_the_readme_s_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    block = next(text for text in re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102
    assert "2024" in capsys.readouterr().out


def test_the_python_of_keeping_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "curation.md").read_text(encoding="utf-8")
    block = next(text for text in re.findall(r"```python\n(.*?)```", page, re.DOTALL))
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "curation.md", "exec"), {})  # noqa: S102
    assert capsys.readouterr().out.startswith("('event meeting', 'source example-news-2024-06-20') [")
    text = (tmp_path / "mine.toml").read_text(encoding="utf-8")
    assert 'to = "panel-veto"' in text
    assert 'note = "Ask the mission."' in text


def test_the_number_of_events_in_the_readme_is_right(published: object) -> None:
    from dprkru_timeline.chronology import Chronology

    assert isinstance(published, Chronology)
    assert f"<!-- number: events -->{len(published.events)}<!-- /number --> sourced events" in README


def test_the_picture_has_no_outside_address() -> None:
    picture = (ROOT / "docs" / "screenshot.svg").read_text(encoding="utf-8")
    outside = re.sub(r"<text[^>]*>[^<]*</text>", "", picture).replace("http://www.w3.org/2000/svg", "")
    assert "http" not in outside
    assert "url(" not in picture


def test_no_lock_file_holds_an_address() -> None:
    text = (ROOT / "tests" / "consumers" / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in text
    assert "http" not in text
    assert "resolved" not in text
