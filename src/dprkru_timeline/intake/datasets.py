"""Exports that many have: ACLED, UCDP's georeferenced events, GDELT, the sheet of TimelineJS. A row each to a draft.

What their codes of precision say becomes the time that surely holds the day: a week on both sides, the month, the year.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from dprkru_timeline.errors import UsageError
from dprkru_timeline.intake.cells import parts, place_of, text_of
from dprkru_timeline.intake.draft import Cell, Draft, SourceDraft, When
from dprkru_timeline.intake.header import plain

Get = Callable[[str], str]  # the text of a column by its name, empty where it has none
_WEEK = timedelta(days=6)


def _takes_all(_: Get) -> str:
    return ""


class Dataset(NamedTuple):
    """An export that is known: by what its header has; how a row becomes a draft, with which columns.

    ``passes_over`` says why a row is no event; nothing of one that is.
    """

    name: str
    signs: tuple[str, ...]
    draft: Callable[[str, Get], Draft]
    uses: tuple[str, ...]
    passes_over: Callable[[Get], str] = _takes_all


def _iso(text: str) -> str:
    from dprkru_timeline.curate.change import read_date

    return str(read_date(re.sub(r"[T ]\d\d:\d\d.*$", "", text.strip()), None))


def _record(publisher: str, key: str, after: Sequence[str]) -> SourceDraft:
    """Return the entry of a set of data: it is the set that says so, after others."""
    return SourceDraft(
        publisher=publisher, title=f"Event {key}" + (f", after {'; '.join(after)}" if after else ""), kind="data"
    )


def _acled(place: str, get: Get) -> Draft:
    day, precision = get("event_date"), get("time_precision") or "1"
    when = When(start=day)
    if precision not in ("1", "2", "3"):
        raise UsageError(f"has a time_precision of {precision}, which is not known")
    if precision != "1" and re.search("[0-9]{4}", day):
        found = date.fromisoformat(_iso(day))
        exact = f"[{found - _WEEK}..{found + _WEEK}]" if precision == "2" else f"{found:%Y-%m}"
        when = When(exact=exact)
    actors = [*parts(get("actor1")), *parts(get("assoc_actor_1")), *parts(get("actor2")), *parts(get("assoc_actor_2"))]
    what = get("sub_event_type") or get("event_type")
    sides = " – ".join(one for one in (get("actor1"), get("actor2")) if one)
    where = f", {get('location')}" if get("location") else ""
    themes = [get("disorder_type"), get("event_type"), get("sub_event_type"), *parts(get("tags"))]
    return Draft(
        place,
        when,
        title=f"{what}: {sides}{where}" if what else sides + where,
        summary=get("notes"),
        key=get("event_id_cnty"),
        actors=tuple(dict.fromkeys(actors)),
        themes=tuple(dict.fromkeys(one for one in themes if one)),
        places=place_of(get("location"), get("latitude"), get("longitude")),
        sources=(_record("ACLED", get("event_id_cnty"), parts(get("source"))),),
        kind="report",
    )


def _ucdp(place: str, get: Get) -> Draft:
    first, last = _iso(get("date_start")), _iso(get("date_end") or get("date_start"))
    if first > last:
        raise UsageError(f"begins on {first} and ends on {last}")
    exact = first if first == last else f"[{first}..{last}]" if get("date_prec") not in ("", "1") else f"{first}/{last}"
    if first == last and get("date_prec") not in ("", "0", "1"):
        wide = {"2": f"[{_shift(first, -6)}..{_shift(first, 6)}]", "3": f"[{_shift(first, -6)}..{_shift(first, 6)}]"}
        exact = wide.get(get("date_prec"), first[:7] if get("date_prec") == "4" else first[:4])
    where = get("where_coordinates") or get("adm_2") or get("adm_1") or get("country")
    sides = " – ".join(one for one in (get("side_a"), get("side_b")) if one)
    publishers = parts(get("source_office")) or parts(get("source_original"))
    return Draft(
        place,
        When(exact=exact),
        title=get("source_headline") or f"{sides}, {where}".strip(", "),
        summary=f"{get('source_article')} ({sides})" if get("source_article") else "",
        key=get("relid") or get("id"),
        actors=tuple(one for one in (get("side_a"), get("side_b")) if one),
        themes=tuple(one for one in (get("dyad_name") and "armed conflict",) if one),
        places=place_of(where, get("latitude"), get("longitude")),
        sources=(_record("UCDP", get("id"), publishers),),
        kind="report",
    )


def _shift(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _no_slide(get: Get) -> str:
    if get("Type").casefold() in ("title", "era"):
        return f"a row of the type {get('Type').casefold()} is no event"
    return "" if get("Year") else "a row without a year is no event"


def timelinejs_row(place: str, get: Get) -> Draft:
    """Return a slide of the sheet that TimelineJS reads."""
    from dprkru_timeline.intake.timelinejs import slide

    start = {"year": get("Year"), "month": get("Month"), "day": get("Day"), "hour": get("Time")}
    end = {"year": get("End Year"), "month": get("End Month"), "day": get("End Day")}
    return slide(
        {
            "start_date": start,
            "end_date": end if end["year"] else None,
            "display_date": get("Display Date"),
            "text": {"headline": get("Headline"), "text": get("Text")},
            "media": {"url": get("Media"), "credit": get("Media Credit"), "caption": get("Media Caption")},
            "group": get("Group"),
        },
        place,
    )


_ACLED_USES = (
    *(
        "event_id_cnty",
        "event_date",
        "time_precision",
        "disorder_type",
        "event_type",
        "sub_event_type",
        "actor1",
        "assoc_actor_1",
        "actor2",
    ),
    *("assoc_actor_2", "location", "latitude", "longitude", "source", "notes", "tags"),
)
_UCDP_USES = (
    *("id", "relid", "date_start", "date_end", "date_prec", "side_a", "side_b", "where_coordinates", "adm_1", "adm_2"),
    *("country", "latitude", "longitude", "source_article", "source_office", "source_original", "source_headline"),
    "dyad_name",
)
_SHEET_USES = (
    *("Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "Display Date", "Headline", "Text", "Media"),
    *("Media Credit", "Media Caption", "Group", "Type"),
)
DATASETS = (
    Dataset("ACLED", ("event_id_cnty", "event_date"), _acled, _ACLED_USES),
    Dataset("UCDP GED", ("date_start", "date_end", "side_a", "date_prec"), _ucdp, _UCDP_USES),
    Dataset("TimelineJS sheet", ("Year", "Headline", "Text"), timelinejs_row, _SHEET_USES, _no_slide),
)


def dataset_of(headings: Sequence[str]) -> Dataset | None:
    """Return the export that a header is of."""
    have = {plain(one) for one in headings}
    return next((one for one in DATASETS if {plain(sign) for sign in one.signs} <= have), None)


# GDELT's events have no header: version 1 has 57 columns, or 58 with the address; version 2 has 61.
_GDELT = {57: None, 58: 57, 61: 60}
_CAMEO = {
    "01": "public statement",
    "02": "appeal",
    "03": "intent to cooperate",
    "04": "consultation",
    "05": "diplomatic cooperation",
    "06": "material cooperation",
    "07": "aid",
    "08": "yielding",
    "09": "investigation",
    "10": "demand",
    "11": "disapproval",
    "12": "rejection",
    "13": "threat",
    "14": "protest",
    "15": "show of force",
    "16": "reduced relations",
    "17": "coercion",
    "18": "assault",
    "19": "fighting",
    "20": "mass violence",
}
GDELT_MANY = 500


def is_gdelt(cells: Sequence[Cell]) -> bool:
    """Tell whether a row is one of GDELT's tables of events."""
    return (
        len(cells) in _GDELT
        and text_of(cells[0]).isdecimal()
        and re.fullmatch(r"[12][0-9]{7}", text_of(cells[1])) is not None
        and text_of(cells[1]).startswith(text_of(cells[2]))
    )


def gdelt_drafts(rows: Iterable[tuple[int, Sequence[Cell]]]) -> Iterable[Draft | tuple[int, str]]:
    """Yield an event for all rows of one article, day and kind of act; with number and why, a row that is none."""
    seen: dict[tuple[str, str, str], None] = {}
    for number, cells in rows:
        texts = [text_of(one) for one in cells]
        address_at = _GDELT.get(len(texts))
        if len(texts) not in _GDELT or not re.fullmatch("[12][0-9]{7}", texts[1]):
            yield number, f"has {len(texts)} columns, which no row of GDELT has, or no day"
            continue
        address = texts[address_at] if address_at else ""
        group = address or texts[0], texts[1], texts[28]
        if group in seen:
            continue
        seen[group] = None
        sides = [name for name in (texts[6], texts[16]) if name]
        what = _CAMEO.get(texts[28].zfill(2), f"CAMEO {texts[28]}")
        name = texts[50] if len(texts) < 61 else texts[52]
        lat, lon = (texts[53], texts[54]) if len(texts) < 61 else (texts[56], texts[57])
        yield Draft(
            f"row {number}",
            When(texts[1]),
            title=f"Media report: {what}" + (f", {' – '.join(one.title() for one in sides)}" if sides else ""),
            key="-".join(group)[:200] if not address else f"{texts[1]} {texts[28]} {address}",
            actors=tuple(one.title() for one in dict.fromkeys(sides)),
            themes=(what,),
            places=place_of(name, lat, lon),
            sources=(SourceDraft(address, kind="news"),) if address else (),
            kind="report",
        )


def getter(headings: Sequence[str], cells: Sequence[Any]) -> Get:
    """Return what gives the text of a column by its heading."""
    places = {plain(one): place for place, one in reversed(list(enumerate(headings))) if one}

    def get(name: str) -> str:
        place = places.get(plain(name), -1)
        return text_of(cells[place]) if 0 <= place < len(cells) else ""

    return get
