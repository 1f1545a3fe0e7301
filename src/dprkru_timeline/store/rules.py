"""The rules that event files are held to, each with a code for good.

E0 the file as a whole, E1 the form of an entry, E2 what holds between entries: errors, the
loader's own. W3: warnings, which only `check` gives. A code is never given to another rule.
"""

from typing import NamedTuple


class Rule(NamedTuple):
    """A rule: its code, a name, and why it is there."""

    code: str
    name: str
    explanation: str

    @property
    def severity(self) -> str:
        """``error`` or ``warning``."""
        return "error" if self.code[0] == "E" else "warning"


_ROWS = (
    (
        "E001",
        "file-encoding",
        "An event file is UTF-8 text with something in it; other encodings and formats are named.",
    ),
    ("E002", "file-syntax", "The file must parse as TOML."),
    ("E003", "file-schema", "The file says schema = 2, or 1, so that a program knows whether it understands it."),
    ("E101", "missing-key", "A key that the table needs is missing."),
    ("E102", "unknown-key", "A key that the table does not have is a slip, or is read by nobody."),
    ("E103", "wrong-type", "The value has another type than the key takes."),
    ("E104", "unknown-value", "The value is not one of the closed set that the key takes."),
    ("E105", "blank-text", "A text that shows nothing says nothing; leave the key out."),
    ("E106", "line-break", "This text must be one line: tables, notes and lists print it on one."),
    (
        "E107",
        "unsafe-character",
        "Control characters, marks that reorder text and noncharacters can act on a screen or hide text.",
    ),
    (
        "E108",
        "id-form",
        "Ids are typed by people and stand in addresses: lower-case words joined by hyphens, a letter first.",
    ),
    ("E109", "date-form", "Dates are EDTF (ISO 8601-2), possible, not reversed, and without a time of day."),
    ("E110", "day-form", "This must be one whole day, YYYY-MM-DD."),
    (
        "E111",
        "address-form",
        "Addresses are plain http or https: no other scheme, space, quote or user name, and a host that can be one.",
    ),
    ("E112", "coordinates", "Coordinates are latitude (-90 to 90), then longitude (-180 to 180), in degrees."),
    ("E113", "empty-list", "An event needs at least one actor and one source."),
    ("E114", "unidentified-source", "A source needs an address or a title: otherwise nobody can find it."),
    ("E115", "identifier-form", "A number in another list must be one that can be in it, or it finds nothing there."),
    (
        "E116",
        "amount-form",
        "Amounts are numbers in the notation of docs/figures.md: no unit, no word, none negative, not reversed.",
    ),
    ("E201", "duplicate-event", "Two events have one id."),
    ("E202", "undefined-name", "The entry that is named here is not defined."),
    ("E203", "doer-not-actor", "Those whose word settles an event take part in it."),
    ("E204", "record-not-source", "The public record of an event is one of its sources."),
    ("E205", "ring", "An entry would be part of itself, or follow itself."),
    ("E206", "name-clash", "One name, in any case, width or composition, means two entries of a kind."),
    ("E207", "files-differ", "Two files say different things of one entry."),
    ("E208", "withdrawn-before-said", "Who takes a word back must have given it before."),
    ("E209", "symbol-of-no-document", "Symbols are given by bodies to their documents: to no news and no study."),
    (
        "E210",
        "record-is-a-copy",
        "A public record lies with the body that made it; of a copy, a symbol or a kept copy says what it is one of.",
    ),
    ("E211", "office-overlaps", "An office ends after it began, and before the same person takes it again."),
    ("E212", "bears-out-no-saying", "Only who says something can vouch for an event: a saying, with doers."),
    ("E213", "sourced-after-edition", "Nobody searched for sources after the edition was closed."),
    ("E214", "extended-file", "A file that this one extends must be there, and be one that can be read."),
    ("E215", "addition-to-itself", "What a file adds to its own event stands in the event."),
    ("E216", "set-already", "What stands there already, or is added twice with different words, can't be added."),
    ("W301", "unused-entry", "No event uses this entry."),
    ("W302", "long-title", "A title of more than 80 characters breaks in most views."),
    ("W303", "long-summary", "A summary of more than 600 characters is no summary."),
    ("W304", "out-of-order", "Events in time order are easier to edit and to compare."),
    (
        "W305",
        "status-not-borne-out",
        "The written status is not the one that the claims and sources give, by the table in docs/event-file.md.",
    ),
    ("W306", "claim-before-event", "A claim that it happened is dated more than a day before the event began."),
    ("W307", "sources-before-event", "All sources are dated before the event's first day."),
    ("W308", "near-duplicate", "Two events with nearly the same title and date may be one."),
    ("W309", "one-publisher", "What is confirmed or said, without a public record, rests on one publisher."),
    (
        "W310",
        "contested-without-claims",
        "A status that is claimed, disputed, assessed or withdrawn needs claims: who says so, who denies it?",
    ),
    ("W311", "undated-source", "A source without a date counts on no day, and a reader can't tell when it spoke."),
    ("W312", "day-in-the-future", "An edition, a second reading or a retraction can't have happened yet."),
    ("W313", "never-verified", "Nobody has read this entry a second time against its sources."),
    ("W314", "toml-1.1", "tomli takes this from TOML 1.1; tools that read TOML 1.0 refuse it."),
    (
        "W315",
        "invisible-character",
        "The text has characters that show nothing: searches and comparisons stumble over them.",
    ),
    ("W316", "repeated-link", "The same link stands twice; it is shown once."),
    ("W317", "season-like-years", "2022-23 is a season in EDTF, and two years to most who read it."),
    (
        "W318",
        "number-without-amount",
        "A number in what is said is found, compared and drawn only as an amount; asked of files with measures.",
    ),
    ("W319", "amount-not-said", "An amount is what the claim says, and stands in its words."),
    ("W320", "falling-count", "A count from the beginning does not fall; a speaker may have changed what it counts."),
    ("W321", "part-as-high-as-whole", "A number for a part that others give for the whole may be meant for the whole."),
    (
        "W322",
        "amounts-without-locator",
        "Who checks a number wants the place: a paragraph, or the headline.",
    ),
    ("W323", "repeated-sentence", "A summary that says a sentence twice was put together by hand, and not read."),
    (
        "W324",
        "denial-without-claim",
        "Who denies it, when and where, is a claim; “both deny it” in a summary can be neither dated nor checked.",
    ),
    (
        "W325",
        "saying-without-claim",
        "What a summary says that somebody says has no day and no source until it is that somebody's claim.",
    ),
    (
        "W326",
        "one-side-only",
        "Where two parties act, each has an account. Where one was looked for in vain, the note says so.",
    ),
    ("W327", "stale-open-end", "What still goes on has a source of the last twelve months; else its end is unknown."),
    (
        "W328",
        "title-against-kind",
        "Of an event the title tells the act; what tells that somebody says it is a saying.",
    ),
    (
        "W329",
        "act-without-record",
        "Votes, resolutions, treaties and listings are published. Where the text can't be found, the note says so.",
    ),
    (
        "W330",
        "odd-address",
        "A staging host, a port, a page for phones or a tracking code is not where a page is kept.",
    ),
    (
        "W331",
        "veiled-words",
        "Words that hide who says it, or take a side; [chronology] avoid adds to them. In quotation marks they stand.",
    ),
    ("W332", "one-interview-two-days", "Words that a speaker gave in an interview have two days, near to each other."),
    (
        "W333",
        "record-on-a-copying-host",
        "What anybody may upload is no record, unless the document's symbol says what it is.",
    ),
    ("W334", "left-to-do", "What an import could not know begins with TODO, until a person has written it."),
)
RULES = {code: Rule(code, name, explanation) for code, name, explanation in _ROWS}
