"""``timeline edit``: an entry's own text in an editor, or single keys without one."""

import io
import os
import stat
import sys
import tomllib
from pathlib import Path

import pytest

from dprkru_timeline import load
from tests.conftest import Result, Run
from tests.keeping import HEAD, editor, own_file


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", _Terminal(io.BytesIO(b"")))


def in_editor(
    run: Run, tmp_path: Path, patch: pytest.MonkeyPatch, script: str, *words: str, variable: str = "EDITOR"
) -> Result:
    patch.setenv(variable, editor(tmp_path, script))
    return run("edit", *words, file=tmp_path / "mine.toml")


def left(tmp_path: Path) -> list[str]:
    return sorted(one.name for one in tmp_path.iterdir() if one.name not in ("mine.toml", "an editor", "seen"))


def test_keys_are_set_and_every_other_byte_stays(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    result = run(
        "edit",
        "first",
        "--set",
        "summary=It did.",
        "--add",
        "themes=labor,arms",
        "--remove",
        "actors=dprk",
        "--add",
        "actors=russia",
        file=path,
    )
    assert result.code == 0, result.err
    expected = (
        HEAD.replace('summary = """\nIt happens. \\\nAnd more."""', 'summary = "It did."')
        .replace('themes = ["arms"]', 'themes = ["arms", "labor"]')
        .replace('  "dprk",  # who else\n', '  "russia",\n')
    )
    assert path.read_text().replace("  # who else", "") == expected.replace("  # who else", "")
    assert "mine.toml: changed first" in result.out


def test_an_event_whose_date_changes_goes_to_its_place(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    assert run("edit", "first", "--set", "date=1 august 2024", file=path).code == 0
    text = path.read_text()
    assert [one["id"] for one in tomllib.loads(text)["events"]] == ["third", "first"]
    assert text.index("# --- Events ---") < text.index("# about the third") < text.index("# about the first")


def test_other_entries_and_the_head(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    assert run("edit", "sources.me-1", "--set", "accessed=today", "--set", "title=T", file=path).code == 0
    assert run("edit", "chronology", "--set", "edition=2026-12-01", file=path).code == 0
    document = tomllib.loads(path.read_text())
    assert document["sources"]["me-1"]["title"] == "T"
    assert str(document["chronology"]["edition"]) == "2026-12-01"
    assert '"Mine"  # kept' in path.read_text()


def test_what_ships_is_added_to_in_one_s_own_file(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    source = next(one for one in load().sources.values() if not one.accessed)
    for words in (
        ("panel-veto", "--set", "note=Ask."),
        ("panel-veto", "--add", "themes=arms"),
        (f"sources.{source.id}", "--set", "accessed=today"),
    ):
        assert run("edit", *words, file=path).code == 0
    document = tomllib.loads(path.read_text())
    assert document["additions"] == [{"to": "panel-veto", "note": "Ask.", "themes": ["arms"]}]
    assert list(document["source_additions"]) == [source.id]
    assert "E216" in run("edit", "panel-veto", "--set", "status=claimed", file=path).err
    assert "of another file can't be changed" in run("edit", "panel-veto", "--set", "title=x", file=path).err
    assert 'no actor "nobody"' in run("edit", "actors.nobody", "--set", "name=x", file=path).err
    assert "stands in another file" in run("edit", "actors.dprk", "--set", "role=x", file=path).err
    assert run("edit", "panel-veto", "--delete", file=path).code == 0
    assert "additions" not in tomllib.loads(path.read_text())


def test_an_entry_is_taken_out(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    assert run("edit", "first", "--delete", file=path).code == 0
    assert path.read_text() == HEAD[: HEAD.index("# about the first")] + HEAD[HEAD.index("# about the third") :]
    refused = run("edit", "sources.me-1", "--delete", file=path)
    assert (refused.code, "E202" in refused.err) == (1, True)
    assert "nothing was written" in refused.err


def test_a_broken_file_is_mended_step_by_step(run: Run, tmp_path: Path) -> None:
    broken = HEAD.replace('kind = "event"', 'kind = "evnt"').replace('date = "2024-05-05"', 'date = "2024-15"')
    path = own_file(tmp_path, broken)
    first = run("edit", "first", "--set", "kind=event", file=path)
    assert first.code == 0, first.err
    assert "2 errors that the file had before are left" in first.err
    two = run("edit", "third", "--set", "title=Another title", file=path)
    assert two.code == 0, "what is wrong besides may be mended later"
    worse = run("edit", "third", "--set", "date=2024", "--set", "actors=nobody", file=path)
    assert worse.code == 1
    assert run("edit", "third", "--set", "kind=event", file=path).code == 0
    assert run("edit", "sources.me-1", "--set", "date=2024-05", file=path).code == 0
    assert run("check", str(path), file=None).code == 0


def test_what_is_typed_in_an_editor_takes_the_place_of_the_old_text(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own_file(tmp_path)
    new = '[sources.me-2]\npublisher = "Me"\nkind = "ngo"\nurl = "https://example.org/2"\ndate = "2024"\n'
    (tmp_path / "more").write_text("\n" + new)
    script = (
        'cp "$1" seen; sed -i "s/It happens/It takes place/" "$1"; cat more >> "$1"; rm more; '
        'sed -i "s/\\"me-1\\"\\]/\\"me-1\\", \\"me-2\\"]/" "$1"'
    )
    result = in_editor(run, tmp_path, monkeypatch, script, "first")
    assert result.code == 0, result.err
    first, _, seen = (tmp_path / "seen").read_text().partition("\n")
    assert first.startswith("#!| timeline ")
    assert seen == HEAD[HEAD.index("# about the first") : HEAD.index("\n# about the third")]
    text = path.read_text()
    expected = HEAD.replace("It happens", "It takes place", 1).replace('["me-1"]', '["me-1", "me-2"]', 1)
    assert text == expected.replace("# --- Events ---", new + "\n# --- Events ---")
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("script", "code", "said", "kept"),
    [
        ("true", 0, "closed without a change", False),
        ("exit 3", 1, "ended with exit code 3; nothing was written", False),
        ('echo "# x" >> "$1"; exit 3', 1, "what it left is in", True),
        ('rm "$1"', 1, "left no file; nothing was changed", False),
        (': > "$1"', 0, "came back empty", False),
        ('sed -i "s/event\\"$/evnt\\"/" "$1"', 1, "did you mean event?", True),
        ('sed -i "s/title = ./title = /" "$1"', 1, "E002", True),
        ("kill -9 $$", 1, "was ended by signal 9", False),
        ('printf "\\377" >> "$1"', 2, "is not UTF-8", True),
        ("(sleep 9 &) ", 0, "its option to wait", False),
    ],
)
def test_editors_that_do_otherwise(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, code: int, said: str, kept: bool
) -> None:
    path = own_file(tmp_path)
    result = in_editor(run, tmp_path, monkeypatch, script, "first")
    assert (result.code, path.read_text()) == (code, HEAD), result.err
    assert said in result.err
    name = "mine.first.edit.toml"
    assert left(tmp_path) == ([name] if kept else [])
    assert not kept or name in result.err


def test_what_is_wrong_stands_above_the_text_when_it_opens_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own_file(tmp_path)
    script = (
        'if grep -q evnt "$1"; then cp "$1" seen; sed -i "s/evnt/report/" "$1"; '
        'else sed -i "s/event\\"$/evnt\\"/" "$1"; fi'
    )
    assert in_editor(run, tmp_path, monkeypatch, script, "first").code == 0
    seen = (tmp_path / "seen").read_text().splitlines()
    assert seen[0].startswith("#!| timeline ")
    assert seen[1].startswith('#!| line 13: error[E104]: event "first": kind: "evnt"')
    assert seen[12] == 'kind = "evnt"'
    assert path.read_text() == HEAD.replace('kind = "event"', 'kind = "report"', 1)
    assert left(tmp_path) == []


def test_a_text_that_was_not_taken_over_is_opened_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own_file(tmp_path)
    in_editor(run, tmp_path, monkeypatch, 'sed -i "s/It happens/Long work/; s/event\\"$/evnt\\"/" "$1"', "first")
    kept = tmp_path / "mine.first.edit.toml"
    assert "Long work" in kept.read_text()
    again = in_editor(run, tmp_path, monkeypatch, 'sed -i "s/evnt/event/" "$1"', "first")
    assert again.code == 0, again.err
    assert "holds a text that was not taken over" in again.err
    assert "Long work" in path.read_text()
    assert left(tmp_path) == []


def test_an_event_that_changed_meanwhile_is_not_written_over_and_others_may_change(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own_file(tmp_path)
    other = f'sed -i "s/third thing/3rd thing/" {path}; sed -i "s/It happens/Mine/" "$1"'
    assert in_editor(run, tmp_path, monkeypatch, other, "first").code == 0
    assert "Mine" in path.read_text()
    assert "3rd thing" in path.read_text()
    same = f'sed -i "s/first thing/1st thing/" {path}; sed -i "s/Mine/Also mine/" "$1"'
    refused = in_editor(run, tmp_path, monkeypatch, same, "first")
    assert refused.code == 2
    assert "first has changed since it was opened; nothing was written" in refused.err
    assert "1st thing" in path.read_text()
    kept = tmp_path / "mine.first.edit.toml"
    assert "Also mine" in kept.read_text()
    again = in_editor(run, tmp_path, monkeypatch, "true", "first")
    assert "holds an edit of a text that has changed since" in again.err
    assert "Also mine" in kept.read_text()
    assert "1st thing" in path.read_text()


def test_what_is_kept_is_the_owner_s_alone_and_stays_whatever_happens(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own_file(tmp_path)
    in_editor(run, tmp_path, monkeypatch, 'sed -i "s/It happens/Long work/; s/event\\"$/evnt\\"/" "$1"', "first")
    kept = tmp_path / "mine.first.edit.toml"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert "can't run the editor" in run("edit", "first", file=path).err
    assert "Long work" in kept.read_text()


def test_one_text_is_open_in_one_editor_and_new_events_in_several(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own_file(tmp_path)
    kept = tmp_path / "mine.first.edit.toml"
    kept.write_text(f"#!| timeline 00000000 {os.getppid()}: lines\nsomebody's\n")
    assert "is open in another editor" in in_editor(run, tmp_path, monkeypatch, "true", "first").err
    other = tmp_path / "mine.new-event.edit.toml"
    other.write_text(f"#!| timeline 00000000 {os.getppid()}: lines\nsomebody's\n")
    added = run("add", file=path)
    assert "editing" in added.err
    assert "mine.new-event-2.edit.toml" in added.err
    assert other.read_text().endswith("somebody's\n")


def test_lines_of_one_s_own_that_begin_like_a_script_stay(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own_file(tmp_path, "#!/usr/bin/env timeline\n#! mine\n" + HEAD)
    before = path.read_bytes()
    assert in_editor(run, tmp_path, monkeypatch, "true").code == 0
    assert path.read_bytes() == before


def test_ctrl_c_is_the_editor_s(tmp_path: Path) -> None:
    from dprkru_timeline.cli.editor import _run

    assert _run(["sh", "-c", "kill -INT $$; exit 0"], tmp_path / "x") == -2


def test_a_new_event_from_the_template(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = own_file(tmp_path)
    blanks = {
        "date": "2024-06",
        "title": "A new thing",
        "summary": "S.",
        "publisher": "P",
        "url": "https://example.org/9",
    }
    filled = "; ".join(f's#^{key} = \\"\\"#{key} = \\"{value}\\"#' for key, value in blanks.items())
    # Title and date of the source stay empty: they are not known.
    script = (
        f'cp "$1" seen; sed -i "{filled}" "$1"; sed -i "/^.sources/,\\$ s/^\\(title\\|date\\) = .*/\\1 = \\"\\"/" "$1"'
    )
    monkeypatch.setenv("EDITOR", editor(tmp_path, script))
    result = run("add", "--actor", "Pyongyang", "--edit", file=path)
    assert result.code == 0, result.err
    assert 'actors = ["dprk"]' in (tmp_path / "seen").read_text()
    event = load(str(path)).get("new-thing")
    assert event
    assert (str(event.date), event.actors, event.doers) == ("2024-06", ("dprk",), ())
    assert "new-source" not in path.read_text()
    assert '""' not in path.read_text().replace('"""', "")
    assert left(tmp_path) == []


def test_the_whole_file_be_it_no_toml(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = own_file(tmp_path, HEAD.replace('title = "Mine"', "title = Mine"))
    result = in_editor(run, tmp_path, monkeypatch, 'sed -i "s/= Mine/= \\"Mine\\"/" "$1"')
    assert result.code == 0, result.err
    assert path.read_text() == HEAD


def test_what_is_added_to_another_file_s_event_in_an_editor(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own_file(tmp_path)
    assert in_editor(run, tmp_path, monkeypatch, 'echo "note = \\"Ask.\\"" >> "$1"', "panel-veto").code == 0
    assert tomllib.loads(path.read_text())["additions"] == [{"to": "panel-veto", "note": "Ask."}]
    assert in_editor(run, tmp_path, monkeypatch, 'sed -i "s/Ask/Tell/" "$1"', "panel-veto").code == 0
    assert tomllib.loads(path.read_text())["additions"] == [{"to": "panel-veto", "note": "Tell."}]


def test_an_editor_has_arguments_and_visual_comes_first(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_file(tmp_path)
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.setenv("VISUAL", editor(tmp_path, 'echo "$1 $2" > seen') + " --wait 'two words'")
    run("edit", "first", file=tmp_path / "mine.toml")
    assert (tmp_path / "seen").read_text() == "--wait two words\n"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", "no editor is set"),
        ("no-such-editor", "can't run the editor no-such-editor"),
        ("'", "which is no command"),
        ("code", "EDITOR='code --wait'"),
    ],
)
def test_editors_that_are_none(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, said: str
) -> None:
    path = own_file(tmp_path)
    (tmp_path / "code").write_text("#!/bin/sh\n")
    (tmp_path / "code").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("EDITOR", value)
    result = run("edit", "first", file=path)
    assert said in result.err
    assert path.read_text() == HEAD
    assert [one for one in left(tmp_path) if one != "code"] == []


def test_without_a_terminal_no_editor_is_opened(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_file(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    result = in_editor(run, tmp_path, monkeypatch, "exit 9", "first")
    assert result.code == 2
    assert "there is no terminal for an editor" in result.err
    assert "--set KEY=VALUE" in result.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--set", "title=x"), "no event is named"),
        (("first", "--delete", "--set", "title=x"), "are both given"),
        (("first", "--set", "titel=x"), "did you mean title?"),
        (("nothing-like-it", "--set", "title=x"), "nothing-like-it"),
        (("sources.nothing", "--set", "title=x"), 'no source "nothing"'),
        (("first", "--remove", "places=kursk"), "no places to remove"),
    ],
)
def test_what_can_not_be_changed_is_said(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run("edit", *arguments, file=own_file(tmp_path))
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert (tmp_path / "mine.toml").read_text() == HEAD


def test_what_is_wrong_in_a_whole_file_is_told_with_its_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own_file(tmp_path)
    result = in_editor(run, tmp_path, monkeypatch, 'sed -i "s/kind = .event./kind = \\"evnt\\"/" "$1"')
    assert result.code == 1
    line = HEAD.splitlines().index('kind = "event"') + 1
    assert f"{path}:{line}: error[E104]" in result.err
    assert path.read_text() == HEAD


def test_a_source_takes_the_place_of_another_everywhere(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    before = path.read_text(encoding="utf-8")
    result = run("edit", "--file", str(path), "sources.me-1", "--rename", "mine", file=None)
    assert (result.code, result.err) == (0, "")
    assert result.out == f"{path}: named me-1 mine in 2 places\n"
    after = path.read_text(encoding="utf-8")
    assert after == before.replace("me-1", "mine")
    refused = run("edit", "--file", str(path), "sources.mine", "--rename", "x", "--set", "kind=news", file=None)
    assert (refused.code, refused.out) == (2, "")
    kept = run("edit", "--file", str(path), "first", "--rename", "second", file=None)
    assert "first keeps its id" in kept.err
    assert path.read_text(encoding="utf-8") == after
