"""A database, served by Datasette: tables, views for people, foreign keys shown as links."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

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
