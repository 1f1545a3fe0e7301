"""Rules about who carries an event: each side's word, the public record, sources late enough, addresses that last."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dprkru_timeline.check.finding import Check, Finding, looked_for, of_event
from dprkru_timeline.chronology import Chronology, every_saying
from dprkru_timeline.edtf import wording

if TYPE_CHECKING:
    from dprkru_timeline.model import Claim, Event

# What still goes on has been seen to, within this time before the sources end.
_FRESH = timedelta(days=366)
# Acts that a body publishes.
_ON_RECORD = ("vote", "resolution", "treaty", "listing")
# One interview is told of within days; two within them are rare.
_ONE_INTERVIEW = 7
# Hosts for whatever anybody puts there: what lies on them is a copy, whoever is named as its publisher.
_COPIERS = (
    "blogspot.com",
    "docslib.org",
    "issuu.com",
    "kcnawatch.org",
    "lawglobalhub.com",
    "scribd.com",
    "vdocuments.net",
    "wikisource.org",
    "wordpress.com",
)
# What a page may have beside its public address: hosts for phones, others by the first label of their name, parts of
# paths and of queries.
_PHONES = r"m|mobile|m-[a-z]{2}|[a-z]{2}-m"
# Where a publisher's older pages have no other address that is given out.
_ONLY_THERE = ("m.koreatimes.co.kr",)
_ODD_LABELS = frozenset(
    (
        "amp",
        "api",
        "api1",
        "api2",
        "beta",
        "dev",
        "nwww",
        "origin",
        "preview",
        "proxy",
        "stage",
        "staging",
        "test",
        "webcache",
    )
)
_ODD_HOSTS = (
    *(".azurewebsites.net", ".herokuapp.com", ".translate.goog", ".workers.dev", ".pages.dev", ".ampproject.org"),
    *("//bit.ly", "//t.co", "//tinyurl.com", "//goo.gl"),
)
_ODD_PARTS = frozenset(("amp", "nobot", "share_amp.html", "view_amp.html"))
_ODD_QUERY = r"(?:^|&)(?:amp(?:=|&|$)|outputType=amp|utm_\w+=|fbclid=|gclid=|noamp=)"


def _one_side(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name acts of two parties, without a record, of which one has given its word and another has not."""
    for event in chronology.events:
        if event.is_saying or event.record:
            continue
        spoke = {chronology.party(claim.by) for claim in event.claims}
        spoke = spoke.union(*(chronology.members(claim.by) for claim in event.claims))
        sides = dict.fromkeys(chronology.party(doer) for doer in event.doers)
        sought = {chronology.party(one) for one in looked_for(event) if one in chronology.actors}
        silent = [side for side in sides if side not in spoke and side not in sought]
        if silent and spoke.intersection(sides):
            yield of_event(
                "W326",
                event,
                ("doers",),
                f"has no word of {', '.join(silent)}",
                f'give its claim; or say in note where it was looked for: "Not found: {silent[0]}; searched …"',
            )


def _open_ends(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name what is said to go on still, of which no source speaks in the last twelve months."""
    reach = chronology.sourced_until or chronology.edition
    for event in chronology.events:
        if not str(event.date).endswith("/.."):
            continue
        dates = [chronology.sources[source].date for source in event.all_sources]
        last = max((when.latest for when in dates if when and when.latest), default=None)
        if last is None or last < reach - _FRESH:
            message = f"still goes on, and no source is of the twelve months before {reach}"
            if last:
                message += f": the last is of {last}"
            end = str(event.date).removesuffix("..")
            yield of_event("W327", event, ("date",), message, f'where nobody knows, write "{end}": end unknown')


def _unrecorded(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name acts that are published, by their form, and have no record."""
    for event in chronology.events:
        if event.form in _ON_RECORD and not event.record and "record" not in looked_for(event):
            yield of_event(
                "W329",
                event,
                ("form",),
                f"is {event.form}, and there is no record",
                'cite what the body published; or say in note where it was looked for: "Not found: record; searched …"',
            )


def _addresses(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name addresses by which a page is served, and not published."""
    for source in chronology.sources.values():
        for key in ("url", "archive"):
            if odd := odd_part(getattr(source, key)):
                remedy = "give the address that its publisher gives out"
                yield Finding("W330", "sources", source.id, (key,), f"has {odd}", remedy)


def odd_part(address: str) -> str:
    """Say what in an address is not of the page's public one; nothing where all is."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    label = host.partition(".")[0]
    odd = ""
    if parts.port is not None:
        odd = f"the port {parts.port}"
    elif host.endswith("."):
        odd = "a host with a point at its end"
    elif host and re.fullmatch(r"[0-9.]+|[0-9a-f]*:[0-9a-f:]*", host):
        odd = "a number as its host"
    elif host in _ONLY_THERE:
        pass
    elif label in _ODD_LABELS or re.fullmatch(_PHONES, label) or f"//{host}".endswith(_ODD_HOSTS):
        odd = f"the host {host}"
    elif found := {
        part for part in parts.path.casefold().split("/") if part in _ODD_PARTS or part.endswith((".amp", ".amp.html"))
    }:
        odd = f'"{min(found)}" in its path'
    elif code := re.search(_ODD_QUERY, parts.query):
        odd = f'"{code[0].strip("&=")}" in its query'
    return odd


def _interviews(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name words that a speaker gave in an interview, under two days near to each other."""
    last: dict[str, tuple[Event, Claim]] = {}
    for event, claim, place, _possible in every_saying(chronology).rows:
        day = claim.date.earliest
        source = chronology.sources.get(claim.source)
        told = f"{event.summary} {event.date_basis} {claim.says} {source.title if source else ''}"
        if day is None or "interview" not in told.casefold():
            continue
        other, earlier = last.get(claim.by, (event, claim))
        last[claim.by] = event, claim
        if earlier.date.earliest and 0 < abs((day - earlier.date.earliest).days) <= _ONE_INTERVIEW:
            message = f"is {wording(claim.date)}, and {wording(earlier.date)} in {other.id}, also of an interview"
            remedy = "was it one interview? Give the day on which it was given"
            yield of_event("W332", event, ("claims", place, "date"), message, remedy)


def _copied_records(chronology: Chronology, _: date) -> Iterator[Finding]:
    """Name records that lie on a host for copies, and say neither whose copy it is nor of which document."""
    for event in chronology.events:
        source = chronology.sources.get(event.record)
        if source is None or source.symbol or source.archive:
            continue
        host = urlsplit(source.url).hostname or ""
        if any(host == copier or host.endswith(f".{copier}") for copier in _COPIERS):
            remedy = "cite the page of the body that made it; or give the document's symbol"
            yield of_event("W333", event, ("record",), f'"{source.id}" is a copy, on {host}', remedy)


SOURCING_CHECKS: tuple[Check, ...] = (_one_side, _open_ends, _unrecorded, _addresses, _interviews, _copied_records)
