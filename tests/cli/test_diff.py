"""``timeline diff``: what a reader wants to know has changed."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DATA, EDITION_1, FIRST_HALF, Run
from tests.keeping import HEAD, own_file

Golden = Callable[[str, str], None]
FORMATS = ("json", "jsonl", "csv", "tsv", "md", "html", "docx", "xlsx", "sqlite", "parquet")
QUERIES = (
    "theme:labor",
    'actor:dprk or "student visas"',
    "북한 since:2024-12 limit:3",
    "",
    "reverse:yes last:4",
    "not:theme:labor",
)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_between_two_days(run: Run, golden: Golden) -> None:
    for ending in ("txt", "md", "json"):
        result = run("diff", "--as-of", "2019", "--to", "2024-11", *(("-f", ending) if ending != "txt" else ()))
        assert result.code == 1
        golden(f"diff/days.{ending}", result.out)


@pytest.mark.parametrize("width", ["60", "140"])
def test_at_other_widths(run: Run, golden: Golden, width: str) -> None:
    golden(f"diff/days-{width}.txt", run("diff", "--as-of", "2019", "--to", "2024-11", "--width", width).out)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("name", FORMATS)
def test_nothing_has_changed_since_an_export_of_now(run: Run, name: str, query: str) -> None:
    if name in ("docx", "xlsx", "parquet"):
        pytest.importorskip({"docx": "docx", "xlsx": "xlsxwriter", "parquet": "pyarrow"}[name])
    assert run("export", *query.split(), "-f", name, "-o", "then", "--force").code == 0
    Path("then").rename(f"then.{name}")
    result = run("diff", f"then.{name}")
    assert (result.code, result.lines[-1].partition(" in what")[0]) == (0, "Nothing has changed"), (
        result.out + result.err
    )
    is_part = "new events are not looked for" in result.err
    assert ("in what it shows" in result.out) is is_part, "what is not looked for is said where the answer is"


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_a_brief_carries_what_it_was_asked_and_told(run: Run, ending: str) -> None:
    if ending == "docx":
        pytest.importorskip("docx")
    assert run("brief", "actor:dprk", "--as-of", "2024-11-15", "-o", f"then.{ending}").code == 0
    assert run("brief", "actor:dprk", "-o", f"now.{ending}").code == 0
    assert run("diff", f"now.{ending}").code == 0
    result = run("diff", f"then.{ending}")
    assert result.code == 1
    if ending != "md":
        shown = run("diff", f"then.{ending}", "--json").out
        days = run("diff", "--as-of", "2024-11-15", "--json").out
        then, now = json.loads(shown), json.loads(days)
        mine = {event["id"] for event in json.loads(run("show", "actor:dprk", "--json").out)["events"]}
        for key in ("added", "statuses"):
            ids = [(one.get("event") or one)["id"] for one in then[key]]
            assert ids == [id_ for one in now[key] if (id_ := (one.get("event") or one)["id"]) in mine], key
        assert then["old"]["query"] == "actor:dprk as-of:2024-11-15"
        assert then["old"]["as_of"] == "2024-11-15"


def test_each_kind_of_change_between_two_files(run: Run, tmp_path: Path) -> None:
    new = HEAD.replace('extends = ["builtin"]\n', VOCABULARY)
    base = own_file(tmp_path, new)
    new = (
        new.replace('"2024-05-06"', '"2024-05-07"')
        .replace("The third thing", "Another title")
        .replace("It happens. ", "It took place. ")
    )
    third = 'actors = ["russia"]\nsources = ["me-1"]\n'
    assert new.count(third) == 1
    new = new.replace(third, third.replace("sources", 'doers = ["russia"]\nsources') + CLAIMS) + EVENT
    own_file(tmp_path, new, "new.toml")
    result = run("diff", str(base), "new.toml", "--json", file=None)
    assert result.code == 1
    found = json.loads(result.out)
    assert found["summary"] == (
        "1 new; 1 claimed → disputed, by Russia on 2 August 2024; 1 re-dated; 1 re-titled; 1 reworded; 1 denial; "
        "1 further claim; 1 new number"
    )
    assert [one["id"] for one in found["added"]] == ["fourth"]
    assert [(one["event"]["id"], one["was"], one["now"]) for one in found["redated"]] == [
        ("first", "6 May 2024", "7 May 2024")
    ]
    assert [(one["was"], one["now"]) for one in found["retitled"]] == [("The third thing", "Another title")]
    assert [one["id"] for one in found["reworded"]] == ["first"]
    assert [one["by"] for one in found["denials"]] == ["russia"]
    assert [one["by"] for one in found["claims"]] == ["dprk"]
    assert [(one["event"]["id"], one["now"], one["why"]) for one in found["statuses"]] == [
        ("third", "disputed", "by Russia on 2 August 2024")
    ]
    assert [(one["measure"], one["by"], one["was"], one["now"]) for one in found["numbers"]] == [
        ("killed", "dprk", None, "about 600")
    ]
    back = json.loads(run("diff", "new.toml", str(base), "--json", file=None).out)
    assert [one["id"] for one in back["gone"]] == ["fourth"]
    assert [one["by"] for one in back["claims_gone"]] == ["dprk", "russia"]
    later = new.replace("600~", "2000~").replace('date = "2024-08-01"', 'date = "2024-08-03"')
    own_file(tmp_path, later, "later.toml")
    assert "Soldiers killed: DPRK now about 2,000, was about 600" in " ".join(
        run("diff", "new.toml", "later.toml", file=None).out.split()
    )


def test_what_was_wrong_is_told_to_whoever_quoted_it(run: Run, tmp_path: Path) -> None:
    old = HEAD.replace('extends = ["builtin"]\n', VOCABULARY).replace("edition = 2026-11-29", "edition = 2026-05-01")
    base = own_file(tmp_path, old)
    mended = 'actors = ["russia"]\nsources = ["me-1"]\n'
    fix = '[[events.corrections]]\nday = {}\nwas = "It was another day."\nwhy = "The page says so."\n'
    own_file(tmp_path, old.replace(mended, mended + fix.format("2026-06-01")), "new.toml")
    result = run("diff", str(base), "new.toml", file=None)
    assert result.code == 1
    assert "\n1 corrected\n" in result.out
    assert "The third thing; until then: It was another day. Why: The page says so." in " ".join(result.out.split())
    (row,) = json.loads(run("diff", str(base), "new.toml", "--json", file=None).out)["corrected"]
    assert (row["event"]["id"], row["day"], row["was"]) == ("third", "2026-06-01", "It was another day.")
    own_file(tmp_path, old.replace(mended, mended + fix.format("2000-01-01")), "long-ago.toml")
    assert run("diff", str(base), "long-ago.toml", file=None).code == 0


VOCABULARY = """
[actors.dprk]
name = "DPRK"
kind = "state"

[actors.russia]
name = "Russia"
kind = "state"

[themes.arms]
name = "Arms"
description = "Arms."

[measures.killed]
name = "Soldiers killed"
unit = "soldiers"
counts = "cumulative"
description = "Killed."
"""
CLAIMS = """
[[events.claims]]
by = "dprk"
stance = "asserts"
says = "About 600."
date = "2024-08-01"
source = "me-1"
amounts = { killed = "600~" }

[[events.claims]]
by = "russia"
stance = "denies"
says = "No."
date = "2024-08-02"
source = "me-1"
"""
EVENT = """
[[events]]
id = "fourth"
date = "2024-09"
title = "The fourth thing"
summary = "It happens."
kind = "event"
actors = ["russia"]
sources = ["me-1"]
"""


def test_an_event_that_answers_no_more_is_not_gone(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    assert run("export", "--file", str(path), "theme:arms", "file:mine", "-o", "then.json", file=None).code == 0
    assert run("edit", "first", "--remove", "themes=arms", file=path).code == 0
    found = json.loads(run("diff", "then.json", "--file", str(path), "--json", file=None).out)
    assert [one["id"] for one in found["no_longer_an_answer"]] == ["first"]
    assert found["gone"] == []


def test_a_table_does_not_say_what_was_asked(run: Run, tmp_path: Path) -> None:
    run("export", "theme:labor", "-o", "then.csv")
    alone = run("diff", "then.csv")
    assert "it does not say what was asked, so new events are not looked for" in alone.err
    assert alone.code == 0
    assert run("diff", "then.csv", "--query", "theme:labor").code == 0
    assert json.loads(run("diff", "then.csv", "--query", "", "--json").out)["added"]


def test_a_brief_in_markdown_shows_only_some(run: Run) -> None:
    run("brief", "-o", "brief.md", file=None)
    result = run("diff", "brief.md", "--json", file=None)
    assert "so new events are not looked for" in result.err
    assert json.loads(result.out)["added"] == []


def test_what_is_not_known_in_the_form_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("export", "-o", "then.json")
    document = json.loads(Path("then.json").read_text(encoding="utf-8"))
    document["new_key"] = {"x": 1}
    for event in document["events"]:
        event |= {"mood": "new", "claims": [{**claim, "weight": 3} for claim in event["claims"]]}
    Path("then.json").write_text(json.dumps(document), encoding="utf-8")
    assert run("diff", "then.json").code == 0


def test_private_notes_are_in_no_snapshot(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path, HEAD.replace('themes = ["arms"]', 'themes = ["arms"]\nnote = "Nobody may read this."'))
    for name in ("docx", "xlsx", "html", "sqlite"):
        run("export", "file:mine", "-f", name, "-o", f"then.{name}", file=path)
        data = Path(f"then.{name}").read_bytes()
        if name in ("docx", "xlsx"):
            with zipfile.ZipFile(f"then.{name}") as archive:
                data = b"".join(map(archive.read, archive.namelist()))
                assert sum(b"timeline_snapshot" in archive.read(one) for one in archive.namelist()) == 1
        assert b"Nobody may read" not in data


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "nothing is named to compare with"),
        (("--to", "2024"), "--to has no --as-of"),
        (("x.json", "--as-of", "2024"), "are both given"),
        (("--as-of", "2024-11", "--to", "2019"), "write --as-of 2019 --to 2024-11"),
        (("no.docx",), "no file no.docx"),
        (("builtin", "-o", "x.docx"), 'the ending ".docx" is no format\'s'),
        (("bad.docx",), "carries no snapshot"),
        (("bad.json",), "carries no snapshot"),
        (("bad.csv",), "carries no snapshot"),
        (("bad.md",), "carries no snapshot"),
        (("bad.sqlite",), "carries no snapshot"),
        (("x.txt",), "x.txt"),
        (("git:",), "names no revision"),
        (("git:--upload-pack=x",), "names no revision"),
        (("git:HEAD:no.toml",), "git has no git:HEAD:no.toml"),
        (("builtin", "-f", "md", "--json"), "are both given"),
    ],
)
def test_what_can_not_be_compared_is_said(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 no zip")
    (tmp_path / "bad.json").write_text('{"events": [3]}')
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    (tmp_path / "bad.md").write_text("# Nothing\n")
    (tmp_path / "bad.sqlite").write_bytes(b"SQLite format 3\x00 no database")
    (tmp_path / "x.txt").write_text("x")
    result = run("diff", *arguments)
    assert result.code in (1, 2)
    assert result.out == ""
    assert said in result.err


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
def test_a_file_as_it_was_in_git_and_nothing_is_run(run: Run, tmp_path: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=n", "-c", "user.email=e@example.org", *words], check=True, capture_output=True
        )

    path = own_file(tmp_path)
    git("init", "-q")
    git("config", "diff.x.textconv", "touch ran-textconv;cat")
    git("config", "filter.x.smudge", "touch ran-filter;cat")
    (tmp_path / ".gitattributes").write_text("*.toml diff=x filter=x\n")
    git("add", "mine.toml")
    git("commit", "-qm", "one")
    git("config", "core.fsmonitor", "touch ran-monitor")
    git("config", "alias.cat-file", "!touch ran-alias")
    path.write_text(HEAD.replace("2024-05-06", "2024-05-07"))
    result = run("diff", "git:HEAD", "--file", "mine.toml", file=None)
    assert result.code == 1
    assert "1 re-dated" in result.out
    for words in (("git:HEAD:mine.toml", "mine.toml"), ("git:HEAD", "--file", str(path))):
        assert "1 re-dated" in run("diff", *words, file=None).out
    assert run("diff", "git:HEAD:mine.toml", "git:HEAD:./mine.toml", file=None).code == 0
    assert not [one.name for one in tmp_path.iterdir() if one.name.startswith("ran-")]
    assert run("diff", "git:HEAD~4", "--file", "mine.toml", file=None).code == 2


def test_to_a_file(run: Run) -> None:
    result = run("diff", "--as-of", "2019", "--to", "2024-11", "-o", "changes.md")
    assert result.code == 1
    assert Path("changes.md").read_text(encoding="utf-8").startswith("# What has changed\n")
    assert "exists" in run("diff", "--as-of", "2019", "--to", "2024-11", "-o", "changes.md").err


def test_a_brief_of_other_files_is_compared_with_them(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    assert run("brief", "file:mine", "-o", "brief.html", file=path).code == 0
    forgotten = run("diff", "brief.html", file=None)
    assert "it was made of “Mine”, and is compared with" in forgotten.err
    assert run("diff", "brief.html", str(path), file=None).code == 0


def test_data_is_text_in_it(run: Run) -> None:
    for name in ("md", "text"):
        result = run("diff", "--as-of", "0001", "-f", name, file=DATA / "hostile" / "00-good.toml")
        assert result.code == 1


@pytest.mark.parametrize(
    ("name", "data", "module", "said"),
    [
        ("was.parquet", b"PAR1", "pyarrow", "pip install 'dprkru-timeline[data]'"),
        ("was.db", b"SQLite format 3\x00", "sqlite3", "this Python was built without SQLite"),
    ],
)
def test_a_library_that_is_not_there_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, module: str, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    monkeypatch.setitem(sys.modules, module, None)
    result = run("diff", str(tmp_path / name))
    assert result.code == 2
    assert said in result.err


def test_days_past_what_was_searched_are_said_to_be(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_TODAY", "2026-11-25")
    shipped = FIRST_HALF
    late = run("diff", "--as-of", "2026-03-01", "--to", "2026-10-01", file=shipped)
    assert "sources were searched up to 16 March 2026: what became known later is not in it" in late.err
    assert "searched" not in run("diff", "--as-of", "2025-01-01", "--to", "2025-10-01", file=shipped).err


@pytest.mark.parametrize("ending", ["md", "html", "docx", "xlsx"])
def test_what_does_not_say_what_was_asked_is_a_part(run: Run, ending: str) -> None:
    assert run("export", "theme:labor", "--no-query", "-o", f"silent.{ending}").code == 0
    if ending in ("md", "html"):
        assert "theme:labor" not in Path(f"silent.{ending}").read_text(encoding="utf-8")
    result = run("diff", f"silent.{ending}")
    assert result.code == 0
    assert "Nothing has changed in what it shows, 5 events; new ones were not looked for" in " ".join(
        result.out.split()
    )


def test_no_query_ends_the_comment_that_holds_it(run: Run) -> None:
    text = run("export", '"a --> <b> & c"', "or", "theme:labor", "-f", "md").out
    (comment,) = [line for line in text.splitlines() if line.startswith("<!-- timeline:")]
    assert comment.index("-->") == len(comment) - 3
    Path("odd.md").write_text(text, encoding="utf-8")
    assert '"a --> <b> & c" or theme:labor' in run("diff", "odd.md").out


@pytest.mark.parametrize(("counts", "sentence"), [("planned", "1 new number"), ("cumulative", "was up to 40,000")])
def test_a_further_plan_takes_no_earlier_one_s_place_as_a_total_does(run: Run, counts: str, sentence: str) -> None:
    old = (DATA / "figures.toml").read_text(encoding="utf-8").replace('"planned"', f'"{counts}"')
    *_, event = old.split("[[events]]\n")
    head, *_, claim = event.split("[[events.claims]]\n")
    further = re.sub(r'id = "[^"]+"', 'id = "further"', head, count=1).replace("2025-06-15", "2025-06-16")
    claim = claim.replace("..40000", "..900").replace("40,000", "900").replace("2025-06-15", "2025-06-16")
    Path("old.toml").write_text(old, encoding="utf-8")
    new = f"{old}\n[[events]]\n{further}[[events.claims]]\n{claim}"
    Path("new.toml").write_text(new, encoding="utf-8")
    out = " ".join(run("diff", "old.toml", "new.toml", file=None).out.split())
    assert sentence in out


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("before", "name"),
    [(EDITION_1, "second-edition"), (FIRST_HALF, "second-half")],
    ids=["first edition", "first half of the second"],
)
def test_an_earlier_edition_against_the_one_that_ships(run: Run, golden: Golden, before: Path, name: str) -> None:
    result = run("diff", str(before), "builtin", "--width", "100", file=None)
    assert (result.code, result.err) == (1, "")
    head = result.out.partition("\n\n")[0]
    headings = [line for line in result.lines if re.fullmatch(r"[A-Z][A-Za-z -]+ \([0-9,]+\)", line)]
    golden(f"diff/{name}.txt", "\n".join([head, "", *headings, ""]))
