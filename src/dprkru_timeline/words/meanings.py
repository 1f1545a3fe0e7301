"""What the words of closed sets mean, for lists and help."""

from collections.abc import Mapping

from dprkru_timeline.model import Stance
from dprkru_timeline.words.status import ABOUT_KINDS, STATUSES

_STANCES = {
    Stance.ASSERTS: "says that it happened",
    Stance.CONFIRMS: "confirms it",
    Stance.DENIES: "denies it",
    Stance.DECLINES: "neither confirms nor denies it; takes no earlier word back",
    Stance.ASSESSES: "thinks so, by its own judgement",
    Stance.WITHDRAWS: "takes earlier words back, without saying the contrary",
}
_BASES = {
    "own-act": "it did it, or took part",
    "document": "a text, an order, a record of customs",
    "imagery": "pictures from satellites, photographs, video",
    "intercept": "what was overheard",
    "debris": "what was left of a weapon",
    "prisoner": "what captives say",
    "witness": "somebody who was there",
    "state-media": "what the media of a state carried",
    "unnamed-officials": "officials who are not named",
    "member-state": "what a member state told a body",
    "not-stated": "the source says that the ground is not given",
}
_FORMS = {
    "meeting": "people met and spoke",
    "visit": "somebody came, for longer than one talk",
    "call": "by telephone",
    "letter": "a letter, a message, a telegram",
    "statement": "something said in public",
    "vote": "a body voted",
    "resolution": "a body adopted a text",
    "listing": "persons or firms were put under sanctions",
    "treaty": "a treaty was signed, ratified or came into force",
    "shipment": "goods, arms or oil that went",
    "deployment": "troops or workers that were sent, came or left",
    "strike": "an attack, a fight",
    "exchange": "prisoners or the dead were exchanged",
    "agreement": "a lesser deal than a treaty",
    "report": "something published",
    "ceremony": "an opening, a parade, a funeral, an award",
    "test": "a weapon or a link was tried",
    "death": "somebody dies, in an accident, of wounds or of illness",
    "capture": "somebody is taken prisoner",
    "decision": "an authority does, stops, puts off or recognizes something by its word",
    "proposal": "a draft or an offer is made",
    "service": "a train, flight, line or broadcast begins or is changed",
    "expiry": "a mandate or a time limit ends",
    "gift": "a thing is given",
    "war": "a war, from its first day to its last",
}
_SETTLED = {
    "record": "there is a public record of it",
    "all": "two or more parties act, and all confirm it",
    "some": "several of those that act confirm it, not all",
    "one": "it rests on the word of one party",
}
_LISTS = {
    "actors": "who takes part or speaks: states, bodies, persons, ships",
    "themes": "what it is about",
    "places": "where it happens, or of which it speaks",
    "measures": "what is counted: killed, containers, shells",
    "sources": "publishers and their pages",
    "meetings": "who met whom",
    "kinds": "event, deadline, statement, report, assessment",
    "forms": "what kind of act: meeting, treaty, strike",
    "statuses": "how sure it is",
    "settled": "by whose word what happened is settled",
    "stances": "what a claim does: asserts, confirms, denies",
    "bases": "what a claim goes by: imagery, a document",
    "formats": "what export can write",
}
MEANINGS: Mapping[str, Mapping[str, str]] = {
    "kinds": {one.value: said for one, said in ABOUT_KINDS.items()},
    "statuses": {one.value: row.meaning for one, row in STATUSES.items()},
    "stances": {one.value: said for one, said in _STANCES.items()},
    "bases": _BASES,
    "forms": _FORMS,
    "settled": _SETTLED,
    "lists": _LISTS,
}
