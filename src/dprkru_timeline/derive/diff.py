"""What has changed between two answers, as a reader wants it: what is new, surer or denied, and which numbers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from dprkru_timeline.amount import parse_amount
from dprkru_timeline.amount import wording as amount_wording
from dprkru_timeline.chronology import Chronology
from dprkru_timeline.derive.snapshot import Snapshot, ToldClaim, ToldEvent
from dprkru_timeline.edtf import Edtf, order, parse_edtf, wording
from dprkru_timeline.errors import AmountError, EdtfError
from dprkru_timeline.figures import OF_PARTS
from dprkru_timeline.model import AFFIRMS, Stance, Status
from dprkru_timeline.status import status_path
from dprkru_timeline.text import counted, listed, one_line
from dprkru_timeline.words.claims import STANCE_WORDS, speaker

_STANCES = {one.value for one in Stance}
# Numbers that the one line of a difference names.
_NAMED = 3


class Moved(NamedTuple):
    """An event that is told otherwise: ``was`` and ``now`` are its date in words, its title or its status.

    ``why`` is what made a status, in words: whose word, and when.
    """

    event: ToldEvent
    was: str
    now: str
    why: str = ""


class Said(NamedTuple):
    """A claim that is there, or is there no more; ``text`` tells it."""

    event: ToldEvent
    claim: ToldClaim
    text: str


class Corrected(NamedTuple):
    """What an event said wrongly, put right on a day after the old answer's."""

    event: ToldEvent
    day: str
    was: str
    why: str


class Number(NamedTuple):
    """A speaker's last word on a measure: ``was`` is empty where it had none."""

    measure: str
    name: str
    by: str
    speaker: str
    was: str
    now: str
    event: str
    date: str


class Difference(NamedTuple):
    """What differs between two answers; each in time order."""

    old: Snapshot
    new: Snapshot
    added: tuple[ToldEvent, ...]
    gone: tuple[ToldEvent, ...]
    left: tuple[ToldEvent, ...]  # they are there, and answer the question no more
    statuses: tuple[Moved, ...]
    redated: tuple[Moved, ...]
    retitled: tuple[Moved, ...]
    reworded: tuple[ToldEvent, ...]
    corrected: tuple[Corrected, ...]
    claims: tuple[Said, ...]
    denials: tuple[Said, ...]
    unsaid: tuple[Said, ...]
    numbers: tuple[Number, ...]
    sources: tuple[tuple[ToldEvent, tuple[str, ...]], ...]

    def __bool__(self) -> bool:
        return any(self[2:])

    @property
    def line(self) -> str:
        """All of it in a line: "3 new; 1 claimed → confirmed, by Gerasimov on 26 April 2025; 2 denials"."""
        if found := "; ".join(_parts(self)):
            return found
        if self.old.is_part:
            shown = counted(len(self.old.events), "event")
            return f"nothing has changed in what it shows, {shown}; new ones were not looked for"
        return "nothing has changed"


def difference(old: Snapshot, new: Snapshot, whole: Chronology, everything: Snapshot | None = None) -> Difference:
    """Return what differs between two answers.

    Args:
        old: what was told.
        new: what is told now, of the same question.
        whole: the chronology of the new one, for names and for what made a status.
        everything: all that it has, where ``new`` is an answer: an event that answers no more is still there.
    """
    known = everything.events if everything else new.events
    before = _by_id(old, new, known)
    pairs = [(before[one.id], one) for one in new.events.values() if one.id in before]
    pairs += [(was, known[id_]) for id_, was in before.items() if id_ not in new.events and id_ in known]
    added = [] if old.is_part else [one for one in new.events.values() if one.id not in before]
    gone = [was for id_, was in before.items() if id_ not in known]
    left = [known[id_] for id_ in before if id_ not in new.events and id_ in known]
    claims, denials, unsaid = _claims(pairs, whole)
    return Difference(
        old,
        new,
        _in_time(added),
        _in_time(gone),
        () if old.is_part else _in_time(left),
        tuple(_statuses(pairs, whole)),
        tuple(Moved(now, was.when, now.when) for was, now in pairs if _is_redated(was, now)),
        tuple(Moved(now, was.title, now.title) for was, now in pairs if _other_title(was, now)),
        tuple(
            now
            for was, now in pairs
            if was.summary is not None and now.summary is not None and was.summary != now.summary
        ),
        tuple(_corrected(old, pairs, whole)),
        claims,
        denials,
        unsaid,
        tuple(_numbers(*_counting(pairs, added, gone), whole)),
        tuple((now, more) for was, now in pairs if (more := _more_sources(was, now))),
    )


def _by_id(old: Snapshot, new: Snapshot, known: Mapping[str, ToldEvent]) -> dict[str, ToldEvent]:
    """Return the old events by id; one without an id is found by its title, or stays under it."""
    titles = {_plain(one.title): id_ for id_, one in (*known.items(), *new.events.items())}
    found = {}
    for key, event in old.events.items():
        id_ = event.id or titles.get(_plain(event.title), key)
        found[id_] = event
    return found


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()


def _is_redated(was: ToldEvent, now: ToldEvent) -> bool:
    return was.date != now.date if was.date and now.date else was.when != now.when


def _other_title(was: ToldEvent, now: ToldEvent) -> bool:
    return bool(was.title) and _plain(was.title) != _plain(now.title)


def _corrected(old: Snapshot, pairs: Sequence[tuple[ToldEvent, ToldEvent]], whole: Chronology) -> Iterator[Corrected]:
    """Yield the corrections since the old answer, which whoever quoted it wants first."""
    since = old.as_of or old.edition
    for _, now in pairs:
        event = whole.get(now.id)
        for one in event.corrections if event and since else ():
            if one.day.isoformat() > since:
                yield Corrected(now, one.day.isoformat(), one_line(one.was), one_line(one.why))


def _statuses(pairs: Sequence[tuple[ToldEvent, ToldEvent]], whole: Chronology) -> Iterator[Moved]:
    for was, now in pairs:
        if was.status == now.status or (not was.status and _is_settled(now.status)):
            continue
        yield Moved(now, was.status or "settled", now.status, _cause(whole, now))


def _is_settled(status: str) -> bool:
    try:
        return Status(status).is_settled
    except ValueError:
        return False


def _cause(whole: Chronology, now: ToldEvent) -> str:
    """Return what made a status, in words; nothing where that can't be told."""
    full = whole.whole or whole
    event = full.get(now.id)
    steps = status_path(whole, event) if event else ()
    if not event or not steps or steps[-1].status.value != now.status:
        return ""
    run = steps[::-1]  # the first of those that left it as it is: others may have joined since
    step = next((one for one, before in pairwise(run) if before.status.value != now.status), run[-1])
    when = f"on {wording(step.when)}"
    if step.claim is not None:
        return f"by {speaker(full, event.claims[step.claim]).rstrip(',')} {when}"
    if step.lent_by and (lender := full.get(step.lent_by)):
        return f"borne out by “{one_line(lender.title)}” {when}"
    if step.sources and step.sources[0] == event.record:
        return f"by the public record {when}"
    publishers = listed(list(dict.fromkeys(one_line(full.sources[one].origin) for one in step.sources)))
    return f"by {publishers} {when}" if publishers else ""


def _claims(
    pairs: Sequence[tuple[ToldEvent, ToldEvent]], whole: Chronology
) -> tuple[tuple[Said, ...], tuple[Said, ...], tuple[Said, ...]]:
    """Return the claims that are new, those of them that deny, and those that are gone."""
    fresh: list[Said] = []
    unsaid: list[Said] = []
    for was, now in pairs:
        if was.claims is None or now.claims is None:
            continue
        had, has = Counter(one.key for one in was.claims), Counter(one.key for one in now.claims)
        for one in now.claims:
            had[one.key] -= 1
            if had[one.key] < 0:
                fresh.append(Said(now, one, _told(whole, one)))
        for one in was.claims:
            has[one.key] -= 1
            if has[one.key] < 0:
                unsaid.append(Said(now, one, _told(whole, one)))
    denials = [one for one in fresh if one.claim.stance == Stance.DENIES.value]
    rest = [one for one in fresh if one.claim.stance != Stance.DENIES.value]
    return _by_day(rest), _by_day(denials), _by_day(unsaid)


def _told(whole: Chronology, claim: ToldClaim) -> str:
    says = f": {one_line(claim.says)}" if claim.says else ""
    via = f", citing {one_line(claim.via)}," if claim.via else ""
    does = STANCE_WORDS[Stance(claim.stance)] if claim.stance in _STANCES else claim.stance
    return f"{_named(whole, claim.by)}{via} {does}{says}"


def _named(whole: Chronology, actor: str) -> str:
    entry = (whole.whole or whole).actors.get(actor)
    return one_line(entry.name) if entry else actor


def _counting(
    pairs: Sequence[tuple[ToldEvent, ToldEvent]], added: Sequence[ToldEvent], gone: Sequence[ToldEvent]
) -> tuple[list[ToldEvent], list[ToldEvent]]:
    """Return the events whose numbers are compared: where both sides show their claims."""
    both = [(was, now) for was, now in pairs if was.claims is not None and now.claims is not None]
    if not both and pairs:
        return [], []
    return [*(was for was, _ in both), *gone], [*(now for _, now in both), *added]


def _numbers(old: Iterable[ToldEvent], new: Iterable[ToldEvent], whole: Chronology) -> Iterator[Number]:
    """Yield the last words on each measure that are others than they were."""
    full = whole.whole or whole
    before, now = _last_words(old), _last_words(new)
    found = []
    for (measure, by), (claim, event) in now.items():
        amount = dict(claim.amounts)[measure]
        was = before.get((measure, by))
        was_amount = dict(was[0].amounts)[measure] if was else ""
        if was_amount == amount:
            continue
        entry = full.measures.get(measure)
        if was and entry and entry.counts in OF_PARTS and was[1].id != event.id:
            was_amount = ""  # of another act, plan or part: both are true
        found.append(
            Number(
                measure,
                one_line(entry.name) if entry else measure,
                by,
                _named(whole, by),
                _amount(was_amount) if was_amount else "",
                _amount(amount),
                event.id,
                claim.date,
            )
        )
    order_ = {measure: place for place, measure in enumerate(full.measures)}
    yield from sorted(found, key=lambda one: (not one.was, order_.get(one.measure, len(order_)), one.by))


def _last_words(events: Iterable[ToldEvent]) -> dict[tuple[str, str], tuple[ToldClaim, ToldEvent]]:
    """Return each speaker's latest claim on each measure; what it denies or takes back is no word on it."""
    found: dict[tuple[str, str], tuple[ToldClaim, ToldEvent]] = {}
    for event in events:
        for claim in event.claims or ():
            if claim.stance not in (*(one.value for one in AFFIRMS), ""):
                continue
            for measure, _ in claim.amounts:
                before = found.get((measure, claim.by))
                if before is None or _key(claim.date) >= _key(before[0].date):
                    found[measure, claim.by] = claim, event
    return found


def _amount(text: str) -> str:
    try:
        return amount_wording(parse_amount(text))
    except AmountError:
        return one_line(text)


def _more_sources(was: ToldEvent, now: ToldEvent) -> tuple[str, ...]:
    if was.sources is None or now.sources is None:
        return ()
    return tuple(one for one in now.sources if one not in was.sources)


def _in_time(events: Iterable[ToldEvent]) -> tuple[ToldEvent, ...]:
    return tuple(sorted(events, key=lambda one: (_key(one.date), one.id)))


def _by_day(said: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(sorted(said, key=lambda one: (_key(one.claim.date), one.event.id)))


def _key(date: str) -> tuple[int, int, int]:
    return order(when) if (when := _date(date)) else (0, 0, 0)


def _date(text: str) -> Edtf | None:
    try:
        return parse_edtf(text)
    except EdtfError:
        return None


def _parts(found: Difference) -> Iterator[str]:
    """Yield the parts of the one line of a difference."""
    for what, rows in (("new", found.added), ("gone", found.gone), ("no longer an answer", found.left)):
        yield from _number_of(rows, what)
    changes: dict[tuple[str, str], list[Moved]] = {}
    for moved in found.statuses:
        changes.setdefault((moved.was, moved.now), []).append(moved)
    for (was, now), moves in changes.items():
        why = f", {moves[0].why}" if len(moves) == 1 and moves[0].why else ""
        yield f"{len(moves):,} {was} → {now}{why}"
    yield from _number_of(found.corrected, "corrected")
    yield from _number_of(found.redated, "re-dated")
    yield from _number_of(found.retitled, "re-titled")
    yield from _number_of(found.reworded, "reworded")
    if found.denials:
        yield counted(len(found.denials), "denial")
    if found.claims:
        yield counted(len(found.claims), "further claim" if found.denials else "new claim")
    if found.unsaid:
        yield f"{counted(len(found.unsaid), 'claim')} gone"
    yield from _numbers_in_words(found.numbers)
    if found.sources:
        yield counted(sum(len(more) for _, more in found.sources), "further source")


def _number_of(rows: Sequence[Any], what: str) -> Iterator[str]:
    if rows:
        yield f"{len(rows):,} {what}"


def _numbers_in_words(numbers: Sequence[Number]) -> Iterator[str]:
    others = [one for one in numbers if one.was]
    for number in others[:_NAMED]:
        yield f"{number.name}: {number.speaker} now {number.now}, was {number.was}"
    if len(others) > _NAMED:
        yield f"{counted(len(others) - _NAMED, 'more number')} changed"
    if fresh := len(numbers) - len(others):
        yield counted(fresh, "new number")
