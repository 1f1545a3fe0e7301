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
    Figure,
    Finding,
    Link,
    Measure,
    Rel,
    Source,
    SourceKind,
    Stance,
    Status,
    Theme,
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
        settled="record" if status == "confirmed" else "",
    )
    return plain._replace(**given)  # type: ignore[arg-type]


def events(count: int, status: str = "confirmed", start: int = 0, **given: object) -> tuple[Event, ...]:
    return tuple(event(start + number, status, **given) for number in range(count))  # type: ignore[arg-type]


def claim(by: str, stance: str = "asserts", day: str = "2024-10-05", amount: str = "") -> Claim:
    amounts = (Figure("dead", amount),) if amount else ()
    return Claim(by, Stance(stance), "x", parse_edtf(day), "s", amounts=amounts)


def chronology(*held: Event, selection: Selection | None = None) -> Chronology:
    return Chronology(
        title="T",
        edition=date(2026, 1, 1),
        actors={id_: Actor(id_, name, ActorKind.STATE) for id_, name in (("a", "Aland"), ("b", "Beland"))},
        themes={one: Theme(one, one.capitalize(), "") for one in ("x", "y", "z")},
        measures={"dead": Measure("dead", "Dead", unit="people", description="", counts="cumulative")},
        sources={"s": Source("s", "S", SourceKind.NEWS, date=parse_edtf("2024-01-01"))},
        events=held,
        selection=selection,
    )


def page(*held: Event, full: bool = False, **selected: object) -> Briefing:
    selection = Selection(len(held), len(held), **selected) if selected else None  # type: ignore[arg-type]
    return briefing(chronology(*held, selection=selection), full=full)


def ids(section: Section) -> list[str]:
    return [row.event.id for row in section.rows if row.event]


def part(found: Briefing, name: str) -> Section:
    return next(section for section in found.sections if section.name.startswith(name))


def names(found: Briefing) -> list[str]:
    return [section.name for section in found.sections]


def bottom(found: Briefing) -> dict[str, str]:
    return {row.lead: "; ".join(word.text for word in row.words) or row.text for row in found.bottom_line}


def test_its_title_is_what_is_asked_about() -> None:
    assert page(event(1)).title == "T"
    assert page(event(1), query="theme:x", themes=("x",)).title == "X"
    assert page(event(1), themes=("x", "y"), actors=("a",)).title == "X and Y"
    assert page(event(1), actors=("a",)).title == "Aland"
    assert page(event(1), query="word").title == "T"


# The parts.


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
    assert [(section.heading, ids(section)) for section in found.sections] == [
        ("Key dates", ["e1"]),
        ("Also settled", ["e2"]),
        ("In dispute", ["e6"]),
        ("Only claimed or assessed", ["e5", "e7"]),
        ("Reported by two parties or publishers", ["e4"]),
        ("Said, which does not make it so", ["e3"]),
        ("Ahead", ["e8"]),
    ]
    assert found.left_out == ""


def test_what_only_was_said_is_no_key_date_and_settles_nothing() -> None:
    found = page(event(1, "said", kind=EventKind.REPORT, settled="one"), event(2, "claimed"), event(3, "disputed"))
    assert "Key dates" not in names(found)
    assert "Settled" not in bottom(found)
    assert names(page(event(1, "withdrawn"), event(2, "claimed"))) == ["Only claimed or withdrawn"]


def test_key_dates_weigh_by_headline_links_parties_and_record() -> None:
    plain = events(20)
    linked = event(30, links=(Link(Rel.FOLLOWS, "e3"), Link(Rel.CITES, "e4")))
    spoken = event(31, claims=(claim("a"), claim("b")))
    recorded = event(32, record="s")
    headline = event(33, "claimed", key=True)
    found = part(page(*plain, linked, spoken, recorded, headline), "Key dates")
    assert ids(found) == ["e3", "e4", "e30", "e31", "e32", "e33"]


def test_the_word_on_a_headline_of_those_who_did_it_is_a_key_date() -> None:
    deed = event(1, key=True, doers=("a",))
    denied = event(2, "said", kind=EventKind.STATEMENT, doers=("a",), links=(Link(Rel.PART_OF, "e1"),))
    spoken = event(3, "said", kind=EventKind.STATEMENT, doers=("b",), links=(Link(Rel.PART_OF, "e1"),))
    assert ids(part(page(deed, denied, spoken), "Key dates")) == ["e1", "e2"]


def test_what_weighs_nothing_is_no_key_date() -> None:
    assert names(page(*events(3))) == ["Settled"]


def test_what_only_touches_the_theme_is_no_key_date_of_it() -> None:
    of_it = event(1, themes=("x", "y"), record="s")
    session = event(2, themes=("y", "x"), record="s", claims=(claim("a"), claim("b")))
    linked = event(3, themes=("y", "x"), record="s", links=(Link(Rel.FOLLOWS, "e1"),))
    far = event(4, themes=("y", "z", "x"), record="s", links=(Link(Rel.FOLLOWS, "e1"),))
    found = page(of_it, session, linked, far, query="theme:x", themes=("x",))
    assert ids(part(found, "Key dates")) == ["e1", "e3"]
    assert ids(part(page(of_it, session, linked, far), "Key dates")) == ["e1", "e2", "e3", "e4"]


def test_what_goes_on_from_before_stands_apart() -> None:
    found = page(event(1), event(2), event(3), query="since:2024-01-03", going_on=frozenset({"e1"}))
    assert ids(part(found, "Going on")) == ["e1"]
    assert "e1" not in ids(part(found, "Settled"))


def test_time_is_told_between_a_deadline_and_what_is_linked_to_it_and_from_what_is_followed() -> None:
    order_ = event(0, key=True)
    deadline = event(730, key=True, kind=EventKind.DEADLINE, links=(Link(Rel.FULFILS, "e0"),))
    found = part(page(order_, event(9, key=True), deadline), "Time between")
    assert [row.text for row in found.rows] == [
        "“E” (1 Jan 2024) → “E” (31 Dec 2025): 1 year, 11 months, 30 days (730 days) later"
    ]
    assert "Time between" not in names(page(*events(3, key=True)))
    cited = event(3, key=True, links=(Link(Rel.CITES, "e0"),))
    assert "Time between" not in names(page(order_, cited))


def test_who_says_so_stands_with_what_is_in_doubt() -> None:
    found = page(event(1, "disputed", claims=(claim("a"), claim("b", "denies"))), event(2, "claimed"))
    (row,) = part(found, "In dispute").rows
    assert [(word.text, word.sources) for word in row.words] == [
        ("Aland asserts", ("s",)),
        ("Beland denies it", ("s",)),
    ]
    (claimed,) = part(found, "Only claimed").rows
    assert [(word.text, word.sources) for word in claimed.words] == [("S says so", ("s",))]
    assert claimed.sources == ()


# The numbers.


def test_all_last_words_on_a_measure_stand_there_and_those_that_differ_in_the_bottom_line() -> None:
    held = (
        event(1, "claimed", claims=(claim("a", amount="100"), claim("b", amount="900"))),
        event(2, "claimed", claims=(claim("a", day="2024-10-06", amount="120"),)),
    )
    found = page(*held)
    (row,) = part(found, "Numbers").rows
    assert row.lead == "Dead (the latest words differ)"
    assert [word.text for word in row.words] == ["Aland 120 (6 Oct 2024)", "Beland 900 (5 Oct 2024)"]
    assert "Dead: Aland 120 (6 Oct 2024) against Beland 900 (5 Oct 2024)" in bottom(found)["Numbers differ"]


def test_a_last_word_is_the_last_of_all_events_in_the_dates_asked_for() -> None:
    here = event(
        1, "said", claims=(claim("a", day="2024-10-01", amount="100"), claim("a", day="2024-10-02", amount="120"))
    )
    later = event(
        2, "said", claims=(claim("a", day="2024-11-01", amount="200"), claim("b", day="2024-11-02", amount="190"))
    )
    whole = chronology(here, later)
    asked = Selection(2, 1, query="id:e1")
    found = briefing(chronology(here, selection=asked), whole)
    (row,) = part(found, "Numbers").rows
    assert [word.text for word in row.words] == ["Beland 190 (2 Nov 2024)", "Aland 200 (1 Nov 2024)"]
    until = asked._replace(days=(None, date(2024, 10, 31)))
    (row,) = part(briefing(chronology(here, selection=until), whole), "Numbers").rows
    assert [word.text for word in row.words] == ["Aland 120 (2 Oct 2024)"]


def test_what_is_mostly_counted_elsewhere_is_no_number_of_the_answer_that_differs() -> None:
    here = event(1, "said", claims=(claim("a", amount="100"),))
    others = [
        event(number, "said", claims=(claim("b", day=f"2024-10-0{number}", amount=f"{number}00"),))
        for number in (7, 8, 9)
    ]
    found = briefing(chronology(here, selection=Selection(4, 1, query="id:e1")), chronology(here, *others))
    assert "Numbers differ" not in bottom(found)
    assert not [name for name in names(found) if name.startswith("How the count grew")]
    assert "Numbers differ" in bottom(page(here, *others))


def test_how_a_count_grew_is_told_of_a_party_that_gave_it_three_times() -> None:
    held = [
        event(number, "said", claims=(claim("a", day=f"2024-10-0{number}", amount=f"{number}00"),))
        for number in (1, 2, 3)
    ]
    found = part(page(*held), "How the count grew")
    assert found.name == "How the count grew: Aland, Dead"
    assert [(row.lead, row.text) for row in found.rows] == [
        ("1 Oct 2024", "100"),
        ("2 Oct 2024", "200"),
        ("3 Oct 2024", "300"),
    ]
    assert not [name for name in names(page(*held[:2])) if name.startswith("How")]


# The bottom line.


def test_the_bottom_line_of_nothing() -> None:
    found = page()
    assert bottom(found) == {"": "No event matches."}
    assert found.sections == ()


def test_of_dates_past_what_is_covered_nothing_is_said_to_have_come_last() -> None:
    found = page(
        event(1), query="since:2030", going_on=frozenset({"e1"}), days=(date(2030, 1, 1), None), beyond_edition=True
    )
    assert [row.lead for row in found.bottom_line] == [""]
    assert found.bottom_line[0].text.startswith("This edition closed on 1 January 2026; ")
    assert names(found) == ["Going on from before"]


def test_the_bottom_line_says_what_came_last_what_is_settled_and_what_is_in_dispute() -> None:
    found = page(
        event(1, title="Vote", key=True, record="s"),
        event(2, "disputed", title="Shipment", denied_by=("b",), denied_on=parse_edtf("2024-02-01"), voices=2),
        event(3, title="Visit", settled="one", settled_by=("a",)),
        event(4, "claimed", title="Rumor"),
        event(5, "scheduled", title="Talks"),
    )
    assert bottom(found) == {
        "Last": "Rumor (5 Jan 2024; claimed)",
        "Settled": "Vote (2 Jan 2024; by a public record); Visit (4 Jan 2024; by the word of Aland)",
        "In dispute": "Shipment (3 Jan 2024; 2 say so, 1 denies, last 1 February 2024)",
    }
    assert all(word.sources for row in found.bottom_line for word in row.words)


def test_what_the_author_finds_of_the_theme_comes_first_with_its_day() -> None:
    known = chronology(event(1, themes=("x",)), selection=Selection(1, 1, query="theme:x", themes=("x",)))
    finding = known.themes["x"]._replace(finding=Finding("It grew.", date(2025, 12, 1)))
    found = briefing(known.replaced(themes={**known.themes, "x": finding}))
    assert bottom(found)["Finding"] == "It grew. (written on 1 December 2025)"
    assert found.bottom_line[0].lead == "Finding"
    assert "Finding" not in bottom(briefing(known))
    two = known.replaced(themes={**known.themes, "x": finding}, selection=Selection(1, 1, themes=("x", "y")))
    assert "Finding" not in bottom(briefing(two))


def test_the_last_of_what_is_no_fact_says_so() -> None:
    assert bottom(page(event(1, "claimed", title="Ships sail"))) == {"Last": "Ships sail (2 Jan 2024; claimed)"}
    assert bottom(page(event(1, "scheduled"))) == {}


def test_of_many_disputes_those_that_weigh_most_are_named_and_the_others_counted() -> None:
    denied: dict[str, object] = {"denied_by": ("b",), "denied_on": parse_edtf("2024-02-01"), "voices": 1}
    great = event(9, "disputed", title="Great", key=True, **denied)
    held = (*events(4, "disputed", 0, title="Small", **denied), great, event(99))
    said = bottom(page(*held))["In dispute"]
    assert said.startswith("Great (10 Jan 2024; ")
    assert said.endswith("and 3 more events")


# What fits on the page.


def test_the_parts_take_turns_until_the_page_is_full_and_a_small_one_stands_whole() -> None:
    found = page(*events(50, "reported"), *events(2, "claimed", 50), *events(50, "scheduled", 60))
    sizes = {section.name: len(section.rows) for section in found.sections}
    assert sizes["Only claimed"] == 2
    assert sizes["Reported by two parties or publishers"] - sizes["Ahead"] in (0, 1)
    assert 30 < sum(sizes.values()) < 50
    assert found.left == 102 - sum(sizes.values())
    assert found.left_out == f"{found.left} of 102 events left out"


def test_long_titles_take_the_room_that_they_need() -> None:
    few = len(page(*events(99, "reported", title=400 * "x")).sections[0].rows)
    many = len(page(*events(99, "reported")).sections[0].rows)
    assert many > 35
    assert 5 < few < 10


def test_one_event_of_a_part_stands_there_though_it_fills_more_than_the_page() -> None:
    found = page(*events(9, "reported", title=5000 * "x"), *events(9, "claimed", 9))
    assert [len(section.rows) for section in found.sections] == [1, 1]


def test_the_latest_stand_there_in_order_of_time_and_of_what_is_ahead_the_next() -> None:
    (section,) = page(*events(99, "reported")).sections
    assert ids(section) == [f"e{number}" for number in range(99 - len(section.rows), 99)]
    assert section.heading == f"Reported by two parties or publishers ({len(section.rows)} of 99)"
    (section,) = page(*events(99, "scheduled")).sections
    assert ids(section) == [f"e{number}" for number in range(len(section.rows))]


def test_what_is_linked_to_a_key_date_stands_there_before_what_is_later() -> None:
    key = event(200, key=True, links=(Link(Rel.FOLLOWS, "e0"),))
    to_key = event(2, links=(Link(Rel.RESPONDS_TO, "e200"),))
    held = (event(0), event(1), to_key, *events(99, start=3), key)
    found = page(*held)
    shown = [*ids(part(found, "Key dates")), *ids(part(found, "Also settled"))]
    assert {"e0", "e2"} < set(shown)
    assert "e1" not in shown


@pytest.mark.parametrize("count", [1, 60, 300])
def test_full_has_everything_with_who_says_what(count: int) -> None:
    held = (*events(count, "claimed", claims=(claim("a"),)), *events(count, start=count))
    found = page(*held, full=True)
    assert (found.left, found.left_out) == (0, "")
    assert sum(len(section.rows) for section in found.sections) == 2 * count
    assert all(row.claims for row in part(found, "Only claimed").rows)
    assert not [row for section in page(*held).sections for row in section.rows if row.claims]
