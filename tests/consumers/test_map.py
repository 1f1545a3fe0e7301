"""GeoJSON, held to RFC 7946 by check-geojson."""

import json
from pathlib import Path

import pytest

from tests.conftest import MINI
from tests.consumers.conftest import Export, Node

pytestmark = pytest.mark.consumer


@pytest.mark.parametrize("file", [MINI, None], ids=["mini", "edition 1"])
def test_it_is_geojson(exported: Export, node: Node, file: Path | None) -> None:
    path = exported(".geojson", file=file)
    expected = [feature["id"] for feature in json.loads(path.read_text(encoding="utf-8"))["features"]]
    assert node("map.mjs", path, package="@placemarkio/check-geojson") == expected


def test_the_checker_finds_what_is_wrong(exported: Export, node: Node) -> None:
    path = exported(".geojson")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"type": "Point", "coordinates": [', '"type": "Point", "coordinates": ["x", ', 1))
    assert path.read_text(encoding="utf-8") != text
    with pytest.raises(AssertionError, match="must be a number"):
        node("map.mjs", path, package="@placemarkio/check-geojson")
