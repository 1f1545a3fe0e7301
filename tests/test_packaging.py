"""What is built: no link of the README that leads nowhere, extras that a user wants, versions that are told once."""

import re
import subprocess
import sys
import tomllib
from typing import Any

import dprkru_timeline
from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def readme_of_the_installed_package() -> str:
    from importlib.metadata import metadata

    return str(metadata("dprkru-timeline").get_payload())  # type: ignore[attr-defined]


def test_no_link_of_the_readme_on_an_index_leads_nowhere() -> None:
    text = readme_of_the_installed_package()
    assert text.startswith("# timeline\n")
    assert re.findall(r"\]\((?!https?:|#)[^)]*\)", text) == []
    assert "docs/query.md" in text
    assert "![" not in text, "the picture lies beside the README"


def test_every_link_of_the_readme_in_the_source_leads_to_a_file() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(links) > 10
    assert [link for link in links if link and not (ROOT / link).exists()] == []


def test_what_only_developers_need_is_no_extra() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    assert set(extras) == {"all", "cite", "data", "engine", "mcp", "office", "plot", "test"}
    assert set(PROJECT["dependency-groups"]) >= {"consumers", "coverage", "gate", "lint", "mutate"}
    # The README's command for tests has one extra: what the others bring must be in it, and as new; but for the
    # protocol of assistants, 27 packages, whose tests are a consumer's.
    tested = set(extras["test"])
    assert tested >= {one for extra in ("cite", "plot", "data", "engine") for one in extras[extra]}
    assert extras["office"] == [], "it is only there for commands that still name it"
    assert extras["all"] == ["dprkru-timeline[cite,plot,data,engine,mcp]"]


def test_everything_promised_is_there_to_be_seen() -> None:
    code = "import dprkru_timeline as p; print([name for name in p.__all__ + ['__version__'] if name not in dir(p)])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", dprkru_timeline.__version__)


def test_how_to_cite_it_names_this_edition_and_this_version() -> None:
    """CITATION.cff as a whole is judged by its own validator, in the gate; what it says of us is held here."""
    from dprkru_timeline import __version__, load

    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    told = dict(re.findall(r'(?m)^([a-z-]+): "?([^"\n]+)"?$', text))
    record = load(str(ROOT / "events.toml"))
    assert told["title"] == record.title
    assert told["version"] == f"edition of {record.edition}"
    assert told["date-released"] == str(record.edition)
    assert told["license"] == record.license
    assert f"version: {__version__}\n" in text
    assert told["type"] == "dataset"
