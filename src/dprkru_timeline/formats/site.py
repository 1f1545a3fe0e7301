"""A site: a page an event, actor and theme, and one log of changes, as files that any server can hand out.

No page needs a script, and none asks for anything outside of itself. Of the same record it is the same, byte for byte.
What needs whole addresses (feeds, a sitemap, canonical links) is made where it is said where the site will stand.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from io import StringIO
from typing import Any, NamedTuple

from dprkru_timeline.chronology import Chronology, without_notes
from dprkru_timeline.derive.changelog import Entry
from dprkru_timeline.errors import UsageError
from dprkru_timeline.formats import Options, export, site_feeds, site_pages
from dprkru_timeline.formats.site_pages import Site
from dprkru_timeline.text import shortened
from dprkru_timeline.words.head import Front

LIST = "site.json"
MOST_EVENTS = 20_000
File = tuple[str, Callable[[], bytes]]


class Wanted(NamedTuple):
    """What a site is made of: an answer, its log of changes, what heads it, and where it will stand."""

    answer: Chronology
    log: Sequence[Entry]
    version: str
    base: str = ""
    front: Front = Front()


def base_address(text: str) -> str:
    """Return where a site will stand, with a slash at its end.

    Raises:
        UsageError: it is no such address.
    """
    from dprkru_timeline.store.hosts import host_fault

    found = re.fullmatch(r"(https?)://([^/?#\s]+)(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?", text)
    fault = host_fault(found[2]) if found else "is no address of the web"
    if not found or fault:
        raise UsageError(
            f'--base-url "{shortened(text)}" {fault}',
            "write where the site will stand: https://example.org/chronology/",
        )
    return text if text.endswith("/") else f"{text}/"


def files(wanted: Wanted) -> Iterator[File]:
    """Yield the name of each file of a site, and what makes its bytes.

    Raises:
        UsageError: there are too many events.
    """
    if len(wanted.answer.events) > MOST_EVENTS:
        has = f"{len(wanted.answer.events):,} events"
        raise UsageError(f"the answer has {has}, and a site takes {MOST_EVENTS:,}", "ask for less")
    answer = without_notes(wanted.answer)
    answer = answer.replaced(events=tuple(answer.events))
    site = Site(answer, wanted.base, wanted.front, wanted.version, list(wanted.log))
    pages = list(site_pages.pages(site))
    for page in pages:
        yield page.path, partial(_bytes, page.made)
    searched = Options(front=wanted.front, home="index.html", event_page="e/{}.html")
    yield "all.html", partial(_exported, answer, "html", searched)
    yield "events.json", partial(_exported, answer, "json", Options())
    if wanted.base:
        yield "feed.xml", partial(_bytes, partial(site_feeds.atom, site))
        yield "feed.json", partial(_bytes, partial(site_feeds.json_feed, site))
        addresses = [site.url(page.path) for page in pages] + [site.url("all.html")]
        yield "sitemap.xml", partial(_bytes, partial(site_feeds.sitemap, site, addresses))


def _bytes(make: Callable[[], str]) -> bytes:
    return make().encode("utf-8", "backslashreplace")


def _exported(answer: Chronology, name: str, options: Options) -> bytes:
    out: Any = StringIO(newline="")
    export(answer, name, out, options)
    return _bytes(out.getvalue)
