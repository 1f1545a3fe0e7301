"""Libraries of references as sources: CSL-JSON (what Zotero and pandoc write), BibTeX, RIS."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.errors import EdtfError, UnreadableFile
from dprkru_timeline.intake.cells import text_of
from dprkru_timeline.intake.draft import Drafts, Heard, Refused, SourceDraft, When
from dprkru_timeline.libraries import at_work
from dprkru_timeline.text import shortened

# What an item of CSL is, as a source here; anything else is news.
_KINDS = {
    **dict.fromkeys(
        ("report", "article-journal", "book", "chapter", "thesis", "paper-conference", "article"), "think-tank"
    ),
    **dict.fromkeys(("legislation", "bill", "regulation", "legal_case", "hearing", "speech"), "official"),
    **dict.fromkeys(("dataset", "map", "figure", "software"), "data"),
    "treaty": "treaty-text",
}
_OF_BIBTEX = {
    **dict.fromkeys(
        ("techreport", "report", "article", "book", "inbook", "incollection", "phdthesis", "mastersthesis"), "report"
    ),
    "legislation": "legislation",
    "jurisdiction": "legal_case",
    "dataset": "dataset",
}
_OF_RIS = {
    "NEWS": "",
    "MGZN": "",
    "ELEC": "",
    "BLOG": "",
    "LEGAL": "legislation",
    "BILL": "bill",
    "DATA": "dataset",
    "MAP": "map",
}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_LONGEST_PUBLISHER = 120


def recognized(found: Any) -> bool:
    """Tell whether a document is CSL-JSON."""
    rows = found.get("items") if isinstance(found, dict) else found
    if not isinstance(rows, list) or not rows or not all(isinstance(one, dict) for one in rows):
        return False
    signs = ("issued", "container-title", "DOI", "URL", "author", "publisher", "accessed")
    return all("type" in one and ("title" in one or "id" in one) for one in rows) and any(
        sign in one for one in rows for sign in signs
    )


def of_csl(found: Any) -> Drafts:
    """Return the items of CSL-JSON as sources."""
    rows: list[dict[str, Any]] = found["items"] if isinstance(found, dict) else found
    heard = Heard()
    sources = []
    for number, item in enumerate(rows, 1):
        place = f"item {number}"
        when, circa = item.get("issued"), ""
        try:
            exact = csl_date(when) if when else ""
        except (EdtfError, ValueError, TypeError, IndexError):
            exact, circa = (
                "",
                text_of(when.get("literal") or when.get("raw")) if isinstance(when, dict) else text_of(when),
            )
            heard.note(f"a date that can't be read is left out: “{shortened(circa or str(when), 40)}”", place)
        try:
            seen = csl_date(item["accessed"]) if item.get("accessed") else ""
        except (EdtfError, ValueError, TypeError, IndexError):
            seen = ""
        sources.append(
            _source(
                place,
                key=text_of(item.get("id")),
                title=text_of(item.get("title")),
                publisher=[
                    item.get("container-title"),
                    item.get("publisher"),
                    item.get("authority"),
                    _names(item.get("author")),
                ],
                address=text_of(item.get("URL")) or _doi(item.get("DOI")),
                exact=exact,
                kind=_KINDS.get(text_of(item.get("type")), "news"),
                language=text_of(item.get("language")),
                accessed=seen,
                archive=text_of(item.get("archive_location")),
                symbol=text_of(item.get("number")) if text_of(item.get("type")) in ("legislation", "treaty") else "",
            )
        )
    return Drafts(sources=sources, heard=heard, read=len(rows))


def csl_date(value: Any) -> str:
    """Return a date of CSL-JSON as EDTF: parts as numbers or text, a range of two, seasons, circa, raw text.

    Raises:
        EdtfError, ValueError: it is none.
    """
    if not isinstance(value, Mapping):
        return _typed(text_of(value))
    ends = value.get("date-parts")
    if not ends:
        text = text_of(value.get("edtf") or value.get("raw") or value.get("literal"))
        return _typed(text)
    season = text_of(value.get("season"))
    texts = [_parts([text_of(one) for one in end if text_of(one)], season) for end in ends[:2] if end]
    circa = value.get("circa")
    about = circa not in (None, False, 0, "", "0", "false", "no")
    found = "/".join(f"{one}~" if about else one for one in texts)
    return str(parse_edtf(found))


def _parts(texts: Sequence[str], season: str) -> str:
    year = int(texts[0])
    if not 1 <= year <= 9999:
        raise ValueError("no year of these chronologies")
    if len(texts) == 1 and season:
        return f"{year:04}-{_season(season)}"
    rest = [int(one) for one in texts[1:]]
    if rest and rest[0] > 12:  # a season in the place of a month
        return f"{year:04}-{_season(str(rest[0]))}"
    return "-".join([f"{year:04}", *(f"{one:02}" for one in rest if one)])


def _season(text: str) -> int:
    words = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
    if text.lower() in words:
        return words[text.lower()]
    number = int(text)
    for first in (1, 13, 21):
        if first <= number <= first + 3:
            return 21 + number - first
    raise ValueError("no season")


def _typed(text: str) -> str:
    from dprkru_timeline.curate.change import read_date

    return str(read_date(text.rstrip("/ "), None))


def _names(found: Any) -> str:
    """Return the names of authors, or of the institution that is one."""
    if not isinstance(found, list):
        return ""
    texts = [
        text_of(one.get("literal")) or " ".join(filter(None, (text_of(one.get("given")), text_of(one.get("family")))))
        for one in found
        if isinstance(one, Mapping)
    ]
    return ", ".join(filter(None, texts[:3])) + (" and others" if len(texts) > 3 else "")


def _doi(found: Any) -> str:
    text = re.sub(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text_of(found))
    return f"https://doi.org/{text}" if re.fullmatch(r"10\.[0-9]{4,9}/[^\s\"<>\\`]+", text) else ""


def _source(  # noqa: PLR0913
    place: str,
    *,
    key: str,
    title: str,
    publisher: Iterable[Any],
    address: str,
    exact: str,
    kind: str,
    language: str,
    accessed: str,
    archive: str = "",
    symbol: str = "",
) -> SourceDraft:
    name = next((text for one in publisher if (text := " ".join(text_of(one).split()))), "")
    return SourceDraft(
        address,
        shortened(name, _LONGEST_PUBLISHER) if name else "",
        " ".join(re.sub(r"</?(?:i|b|sup|sub|span|em)[^>]*>", "", title).split()),
        When(exact=exact) if exact else When(),
        kind,
        language.partition("-")[0].lower(),
        key,
        accessed,
        archive,
        symbol,
        place,
    )


def of_bibtex(text: str) -> Drafts:
    """Return the entries of BibTeX as sources.

    Raises:
        UnreadableFile: nothing in it is an entry.
    """
    with at_work("bibtexparser", "reading BibTeX"):
        from bibtexparser.entrypoint import parse_string
        from bibtexparser.middlewares import LatexDecodingMiddleware
    try:
        library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    except Exception as error:  # noqa: BLE001 - a library may fail in any way on what is no BibTeX
        raise UnreadableFile(f"this is no BibTeX that can be read: {shortened(str(error), 80)}") from None
    heard, refused = Heard(), []
    for block in library.failed_blocks:
        first = (block.raw or "").strip().partition("\n")[0]
        line = getattr(block, "start_line", None)
        place = f"line {line + 1}" if line is not None else "an entry"
        entry = getattr(block, "ignore_error_block", None)
        why = "its key stands twice" if "Duplicate" in type(block).__name__ else "can't be read"
        if entry is None or why == "its key stands twice":
            refused.append(Refused(place, shortened(first, 60), why))
    sources = []
    for entry in library.entries:
        fields = {key.lower(): _braced(text_of(one.value)) for key, one in entry.fields_dict.items()}
        place = f"line {(entry.start_line or 0) + 1}"
        try:
            exact = _bibtex_date(fields)
        except (EdtfError, ValueError):
            exact = ""
            shown = fields.get("date") or f"{fields.get('year', '')} {fields.get('month', '')}"
            heard.note(f"a date that can't be read is left out: “{shortened(shown.strip(), 40)}”", place)
        how = re.search(r"https?://[^\s{}\"]+", fields.get("howpublished", "") + " " + fields.get("note", ""))
        kind = _KINDS.get(_OF_BIBTEX.get(entry.entry_type.lower(), ""), "news")
        sources.append(
            _source(
                place,
                key=entry.key,
                title=fields.get("title", ""),
                publisher=[
                    fields.get(key)
                    for key in ("journaltitle", "journal", "publisher", "institution", "organization", "school")
                ]
                + [_authors(fields.get("author", ""))],
                address=fields.get("url") or _doi(fields.get("doi")) or (how[0] if how else ""),
                exact=exact,
                kind=kind,
                language=_LANGUAGES.get(fields.get("langid", fields.get("language", "")).lower(), ""),
                accessed=fields.get("urldate", ""),
            )
        )
    if not sources and not refused:
        raise UnreadableFile("this is no BibTeX: it has no entry")
    return Drafts(sources=sources, refused=refused, heard=heard, read=len(sources) + len(refused))


_LANGUAGES = {
    "english": "en",
    "american": "en",
    "british": "en",
    "usenglish": "en",
    "ukenglish": "en",
    "russian": "ru",
    "korean": "ko",
    "german": "de",
    "ngerman": "de",
    "french": "fr",
    "ukrainian": "uk",
    "japanese": "ja",
    "chinese": "zh",
    **{one: one for one in ("en", "ru", "ko", "de", "fr", "uk", "ja", "zh", "es", "it")},
}


def _braced(text: str) -> str:
    return " ".join(text.replace("{", "").replace("}", "").split())


def _authors(text: str) -> str:
    names = [one.strip() for one in re.split(r"\s+and\s+", text) if one.strip()]
    turned = [" ".join(reversed([part.strip() for part in one.split(",", 1)])) for one in names]
    return ", ".join(turned[:3]) + (" and others" if len(turned) > 3 else "")


def _bibtex_date(fields: Mapping[str, str]) -> str:
    if date := fields.get("date"):
        return _typed(date)
    year, month, day = fields.get("year", ""), fields.get("month", "").lower().strip("."), fields.get("day", "")
    if not year:
        return ""
    if not re.fullmatch("[0-9]{1,4}", year):
        return _typed(year)
    place = next((at for at, name in enumerate(_MONTHS, 1) if month.startswith(name)), 0)
    number = int(month) if month.isdecimal() else place
    if month and not 1 <= number <= 12:
        return _typed(f"{month} {year}")
    found = f"{int(year):04}" + (f"-{number:02}" if number else "")
    return str(parse_edtf(f"{found}-{int(day):02}" if number and day.isdecimal() else found))


def of_ris(text: str) -> Drafts:
    """Return the references of RIS as sources.

    Raises:
        UnreadableFile: nothing in it is one.
    """
    with at_work("rispy", "reading RIS"):
        import rispy
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((at for at, line in enumerate(lines) if re.match(r"TY {1,2}-", line)), None)
    if first is None:
        raise UnreadableFile("this is no RIS: it has no line that begins with TY  - ")
    try:
        rows = rispy.loads("\n".join(_ended(lines[first:])), skip_unknown_tags=True)
    except Exception as error:  # noqa: BLE001 - a library may fail in any way on what is no RIS
        raise UnreadableFile(
            f"this is no RIS that can be read: {shortened(str(error), 80)}", "does each end with ER  - ?"
        ) from None
    heard = Heard()
    sources = []
    for number, row in enumerate(rows, 1):
        place = f"reference {number}"
        day = text_of(row.get("date") or row.get("publication_year") or row.get("year"))
        try:
            exact = _ris_date(day) if day else ""
        except (EdtfError, ValueError):
            exact = ""
            heard.note(f"a date that can't be read is left out: “{shortened(day, 40)}”", place)
        addresses = row.get("urls") or [row.get("url")]
        sources.append(
            _source(
                place,
                key=text_of(row.get("id")),
                title=text_of(row.get("title") or row.get("primary_title")),
                publisher=[
                    row.get("journal_name"),
                    row.get("secondary_title"),
                    row.get("publisher"),
                    ", ".join((row.get("authors") or row.get("first_authors") or [])[:3]),
                ],
                address=next((text_of(one) for one in addresses if text_of(one)), "") or _doi(row.get("doi")),
                exact=exact,
                kind=_KINDS.get(_OF_RIS.get(text_of(row.get("type_of_reference")).upper(), "report"), "news"),
                language=_LANGUAGES.get(text_of(row.get("language")).lower(), text_of(row.get("language"))),
                accessed=text_of(row.get("access_date")).replace("/", "-"),
            )
        )
    return Drafts(sources=sources, heard=heard, read=len(rows))


def _ended(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of RIS with an end after each reference that has none."""
    is_open = False
    for line in lines:
        if re.match(r"TY {1,2}-", line):
            if is_open:
                yield "ER  - "
            is_open = True
        elif re.match(r"ER {1,2}-", line):
            is_open = False
        yield line
    if is_open:
        yield "ER  - "


def _ris_date(text: str) -> str:
    parts = text.split("/")[:3]
    if re.fullmatch("[0-9]{4}", parts[0]) and all(re.fullmatch("[0-9]{0,2}", one) for one in parts[1:]):
        known: list[str] = [parts[0]]
        for one in parts[1:]:
            if not one:
                break
            known.append(one.zfill(2))
        return str(parse_edtf("-".join(known)))
    return _typed(text)
