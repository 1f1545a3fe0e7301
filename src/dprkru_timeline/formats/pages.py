"""What pages of HTML share: templates, and a policy that names style and script by hash.

Jinja2 escapes whatever comes from data; an address is a link only where it is plain http or https.
"""

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any, TextIO

from dprkru_timeline.words.sources import KEPT_COPY

if TYPE_CHECKING:
    from jinja2 import Template

_AT_ONCE = 1000


@cache
def template(name: str) -> "Template":
    """Return a template of the package, which may import others of it; made once."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=FunctionLoader(_text)
    )
    environment.globals["kept_copy"] = KEPT_COPY
    return environment.get_template(name)


def written(out: TextIO, parts: Iterator[str]) -> None:
    """Write the parts of a page as they are made, many at a time: each write costs as much as making a part."""
    while batch := list(islice(parts, _AT_ONCE)):
        out.write("".join(batch))


def inlined(**names: str) -> dict[str, Any]:
    """Return files of the package, to stand in a page as they are, each with its hash for the page's policy.

    Several names with a plus between them are one text.
    """
    found: dict[str, Any] = {}
    for key, name in names.items():
        found |= hashed(key, "\n".join(_text(one).strip() for one in name.split("+")))
    return found


def hashed(key: str, text: str) -> dict[str, Any]:
    """Return a text of the program's own, to stand in a page as it is, with its hash for the page's policy."""
    from markupsafe import Markup

    return {key: Markup(text), f"{key}_hash": b64encode(sha256(text.encode()).digest()).decode()}  # noqa: S704


def in_single_quotes(text: str) -> str:
    """Return JSON as the value of an attribute in single quotes: nothing in it ends the value."""
    for sign in "&<>'":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _text(name: str) -> str:
    return files("dprkru_timeline.templates").joinpath(name).read_text(encoding="utf-8")
