"""What is new in an event file: an event, a claim, a source, with the likely values filled in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.curate.blocks import has_entry
from dprkru_timeline.curate.change import Edit, edited, read_date
from dprkru_timeline.curate.keep import Change, checked, text_of, with_text
from dprkru_timeline.curate.own_text import moved_in_time
from dprkru_timeline.curate.place import with_entry, with_tables
from dprkru_timeline.curate.sources import SourceTyped, slug, source_meant
from dprkru_timeline.errors import TimelineError, UnknownName, UsageError, nearest
from dprkru_timeline.model import EventKind, Stance
from dprkru_timeline.store.find import EventFile
from dprkru_timeline.store.load import Reading, read
from dprkru_timeline.store.schema import CLAIM, EVENT, NESTED, VOCABULARIES
from dprkru_timeline.store.values import form_of
from dprkru_timeline.text import fold, shortened

# Where what is added to an entry of another file stands, by the entry's table.
ADDED = {"events": "additions", "sources": "source_additions"}
# Words that no id needs.
_SMALL = frozenset(
    (
        *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "it", "its"),
        *("of", "on", "or", "over", "says", "that", "the", "their", "to", "with"),
    )
)


class Typed(NamedTuple):
    """What is typed of a new event or claim: values by key, as text; its sources; what comes along.

    ``along`` are new actors, places and themes, by table and id; ``actor_kind`` is that of actors which are not known
    yet, and come along.
    """

    values: Mapping[str, Any]
    sources: Sequence[SourceTyped] = ()
    along: Mapping[str, Mapping[str, Mapping[str, Any]]] = {}
    actor_kind: str = ""


def event_added(file: EventFile, typed: Typed, beside: Sequence[str | EventFile], today: date) -> Change:
    """Return a file with a new event in its place, and with what comes along.

    Raises:
        UsageError: something is missing or not known; all of it is told.
        InvalidFile: the file has errors.
    """
    whole = read([file, *beside], today).chronology
    faults = _Faults("event")
    typed = _with_new_actors(typed, whole)
    values = dict(typed.values)
    with faults.at("date"):
        values["date"] = read_date(str(values.get("date") or faults.missing("date")), today)
    for key in ("title", "summary"):
        with faults.at(key):
            values[key] = values.get(key) or faults.missing(key)
    values["kind"] = values.get("kind") or EventKind.EVENT.value
    _name(values, whole, typed, faults)
    if not values.get("actors") and not typed.values.get("actors"):
        with faults.at("actor"):
            faults.missing("actor")
    with faults.at("verified"):
        if isinstance(values.get("verified"), str):
            values["verified"] = read_date(values["verified"], today, day=True)
    new: dict[str, Mapping[str, Any]] = {}
    sources = [*values.pop("sources", ()), *_sources(typed.sources, whole, new, today, faults)]
    if not sources and not typed.sources:
        with faults.at("source"):
            faults.missing("source")
    values["sources"] = list(dict.fromkeys(sources))
    # A claim may name its source as the event does; of one source it is that one.
    named = {one.address: id_ for one, id_ in zip(typed.sources, sources[-len(typed.sources) :], strict=False)}
    claims = []
    for place, claim in enumerate(values.pop("claims", ()), 1):
        with faults.at(f"claim {place}"):
            source = claim.get("source") or (sources[0] if len(sources) == 1 else "")
            claims.append(_claim({**claim, "source": named.get(source, source)}, whole, typed, today))
    faults.tell()
    values["claims"] = claims
    values["id"] = values.get("id") or free_id(values, whole)
    text = _with_along(text_of(file), typed.along, new)
    text = with_entry(text, "events", "", {key: value for key, value in values.items() if value not in ("", [], None)})
    return Change(text, _about(values["id"], typed.along, new), _done(f"event {values['id']}", typed.along, new))


def events_added(file: EventFile, typed: Sequence[Typed], beside: Sequence[str | EventFile], today: date) -> Change:
    """Return a file with several new events; each is checked before the next, which may use what it brings.

    Raises:
        Refused: the file would have errors.
        UsageError, InvalidFile: as `event_added`.
    """
    made: list[Change] = []
    now = file
    for place, one in enumerate(typed, 1):
        try:
            made.append(event_added(now, one, beside, today))
        except UsageError as error:
            if len(typed) == 1:
                raise
            raise UsageError(f"event {place} of {len(typed)}: {error.message}", error.help) from None
        new = with_text(now, made[-1].text)
        if len(typed) > 1:
            checked(now, new, made[-1], beside, today)
        now = new
    about = frozenset().union(*(one.about for one in made))
    return Change(text_of(now), about, tuple(done for one in made for done in one.done))


def _settles_nothing(whole: Chronology, event_id: str, claim: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what to say of a word that would settle an event, were its speaker one of the doers."""
    event = whole.get(event_id)
    if event is None or claim["stance"] not in (Stance.CONFIRMS.value, Stance.DENIES.value):
        return ()
    if claim["by"] not in whole.actors or not set(event.doers).isdisjoint(whole.wholes("actor", claim["by"])):
        return ()
    party = whole.party(claim["by"])
    what = f"{party} is no doer of {event_id}, so that its word does not settle it"
    return (f"{what}; if it acts in it: timeline edit {event_id} --add doers={party}",)


def claim_added(file: EventFile, event_id: str, typed: Typed, beside: Sequence[str | EventFile], today: date) -> Change:
    """Return a file with a claim on an event, of its own or of a file that it extends. Raises as `event_added`."""
    reading = read([file, *beside], today)
    whole = reading.chronology
    faults = _Faults("claim")
    typed = _with_new_actors(typed, whole)
    new: dict[str, Mapping[str, Any]] = {}
    sources = _sources(typed.sources, whole, new, today, faults)
    values = {**typed.values, **({"source": sources[0]} if sources else {})}
    for key in ("by", "stance", "says", "date", "source"):
        with faults.at(key):
            if key != "source" or not typed.sources:
                values[key] = values.get(key) or faults.missing(key)
            if key in ("by", "date", "stance") and key in values:
                _claim({key: values[key]}, whole, typed, today)
    with faults.at("amount"):
        if "amounts" in values:
            _claim({"amounts": values["amounts"]}, whole, typed, today)
    faults.tell()
    values = _claim(values, whole, typed, today)
    text = _with_along(text_of(file), typed.along, new)
    if _is_own(reading, event_id):
        text = with_tables(text, "events", event_id, "claims", [values])
    else:
        text = _with_addition(text, event_id)
        text = with_tables(text, "additions", event_id, "claims", [values])
    done = _done(f"a claim on {event_id}", typed.along, new)
    return Change(text, _about(event_id, typed.along, new), done, _settles_nothing(whole, event_id, values))


def sources_added(
    file: EventFile, event_id: str, typed: Typed, beside: Sequence[str | EventFile], today: date
) -> Change:
    """Return a file with sources of an event, of its own or of a file that it extends. Raises as `event_added`."""
    reading = read([file, *beside], today)
    faults = _Faults("source")
    new: dict[str, Mapping[str, Any]] = {}
    ids = _sources(typed.sources, reading.chronology, new, today, faults)
    if not ids and not faults:
        with faults.at("source"):
            faults.missing("source")
    faults.tell()
    text = _with_along(text_of(file), typed.along, new)
    event = reading.chronology.get(event_id)
    ids = [one for one in ids if event is None or one not in event.sources]
    if ids:
        table = "events"
        if not _is_own(reading, event_id):
            table, text = "additions", _with_addition(text, event_id)
        text = edited(text, table, event_id, [Edit("add", ("sources",), ids)])
    return Change(text, _about(event_id, typed.along, new), _done(f"a source of {event_id}", typed.along, new))


def entry_changed(  # noqa: PLR0913, PLR0917
    file: EventFile,
    table: str,
    id_: str,
    edits: Callable[[str], Sequence[Edit]],
    beside: Sequence[str | EventFile],
    today: date,
) -> Change:
    """Return a file with an entry changed; of another file's event or source, what is added to it.

    ``edits`` gives the changes for the table that is written. A file that has errors is changed as well, where the
    entry stands in it.

    Raises:
        UsageError: there is no such entry, or the changes can't be made.
        InvalidFile: the file has errors, and the entry does not stand in it.
    """
    text = text_of(file)
    about = frozenset([id_ if table == "events" else f"{table}.{id_}" if id_ else table])
    if table == "chronology" or has_entry(text, table, id_):
        changes = edits(table)
        made = edited(text, table, id_, changes)
        moves = table == "events" and any(one.path == ("date",) for one in changes)
        return Change(moved_in_time(made, id_) if moves else made, about, (id_ or table,))
    reading = read([file, *beside], today)
    if table == "events" and not reading.chronology.get(id_):
        raise UsageError(f'no event "{shortened(id_)}"', "timeline add makes a new one")
    if table in VOCABULARIES and table != "sources" and id_ not in reading.contents.vocabularies[table]:
        remedy = f"write [{table}.{shortened(id_)}] into the file: timeline edit, without an event, opens it"
        raise UsageError(f'no {table.removesuffix("s")} "{shortened(id_)}"', remedy)
    if table == "sources" and id_ not in reading.chronology.sources:
        raise UsageError(f'no source "{shortened(id_)}"', "timeline add --source-to makes a new one")
    is_own = (
        _is_own(reading, id_)
        if table == "events"
        else id_ in reading.contents.vocabularies.get(table, {})
        and (reading.contents.vocabularies[table][id_].at.file is reading.files[0])
    )
    if is_own:
        return Change(edited(text, table, id_, edits(table)), about, (id_,))
    if table == "events":
        text = _with_addition(text, id_)
        return Change(edited(text, "additions", id_, edits("additions")), about, (f"an addition to {id_}",))
    if table == "sources":
        if not has_entry(text, "source_additions", id_):
            text = with_entry(text, "source_additions", id_, {})
        about = frozenset([f"source_additions.{id_}", f"sources.{id_}"])
        return Change(
            edited(text, "source_additions", id_, edits("source_additions")), about, (f"an addition to {id_}",)
        )
    raise UsageError(
        f"{table}.{shortened(id_)} stands in another file, which is not changed",
        f"write the whole of it as [{table}.{shortened(id_)}] into your own, with the aliases that it lacks",
    )


class _Faults:
    """What is wrong with what was typed, each by the option that it is of; told all at once."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._found: list[tuple[str, TimelineError]] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    @contextmanager
    def at(self, name: str) -> Iterator[None]:
        """Take what is wrong in the block as a fault of an option."""
        try:
            yield
        except UsageError as error:
            self._found.append((name, error))

    @staticmethod
    def missing(name: str) -> str:
        """Raise the error for what is not given."""
        raise UsageError("is missing", _EXAMPLES.get(name, ""))

    def tell(self) -> None:
        """Raise an error with all faults, if there are any."""
        if not self._found:
            return
        if len(self._found) == 1:
            name, error = self._found[0]
            raise UsageError(f"{_option(name)}: {error.message}", error.help)
        rows = [
            f"  {name.replace('_', '-').replace(' ', '-')}  {error.message}" + (f"; {error.help}" if error.help else "")
            for name, error in self._found
        ]
        raise UsageError(f"{len(rows)} things of the new {self._what} are missing or wrong:\n" + "\n".join(rows))


_EXAMPLES = {
    "date": 'write --date "19 June 2024"',
    "title": 'write --title "What happened, with a verb"',
    "summary": 'write --summary "Two to four plain sentences."',
    "actor": "write --actor DPRK",
    "source": "write --source with the address of a page",
    "by": "write --by NAME, who says it",
    "stance": f"write --stance with one of {', '.join(one.value for one in Stance)}",
    "says": 'write --says "What they say, in your words."',
}


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}" if " " not in name else name


def _name(values: dict[str, Any], whole: Chronology, typed: Typed, faults: _Faults) -> None:
    """Put ids in the place of the names of actors, themes and places."""
    for key, kind in (
        ("actors", "actor"),
        ("doers", "actor"),
        ("themes", "theme"),
        ("places", "place"),
        ("about_places", "place"),
    ):
        if key not in values:
            continue
        ids = []
        for name in values[key]:
            with faults.at(key.removesuffix("s").replace("about_place", "about-place")):
                ids.append(_resolved(whole, kind, str(name), typed))
        values[key] = list(dict.fromkeys(ids))
    if values.get("doers"):
        values["actors"] = list(dict.fromkeys((*values.get("actors", ()), *values["doers"])))


def _resolved(whole: Chronology, kind: Any, name: str, typed: Typed) -> str:
    along = typed.along.get(f"{kind}s", {})
    if name in along:
        return name
    if own := next((id_ for id_, entry in along.items() if fold(str(entry.get("name", ""))) == fold(name)), ""):
        return own
    try:
        return whole.resolve(kind, name)
    except UnknownName as error:
        if kind == "actor":
            error.help = f"{error.help} A new one comes along with --actor-kind: person, organization, state, …"
        raise


def _with_new_actors(typed: Typed, whole: Chronology) -> Typed:
    """Return what is typed with actors along that are not known yet, where their kind is given."""
    if not typed.actor_kind:
        return typed
    new = dict(typed.along.get("actors", {}))
    values = typed.values
    for name in (*values.get("actors", ()), *values.get("doers", ()), *([values["by"]] if "by" in values else [])):
        try:
            whole.resolve("actor", str(name))
        except UnknownName:
            if not any(fold(str(entry.get("name", ""))) == fold(str(name)) for entry in new.values()):
                new[slug(str(name), 5) or "new-actor"] = {"name": str(name), "kind": typed.actor_kind}
    return typed._replace(along={**typed.along, "actors": new}) if new else typed


def _claim(values: Mapping[str, Any], whole: Chronology, typed: Typed, today: date) -> dict[str, Any]:
    found = {key: value for key, value in values.items() if value not in ("", None, [], {})}
    if "stance" in found and found["stance"] not in {one.value for one in Stance}:
        close = nearest(str(found["stance"]), [one.value for one in Stance], limit=1)
        raise UsageError(
            f'no stance "{shortened(str(found["stance"]))}"',
            f"did you mean {close[0]}?" if close else _EXAMPLES["stance"],
        )
    if "by" in found:
        found["by"] = _resolved(whole, "actor", str(found["by"]), typed)
    for key in ("date", "amounts_as_of"):
        if key in found:
            found[key] = read_date(str(found[key]), today)
    amounts = found.get("amounts")
    if amounts is not None and not isinstance(amounts, list | dict):
        raise UsageError(f"amounts can't be {shortened(repr(amounts))}", 'write {"killed": "600~"}')
    if isinstance(amounts, list):  # as our own JSON has them
        found["amounts"] = {str(one.get("measure")): _amount(one) for one in amounts if isinstance(one, dict)}
    if "amounts" in found:
        found["amounts"] = {
            name
            if name not in whole.measures and name in typed.along.get("measures", {})
            else whole.resolve("measure", name): one
            for name, one in found["amounts"].items()
        }
    return {key: value for key, value in found.items() if key in CLAIM}


def _amount(one: Mapping[str, Any]) -> Any:
    value = one.get("amount", one.get("value"))
    rest = {key: one[key] for key in ("words", "why") if one.get(key)}
    return {"value": value, **rest} if rest else value


def _sources(
    typed: Sequence[SourceTyped],
    whole: Chronology,
    new: dict[str, Mapping[str, Any]],
    today: date,
    faults: _Faults,
) -> list[str]:
    """Return the ids of sources, and put the values of those that are new into ``new``."""
    ids = []
    for one in typed:
        with faults.at("source"):
            found = source_meant(whole, one, new, today)
            if found.values is not None:
                new[found.id] = found.values
            ids.append(found.id)
    return ids


def title_slug(title: str) -> str:
    """Return the first words of a title that say something, as an id; empty where it has no letter for one."""
    words = (word for word in title.replace("'s ", " ").split() if word.lower().strip(",.:") not in _SMALL)
    return slug(" ".join(words), 5)


def free_id(values: Mapping[str, Any], whole: Chronology) -> str:
    """Return an id for an event, made of its title: short, and of nobody else."""
    plain = title_slug(str(values["title"])) or f"event-{str(values['date'])[:10]}".rstrip("-")
    day = str(values["date"])[:10]
    if whole.get(plain) and day.replace("-", "").isdigit():
        plain = f"{plain}-{day}"
    id_, number = plain, 1
    while whole.get(id_):
        number += 1
        id_ = f"{plain}-{number}"
    return id_


def _with_along(
    text: str, along: Mapping[str, Mapping[str, Mapping[str, Any]]], sources: Mapping[str, Mapping[str, Any]]
) -> str:
    for table, entries in (*along.items(), ("sources", sources)):
        for id_, values in entries.items():
            text = with_entry(text, table, id_, values)
    return text


def _is_own(reading: Reading, event_id: str) -> bool:
    """Tell whether an event stands in the file that is written.

    Raises:
        UsageError: there is no such event.
    """
    for entry in reading.contents.events:
        if entry.values["id"] == event_id:
            return entry.at.file is reading.files[0]
    raise UsageError(f'no event "{shortened(event_id)}"', "timeline show WORDS finds it")


def _with_addition(text: str, event_id: str) -> str:
    """Return a text with a table for what is added to an event of another file."""
    if has_entry(text, "additions", event_id):
        return text
    return with_entry(text, "additions", "", {"to": event_id})


def _about(event_id: str, along: Mapping[str, Mapping[str, Any]], sources: Mapping[str, Any]) -> frozenset[str]:
    names = [f"{table}.{id_}" for table, entries in along.items() for id_ in entries]
    return frozenset([event_id, *names, *(f"sources.{id_}" for id_ in sources)])


def _done(what: str, along: Mapping[str, Mapping[str, Any]], sources: Mapping[str, Any]) -> tuple[str, ...]:
    further = [f"{table.removesuffix('s')} {id_}" for table, entries in along.items() for id_ in entries]
    return (what, *further, *(f"source {id_}" for id_ in sources))


# What our own JSON has besides the keys of an event file; it is worked out anew.
_OF_JSON = frozenset(
    (
        *("new", "earliest", "latest", "start_kind", "end_kind", "date_text", "settled", "settled_by", "voices"),
        *("denied_by", "denied_on", "match", "file", "edition", "sourced_until", "as_of", "license"),
        *("status_path", "linked_from", "distance"),
    )
)


def typed_from_json(document: Mapping[str, Any]) -> Typed:
    """Return an event as JSON has it, our own or written by hand: sources may be ids, addresses or objects.

    What the program works out itself is left out; ``new`` may hold new actors, places, themes and measures.

    Raises:
        UsageError: a value is of a type that its key does not take.
    """
    values: dict[str, Any] = {}
    for key, value in document.items():
        if key not in _OF_JSON and key not in EVENT and key not in NESTED:
            close = nearest(key, [*EVENT, *NESTED], limit=1)
            known = f"the keys are {', '.join([*EVENT, *NESTED, 'new'])}"
            raise UsageError(f'no key "{shortened(key)}"', f"did you mean {close[0]}?" if close else known)
        if value is None or key in ("status", "sources") or not (key in EVENT or key in NESTED):
            continue
        if key in NESTED:
            values[key] = _list_of(key, value, dict, "objects")
        elif form_of(EVENT[key].check) == "list":
            values[key] = _list_of(key, value, str, "texts")
        elif isinstance(value, str | bool):
            values[key] = value
        else:
            raise UsageError(f"{key} can't be {shortened(repr(value))}", "write text")
    ids, sources = _sources_in(document.get("sources"))
    if ids:
        values["sources"] = ids
    along = document.get("new") or {}
    if not isinstance(along, dict) or not all(
        table in VOCABULARIES and isinstance(entries, dict) and all(isinstance(one, dict) for one in entries.values())
        for table, entries in along.items()
    ):
        raise UsageError("new holds no entries by table and id", 'write {"actors": {"new-id": {"name": "…", …}}}')
    return Typed(values, sources, along)


def _sources_in(value: Any) -> tuple[list[str], list[SourceTyped]]:
    """Return the ids among sources of a JSON document, and the others."""
    ids: list[str] = []
    found: list[SourceTyped] = []
    for one in _list_of("sources", value, (str, dict), "ids, addresses or objects"):
        if isinstance(one, str):
            if "://" in one:
                found.append(SourceTyped(one))
            else:
                ids.append(one)
        elif not one.get("claims_only"):
            fields = {key: str(one[key]) for key in ("publisher", "title", "date", "kind", "language") if one.get(key)}
            address = str(one.get("url") or one.get("id") or "")
            found.append(SourceTyped(address, **fields, id=str(one.get("id") or "")))
    return ids, found


def _list_of(key: str, value: Any, kinds: Any, what: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, kinds) for one in value):
        raise UsageError(
            f"{key} must be a list of {what}, not {shortened(repr(value))}", f"write [{'…' if value else ''}]"
        )
    return value
