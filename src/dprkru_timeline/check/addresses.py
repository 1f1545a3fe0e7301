"""Addresses that work, and that no reader should be given: those of a machine, of a trial, of another form of a page.

What is no address at all is an error (`store.values`); these are the ones that `timeline links` names.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

_TRIAL = re.compile(
    r"(?:^|[.-])(?:staging|stage|test|testing|dev|preview|beta|uat|qa|sandbox)\d*(?:[.-]|$)|[a-z]test\.[a-z]+$"
)
_AMP_HOSTS = ("cdn.ampproject.org", "ampproject.net")
_SHORT = ("bit.ly", "t.co", "goo.gl", "tinyurl.com", "ow.ly", "is.gd", "buff.ly", "clck.ru", "dlvr.it")
_COPIES = ("web.archive.org", "archive.ph", "archive.is", "archive.today", "archive.md", "archive.li", "perma.cc")
_PROXIES = (".translate.goog", "webcache.googleusercontent.com", "translate.google.com", "r.jina.ai")
_TRACKERS = ("fbclid", "gclid", "yclid", "mc_cid", "igshid")
_USUAL_PORTS = {"http": 80, "https": 443}


def oddities(url: str) -> list[str]:
    """Return what is odd about an address, a phrase each; nothing of most."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ["is none that can be read"]
    host = (parts.hostname or "").casefold()
    return [*_of_host(parts.scheme, parts.netloc, host, port), *_of_path(host, parts.path, parts.query)]


def _of_host(scheme: str, netloc: str, host: str, port: int | None) -> Iterator[str]:
    if host.endswith("."):
        yield "its host ends in a dot"
        host = host.rstrip(".")
    if port is not None and port != _USUAL_PORTS.get(scheme):
        yield f"names port {port}"
    if "@" in netloc:
        yield "names a user"
    if re.fullmatch(r"[\d.]+|[0-9a-f:]+:[0-9a-f:]*", host):
        yield "has a number for its host"
    elif "." not in host and host:
        yield "its host has no dot: it is of one network only"
    yield from _of_name(host)


def _of_name(host: str) -> Iterator[str]:
    if _TRIAL.search(host):
        yield "seems to be of a site on trial (staging, test), by its host's name"
    if host in _SHORT:
        yield "is a shortened address, which hides the page's own"
    if host.removeprefix("www.") in _COPIES:
        yield "is that of a kept copy: url is the page's own, archive the copy's"
    if host.endswith(_PROXIES):
        yield "is of a service that shows the page, and not the page's own"
    if host.endswith(_AMP_HOSTS) or host.startswith("amp."):
        yield "is of the page's form for phones (AMP)"


def _of_path(host: str, path: str, query: str) -> Iterator[str]:
    asked = [(name.casefold(), value.casefold()) for name, value in parse_qsl(query, keep_blank_values=True)]
    is_amp = re.search(r"(?:^|/)amp(?:/|$)", path.casefold()) or ("outputtype", "amp") in asked
    if not host.startswith("amp.") and (is_amp or any(name == "amp" for name, _ in asked)):
        yield "is of the page's form for phones (AMP)"
    trackers = [name for name, _ in asked if name in _TRACKERS or name.startswith("utm_")]
    if trackers:
        yield f"tells where a reader came from ({', '.join(dict.fromkeys(trackers))})"


def is_public(url: str) -> bool:
    """Tell whether an address is one that others can open: of the web, and of a host that has a name there."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = (parts.hostname or "").casefold().rstrip(".")
    inner = host.endswith((".local", ".internal", ".localhost", ".lan", ".home.arpa", ".test", ".invalid", ".onion"))
    is_name = "." in host and not re.fullmatch(r"[\d.]+|[0-9a-f:]+", host)
    return parts.scheme in ("http", "https") and is_name and not inner and "@" not in parts.netloc
