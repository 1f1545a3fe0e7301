"""Sources, and the chronology itself, as citations: CSL-JSON, and the two footnote styles made of it.

A publisher written "A via B" is A's text in B's copy: A is the author, B the container. A page whose
title could not be seen has none, and is cited as an untitled page; a date that is not known is n.d.

The variables are those of CSL 1.0.2 (docs.citationstyles.org), the notes those of The Chicago Manual of Style
(18th edition, 14.104: web pages) and of the APA's Publication Manual (7th edition, 10.16).
"""

from datetime import date
from typing import Any

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Date, Edtf, Interval, Precision, Qualifier, wording
from dprkru_timeline.edtf.value import MONTHS
from dprkru_timeline.model import Source, SourceKind
from dprkru_timeline.text import one_line
from dprkru_timeline.words.sources import UNTITLED, retracted_text, title_after_symbol

_TYPES = {
    SourceKind.NEWS: "article-newspaper",
    SourceKind.OFFICIAL: "webpage",
    SourceKind.UN_DOCUMENT: "report",
    SourceKind.TREATY_TEXT: "treaty",
    SourceKind.THINK_TANK: "report",
    SourceKind.NGO: "report",
    SourceKind.DATA: "dataset",
}
_SEASONS = {21: 1, 22: 2, 23: 3, 24: 4}

Item = dict[str, Any]
DatedItem = tuple[Item, Edtf | None]  # CSL's date says less than the source's own


def source_item(source: Source) -> Item:  # noqa: C901 - a key each
    """Return a source as a CSL-JSON item; what is not known has no key."""
    origin, _, copy = source.publisher.partition(" via ")
    item: Item = {"id": source.id, "type": _TYPES[source.kind]}
    if title := title_after_symbol(source):
        item["title"] = title
    notes = [UNTITLED] if not (title or source.symbol) else []
    if retracted := retracted_text(source):
        notes.append(retracted)
    if notes:
        item["note"] = "; ".join(notes)
    if copy:
        item["author"] = [{"literal": one_line(origin)}]
        item["container-title"] = one_line(copy)
    elif source.kind is SourceKind.NEWS:
        item["container-title"] = one_line(source.publisher)
    else:
        item["author"] = [{"literal": one_line(source.publisher)}]
        item["publisher"] = one_line(source.publisher)
    if source.symbol:
        item["number"] = one_line(source.symbol)
    if source.date:
        item["issued"] = csl_date(source.date)
    if source.accessed:
        item["accessed"] = {"date-parts": [_parts(source.accessed)]}
    if address := source.url or source.archive:  # a kept copy, where it stands nowhere else
        item["URL"] = one_line(address)
    if source.archive:
        item["archive_location"] = one_line(source.archive)
    if source.language:
        item["language"] = one_line(source.language)
    return item


def source_items(chronology: Chronology) -> list[DatedItem]:
    """Return the sources of a chronology's events as items with their dates, each once."""
    ids = dict.fromkeys(source for event in chronology.events for source in event.all_sources)
    return [(source_item(chronology.sources[one]), chronology.sources[one].date) for one in ids]


def chronology_item(chronology: Chronology) -> Item:
    """Return the chronology itself as a CSL-JSON item."""
    edition = chronology.edition
    item: Item = {
        "id": f"chronology-{edition}",
        "type": "dataset",
        "title": one_line(chronology.title),
        "version": f"edition of {edition.isoformat()}",
        "issued": {"date-parts": [_parts(edition)]},
    }
    if chronology.license:
        item["note"] = one_line(chronology.license)
    return item


def csl_date(value: Edtf) -> dict[str, Any]:
    """Return a date as a CSL date variable: parts where it has them, else its words."""
    if isinstance(value, Interval) and value.start and value.end:
        ends = [_date_parts(value.start), _date_parts(value.end)]
        if all(ends):
            return {"date-parts": ends, **_circa(value.qualifier)}
    if isinstance(value, Date):
        season = _SEASONS.get(int(value.month)) if value.month.isdigit() else None
        if season and value.year.isdigit():
            return {"date-parts": [[int(value.year)]], "season": season, **_circa(value.qualifier)}
        if parts := _date_parts(value):
            return {"date-parts": [parts], **_circa(value.qualifier)}
    return {"literal": wording(value)}


def dated(item: Item, when: Edtf | None) -> tuple[list[int], str]:
    """Return an item's date for formats that know one: the parts that are sure, and its words where these say less."""
    issued = item.get("issued", {})
    parts = issued.get("date-parts", [])
    if when is None:  # the chronology's own: its day
        return parts[0] if parts else [], ""
    words = wording(when) if len(parts) != 1 or "season" in issued or when.qualifier else ""
    if len(parts) == 1:
        return parts[0], words
    if len(parts) == 2:
        return [one for at, one in enumerate(parts[0]) if parts[0][: at + 1] == parts[1][: at + 1]], words
    first, last = when.earliest, when.latest
    return [first.year] if first and (last is None or last.year == first.year) else [], words


def iso(parts: list[int]) -> str:
    """Return year, month and day as ISO 8601 writes them, as far as they are known."""
    return "-".join(f"{part:0{2 if place else 4}}" for place, part in enumerate(parts))


def _date_parts(value: Date) -> list[int]:
    """Return year, month and day as far as they are known; nothing for what parts can't say."""
    if value.precision is Precision.DAY and value.month.isdigit() and int(value.month) <= 12:
        return _parts(value.earliest)
    if value.precision is Precision.MONTH and value.day == "":
        return _parts(value.earliest)[:2]
    if value.precision is Precision.YEAR and value.month == "":
        return _parts(value.earliest)[:1]
    return []


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _circa(qualifier: Qualifier) -> dict[str, bool]:
    return {"circa": True} if qualifier else {}


def entry_note(chronology: Chronology, title: str, url: str) -> str:
    """Return a note for an entry of the chronology, by its title with the words of its status; without one, for all."""
    text, _ = chicago_note(chronology_item(chronology))
    whole = text.removesuffix(".")
    return f"{f'“{title},” in ' if title else ''}{whole}{f', {url}' if url else ''}."


def chicago_note(item: Item, when: Edtf | None = None) -> tuple[str, str]:
    """Return a full note in Chicago's style for web sources, and its address."""
    title = f"{UNTITLED}," if "number" not in item else ""
    if "title" in item:
        stop = "" if item["title"].endswith(("?", "!", "…")) else ","
        title = f"“{item['title'].removesuffix('.')}{stop}”"
    author = "".join(f"{one['literal']}, " for one in item.get("author", ()))
    where = item.get("container-title", "")
    if item["type"] == "dataset" and "version" in item:
        license_ = f" ({item['note']})" if item.get("note") else ""
        return f"{title} {_edition(item)}{license_}.", ""
    symbol = f"{item['number']}, " if "number" in item else ""
    said = f"{symbol}{author}{title}".rstrip() if author else f"{symbol}{title[:1].upper()}{title[1:]}".rstrip()
    if where:
        said += f" {where},"
    issued = _american(item.get("issued"), when)
    if not issued and "accessed" in item:
        issued = f"accessed {_american(item['accessed'], None)}"
    text = f"{said} {issued or 'n.d.'}{_retracted(item, ', ')}"
    return _ended(text, item)


def apa_reference(item: Item, when: Edtf | None = None) -> tuple[str, str]:
    """Return a reference in APA style, and its address."""
    author = "".join(one["literal"] for one in item.get("author", ()))
    where = item.get("container-title", "")
    title = item.get("title", "")
    year = _apa_date(item.get("issued"), when)
    if item["type"] == "dataset" and "version" in item:
        license_ = f" {item['note']}." if item.get("note") else ""
        return f"{title} ({_edition(item)}) [Data set]. ({year}).{license_}", ""
    if symbol := item.get("number", ""):  # 10.4: the number of a report stands behind its title
        title = f"{title.removesuffix('.')} ({symbol})" if title else symbol
    named = f"{title}{'' if title.endswith(('?', '!', '.')) else '.'}" if title else "[Untitled page]."
    who, site = (author, where) if author else (where, "")
    text = f"{who}{'' if who.endswith('.') else '.'} ({year}). {named}" + (f" {site}." if site else "")
    text += f"{_retracted(item, ' [')}]." if _retracted(item, "") else ""
    address = item.get("URL", "")
    if year == "n.d." and address and "accessed" in item:
        text += f" Retrieved {_american(item['accessed'], None)}, from"
    return text, address


def _retracted(item: Item, lead: str) -> str:
    """Return that a source was retracted, after what leads to it; nothing of one that was not."""
    notes = item.get("note", "").split("; ")
    return f"{lead}{notes[-1]}" if notes[-1].startswith("retracted on ") else ""


def _edition(item: Item) -> str:
    return f"edition of {_american(item['issued'], None)}"


def _ended(text: str, item: Item) -> tuple[str, str]:
    address = item.get("URL", "")
    return (f"{text},", f"{address}.") if address else (f"{text.removesuffix('.')}.", "")


def _american(issued: dict[str, Any] | None, when: Edtf | None) -> str:
    """Return a date as American styles write it: October 8, 2024; nothing where it is not known."""
    if not issued:
        return ""
    year, month, day = _in_words(issued)
    if not year:
        return _other_words(issued, when)
    return f"{month} {day}, {year}" if day else f"{month} {year}".strip()


def _apa_date(issued: dict[str, Any] | None, when: Edtf | None) -> str:
    """Return a date as APA writes it: 2024, October 8."""
    if not issued:
        return "n.d."
    year, month, day = _in_words(issued)
    if not year:
        return _other_words(issued, when)
    return f"{year}, {month} {day}".strip() if month else year


def _in_words(issued: dict[str, Any]) -> tuple[str, str, str]:
    """Return year, month and day of a plain date; nothing of one that the styles have no form for."""
    parts: list[list[int]] = issued.get("date-parts", [])
    if len(parts) != 1 or "season" in issued or "circa" in issued:
        return "", "", ""
    year, month, day = [*parts[0], 0, 0][:3]
    return str(year), MONTHS[month - 1] if month else "", str(day or "")


def _other_words(issued: dict[str, Any], when: Edtf | None) -> str:
    return wording(when) if when else str(issued.get("literal", ""))
