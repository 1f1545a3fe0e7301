"""What must hold between the entries of a chronology: ids exist, names are unique, nothing rings.

Works on the checked values of all files together, so that one file may use what another defines.
"""

from collections.abc import Iterable, Mapping, Sequence

from dprkru_timeline.errors import nearest
from dprkru_timeline.store.findings import At, Findings
from dprkru_timeline.store.schema import Contents, Entry
from dprkru_timeline.text import fold, shortened

_SINGULAR = {
    "actors": "actor",
    "themes": "theme",
    "places": "place",
    "measures": "measure",
    "sources": "source",
}
# A file with thousands of unknown names is wrong in one way; suggestions cost 1 ms each, or many where names are many.
_MAX_SUGGESTIONS = 20


def check_references(contents: Contents, findings: Findings) -> None:
    """Say which ids are not defined, which names clash, and which chains of entries are rings."""
    _Checker(contents, findings).check()


class _Checker:
    def __init__(self, contents: Contents, findings: Findings) -> None:
        self.contents = contents
        self.findings = findings
        self.suggestions = 0

    def check(self) -> None:
        vocabularies = self.contents.vocabularies
        for name in ("actors", "places", "measures"):
            for entry in vocabularies[name].values():
                self._defined(entry, "part_of", name)
            self._no_ring(
                {entry_id: [entry.values.get("part_of", "")] for entry_id, entry in vocabularies[name].items()},
                {entry_id: entry.at.key("part_of") for entry_id, entry in vocabularies[name].items()},
                "part_of",
            )
        actors = vocabularies["actors"]
        for entry in actors.values():
            self._defined(entry, "members", "actors")
        self._no_ring(
            {entry_id: list(entry.values.get("members", ())) for entry_id, entry in actors.items()},
            {entry_id: entry.at.key("members") for entry_id, entry in actors.items()},
            "members",
        )
        for name in ("actors", "themes", "places", "measures"):
            self._names_unique(vocabularies[name].items(), _SINGULAR[name])
        self._events()

    def _events(self) -> None:
        by_id: dict[str, Entry] = {}
        for event in self.contents.events:
            event_id = event.values.get("id")
            if event_id is None:
                continue
            if event_id in by_id:
                self.findings.add(
                    "E201", event.at.key("id"), f'"{event_id}" is already an event', other=by_id[event_id].at.key("id")
                )
            by_id.setdefault(event_id, event)
        vocabularies = self.contents.vocabularies
        for event in self.contents.events:
            for name in ("actors", "themes", "places", "sources"):
                self._defined(event, name, name)
            self._defined(event, "about_places", "places")
            self._among(event, "doers", "actors", "is not one of the event's actors")
            self._among(event, "record", "sources", "is not one of the event's sources")
            for claim in event.values.get("claims", ()):
                self._defined(claim, "by", "actors")
                self._defined(claim, "source", "sources")
                for figure in claim.values.get("amounts", ()):
                    at = claim.at.key("amounts", f"amounts.{figure.measure}")
                    self._known(figure.measure, vocabularies["measures"], at, "measure")
            for link in event.values.get("links", ()):
                self._known(link.values.get("to"), by_id, link.at.key("to"), "event")
        for rel in ("follows", "part-of", "bears-out"):
            places = {
                event_id: [link for link in event.values.get("links", ()) if link.values.get("rel") == rel]
                for event_id, event in by_id.items()
            }
            self._no_ring(
                {event_id: [link.values.get("to", "") for link in links] for event_id, links in places.items()},
                {event_id: links[0].at.key("to") for event_id, links in places.items() if links},
                rel,
            )

    def _defined(self, entry: Entry, key: str, vocabulary: str) -> None:
        value = entry.values.get(key, ())
        defined = self.contents.vocabularies[vocabulary]
        for name in (value,) if isinstance(value, str) else value:
            if name not in defined:
                self._known(name, defined, entry.place(key, name), _SINGULAR[vocabulary])

    def _known(self, name: str | None, defined: Mapping[str, Entry], at: At, kind: str) -> None:
        if name is None or name in defined:
            return
        self.suggestions += 1
        close = self._near(name, defined) if self.suggestions <= _MAX_SUGGESTIONS else ()
        remedy = f"did you mean {close[0]}?" if close else "define it, or add a file that does, such as --file builtin"
        self.findings.add("E202", at, f'no {kind} "{shortened(name)}" is defined', remedy)

    @staticmethod
    def _near(name: str, defined: Mapping[str, Entry]) -> Sequence[str]:
        """Return the id of the entry with this name or alias, else the nearest id."""
        wanted = fold(name)
        for entry_id, entry in defined.items():
            if wanted in map(fold, (entry.values.get("name", ""), *entry.values.get("aliases", ()))):
                return (entry_id,)
        return nearest(name, defined, limit=1)

    def _among(self, event: Entry, key: str, whole: str, message: str) -> None:
        value = event.values.get(key, ())
        all_of_it = event.values.get(whole)
        for name in (value,) if isinstance(value, str) else value:
            if all_of_it is not None and name not in all_of_it:
                self.findings.add(
                    "E203" if key == "doers" else "E204",
                    event.place(key, name),
                    f'"{shortened(name)}" {message}',
                    f"add it to {whole}, or take it out",
                )

    def _names_unique(self, entries: Iterable[tuple[str, Entry]], kind: str) -> None:
        """Say where one name, in any case, width or composition, means two entries of a kind."""
        owners: dict[str, tuple[str, At]] = {}
        for entry_id, entry in entries:
            own = [(entry_id, entry.at)]
            if "name" in entry.values:
                own.append((entry.values["name"], entry.at.key("name")))
            own += [(alias, entry.at.key("aliases")) for alias in entry.values.get("aliases", ())]
            for name, at in own:
                owner, place = owners.setdefault(fold(name), (entry_id, at))
                if owner != entry_id:
                    self.findings.add(
                        "E206", at, f'"{shortened(name)}" means two {kind}s, {owner} and {entry_id}', other=place
                    )

    def _no_ring(self, targets: Mapping[str, list[str]], at: Mapping[str, At], what: str) -> None:
        """Say each ring once, at its last member; a walk without recursion, for chains of any length."""
        done: set[str] = set()
        place = {name: at_ for at_, name in enumerate(targets)}
        ringed: set[str] = set()  # a knot of rings is said once for each of its members
        for start in targets:
            trail: dict[str, None] = {}  # the chain that is being followed, in order
            stack = [(start, iter(targets[start]))]
            if start in done:
                continue
            trail[start] = None
            while stack:
                here, left = stack[-1]
                for target in left:
                    if target in trail:
                        if target in ringed and here in ringed:
                            continue
                        chain = list(trail)
                        ring = chain[chain.index(target) :]
                        ringed.update(ring)
                        last = max(ring, key=place.__getitem__)
                        shown = [shortened(one, 40) for one in [*ring[:8], *(["…"] if len(ring) > 8 else []), ring[0]]]
                        self.findings.add("E205", at[last], f"{what} goes round in a ring: {' → '.join(shown)}")
                    elif target in targets and target not in done:
                        trail[target] = None
                        stack.append((target, iter(targets[target])))
                        break
                else:
                    done.add(here)
                    del trail[here]
                    stack.pop()
