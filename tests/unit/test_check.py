"""Each warning fires on the slip that it is for, at its line, and on nothing else in a good file."""

from datetime import date
from pathlib import Path

import pytest

from dprkru_timeline.lint import lint
from dprkru_timeline.rules import RULES

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


@pytest.mark.parametrize(
    ("code", "line", "field", "text"),
    [
        ("W301", 11, "actors.extra", GOOD.replace("[actors.russia]", '[actors.extra]\nname = "X"\nkind = "state"\n[actors.russia]')),
        ("W302", 30, "title", GOOD.replace('"First"', f'"{"x" * 81}"')),
        ("W303", 31, "summary", GOOD.replace('summary = "s"', f'summary = "{"x" * 601}"')),
        ("W304", 47, "date", GOOD + SECOND.replace("2024-10-08", "2024-10-07").replace('"First"', '"Other words"')),
        ("W305", 35, "status", GOOD.replace('"confirmed"', '"claimed"')),
        ("W306", 43, "claim 1.date", GOOD.replace('date = "2024-10-09"\nsource', 'date = "2024-10-07"\nsource')),
        ("W307", 36, "sources", GOOD.replace('date = "2024-10-08"\ntitle = "First"', 'date = "2024-10-09"\ntitle = "First"').replace('date = "2024-10-09"\nkind', 'date = "2024-10-08"\nkind')),
        ("W308", 48, "title", GOOD + SECOND.replace('"First"', '"first"')),
        ("W309", 36, "sources", GOOD.replace('["a", "b"]', '["b"]').replace('source = "b"', 'source = "a"')),
        ("W310", 35, "status", GOOD[: GOOD.index("[[events.claims]]")].replace('"confirmed"', '"claimed"').replace('"a", "b"', '"a"').replace("[sources.b]", "[sources.b]")),
        ("W311", 21, "sources.b", GOOD.replace('date = "2024-10-09"\nkind', "kind")),
        ("W312", 5, "chronology.edition", GOOD.replace("edition = 2026-01-01", "edition = 2026-02-01")),
        ("W312", 37, "verified", GOOD.replace("verified = 2026-01-01", "verified = 2026-02-01")),
        ("W313", 27, "", GOOD.replace("verified = 2026-01-01\n", "")),
        ("W314", 33, "", GOOD.replace("schema = 1\n", "schema = 1\n").replace('actors = ["dprk", "russia"]', 'links = [{ rel = "follows",\n to = "second" }]\nactors = ["dprk", "russia"]') + SECOND.replace('"First"', '"Other words"')),
        ("W315", 30, "title", GOOD.replace('"First"', '"Fi\u00adrst"')),
        ("W316", 48, "link 2", GOOD + '[[events.links]]\nrel = "follows"\nto = "second"\n[[events.links]]\nrel = "follows"\nto = "second"\n' + SECOND.replace('"First"', '"Other words"')),
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
