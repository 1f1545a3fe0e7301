"""What people type first, by the names that other programs have, and the command that it comes to.

One table each of other names for commands, options and values. Nothing is ever run in place of what was typed: the
corrected command is shown, whole, and only where this program takes it.

A command or option is rewritten by a template: ``{}`` stands for its value, ``{n}`` for a number if one follows,
``{1}`` and ``{2}`` for words after a command, ``>`` begins another command.
"""

import re
from collections.abc import Mapping

from dprkru_timeline.model import FORMS


def _rows(*rows: tuple[str, str]) -> Mapping[str, str]:
    return {name: template for names, template in rows for name in names.split()}


# Words in the place of a command.
COMMAND_NAMES = _rows(
    ("recent latest last newest news new-events headlines tail", "show --last {n}"),
    ("head first top", "show -n {n}"),
    ("log logs history-of", "show"),
    ("today anniversary anniversaries history", "on"),
    ("actors themes places measures sources formats statuses kinds stances forms meetings bases", "list {name}"),
    ("people persons who-is-who organizations organisations", "list actors"),
    ("topics tags categories", "list themes"),
    ("locations", "list places"),
    ("countries states", "list actors"),
    ("publishers references bibliography", "list sources"),
    ("count summary statistics totals overview", "stats"),
    ("graph plot lanes visualize visualise histogram density", "chart"),
    ("between range period", "show --since {1} --until {2}"),
    ("since from", "show --since {1}"),
    ("until to", "show --until {1}"),
    ("before", "show before {1}"),
    ("after", "show after {1}"),
    ("compare diff distance duration elapsed delta", "gap {1} {2}"),
    ("quote citation reference source footnote bib", "cite {1}"),
    ("open describe detail details explain display event", "info {1}"),
    ("grep query filter select lookup", "show"),
    ("look who what when where why ask", "show {only}"),
    ("year month date", "show {1}"),
    ("ls events all dump print cat", "show"),
    ("near nearby context", "around {1}"),
    ("report briefing onepager memo", "brief"),
    ("csv tsv md json jsonl html ics geojson mermaid", "export -f {name}"),
    ("markdown", "export -f md"),
    ("page web", "export -f html -o x.html"),
    ("calendar ical", "export -f ics"),
    ("map", "export -f geojson"),
    ("word docx", "export -f docx -o x.docx"),
    ("excel xlsx spreadsheet", "export -f xlsx -o x.xlsx"),
    ("save write convert", "export"),
    ("validate verify lint test", "check"),
    ("format tidy upgrade", "fmt"),
    ("settings options preferences", "config"),
    ("usage man manual commands docs", "help"),
    ("init create new add edit import", "help files"),
)
_FORMAT_NAMES = "format fmt as f csv tsv md html output out"
# Who types these wants to leave, and is not to be sent to edit.
LEAVING = ("exit", "quit")
# Options, of any command that takes a query.
OPTIONS = _rows(
    ("from start begin starting start-date date-from since-date not-before min-date", "--since {}"),
    ("to end till til upto up-to through thru end-date date-to until-date max-date not-after", "--until {}"),
    ("after", "--since {next}"),
    ("before", "--until {previous}"),
    ("year years date day month when during in at-date period", "--on {}"),
    ("location where at region city site", "--place {}"),
    ("country nation who person people party involving entity org organization organisation name", "--actor {}"),
    ("tag topic category subject", "--theme {}"),
    ("filter grep search query text find match contains keyword words word q pattern", "{}"),
    ("important headline headlines major main highlights top-events", "--key"),
    ("latest newest recent tail", "--last {n}"),
    ("head first top max number num max-count results", "--limit {n}"),
    ("format output-format fmt as type-of-output f", ">export -f {}"),
    ("output out save o write", ">export -o {}"),
    ("csv tsv md jsonl html ics geojson mermaid", ">export -f {name}"),
    ("markdown", ">export -f md"),
    ("xlsx excel", ">export -f xlsx -o x.xlsx"),
    ("docx word", ">export -f docx -o x.docx"),
    ("pdf", ">export -f html -o x.html"),
    ("sqlite", ">export -f sqlite -o x.sqlite"),
    ("oneline short compact brief ids one-line terse quiet", "--view oneline"),
    ("table", "--view table"),
    ("verbose all long detail details detailed wide expand v summary summaries", "--full"),
    ("count total", ">stats"),
    ("type category-of-event", "--kind {}"),
    ("confidence certainty state-of-proof verified", "--status {}"),
    ("publisher outlet media src newspaper", "--source {}"),
    ("asof as-known-on known known-on snapshot", "--as-of {}"),
    ("by speaker said-by says", "by:{}"),
    ("measure figure amount", "figure:{}"),
    ("not exclude without except", "not:{}"),
    ("event", "id:{}"),
    ("fields cols column", "--columns {}"),
    ("desc descending newest-first latest-first rev", "--reverse"),
    ("asc ascending oldest-first", ""),
    ("no-color no-colour monochrome", "--color never"),
    ("colour", "--color {}"),
    ("input events-file data", "--file {}"),
)
# Options that mean another thing to one command, or are known to one only.
OPTIONS_OF: Mapping[str, Mapping[str, str]] = {
    "stats": _rows(("by group-by per", ">list {plural}"), (_FORMAT_NAMES, "-")),
    "info": _rows(("event id", "{}"), (_FORMAT_NAMES, "-")),
    "claims": _rows(
        ("format output-format fmt as f", ">export --what claims -f {}"),
        ("output out save o write", ">export --what claims -o {}"),
        ("csv tsv md jsonl", ">export --what claims -f {name}"),
        ("xlsx excel", ">export --what claims -f xlsx -o x.xlsx"),
        ("docx word", ">export --what claims -f docx -o x.docx"),
    ),
    "figures": _rows(
        ("measure measures what counting counts", "--of {}"),
        ("output-format fmt as", "-f {}"),
        ("out save write", "-o {}"),
        ("csv tsv md jsonl", "-f {name}"),
        ("xlsx excel", "-f xlsx -o x.xlsx"),
        ("docx word", "-f docx -o x.docx"),
        ("svg chart plot picture", "-o x.svg"),
        ("png", "-o x.png"),
        ("last newest", "--latest"),
    ),
    "gap": _rows(("event id from to since until between start end", "{}")),
    "list": _rows(("count counts", ""), (_FORMAT_NAMES, "-")),
    "chart": _rows(
        ("group-by color-by", "--by {}"), ("unit every granularity", "--per {}"), (f"type {_FORMAT_NAMES}", "-")
    ),
    "around": _rows(
        ("before after either-side", "--within {}"),
        ("event id date", "{}"),
        ("days day", "--within {}d"),
        ("weeks week", "--within {}w"),
        ("months month", "--within {}mo"),
        ("window radius span distance range", "--within {}"),
    ),
    "brief": _rows(
        ("title pages page length", "-"),
        ("pdf", "-f html"),
        ("docx word", "-f docx -o x.docx"),
        ("html", "-f html"),
        ("md markdown", "-f md"),
    ),
    "cite": _rows(("format f", "--style {}"), ("event id", "{}")),
    "export": _rows(
        ("output-format type as to-format", "-f {}"),
        ("out file-name filename to", "-o {}"),
        ("csv tsv md json jsonl html ics geojson mermaid", "-f {name}"),
        ("markdown", "-f md"),
        ("overwrite", "--force"),
        ("xlsx excel", "-f xlsx -o x.xlsx"),
        ("docx word", "-f docx -o x.docx"),
        ("pdf", "-f html -o x.html"),
    ),
}
FORMATS = {
    **dict.fromkeys(("word", "doc", "msword"), "docx"),
    **dict.fromkeys(("excel", "xls", "spreadsheet"), "xlsx"),
    **dict.fromkeys(("pdf", "web", "page", "htm"), "html"),
    **dict.fromkeys(("markdown", "text", "txt", "mkd"), "md"),
    **dict.fromkeys(("ical", "icalendar", "calendar", "outlook"), "ics"),
    **dict.fromkeys(("ndjson", "jsonlines", "json-lines"), "jsonl"),
    **dict.fromkeys(("tab", "tabs"), "tsv"),
    **dict.fromkeys(("bib", "biblatex", "latex"), "bibtex"),
    **dict.fromkeys(("csl", "zotero"), "csl-json"),
    **dict.fromkeys(("endnote", "mendeley"), "ris"),
    **dict.fromkeys(("db", "sqlite3", "database", "sql"), "sqlite"),
    **dict.fromkeys(("map", "geo", "gis"), "geojson"),
    **dict.fromkeys(("timeline", "timelinejs3", "slides"), "timelinejs"),
}
BINARY = ("docx", "xlsx", "sqlite", "parquet")
_DOUBTFUL = "claimed,reported,disputed,assessed"
# Values of an option, by what it takes.
VALUES: Mapping[str, Mapping[str, str]] = {
    "--format": FORMATS,
    "--style": dict.fromkeys(
        ["mla", "harvard", "ieee", "vancouver", "turabian", "oscola", "ama", "mhra", "footnote", "note"], "chicago"
    ),
    "--view": {
        "full": ">--full",
        "json": ">--json",
        **dict.fromkeys(("long", "verbose", "details"), ">--full"),
        **dict.fromkeys(("list", "compact", "short", "ids", "one-line", "brief"), "oneline"),
        **dict.fromkeys(("grid", "rows", "columns", "tabular"), "table"),
        **dict.fromkeys(("default", "normal", "text"), "timeline"),
    },
    "--status": {
        **dict.fromkeys(("unconfirmed", "unverified", "doubtful", "uncertain", "rumor", "rumour"), _DOUBTFUL),
        **dict.fromkeys(("verified", "true", "certain", "proven", "fact"), "confirmed"),
        **dict.fromkeys(("alleged", "suspected"), "claimed,reported"),
        **dict.fromkeys(("denied", "contested"), "disputed"),
        **dict.fromkeys(("planned", "upcoming", "future", "pending"), "scheduled"),
        **dict.fromkeys(("retracted", "taken-back"), "withdrawn"),
        **dict.fromkeys(("stated", "statement"), "said"),
    },
    "--kind": {
        **{form: f">form:{form}" for form in FORMS},
        **dict.fromkeys(("incident", "action"), "event"),
        **dict.fromkeys(("speech", "announcement", "remark"), "statement"),
        **dict.fromkeys(("analysis", "estimate"), "assessment"),
        **dict.fromkeys(("publication", "article"), "report"),
    },
    "--color": {
        **dict.fromkeys(("on", "yes", "true", "force"), "always"),
        **dict.fromkeys(("off", "no", "none", "false"), "never"),
    },
}
LISTS = {
    **dict.fromkeys(("events", "event", "all"), ">show"),
    **dict.fromkeys(
        ("actor", "people", "persons", "countries", "states", "organizations", "organisations", "parties", "speakers"),
        "actors",
    ),
    **dict.fromkeys(("theme", "topics", "tags", "categories", "topic", "tag"), "themes"),
    **dict.fromkeys(("place", "locations", "cities"), "places"),
    **dict.fromkeys(("measure", "figures", "numbers", "amounts", "units"), "measures"),
    **dict.fromkeys(("source", "publishers", "references", "links", "urls"), "sources"),
    **dict.fromkeys(("status",), "statuses"),
    **dict.fromkeys(("kind", "types"), "kinds"),
    **dict.fromkeys(("stance",), "stances"),
    **dict.fromkeys(("form",), "forms"),
    **dict.fromkeys(("format", "exports"), "formats"),
    **dict.fromkeys(("meeting", "visits"), "meetings"),
    **dict.fromkeys(("basis",), "bases"),
}
FILE_ENDINGS = [
    "csv",
    "tsv",
    "tab",
    "md",
    "markdown",
    "json",
    "jsonl",
    "ndjson",
    "html",
    "htm",
    "ics",
    "geojson",
    "mmd",
    "mermaid",
    "sqlite",
    "db",
    "xlsx",
    "docx",
    "parquet",
    "bib",
    "ris",
    "pdf",
    "txt",
]
SHORT = {
    "-v": "--full",
    "-q": "--view oneline",
    "-r": "--reverse",
    "-l": "--limit {n}",
    "-s": "--since {}",
    "-u": "--until {}",
}


def is_file_name(word: str) -> bool:
    """Tell whether a word of a query looks like the name of a file to write."""
    return re.fullmatch(rf"(?i)[\w./~-]*\w\.(?:{'|'.join(FILE_ENDINGS)})", word) is not None
