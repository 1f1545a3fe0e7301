"""The commands, a row each, in the order of the help."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple


class Command(NamedTuple):
    """A command: what a person wants to do with it, whether it takes a query, and what other programs call it.

    It is the function of its name in the module of its name; ``list``, ``help`` and ``import``, which Python has
    already, have an underscore after it in both, and a hyphen becomes one.
    """

    name: str
    group: str
    takes_query: bool = False
    other_names: tuple[str, ...] = ()

    def function(self) -> Callable[..., None]:
        """Import the command."""
        python_name = f"{self.name}_" if self.name in ("list", "help", "import") else self.name.replace("-", "_")
        found: Callable[..., None] = getattr(import_module(f"dprkru_timeline.cli.{python_name}"), python_name)
        return found


_LOOK, _WHOLE, _TAKE, _KEEP = (
    "Look things up",
    "See the whole",
    "Take it along",
    "Keep event files, and set things up",
)
_ROWS = (
    Command("show", _LOOK, takes_query=True, other_names=("search", "find", "timeline", "list-events")),
    Command("info", _LOOK, other_names=("view", "get")),
    Command("claims", _LOOK, takes_query=True, other_names=("says", "said", "statements", "quotes", "claim")),
    Command(
        "figures", _LOOK, takes_query=True, other_names=("numbers", "counts", "amounts", "figure", "casualties", "how")
    ),
    Command("around", _LOOK, takes_query=True),
    Command("on", _LOOK, takes_query=True),
    Command("gap", _LOOK),
    Command("list", _WHOLE, takes_query=True),
    Command("stats", _WHOLE, takes_query=True),
    Command("chart", _WHOLE, takes_query=True, other_names=("plot",)),
    Command("diff", _WHOLE, other_names=("changes", "changed", "new-since")),
    Command("brief", _TAKE, takes_query=True),
    Command("cite", _TAKE, other_names=("citation", "citations", "reference", "references")),
    Command("export", _TAKE, takes_query=True),
    Command("mcp", _TAKE, other_names=("serve", "server", "assistant", "assistants", "mcp-server")),
    Command(
        "site",
        _TAKE,
        takes_query=True,
        other_names=("website", "websites", "publish", "pages", "feed", "feeds", "rss", "atom"),
    ),
    Command("pack", _TAKE, takes_query=True, other_names=("zip", "bundle", "proof", "package")),
    Command("sql", _TAKE, takes_query=True, other_names=("select", "query")),
    Command("new", _KEEP, other_names=("init", "create")),
    Command("add", _KEEP),
    Command("import", _KEEP, other_names=("load", "read", "convert")),
    Command("edit", _KEEP, other_names=("update", "change")),
    Command("links", _KEEP, takes_query=True, other_names=("archive", "wayback", "urls")),
    Command("check", _KEEP, other_names=("lint", "validate")),
    Command("fmt", _KEEP, other_names=("format", "tidy")),
    Command("merge-driver", _KEEP),
    Command("schema", _KEEP),
    Command("config", _KEEP),
    Command("help", _KEEP),
)
COMMANDS = {row.name: row for row in _ROWS}
OTHER_NAMES = {other: row.name for row in _ROWS for other in row.other_names}


def groups() -> dict[str, list[str]]:
    """Return the names of the commands by what a person wants to do."""
    found: dict[str, list[str]] = {}
    for row in _ROWS:
        found.setdefault(row.group, []).append(row.name)
    return found
