"""What persons were, and when, in words."""

from dprkru_timeline.edtf import Edtf, wording
from dprkru_timeline.model import Actor, Office


def office_text(office: Office) -> str:
    """Return an office with its time: "Foreign Minister, since 21 March 2004"."""
    if office.until is None:
        return f"{office.title}, since {wording(office.since)}"
    return f"{office.title}, {wording(office.since)} – {wording(office.until)}"


def name_on(actor: Actor, when: Edtf) -> str:
    """Return an actor's name with the offices that may have been held on a date."""
    offices = [one.title for one in actor.offices if _may_hold(one, when)]
    return f"{actor.name} ({', '.join(offices)})" if offices else actor.name


def _may_hold(office: Office, when: Edtf) -> bool:
    began, ended = office.since.earliest, office.until.latest if office.until else None
    is_later = began is not None and when.latest is not None and began > when.latest
    return not is_later and (ended is None or when.earliest is None or ended >= when.earliest)
