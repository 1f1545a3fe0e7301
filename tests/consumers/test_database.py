"""A database, served by Datasette: tables, views for people, foreign keys shown as links."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.consumers.conftest import Export, need

pytestmark = pytest.mark.consumer


def asked(path: Path, address: str) -> Any:
    done = subprocess.run(
        [need("datasette"), str(path), "--get", address], capture_output=True, text=True, timeout=60, check=True
    )
    return json.loads(done.stdout)


def test_datasette_serves_the_views(exported: Export) -> None:
    path = exported(".sqlite")
    found = {table["name"]: table for table in asked(path, "/out.json")["tables"]}
    assert found["events"]["count"] == 222
    assert {"actors", "sources", "claims", "event_sources", "links"} <= set(found)
    assert found["claims"]["foreign_keys"]["outgoing"]
    (veto,) = asked(path, "/out/events_flat.json?id=panel-veto&_shape=array")
    assert veto["earliest"] == "2024-03-28"
    assert "Russia" in veto["actors"]
    denials = asked(path, "/out/claims_flat.json?stance=denies&_size=max&_shape=array")
    assert len(denials) > 5
    assert all(row["actor"] and row["says"] for row in denials)


def test_it_finds_text(exported: Export) -> None:
    rows = asked(exported(".sqlite"), "/out/events.json?title__contains=Kursk&_shape=array")
    assert "kursk-deployment" in {row["id"] for row in rows}


def test_datasette_is_told_what_it_serves(run: Run, tmp_path: Path) -> None:
    """Title, licence and columns are on its pages, the tables of a program are hidden, and the facets are there."""
    path = tmp_path / "out.sqlite"
    assert run("export", "-o", str(path), "--schema", file=None).code == 0
    told = str(tmp_path / "metadata.json")

    def got(address: str) -> str:
        command = [need("datasette"), str(path), "-m", told, "--get", address]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout

    tables = {table["name"]: table for table in json.loads(got("/out.json"))["tables"]}
    assert all(table["hidden"] == name.startswith("found") for name, table in tables.items())
    page = got("/out/events_flat")
    assert "<h1" in page
    assert "Events" in page
    assert "creativecommons.org/licenses/by/4.0/" in page
    assert "must not be told without it" in page
    for name in (*tables, "events_flat", "claims_flat", "figures_flat"):
        got(f"/out/{name}")  # its labels are looked up through each foreign key
    facets = json.loads(got("/out/events_flat.json?_facet=status"))["facet_results"]
    assert "status" in (facets.get("results") or facets)
    assert "The date as EDTF (ISO 8601-2) text." in got("/out/events")
    assert "Vladimir Putin" in got("/out/event_actors?_labels=on"), "what another row names is shown by its name"
