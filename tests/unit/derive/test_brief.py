"""What stands on the page of a briefing, what is left out of it, and how that is said."""

from datetime import date, timedelta

import pytest

from dprkru_timeline.chronology import Chronology, Selection
from dprkru_timeline.derive.brief import Briefing, Section, briefing
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.model import (
    Actor,
    ActorKind,
    Claim,
    Event,
    EventKind,
    Link,
    Rel,
    Source,
    SourceKind,
    Stance,
    Status,
)

FIRST_DAY = date(2024, 1, 1)


def event(number: int, status: str = "confirmed", title: str = "E", **given: object) -> Event:
    """Return the event of a day of 2024 and after, by number."""
    plain = Event(
        id=f"e{number}",
        date=parse_edtf(str(FIRST_DAY + timedelta(days=number))),
        title=title,
        summary="",
        kind=EventKind.EVENT,
        actors=(),
        status=Status(status),
        sources=("s",),
    )
    return plain._replace(**given)  # type: ignore[arg-type]


def events(count: int, status: str = "confirmed", start: int = 0, **given: object) -> tuple[Event, ...]:
    return tuple(event(start + number, status, **given) for number in range(count))  # type: ignore[arg-type]


def claim(by: str, stance: str, says: str = "x") -> Claim:
    return Claim(by, Stance(stance), says, parse_edtf("2024-10-05"), "s")


def chronology(*held: Event, selection: Selection | None = None) -> Chronology:
    return Chronology(
        title="T",
        edition=date(2026, 1, 1),
        actors={id_: Actor(id_, name, ActorKind.STATE) for id_, name in (("a", "Aland"), ("b", "Beland"))},
        sources={"s": Source("s", "S", SourceKind.NEWS, date=parse_edtf("2024-01-01"))},
        events=held,
        selection=selection,
    )


def page(*held: Event, total: int = 0, matched: int = 0) -> Briefing:
    if not total:
        return briefing(chronology(*held))
    return briefing(chronology(*held, selection=Selection(total, matched, "theme:x")))


def ids(section: Section) -> list[str]:
    return [one.id for one in section.events]


def headings(found: Briefing) -> list[str]:
    return [section.heading for section in found.sections]


# The parts.


def test_the_title_and_what_was_asked_stand_above() -> None:
    assert (page(event(1)).title, page(event(1)).asked) == ("T", "")
    assert page(event(1), total=1, matched=1).asked == "theme:x"


def test_every_event_stands_in_the_part_of_its_status_and_sayings_apart() -> None:
    found = page(
        event(1, key=True),
        event(2),
        event(3, "said", kind=EventKind.STATEMENT),
        event(4, "reported"),
        event(5, "claimed"),
        event(6, "disputed"),
        event(7, "assessed"),
        event(8, "scheduled"),
    )
    assert (found.key.heading, ids(found.key)) == ("Key dates", ["e1"])
    assert [(section.heading, ids(section)) for section in found.sections] == [
        ("Also confirmed", ["e2"]),
        ("Said or published, which does not make it so", ["e3"]),
        ("Reported by two parties or publishers", ["e4"]),
        ("Claimed or disputed", ["e5", "e6", "e7"]),
        ("Ahead", ["e8"]),
    ]
    assert [section.heading for section in found.sections if section.claims] == ["Claimed or disputed"]
    assert {section.left_out for section in found.sections} == {""}


def test_key_dates_are_the_latest_six_headline_events_and_how_many_are_left_out_is_said() -> None:
    found = page(*events(8, key=True))
    assert ids(found.key) == ["e2", "e3", "e4", "e5", "e6", "e7"]
    assert found.key.left_out == "6 of 8: the latest."
    assert (headings(found), ids(found.sections[0])) == (["Also confirmed"], ["e0", "e1"])
    assert page(*events(6, key=True)).key.left_out == ""


def test_a_saying_that_is_a_headline_event_stands_once() -> None:
    found = page(event(1, key=True, kind=EventKind.STATEMENT), event(2, kind=EventKind.STATEMENT))
    assert ids(found.key) == ["e1"]
    assert [ids(section) for section in found.sections] == [["e2"]]


def test_without_headline_events_the_latest_six_that_happened_are_the_key_dates() -> None:
    found = page(*events(8), event(8, "said", kind=EventKind.REPORT), event(9, "claimed"))
    assert ids(found.key) == ["e2", "e3", "e4", "e5", "e6", "e7"]
    assert found.key.left_out == ""  # the others are among what is confirmed
    assert ids(found.sections[0]) == ["e0", "e1"]
    assert found.spans == ()


def test_what_is_withdrawn_is_named_in_the_heading() -> None:
    assert headings(page(event(1, "withdrawn"), event(2, "claimed"))) == ["Claimed, disputed or withdrawn"]


def test_where_no_key_date_is_confirmed_nothing_is_also_confirmed() -> None:
    assert headings(page(event(1, "claimed", key=True), event(2))) == ["Confirmed", "Claimed or disputed"]


def test_between_headline_events_the_time_is_told_from_each_to_the_next() -> None:
    one, two, three = held = events(3, key=True)
    assert page(*held).spans == ((one, two), (two, three))


# The bottom line.


@pytest.mark.parametrize(
    ("count", "total", "matched", "said"),
    [
        (1, 0, 0, "1 event, 1 January 2024."),
        (2, 0, 0, "2 events, the first 1 January 2024, the last 2 January 2024."),
        (2, 2, 2, "2 events, the first 1 January 2024, the last 2 January 2024."),
        (1, 5, 1, "1 of 5 events, 1 January 2024."),
        (1, 2, 1, "1 of 2 events, 1 January 2024."),
        (1, 5, 3, "1 of 3 matching events (5 in all), 1 January 2024."),
    ],
)
def test_the_bottom_line_begins_with_how_many_of_how_many(count: int, total: int, matched: int, said: str) -> None:
    assert page(*events(count), total=total, matched=matched).bottom_line[0] == said


def test_the_bottom_line_of_nothing() -> None:
    found = page()
    assert found.bottom_line == ("No event matches.",)
    assert (found.key.events, found.sections, found.spans) == ((), (), ())


def test_the_latest_is_what_lies_behind_with_its_mark() -> None:
    held = (event(1, title="Ships sail."), event(2, "scheduled", title="Talks are due"))
    assert page(*held).bottom_line[1] == "The latest, 2 January 2024: Ships sail."
    assert page(event(1, title="Talks on Plan X")).bottom_line[1] == "The latest, 2 January 2024: Talks on Plan X."
    claimed = event(1, "claimed", title="Ships sail")
    assert page(claimed).bottom_line[1] == "The latest, 2 January 2024: Ships sail (claimed)."
    assert page(event(2, "scheduled")).bottom_line == ("1 event, 3 January 2024.", "1 scheduled.")


def test_the_bottom_line_says_how_sure_it_all_is_most_sure_first() -> None:
    held = (
        event(1, "claimed"),
        event(2),
        event(3, "said", kind=EventKind.REPORT),
        event(4, "disputed", kind=EventKind.REPORT),
    )
    assert page(*held).bottom_line[2] == "1 confirmed, 1 said, 1 claimed and 1 disputed."
    assert page(event(1), event(2)).bottom_line[2] == "2 confirmed."


def test_who_denies_is_named_with_how_often_most_often_first() -> None:
    held = (
        event(1, "claimed", denied_by=("a",)),
        event(2, "claimed", denied_by=("b",)),
        event(3, "claimed", denied_by=("b",)),
    )
    assert page(*held).bottom_line[-1] == "Denied by Beland (2) and Aland (1)."
    assert page(held[0]).bottom_line[-1] == "Denied by Aland (1)."
    assert not [line for line in page(event(1)).bottom_line if "enied" in line]


# What fits on the page.


def test_what_is_left_out_is_said_in_words() -> None:
    two = events(2)
    assert Section("H", two).left_out == ""
    assert Section("H", two, left=3).left_out == "2 of 5: the latest."
    assert Section("H", two, left=1200).left_out == "2 of 1,202: the latest."
    assert Section("H", two, left=3, latest="the next").left_out == "2 of 5: the next."
    preferring = Section("H", two, left=3, preferred="the disputed", of_these=3)
    assert preferring.left_out == "2 of 5: the latest of the disputed."
    for of_these in (1, 2):
        assert preferring._replace(of_these=of_these).left_out == "2 of 5: the disputed, then the latest."


# A page has 55 lines of 90 signs above its sources. The bottom line, the key dates, the times between them and each
# event take their lines and 0.15 of one above; the headings of key dates and of times two, any other three, with the
# space above and what is said to be left out. An event is written with its date, its mark and two numbers of sources.


def fitting(lines_left: float, lines_of_one: float) -> int:
    return int(lines_left / (lines_of_one + 0.15))


def sizes(*held: Event) -> list[int]:
    """Return how many events each part of the page has, having seen that the rest of them is counted."""
    found = page(*held)
    listed = sum(len(section.events) + section.left for section in found.sections)
    assert listed == len([one for one in held if one not in found.key.events or one.status is not Status.CONFIRMED])
    return [len(section.events) for section in found.sections]


@pytest.mark.parametrize(
    ("title", "bottom_line", "lines_of_one"),
    [(1, 2, 1), (56, 2, 1), (57, 2, 2), (65, 2, 2), (66, 3, 2), (146, 3, 2), (147, 3, 3), (1000, 13, 12)],
)
def test_as_many_events_of_one_kind_as_fit_on_the_page(title: int, bottom_line: int, lines_of_one: int) -> None:
    """With a title of 56 signs an event of 1 January that is reported has 90; with 65 the bottom line has 180."""
    held = events(99, "reported", title=title * "x", date=parse_edtf("2024-01-01"))
    assert sizes(*held) == [fitting(55 - (bottom_line + 0.15) - 3, lines_of_one)]


def test_an_event_that_just_fills_the_page_stands_there() -> None:
    long = events(99, "reported", title=320 * "x")  # four lines each
    room = 55 - 2.15 - 2 - 6 * 1.15 - 2 - 5 * 1.15 - 3
    assert round(room / 4.15, 9) == 8
    assert sizes(*long, *events(6, key=True, start=99)) == [8]


def test_each_event_takes_as_much_of_the_page_as_it_needs_itself() -> None:
    held = (*events(50, "reported", title=1000 * "x"), *events(20, "reported", 50))
    assert sizes(*held) == [20 + fitting(55 - 2.15 - 3 - 20 * 1.15, 12)]


def test_one_event_of_a_kind_stands_there_though_it_fills_more_than_the_page() -> None:
    assert sizes(*events(9, "reported", title=5000 * "x"), *events(9, "claimed", 9)) == [1, 1]


def test_headline_events_and_the_times_between_them_take_their_lines_from_the_rest() -> None:
    reported = events(99, "reported", 9)
    room = 55 - 2.15 - 3
    assert sizes(*reported) == [fitting(room, 1)]
    # one: a heading of two lines, one event of one
    assert sizes(event(1, key=True), *reported) == [fitting(room - 2 - 1.15, 1)]
    # four, and three times between them, under a heading of their own
    assert sizes(*events(4, key=True), *reported) == [fitting(room - 2 - 4 * 1.15 - 2 - 3 * 1.15, 1)]


def test_who_says_what_takes_its_lines_too() -> None:
    plain = events(99, "claimed")
    assert sizes(*plain) == [fitting(55 - 2.15 - 3, 1)]
    told = events(99, "claimed", claims=(claim("a", "asserts"), claim("b", "assesses")))
    assert sizes(*told) == [fitting(55 - 2.15 - 3, 3.3)]  # a line and the space above it for the event and each claim
    # six signs of indent, a date, a name, a stance, a source: 41 signs of a line that are not what is said
    for says, lines in ((49, 1), (50, 2)):
        long = events(99, "claimed", claims=(claim("a", "asserts", says * "x"),))
        assert sizes(*long) == [fitting(55 - 2.15 - 3, 1.15 + lines)]


def test_the_kinds_take_turns_until_the_page_is_full_and_a_small_one_stands_whole() -> None:
    three = (*events(50, "reported"), *events(2, "claimed", 50), *events(50, "scheduled", 60))
    reported, claimed, ahead = sizes(*three)
    assert claimed == 2
    assert reported - ahead in (0, 1)
    assert reported + claimed + ahead == fitting(55 - 2.15 - 3 * 3, 1)


def test_an_event_that_does_not_fit_any_more_stops_its_kind_and_not_the_others() -> None:
    long = events(30, "reported", title=1500 * "x")  # 18 lines each
    short = events(30, "claimed", 30)
    assert sizes(*long, *short) == [2, fitting(55 - 2.15 - 2 * 3 - 2 * 18.15, 1)]


def test_when_an_event_does_not_fit_any_more_the_next_kind_has_its_turn() -> None:
    claimed, reported = events(30, "claimed", title=1500 * "x"), events(30, "reported", 30)
    ahead = events(30, "scheduled", 60)
    # two turns of all three, of 20.45 lines each, leave 2.95: one more for each of the small kinds
    assert sizes(*claimed, *reported, *ahead) == [3, 2, 3]


def test_the_latest_stand_there_in_order_of_time() -> None:
    (section,) = page(*events(99, "reported")).sections
    assert ids(section) == [f"e{number}" for number in range(99 - 43, 99)]
    assert section.left_out == "43 of 99: the latest."


def test_of_what_is_ahead_the_next_stand_there_in_order_of_time() -> None:
    (section,) = page(*events(99, "scheduled")).sections
    assert ids(section) == [f"e{number}" for number in range(len(section.events))]
    assert section.left_out == f"{len(section.events)} of 99: the next."


def test_the_disputed_stand_there_before_later_claims() -> None:
    held = (event(0, "disputed"), event(1, "claimed"), event(2, "disputed"), *events(99, "claimed", 3))
    (section,) = page(*held).sections
    assert ids(section)[:3] == ["e0", "e2", f"e{102 - len(section.events) + 2}"]
    assert section.left_out == f"{len(section.events)} of 102: the disputed, then the latest."


def test_of_too_many_disputed_the_latest_stand_there() -> None:
    (section,) = page(event(0, "claimed"), *events(99, "disputed", 1)).sections
    assert ids(section)[-1] == "e99"
    assert section.left_out == f"{len(section.events)} of 100: the latest of the disputed."


def test_where_all_are_disputed_none_is_preferred() -> None:
    (section,) = page(*events(99, "disputed")).sections
    assert section.left_out == f"{len(section.events)} of 99: the latest."


def test_what_is_linked_to_a_key_date_either_way_stands_there_before_what_is_later() -> None:
    key = event(200, key=True, links=(Link(Rel.FOLLOWS, "e0"),))
    to_key = event(2, links=(Link(Rel.RESPONDS_TO, "e200"),))
    held = (event(0), event(1), to_key, *events(99, start=3), key)
    (section,) = page(*held).sections
    assert ids(section)[:2] == ["e0", "e2"]
    assert "e1" not in ids(section)
    assert section.left_out == f"{len(section.events)} of 102: those linked to the key dates, then the latest."
