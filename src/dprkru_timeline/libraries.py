"""Libraries that few commands need: how each is named and had, and that none says a word of its own."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from dprkru_timeline.errors import UsageError


class Library(NamedTuple):
    """A library by the name that it is imported by: its package, the extra that has it or nothing, who logs for it.

    ``version`` says which is wanted, where an older one lacks what is imported.
    """

    package: str
    extra: str = ""
    loggers: tuple[str, ...] = ()
    version: str = ""


LIBRARIES = {
    "matplotlib": Library("matplotlib", "plot", ("matplotlib", "PIL", "fontTools")),
    "bibtexparser": Library("bibtexparser", "cite", ("bibtexparser",)),
    "rispy": Library("rispy", "cite"),
    "xlsxwriter": Library("XlsxWriter"),
    "docx": Library("python-docx"),
    "openpyxl": Library("openpyxl"),
    "pyarrow": Library("pyarrow", "data"),
    "sqlglot": Library("sqlglot", "engine"),
    "mcp_types": Library("mcp", "mcp", ("mcp",), "2.3 or newer"),
}


@contextmanager
def at_work(name: str, what: str) -> Iterator[None]:
    """Let a library work for ``what``; what it has to say, it says to whoever listens to its log.

    Raises:
        UsageError: it is not installed; the help has the command.
    """
    library = LIBRARIES[name]
    if library.loggers:
        import logging

        for logger in library.loggers:
            # With no handler at all, Python writes warnings to standard error.
            logging.getLogger(logger).addHandler(logging.NullHandler())
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != name:
            raise
        wanted = " ".join(filter(None, (library.package, library.version)))
        raise UsageError(f"{what} needs {wanted}, which is not installed", installing(library.extra)) from None


def installing(extra: str) -> str:
    """Return the command that installs an extra for the Python that runs this; without one, the program once more."""
    from shlex import quote

    wanted = f"'dprkru-timeline[{extra}]'" if extra else "dprkru-timeline"
    place = sys.prefix.replace("\\", "/")
    if "/pipx/" in place:
        return f"pipx install --force {wanted}"
    if "/uv/tools/" in place:
        return f"uv tool install --force {wanted}"
    return f"{quote(sys.executable)} -m pip install {wanted}"
