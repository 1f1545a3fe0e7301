"""The formats of ``export``: static rows; the module of a format is imported when it is chosen.

A format module has ``write(chronology, out, options)``, which writes text to ``out`` event by event.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol, TextIO, cast

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.errors import UsageError, nearest
from dprkru_timeline.text import shortened

if TYPE_CHECKING:
    from dprkru_timeline.citation import Item
    from dprkru_timeline.stats import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a format may be told; each looks at what concerns it."""

    guard: bool = True  # csv: a quote before what a spreadsheet would run as a formula
    bom: bool = False  # csv: a byte order mark, for Excel
    style: str = "list"  # md: list or table


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the registry."""

    name: str
    suffixes: tuple[str, ...]
    summary: str


class Writer(Protocol):
    """What a format module offers."""

    def write(self, chronology: Chronology, out: TextIO, options: Options) -> None:
        """Write the events of a chronology to ``out``."""


FORMATS: tuple[Format, ...] = (
    Format("csv", (".csv",), "one row an event, for spreadsheets"),
    Format("md", (".md", ".markdown"), "Markdown with footnoted sources, as a list or a table"),
    Format("json", (".json",), "one document with the vocabularies"),
    Format("jsonl", (".jsonl", ".ndjson"), "one event object a line"),
)
_BY_NAME = {one.name: one for one in FORMATS}
_BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}


def find_format(name: str | None, output: str | None) -> Format:
    """Return the format with this name, else the one that the output's ending names.

    Raises:
        UsageError: there is no such format, or nothing says which.
    """
    listed = ", ".join(_BY_NAME)
    if name is not None:
        wanted = name.casefold()
        if wanted in _BY_NAME:
            return _BY_NAME[wanted]
        if f".{wanted}" in _BY_SUFFIX:
            return _BY_SUFFIX[f".{wanted}"]
        close = nearest(name, _BY_NAME, limit=1)
        raise UsageError(
            f'no format "{shortened(name)}"', f"did you mean {close[0]}?" if close else f"the formats are {listed}"
        )
    suffix = PurePath(output or "").suffix.casefold()
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    what = f'the ending "{shortened(suffix)}" is no format\'s' if suffix else "no format is named"
    raise UsageError(what, f"write -f with one of {listed}")


# Styles of references, and what each needs beyond the base install.
_REFERENCES = {"csl-json": "", "bibtex": "bibtexparser", "ris": "rispy"}
_EXTRA = "cite"


def references(style: str, items: "list[Item]") -> str:
    """Return sources as references: csl-json, bibtex or ris.

    Raises:
        UsageError: the library that writes the style is not installed.
    """
    try:
        module = import_module(f"{__name__}.{style.replace('-', '_')}")
        return str(module.references(items))
    except ModuleNotFoundError as error:
        library = _REFERENCES[style]
        if not library or (error.name or "").partition(".")[0] != library:
            raise
        raise UsageError(
            f"{style} needs {library}, which is not installed", f"pip install 'dprkru-timeline[{_EXTRA}]'"
        ) from None


def format_rows() -> "list[Row]":
    """Return the formats as rows of a list."""
    from dprkru_timeline.stats import Row

    return [Row(one.name, one.name, 0, aliases=one.suffixes, about=one.summary) for one in FORMATS]


def writer(chosen: Format) -> Writer:
    """Import the module of a format."""
    return cast("Writer", import_module(f"{__name__}.{chosen.name}"))


def export(chronology: Chronology, format_name: str, out: TextIO, options: Options | None = None) -> None:
    """Write a chronology to a text stream in a format.

    Open files with ``newline=""``: each format writes the line ends that its readers expect.

    Raises:
        UsageError: there is no such format.
    """
    writer(find_format(format_name, None)).write(chronology, out, options or Options())
