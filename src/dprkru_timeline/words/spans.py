"""The time between two dates, in words: as a range where either is imprecise."""

from dprkru_timeline.edtf import Cover, Edtf, Interval, cover, day_wording
from dprkru_timeline.edtf.length import Length, days_wording, gap, length_wording
from dprkru_timeline.text import counted


def gap_wording(here: Edtf, there: Edtf) -> str:
    """Return how far ``there`` lies from ``here``, as a sentence begins."""
    apart = gap(here, there)
    match apart.direction:
        case "same":
            return f"The same day, {day_wording(here.earliest)}" if here.earliest else "The same day"
        case "later":
            return f"{_range(apart.least, apart.most)} later".capitalize()
        case "earlier":
            return f"{_range(apart.most, apart.least)} earlier".capitalize()
    return _overlap(apart.least, apart.most)


def open_end(value: Edtf) -> str:
    """Return from where a date is counted that has one end only, or nothing."""
    if not isinstance(value, Interval) or (value.start and value.end):
        return ""
    return "counted from when it began" if value.start else "counted from when it ended"


def distance(here: Edtf, there: Edtf) -> str:
    """Return how far ``there`` lies from ``here``, in days: "12 days before", "3 to 33 days after"."""
    apart = gap(here, there)
    least, most = (one.total_days if one else None for one in (apart.least, apart.most))
    match apart.direction:
        case "same":
            return "the same day"
        case "later":
            return f"{_days(least, most)} after"
        case "earlier":
            return f"{_days(-most if most is not None else None, -least if least is not None else None)} before"
    inside = cover(there, here.earliest, here.latest) is Cover.SURE
    return "in that time" if inside else "at about the same time"


def time_between(here: Edtf, there: Edtf) -> str:
    """Return how long before or after ``here`` the other date lies, as far as both are known."""
    apart = gap(here, there)
    if apart.direction == "same":
        return "the same day"
    nearest, furthest = (apart.least, apart.most) if apart.direction == "later" else (apart.most, apart.least)
    if apart.direction == "overlap" or nearest is None:
        return "about the same time"
    exact = nearest == furthest
    return f"{length_wording(nearest) if exact else _about(nearest, furthest)} {apart.direction}"


def _range(least: Length | None, most: Length | None) -> str:
    if least is None:
        raise ValueError("a direction has a least length")
    if most is None:
        return f"at least {_length(least)}"
    if least == most:
        return _length(least)
    return f"between {_length(least)} and {_length(most)}"


def _overlap(least: Length | None, most: Length | None) -> str:
    """Return in words how far the second date may lie to either side of the first."""
    sides = []
    for apart, side in ((least, "earlier"), (most, "later")):
        if apart is None:
            sides.append(f"{side} by a time that has no bound")
        elif apart.total_days:
            sides.append(f"up to {_length(apart)} {side}")
    return f"The dates overlap: {' or '.join(sides)}" if sides else "The dates overlap"


def _length(apart: Length) -> str:
    words, days = length_wording(apart), days_wording(apart)
    return days if words == days else f"{words} ({days})"


def _days(least: int | None, most: int | None) -> str:
    if most is None:
        return f"{least:,} days or more"
    if least == most:
        return counted(most, "day")
    return f"{least:,} to {most:,} days"


def _about(nearest: Length, furthest: Length | None) -> str:
    """Return a length that is not known exactly by its largest part, between the least and the most that it may be."""
    middle = (nearest.total_days + furthest.total_days) // 2 if furthest else nearest.total_days
    days = abs(middle)
    if days < 60:
        return f"about {counted(days, 'day')}"
    months = round(days / 30.44)
    return f"about {months} months" if months < 24 else f"about {round(months / 12)} years"
