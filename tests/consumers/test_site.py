"""A whole site of the chronology that ships: checked as HTML, by axe, by readers of feeds, in a browser."""

import json
import random
import re
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.test_site import BASE, Seen, every_link_resolves
from tests.conftest import EDITION_1, FIRST_HALF, ROOT, Run
from tests.consumers.conftest import Node, need, need_library, need_package

pytestmark = pytest.mark.consumer
_WIDTHS, _SCHEMES = (360, 1440), ("light", "dark")
_DRAWN = 20


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as its publisher would, once for all tests of this file."""
    import sys

    folder = tmp_path_factory.mktemp("site") / "public"
    older = ["--before", str(EDITION_1), "--before", str(FIRST_HALF)]
    command = [sys.executable, "-m", "dprkru_timeline", "site", "-o", str(folder), "--base-url", BASE, *older]
    done = subprocess.run(
        [*command, "--file", str(ROOT / "events.toml")], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_html(site: Path) -> None:
    checker = need_package("vnu-jar") / "build" / "dist" / "vnu.jar"
    command = [need("java"), "-jar", str(checker), "--skip-non-html", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    # Warnings as well: nothing at all.
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list(site.rglob("*.html"))) > 700


def test_every_link_of_it_resolves(site: Path) -> None:
    assert every_link_resolves(site, BASE) > 20_000


def test_readers_of_feeds_find_nothing_wrong(site: Path) -> None:
    feedparser = need_library("feedparser")
    found = feedparser.parse(str(site / "feed.xml"))
    assert (found.bozo, found.version) == (0, "atom10")
    assert len(found.entries) == 100
    assert found.feed.updated == "2026-11-30T00:00:00Z"
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    for one in found.entries:
        assert one.title
        assert one.link.removeprefix(BASE).partition("#")[0] in pages
        assert one.content[0].value.startswith("<ul><li>")
        assert one.updated_parsed
    feed = json.loads((site / "feed.json").read_text(encoding="utf-8"))
    # What JSON Feed 1.1 asks for, and the types that it gives (jsonfeed.org/version/1.1).
    assert set(feed) == {"version", "title", "home_page_url", "feed_url", "language", "items"}
    for item in feed["items"]:
        assert set(item) == {"id", "url", "title", "content_html", "date_published"}
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", item["date_published"])
    assert [item["title"] for item in feed["items"]] == [one.title for one in found.entries]


def drawn(site: Path) -> tuple[list[str], list[str]]:
    """Return a page of each kind, and 20 that a fixed seed draws."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    kinds = ["index.html", "actors.html", "themes.html", "figures.html", "changes.html", "about.html"]
    kinds += ["e/kursk-deployment.html", "a/dprk.html", "t/labor.html"]
    # all.html is the page of an export, which test_page.py tries in every way.
    return kinds, random.Random(23).sample([page for page in pages if page not in (*kinds, "all.html")], _DRAWN)


def test_nothing_in_the_way_of_any_reader(site: Path, node: Node, tmp_path: Path) -> None:
    """A page of each kind at each width and in each colour; each drawn one at one of them."""
    need("chromium")
    ways = [(width, scheme) for width in _WIDTHS for scheme in _SCHEMES]
    kinds, rest = drawn(site)
    asked = [(page, *way) for page in kinds for way in ways]
    asked += [(page, *ways[place % len(ways)]) for place, page in enumerate(rest)]
    listed = tmp_path / "pages.json"
    things = [{"file": str(site / page), "width": width, "colorScheme": scheme} for page, width, scheme in asked]
    listed.write_text(json.dumps(things), encoding="utf-8")
    judged = node("pages.mjs", listed, package="axe-core")
    assert len(judged) == len(asked) == len(kinds) * 4 + _DRAWN
    for found in judged:
        where = found["file"], found["width"], found["colorScheme"]
        assert found["violations"] == found["unsure"] == [], (where, found["violations"], found["unsure"])
        assert {"color-contrast", "html-has-lang", "landmark-one-main"} <= set(found["passed"]), where
        assert (found["overflow"], found["console"]) == (0, []), where
        assert len(found["requests"]) == 1, where


class Headings(HTMLParser):
    """The levels of a page's headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


def test_every_page_has_one_heading_of_its_own_and_none_skips_a_level(site: Path) -> None:
    for path in site.rglob("*.html"):
        if path.name == "all.html":
            continue
        levels = Headings(path.read_text(encoding="utf-8")).levels
        assert levels.count(1) == 1 == levels[0], path
        assert all(later - level <= 1 for level, later in pairwise(levels)), path


def test_an_event_page_says_what_the_record_says(site: Path, run: Run) -> None:
    """Twenty events drawn by a seed: title, words of doubt, each claim and each address are on their pages."""
    from dprkru_timeline import load
    from dprkru_timeline.words.status import status_words

    record = load(str(ROOT / "events.toml"))
    for event in random.Random(7).sample(list(record.events), 20):
        page = Seen(site / "e" / f"{event.id}.html")
        told = " ".join(page.text.split())
        assert event.title in told
        assert event.status.is_settled or status_words(record, event) in told
        for claim in event.claims:
            assert " ".join(claim.says.split()) in told
        for source in event.all_sources:
            url = record.sources[source].url
            assert not url or url in page.links or url.replace("|", "%7C") in page.links
