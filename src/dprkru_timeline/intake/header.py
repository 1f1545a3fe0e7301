"""What the columns of a table mean: found by their headings, in the languages that colleagues write them in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dprkru_timeline.errors import UsageError, nearest
from dprkru_timeline.intake.draft import Cell
from dprkru_timeline.text import fold, shortened

# What may be mapped, and how people head it; the first of several columns of one field is taken, of lists all are.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "event id", "uid", "unique id", "identifier", "key"),
    "date": (
        *(
            "date",
            "start",
            "start date",
            "begin",
            "begin date",
            "event date",
            "date start",
            "from",
            "day",
            "when",
            "sqldate",
        ),
        *("date of event", "incident date", "occurred", "time", "timestamp", "dt", "date time", "datetime", "dates"),
        *("datum", "beginn", "date de l evenement", "date d evenement", "date evenement", "date debut", "debut"),
        *("fecha", "data", "дата", "дата события", "начало", "дата початку", "날짜", "일자", "日付", "日期"),
    ),
    "end": (
        *(
            "end",
            "end date",
            "date end",
            "until",
            "to",
            "finish",
            "ende",
            "date fin",
            "fin",
            "fecha fin",
            "дата окончания",
        ),
        *("окончание", "종료일", "終了日"),
    ),
    "year": ("year", "start year", "jahr", "annee", "ano", "год", "рік", "년", "年"),
    "month": ("month", "start month", "monat", "mois", "mes", "месяц", "місяць", "월", "月"),
    "day": ("start day", "tag", "jour", "dia", "день", "일"),
    "end_year": ("end year",),
    "end_month": ("end month",),
    "end_day": ("end day",),
    "shown": ("display date", "date text", "date as shown", "date shown"),
    "title": (
        *("title", "headline", "event", "name", "subject", "what", "event title", "event name", "incident", "heading"),
        *("titel", "ereignis", "titre", "evenement", "titulo", "evento", "название", "событие", "заголовок", "подія"),
        *("제목", "사건", "タイトル", "标题", "事件"),
    ),
    "summary": (
        *(
            "summary",
            "description",
            "text",
            "notes",
            "details",
            "note",
            "body",
            "abstract",
            "content",
            "narrative",
            "remarks",
        ),
        *("beschreibung", "zusammenfassung", "resume", "descripcion", "descrizione", "описание", "содержание", "опис"),
        *("내용", "요약", "설명", "説明", "描述"),
    ),
    "actor": (
        *(
            "actor",
            "actors",
            "actor1",
            "actor 1",
            "actor2",
            "actor 2",
            "who",
            "participants",
            "party",
            "parties",
        ),
        *(
            "side a",
            "side b",
            "organization",
            "organisation",
            "akteur",
            "acteur",
            "acteurs",
            "participant",
        ),
        *("участники", "участник", "актор", "행위자"),
    ),
    "theme": (
        *("theme", "themes", "tag", "tags", "category", "categories", "topic", "topics", "type", "group", "event type"),
        *("kategorie", "thema", "categorie", "categoria", "тема", "категория", "тип", "주제", "분류"),
    ),
    "place": (
        *(
            "place",
            "places",
            "location",
            "where",
            "city",
            "site",
            "venue",
            "ort",
            "lieu",
            "lugar",
            "место",
            "місце",
            "장소",
        ),
    ),
    "latitude": ("latitude", "lat", "breite", "широта", "위도"),
    "longitude": ("longitude", "lon", "lng", "long", "länge", "долгота", "경도"),
    "url": (
        *(
            "url",
            "link",
            "links",
            "source url",
            "sourceurl",
            "source link",
            "address",
            "web",
            "href",
            "urls",
            "reference",
        ),
        *("ссылка", "посилання", "링크", "lien", "quelle url", "media"),
    ),
    "publisher": (
        *(
            "publisher",
            "source",
            "sources",
            "publication",
            "outlet",
            "newspaper",
            "media credit",
            "source name",
            "credit",
        ),
        *("quelle", "herausgeber", "fuente", "fonte", "источник", "издание", "джерело", "출처", "来源"),
    ),
    "source_title": ("source title", "article", "article title", "media caption"),
    "source_date": ("source date", "published", "publication date", "date published", "pubdate", "veröffentlicht"),
    "kind": ("kind", "event kind"),
}
# Fields of which a row may have several columns.
MANY = ("actor", "theme", "place", "url", "publisher")
# How far down a header may stand, and how many words of headings it must have.
_DEEPEST = 40
_AS_GOOD = 0.5
_BY_HEADING = {heading: field for field, headings in FIELDS.items() for heading in headings}


class Found(NamedTuple):
    """The header of a table: its row, its headings, and by field the columns."""

    number: int
    headings: tuple[str, ...]
    fields: Mapping[str, tuple[int, ...]]

    def unused(self) -> tuple[str, ...]:
        """Return the headings that no field is taken from."""
        used = {place for places in self.fields.values() for place in places}
        return tuple(one for place, one in enumerate(self.headings) if one and place not in used)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the fields with their headings."""
        return tuple((field, self.headings[place]) for field, places in self.fields.items() for place in places)


def plain(heading: Cell) -> str:
    """Return a heading as it is compared: without accents, signs and case."""
    from unicodedata import combining, normalize

    text = "" if heading is None else str(heading)
    text = normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.lstrip("\ufeff")))
    text = normalize("NFKC", "".join(char for char in text if not combining(char) or char >= "\u1100"))
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def headings_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return the headings of a row on one line each."""
    return tuple(" ".join(str(one).lstrip("\ufeff").split()) if one is not None else "" for one in cells)


def fields_of(headings: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return which columns are which field, by their headings."""
    found: dict[str, list[int]] = {}
    ranks: dict[str, int] = {}
    for place, heading in enumerate(headings):
        name = plain(heading)
        field = _BY_HEADING.get(name)
        if field is None and "." in heading:  # a key within an object
            name = plain(heading.rpartition(".")[2])
            field = _BY_HEADING.get(name)
        if field is None:
            continue
        rank = FIELDS[field].index(name)
        if field in MANY:
            found.setdefault(field, []).append(place)
        elif field not in found or rank < ranks[field]:
            found[field], ranks[field] = [place], rank
    if "date" in found and "year" in found and plain(headings[found["date"][0]]) == "day":
        found["day"] = found.pop("date")  # year, month and day in columns of their own
    if "date" in found:
        for part in ("year", "month", "day"):
            found.pop(part, None)
    return {field: tuple(places) for field, places in found.items()}


def header_in(rows: Iterable[tuple[int, Sequence[Cell]]], named: Mapping[str, Sequence[str]]) -> Found | None:
    """Return the header among the first rows of a table: the one that says most; None where none says what is a date.

    Args:
        rows: the first rows, with their numbers.
        named: headings that a person gives for fields.

    Raises:
        UsageError: a heading that is given is in none of them.
    """
    best: Found | None = None
    seen: list[str] = []
    for number, cells in rows:
        if number > _DEEPEST:
            break
        headings = headings_of(cells)
        seen += [one for one in headings if one]
        fields = with_named(fields_of(headings), headings, named)
        if fields is None:
            continue
        found = Found(number, headings, fields)
        if _worth(found) > (_worth(best) / _AS_GOOD if best else 0):  # of two that are as good it is the upper one
            best = found
    headings_named = [heading for headings in named.values() for heading in headings if heading]
    missing = [heading for heading in headings_named if plain(heading) not in map(plain, seen)]
    if missing and best is None:
        close = nearest(missing[0], dict.fromkeys(seen), limit=1)
        raise UsageError(
            f'no column "{shortened(missing[0])}"', f"did you mean {shortened(close[0])}?" if close else ""
        )
    return best


def with_named(
    fields: dict[str, tuple[int, ...]], headings: Sequence[str], named: Mapping[str, Sequence[str]]
) -> dict[str, tuple[int, ...]] | None:
    """Return fields with those that a person names in the place of guesses; None where these headings lack one."""
    found = {field: places for field, places in fields.items() if field not in named}
    folded = [plain(one) for one in headings]
    for field, wanted in named.items():
        places: list[int] = []
        for heading in filter(None, wanted):
            own = [place for place, one in enumerate(folded) if one and one == plain(heading)]
            if not own and len(heading) <= 2 and heading.isalpha() and (letter := _letter(heading)) < len(headings):
                own = [letter]
            if not own:
                return None
            places += own
        for other, have in list(found.items()):  # a column is one thing
            if left := tuple(place for place in have if place not in places):
                found[other] = left
            else:
                del found[other]
        if places:
            found[field] = tuple(places)
    return found


def _letter(name: str) -> int:
    """Return the place of a column that is named as spreadsheets do, A for the first."""
    number = 0
    for char in name.upper():
        number = number * 26 + ord(char) - 64 if "A" <= char <= "Z" else 10_000
    return number - 1


def _worth(found: Found) -> float:
    """Return how much a row looks like a header: it needs something of a date, and something of what happened."""
    fields = found.fields
    if not ({"date", "year"} & fields.keys()) or not ({"title", "summary", "url", "actor"} & fields.keys()):
        return 0
    named = sum(1 for one in found.headings if one)
    return len(fields) + sum(map(len, fields.values())) / (named or 1) + 1 / (1 + found.number)


def parse_map(texts: Sequence[str]) -> dict[str, list[str]]:
    """Return which headings are which field, as a person types it: ``date="Event Date",title=Headline``.

    Raises:
        UsageError: there is no such field, or it has no heading.
    """
    found: dict[str, list[str]] = {}
    for text in texts:
        for part in re.split(r",(?=\s*[\w-]+\s*=)", text):
            name, sign, heading = part.partition("=")
            field = name.strip().lower().replace("-", "_").replace(" ", "_")
            field = {"actors": "actor", "themes": "theme", "places": "place", "source": "url", "start": "date"}.get(
                field, field
            )
            if not sign:
                raise UsageError(
                    f'--map "{shortened(part)}" has no heading', 'write --map date="Event Date",title=Headline'
                )
            if field not in FIELDS:
                close = nearest(field, FIELDS, limit=1)
                remedy = f"did you mean {close[0]}?" if close else f"the fields are {', '.join(FIELDS)}"
                raise UsageError(f'no field "{shortened(name.strip())}"', remedy)
            found.setdefault(field, []).append(heading.strip().strip("\"'"))
    return found
