"""Files that extend others: what one adds to another's events and sources, and what it can't."""

from pathlib import Path

import pytest

from dprkru_timeline import load
from dprkru_timeline.asof import as_known_on
from dprkru_timeline.chronology import without_notes
from dprkru_timeline.errors import InvalidFile
from dprkru_timeline.model import Status
from tests.conftest import Run

HEAD = 'schema = 2\n[chronology]\ntitle = "Mine"\nedition = 2026-11-29\nextends = ["builtin"]\n'
OWN = """
[themes.mine]
name = "My theme"
description = "Mine."

[sources.mine-1]
publisher = "Me"
kind = "ngo"
url = "https://example.org/1"
date = "2025-05-05"

[[additions]]
to = "panel-veto"
themes = ["mine", "sanctions"]
note = "Ask the mission."

[[additions.claims]]
by = "nis"
stance = "asserts"
says = "It was useful."
date = "2025-05-05"
source = "mine-1"
"""


EVENT = (
    '\n[[events]]\nid = "own"\ndate = "2025-05-06"\ntitle = "Mine alone"\nsummary = "S."\nkind = "event"\n'
    'actors = ["dprk"]\nsources = ["mine-1"]\n'
)


def errors(tmp_path: Path, text: str, *others: str) -> list[str]:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidFile) as refused:
        load(str(path), *others)
    return [
        f"{Path(one.file).name}:{one.line} {one.code} {one.field}: {one.message}; {one.help}"
        for one in refused.value.problems
    ]


def test_lists_grow_and_values_that_were_not_there_are_set(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(HEAD + OWN, encoding="utf-8")
    whole, shipped = load(str(path)), load()
    event, before = whole.get("panel-veto"), shipped.get("panel-veto")
    assert event
    assert before
    assert event.themes == (*before.themes, "mine")
    assert event.note == "Ask the mission."
    assert event.claims[:-1] == before.claims
    assert (event.claims[-1].by, event.claims[-1].file) == ("nis", "mine")
    assert event.file == "builtin"
    assert whole.files == ("mine", "builtin")
    assert len(whole.events) == len(shipped.events)
    assert without_notes(whole).get("panel-veto") == event._replace(note="")
    assert not any(one.note for one in as_known_on(whole, whole.edition).events)


def test_a_claim_of_another_file_changes_a_status_and_says_whose_it_is(run: Run, tmp_path: Path) -> None:
    shipped = load()
    claimed = next(one for one in shipped.events if one.status is Status.CLAIMED and one.doers)
    path = tmp_path / "mine.toml"
    text = OWN.replace("panel-veto", claimed.id).replace("nis", claimed.doers[0]).replace('"asserts"', '"confirms"')
    path.write_text(HEAD + text, encoding="utf-8")
    whole = load(str(path))
    event = whole.get(claimed.id)
    assert event
    assert event.status is Status.CONFIRMED
    for arguments in (("info", claimed.id), ("claims", f"id:{claimed.id}", "file:mine")):
        assert "added in mine" in " ".join(run(*arguments, file=path).out.split())
    assert '"file": "mine"' in run("show", f"id:{claimed.id}", "--json", file=path).out


def test_events_of_a_further_file_are_marked_and_found(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    own = EVENT
    path.write_text(HEAD + OWN + own, encoding="utf-8")
    assert "Mine alone (claimed) (in mine)" in run("show", "id:own", "--view", "oneline", file=path).out
    assert [line.split()[0] for line in run("show", "file:mine", "--view", "oneline", file=path).lines] == [
        "panel-veto",
        "own",
    ]
    assert "panel-veto" in run("show", "file:BUILTIN", "id:panel-veto", "--view", "oneline", file=path).out
    assert 'no file "nine"' in run("show", "file:nine", file=path).err
    assert "(in mine)" in run("export", "id:own", "-f", "md", file=path).out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[[additions]]\nto = "panel-vetto"\n',
            'mine.toml:7 E202 to: no event "panel-vetto" is defined; did you mean panel-veto?',
        ),
        ('[[additions]]\nthemes = ["x"]\n', "mine.toml:6 E101 to: is missing; "),
        (
            '[[additions]]\nto = "panel-veto"\nstatus = "claimed"\n',
            'mine.toml:8 E216 status: "confirmed" stands there already (events.toml:',
        ),
        (
            '[[additions]]\nto = "panel-veto"\nnote = "a"\n[[additions]]\nto = "panel-veto"\nnote = "b"\n',
            "mine.toml:11 E216 note: a note stands there already (line 8); say all of it in one place",
        ),
        (
            '[[additions]]\nto = "panel-veto"\nthemes = ["nothing"]\n',
            'mine.toml:8 E202 themes: no theme "nothing" is defined',
        ),
        ('[[additions]]\nto = "panel-veto"\ntitle = "x"\n', "mine.toml:8 E102 title: unknown key"),
        ("[source_additions.nothing]\n", 'mine.toml:6 E202 source_additions.nothing: no source "nothing" is defined'),
        ('[source_additions.un-sc15648]\nurl = "https://example.org"\n', "E2"),
        ("additions = 3\n", "must be an array of tables; write [[additions]] before each addition"),
    ],
)
def test_what_can_not_be_added_is_named_with_both_places(tmp_path: Path, text: str, said: str) -> None:
    found = errors(tmp_path, HEAD + text if text[0] == "[" else text + HEAD)
    assert any(said in one for one in found), found


def test_an_addition_to_one_s_own_event_is_an_error(tmp_path: Path) -> None:
    own = EVENT
    (found,) = errors(tmp_path, HEAD + OWN + own + '\n[[additions]]\nto = "own"\n')
    assert '"own" is an event of this file (line' in found
    assert "E215" in found


def test_what_is_extended_must_be_there_and_lies_beside_the_file(tmp_path: Path, run: Run) -> None:
    (found,) = errors(tmp_path, HEAD.replace('"builtin"', '"builtin", "no.toml"'))
    assert "mine.toml:5 E214 chronology.extends: no file" in found
    inner = tmp_path / "inner"
    inner.mkdir()
    base = inner / "base.toml"
    base.write_text(
        HEAD.replace("Mine", "Base").replace('"builtin"', '"builtin", "../mine.toml"') + OWN, encoding="utf-8"
    )
    path = tmp_path / "mine.toml"
    path.write_text(HEAD.replace('"builtin"', '"inner/base.toml"'), encoding="utf-8")
    assert load(str(path)).files == ("mine", "base", "builtin"), "a ring of files is read once each"
    piped = run("show", "--file", "-", "--key", stdin=path.read_bytes())
    assert "has no folder to look for inner/base.toml in" in piped.err
    (tmp_path / "other.toml").write_bytes((tmp_path / "mine.toml").read_bytes())
    assert load(str(path), str(base)).files[:2] == ("mine", "base")


def test_check_tells_warnings_of_the_file_named_only(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(HEAD + OWN.replace('"mine", ', ""), encoding="utf-8")
    result = run("check", str(path), file=None)
    assert result.code == 0
    assert "sources.mine-1" not in result.out
    assert "themes.mine: no event uses it" in result.out
    assert all(line.startswith((str(path), "  ")) or "warning" in line for line in result.lines)


def test_warnings_of_what_is_extended_are_for_those_who_keep_it(run: Run, tmp_path: Path) -> None:
    base, path = tmp_path / "base.toml", tmp_path / "mine.toml"
    base.write_text(HEAD.replace("Mine", "Base") + OWN.replace('"mine", ', ""), encoding="utf-8")
    path.write_text(HEAD.replace('"builtin"', '"base.toml"'), encoding="utf-8")
    assert "themes.mine: no event uses it" in run("check", str(base), file=None).out
    assert "themes.mine" not in run("check", str(path), file=None).out


def test_schema_1_has_none_of_it(tmp_path: Path) -> None:
    text = (HEAD + OWN).replace("schema = 2", "schema = 1")
    found = errors(tmp_path, text)
    assert sum("is a key of schema 2" in one for one in found) >= 3


PRIVATE = "Ask the mission."


@pytest.mark.parametrize(
    "name", ["csv", "tsv", "md", "json", "jsonl", "html", "ics", "geojson", "timelinejs", "mermaid", "sqlite"]
)
def test_a_private_note_leaves_in_no_format_unless_asked(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(HEAD + OWN, encoding="utf-8")
    assert PRIVATE not in run("export", "id:panel-veto", "-f", name, file=path).out
    asked = run("export", "id:panel-veto", "-f", name, "--notes", file=path)
    if name in ("csv", "tsv", "md", "json", "jsonl"):
        assert PRIVATE in asked.out
    else:
        assert asked.code == 2
        assert "--notes is not for" in asked.err


def test_a_private_note_is_shown_to_who_keeps_the_file_and_nowhere_else(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(HEAD + OWN, encoding="utf-8")
    shown = {
        ("info", "panel-veto"): True,
        ("info", "panel-veto", "--json"): False,
        ("info", "panel-veto", "--json", "--notes"): True,
        ("show", "id:panel-veto"): False,
        ("show", "id:panel-veto", "--full"): True,
        ("show", "id:panel-veto", "--full", "--as-of", "2026"): False,
        ("show", "id:panel-veto", "--json"): False,
        ("show", "id:panel-veto", "--json", "--notes"): True,
        ("show", "mission"): False,
        ("brief", "id:panel-veto"): False,
        ("brief", "id:panel-veto", "-f", "md"): False,
        ("brief", "id:panel-veto", "-f", "html"): False,
        ("claims", "id:panel-veto"): False,
        ("around", "panel-veto", "--json"): False,
        ("cite", "panel-veto"): False,
        ("diff", "builtin", str(path)): False,
        ("diff", "builtin", str(path), "--json"): False,
    }
    for arguments, expected in shown.items():
        assert (PRIVATE in " ".join(run(*arguments, file=path).out.split())) is expected, arguments


def test_python_s_export_keeps_it_too(tmp_path: Path) -> None:
    import io

    from dprkru_timeline import ask, export
    from dprkru_timeline.formats import Options

    path = tmp_path / "mine.toml"
    path.write_text(HEAD + OWN, encoding="utf-8")
    answer = ask("id:panel-veto", files=path)
    assert answer.events[0].note == PRIVATE
    for options, expected in ((None, False), (Options(notes=True), True)):
        out = io.StringIO()
        export(answer.chronology, "json", out, options)
        assert (PRIVATE in out.getvalue()) is expected
