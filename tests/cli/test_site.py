"""``timeline site``: its pages and links, its log of changes, the folder that it writes; browsers: tests/consumers."""

import json
import os
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from dprkru_timeline import Chronology, load
from dprkru_timeline.formats import site as making
from tests.conftest import DATA, EDITION_1, FIRST_HALF, MINI, Result, Run

BASE = "https://example.org/chronology/"
Made = Callable[..., Path]


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Made:
    def make(*arguments: str, file: str | Path | None = MINI, name: str = "site") -> Path:
        done = run("site", "-o", str(tmp_path / name), *arguments, file=file)
        assert done.code == 0, done.err
        return tmp_path / name

    return make


class Seen(HTMLParser):
    """The links and anchors of a page, and its text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.meta: dict[str, str] = {}
        self.linked: list[Any] = []
        self._in = ""
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._in = tag if tag != "script" else found.get("type", "script")
        if "id" in found:
            self.ids.append(found["id"])
        for name in ("href", "src"):
            if name in found:
                self.links.append(found[name])
        if tag == "meta":
            self.meta[found.get("property", found.get("name", found.get("http-equiv", "")))] = found.get("content", "")

    def handle_data(self, data: str) -> None:
        if self._in == "application/ld+json" and data.strip():
            self.linked.append(json.loads(data))
        elif self._in not in ("style", "script"):
            self.text += data


def every_link_resolves(folder: Path, base: str = "") -> int:
    """See that what a page links to within the site is there, and return how many links there are."""
    pages = {path: Seen(path) for path in folder.rglob("*.html")}
    number = 0
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            inner = link.removeprefix(base) if base and link.startswith(base) else link
            if urlsplit(inner).scheme:
                continue
            number += 1
            name, _, anchor = inner.partition("#")
            start = folder if inner is not link else path.parent
            target = (start / unquote(name)).resolve() if name else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (path, link)
            # a page to search in takes what is asked after "#?"
            if anchor and not anchor.startswith("?"):
                assert anchor in pages[target].ids, (path, link)
    return number


def test_a_page_an_event_actor_and_theme(made: Made, mini: Chronology) -> None:
    folder = made()
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {f"e/{event.id}.html" for event in mini.events} < names
    actors = {whole for event in mini.events for one in event.involved for whole in mini.wholes("actor", one)}
    assert {name for name in names if name.startswith("a/")} == {f"a/{one}.html" for one in actors}
    themes = {theme for event in mini.events for theme in event.themes}
    assert {name for name in names if name.startswith("t/")} == {f"t/{one}.html" for one in themes}
    rest = {name for name in names if "/" not in name}
    assert rest == {
        "index.html",
        "actors.html",
        "themes.html",
        "changes.html",
        "about.html",
        "all.html",
        "events.json",
        "site.json",
        "figures.html",
    }
    index = Seen(folder / "index.html")
    assert {f"e/{event.id}.html" for event in mini.events} <= set(index.links)


@pytest.mark.parametrize("file", [MINI, DATA / "figures.toml", DATA / "meaning.toml", None], ids=str)
def test_every_link_resolves(made: Made, file: Path | None) -> None:
    assert every_link_resolves(made("--base-url", BASE, file=file), BASE) > 100
    assert every_link_resolves(made(file=file, name="plain")) > 100


def test_an_event_page_has_what_info_has(made: Made, run: Run) -> None:
    """What an editor asks of a page is on it: how sure, who says so, who denies it, since when, in which sources."""
    folder = made(file=None)
    for one in ("kursk-deployment", "panel-veto", "container-shipments"):
        page = Seen(folder / "e" / f"{one}.html")
        card = run("info", one, "--width", "0", file=None).out
        told = "".join(page.text.split())
        body, _, sources = card.partition("\nSources\n")
        for line in [*body.splitlines()[2:], *sources.splitlines()]:
            text = re.sub(r"^\S*\s{2,}|\[[^\]]*\]|private: |^  +", "", re.sub(r"^\[[0-9]+\] ", "", line.strip()))
            text = re.sub(r"^(Actors|Themes|Places|Date|Done by|Said by|Record|Checked|About|Note) +", "", text)
            text = re.sub(r"^[0-9].{0,40}?20[0-9]{2}  +", "", text).removesuffix(f"; {one})")
            text = re.sub(r"; [a-z0-9-]+\)$", ")", text)
            if text.startswith("http"):
                assert text in page.links, text
            elif text and not set(text) <= set(" ─●○◉×”△▽◇*"):
                assert "".join(text.split()) in told, (one, text)


def test_a_title_never_stands_without_its_words_of_doubt(made: Made) -> None:
    folder = made(file=None)
    for event in load("builtin").events:
        page = Seen(folder / "e" / f"{event.id}.html")
        doubted = not event.status.is_settled
        title = page.meta["og:title"]
        assert title.startswith(event.title)
        assert (event.status.value in title.removeprefix(event.title)) or not doubted
        assert f"“{event.title}" in page.text.partition("To cite:")[2]
        assert not doubted or event.status.value in page.text.partition("To cite:")[2]


def test_what_others_show_of_a_page(made: Made) -> None:
    folder = made("--base-url", BASE.rstrip("/"), file=None)
    page = Seen(folder / "e" / "kursk-deployment.html")
    assert page.meta["og:url"] == f"{BASE}e/kursk-deployment.html"
    assert f"{BASE}e/kursk-deployment.html" in page.links
    assert page.meta["og:type"] == "article"
    assert len(page.meta["description"]) <= 202
    graph = page.linked[0]["@graph"]
    kinds = [one["@type"] for one in graph]
    assert kinds[:2] == ["WebPage", "Event"]
    assert graph[0]["mainEntity"] == {"@id": "#kursk-deployment"} == {"@id": graph[1]["@id"]}
    assert graph[0]["isPartOf"]["@type"] == "Dataset"
    assert {one["@type"] for one in graph[1]["subjectOf"]} == {"Claim"}
    assert all(one["appearance"] and one["author"] for one in graph[1]["subjectOf"])
    assert "ClaimReview" not in json.dumps(page.linked)
    index = Seen(folder / "index.html").linked[0]
    assert (index["@type"], index["url"]) == ("Dataset", BASE)
    assert index["distribution"][0]["contentUrl"] == f"{BASE}events.json"
    plain = Seen(made(file=None, name="plain") / "e" / "kursk-deployment.html")
    assert "og:url" not in plain.meta


def test_pages_need_no_script_and_ask_for_nothing(made: Made) -> None:
    folder = made("--base-url", BASE, file=None)
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if path.name == "all.html":
            continue
        assert not re.search(r"<script(?! type=\"application/ld\+json\")", text)
        assert "default-src 'none'" in Seen(path).meta["Content-Security-Policy"]
        assert not re.search(r"<(img|iframe|object|embed|audio|video)\b|@import|url\(", text)


def test_the_log_of_changes(made: Made) -> None:
    older = ("--before", str(FIRST_HALF), "--before", str(EDITION_1))  # put in order
    folder = made("--base-url", BASE, *older, file=DATA.parent.parent / "events.toml")
    page = Seen(folder / "changes.html")
    now = load(str(DATA.parent.parent / "events.toml"))
    corrected = {one for one in page.ids if one.startswith("corrected-")}
    assert corrected == {f"corrected-{one.day}-{event.id}" for event in now.events for one in event.corrections}
    old = {event.id for event in load(str(EDITION_1)).events}
    half = {event.id for event in load(str(FIRST_HALF)).events}
    new = {one for one in page.ids if re.match(r"20[0-9]{2}-", one)}
    assert {f"{now.edition}-{event.id}" for event in now.events if event.id not in half | old} <= new
    assert {f"2026-11-29-{one}" for one in half - old if now.get(one)} <= new
    assert page.text.index("30 November 2026") < page.text.index("29 November 2026")
    text = (folder / "changes.html").read_text(encoding="utf-8")
    assert re.search(r"Status: <span[^>]*>\S+ → ", text)
    # each event's own page leads to its changes
    event = next(event for event in now.events if event.corrections)
    links = Seen(folder / "e" / f"{event.id}.html").links
    assert f"../changes.html#corrected-{event.corrections[0].day}-{event.id}" in links
    # the same in the feeds
    atom = ET.fromstring((folder / "feed.xml").read_text(encoding="utf-8"))  # noqa: S314 - our own
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = atom.findall("a:entry", space)
    feed = json.loads((folder / "feed.json").read_text(encoding="utf-8"))
    assert len(entries) == len(feed["items"]) == 100
    ids = [one.findtext("a:id", namespaces=space) for one in entries]
    assert ids == [one["id"] for one in feed["items"]]
    assert len(set(ids)) == 100
    assert all(str(one).removeprefix(f"{BASE}changes.html#") in page.ids for one in ids)
    assert [one.findtext("a:title", namespaces=space) for one in entries] == [one["title"] for one in feed["items"]]
    for one in feed["items"]:
        assert (folder / one["url"].removeprefix(BASE).partition("#")[0]).is_file()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    days = [one["date_published"] for one in feed["items"]]
    assert days == sorted(days, reverse=True)


def test_an_event_that_was_taken_out_stays_in_the_log(made: Made, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    text = MINI.read_text(encoding="utf-8")
    mine.write_text(text, encoding="utf-8")
    older = tmp_path / "older.toml"
    more = (
        '\n[[events]]\nid = "taken-out"\ndate = "2024-05-01"\ntitle = "It was a mistake"\nsummary = "No."\n'
        'kind = "event"\nactors = ["dprk"]\nthemes = ["labor"]\nsources = ["record"]\n'
    )
    older.write_text(text.replace("2025-12-31", "2025-12-01") + more, encoding="utf-8")
    folder = made("--base-url", BASE, "--before", str(older), file=mine)
    page = Seen(folder / "changes.html")
    assert "2025-12-31-taken-out" in page.ids
    assert "Taken out: it is in the record no more" in page.text
    assert f"{BASE}changes.html#2025-12-31-taken-out" in (folder / "feed.xml").read_text(encoding="utf-8")
    stub = Seen(folder / "e" / "taken-out.html")  # its address was given to others
    assert "Taken out: It was a mistake" in stub.text
    assert "../changes.html#2025-12-31-taken-out" in stub.links
    every_link_resolves(folder, BASE)


def test_a_query_takes_nothing_out_of_the_record(made: Made, tmp_path: Path) -> None:
    same = tmp_path / "same.toml"
    shutil.copy(MINI, same)
    folder = made("theme:treaty", "--base-url", BASE, "--before", str(same))
    page = Seen(folder / "changes.html")
    assert "Taken out" not in page.text
    assert not [one for one in page.ids if one.startswith("2025")]


def test_what_matters_is_told_first_and_a_claim_that_changed_as_one(made: Made, tmp_path: Path) -> None:
    older, mine = tmp_path / "older.toml", tmp_path / "mine.toml"
    text = MINI.read_text(encoding="utf-8")
    claims = text.count("[[events.claims]]")
    assert claims > 3
    older.write_text(text.replace('stance = "asserts"', 'stance = "confirms"', 1), encoding="utf-8")
    mine.write_text(text, encoding="utf-8")
    folder = made("--base-url", BASE, "--before", str(older), file=mine)
    told = Seen(folder / "changes.html").text
    assert "Claim changed: " in told
    assert "it stood as: confirms it" in told
    assert "Claim taken out" not in told
    assert "New claim" not in told


def test_no_title_stands_without_its_words_of_doubt_anywhere(made: Made) -> None:
    folder = made("--base-url", BASE, "--before", str(EDITION_1), file=DATA.parent.parent / "events.toml")
    record = load(str(DATA.parent.parent / "events.toml"))
    doubted = {event.id: event for event in record.events if not event.status.is_settled}
    assert len(doubted) > 40
    for path in (*folder.glob("*.html"), *folder.glob("[at]/*.html"), *list(folder.glob("e/*.html"))[::5]):
        if path.name in ("all.html", "figures.html"):
            continue
        text = path.read_text(encoding="utf-8")
        for name, rest in re.findall(
            r'<a (?:rel="\w+" )?href="(?:\.\./)?(?:e/)?([a-z0-9-]+)\.html"[^>]*>(.*?)(?=<a |</li>|</nav>)',
            text,
            re.DOTALL,
        ):
            if name in doubted and doubted[name].title[:20] in rest:
                assert doubted[name].status.value in rest, (path, name, rest)
    for title in re.findall("<title>(.*)</title>", (folder / "feed.xml").read_text(encoding="utf-8"))[1:]:
        for event in doubted.values():
            if f": {event.title}" in title:
                assert event.status.value in title, title
    for event in list(doubted.values())[:40]:
        graph = Seen(folder / "e" / f"{event.id}.html").linked[0]["@graph"]
        assert event.status.value in graph[1]["name"]
        assert event.status.value in graph[0]["name"]
        spoken = graph[1].get("subjectOf", ())
        assert len(spoken) == len(event.claims)
        for node, claim in zip(spoken, event.claims, strict=True):
            assert (claim.stance.value != "denies") or " denies " in node["text"].partition(": ")[0]


def test_the_sitemap_has_every_page_once(made: Made) -> None:
    folder = made("--base-url", BASE)
    tree = ET.fromstring((folder / "sitemap.xml").read_text(encoding="utf-8"))  # noqa: S314 - our own
    found = [one.text or "" for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert sorted(found) == sorted(BASE + ("" if one == "index.html" else one) for one in pages)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_of_the_same_it_is_the_same(made: Made) -> None:
    asked = ("theme:labor", "--base-url", BASE, "--title", "Labor", "--before", str(EDITION_1))
    one, other = made(*asked, file=None), made(*asked, file=None, name="other")
    assert bytes_of(one) == bytes_of(other)


def test_an_old_site_is_brought_up_to_date_and_what_is_anothers_stays(made: Made, run: Run, tmp_path: Path) -> None:
    folder = made()
    (folder / "CNAME").write_text("example.org\n")
    (folder / ".git").mkdir()
    (folder / "e" / "own-notes.txt").write_text("mine")
    again = run("site", "-o", str(folder))
    assert again.code == 2
    assert "was made before" in again.err
    assert made("theme:labor", "--force") == folder
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    labor = {event.id for event in load(str(MINI)).events if "labor" in event.themes}
    assert {name for name in names if name.startswith("e/")} == {"e/own-notes.txt", *(f"e/{one}.html" for one in labor)}
    assert (folder / "CNAME").read_text() == "example.org\n"
    assert (folder / ".git").is_dir()
    every_link_resolves(folder)
    assert bytes_of(made("theme:labor", name="fresh")).items() <= bytes_of(folder).items()
    assert not list(tmp_path.rglob(".timeline-*"))


def test_nothing_is_written_over_that_is_anothers(run: Run, made: Made, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "thesis.docx").write_text("years of work")
    for force in ((), ("--force",)):
        done = run("site", "-o", str(folder), *force)
        assert (done.code, [one.name for one in folder.iterdir()]) == (2, ["thesis.docx"])
        assert "is not empty, and was not made by this command" in done.err
    (folder / "site.json").write_text('{"timeline_folder": 1, "files": {"../../thesis.docx": "x"}}')
    assert run("site", "-o", str(folder), "--force").code == 2
    old = made("theme:labor")
    before = bytes_of(old)
    (old / "e" / "pact.html").write_text("somebody else's")
    assert "e/pact.html" not in before
    done = run("site", "-o", str(old), "--force")
    assert done.code == 2
    assert "that this command did not make" in done.err
    assert bytes_of(old) == {**before, "e/pact.html": b"somebody else's"}


def test_what_somebody_changed_or_put_behind_a_link_stays(run: Run, made: Made, tmp_path: Path) -> None:
    folder = made("--base-url", BASE)
    (folder / "t" / "arms.html").write_text("edited by hand")
    done = run("site", "theme:labor", "-o", str(folder), "--force")
    assert done.code == 2
    assert "t/arms.html" in done.err
    assert "was changed since it was made" in done.err
    assert (folder / "t" / "arms.html").read_text() == "edited by hand"
    (folder / "t" / "arms.html").unlink()
    done = run("site", "theme:labor", "-o", str(folder), "--force")
    assert done.code == 0
    assert "taken away, which this answer does not have" in done.err
    assert f"it stands at {BASE}, as before" in done.err, "the address is remembered"
    assert (folder / "feed.xml").exists()
    others = tmp_path / "others"
    (folder / "e").rename(others)
    (folder / "e").symlink_to(others)
    before = bytes_of(others)
    done = run("site", "-o", str(folder), "--force")
    assert (done.code, "lies behind a link" in done.err) == (2, True)
    assert bytes_of(others) == before
    liar = tmp_path / "liar"
    liar.mkdir()
    (liar / "precious.txt").write_text("x")
    (liar / "site.json").write_text('{"timeline_folder": 1, "files": {"precious.txt": "x"}}')
    assert run("site", "-o", str(liar), "--force").code == 2
    assert (liar / "precious.txt").read_text() == "x"


@pytest.mark.parametrize("what", ["a folder where a page is", "a file where a folder is"])
def test_what_stands_in_the_way_is_said_before_anything_is_put_in_place(run: Run, made: Made, what: str) -> None:
    folder = made()
    if what.startswith("a folder"):
        (folder / "index.html").unlink()
        (folder / "index.html").mkdir()
    else:
        shutil.rmtree(folder / "t")
        (folder / "t").write_text("mine")
    before = bytes_of(folder)
    done = run("site", "theme:labor", "-o", str(folder), "--force")
    assert done.code in (1, 2)
    assert bytes_of(folder) == before


def test_a_run_that_was_killed_midway_can_be_followed_by_another(
    run: Run, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made("theme:labor")
    real, left = os.replace, [7]

    def dying(*names: str) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        real(*names)

    monkeypatch.setattr("dprkru_timeline.store.folder.os.replace", dying)
    assert run("site", "-o", str(folder), "--force").code == 130
    monkeypatch.undo()
    monkeypatch.setenv("TIMELINE_TODAY", "2026-01-15")
    assert "before" in json.loads((folder / "site.json").read_text(encoding="utf-8"))
    done = run("site", "-o", str(folder), "--force", file=MINI)
    assert done.code == 0, done.err
    every_link_resolves(folder)
    assert "before" not in json.loads((folder / "site.json").read_text(encoding="utf-8"))


def test_an_answer_of_nothing_makes_no_site_and_empties_none(run: Run, made: Made) -> None:
    folder = made()
    before = bytes_of(folder)
    done = run("site", "nosuchword", "-o", str(folder), "--force")
    assert (done.code, bytes_of(folder)) == (2, before)
    assert "no event answers" in done.err


def test_an_empty_folder_is_filled(made: Made, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert (made() / "index.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "write -o DIR"),
        (("-o", ""), "name a folder"),
        (("-o", "mini.toml"), "is a file"),
        (("-o", "nowhere/site"), "no folder"),
        (("-o", "site", "--json"), "site has no --json"),
        (("-o", "site", "--base-url", "example.org"), "is no address of the web"),
        (("-o", "site", "--base-url", "ftp://example.org/"), "is no address of the web"),
        (("-o", "site", "--base-url", "https://example.org/?a"), "is no address of the web"),
        (("-o", "site", "--base-url", "https://exa mple.org/"), "is no address of the web"),
        (("-o", "site", "--base-url", "https://example.org:99999/"), "has a port that is not 1 to 65535"),
        (("-o", "site", "--base-url", 'https://example.org/"><b>'), "is no address of the web"),
        (("-o", "site", "--base-url", ""), "is no address of the web"),
        (("-o", "site", "--before", "nowhere.toml"), "nowhere.toml"),
        (("-o", "site", "actor:drpk"), "did you mean dprk?"),
        (("-o", "site", "--as-of", "2024", "--before", "mini.toml"), "--before and --as-of are both given"),
    ],
)
def test_what_it_refuses(
    run: Run, arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(MINI, tmp_path / "mini.toml")
    monkeypatch.chdir(tmp_path)
    done = run("site", *arguments)
    assert done.code in (1, 2)
    assert said in done.err
    assert [one.name for one in tmp_path.iterdir()] == ["mini.toml"], "nothing is half written"


def test_what_fails_midway_leaves_nothing_new(
    made: Made, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made()
    before = bytes_of(folder)

    def failing(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dprkru_timeline.formats.site_pages._theme", failing)
    done: Result = run("site", "-o", str(folder), "--force")
    assert (done.code, bytes_of(folder)) == (1, before)
    assert "No space left on device" in done.err
    assert run("site", "-o", str(tmp_path / "new")).code == 1
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.rglob(".timeline-*"))
    monkeypatch.setattr(making, "MOST_EVENTS", 3)
    done = run("site", "-o", str(tmp_path / "new"))
    assert done.code == 2
    assert "a site takes 3" in done.err
    assert not (tmp_path / "new").exists()


def test_private_notes_stay_out_and_markup_is_text(made: Made, run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(
        MINI.read_text(encoding="utf-8").replace("[[events]]\n", '[[events]]\nnote = "zq-secret"\n'), "utf-8"
    )
    folder = made(file=mine)
    assert not [path for path in folder.rglob("*") if path.is_file() and b"zq-secret" in path.read_bytes()]
    for place, path in enumerate(sorted((DATA / "hostile").glob("*/*.toml"))):
        if run("check", str(path), file=None).code:
            continue
        if not load(str(path)).events:
            continue
        folder = made("--base-url", BASE, file=path, name=f"hostile-{place}")
        every_link_resolves(folder, BASE)
        for page in folder.rglob("e/*.html"):
            text = page.read_text(encoding="utf-8")
            assert not re.search(r"<script(?! type=\"application/ld\+json\")", text), page
            assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), page
        ET.fromstring((folder / "feed.xml").read_text(encoding="utf-8"))  # noqa: S314 - our own


def test_as_of_a_day_is_said_on_every_page(made: Made) -> None:
    folder = made("--as-of", "2024-10-20", file=None)
    page = Seen(folder / "e" / "kursk-deployment.html")
    assert "As known on 20 October 2024" in page.text
    assert "disputed: 2 say so, 1 denies" in page.text
    assert "summary left out: it rests on later sources" in page.text
    every_link_resolves(folder)
