"""Entries of an event file, made of what a foreign file says: names found or new, sources, what is left to a person.

What nobody can know from the file is marked TODO, and `check` names it. Nothing made here can be confirmed: there are
no doers, no records and no claims in it.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zlib import crc32

from dprkru_timeline.chronology import Chronology, identifiers, names
from dprkru_timeline.curate.add import title_slug
from dprkru_timeline.curate.sources import is_official_host, numbered, page_of, publishers_of_hosts, slug, source_id
from dprkru_timeline.curate.toml_text import entry_text, value_text
from dprkru_timeline.errors import UsageError
from dprkru_timeline.intake.days import Day, Order, read_when
from dprkru_timeline.intake.draft import Draft, Drafts, Heard, PlaceDraft, Refused, SourceDraft, why_of
from dprkru_timeline.intake.text import cleaned
from dprkru_timeline.model import TODO, ActorKind, EventKind, SourceKind
from dprkru_timeline.store.find import MAX_BYTES
from dprkru_timeline.store.values import BAD, identifier, url
from dprkru_timeline.text import first_unsafe, fold, is_blank, name_key, shortened

_LONGEST_TITLE = 90  # of one that is made of the first words of a text
_SHORTEST_KEY = 5  # letters of a name of which other spellings are looked for
# Of a key of the file's own: longer ones are kept by their hash.
_LONGEST_KEY = 120


class Given(NamedTuple):
    """What a person says of all rows: who takes part, themes, who publishes, kinds; and the file's name and the day."""

    file: str
    today: date
    actors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    publisher: str = ""
    kind: str = ""
    actor_kind: str = ""


# The vocabularies of an event file, in the order in which they stand in it.
TABLES = ("actors", "themes", "places", "measures", "sources")


class Item(NamedTuple):
    """An event as it would be written, without its id: where it stands in the file, the file's key, its row's hash.

    ``plain`` are keys whose values say nothing of their own, such as a summary that is left to a person.
    """

    place: str
    key: str
    row: str
    values: dict[str, Any]
    wished: str = ""  # an id that the file has for it
    plain: tuple[str, ...] = ()


class Made(NamedTuple):
    """What was made: events, and the entries that they need, by table and id; what was refused and heard."""

    items: list[Item]
    along: dict[str, dict[str, dict[str, Any]]]
    refused: list[Refused]
    heard: Heard
    read: int
    kept_as_text: int = 0


class Makers:
    """What knows the names that there are, and makes those that there are not."""

    def __init__(self, whole: Chronology, given: Given, heard: Heard) -> None:
        self._whole = whole
        self._given = given
        self._heard = heard
        self.along: dict[str, dict[str, dict[str, Any]]] = {"actors": {}, "themes": {}, "places": {}, "sources": {}}
        self._ids: dict[tuple[str, str], str] = {}
        self._keys: dict[tuple[str, str], set[str]] = {}
        for table in ("actors", "themes", "places"):
            for entry in getattr(whole, table).values():
                for called in (entry.id, *names(entry), *identifiers(entry)):
                    self._ids.setdefault((table, fold(called)), entry.id)
                    self._keys.setdefault((table, name_key(called)), set()).add(entry.id)
        self._pages = {
            page_of(one): source.id for source in whole.sources.values() for one in (source.url, source.archive) if one
        }
        self._titles = {(fold(one.publisher), fold(one.title)): one.id for one in whole.sources.values() if one.title}
        self._hosts = publishers_of_hosts(whole)
        self._numbers: dict[str, dict[str, int]] = {}
        self._own = ""  # the source that the file itself is
        self.size = 0  # bytes of what comes along, as an event file has it

    def _come(self, table: str, id_: str, values: dict[str, Any]) -> None:
        self.along[table][id_] = values
        self.size += len(entry_text(table, id_, values).encode()) + 1

    def named(self, table: str, name: str) -> str:
        """Return the id of an actor, theme or place; of one that is not known a new entry comes along."""
        name = " ".join(cleaned(name).split())
        if is_blank(name):
            return ""
        if found := self._ids.get((table, fold(name))):
            return found
        same = self._keys.get((table, name_key(name)), set()) if len(name_key(name)) >= _SHORTEST_KEY else set()
        if len(same) == 1:
            return next(iter(same))
        id_ = self._new_id(table, name)
        if id_ not in getattr(self._whole, table):
            self._come(table, id_, self._new_entry(table, name))
        self._ids[table, fold(name)] = id_
        return id_

    def _new_id(self, table: str, name: str) -> str:
        whole = slug(name, 40)
        plain = slug(name, 8) or f"{table.removesuffix('s')}-{crc32(fold(name).encode()):08x}"
        if plain == whole and plain in getattr(self._whole, table):
            return plain  # the id that its name gives: who keeps the file gave it another name
        return self._free(table, plain)

    def _free(self, table: str, plain: str) -> str:
        """Return an id that no entry of a table has: this one, or it with a number."""
        return numbered(plain, self._numbers.setdefault(table, {}), getattr(self._whole, table), self.along[table])

    def named_all(self, table: str, name: str) -> list[str]:
        """Return the id of a name; of several in one, such as "A, B and C", theirs, where all of them are known."""
        parts = re.split(r"\s*,\s*|\s+(?:and|&|und|et|и)\s+", " ".join(cleaned(name).split()))
        known = [self._ids.get((table, fold(one)), "") for one in parts]
        if len(parts) > 1 and (table, fold(name)) not in self._ids and all(known):
            return known
        return [self.named(table, name)]

    def _new_entry(self, table: str, name: str) -> dict[str, Any]:
        if table == "actors":
            kind = self._given.actor_kind
            if kind:
                return {"name": name, "kind": kind}
            return {
                "name": name,
                "kind": ActorKind.ORGANIZATION.value,
                "role": f"{TODO}: what it is; its kind is not known",
            }
        if table == "themes":
            return {"name": name, "description": f"{TODO}: what its events are about"}
        return {"name": name}

    def place(self, one: PlaceDraft, place: str) -> str:
        """Return the id of a place; a new one has the coordinates that the file has."""
        id_ = self.named("places", one.name)
        entry = self.along["places"].get(id_)
        if entry is None or one.latitude is None or one.longitude is None:
            return id_
        spot = [float(one.latitude), float(one.longitude)]
        if not (-90 <= spot[0] <= 90 and -180 <= spot[1] <= 180):
            self._heard.note(f"a position that is none on this earth is left out: {spot[0]:g}, {spot[1]:g}", place)
        elif entry.setdefault("coordinates", spot) != spot:
            self._heard.note(f"a second position of “{shortened(one.name, 40)}” is left out", place)
        return id_

    def nobody(self) -> str:
        """Return the id of the actor that stands for those whom the file does not name."""
        self.along["actors"].setdefault(
            "todo", {"name": f"{TODO}: who takes part", "kind": ActorKind.ORGANIZATION.value}
        )
        return "todo"

    def source(self, one: SourceDraft, place: str, order: Order) -> str:
        """Return the id of a source; empty where nothing says what it is."""
        address = cleaned(one.address)
        publisher = " ".join(cleaned(one.publisher).split())
        title = " ".join(cleaned(one.title).split())
        if address and not is_address(address):
            self._heard.note(f"an address that is none is left out: “{shortened(address, 60)}”", place)
            address = ""
        if address and (found := self._pages.get(page_of(address))):
            return found
        publisher = publisher or (self._given.publisher if not address and not title else "")
        if not address and not publisher and not title:
            return ""
        if not address:
            title = title or f"{TODO}: which page; named in {self._given.file}"
            if found := self._titles.get((fold(publisher), fold(title))):
                return found
        if (own := _own_id(one.key)) and own in self._whole.sources:
            return own  # it was imported before, whatever has changed in it since
        values = self._source_values(one, address, publisher, title, place, order)
        id_ = self._source_id(one, values)
        self._come("sources", id_, values)
        if address:
            self._pages[page_of(address)] = id_
        else:
            self._titles[fold(publisher), fold(title)] = id_
        return id_

    def by_host(self, one: SourceDraft, draft: Draft) -> SourceDraft:
        """Return a source of several in a row without the publisher in its place, where its host is known."""
        host = (urlsplit(one.address).hostname or "").removeprefix("www.") if is_address(one.address) else ""
        return one._replace(publisher="") if len(draft.sources) > 1 and host in self._hosts else one

    def _source_values(  # noqa: PLR0913, PLR0917
        self, one: SourceDraft, address: str, publisher: str, title: str, place: str, order: Order
    ) -> dict[str, Any]:
        host = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
        known = self._hosts.get(host)
        plain = SourceKind.OFFICIAL.value if host and is_official_host(host) else SourceKind.NEWS.value
        kind = one.kind if one.kind in set(SourceKind) else known[1] if known else plain
        if not publisher:
            publisher = known[0] if known else self._given.publisher or f"{TODO}: who publishes {host or 'it'}"
        day = ""
        order = order._replace(name=order.said)  # what decides in another column decides nothing here
        if one.when != SourceDraft().when:
            try:
                day = read_when(one.when, order).edtf
            except UsageError:
                self._heard.note("a date of a source that can't be read is left out", place or one.place)
        archive = one.archive if one.archive and is_address(one.archive) else ""
        found = {
            "publisher": publisher,
            "title": title,
            "date": day,
            "url": address,
            "kind": kind,
            "language": one.language if re.fullmatch("[a-z]{2,3}(-[A-Za-z]{2,4})?", one.language) else "",
            "symbol": one.symbol,
            "archive": archive,
            "accessed": _day(one.accessed),
        }
        return {key: value for key, value in found.items() if value}

    def _source_id(self, one: SourceDraft, values: Mapping[str, Any]) -> str:
        own = _own_id(one.key)
        if own and own not in self.along["sources"] and own not in self._whole.sources:
            return own
        publisher = str(values["publisher"])
        if publisher.startswith(TODO):
            host = (urlsplit(str(values.get("url", ""))).hostname or "source").removeprefix("www.")
            publisher = host.rpartition(".")[0].replace(".", " ") or host
        where = str(values.get("url") or values.get("title"))
        return self._free("sources", source_id(publisher, str(values.get("date", "")), where))

    def plain_of(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the keys of an event whose values say nothing of their own."""
        plain = ["summary"] if str(values["summary"]).startswith(TODO) else []
        return (*plain, "sources") if values["sources"] == [self._own] else tuple(plain)

    def the_file(self) -> str:
        """Return the id of the source that the file itself is, for rows that name none."""
        publisher = self._given.publisher or f"{TODO}: who made {self._given.file}"
        title = self._given.file
        if found := self._titles.get((fold(publisher), fold(title))):
            self._own = found
            return found
        values = {"publisher": publisher, "title": title, "kind": SourceKind.DATA.value, "accessed": self._given.today}
        plain = slug(re.sub(r"\.[a-z0-9]{1,8}$", "", title.lower()), 5) or "imported"
        id_ = self._free("sources", plain)
        self._come("sources", id_, values)
        self._titles[fold(publisher), fold(title)] = id_
        self._own = id_
        return id_


def _own_id(key: str) -> str:
    """Return the id that a library's own key for a source becomes."""
    return slug(re.sub(r"[:_.]", "-", key), 8) if key else ""


def id_in(key: str) -> str:
    """Return a file's own key where it can be the id of an event; else nothing."""
    return "" if identifier(key, _quiet) is BAD else key


def _quiet(*_: Any, **__: Any) -> None:
    """Hear what is wrong with a value, and do nothing."""


def is_address(text: str) -> bool:
    """Tell whether a text is an address that an event file takes."""
    return url(text, _quiet) is not BAD


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return ""


def made_of(found: Drafts, order: Order, whole: Chronology, given: Given) -> Made:
    """Return the events that a file holds, and what comes along with them.

    Raises:
        UsageError: they are more than an event file holds.
    """
    heard = found.heard or Heard()
    makers = Makers(whole, given, heard)
    refused: list[Refused] = []
    items: list[Item] = []
    rows: dict[str, str] = {}
    keys: dict[str, int] = {}
    size, kept, read = 0, 0, 0
    for draft in found.events:
        read += 1
        row = row_hash(draft)
        if draft.place and row in rows:
            heard.note("stands twice, and is taken once", draft.place)
            refused.append(Refused(draft.place, shortened(draft.title, 60), f"is the same as {rows[row]}"))
            continue
        rows[row] = draft.place
        key = own_key(draft.key)
        keys[key] = keys.get(key, 0) + 1
        try:
            values, is_text = _values(draft, order, makers, given, heard)
        except UsageError as error:
            refused.append(Refused(draft.place, shortened(draft.title, 60), why_of(error)))
            continue
        kept += is_text
        items.append(Item(draft.place, key, row, values, draft.id or id_in(draft.key), makers.plain_of(values)))
        size += len(entry_text("events", "", values).encode()) + _beside(items[-1], given)
        if size + makers.size > MAX_BYTES:
            raise UsageError(
                f"{given.file} is more than an event file holds ({MAX_BYTES // 1024**2} MB): "
                f"its first {len(items) - 1:,} events fit; nothing was written",
                "split it, by year for instance, and import the parts",
            )
    items = _with_own_keys(items, keys, heard)
    refused += found.refused
    whole_read = found.read if found.read is not None else read + len(found.refused) + heard.passed
    return Made(items, makers.along, refused, heard, whole_read, kept)


def _values(draft: Draft, order: Order, makers: Makers, given: Given, heard: Heard) -> tuple[dict[str, Any], bool]:
    day = read_when(draft.when, order)
    title = " ".join(cleaned(draft.title).split())
    summary = cleaned(draft.summary)
    if is_blank(title):
        if is_blank(summary):
            raise UsageError("has no title, and no text of which one could be made")
        title = first_words(summary)
        heard.note("titles are made of the first words of the text", draft.place)
    if first_unsafe(draft.title.strip() + draft.summary.strip().replace("\n", "").replace("\r", "").replace("\t", "")):
        heard.note("signs that act on a screen or hide text are taken out", draft.place)
    if day.left_out:
        heard.note(f"{day.left_out} is left out", draft.place)
    basis = _basis(day, given)
    if basis:
        heard.note("a date in words is kept beside the time that surely holds it", draft.place)
    actors = _ids(id_ for one in (*draft.actors, *given.actors) for id_ in makers.named_all("actors", one)) or [
        makers.nobody()
    ]
    sources = _ids(makers.source(makers.by_host(one, draft), draft.place, order) for one in draft.sources) or [
        makers.the_file()
    ]
    kind = draft.kind if draft.kind in set(EventKind) else given.kind or EventKind.EVENT.value
    if draft.kind and draft.kind not in set(EventKind):
        heard.note(f"a kind that is none of an event file is left out: “{shortened(draft.kind, 40)}”", draft.place)
    values = {
        "date": day.edtf,
        "date_basis": basis,
        "title": title,
        "summary": TODO + ": two to four plain sentences" if is_blank(summary) else summary,
        "kind": kind,
        "actors": actors,
        "themes": _ids(makers.named("themes", one) for one in (*draft.themes, *given.themes)),
        "places": _ids(makers.place(one, draft.place) for one in draft.places),
        "sources": sources,
    }
    return {key: value for key, value in values.items() if value not in ("", [])}, bool(basis)


def _with_own_keys(items: list[Item], keys: Mapping[str, int], heard: Heard) -> list[Item]:
    """Return events with the keys that are their own: not those that two have, nor a running number."""
    numbers = [int(one.key) if one.key.isdecimal() and len(one.key) < 10 else None for one in items]
    runs = len(items) > 1 and all(one is not None for one in numbers)
    if runs and all(other == (one or 0) + 1 for one, other in pairwise(numbers)):
        heard.note("a running number is no id: rows are known by what they say")
        return [one._replace(key="") for one in items]
    for one in items:
        if one.key and keys[one.key] > 1:
            heard.note("an id that another row has too: told apart by what they say", one.place)
    return [one._replace(key="") if keys.get(one.key, 0) > 1 else one for one in items]


def _beside(item: Item, given: Given) -> int:
    """Return how many bytes the id of an event and what is kept of its import take at most."""
    made = sum(len(key) + 8 for key in item.values)
    return 160 + made + len(given.file.encode()) + len(item.key.encode())


def _basis(day: Day, given: Given) -> str:
    return f"{given.file} has “{shortened(day.words, 80)}”" if day.words else ""


def _ids(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(one for one in found if one))


def first_words(text: str) -> str:
    """Return the first sentence of a text, or so much of it as a title has."""
    first = " ".join(re.split(r"(?<=[.!?])\s+|\n", text, maxsplit=1)[0].split()).rstrip(".")
    if len(first) <= _LONGEST_TITLE:
        return first
    return first[: first.rfind(" ", 0, _LONGEST_TITLE) if " " in first[:_LONGEST_TITLE] else _LONGEST_TITLE] + " …"


def row_hash(draft: Draft) -> str:
    """Return what tells whether a row says the same as before, wherever in the file it stands."""
    return sha256(repr(draft._replace(place="")).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def value_hash(value: Any) -> str:
    """Return what tells whether a value of an event file is what it was."""
    return sha256(value_text(value).encode("utf-8", "surrogatepass")).hexdigest()[:6]


def own_key(text: str) -> str:
    """Return the key that a file has for an event, short enough to be kept."""
    key = " ".join(cleaned(text).split())
    return key if len(key) <= _LONGEST_KEY else f"{key[:60]}…{sha256(key.encode()).hexdigest()[:12]}"


def sources_made(found: Drafts, whole: Chronology, given: Given) -> Made:
    """Return the sources that a library of references holds."""
    heard = found.heard or Heard()
    makers = Makers(whole, given, heard)
    refused = list(found.refused)
    there = 0
    for one in found.sources:
        before = len(makers.along["sources"])
        if not (one.address or one.title):
            refused.append(Refused(one.place, one.key, "has neither an address nor a title"))
            continue
        makers.source(one, one.place, Order())
        there += len(makers.along["sources"]) == before
    if there:
        heard.note(f"{there:,} of the sources are there already")
    return Made([], makers.along, refused, heard, len(found.sources) + len(found.refused))


def needed(
    items: Iterable[Mapping[str, Any]], along: Mapping[str, Mapping[str, dict[str, Any]]]
) -> dict[str, dict[str, dict[str, Any]]]:
    """Return those of the entries that come along which events name."""
    used: dict[str, set[str]] = {table: set() for table in along}
    for values in items:
        for key, table in (("actors", "actors"), ("themes", "themes"), ("places", "places"), ("sources", "sources")):
            used[table].update(values.get(key, ()))
    return {table: {id_: one for id_, one in entries.items() if id_ in used[table]} for table, entries in along.items()}


def free_ids(items: Sequence[Item], taken: Container[str]) -> Iterator[str]:
    """Yield an id for each event: what the file wishes, else words of its title, with its day where that is taken."""
    given: set[str] = set()
    numbers: dict[str, int] = {}
    for item in items:
        words = title_slug(str(item.values["title"]))
        day = re.match(r"[0-9]{4}(?:-[0-9]{2}){0,2}", str(item.values["date"]).lstrip("[./"))
        plain = item.wished or words or f"event-{day[0] if day else item.row[:6]}"
        if plain in given or plain in taken:
            plain = f"{plain}-{day[0]}"[:60] if day and not plain.endswith(day[0]) else plain
        id_ = numbered(plain, numbers, given, taken)
        given.add(id_)
        yield id_
