"""A connection to a store, which closes with the last who holds it: no one command knows when that is."""

import sqlite3
from contextlib import suppress


class Connection(sqlite3.Connection):
    """A connection that is closed when it is let go; of one left open Python 3.13 says so to whoever listens."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # let go by another thread than the one that opened it
            self.close()
