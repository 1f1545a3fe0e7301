"""Each warning fires on the slip that it is for, at its line, and on nothing else in a good file."""

from datetime import date
from pathlib import Path

import pytest

from dprkru_timeline.check.files import lint
from dprkru_timeline.check.numbers import counting, numbers_in
from dprkru_timeline.store.rules import RULES

TODAY = date(2026, 1, 15)
GOOD = """schema = 1

[chronology]
title = "T"
edition = 2026-01-01

[actors.dprk]
name = "DPRK"
kind = "state"

[actors.russia]
name = "Russia"
kind = "state"

[sources.a]
publisher = "A"
title = "a"
date = "2024-10-08"
kind = "news"

[sources.b]
publisher = "B"
title = "b"
date = "2024-10-09"
kind = "news"

[[events]]
id = "first"
date = "2024-10-08"
title = "First"
summary = "s"
kind = "event"
actors = ["dprk", "russia"]
doers = ["russia"]
status = "confirmed"
sources = ["a", "b"]
verified = 2026-01-01

[[events.claims]]
by = "russia"
stance = "confirms"
says = "yes"
date = "2024-10-09"
source = "b"
"""


MEASURES = """[measures.killed]
name = "Killed"
unit = "people"
counts = "cumulative"
part_of = "casualties"
description = "Killed only."

[measures.casualties]
name = "Killed and wounded"
unit = "people"
counts = "cumulative"
description = "Both."

"""
LOSSES = """[measures.losses]
name = "Losses"
unit = "people"
counts = "cumulative"
description = "Nobody uses it."

"""


def found(text: str, tmp_path: Path) -> list[tuple[str, int | None, str]]:
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    _, problems = lint((str(path),), TODAY)
    return [(problem.code, problem.line, problem.field) for problem in problems]


SECOND = GOOD[GOOD.index("[[events]]") :].replace('"first"', '"second"')


OTHER = SECOND.replace('"First"', '"Other words"')
LINK = '[[events.links]]\nrel = "follows"\nto = "second"\n'
NO_CLAIMS = GOOD[: GOOD.index("[[events.claims]]")]
EXTRA_ACTOR = '[actors.extra]\nname = "X"\nkind = "state"\n'
SPREAD_LINK = 'links = [{ rel = "follows",\n to = "second" }]\n'


def good(*changes: tuple[str, str], text: str = GOOD) -> str:
    for old, new in changes:
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("code", "line", "field", "text"),
    [
        ("W301", 11, "actors.extra", good(("[actors.russia]", EXTRA_ACTOR + "[actors.russia]"))),
        ("W302", 30, "title", good(('"First"', f'"{"x" * 81}"'))),
        ("W303", 31, "summary", good(('summary = "s"', f'summary = "{"x" * 601}"'))),
        ("W304", 47, "date", GOOD + good(("2024-10-08", "2024-10-07"), text=OTHER)),
        ("W305", 35, "status", good(('"confirmed"', '"claimed"'))),
        ("W306", 43, "claim 1.date", good(('date = "2024-10-09"\nsource', 'date = "2024-10-06"\nsource'))),
        ("W307", 36, "sources", good(
            ('date = "2024-10-08"\ntitle = "First"', 'date = "2024-10-09"\ntitle = "First"'),
            ('date = "2024-10-09"\nkind', 'date = "2024-10-08"\nkind'),
        )),
        ("W308", 48, "title", GOOD + good(('"First"', '"first"'), text=SECOND)),
        ("W309", 36, "sources", good(('["a", "b"]', '["b"]'), ('source = "b"', 'source = "a"'))),
        ("W310", 35, "status", good(('"confirmed"', '"claimed"'), ('"a", "b"', '"a"'), text=NO_CLAIMS)),
        ("W311", 21, "sources.b", good(('date = "2024-10-09"\nkind', "kind"))),
        ("W312", 5, "chronology.edition", good(("edition = 2026-01-01", "edition = 2026-02-01"))),
        ("W312", 37, "verified", good(("verified = 2026-01-01", "verified = 2026-02-01"))),
        ("W312", 23, "sources.b.retracted", good(
            ("schema = 1", "schema = 2"), ('publisher = "B"', 'publisher = "B"\nretracted = 2026-02-01')
        )),
        ("W313", 27, "", good(("verified = 2026-01-01\n", ""))),
        ("W314", 33, "", good(('actors = ["dprk", "russia"]', SPREAD_LINK + 'actors = ["dprk", "russia"]')) + OTHER),
        ("W315", 30, "title", good(('"First"', '"Fi\u00adrst"'))),
        ("W316", 48, "link 2", GOOD + LINK + LINK + OTHER),
        ("W317", 24, "sources.b.date", good(('date = "2024-10-09"\nkind', 'date = "2022-23"\nkind'))),
    ],
)  # fmt: skip
def test_a_slip_is_found_at_its_line(code: str, line: int, field: str, text: str, tmp_path: Path) -> None:
    assert (code, line, field) in found(text, tmp_path)


# With what is counted: two words of one speaker, and one of another.
COUNTED = (
    good(
        ("schema = 1", "schema = 2"),
        ('says = "yes"', 'says = "600 died, and 4,700 died or were wounded."'),
        ("[sources.a]", MEASURES + "[sources.a]"),
    )
    + 'amounts = { killed = "600", casualties = "4700" }\nlocator = "p. 1"\n'
    + """
[[events.claims]]
by = "russia"
stance = "confirms"
says = "Some 900 died."
date = "2024-12"
source = "b"
locator = "p. 2"
amounts = { killed = "900~" }

[[events.claims]]
by = "dprk"
stance = "asserts"
says = "About 2,000 were killed or wounded by Article 4 of 9 December 2024, in 24 months."
date = "2024-12"
source = "b"
locator = "p. 3"
amounts = { casualties = "2000~" }
"""
)


def test_a_file_whose_numbers_are_amounts_has_no_finding(tmp_path: Path) -> None:
    assert found(COUNTED, tmp_path) == []


@pytest.mark.parametrize(
    ("code", "field", "text"),
    [
        ("W301", "measures.losses", COUNTED.replace("[measures.killed]", LOSSES + "[measures.killed]")),
        ("W318", "claim 2.says", COUNTED.replace('amounts = { killed = "900~" }\n', "")),
        ("W319", "claim 2.amounts", COUNTED.replace('"900~"', '"950~"')),
        ("W319", "claim 2.amounts", COUNTED.replace('"900~"', '"900..1000"')),
        ("W319", "claim 2.amounts", COUNTED.replace('"900~"', '"900"')),
        ("W319", "claim 2.amounts", COUNTED.replace('"900~"', '"900.."')),
        ("W319", "claim 2.amounts", COUNTED.replace("Some 900", "At least 900")),
        ("W319", "claim 2.amounts", COUNTED.replace("Some 900", "More than 900").replace('"900~"', '"900.."')),
        ("W320", "claim 2.amounts", COUNTED.replace("900", "500")),
        ("W321", "claim 2.amounts", COUNTED.replace("900", "2,500", 1).replace("900", "2500")),
        ("W322", "claim 3", COUNTED.replace('locator = "p. 3"\n', "")),
    ],
)
def test_what_is_odd_about_a_number_is_named(code: str, field: str, text: str, tmp_path: Path) -> None:
    assert [(one, where) for one, _, where in found(text, tmp_path)] == [(code, field)]


def test_a_part_as_high_as_the_whole_that_is_marked_as_doubtful_is_no_finding(tmp_path: Path) -> None:
    text = COUNTED.replace("900", "2,500", 1).replace('"900~"', '{ value = "2500~?", why = "others count both" }')
    assert found(text, tmp_path) == []


@pytest.mark.parametrize(
    ("says", "amount"),
    [
        ("Over 900 died", ">900"),
        ("More than about 900 died", ">900~"),
        ("Up to 900 died", "..900"),
        ("Fewer than 900 died", "<900"),
        ("They hand over 900 dead", "900"),
        ("There are 900 dead", "900~"),
        ("At least 900 died, of 900 sent", "900"),
    ],
)
def test_how_exact_a_number_is_said_to_be_is_compared_where_it_is_said(says: str, amount: str, tmp_path: Path) -> None:
    text = COUNTED.replace("Some 900 died", says).replace('"900~"', f'"{amount}"')
    assert found(text, tmp_path) == []


def test_a_number_in_words_of_their_own_is_not_missed(tmp_path: Path) -> None:
    amounts = 'amounts = { killed = { value = "200..999?", words = "several hundred" } }'
    text = COUNTED.replace("Some 900 died", "Several hundred died").replace('amounts = { killed = "900~" }', amounts)
    assert found(text, tmp_path) == []
    assert [code for code, *_ in found(text.replace("Several hundred", "A few"), tmp_path)] == ["W319"]


def test_a_count_that_is_no_total_may_fall_and_be_as_high_as_another(tmp_path: Path) -> None:
    text = COUNTED.replace('counts = "cumulative"', 'counts = "in-part"')
    assert found(text.replace("900", "500"), tmp_path) == []
    assert found(text.replace("900", "2,500", 1).replace("900", "2500"), tmp_path) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("At least 1,500 were shipped.", ["1,500"]),
        ("16,613 tourist and 10,345 student visas in 2019.", ["16,613", "10,345"]),
        ("They met on 8 October 2024, and from 9 to 13 October.", []),
        ("Under Article 4 of resolution 2397, within 24 months, in round 2.", []),
        ("A KN-23 and a Hwasong-11, with 170-mm guns, by S/2024/215.", []),
        ("Those under 25 are home; the 65th exchange of a group under 25.", ["25"]),
        ("In 2024-25 and in March 2026.", []),
        ("Some 2,500 came in 2,025 boats.", ["2,500", "2,025"]),
        ("Growth of 3.1 percent after three years.", ["3.1"]),
    ],
)
def test_a_number_counts_unless_what_stands_beside_it_says_otherwise(text: str, numbers: list[str]) -> None:
    assert counting(text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("10,000 to 12,000", {10000, 12000}),
        ("4 to 6 million", {4, 6, 4_000_000, 6_000_000}),
        ("1.5 million shells, half of them duds", {1.5, 1_500_000, 50}),
        ("Nine million dollars", {9, 9_000_000}),
        ("over a million", {1, 1_000_000}),
        ("Eleven people and fifteen entities", {11, 15}),
        ("a dozen, or several hundred", {1, 12}),
        ("Twenty-one of 10k, 4-5,000 of 1만", {1, 21, 10, 10_000, 4, 4000, 5000}),
        ("10.000 men and 1 500 women, none of them home", {10, 10_000, 1500, 0}),
        ("$34.4m and 1,5 million", {34.4, 34_400_000, 1.5, 1_500_000}),
    ],
)
def test_the_numbers_of_a_text_are_those_in_digits_and_in_words(text: str, numbers: set[float]) -> None:
    assert numbers_in(text) == numbers


def test_a_good_file_has_no_finding(tmp_path: Path) -> None:
    assert found(GOOD, tmp_path) == []


def test_a_word_of_the_day_before_may_be_one_of_the_day_elsewhere(tmp_path: Path) -> None:
    assert found(good(('date = "2024-10-09"\nsource', 'date = "2024-10-07"\nsource')), tmp_path) == []


def test_a_deadline_may_be_announced_before_its_day(tmp_path: Path) -> None:
    text = GOOD.replace('kind = "event"', 'kind = "deadline"').replace(
        'date = "2024-10-08"\ntitle = "First"', 'date = "2024-12-01"\ntitle = "First"'
    )
    assert found(text, tmp_path) == []


def test_every_warning_has_a_test_here_and_every_code_is_used_in_the_source() -> None:
    import dprkru_timeline

    here = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(dprkru_timeline.__file__).parent.rglob("*.py")
        if path.name != "rules.py"
    )
    for code in RULES:
        assert f'"{code}"' in source, code
        if code.startswith("W"):
            assert f'"{code}"' in here, code
