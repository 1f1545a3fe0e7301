"""What tells other programs of a site's changes: Atom (RFC 4287), JSON Feed 1.1, and a sitemap."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from dprkru_timeline.answers.documents import dumps
from dprkru_timeline.derive.changelog import Entry
from dprkru_timeline.formats.site_pages import Site
from dprkru_timeline.text import visible
from dprkru_timeline.words.head import told_head

# Entries of a feed, the latest; the page of changes has all.
MOST_ENTRIES = 100


def atom(site: Site) -> str:
    """Return the changes as an Atom feed."""
    return "\n".join(_atom_lines(site)) + "\n"


def _atom_lines(site: Site) -> Iterator[str]:
    entries = site.log[:MOST_ENTRIES]
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
    yield f"<title>{_text(_title(site))}</title>"
    yield f"<id>{_text(site.url('feed.xml'))}</id>"
    yield f'<link rel="self" type="application/atom+xml" href={_attribute(site.url("feed.xml"))}/>'
    yield f'<link rel="alternate" type="text/html" href={_attribute(site.url("changes.html"))}/>'
    yield f"<updated>{_moment(_updated(site))}</updated>"
    yield f"<author><name>{_text(told_head(site.answer, site.front).title)}</name></author>"
    if site.answer.license:
        yield f"<rights>{_text(site.answer.license)}</rights>"
    yield f"<generator version={_attribute(site.version)}>timeline</generator>"
    for one in entries:
        yield "<entry>"
        yield f"<title>{_text(one.headline)}</title>"
        yield f"<id>{_text(_id(site, one))}</id>"
        yield f'<link rel="alternate" type="text/html" href={_attribute(_address(site, one))}/>'
        yield f"<updated>{_moment(one.day)}</updated>"
        yield f'<content type="html">{_text(_html(one))}</content>'
        yield "</entry>"
    yield "</feed>"


def json_feed(site: Site) -> str:
    """Return the changes as a JSON Feed."""
    found: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(site),
        "home_page_url": site.url("changes.html"),
        "feed_url": site.url("feed.json"),
        "language": "en",
        "items": [
            {
                "id": _id(site, one),
                "url": _address(site, one),
                "title": visible(one.headline),
                "content_html": _html(one),
                "date_published": _moment(one.day),
            }
            for one in site.log[:MOST_ENTRIES]
        ],
    }
    return dumps(found, indent=2) + "\n"


def sitemap(site: Site, addresses: Sequence[str]) -> str:
    """Return the addresses of all pages, as search engines read them."""
    day = _updated(site).isoformat()
    rows = "".join(f"<url><loc>{_text(one)}</loc><lastmod>{day}</lastmod></url>\n" for one in addresses)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{space}">\n{rows}</urlset>\n'


def _title(site: Site) -> str:
    return f"Changes of {visible(told_head(site.answer, site.front).title)}"


def _updated(site: Site) -> date:
    days = [one.day for one in site.log]
    return max([site.answer.edition, *days])


def _id(site: Site, one: Entry) -> str:
    return f"{site.url('changes.html')}#{one.anchor}"


def _address(site: Site, one: Entry) -> str:
    return site.url(f"e/{one.event}.html") if one.event in site.ids else _id(site, one)


def _html(one: Entry) -> str:
    """Return the changes of an entry as a list in HTML."""
    rows = "".join(f"<li>{escape(visible(change.kind))}: {escape(visible(change.text))}</li>" for change in one.changes)
    return f"<ul>{rows}</ul>"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(text: str) -> str:
    return escape(visible(text))


def _attribute(text: str) -> str:
    return quoteattr(visible(text))
