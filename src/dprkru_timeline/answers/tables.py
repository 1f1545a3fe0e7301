"""Claims and figures as tables: typed columns, told once for every format, and for ``--json``.

A new column comes last, as those of events do.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from dprkru_timeline.answers.documents import VERSION, Object, short_head
from dprkru_timeline.chronology import Chronology, Saying, Sayings
from dprkru_timeline.curate.in_file import as_in_file
from dprkru_timeline.edtf import wording
from dprkru_timeline.figures import Point, blocks
from dprkru_timeline.model import COUNTS, Stance
from dprkru_timeline.odds import differing
from dprkru_timeline.words.claims import stance_word
from dprkru_timeline.words.columns import chosen
from dprkru_timeline.words.figures import amount_object, amount_words


class TableColumn(NamedTuple):
    """A column: its name in files, its heading for people, the type and text of its values, and what they mean.

    ``type`` is as Table Schema names it; the value of an ``array`` is a list of objects, of a ``date`` an ISO day.
    """

    name: str
    heading: str
    value: Callable[[Any, Chronology], Any]
    about: str
    type: str = "string"
    of_head: bool = False  # one value for all rows: where there is a head, it stands there


class Table(NamedTuple):
    """Rows of an answer that are no events."""

    what: str
    answer: Chronology
    columns: tuple[TableColumn, ...]
    rows: Sequence[Any]

    def values(self, row: Any, columns: Sequence[TableColumn] | None = None) -> list[Any]:
        """Return the values of a row, None for each that it has not."""
        found = [one.value(row, self.answer) for one in columns or self.columns]
        return [None if value in ("", []) else value for value in found]

    @property
    def own_columns(self) -> tuple[TableColumn, ...]:
        """The columns that differ from row to row."""
        return tuple(one for one in self.columns if not one.of_head)


def claims_table(sayings: Sayings) -> Table:
    """Return claims as a table, a row each."""
    return Table("claims", sayings.answer, CLAIMS, sayings.rows)


def figures_table(answer: Chronology, points: Sequence[Point]) -> Table:
    """Return figures as a table, a row for each amount of a claim."""
    return Table("figures", answer, FIGURES, points)


def columns_asked(what: str, names: Sequence[str]) -> tuple[TableColumn, ...]:
    """Return the columns of claims or figures with these names, or all.

    Raises:
        UsageError: there is no such column, or none is named.
    """
    columns = CLAIMS if what == "claims" else FIGURES
    return tuple(chosen(names, {one.name: one for one in columns})) if names else columns


def table_document(table: Table) -> Object:
    """Return the document of claims or figures: a head, and an object a row."""
    columns = table.own_columns
    rows = [
        {one.name: value for one, value in zip(columns, table.values(row, columns), strict=True)} for row in table.rows
    ]
    found = {**short_head(table.answer), "count": len(rows), table.what: rows}
    return {**found, "measures": _measures(table)} if table.what == "figures" else found


def _measures(table: Table) -> list[Object]:
    """Return what is counted, with how many figures of it there are, and whether the parties' last words differ."""
    return [
        {
            "id": block.measure.id,
            **as_in_file(block.measure),
            "figures": len(block.points),
            "parties": len(block.series),
            "differ": bool(differing(block)),
        }
        for block in blocks(table.answer, table.rows)
    ]


# The columns that a row always has, and the words that some hold.
_ALWAYS = frozenset(
    {"event", "title", "date", "date_text", "by", "by_name", "party", "stance", "does", "says", "match", "measure"}
    | {"unit", "counts", "as_of", "wording", "said_on", "amount", "measure_name", "said_text", "file"}
)
_WORDS = {"stance": [one.value for one in Stance], "counts": [*COUNTS], "match": ["sure", "possible"]}


def column_schema(column: TableColumn) -> Object:
    """Return what JSON Schema says of the values of a column."""
    forms: dict[str, Object] = {
        "date": {"$ref": "#/$defs/day"},
        "array": {"type": "array", "items": {"$ref": "#/$defs/amount"}},
    }
    form = forms.get(column.type, {"type": column.type})
    if column.name in _WORDS:
        form = {**form, "enum": _WORDS[column.name]}
    described = {"description": f"{column.about[0].upper()}{column.about[1:]}."}
    if column.type == "boolean" or column.name in _ALWAYS:
        return {**described, **form}
    return {**described, "anyOf": [form, {"type": "null"}]}


def table_schema(what: str) -> Object:
    """Return the schema of what ``claims --json`` or ``figures --json`` prints, its shared parts left out."""
    own = {one.name: column_schema(one) for one in (CLAIMS if what == "claims" else FIGURES) if not one.of_head}
    number = {"type": "integer", "minimum": 0}
    head: Object = {
        "timeline": {"description": "The version of this form.", "const": VERSION},
        "chronology": {"$ref": "#/$defs/short_chronology"},
        "query": {"description": "What was asked, in its normal form.", "type": "string"},
        "as_of": {"anyOf": [{"$ref": "#/$defs/day"}, {"type": "null"}]},
        "total": {"description": "Claims of the whole.", **number},
        "matched": {"description": "Claims that answer.", **number},
        "count": {"description": f"How many {what} there are here.", **number},
        what: {
            "type": "array",
            "items": {"type": "object", "properties": own, "required": list(own), "additionalProperties": False},
        },
    }
    if what == "figures":
        own_of_measure = {
            "figures": {"description": "How many there are, those said again in another event left out.", **number},
            "parties": {"description": "How many parties gave them.", **number},
            "differ": {"description": "Whether a party's last word and another's can't both be so.", "type": "boolean"},
        }
        measure = {"type": "object", "properties": {"id": {"$ref": "#/$defs/id"}, **own_of_measure}}
        head["measures"] = {
            "type": "array",
            "items": {"allOf": [measure, {"required": ["id", *own_of_measure, "name", "unit", "counts"]}]},
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"What {what} --json prints",
        "type": "object",
        "properties": head,
        "required": list(head),
        "additionalProperties": False,
    }


def text_of(value: Any) -> str:
    """Return a value as the text of a cell: nothing for None, true or false, a number in digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return f"{value:.15f}".rstrip("0") if "e" in repr(value) else repr(value)
    return str(value)


def _day(day: object) -> str:
    return str(day or "")


def _source(saying: Saying, chronology: Chronology, key: str) -> str:
    source = chronology.sources.get(saying.claim.source)
    return str(getattr(source, key) or "") if source else ""


_OF_HEAD = (
    TableColumn(
        "edition",
        "Edition",
        lambda _, chronology: chronology.edition.isoformat(),
        "the day on which the chronology was closed",
        "date",
        of_head=True,
    ),
    TableColumn(
        "known_on",
        "As known on",
        lambda _, chronology: _day(chronology.as_of),
        "the day as of which it is known; empty where all of the edition counts",
        "date",
        of_head=True,
    ),
    TableColumn(
        "license",
        "License",
        lambda _, chronology: chronology.license,
        "under which the chronology may be passed on",
        of_head=True,
    ),
)


def _file(of: Callable[[Any], Saying]) -> TableColumn:
    return TableColumn(
        "file",
        "File",
        lambda row, _: of(row).claim.file or of(row).event.file,
        "the short name of the event file that the claim stands in",
    )


CLAIMS = (
    TableColumn("event", "Event", lambda row, _: row.event.id, "the id of the event that it is of"),
    TableColumn("title", "Title", lambda row, _: row.event.title, "the title of the event"),
    TableColumn("date", "Said on, EDTF", lambda row, _: str(row.claim.date), "when it was said, as EDTF text"),
    TableColumn(
        "earliest",
        "Earliest",
        lambda row, _: _day(row.claim.date.earliest),
        "the first day that this may mean",
        "date",
    ),
    TableColumn(
        "latest", "Latest", lambda row, _: _day(row.claim.date.latest), "the last day that this may mean", "date"
    ),
    TableColumn("date_text", "Said on", lambda row, _: wording(row.claim.date), "when it was said, in words"),
    TableColumn("by", "By", lambda row, _: row.claim.by, "the id of who says it"),
    TableColumn("by_name", "Who", lambda row, chronology: chronology.actors[row.claim.by].name, "the name of it"),
    TableColumn(
        "party",
        "Party",
        lambda row, chronology: chronology.party(row.claim.by),
        "the id of the party that it speaks for: what it belongs to in the end",
    ),
    TableColumn("via", "Via", lambda row, _: row.claim.via, "whose words it passes on"),
    TableColumn(
        "stance", "Stance", lambda row, _: row.claim.stance.value, "what it says of whether the event happened"
    ),
    TableColumn(
        "does",
        "Does",
        lambda row, chronology: stance_word(chronology, row.event, row.claim),
        "the stance as a sentence has it",
    ),
    TableColumn("says", "Says", lambda row, _: row.claim.says, "what is said, in the chronology's words"),
    TableColumn("basis", "Basis", lambda row, _: row.claim.basis, "what the speaker goes by"),
    TableColumn(
        "amounts",
        "Amounts",
        lambda row, _: [amount_object(one) for one in row.claim.amounts],
        "the numbers in it: objects with measure, amount, low, high, about, doubtful, wording, words, why",
        "array",
    ),
    TableColumn(
        "amounts_as_of",
        "Amounts as of",
        lambda row, _: str(row.claim.amounts_as_of or ""),
        "the time that the numbers speak of, where it is not when it was said, as EDTF text",
    ),
    TableColumn("source", "Source", lambda row, _: row.claim.source, "the id of its source"),
    TableColumn(
        "publisher", "Publisher", lambda row, chronology: _source(row, chronology, "publisher"), "who published that"
    ),
    TableColumn(
        "source_title",
        "Source title",
        lambda row, chronology: _source(row, chronology, "title"),
        "the title of that; empty where it could not be seen",
    ),
    TableColumn(
        "source_date",
        "Source date",
        lambda row, chronology: _source(row, chronology, "date"),
        "the date of that, as EDTF text",
    ),
    TableColumn("url", "Address", lambda row, chronology: _source(row, chronology, "url"), "the address of that"),
    TableColumn("locator", "Locator", lambda row, _: row.claim.locator, "where in it the words stand"),
    TableColumn(
        "match",
        "Match",
        lambda row, _: "possible" if row.possible else "sure",
        "whether it surely is what was asked for",
    ),
    *_OF_HEAD,
    _file(lambda row: row),
)

FIGURES = (
    TableColumn("measure", "Measure", lambda row, _: row.figure.measure, "the id of what is counted"),
    TableColumn("unit", "Unit", lambda row, chronology: chronology.measures[row.figure.measure].unit, "of the numbers"),
    TableColumn(
        "counts",
        "Counts",
        lambda row, chronology: chronology.measures[row.figure.measure].counts,
        "over what time: cumulative, at-the-time, per-event, per-year, planned or in-part",
    ),
    TableColumn("as_of", "As of", lambda row, _: str(row.as_of), "the time that it speaks of, as EDTF text"),
    TableColumn("low", "Low", lambda row, _: row.amount.low, "the lower end; empty where it is open", "number"),
    TableColumn("high", "High", lambda row, _: row.amount.high, "the upper end; empty where it is open", "number"),
    TableColumn("about", "About", lambda row, _: row.amount.about, "whether both ends are only about so", "boolean"),
    TableColumn(
        "wording",
        "How many",
        lambda row, _: amount_words(row.figure, row.amount),
        "the amount in words that say no more than was said",
    ),
    TableColumn("by", "By", lambda row, _: row.saying.claim.by, "the id of who says it"),
    TableColumn("party", "Party", lambda row, _: row.party, "the id of the party that it speaks for"),
    TableColumn("said_on", "Said on, EDTF", lambda row, _: str(row.said), "when it was said, as EDTF text"),
    TableColumn("event", "Event", lambda row, _: row.saying.event.id, "the id of the event that the claim is of"),
    TableColumn("source", "Source", lambda row, _: row.saying.claim.source, "the id of its source"),
    TableColumn(
        "publisher",
        "Publisher",
        lambda row, chronology: _source(row.saying, chronology, "publisher"),
        "who published that",
    ),
    TableColumn(
        "url", "Address", lambda row, chronology: _source(row.saying, chronology, "url"), "the address of that"
    ),
    TableColumn("amount", "Amount", lambda row, _: row.figure.amount, "the amount as the event file writes it"),
    TableColumn("doubtful", "Doubtful", lambda row, _: row.amount.doubtful, "whether it can't be relied on", "boolean"),
    TableColumn("why", "Why", lambda row, _: row.figure.why, "why it is doubtful"),
    TableColumn(
        "measure_name",
        "What",
        lambda row, chronology: chronology.measures[row.figure.measure].name,
        "the name of what is counted",
    ),
    TableColumn(
        "by_name", "Who", lambda row, chronology: chronology.actors[row.saying.claim.by].name, "the name of who says it"
    ),
    TableColumn("via", "Via", lambda row, _: row.saying.claim.via, "whose words it passes on"),
    TableColumn("stance", "Stance", lambda row, _: row.saying.claim.stance.value, "the stance of the claim"),
    TableColumn("said_text", "Said on", lambda row, _: wording(row.said), "when it was said, in words"),
    TableColumn(
        "said_latest", "Said by", lambda row, _: _day(row.said.latest), "the last day on which it may be said", "date"
    ),
    TableColumn("says", "Says", lambda row, _: row.saying.claim.says, "what is said, in the chronology's words"),
    TableColumn("locator", "Locator", lambda row, _: row.saying.claim.locator, "where in the source the words stand"),
    TableColumn(
        "match",
        "Match",
        lambda row, _: "possible" if row.saying.possible else "sure",
        "whether it surely is what was asked for",
    ),
    *_OF_HEAD,
    TableColumn(
        "fallen",
        "Fallen",
        lambda row, _: row.fallen,
        "why it counts no more: taken back, or source retracted; empty where it stands",
    ),
    _file(lambda row: row.saying),
)
