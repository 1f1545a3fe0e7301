"""TimelineJS: slides of version 3, dates of version 1, JSON with or without padding."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from dprkru_timeline.errors import UsageError
from dprkru_timeline.intake.cells import parts, text_of
from dprkru_timeline.intake.days import joined
from dprkru_timeline.intake.draft import Draft, Drafts, Heard, PlaceDraft, Refused, SourceDraft, When
from dprkru_timeline.text import shortened

_BLOCKS = ("p", "br", "li", "div", "h1", "h2", "h3", "ul", "ol", "blockquote", "tr")
_PARTS = ("year", "month", "day")


def recognized(found: Any) -> bool:
    """Tell whether a document is one of TimelineJS."""
    if not isinstance(found, dict):
        return False
    if isinstance(found.get("timeline"), dict) and isinstance(found["timeline"].get("date"), list):
        return True
    events = found.get("events")
    return isinstance(events, list) and any(isinstance(one, dict) and "start_date" in one for one in events)


def without_padding(text: str) -> str:
    """Return JSON without the call around it that older pages have."""
    start = re.match(r"\s{0,100}[\w.$]{1,100}\s{0,10}[=(]\s{0,10}\(?\s{0,10}(?=[\[{])", text)
    return text[start.end() : max(text.rfind("}"), text.rfind("]")) + 1] if start else text


def drafts(found: Any) -> Drafts:
    """Return the slides of a document as events."""
    heard, refused, events = Heard(), [], []
    if isinstance(found.get("timeline"), dict) and "date" in found["timeline"]:
        title = _plain(found["timeline"].get("headline", ""))[0]
        slides = [_of_version_1(_object(one)) for one in found["timeline"]["date"]]
    else:
        heading = found.get("title")
        title = _plain(_object(_object(heading).get("text")).get("headline", ""))[0]
        slides = [_object(one) for one in found["events"]]
    for number, one in enumerate(slides, 1):
        try:
            events.append(slide(one, f"slide {number}"))
            if any(text_of(_object(one.get("start_date")).get(key)) for key in ("hour", "minute", "second")):
                heard.note("a time of day is left out", f"slide {number}")
        except UsageError as error:
            name = _plain((one.get("text") or {}).get("headline", ""))[0] if isinstance(one.get("text"), dict) else ""
            refused.append(Refused(f"slide {number}", shortened(name, 60), error.message))
    eras = found.get("eras")
    for era in eras if isinstance(eras, list) else ():
        text = era.get("text") if isinstance(era, dict) else None
        name = _plain(text.get("headline", ""))[0] if isinstance(text, dict) else ""
        heard.note("eras are spans of the background, and no events", shortened(name, 40) or "one without a name")
    return Drafts(events, refused=refused, heard=heard, title=title, read=len(slides))


def slide(one: dict[str, Any], place: str) -> Draft:
    """Return a slide as an event.

    Raises:
        UsageError: it has no year, or one that no calendar has.
    """
    text, media = _object(one.get("text")), _object(one.get("media"))
    start, end = _object(one.get("start_date")), _object(one.get("end_date"))
    headline, links = _plain(text.get("headline", ""))
    body, more = _plain(text.get("text", ""))
    shown = _plain(one.get("display_date") or start.get("display_date") or "")[0]
    location = _object(one.get("location"))
    where = _plain(location.get("name", ""))[0]
    group = _plain(text_of(one.get("group")))[0]
    return Draft(
        place,
        When(_date(start), _date(end) or None, shown),
        title=headline,
        summary=body,
        key=text_of(one.get("unique_id")),
        themes=parts(group),
        places=(PlaceDraft(where, _float(location.get("lat")), _float(location.get("lon"))),) if where else (),
        sources=_sources([*links, *more], media),
    )


def _object(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _float(found: Any) -> float | None:
    try:
        return float(found)
    except (TypeError, ValueError):
        return None


def _date(found: dict[str, Any]) -> str:
    """Return year, month and day as one text."""
    texts = [text_of(found.get(part)) for part in _PARTS]
    if texts[0] and not re.fullmatch("[0-9]{1,4}", texts[0]):
        raise UsageError(f'has the year "{shortened(texts[0], 20)}", and chronologies here begin with year 1')
    return joined(texts)


def _sources(links: list[tuple[str, str]], media: dict[str, Any]) -> tuple[SourceDraft, ...]:
    """Return what a slide shows and links to as sources; a picture's credit is who publishes it."""
    found = [SourceDraft(address, title=words) for address, words in links]
    address = text_of(media.get("url"))
    credit, more = _plain(media.get("credit") or "")
    caption, further = _plain(media.get("caption") or "")
    if address.startswith(("http://", "https://")):
        found.append(SourceDraft(address, publisher=credit, title=caption[:200]))
    found += [SourceDraft(one, title=words) for one, words in (*more, *further)]
    return tuple({one.address: one for one in reversed(found)}.values())[::-1]


def _of_version_1(one: dict[str, Any]) -> dict[str, Any]:
    def date(text: Any) -> dict[str, str]:
        return dict(zip(_PARTS, str(text or "").split(","), strict=False))

    asset = _object(one.get("asset"))
    return {
        "start_date": date(one.get("startDate")),
        "end_date": date(one.get("endDate")),
        "text": {"headline": one.get("headline", ""), "text": one.get("text", "")},
        "media": {"url": asset.get("media"), "credit": asset.get("credit"), "caption": asset.get("caption")},
        "group": one.get("tag"),
    }


class _Plain(HTMLParser):
    """Text without its marks, and the addresses that it links to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.links: list[tuple[str, str]] = []
        self._address = ""
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.texts.append("\n")
        if tag in ("script", "style"):
            self._hidden += 1
        if tag == "a":
            self._address = dict(attrs).get("href") or ""
            if self._address.startswith(("http://", "https://")):
                self.links.append((self._address, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden = max(self._hidden - 1, 0)
        if tag == "a":
            self._address = ""
        if tag in _BLOCKS:
            self.texts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        self.texts.append(data)
        if self._address and self.links and self.links[-1][0] == self._address:
            self.links[-1] = (self._address, " ".join((self.links[-1][1] + data).split()))


def _plain(text: Any) -> tuple[str, list[tuple[str, str]]]:
    """Return text of HTML without marks, a paragraph a line, and the links in it with their words."""
    raw = text_of(text)
    if "<" not in raw and "&" not in raw:
        return raw, []
    reader = _Plain()
    reader.feed(raw)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.texts).split("\n")]
    return unescape("\n".join(line for line in lines if line)), reader.links


def plain_text(text: str) -> str:
    """Return text of HTML without its marks."""
    return _plain(text)[0]
