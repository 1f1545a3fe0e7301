"""What must hold of entries for their meaning: who may take back what, what a record is, how far a file reaches.

Works on the checked values of all files together, like `references`, whose ids it takes for given where they are not.
"""

from collections.abc import Iterator
from datetime import date

from dprkru_timeline.edtf import Edtf
from dprkru_timeline.model import EventKind, Rel, SourceKind, Stance
from dprkru_timeline.store.findings import At, Findings
from dprkru_timeline.store.schema import Contents, Entry
from dprkru_timeline.text import shortened

_DOCUMENTS = (SourceKind.UN_DOCUMENT, SourceKind.TREATY_TEXT, SourceKind.OFFICIAL)
_SAYINGS = (EventKind.STATEMENT, EventKind.REPORT, EventKind.ASSESSMENT)
_WORDS = (Stance.ASSERTS, Stance.CONFIRMS, Stance.ASSESSES, Stance.DENIES)


def check_coherence(contents: Contents, findings: Findings) -> None:
    """Say what can't be meant: a withdrawal before the word, a symbol on a news page, a private copy as record."""
    for source in contents.vocabularies["sources"].values():
        _source(source, findings)
    for event in contents.events:
        _record(event, contents, findings)
        _withdrawals(event, contents, findings)
        _bears_out(event, findings)


def check_head(head: dict[str, object], at: At, findings: Findings) -> None:
    """Say where a file was sourced after it was closed."""
    until, edition = head.get("sourced_until"), head.get("edition")
    if isinstance(until, date) and isinstance(edition, date) and until > edition:
        message = f"{until} is after the edition was closed, on {edition}"
        findings.add("E213", at.key("sourced_until"), message, "give the last day that the search for sources covered")


def _source(source: Entry, findings: Findings) -> None:
    values = source.values
    kind, published, retracted = values.get("kind"), values.get("date"), values.get("retracted")
    if "symbol" in values and kind and kind not in _DOCUMENTS:
        message = f'"{shortened(values["symbol"])}" stands on a source of kind {kind}'
        remedy = f"only {', '.join(_DOCUMENTS)} have one: cite the document itself, or take the symbol out"
        findings.add("E209", source.place("symbol"), message, remedy)
    if retracted and published and published.earliest and retracted < published.earliest:
        message = f"{retracted} is before it was published, {published}"
        findings.add("E208", source.place("retracted"), message, "give the day on which it was taken back")


def _record(event: Entry, contents: Contents, findings: Findings) -> None:
    record = event.values.get("record")
    source = contents.vocabularies["sources"].get(record) if record else None
    if source is None or event.at.file.schema == 1:
        return
    values = source.values
    publisher, kind = values.get("publisher", ""), values.get("kind")
    is_own = kind in _DOCUMENTS and " via " not in publisher
    if not kind or is_own or "archive" in values or "symbol" in values:
        return
    what = f"a copy ({shortened(publisher)})" if kind in _DOCUMENTS else f"of kind {kind}"
    symbol = ", the document's symbol" if kind in _DOCUMENTS else ""
    remedy = (
        f"cite the page of the body that made it; or give the source{symbol} or archive, a kept copy of the original"
    )
    findings.add("E210", event.place("record"), f'"{record}" is {what}, not the record itself', remedy)


def _withdrawals(event: Entry, contents: Contents, findings: Findings) -> None:
    claims: list[Entry] = event.values.get("claims", [])
    for claim in claims:
        by, when = claim.values.get("by"), claim.values.get("date")
        if claim.values.get("stance") is not Stance.WITHDRAWS or by is None or when is None:
            continue
        before = [
            one
            for one in claims
            if one.values.get("stance") in _WORDS
            and by in _wholes(contents, one.values.get("by", ""))
            and not _is_after(one.values.get("date"), when)
        ]
        if not before:
            message = f"{by} takes back what it had not said by {when}"
            remedy = "add the claim that it takes back, or correct by or date: who never said it denies or declines"
            findings.add("E208", claim.at, message, remedy)


def _is_after(one: Edtf | None, other: Edtf) -> bool:
    return one is None or (one.earliest or date.min) > (other.latest or date.max)


def _wholes(contents: Contents, actor: str) -> Iterator[str]:
    """Yield an actor and all that it is part of; a ring is said elsewhere, and ends here."""
    seen: set[str] = set()
    while actor and actor not in seen:
        seen.add(actor)
        yield actor
        entry = contents.vocabularies["actors"].get(actor)
        actor = entry.values.get("part_of", "") if entry else ""


def _bears_out(event: Entry, findings: Findings) -> None:
    for link in event.values.get("links", ()):
        if link.values.get("rel") is not Rel.BEARS_OUT:
            continue
        kind = event.values.get("kind")
        if kind and kind not in _SAYINGS:
            message = f"of kind {kind}: nobody speaks in it who could bear out another event"
            findings.add(
                "E212", link.at.key("rel"), message, f"only {', '.join(_SAYINGS)} do; else write cites or follows"
            )
        elif kind and not event.values.get("doers"):
            message = "the saying has no doers, so that nobody's word is lent"
            findings.add("E212", link.at.key("rel"), message, "name in doers who says it")
