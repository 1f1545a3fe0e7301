"""Whatever moment ends it, a change is in the file or is not; `tools/kills.py` counts more, on a larger file."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.thorough
@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="only some systems know files without a name")
def test_thirty_kills_lose_nothing_and_leave_nothing(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("kills", ROOT / "tools" / "kills.py")
    assert spec
    assert spec.loader
    kills = importlib.util.module_from_spec(spec)
    sys.modules["kills"] = kills
    spec.loader.exec_module(kills)
    found = kills.count(30, 200, 7, tmp_path)
    assert (found.kills, found.lost, found.half, found.left_over) == (30, 0, 0, 0)
    assert found.before + found.after == 30
    assert found.in_time > 3, "some came before the command had ended"
    assert found.after > 0, "and some after the file was written"
