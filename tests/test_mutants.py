"""The list of changes that no test can notice does not rot: `tools/mutate.py` matches it line by line."""

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DATA

PACKAGE = Path(__file__).parent.parent / "src" / "dprkru_timeline"
LISTED: list[dict[str, Any]] = tomllib.loads((DATA / "mutants-equivalent.toml").read_text(encoding="utf-8"))["mutant"]


def lines_of(module: str, within: str) -> str:
    """Return the lines of a function, or of all of a module, on one line without their indents."""
    text = (PACKAGE / f"{module}.py").read_text(encoding="utf-8")
    scope: ast.AST = ast.parse(text)
    for name in within.split(".") if within else ():
        scope = next(node for node in ast.iter_child_nodes(scope) if getattr(node, "name", "") == name)
    return " ".join(line.strip() for line in (ast.get_source_segment(text, scope) or text).split("\n"))


@pytest.mark.parametrize("row", LISTED, ids=lambda row: f"{row['module']}:{row['within']}")
def test_a_change_that_no_test_notices_is_listed_with_a_reason_and_its_line_still_stands(row: dict[str, Any]) -> None:
    assert set(row) == {"module", "within", "original", "mutated", "why"}
    assert row["original"] in lines_of(row["module"], row["within"])
    assert row["mutated"] != row["original"]
    assert row["why"].endswith(".")
    assert len(row["why"].split()) > 3


def test_nothing_is_listed_twice() -> None:
    rows = [tuple(row[key] for key in ("module", "within", "original", "mutated")) for row in LISTED]
    assert len(set(rows)) == len(rows)
