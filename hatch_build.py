"""Build hook: puts a checked, fast copy of events.toml into the wheel (see store/builtin.py)."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ChronologyCopy(BuildHookInterface):  # type: ignore[type-arg]
    """Writes ``chronology.json``; a chronology with errors makes no wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the copy to a normal wheel; an editable install reads events.toml itself."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from dprkru_timeline.store.builtin import copy_bytes
        from dprkru_timeline.store.load import load_checked

        self._folder = tempfile.TemporaryDirectory()
        copy = Path(self._folder.name, "chronology.json")
        events = root / "events.toml"
        copy.write_bytes(copy_bytes(load_checked([str(events)]), events.read_bytes()))
        build_data["force_include"][str(copy)] = "dprkru_timeline/chronology.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the temporary folder away."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()
