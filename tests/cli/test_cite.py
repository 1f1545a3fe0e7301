import io
import json
import sys
from collections.abc import Callable

import pytest

from dprkru_timeline import load
from dprkru_timeline.text import cells
from tests.conftest import DATA, VENDOR, Run

Golden = Callable[[str, str], None]
ENDINGS = {"chicago": "txt", "apa": "txt", "csl-json": "json", "bibtex": "bib", "ris": "ris"}


@pytest.mark.parametrize("style", ENDINGS)
def test_every_style(run: Run, golden: Golden, style: str) -> None:
    result = run("cite", "resolution", "deployment", "deadline", "-s", style)
    assert (result.code, result.err) == (0, "")
    golden(f"cite-{style}.{ENDINGS[style]}", result.out)


@pytest.mark.parametrize("style", ENDINGS)
def test_without_an_event_the_chronology_itself(run: Run, style: str) -> None:
    out = run("cite", "-s", style).out
    assert "Mini chronology" in out
    assert "2025" in out


def test_each_source_once_claims_included(run: Run) -> None:
    items = json.loads(run("cite", "deployment", "deadline", "-s", "csl-json").out)
    ids = [item["id"] for item in items]
    assert sorted(ids) == ["agency", "book", "paper", "paper-later", "record", "wire"]


def test_an_address_stands_whole_on_a_terminal(run: Run) -> None:
    result = run("cite", "deadline", "--width", "40")
    assert all(cells(line) <= 40 or line.strip().startswith("http") for line in result.lines)


def test_csl_json_is_what_the_schema_of_csl_wants(run: Run) -> None:
    from jsonschema import Draft7Validator

    validator = Draft7Validator(json.loads((VENDOR / "csl" / "csl-data.json").read_text(encoding="utf-8")))
    for arguments in (("deployment",), ("deadline",), ()):
        validator.validate(json.loads(run("cite", *arguments, "-s", "csl-json").out))
    ids = [event.id for event in load("builtin").events]
    items = json.loads(run("cite", *ids, "-s", "csl-json", file=None).out)
    validator.validate(items)
    for item in items:  # the schema lets dates be text of nearly any form, and numbers be text
        for day in (item.get("issued", {}), item.get("accessed", {})):
            assert isinstance(day, dict)
            assert all(type(part) is int for parts in day.get("date-parts", []) for part in parts)
            assert not day or {"date-parts", "literal"} & set(day)
            assert day.get("season", 1) in (1, 2, 3, 4)
            assert day.get("circa", True) is True
        assert item["type"] in ("article-newspaper", "webpage", "report", "treaty", "dataset")
        assert all(set(one) == {"literal"} for one in item.get("author", []))
        assert all(item.values())
        texts = {"container-title", "publisher", "title", "note", "URL", "archive_location", "language", "version"}
        assert set(item) <= texts | {"id", "type", "author", "issued", "accessed"}  # of CSL's names, those that we mean


def test_bibtex_is_read_back_by_bibtexparser(run: Run) -> None:
    from bibtexparser.entrypoint import parse_string

    ids = [event.id for event in load("builtin").events]
    out = run("cite", *ids, "-s", "bibtex", file=None).out
    library = parse_string(out)
    assert library.failed_blocks == []
    items = json.loads(run("cite", *ids, "-s", "csl-json", file=None).out)
    assert [entry.key for entry in library.entries] == [item["id"] for item in items]


def test_tex_sets_no_sign_that_was_not_written() -> None:
    from dprkru_timeline.formats.bibtex import escaped

    assert escaped("a -- b --- ``c'' <<d>> ?` -") == "a -{}- b -{}-{}- `{}`c'{}' <{}<d>{}> ?{}` -"
    assert escaped("50% & $5_{x}") == r"50\% \& \$5\_\textbraceleft{}x\textbraceright{}"


def test_ris_is_read_back_by_rispy(run: Run) -> None:
    import rispy

    out = run("cite", "resolution", "deployment", "-s", "ris").out
    found = rispy.load(io.StringIO(out))
    assert [one["id"] for one in found] == ["record", "wire", "agency", "paper", "paper-later"]
    assert found[1]["title"] == "Workers must leave (by December), ministry says"
    assert found[1]["authors"] == ["Reuters"]
    assert found[1]["date"] == "2019/12/20/"


@pytest.mark.parametrize("style", ["bibtex", "ris"])
def test_a_missing_library_is_one_line_with_the_command(run: Run, style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("bibtexparser", "rispy"):
        for loaded in [one for one in sys.modules if one.partition(".")[0] == name]:
            monkeypatch.delitem(sys.modules, loaded)
        monkeypatch.setitem(sys.modules, name, None)
    result = run("cite", "deadline", "-s", style)
    assert (result.code, result.out) == (2, "")
    assert "pip install 'dprkru-timeline[cite]'" in result.err


def test_hostile_text_stays_text_in_every_style(run: Run) -> None:
    from bibtexparser.entrypoint import parse_string

    for path in sorted((DATA / "hostile" / "j-bib").glob("*.toml")):
        events = [event.id for event in load(str(path)).events]
        for style in ENDINGS:
            result = run("cite", *events, "-s", style, file=path)
            assert (result.code, result.err) == (0, ""), path
            if style == "bibtex":
                library = parse_string(result.out)
                assert library.failed_blocks == [], path
                assert result.out.count("{") == result.out.count("}")
            if style == "ris":
                tags = [line[:6] for line in result.out.splitlines() if line.strip()]
                assert (
                    tags.count("TY  - ")
                    == tags.count("ER  - ")
                    == len(json.loads(run("cite", *events, "-s", "csl-json", file=path).out))
                )


def test_ids_from_standard_input(run: Run) -> None:
    lines = run("show", "--view", "oneline", "status:confirmed").out
    cited = run("cite", "-", stdin=lines.encode())
    assert (cited.code, cited.err) == (0, "")
    assert cited.out == run("cite", "resolution", "deadline", "deployment").out


def test_an_answer_without_a_source_says_so(run: Run) -> None:
    result = run("cite", "wagner-delivery", "--as-of", "2022-12-22", file=None)
    assert (result.code, result.out) == (0, "")
    assert "no source of wagner-delivery counts" in result.err
    assert run("cite", "--as-of", "2020").code == 2


def test_patterns_and_what_is_a_query(run: Run) -> None:
    assert len(run("cite", "pow-exchange-2025-06-*", file=None).lines) > 10
    result = run("cite", "theme:labor")
    assert result.code == 2
    assert "| timeline cite -" in result.err
