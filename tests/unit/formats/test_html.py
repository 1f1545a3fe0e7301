"""The page: what it says of itself, its parts, its strip."""

import json
import re
from html import unescape

import pytest

from dprkru_timeline.chronology import Chronology, Selection
from dprkru_timeline.edtf import parse_edtf
from dprkru_timeline.formats.html_events import Names, parts_of
from dprkru_timeline.formats.html_strip import began_in, strip
from dprkru_timeline.formats.linked import linked_data
from dprkru_timeline.model import Actor, ActorKind, Event, EventKind, Status
from dprkru_timeline.words.claims import told_claim
from dprkru_timeline.words.event import titled
from dprkru_timeline.words.head import first_line
from tests.conftest import Run


def events(*dates: str) -> list[Event]:
    """Return an event of each date."""
    return [
        Event(f"e{number}", parse_edtf(date), "Title", "Summary", EventKind.EVENT, (), Status.CONFIRMED, ())
        for number, date in enumerate(dates)
    ]


def whole(dates: list[str], **fields: object) -> Chronology:
    edition = parse_edtf("2026-01-02").earliest
    assert edition
    return Chronology(title="T", edition=edition, events=tuple(events(*dates)), **fields)  # type: ignore[arg-type]


def page_of(run: Run, *asked: str) -> str:
    return run("export", "-f", "html", *asked, file=None).out


def test_what_it_says_of_itself(run: Run) -> None:
    page = page_of(run, "theme:labor", "--title", "Labor & more")
    told = dict(re.findall(r'<meta (?:name|property)="([^"]*)" content="([^"]*)">', page))
    assert told["og:title"] == "Labor &amp; more"
    assert told["og:type"] == "website"
    assert told["og:description"] == told["description"]
    assert unescape(told["description"]).startswith("44 of 222 events; sourced until 6 March 2026; DPRK–Russia")
    assert "asked: on Labor" in told["description"]
    assert ">DPRK–Russia cooperation: a sourced chronology; asked: on Labor</p>" in page.partition("_controls")[0]
    foot = page.partition("<footer")[2].partition("</footer>")[0]
    assert "What North Korea and Russia have done together since 2016" in foot
    assert "Edition of 25 November 2026" in foot
    assert "License: CC-BY-4.0" in foot
    assert "To cite: “DPRK–Russia cooperation: a sourced chronology,” edition of November 25, 2026 (CC-BY-4.0)." in foot
    assert "asked:" not in page_of(run, "theme:labor", "--no-query").partition("<main")[0]


def test_linked_data_names_who_claims_what_and_rates_nothing(run: Run, edition_1: Chronology) -> None:
    page = page_of(run)
    found = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert (found["@type"], found["license"]) == ("Dataset", "https://creativecommons.org/licenses/by/4.0/")
    assert "ClaimReview" not in page
    nodes = {node["@id"]: node for node in found["about"]}
    assert len(nodes) == len(found["about"])
    for event in edition_1.events:
        node = nodes[f"#{event.id}"]
        assert (node["@type"], node["name"]) == ("Event", titled(edition_1, event))
        assert event.status.value in node["description"]
        assert event.status.value in node["name"] or event.status is Status.CONFIRMED
        claims = node.get("subjectOf", [])
        told_claims = [told_claim(edition_1, event, claim) for claim in event.claims]  # with what each does
        said = [f"{one.who} {one.does}: {' '.join(one.says.split())}" for one in told_claims]
        assert [claim["text"] for claim in claims] == said
        for told, claim in zip(claims, event.claims, strict=True):
            assert told["@type"] == "Claim"
            assert nodes[told["author"]["@id"]]["name"] == edition_1.actors[claim.by].name
            assert told["appearance"]["@id"].startswith("http")
    visit, ongoing, war = nodes["#putin-pyongyang-visit"], nodes["#kursk-deployment"], nodes["#korean-war"]
    assert (visit["startDate"], visit["endDate"]) == ("2024-06-18", "2024-06-19")
    assert (ongoing["startDate"], "endDate" in ongoing) == ("2024-10", False)
    assert war["description"] == "reported"
    assert war["name"].endswith(" (reported)")


def test_what_is_known_elsewhere_is_named_as_there() -> None:
    ship = Actor("ship", "Ship", ActorKind.VESSEL, same_as="Q1", imo="9187629")
    chronology = whole(["2024"], actors={"ship": ship})
    chronology = chronology.replaced(events=tuple(event._replace(actors=("ship",)) for event in chronology.events))
    entry, event = json.loads(linked_data(chronology))["about"]
    assert entry == {
        "@type": "Vehicle",
        "@id": "#_actor-ship",
        "name": "Ship",
        "sameAs": "http://www.wikidata.org/entity/Q1",
        "identifier": "IMO 9187629",
    }
    assert (event["startDate"], event["about"]) == ("2024", [{"@id": "#_actor-ship"}])


@pytest.mark.parametrize("private", ["", "--notes"])
def test_a_private_note_is_never_in(run: Run, tmp_path: object, private: str) -> None:
    assert "Private note" not in page_of(run)
    if private:
        assert run("export", "-f", "html", private, file=None).code == 2


def test_the_list_opens_at_the_first_year_of_many() -> None:
    dates = ["1950", "2022-03", *["2024-05"] * 21, "2025"]
    earlier, rest = parts_of(whole(dates), Names(whole(dates)))
    assert earlier.folded == ("1950 to 2022", "2 earlier events")
    assert [section.heading for section in rest.sections] == ["2024", "2025"]
    for few in (["1950", *["2024-05"] * 20], ["2024-05"] * 30):
        assert [part.folded for part in parts_of(whole(few), Names(whole(few)))] == [None]
    (_, last) = parts_of(backwards := whole(dates[::-1]), Names(backwards))
    assert last.folded == ("1950 to 2022", "2 earlier events")


def test_what_goes_on_is_last_and_in_no_bar() -> None:
    selection = Selection(total=9, matched=2, query="since:2024", going_on=frozenset({"e0"}))
    chronology = whole(["2022-05/..", "2024-02-03"], selection=selection)
    (part,) = parts_of(chronology, Names(chronology))
    assert [section.id for section in part.sections] == ["year_2024", "_going-on"]
    ((within,), (row,)) = (list(section.events) for section in part.sections)
    assert (within["when"], within["began"]) == ("3 Feb", "2024-02")
    assert (row["when"], row["began"]) == ("since May 2022", "")


def test_a_beginning_in_several_months_is_of_all_of_them() -> None:
    assert [began_in(parse_edtf(text)) for text in ("2024-11-05", "2024", "2024-10/2025-03", "../2024-01")] == [
        "2024-11",
        "2024-01..2024-12",
        "2024-10",
        "",
    ]


def test_the_strip_begins_where_the_events_become_dense() -> None:
    found = strip(
        events("1950", "1961-03", *["2022-03"] * 3, *["2023-12"] * 4, *["2024-05"] * 50, "2024", "2025-02-01")
    )
    assert found
    assert (found.per, found.wider) == ("quarter", "year")
    assert found.left == "2 before 2022; 1 of no one quarter"
    assert [(group.name, group.short, group.number) for group in found.groups] == [
        ("2022", "2022", 3),
        ("2023", "2023", 4),
        ("2024", "2024", 50),
        ("2025", "’25", 1),
    ]
    bars = [bar for group in found.groups for bar in group.bars]
    assert [bar.number for bar in bars] == [3, 0, 0, 0, 0, 0, 0, 4, 0, 50, 0, 0, 1]
    assert bars[9][:2] == ("2024-04..2024-06", "April to June 2024")
    assert (bars[9].height, bars[1].height, bars[12].height) == (56, 0, 2)


@pytest.mark.parametrize(
    ("dates", "per", "first", "last"),
    [
        (["2024-03-01", "2024-05-02"], "month", "March 2024", "May 2024"),
        (["2023-01-01", "2025-01-02"], "quarter", "January to March 2023", "January to March 2025"),
        ([f"{year}-05" for year in range(2000, 2030)], "year", "2000", "2029"),
        ([f"{year}-05" for year in range(1900, 2000)], "decade", "1900 to 1909", "1990 to 1999"),
        # as many before a gap as after it: nothing is left out
        (["1850-05"] * 9 + ["2020-05"] * 9, "decade", "1850 to 1859", "2020 to 2029"),
    ],
)
def test_bars_are_as_long_as_they_can_be_told_apart(dates: list[str], per: str, first: str, last: str) -> None:
    found = strip(events(*dates))
    assert found
    assert found.per == per
    bars = [bar for group in found.groups for bar in group.bars]
    assert (bars[0].name, bars[-1].name) == (first, last)
    assert len(bars) <= 40
    assert sum(bar.number for bar in bars) == len(dates)
    assert found.left == ""


def test_without_a_known_beginning_there_is_no_strip() -> None:
    assert strip([]) is None
    assert strip(events("../2024-01")) is None
    assert strip(events("2024-01/..")) is not None


def test_the_first_line_says_how_far_it_reaches() -> None:
    until = parse_edtf("2026-03-06").earliest
    assert first_line(whole(["2024-05-01"], sourced_until=until)) == "1 sourced event, until 6 March 2026"
    assert first_line(whole(["2024-05-01/2024-05-03"])) == "1 sourced event, until 3 May 2024"
    assert first_line(whole([])) == "0 sourced events"
    asked = Selection(total=9, matched=1, query="theme:labor")
    assert first_line(whole(["2024-05"], selection=asked, sourced_until=until)) == (
        "1 of 9 events; sourced until 6 March 2026"
    )
    assert first_line(whole(["2024-05"], as_of=parse_edtf("2025-01-01").earliest)).endswith("until 1 January 2025")
