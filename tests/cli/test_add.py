"""``timeline add``: events, claims and sources in their places, and nothing else changed."""

import difflib
import json
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from dprkru_timeline import load
from tests.conftest import TODAY, Run
from tests.keeping import HEAD, own_file

EVENT = (
    "--date",
    "19 June 2024",
    "--title",
    "The second thing is said",
    "--summary",
    'They say "so".',
    "--actor",
    "Pyongyang",
)
SOURCE = ("--source", "https://news.example.org/1", "--publisher", "Example News", "--source-date", "20 june 2024")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def added(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that came, and those that went."""
    rows = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    return [row[2:] for row in rows if row[0] == "+"], [row[2:] for row in rows if row[0] == "-"]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_an_event_goes_to_its_place_and_every_other_byte_stays(
    run: Run, tmp_path: Path, ends: str, mark: bytes
) -> None:
    path = tmp_path / "mine.toml"
    before = HEAD.replace("\n", ends)
    path.write_bytes(mark + before.encode())
    result = run("add", *EVENT, *SOURCE, "--theme", "Arms", "--note", "mine", file=path)
    assert result.code == 0, result.err
    assert result.out == f"{path}: added event second-thing-said, source example-news-2024-06-20\n"
    raw = path.read_bytes()
    assert raw.startswith(mark)
    came, went = added(before, raw[len(mark) :].decode())
    assert went == []
    shown = "".join(came).replace(ends, "\n")
    for own in (
        '[sources.example-news-2024-06-20]\npublisher = "Example News"\ndate = "2024-06-20"\n'
        f'url = "https://news.example.org/1"\nkind = "news"\naccessed = {TODAY}\n',
        '[[events]]\nid = "second-thing-said"\ndate = "2024-06-19"\ntitle = "The second thing is said"\n'
        'summary = "They say \\"so\\"."\nkind = "event"\nactors = ["dprk"]\nthemes = ["arms"]\n'
        'sources = ["example-news-2024-06-20"]\nnote = "mine"\n',
    ):
        assert own in shown
    assert len(came) == 16 + 2, "two blank lines besides"
    assert [one["id"] for one in tomllib.loads(raw[len(mark) :].decode())["events"]] == [
        "first",
        "second-thing-said",
        "third",
    ]


def test_what_it_says_of_the_new_event_is_what_check_says_but_that_nobody_has_read_it_again(
    run: Run, tmp_path: Path
) -> None:
    path = own_file(tmp_path)
    said = run("add", *EVENT, *SOURCE, file=path)
    assert "warning[W310]" in said.err
    assert "W313" not in said.err
    assert "first" not in said.err


def test_an_address_that_is_known_is_used_and_a_host_that_is_known_says_who_publishes(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    known = next(
        one for one in load().sources.values() if one.url.startswith("https://www.") and not one.url.endswith("/")
    )
    assert run("add", *EVENT, "--source", known.url.replace("https://www.", "http://") + "/", file=path).code == 0
    assert tomllib.loads(path.read_text())["events"][1]["sources"] == [known.id]
    other = run("add", *EVENT[:2], "--title", "Another", *EVENT[4:], "--source", known.url + "-other", file=path)
    assert other.code == 0, other.err
    new = list(tomllib.loads(path.read_text())["sources"].values())[-1]
    assert new["publisher"] == known.publisher


def test_all_that_is_missing_or_wrong_is_told_at_once_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    result = run("add", "--date", "13/13/2024", "--title", "x", "--actor", "nobody", "--theme", "labour", file=path)
    assert result.code == 2
    assert "4 things of the new event are missing or wrong" in result.err
    for name in ("date", "summary", "actor", "source"):
        assert f"\n  {name}  " in result.err
    assert path.read_text() == HEAD
    assert "write --publisher NAME" in run("add", *EVENT, "--source", "https://new.example.org", file=path).err
    assert "no source" in run("add", *EVENT, "--source", "reuters", file=path).err
    bad = run("add", *EVENT, *SOURCE, "--kind", "evnt", "--form", "vizit", file=path)
    assert bad.code == 1
    assert "E104" in bad.err
    assert "2 problems; nothing was written" in bad.err
    assert "mine.toml: error[E104]" in bad.err, "no line of a text that nobody sees"
    assert path.read_text() == HEAD


def test_a_claim_on_an_event_of_one_s_own_and_on_one_that_ships(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    claim = (
        "--by",
        "NIS",
        "--stance",
        "asserts",
        "--says",
        "About 600 were killed.",
        "--date",
        "may 2024",
        "--amount",
        "killed=600~",
    )
    place = ("--source", "me-1", "--locator", "p. 3", "--via", "a service")
    for event in ("first", "panel-veto", "panel-veto"):
        result = run("add", "--claim", event, *claim[:8], *place, file=path)
        assert result.code == 0, result.err
    document = tomllib.loads(path.read_text())
    own = {"by": "nis", "stance": "asserts", "says": "About 600 were killed.", "date": "2024-05", "source": "me-1"}
    assert document["events"][0]["claims"] == [{**own, "locator": "p. 3", "via": "a service"}]
    assert [one["to"] for one in document["additions"]] == ["panel-veto"], "what is added to one event stands together"
    assert len(document["additions"][0]["claims"]) == 2
    assert 'no measure "killed"' in run("add", "--claim", "first", *claim, "--source", "me-1", file=path).err


def test_a_source_to_an_event_that_ships_and_one_that_it_has(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    assert run("add", "--source-to", "panel-veto", "--source", "me-1", file=path).code == 0
    assert tomllib.loads(path.read_text())["additions"] == [{"to": "panel-veto", "sources": ["me-1"]}]
    before = path.read_bytes()
    again = run("add", "--source-to", "first", "--source", "me-1", file=path)
    assert "nothing had to be changed" in again.out
    assert path.read_bytes() == before


def test_json_of_our_own_and_of_anybody(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    shown = json.loads(run("show", "id:defense-pact", "--json", file=None).out)["events"][0]
    result = run("add", "-", file=path, stdin=json.dumps({**shown, "id": "again", "verified": None}).encode())
    assert result.code == 0, result.err
    again, first = load(str(path)).get("again"), load().get("defense-pact")
    assert again
    assert first
    assert (again.claims, again.sources, again.status, again.date) == (
        first.claims,
        first.sources,
        first.status,
        first.date,
    )
    own = {
        "date": "about july 2024",
        "title": "Handmade",
        "summary": "S.",
        "actors": ["new-man", "Russia"],
        "sources": ["me-1", {"url": "https://x.example.org", "publisher": "X"}],
        "claims": [{"by": "new-man", "stance": "denies", "says": "No.", "date": "1 aug 2024", "source": "me-1"}],
        "new": {"actors": {"new-man": {"name": "New Man", "kind": "person", "part_of": "russia"}}},
    }
    assert run("add", "-", file=path, stdin=json.dumps(own).encode()).code == 0
    made = load(str(path)).get("handmade")
    assert made
    assert (str(made.date), made.actors, made.claims[0].by) == ("2024-07~", ("new-man", "russia"), "new-man")
    for raw, said in (
        (b"[]", "holds no event"),
        (b"{", "is no JSON"),
        (b"3", "holds no event"),
        (b"\xff", "is no JSON"),
    ):
        refused = run("add", "-", file=path, stdin=raw)
        assert (refused.code, said in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--claim", "first", "--title", "x"), "--title is not for a claim"),
        (("--by", "nis"), "write --claim EVENT"),
        (("--claim", "first", "--source-to", "first"), "are both given"),
        (("--source-to", "first", "--says", "x"), "--says is not for a source"),
        (("--claim", "nothing-here", "--by", "nis"), "nothing-here"),
        (("x",), 'add takes no "x"'),
        (("--title", "x", "--publisher", "P"), "--publisher is given 1 times, and --source 0"),
        (("--amount", "600", "--claim", "first"), "is no measure with a number"),
        (("-", "--title", "x"), "options and JSON are both given"),
        ((), "no editor is set"),
    ],
)
def test_what_does_not_go_together_is_said(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run("add", *arguments, file=own_file(tmp_path), stdin=b"{}")
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert (tmp_path / "mine.toml").read_text() == HEAD


def test_an_actor_that_is_not_known_comes_along_when_its_kind_is_said(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    unknown = run("add", *EVENT[:-1], "Sakhalin Shipping", *SOURCE, file=path)
    assert "with --actor-kind" in unknown.err
    made = run("add", *EVENT[:-1], "Sakhalin Shipping", *SOURCE, "--actor-kind", "organization", file=path)
    assert made.code == 0, made.err
    assert "actor sakhalin-shipping" in made.out
    document = tomllib.loads(path.read_text())
    assert document["actors"] == {"sakhalin-shipping": {"name": "Sakhalin Shipping", "kind": "organization"}}
    assert document["events"][1]["actors"] == ["sakhalin-shipping"]


def test_a_word_that_settles_nothing_is_told(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    claim = (
        "--claim",
        "third",
        "--by",
        "kremlin",
        "--stance",
        "denies",
        "--says",
        "No.",
        "--date",
        "2024-08-01",
        "--source",
        "me-1",
    )
    assert "russia is no doer of third, so that its word does not settle it" in run("add", *claim, file=path).err
    assert run("edit", "third", "--add", "doers=russia", file=path).code == 0
    assert "no doer" not in run("add", *claim, file=path).err


def test_a_claim_in_json_names_its_source_as_the_event_does(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    claim = {"by": "dprk", "stance": "asserts", "says": "So.", "date": "2024-08-01"}
    event = {
        "date": "2024-08-01",
        "title": "Told",
        "summary": "S.",
        "actors": ["dprk"],
        "sources": [{"id": "rw-42", "url": "https://rw.example.org/1", "publisher": "RW"}],
        "claims": [claim, {**claim, "source": "rw-42"}, {**claim, "source": "https://rw.example.org/1"}],
    }
    result = run("add", "-", file=path, stdin=json.dumps(event).encode())
    assert result.code == 0, result.err
    assert [one["source"] for one in tomllib.loads(path.read_text())["events"][2]["claims"]] == ["rw-42"] * 3
    for odd, said in (
        ({"theme": ["arms"]}, "did you mean themes?"),
        ({"banana": 1}, 'no key "banana"'),
        ({"actors": 5}, "actors must be a list of texts"),
        ({"claims": ["x"]}, "claims must be a list of objects"),
        ({"title": [1]}, "title can't be"),
        ({"new": {"actors": 3}}, "new holds no entries"),
    ):
        refused = run("add", "-", file=path, stdin=json.dumps({**event, **odd}).encode())
        assert (refused.code, said in refused.err) == (2, True), refused.err


def test_which_file_is_written(run: Run, tmp_path: Path) -> None:
    one, two = own_file(tmp_path), own_file(tmp_path, HEAD.replace("first", "uno").replace("third", "tre"), "two.toml")
    both = ("--file", str(one), "--file", str(two))
    assert f"write --to {two}" in run("add", *EVENT, *SOURCE, *both, file=None).err
    assert run("add", *EVENT, *SOURCE, *both, "--to", str(one), file=None).code == 0
    assert two.read_text().count("[[events]]") == 2
    for arguments in ((), ("--file", "builtin"), ("--to", "builtin")):
        refused = run("add", *EVENT, *SOURCE, *arguments, file=None)
        assert refused.code == 2
        assert "the chronology that ships is not written" in refused.err
        assert "timeline --file mine.toml add" in refused.err
    missing = run("add", *EVENT, *SOURCE, "--file", "mien.toml", file=None)
    assert "mien.toml" in missing.err
    assert missing.code == 2


def test_a_file_that_has_errors_gets_nothing_new_until_they_are_mended(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path, HEAD.replace('kind = "event"', 'kind = "evnt"', 1))
    before = path.read_bytes()
    result = run("add", *EVENT, *SOURCE, file=path)
    assert (result.code, path.read_bytes()) == (1, before)
    assert "did you mean event?" in result.err


def test_a_link_stays_one_and_mode_is_kept(run: Run, tmp_path: Path) -> None:
    real = own_file(tmp_path, name="real.toml")
    real.chmod(0o640)
    link = tmp_path / "mine.toml"
    link.symlink_to("real.toml")
    assert run("add", *EVENT, *SOURCE, file=link).code == 0
    assert link.is_symlink()
    assert "second-thing-said" in real.read_text()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_file_or_folder_that_may_not_be_written(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    path.chmod(0o444)
    result = run("add", *EVENT, *SOURCE, file=path)
    assert result.code == 1
    assert "is write-protected" in result.err
    assert path.read_text() == HEAD


@pytest.mark.thorough
def test_who_write_at_once_all_do(tmp_path: Path) -> None:
    path = own_file(tmp_path)
    command = [
        sys.executable,
        "-m",
        "dprkru_timeline",
        "add",
        "--file",
        str(path),
        "--summary",
        "S.",
        "--actor",
        "dprk",
    ]
    running = [
        subprocess.Popen(
            [*command, "--title", f"Thing number {number}", "--date", f"2024-06-{number + 1:02}", "--source", "me-1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(6)
    ]
    for one in running:
        _, err = one.communicate(timeout=120)
        assert one.returncode == 0, err
    ids = [one["id"] for one in tomllib.loads(path.read_text())["events"]]
    assert ids == ["first", *(f"thing-number-{number}" for number in range(6)), "third"]
    assert [one.name for one in tmp_path.iterdir()] == ["mine.toml"]


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = own_file(tmp_path)
    done = subprocess.run(
        [
            "bash",
            "-c",
            f'ulimit -f 0; exec {sys.executable} -m dprkru_timeline add --file {path} "$@"',
            "x",
            *EVENT,
            *SOURCE,
        ],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode in (1, -25), done.stderr
    assert path.read_text() == HEAD
    assert [one.name for one in tmp_path.iterdir()] == ["mine.toml"]


def test_several_events_as_json_are_added_together_or_not_at_all(run: Run, tmp_path: Path) -> None:
    path = own_file(tmp_path)
    one: dict[str, object] = {"date": "2024-06", "title": "A ship is seen", "summary": "So.", "actors": ["russia"]}
    source = {"url": "https://news.example.org/9", "publisher": "Example News", "date": "2024-06-20"}
    both: list[dict[str, object]] = [{**one, "sources": [source]}, {**one, "sources": [source["url"]]}]
    bad = {**both[0], "kind": "evnt"}
    for several in ([both[0], bad], [bad, both[0]]):
        refused = run("add", "-", file=path, stdin=json.dumps(several).encode())
        assert refused.code == 1
        assert "E104" in refused.err
        assert "1 problem; nothing was written" in refused.err
    missing = run("add", "-", file=path, stdin=json.dumps([both[0], {**both[1], "title": ""}]).encode())
    assert missing.code != 0
    assert "event 2 of 2: --title: is missing" in missing.err
    assert path.read_text() == HEAD, "not even the first"
    made = run("add", "-", "--json", file=path, stdin=json.dumps(both).encode())
    assert made.code == 0, made.err
    done = json.loads(made.out)["done"]
    assert [what.split()[0] for what in done] == ["event", "source", "event"], "one source for both"
    events = tomllib.loads(path.read_text())["events"]
    new = [event for event in events if event["title"] == "A ship is seen"]
    assert len({event["id"] for event in new}) == 2
    assert new[0]["sources"] == new[1]["sources"]
