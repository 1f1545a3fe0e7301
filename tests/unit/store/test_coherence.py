"""What can't be meant is named with its place and the remedy: who takes back what, what a record is, what overlaps."""

from pathlib import Path

import pytest

from dprkru_timeline.errors import InvalidFile, Problem
from dprkru_timeline.store.load import load
from tests.conftest import DATA

GOOD = (DATA / "meaning.toml").read_text(encoding="utf-8")


def problems_of(text: str, tmp_path: Path) -> list[Problem]:
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    try:
        load(str(path))
    except InvalidFile as error:
        return list(error.problems)
    return []


# What is written in place of what; then the rule, the line's own text, what stands before the message, and the remedy.
FAULTS = {
    "a stance that is none": (
        ('stance = "withdraws"', 'stance = "withdrew"'),
        ("E104", 'event "troops": claim 2.stance', "did you mean withdraws?"),
    ),
    "a basis that is none": (
        ('basis = "imagery"', 'basis = "satellite"'),
        ("E104", 'event "shipments": claim 1.basis', "one of own-act, document, imagery"),
    ),
    "a form that is none": (
        ('form = "meeting"', 'form = "summit"'),
        ("E104", 'event "kim-shoigu": form', "one of meeting, visit"),
    ),
    "a seen that is none": (('seen = "headline"', 'seen = "title"'), ("E104", "sources.daily.seen", "page, excerpt")),
    "members in a ring": (
        ('name = "United States"\nkind = "state"', 'name = "United States"\nkind = "state"\nmembers = ["monitors"]'),
        ("E205", "members goes round in a ring: washington → monitors → washington", ""),
    ),
    "a body that is its own member": (
        ('members = ["washington", "seoul"]', 'members = ["monitors"]'),
        ("E205", "members goes round in a ring: monitors → monitors", ""),
    ),
    "a member that is nobody": (
        ('members = ["washington", "seoul"]', 'members = ["washingtn"]'),
        ("E202", 'no actor "washingtn" is defined', "did you mean washington?"),
    ),
    "an office twice at one time": (
        (
            'title = "Secretary of the Security Council of Russia", since = "2024-05-12"',
            'title = "Defense Minister of Russia", since = "2023"',
        ),
        (
            "E211",
            "actors.shoigu.offices 2: “Defense Minister of Russia”".replace("“", '"').replace("”", '"'),
            "give the earlier one its until",
        ),
    ),
    "an office that ends before it began": (
        ('since = "2012-11-06", until = "2024-05-12"', 'since = "2012-11-06", until = "2011"'),
        ("E211", "actors.shoigu.offices 1: ends on 2011, before it begins on 2012-11-06", ""),
    ),
    "an office without a beginning": (
        ('since = "2012-11-06", until', "until"),
        ("E101", "actors.shoigu.offices 1.since: is missing", ""),
    ),
    "offices that are no tables": (
        ("offices = [\n", 'offices = [ "minister", \n'),
        ("E103", "actors.shoigu.offices: must be a list of tables", 'write [{ title = "…", since = "2024-05-12" }]'),
    ),
    "a symbol on a news page": (
        ('publisher = "The Wire"\nkind = "news"', 'publisher = "The Wire"\nkind = "news"\nsymbol = "S/1"'),
        ("E209", 'sources.wire.symbol: "S/1" stands on a source of kind news', "cite the document itself"),
    ),
    "a source retracted before it was published": (
        ("retracted = 2024-06-01", "retracted = 2024-03-03"),
        ("E208", "sources.daily.retracted: 2024-03-03 is before it was published, 2024-03-04", "the day on which"),
    ),
    "a withdrawal before the word": (
        ('date = "2024-05-30"', 'date = "2024-05-20"'),
        ("E208", 'event "troops": claim 2: nis takes back what it had not said by 2024-05-20', "add the claim that it"),
    ),
    "a withdrawal of another's word": (
        ('by = "nis"\nstance = "withdraws"', 'by = "kyiv"\nstance = "withdraws"'),
        ("E208", "kyiv takes back what it had not said", "who never said it denies or declines"),
    ),
    "a record that is a news page": (
        ('sources = ["agency"]', 'sources = ["agency"]\nrecord = "agency"'),
        ("E210", '"agency" is of kind news, not the record itself', "a kept copy of the original"),
    ),
    "a record that is a private copy": (
        (
            'publisher = "United Nations"\nkind = "un-document"\nsymbol = "S/2024/215"',
            'publisher = "United Nations via Scribd"\nkind = "un-document"',
        ),
        ("E210", '"council" is a copy (United Nations via Scribd)', "the document's symbol or archive"),
    ),
    "an event that bears out another": (
        ('kind = "report"\nform', 'kind = "event"\nform'),
        (
            "E212",
            'event "monitors-report": link 1.rel: of kind event: nobody speaks in it',
            "else write cites or follows",
        ),
    ),
    "a saying of nobody that bears out another": (
        ('doers = ["monitors"]\n', ""),
        ("E212", "the saying has no doers, so that nobody's word is lent", "name in doers who says it"),
    ),
    "an event that bears out itself": (
        ('rel = "bears-out"\nto = "shipments"', 'rel = "bears-out"\nto = "monitors-report"'),
        ("E205", "bears-out goes round in a ring: monitors-report → monitors-report", ""),
    ),
    "a search that went on after the edition": (
        ("sourced_until = 2025-05-31", "sourced_until = 2025-07-01"),
        ("E213", "chronology.sourced_until: 2025-07-01 is after the edition was closed, on 2025-06-30", "the last day"),
    ),
    "a ship with a slip in its number": (
        ('imo = "9179842"', 'imo = "9179843"'),
        ("E115", 'actors.angara.imo: "9179843" can be no IMO number', "look it up again"),
    ),
    "a ship with a number of another form": (
        ('imo = "9179842"', "imo = 9179842"),
        ("E115", "not a whole number", "in quotes"),
    ),
    "digits of another script": (
        ('imo = "9179842"', 'imo = "９179842"'),
        ("E115", "must be the IMO number of a ship", ""),
    ),
    "an item of Wikidata that is none": (
        ('same_as = "Q18808"', 'same_as = "https://www.wikidata.org/wiki/Q18808"'),
        ("E115", "places.pyongyang.same_as: must be an item of Wikidata", "write it as Q423"),
    ),
    "a number of OFAC that is none": (('ofac = "34581"', 'ofac = "OFAC-34581"'), ("E115", "actors.angara.ofac", "")),
    "a finding without its day": (
        (", date = 2025-05-01 }", " }"),
        ("E101", "themes.arms.finding.date: is missing", ""),
    ),
    "a finding that is a text": (
        (
            'finding = { text = "The shipments are disputed by those who would have made them.", date = 2025-05-01 }',
            'finding = "x"',
        ),
        ("E103", "themes.arms.finding: must be a table", ""),
    ),
    "a title of no day": (
        (
            '{ title = "A ship is seen at Rajin", until = 2024-03-03 }',
            '{ title = "A ship is seen at Rajin", until = "March" }',
        ),
        ("E110", 'event "shipments": known_as 1.until: must be a day', ""),
    ),
    "a correction without a reason": (
        ('why = "The port was misread."\n', ""),
        ("E101", 'event "shipments": correction 1.why: is missing', ""),
    ),
    "a place spoken of that is none": (
        ('about_places = ["rajin"]', 'about_places = ["rajn"]'),
        ("E202", 'event "monitors-report": about_places: no place "rajn" is defined', "did you mean rajin?"),
    ),
}


def test_the_file_itself_is_right(tmp_path: Path) -> None:
    assert problems_of(GOOD, tmp_path) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_what_can_t_be_meant_is_named_with_place_and_remedy(fault: str, tmp_path: Path) -> None:
    (here, there), (code, said, remedy) = FAULTS[fault]
    assert GOOD.count(here) == 1, fault
    found = problems_of(GOOD.replace(here, there), tmp_path)
    assert [problem.code for problem in found] == [code], [str(problem) for problem in found]
    assert said in str(found[0])
    assert remedy in found[0].help
    line = GOOD.replace(here, there).split("\n")[(found[0].line or 0) - 1]
    key = found[0].field.rpartition(".")[2]
    tables = ("[", "offices = ", "known_as = ", "finding = ")
    assert line.startswith((f"{key} = ", *tables)), line  # the key itself, or the table that holds it


@pytest.mark.parametrize(
    ("here", "there"),
    [
        # One office may follow another on the day that it ends, and two may be held at one time.
        (
            'until = "2024-05-12" },\n    { title = "Secretary of the Security Council of Russia"',
            'until = "2024-05-12" },\n    { title = "Defense Minister of Russia"',
        ),
        ('since = "2024-05-12" },\n]', 'since = "2014" },\n]'),
        # The whole takes back what its part said, on the same day.
        ('by = "nis"\nstance = "withdraws"', 'by = "seoul"\nstance = "withdraws"'),
        ('date = "2024-05-30"', 'date = "2024-05-21"'),
        ('date = "2024-05-30"', 'date = "2024-05"'),
        # A kept copy says what it is a copy of.
        (
            'publisher = "United Nations"\nkind',
            'publisher = "United Nations via Scribd"\narchive = "https://archive.example.org/x"\nkind',
        ),
        ('publisher = "United Nations"\nkind', 'publisher = "United Nations via Scribd"\nkind'),
        ("sourced_until = 2025-05-31", "sourced_until = 2025-06-30"),
        ("retracted = 2024-06-01", "retracted = 2024-03-04"),
    ],
)
def test_what_can_be_meant_is_taken(here: str, there: str, tmp_path: Path) -> None:
    assert GOOD.count(here) == 1
    assert problems_of(GOOD.replace(here, there), tmp_path) == []


def test_in_schema_1_its_keys_and_words_alone_are_taken_and_the_remedy_is_the_upgrade(tmp_path: Path) -> None:
    found = problems_of(GOOD.replace("schema = 2", "schema = 1", 1), tmp_path)
    assert {problem.code for problem in found} == {"E102", "E104"}
    assert {problem.message for problem in found if problem.code == "E104"} == {
        '"vessel" is a word of schema 2',
        '"bears-out" is a word of schema 2',
        '"withdraws" is a word of schema 2',
    }
    assert {problem.message for problem in found if problem.code == "E102"} == {"is a key of schema 2"}
    named = {problem.field.rpartition(".")[2].rstrip("0123456789 ") for problem in found if problem.code == "E102"}
    assert named == {
        *("sourced_until", "same_as", "members", "offices", "imo", "ofac", "finding", "seen", "retracted", "symbol"),
        *("form", "about_places", "known_as", "basis", "via", "corrections"),
    } | ({"title", "since", "until", "day", "was", "why", "text", "date"} & named)
    assert all("timeline fmt --upgrade" in problem.help for problem in found)


def test_a_private_copy_is_a_record_in_schema_1_still(tmp_path: Path) -> None:
    old = (DATA / "edition-1-schema-1.toml").read_text(encoding="utf-8")
    assert problems_of(old, tmp_path) == []
    assert {problem.code for problem in problems_of(old.replace("schema = 1", "schema = 2", 1), tmp_path)} == {"E210"}


def test_a_file_of_a_newer_schema_is_refused_in_one_line(tmp_path: Path) -> None:
    text = GOOD.replace("schema = 2", "schema = 3", 1) + '\n[new]\nkey = "x"\n'
    (problem,) = problems_of(text, tmp_path)
    assert (problem.code, problem.line) == ("E003", 1)
    assert problem.message == "is newer than this program knows (2)"
    assert problem.help == "install a newer version"
