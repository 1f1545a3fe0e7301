"""Event files to a `Chronology`: find, read, check all, join, build."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from dprkru_timeline.chronology import Chronology, in_order
from dprkru_timeline.errors import InvalidFile, Problem, UnreadableFile
from dprkru_timeline.model import (
    Actor,
    Claim,
    Correction,
    Event,
    EventKind,
    KnownAs,
    Link,
    Measure,
    Place,
    Source,
    Status,
    Theme,
)
from dprkru_timeline.store.find import (
    BUILTIN,
    EventFile,
    Named,
    check_plain,
    chosen,
    extended_by,
    labels,
    read_file,
    same_file,
)

if TYPE_CHECKING:
    from dprkru_timeline.store.findings import EventText, Say
    from dprkru_timeline.store.schema import Contents


def load(*names: Named, told: Callable[[str], None] | None = None, today: date | None = None) -> Chronology:
    """Read event files (paths, ``builtin``, or files read already) as one chronology; with none, the one that ships.

    Statuses are worked out as of ``today``, the real day when left out: whether a deadline lies ahead. ``told`` gets
    what a reader should know besides: that the fast copy of what ships could not be trusted, so that its event file
    itself was read.

    Raises:
        InvalidFile: with every problem of every file.
        UnreadableFile: a file is missing or can't be read.
    """
    files = chosen(names)
    if files == [BUILTIN]:
        from dprkru_timeline.store.builtin import Doubt, read_copy

        def itself(doubt: object = "is damaged") -> Chronology:
            if told:
                told(f"the fast copy of the chronology {doubt}: events.toml itself was read; installing again mends it")
            return load_checked(files, today)

        try:
            if (copy := read_copy(otherwise=cache(itself))) is not None:
                return _of_today(copy, _day(today))
        except Doubt as doubt:
            return itself(doubt)
    return load_checked(files, today)


def _of_today(copy: Chronology, today: date) -> Chronology:
    """Return the copy with those deadlines worked out anew that stand otherwise than when it was made."""
    from dprkru_timeline.store.rows import LinedEvents  # which made it

    moved = [
        event
        for event in (copy.events.deadlines() if isinstance(copy.events, LinedEvents) else copy.events)
        if event.kind is EventKind.DEADLINE
        and event.status is not Status.WITHDRAWN
        and (event.status is Status.SCHEDULED) is not ((event.date.earliest or today) > today)
    ]
    return _worked_out(copy, today, moved) if moved else copy


def _worked_out(chronology: Chronology, today: date, events: Iterable[Event] | None = None) -> Chronology:
    from dprkru_timeline.status import with_statuses  # of what ships it is worked out already

    return with_statuses(chronology, today, events)


def _day(today: date | None) -> date:
    return today or date.today()  # noqa: DTZ011 - a person's own day


class Reading(NamedTuple):
    """A chronology read from its text, with what a check needs besides."""

    chronology: Chronology
    contents: "Contents"
    files: "tuple[EventText, ...]"
    avoid: tuple[str, ...] = ()  # words that the files want named where they stand
    read_in: "tuple[tuple[str | EventFile, EventFile], ...]" = ()  # what was named, or extended, and its bytes


def load_checked(names: Sequence[str | EventFile], today: date | None = None) -> Chronology:
    """Read event files from their text, whatever copies there are; as `load` otherwise."""
    return read(names, today).chronology


def read(names: Sequence[str | EventFile], today: date | None = None) -> Reading:
    """Read event files from their text, and keep where everything stands; errors as in `load`."""
    from dprkru_timeline.store.additions import put_additions
    from dprkru_timeline.store.coherence import check_coherence, check_head
    from dprkru_timeline.store.findings import At, EventText, Findings
    from dprkru_timeline.store.join import join
    from dprkru_timeline.store.references import check_references
    from dprkru_timeline.store.schema import Contents, read_contents
    from dprkru_timeline.store.toml import parse_toml

    findings = Findings()
    broken: list[Problem] = []
    parts: list[Contents] = []
    sources: list[EventText] = []
    left = [(name, read_file(name)) for name in names]
    known = {same_file(name) for name in names}
    read_in: list[tuple[str | EventFile, EventFile]] = []
    avoid: list[str] = []
    while left:
        name, file = left.pop(0)
        read_in.append((name, file))
        try:
            document, text = parse_toml(file)
        except InvalidFile as error:
            broken += error.problems
            continue
        sources.append(EventText(file.name, text))
        if (part := read_contents(document, sources[-1], findings)) is not None:
            check_head(part.chronology, At(sources[-1], ("chronology",), field="chronology"), findings)
            parts.append(part)
            at = At(sources[-1], ("chronology", "extends"), field="chronology.extends")
            avoid += part.chronology.pop("avoid", ())
            left += _extended(file, name, part.chronology.pop("extends", ()), known, findings.say(at))
    for source, label in zip(sources, labels([name for name, _ in read_in]), strict=False):
        source.label = label
    heads = [part.chronology for part in parts]
    if parts:
        whole = join(parts, findings)
        if len(parts) == len(read_in):  # what a file that can't be read defines is not known
            put_additions(whole, findings)
            check_references(whole, findings)
            check_coherence(whole, findings)
    if broken or findings:
        raise InvalidFile([*broken, *findings.problems()])
    files = tuple(source.label for source in sources)
    return Reading(
        _worked_out(build(whole, heads, files), _day(today)), whole, tuple(sources), tuple(avoid), tuple(read_in)
    )


def _extended(
    file: EventFile, name: str | EventFile, others: Sequence[str], known: set[str | EventFile], say: "Say"
) -> list[tuple[str | EventFile, EventFile]]:
    """Read the files that one extends, those that are not read yet; say which can't be."""
    found: list[tuple[str | EventFile, EventFile]] = []
    for other in others:
        try:
            for path in extended_by(file, name, [other]):
                if (same := same_file(path)) not in known:
                    known.add(same)
                    check_plain(path)
                    found.append((path, read_file(path)))
        except UnreadableFile as error:
            say("E214", error.message, error.help)
    return found


def build(contents: "Contents", heads: list[dict[str, Any]], files: tuple[str, ...]) -> Chronology:
    """Make a chronology of contents that were found right; statuses are still to be worked out."""
    vocabularies = contents.vocabularies
    return Chronology(
        **heads[0],
        files=files,
        joined=tuple((head["title"], head["edition"], head.get("sourced_until")) for head in heads[1:]),
        actors={key: Actor(id=key, **entry.values) for key, entry in vocabularies["actors"].items()},
        themes={key: Theme(id=key, **entry.values) for key, entry in vocabularies["themes"].items()},
        places={key: Place(id=key, **entry.values) for key, entry in vocabularies["places"].items()},
        measures={key: Measure(id=key, **entry.values) for key, entry in vocabularies["measures"].items()},
        sources={key: Source(id=key, **entry.values) for key, entry in vocabularies["sources"].items()},
        events=in_order(_event(entry.values, entry.at.file.label) for entry in contents.events),
    )


def _event(values: dict[str, Any], file: str) -> Event:
    own = {
        **values,
        "file": file,
        "status": Status.ASSESSED,
        "claims": tuple(Claim(**claim.values) for claim in values.get("claims", ())),
        "links": tuple(dict.fromkeys(Link(**link.values) for link in values.get("links", ()))),
    }
    own.pop("imported", None)  # for whoever imports again, and of no event
    for name, made in (("known_as", KnownAs), ("corrections", Correction)):
        if name in values:
            own[name] = tuple(made(**entry.values) for entry in values[name])
    return Event(**own)
