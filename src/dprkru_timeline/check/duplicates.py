"""Events that may be one: titles nearly the same, days near.

To compare every two events of a few days is quadratic, and a file may date all its events by their year alone, or give
them one title. So an event is compared with a few earlier ones only: those that share its rarest words, or the
beginning or end of its title. What is found alike is one group, and compared by its first title.
"""

from collections import Counter, deque
from collections.abc import Iterator, Sequence

from dprkru_timeline.edtf import anchor
from dprkru_timeline.model import Event

# Two titles that share this much of their letters, on days this near, are looked at as one.
ALIKE = 0.9
NEAR = 2
# By how many of its words an event looks for others, how many of each word are kept, and how many it is compared with.
_RAREST, _KEPT, _COMPARED = 4, 8, 12
_EDGE = 4


class _Group:
    """Events that are alike, by the first title; ``day`` is the last one's."""

    def __init__(self, event: Event, title: str, letters: Counter[str]) -> None:
        self.events = [event]
        self.title = title
        self.letters = letters
        self.day = 0

    def may_be_alike(self, title: str, letters: Counter[str]) -> bool:
        """Tell whether a title has so many letters of this one that it can be like it; to compare them takes long."""
        # How many of its letters this one may lack; a hundredth more, since ALIKE is no number of a computer.
        allowed = len(title) - ALIKE * (len(title) + len(self.title)) / 2 + 0.01
        if allowed < 0:
            return False
        its = self.letters
        for letter, number in letters.items():
            if (lacking := number - its[letter]) > 0:
                allowed -= lacking
                if allowed < 0:
                    return False
        return True


def near_duplicates(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Yield groups of two or more events that may be one; ``events`` are in order of time."""
    titles = [event.title.casefold() for event in events]
    rarity = Counter(word for title in titles for word in set(title.split()))
    groups: list[_Group] = []
    same: dict[str, _Group] = {}
    index: dict[str, deque[_Group]] = {}
    for event, title in zip(events, titles, strict=True):
        day = anchor(event.date).toordinal()
        found = same.get(title)
        if found is None or day - found.day > NEAR:
            words = sorted(set(title.split()), key=rarity.__getitem__)
            edges = (f"{title[:_EDGE]} ", f" {title[-_EDGE:]}")  # a space, which no word has
            letters = Counter(title)
            found = _alike(title, letters, day, [index[key] for key in (*words[:_RAREST], *edges) if key in index])
            if found:
                found.events.append(event)
            else:
                found = _Group(event, title, letters)
                groups.append(found)
                for key in (*words, *edges):
                    index.setdefault(key, deque(maxlen=_KEPT)).append(found)
            same[title] = found
        else:
            found.events.append(event)
        found.day = day
    yield from (group.events for group in groups if len(group.events) > 1)


def _alike(title: str, letters: Counter[str], day: int, lists: Sequence[deque[_Group]]) -> _Group | None:
    """Return the group among the last ones of some lists whose title is most like one, if any is."""
    from difflib import SequenceMatcher

    near = {id(group): group for groups in lists for group in reversed(groups) if day - group.day <= NEAR}
    best, most = None, ALIKE
    for group in list(near.values())[:_COMPARED]:
        if not group.may_be_alike(title, letters):
            continue
        ratio = SequenceMatcher(None, group.title, title).ratio()
        if ratio >= most:
            best, most = group, ratio
    return best
