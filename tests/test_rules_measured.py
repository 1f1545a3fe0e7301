"""What the new rules find in the first edition: every finding was looked at, and is a slip or a false alarm."""

from collections import Counter
from datetime import date

from dprkru_timeline.check.files import lint
from tests.conftest import DATA, EDITION_1

ROWS = [line.split("\t") for line in (DATA / "rules-edition-1.tsv").read_text(encoding="utf-8").splitlines()[1:]]
CODES = ("W323", "W324", "W325", "W326", "W327", "W328", "W330", "W331", "W332", "W333")


def test_each_finding_was_judged_and_each_judged_is_found() -> None:
    _, problems = lint((str(EDITION_1),), date(2026, 11, 25))
    found = {
        (problem.code, problem.event or problem.field.split(".")[1]) for problem in problems if problem.code in CODES
    }
    assert found == {(code, entry) for code, entry, *_ in ROWS}


def test_no_rule_gives_a_false_alarm_in_five_findings() -> None:
    for code in CODES:
        verdicts = [verdict for one, _, verdict, *_ in ROWS if one == code]
        assert verdicts.count("false alarm") * 5 <= len(verdicts), code


def test_at_most_one_finding_in_twelve_is_a_false_alarm() -> None:
    verdicts = Counter(verdict for _, _, verdict, *_ in ROWS)
    assert set(verdicts) == {"slip", "false alarm"}
    assert verdicts["false alarm"] * 12 <= len(ROWS)
    assert all(len(row) > 3 and row[3] for row in ROWS if row[2] == "false alarm")
