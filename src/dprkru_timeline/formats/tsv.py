"""TSV: as CSV, with tabs between cells; cells with a tab or a line break are quoted."""

from typing import TextIO

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.formats import Options
from dprkru_timeline.formats.csv import LACKS, write_rows

__all__ = ["LACKS", "write"]


def write(chronology: Chronology, out: TextIO, options: Options) -> None:
    """Write one row an event."""
    write_rows(chronology, out, options, delimiter="\t")
