"""Cells of foreign tables as text, as lists, as places."""

import re

from dprkru_timeline.intake.draft import Cell, PlaceDraft


def text_of(cell: Cell) -> str:
    """Return a cell as text: whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def parts(text: str, signs: str = ";") -> tuple[str, ...]:
    """Return the items of a list in a cell."""
    return tuple(dict.fromkeys(one for part in re.split(f"[{signs}]", text) if (one := " ".join(part.split()))))


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def addresses(text: str) -> list[str]:
    """Return the web addresses in a text, without what ends the sentence around them."""
    return [one.rstrip(".,;)]") for one in re.findall(r"https?://[^\s<>\"{}]+", text)]


def place_of(name: str, latitude: str, longitude: str) -> tuple[PlaceDraft, ...]:
    """Return a place, with a position where both of its numbers stand there."""
    lat, lon = _number(latitude), _number(longitude)
    if lat is None or lon is None:
        lat = lon = None
    return (PlaceDraft(name, lat, lon),) if name else ()
