"""The status of an event, worked out from what was said and published, by whose word, and its path over time.

The rules, in order, are the table in ``docs/event-file.md``; which words stand on a day, and who speaks with one voice,
is worked out in `voices`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import Edtf, parse_edtf
from dprkru_timeline.model import AFFIRMS, HOLDS, Event, EventKind, Rel, Source, Stance, Status
from dprkru_timeline.voices import Speakers, Word, last_day, own_words, standing

# It is a day earlier in New York than in Pyongyang.
_GRACE = timedelta(days=1)
_HAPPENED = (Status.CONFIRMED, Status.SAID, Status.REPORTED, Status.CLAIMED)


class Standing(NamedTuple):
    """How sure an event is, and by whose word.

    Attributes:
        settled: what settles a status that is (`Status.is_settled`), one of `model.SETTLED`: the public record, or the
            word of all, some or one of the parties that act.
        settled_by: these parties, where it is their word.
        denied_by: the parties whose latest word is that it did not happen; of a saying, that it is not so.
        denied_on: when the last of them said so.
        voices: how many independent voices say so: parties, or without claims publishers.
    """

    status: Status
    settled: str = ""
    settled_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    denied_on: Edtf | None = None
    voices: int = 0


class Step(NamedTuple):
    """A day from which an event stands otherwise, and what changed it.

    ``when`` is the date of what did, as imprecise as it is: it counts from its last day, which is ``day``. That is the
    ``claim`` at this place in the event's; or the event ``lent_by`` that bears it out; or the ``sources`` with these
    ids: the record, what was published then, what was retracted then.
    """

    day: date
    when: Edtf
    standing: Standing
    claim: int | None = None
    lent_by: str = ""
    sources: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """The status from that day on."""
        return self.standing.status


def standing_now(chronology: Chronology, event: Event, today: date) -> Standing:
    """Return how an event stands today, when everything said so far counts, also what has no date.

    Where nothing counts, nobody has said more than `Status.ASSESSED`.
    """
    case = _Case(chronology, event)
    found = case.standing(None) or Standing(Status.ASSESSED)
    is_ahead = event.kind is EventKind.DEADLINE and case.first is not None and today < case.first
    return found._replace(status=Status.SCHEDULED) if is_ahead and found.status is not Status.WITHDRAWN else found


def with_statuses(chronology: Chronology, today: date, events: Iterable[Event] | None = None) -> Chronology:
    """Return a chronology with the standing of its events, or of these, worked out as of today."""
    wanted = chronology.events if events is None else events
    found = {event.id: event._replace(**standing_now(chronology, event, today)._asdict()) for event in wanted}
    return chronology.replaced(events=tuple(found.get(event.id, event) for event in chronology.events))


def known_standing(chronology: Chronology, event: Event, day: date) -> Standing | None:
    """Return how an event could be known to stand on ``day``; None where nothing could be: it is not shown.

    What was once known stays known: `status_path` has the days on which this changes.
    """
    first = event.date.earliest
    is_ahead = first and day < first and event.kind is not EventKind.DEADLINE
    if is_ahead and not event.claims and not chronology.linked_from(event.id):  # at once: most of what lies ahead
        return None
    return _case(chronology, event).known(day)


def status_path(chronology: Chronology, event: Event) -> tuple[Step, ...]:
    """Return the days on which an event's status changed, or by whose word it is settled, in order.

    They begin when it was first known. Of a chronology as known on a day, these are the steps of the whole up to that
    day: there is one history.
    """
    case = _case(chronology, event)
    steps = list(case.steps(chronology.as_of or date.max))
    if chronology.as_of:  # the places of claims among those that are left
        left = [place for place, word in enumerate(case.words) if word.claim == place and word.day <= chronology.as_of]
        steps = [step if step.claim is None else step._replace(claim=left.index(step.claim)) for step in steps]
    return tuple(steps)


def turns(chronology: Chronology, event: Event) -> list[tuple[date, Standing]]:
    """Return the days on which an event came to stand otherwise, without what did it, which takes longer."""
    return list(_case(chronology, event).turns(chronology.as_of or date.max))


def words_of_doers(chronology: Chronology, event: Event) -> dict[str, Word]:
    """Return the latest word of each doer of an event that has said whether it happened, and has not taken it back."""
    case = _case(chronology, event)
    return case.words_of_doers(case.standing_words(chronology.as_of))


def sayers(chronology: Chronology, event: Event) -> frozenset[str]:
    """Return who asserts, confirms or assesses it, by their latest words; of a saying, whose own word it is too.

    Nobody where no claim says so, where a public record shows that it happened, or that it took its doers' word back.
    """
    case = _case(chronology, event)
    if not event.claims or (event.settled == "record" and not event.is_saying):
        return frozenset()
    found = [word.by for word in case.standing_words(chronology.as_of) if word.stance in AFFIRMS]
    return frozenset((*found, *(event.doers if event.is_saying else ()))) if found else frozenset()


def silent_since(chronology: Chronology, event: Event) -> dict[str, Edtf]:
    """Return the doers that have declined to say since their latest word, and from when; that takes no word back."""
    case = _case(chronology, event)
    spoke: dict[str, date] = {}
    declined: dict[str, Edtf] = {}
    for word in sorted(case.counted(chronology.as_of), key=lambda word: word.day):
        for doer in case.speakers.doers(word.by):
            if word.stance is Stance.DECLINES:
                if word.day > spoke.get(doer, date.max):
                    declined.setdefault(doer, word.date)
            else:
                spoke[doer] = word.day
                declined.pop(doer, None)
    return declined


def _case(chronology: Chronology, event: Event) -> "_Case":
    whole = chronology.whole
    return _Case(whole, whole.get(event.id) or event) if whole else _Case(chronology, event)


def counts(when: Edtf | None, day: date | None) -> bool:
    """Tell whether what is dated ``when`` had been said by ``day``; None counts everything."""
    if day is None:
        return True
    return when is not None and when.latest is not None and when.latest <= day


class _Case:
    """What bears on the status of one event, gathered once for all the days that are asked about."""

    def __init__(self, chronology: Chronology, event: Event, *, lent: bool = True) -> None:
        self.event = event
        self.first = event.date.earliest
        self.speakers = Speakers(chronology, event)
        self.words = own_words(chronology, event)
        if lent:
            self.words += _lent_words(chronology, event)
        self._sources = chronology.sources
        self._seen: list[str] | None = None

    @property
    def _witnesses(self) -> list[str]:
        """What `_witnesses_of` gives, worked out when it is first asked for: where there are claims, few ask."""
        if self._seen is None:
            self._seen = _witnesses_of(self._sources, self.event)
        return self._seen

    def counted(self, day: date | None) -> list[Word]:
        """Return the words that count on a day."""
        return [word for word in self.words if word.counts(day)]

    def standing_words(self, day: date | None) -> list[Word]:
        """Return the words that count on a day, and that nobody took back by then."""
        return standing(self.counted(day), self.speakers)

    def days(self) -> list[date]:
        """Return, in order, every day on which the status can change."""
        sources = [self._sources[source] for source in self.event.sources]
        days = [last_day(source.date) for source in sources]
        days += [day for word in self.words for day in (word.day, word.until) if day]
        days += [source.retracted for source in sources if source.retracted]
        return sorted({day for day in (*days, self.first or date.max) if day != date.max})

    def turns(self, last: date) -> Iterator[tuple[date, Standing]]:
        """Yield the days up to ``last`` on which it came to stand otherwise, each with how it does from then on."""
        before: Standing | None = None
        for day in self.days():
            if day <= last and (found := self.known(day)) and found != before:
                yield day, found
                before = found

    def steps(self, last: date) -> Iterator[Step]:
        """Yield those of the turns that change the status, or by whose word it is settled, with what made them."""
        before: tuple[Status, str, tuple[str, ...]] | None = None
        for day, found in self.turns(last):
            if found[:3] != before:
                yield self._step(day, found)
                before = found[:3]

    def known(self, day: date) -> Standing | None:
        """Return how it could be known to stand, as `known_standing` does."""
        is_ahead = self.first and day < self.first and self.event.kind is not EventKind.DEADLINE
        if is_ahead and not any(word.stance in AFFIRMS and word.day <= day for word in self.words):
            return None  # nothing but a word can tell of what lies ahead
        found = self.standing(day)
        if found is None or found.status is Status.WITHDRAWN or self.first is None or day >= self.first:
            return found
        if not is_ahead or (found.status in _HAPPENED and self._is_announced(day)):
            return found._replace(status=Status.SCHEDULED)
        return found

    def _is_announced(self, day: date) -> bool:
        """Tell whether nobody has spoken by then from where the first day may have come already."""
        first = self.first or day
        spoken = [word.day for word in self.words if word.stance in HOLDS]
        spoken += [last_day(self._sources[source].date) for source in self._witnesses]
        return not any(said <= day and first - said <= _GRACE for said in spoken)

    def standing(self, day: date | None) -> Standing | None:
        """Return how it stands by the table of rules, or None where nothing counts yet."""
        words = self.standing_words(day)
        found = self._status(day, words)
        if found is None or not words:
            return found
        denied_by, denied_on = self._denials(words)
        return found._replace(denied_by=denied_by, denied_on=denied_on) if denied_by else found

    def _status(self, day: date | None, words: Sequence[Word]) -> Standing | None:  # noqa: PLR0911 - a row each
        event, speakers = self.event, self.speakers
        says_so = [word for word in words if word.stance in HOLDS]
        thinks_so = [word for word in words if word.stance is Stance.ASSESSES]
        voices = speakers.independent(speakers.voices(says_so or thinks_so))
        settled = Status.SAID if event.is_saying else Status.CONFIRMED
        if event.record and self._is_out(event.record, day):
            return Standing(settled, "record", voices=voices or self._origins(day))
        of_doers = self.words_of_doers(words)
        if by := dict.fromkeys(
            speakers.party(doer) for doer in event.doers if doer in of_doers and of_doers[doer].stance in HOLDS
        ):
            acting = {speakers.party(doer) for doer in event.doers}
            share = "one" if len(by) == 1 else "all" if len(by) == len(acting) else "some"
            return Standing(settled, share, tuple(by), voices=voices)
        if (says_so or thinks_so) and any(word.stance is Stance.DENIES for word in of_doers.values()):
            return Standing(Status.DISPUTED, voices=voices)
        is_claimed = any(word.stance in AFFIRMS and not word.lent_by and word.began(day) for word in self.words)
        publishers = 0 if is_claimed else self._origins(day)  # what is lent takes no publisher's place
        if says_so or publishers:
            voices = max(voices if says_so else 0, publishers)
            return Standing(Status.REPORTED if voices > 1 else Status.CLAIMED, voices=voices)
        if thinks_so:
            return Standing(Status.ASSESSED, voices=voices)
        if is_claimed:
            return Standing(Status.WITHDRAWN)
        spoke = any(counts(self._sources[source].date, day) for source in self._witnesses)
        return Standing(Status.WITHDRAWN) if spoke else None

    def _origins(self, day: date | None) -> int:
        """Return how many publishers say so by a day, by whose texts these are."""
        return len({self._sources[source].origin for source in self._witnesses if self._is_out(source, day)})

    def _is_out(self, source_id: str, day: date | None) -> bool:
        """Tell whether a source was published by a day, and not retracted."""
        source = self._sources[source_id]
        is_retracted = source.retracted and (day is None or source.retracted <= day)
        return counts(source.date, day) and not is_retracted

    def words_of_doers(self, words: Iterable[Word]) -> dict[str, Word]:
        """Return each doer's latest word; what is said by a part of a doer is its word, and a denial weighs more."""
        latest: dict[str, Word] = {}
        for word in filter(self._is_own, words):
            for doer in self.speakers.doers(word.by):
                if doer not in latest or _later(word) > _later(latest[doer]):
                    latest[doer] = word
        return latest

    def _is_own(self, word: Word) -> bool:
        """Tell whether a word is a speaker's own, for or against it: no judgement, nor what unnamed officials say.

        Who publishes what others told has published it.
        """
        if word.stance is Stance.ASSESSES:
            return False
        return not word.via or self.event.is_saying or self.speakers.voice(word) == self.speakers.party(word.by)

    def _denials(self, words: Sequence[Word]) -> tuple[tuple[str, ...], Edtf | None]:
        """Return the parties whose latest word is a denial, and the date of the last of these."""
        if not any(word.stance is Stance.DENIES for word in words):
            return (), None
        latest: dict[str, Word] = {}
        for word in sorted(filter(self._is_own, words), key=_later):
            latest[self.speakers.party(word.by)] = word
        denied = {party: word for party, word in latest.items() if word.stance is Stance.DENIES}
        last = max(denied.values(), key=_later, default=None)
        return tuple(denied), last.date if last else None

    def _step(self, day: date, found: Standing) -> Step:
        """Return the step to how it stands from a day on, with what made it."""
        if found.settled == "record":
            return self._by_sources(day, found, [self.event.record])
        word = self._cause(day, found.status)
        gone = self._retracted(day)
        if gone and (word is None or word.day != day):
            return Step(day, _whole_day(day), found, sources=gone)
        if word is not None and not (word.lent_by and word.day != day and not self.event.claims):
            when = word.date if word.date.latest == day else _whole_day(day)
            return Step(day, when, found, claim=word.claim, lent_by=word.lent_by)
        published = [source for source in self._witnesses if self._is_out(source, day)]
        then = [source for source in published if last_day(self._sources[source].date) == day]
        return self._by_sources(day, found, then or published)

    def _retracted(self, day: date) -> tuple[str, ...]:
        """Return the sources, of the event and of its claims, that are retracted on a day."""
        ids = dict.fromkeys((*self.event.sources, *(claim.source for claim in self.event.claims)))
        return tuple(one for one in ids if self._sources[one].retracted == day)

    def _by_sources(self, day: date, found: Standing, sources: Sequence[str]) -> Step:
        dates = [when for source in sources if (when := self._sources[source].date) and when.latest == day]
        return Step(day, dates[0] if dates else _whole_day(day), found, sources=tuple(sources))

    def _cause(self, day: date, status: Status) -> Word | None:
        """Return the word that gave the status; None where the sources did.

        It is one of the day, or else one of before, which counts from now: a deadline that has come.
        """
        said = self.counted(day)
        now = [word for word in said if word.day == day]
        fitting = self._fitting(now, day, status)
        if not fitting and status is Status.DISPUTED:  # denied before, and said to hold only now
            fitting = [word for word in now if word.stance in AFFIRMS]
        fitting = fitting or self._fitting(said, day, status)
        return fitting[0] if fitting else None

    def _fitting(self, said: list[Word], day: date, status: Status) -> list[Word]:
        """Return those of the words that may have given a status on a day."""
        fitting = [word for word in said if word.stance in _CAUSES[status]]
        if status.is_settled or status is Status.DISPUTED:  # a doer's word, as long as it is the latest
            latest = self.words_of_doers(self.standing_words(day))
            return [
                word
                for word in fitting
                if any(doer in latest and latest[doer].stance is word.stance for doer in self.speakers.doers(word.by))
            ]
        if status is Status.REPORTED:  # a further voice made it so, not who says it again
            before = self.counted(day - timedelta(days=1)) if day > date.min else []
            known = self.speakers.voices([word for word in before if word.stance in HOLDS])
            return [word for word in fitting if self.speakers.voice(word) not in known] or fitting
        return fitting


# The stances that give a status, where a word did.
_CAUSES = {
    Status.CONFIRMED: HOLDS,
    Status.SAID: HOLDS,
    Status.DISPUTED: (Stance.DENIES,),
    Status.REPORTED: HOLDS,
    Status.CLAIMED: HOLDS,
    Status.ASSESSED: (Stance.ASSESSES,),
    Status.WITHDRAWN: (Stance.WITHDRAWS, Stance.DENIES),
    Status.SCHEDULED: AFFIRMS,
}


def _later(word: Word) -> tuple[date, bool]:
    return word.day, word.stance is Stance.DENIES


def _whole_day(day: date) -> Edtf:
    return parse_edtf(day.isoformat())


def _lent_words(chronology: Chronology, event: Event) -> Iterator[Word]:
    """Yield the words that other events lend: of the doers of a saying, as long as it is said by its own claims.

    Doers who are silent lend no word where others of them speak.
    """
    for other, rel in chronology.linked_from(event.id):
        if rel is Rel.BEARS_OUT and other.is_saying:
            yield from _words_lent_by(_Case(chronology, other, lent=False))


def _words_lent_by(case: _Case) -> Iterator[Word]:
    stance = Stance.ASSESSES if case.event.kind is EventKind.ASSESSMENT else Stance.ASSERTS
    spoke = {doer for word in case.words if word.stance in AFFIRMS for doer in case.speakers.doers(word.by)}
    for since, until in _said(case):
        for doer in [one for one in case.event.doers if one in spoke] or case.event.doers:
            yield Word(doer, stance, case.event.date, since, until=until, lent_by=case.event.id)


def _said(case: _Case) -> Iterator[tuple[date, date | None]]:
    """Yield from which days on it is said, each with the first on which it is so no more."""
    since: date | None = None
    for day in case.days():
        is_said = _is_said(case, day)
        if is_said and since is None:
            since = day
        elif since is not None and not is_said:
            yield since, day
            since = None
    if _is_said(case, None):
        yield since or date.max, None  # by what has no date, it is said on no day
    elif since is not None:
        yield since, date.max


def _is_said(case: _Case, day: date | None) -> bool:
    found = case.standing(day)
    return found is not None and found.status is Status.SAID


def _witnesses_of(sources: Mapping[str, Source], event: Event) -> list[str]:
    """Return the sources that can say that an event happened: background from before its first day can't.

    A deadline is set ahead. There is a day of grace, since it is a day earlier in New York than in Pyongyang;
    and where all sources are from before (which `check` says), all count.
    """
    first = event.date.earliest
    if event.kind is EventKind.DEADLINE or first is None:
        return list(event.sources)
    dates = {source: sources[source].date for source in event.sources}
    late = [
        source for source, when in dates.items() if when is None or when.latest is None or first - when.latest <= _GRACE
    ]
    return late or list(event.sources)
