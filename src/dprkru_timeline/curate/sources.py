"""The source that an address means: one that is there already, or a new one with what can be known of it."""

import re
from collections import Counter
from collections.abc import Container, Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zlib import crc32

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.curate.change import read_date
from dprkru_timeline.errors import UsageError, nearest
from dprkru_timeline.model import SourceKind
from dprkru_timeline.text import fold, shortened

_OFFICIAL = re.compile(r"(?:^|\.)(?:gov|gouv|go|mil|government)(?:\.[a-z]{2})?$|(?:^|\.)europa\.eu$")
_LONGEST_ID = 48


class SourceTyped(NamedTuple):
    """A source as it is typed: its address, or the id of one that is there; what is empty is worked out."""

    address: str
    publisher: str = ""
    title: str = ""
    date: str = ""
    kind: str = ""
    language: str = ""
    id: str = ""


class SourceFound(NamedTuple):
    """A source's id, and its values where it is new."""

    id: str
    values: Mapping[str, Any] | None = None


def source_meant(whole: Chronology, typed: SourceTyped, taken: Container[str], today: date) -> SourceFound:
    """Return the source that an address or id means; a new one was looked at today.

    Publisher and kind are those that other sources of the same host have.

    Args:
        whole: what the sources are looked for in.
        typed: the source.
        taken: further ids that a new one can't have.
        today: the day on which it was looked at.

    Raises:
        UsageError: it is neither, or nothing says who publishes it.
    """
    if typed.address in whole.sources:
        return SourceFound(typed.address)
    if not re.match(r"(?i)https?://", typed.address):
        close = nearest(typed.address, whole.sources, limit=1)
        remedy = f"did you mean {close[0]}?" if close else "write its address, or the id of one that is there"
        raise UsageError(f'no source "{shortened(typed.address)}"', remedy)
    same = page_of(typed.address)
    for source in whole.sources.values():
        if same in (page_of(source.url), page_of(source.archive)):
            return SourceFound(source.id)
    host = _host(typed.address)
    known = publishers_of_hosts(whole).get(host) if host else None
    publisher = typed.publisher or (known[0] if known else "")
    if not publisher:
        raise UsageError(f"nothing says who publishes {shortened(typed.address)}", "write --publisher NAME")
    plain = SourceKind.OFFICIAL.value if is_official_host(host) else SourceKind.NEWS.value
    when = read_date(typed.date, today) if typed.date else ""
    values = {
        "publisher": publisher,
        "title": typed.title,
        "date": when,
        "url": typed.address,
        "kind": typed.kind or (known[1] if known else plain),
        "language": typed.language,
        "accessed": today,
    }
    id_ = typed.id if typed.id and typed.id not in whole.sources and typed.id not in taken else ""
    id_ = id_ or free_source_id(whole, publisher, when, taken, typed.address)
    return SourceFound(id_, {key: value for key, value in values.items() if value})


def publishers_of_hosts(whole: Chronology) -> dict[str, tuple[str, str]]:
    """Return by host the publisher and kind that most of its sources have."""
    found: dict[str, Counter[tuple[str, str]]] = {}
    for one in whole.sources.values():
        if one.url and (host := _host(one.url)):
            found.setdefault(host, Counter())[one.publisher, one.kind.value] += 1
    return {host: counts.most_common(1)[0][0] for host, counts in found.items()}


def is_official_host(host: str) -> bool:
    """Tell whether a host is a government's or the Union's."""
    return _OFFICIAL.search(host) is not None


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def page_of(address: str) -> str:
    """Return what two addresses of one page have in common; a blank for none."""
    plain = re.sub(r"(?i)^https?://(?:www\.)?", "", address).partition("#")[0].rstrip("/")
    host, slash, path = plain.partition("/")
    return f"{host.lower()}{slash}{path}" if plain else " "


def free_source_id(whole: Chronology, publisher: str, when: str, taken: Container[str] = (), address: str = "") -> str:
    """Return an id that no source has: `source_id`, and a number where that is needed."""
    return numbered(source_id(publisher, when, address), {}, whole.sources, taken)


def numbered(plain: str, last: dict[str, int], *taken: Container[str]) -> str:
    """Return an id that is in none of the ``taken``: this one, or it with a number; ``last`` are those given so far."""
    id_, number = plain, last.get(plain, 1)
    while any(id_ in one for one in taken):
        number += 1
        id_ = f"{plain}-{number}"
    last[plain] = number
    return id_


def source_id(publisher: str, when: str, address: str) -> str:
    """Return an id for a source: its publisher's name with a day.

    Without a day some signs made of its address follow, so that two who add sources of one publisher in two copies of a
    file give them two ids.
    """
    name = slug(publisher.partition(" via ")[0], 4) or "source"
    day = re.match(r"[0-9]{4}(?:-[0-9]{2}){0,2}", when)
    return f"{name}-{day[0] if day else f'{crc32(address.encode()) % 0x10000:04x}'}"


def slug(text: str, most: int) -> str:
    """Return the first words of a text as an id; empty where it has no letter that an id may have."""
    import unicodedata

    parted = re.sub("[-–—/]", " ", text)
    plain = unicodedata.normalize("NFKD", fold(parted)).encode("ascii", "ignore").decode()
    parts = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    while parts and not parts[0][0].isalpha():
        parts.pop(0)
    found = parts[:most]
    while found and len("-".join(found)) > _LONGEST_ID:
        found.pop()
    return "-".join(found)
