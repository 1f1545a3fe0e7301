"""Build hooks: a fast copy of events.toml in the wheel (store/builtin.py), words for Tab (cli/tab.py), and a README.

On an index of packages there is no docs/ beside the README: a link into it would lead nowhere.
"""

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface


class ChronologyCopy(BuildHookInterface):  # type: ignore[type-arg]
    """Writes ``chronology.json``; a chronology with errors makes no wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the copy to a normal wheel; an editable install reads events.toml itself."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from dprkru_timeline.query.search import fast_copy

        self._folder = tempfile.TemporaryDirectory()
        copy = Path(self._folder.name, "chronology.json")
        events = root / "events.toml"
        copy.write_bytes(fast_copy(events))
        build_data["force_include"][str(copy)] = "dprkru_timeline/chronology.json"
        from dprkru_timeline.cli.names import names_text
        from dprkru_timeline.store.builtin import read_copy

        names = Path(self._folder.name, "names.tsv")
        chronology = read_copy(copy, str(events))
        names.write_text(names_text(chronology, copy.read_bytes()), encoding="ascii", newline="\n")
        build_data["force_include"][str(names)] = "dprkru_timeline/names.tsv"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the temporary folder away."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()


class Readme(MetadataHookInterface):
    """Makes ``readme`` of README.md: what leads to another file of the source becomes words, a picture nothing."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the text."""
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": for_an_index(text)}


def for_an_index(text: str) -> str:
    """Return a README without links and pictures of files beside it."""
    text = re.sub(r"!\[[^\]]*\]\((?!https?:)[^)]*\)\n*", "", text)
    return re.sub(r"\[([^\]]*)\]\((?!https?:|#)([^)#]*)[^)]*\)", _in_words, text)


def _in_words(link: "re.Match[str]") -> str:
    name, file = link[1], link[2]
    return f"{name}" if name.strip("`") == file else f"{name} (`{file}` in the source)"
