"""How much a cell of a spreadsheet holds, and what is said of text that is longer."""

from collections.abc import Callable

from dprkru_timeline.text import counted

# What a cell of Excel holds, in units of UTF-16.
LONGEST = 32_767
_CUT = " … (cut)"
_MOST_NAMED = 5


def units(text: str) -> int:
    """Return how many units of UTF-16 a text is: as Excel counts characters."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "replace")) // 2


def cut(text: str) -> str:
    """Return the beginning of a text that is too long, with a mark at its end."""
    first = text.encode("utf-16-le", "replace")[: 2 * (LONGEST - len(_CUT))]
    return first.decode("utf-16-le", "ignore") + _CUT


class LongCells:
    """Collects the cells with too much in them, and says so in the end: the first by name, the rest by number."""

    def __init__(self, told: Callable[[str], None], fate: str) -> None:
        self._told = told
        self._fate = fate
        self._where: list[str] = []

    def add(self, where: str) -> None:
        """Remember a cell by what leads to it, such as the id of its row and the name of its column."""
        self._where.append(where)

    def tell(self) -> None:
        """Say which they are."""
        for where in self._where[:_MOST_NAMED]:
            self._told(f"{where}: {self._fate}")
        if more := len(self._where[_MOST_NAMED:]):
            self._told(f"so {'is' if more == 1 else 'are'} {counted(more, 'further cell')}")
