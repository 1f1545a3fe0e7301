"""The schema that editors use, and the loader, say the same of the same file."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import tomli
from jsonschema import Draft7Validator

from dprkru_timeline.errors import InvalidFile
from dprkru_timeline.store import schema as loader
from dprkru_timeline.store.load import load
from tests.conftest import DATA, MINI, Run

BROKEN = sorted((DATA / "hostile" / "b-schema").glob("*.toml"))


@pytest.fixture
def form(run: Run) -> dict[str, Any]:
    result = run("schema", "events")
    assert (result.code, result.err) == (0, "")
    found: dict[str, Any] = json.loads(result.out)
    return found


def as_json(value: Any) -> Any:
    """Return a TOML value as editors hand it to a schema: its dates as text."""
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value


@pytest.mark.usefixtures("published")
def test_it_is_a_schema_and_the_shipped_file_fits_it(form: dict[str, Any]) -> None:
    from dprkru_timeline.store.find import builtin_path

    Draft7Validator.check_schema(form)
    for path in (builtin_path(), MINI):
        Draft7Validator(form).validate(as_json(tomli.loads(path.read_text(encoding="utf-8"))))


def test_the_first_line_of_events_toml_names_it() -> None:
    path = Path(__file__).parents[2] / "events.toml"
    named = path.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("#:schema ")
    assert (path.parent / named).exists()


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name)
def test_schema_and_loader_agree(form: dict[str, Any], path: Any) -> None:
    """A fault of form (E0, E1) is one for both; the calendar (E109) and links between entries (E2) are the loader's."""
    document = tomli.loads(path.read_text(encoding="utf-8"))
    fits = Draft7Validator(form).is_valid(as_json(document))
    try:
        load(str(path))
        codes = set()
    except InvalidFile as error:
        codes = {problem.code for problem in error.problems}
    of_form = {code for code in codes if code[:2] in ("E0", "E1")}
    if not of_form:
        assert fits, path.name
    elif of_form - {"E109", "E107", "E111"} and not path.name.startswith(("type-date", "invisible")):
        assert not fits, (path.name, codes)


def test_keys_required_keys_and_closed_sets_are_the_loader_s(form: dict[str, Any]) -> None:
    definitions = form["definitions"]
    tables = {
        "chronology": loader.CHRONOLOGY,
        "actor": loader.ACTOR,
        "theme": loader.THEME,
        "place": loader.PLACE,
        "source": loader.SOURCE,
        "event": loader.EVENT,
        "claim": loader.CLAIM,
        "link": loader.LINK,
    }
    within = {"event": set(loader.NESTED), "actor": {"offices"}, "theme": {"finding"}}
    for name, keys in tables.items():
        assert set(definitions[name]["properties"]) == {*keys, *within.get(name, ())}, name
        assert set(definitions[name]["required"]) == {key for key, rule in keys.items() if rule.required}, name
    from dprkru_timeline import model

    for name, key, options in (
        ("actor", "kind", model.ActorKind),
        ("source", "kind", model.SourceKind),
        ("event", "kind", model.EventKind),
        ("event", "status", model.Status),
        ("claim", "stance", model.Stance),
        ("link", "rel", model.Rel),
        ("event", "form", model.FORMS),
        ("claim", "basis", model.BASES),
        ("source", "seen", model.SEEN),
    ):
        assert definitions[name]["properties"][key]["enum"] == [str(option) for option in options]


def test_an_unknown_schema(run: Run) -> None:
    result = run("schema", "event")
    assert result.code == 2
    assert "did you mean events?" in result.err
