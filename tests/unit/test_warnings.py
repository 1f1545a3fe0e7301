"""Each warning fires on the slip that it is for, at its line, and on nothing else in a good file."""

from datetime import date
from pathlib import Path

import pytest

from dprkru_timeline.check.files import lint
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
        ("W306", 43, "claim 1.date", good(('date = "2024-10-09"\nsource', 'date = "2024-10-07"\nsource'))),
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


def test_a_good_file_has_no_finding(tmp_path: Path) -> None:
    assert found(GOOD, tmp_path) == []


def test_a_deadline_may_be_announced_before_its_day(tmp_path: Path) -> None:
    text = GOOD.replace('kind = "event"', 'kind = "deadline"').replace(
        'date = "2024-10-08"\ntitle = "First"', 'date = "2024-12-01"\ntitle = "First"'
    )
    assert found(text, tmp_path) == []


def test_every_warning_has_a_test_here_and_every_code_is_used_in_the_source() -> None:
    import dprkru_timeline

    here = Path(__file__).read_text(encoding="utf-8")
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(dprkru_timeline.__file__).parent.rglob("*.py")
        if path.name != "rules.py"
    )
    for code in RULES:
        assert f'"{code}"' in source, code
        if code.startswith("W"):
            assert f'"{code}"' in here, code
