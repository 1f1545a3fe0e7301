"""References, read by citation-js and set by citeproc-js; BibTeX by pybtex as well, which forgives nothing."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.conftest import DATA, MINI, Run
from tests.consumers.conftest import Export, Node, hostile

pytestmark = pytest.mark.consumer
KINDS = (".csl.json", ".bib", ".ris")


def cited(run: Run, file: Any = None) -> dict[str, Any]:
    """Return the sources of all events by id, as the JSON of the chronology has them."""
    events = json.loads(run("show", "--json", file=file).out)["events"]
    return {source["id"]: source for event in events for source in event["sources"]}


@pytest.mark.parametrize("file", [MINI, None], ids=["mini", "edition 1"])
@pytest.mark.parametrize("suffix", KINDS)
def test_citation_js_reads_every_source(run: Run, exported: Export, node: Node, suffix: str, file: Any) -> None:
    sources = cited(run, file)
    (found,) = node("references.mjs", exported(suffix, file=file), package="@citation-js/core")
    items = {item["id"]: item for item in found["items"]}
    assert set(items) == set(sources) == set(found["apa"])
    expected = json.loads(exported(".csl.json", file=file).read_text(encoding="utf-8"))
    for item in expected:
        read = items[item["id"]]
        assert read.get("title", "").replace("\u2060", "") == item.get("title", "").replace("\u2060", "")
        # citation-js encodes an address of BibTeX once more
        assert unquote(unquote(read.get("URL", ""))) == unquote(unquote(item.get("URL", "")))
        parts = item.get("issued", {}).get("date-parts", [[]])
        if len(parts) == 1 and parts[0]:
            # citation-js looks for the day of a newspaper's article in RIS where no writer puts it, and takes the year
            whole = read["type"] != "article-newspaper" or suffix != ".ris"
            assert read["issued"]["date-parts"][0] == (parts[0] if whole else parts[0][:1])
            assert str(parts[0][0]) in found["apa"][item["id"]]


@pytest.mark.parametrize("file", [MINI, None], ids=["mini", "edition 1"])
def test_pybtex_reads_every_entry(run: Run, exported: Export, file: Any) -> None:
    from pybtex.database import parse_file
    from pybtex.errors import capture

    with capture() as errors:
        library: Any = parse_file(str(exported(".bib", file=file)), bib_format="bibtex")
    assert errors == []
    assert set(library.entries) == set(cited(run, file))


def test_tags_in_a_title_are_text(exported: Export, node: Node, tmp_path: Path) -> None:
    title = "A <b>bold</b> & <i>x</i> <span>Keep</span>"
    good = (DATA / "hostile" / "00-good.toml").read_text(encoding="utf-8")
    file = tmp_path / "tags.toml"
    file.write_text(good.replace('title = "A report"', f'title = "{title}"'), encoding="utf-8")
    (found,) = node("references.mjs", exported(".csl.json", file=file), package="@citation-js/core")
    assert title in found["apa"]["s1"].replace("\u2060", "")


@pytest.mark.parametrize("suffix", KINDS)
def test_hostile_text_is_text(run: Run, exported: Export, node: Node, suffix: str) -> None:
    files = hostile("j-bib")
    paths = [exported(suffix, file=path, stem=path.stem) for path, _ in files]
    for (path, _), found in zip(files, node("references.mjs", *paths, package="@citation-js/core"), strict=True):
        assert {item["id"] for item in found["items"]} == set(cited(run, path)), path
