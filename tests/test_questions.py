"""Ten questions that an expert would ask, each answered by one command of ``docs/questions.md``.

The answers were written by hand from what the pages of the record say, not from the program's output: who, when, how
many, each number as its speaker gave it. What comes in later may stand between them.
"""

import re
import shlex
from typing import NamedTuple

import pytest

from tests.conftest import ROOT, Run

pytestmark = pytest.mark.usefixtures("published")


class Answer(NamedTuple):
    """What a line of an answer holds, in order, and what no line may hold."""

    lines: tuple[tuple[str, ...], ...]
    never: tuple[str, ...] = ()


ANSWERS = {
    "Whom has Kim Jong Un received from Russia in 2025?": Answer(
        (
            ("2025-03-21", "Shoigu meets Kim"),
            ("2025-06-04", "Shoigu meets Kim"),
            ("2025-06-17", "Shoigu meets Kim"),
            ("2025-06-28/2025-06-29", "culture minister"),
            ("2025-07-11/2025-07-13", "Lavrov meets Kim"),
            ("2025-08-14", "Volodin meets Kim"),
            ("2025-10-08/2025-10-10", "Medvedev"),
            ("2025-10-08/2025-10-10", "Khinshtein meets Kim"),
        ),
        never=("Beijing", "Belousov", "2024-", "Rudenko", "embassy"),
    ),
    "How many North Korean soldiers have been killed, and who counts?": Answer(
        (
            ("killed", "2025-01-24", "about a quarter of about 4,000", "UK Ministry of Defence"),
            ("killed", "2025-02-14", "two thirds of more than 4,000", "Zelensky"),
            ("casualties", "2025-06-15", "more than 6,000", "UK Ministry of Defence"),
            ("killed", "2025-09-02", "about 2,000", "South Korean intelligence"),
            ("casualties", "2026-02-12", "about 6,000", "South Korean intelligence"),
        ),
        never=("about 600 ", "about 300 "),  # earlier words of a speaker who counted again
    ),
    "How many containers has North Korea sent?": Answer(
        (
            ("2023-10-13", "more than 1,000", "White House"),
            ("2024-09-04", "more than 16,500", "US State Department"),
            ("2025-04-15", "nearly 16,000", "Reuters"),
            ("2025-05-07", "more than 24,000", "United States"),
            ("2025-05-29", "more than 20,000", "Multilateral Sanctions Monitoring Team"),
            ("2025-07-13", "about 28,000", "South Korean Defense Intelligence Agency"),
        )
    ),
    "Has Pyongyang denied arms deals, and in which words?": Answer(
        (
            ("2022-11-07", "never had arms dealings with Russia"),
            ("2022-12-23", "arms dealings with Russia never happened"),
            ("2024-05-17", "Kim Yo Jong", "most absurd paradox"),
        ),
        never=("korean-war",),
    ),
    "What did Moscow say of the troops before it acknowledged them?": Answer(
        (
            ("2024-10-10", "Peskov denies it", "fake"),
            ("2024-10-24", "Putin neither confirms nor denies it"),
            ("2024-10-30", "Nebenzia denies it", "barefaced lies"),
            ("2025-04-26", "Gerasimov confirms it"),
        )
    ),
    "In which votes of the General Assembly did North Korea stand with Russia?": Answer(
        (
            ("2022-03-02", "invasion"),
            ("2022-03-24", "aid access"),
            ("2022-04-07", "Human Rights Council"),
            ("2022-10-12", "annexation"),
            ("2022-11-14", "reparations"),
            ("2023-02-23", "a year into the invasion"),
            ("2025-02-24", "North Korea and the US vote with Russia"),
            ("2025-12-03", "Ukrainian children"),
            ("2026-02-24", "fourth anniversary"),
        ),
        never=("Security Council",),
    ),
    "What does Beijing say?": Answer(
        (
            ("2024-06-20", "two sovereign states"),
            ("2024-10-24", "not aware of the situation"),
            ("2024-11-01", "solely up to them"),
            ("2025-04-28", "neither confirms nor denies it"),
            ("2025-05-07", "get its facts straight"),
        )
    ),
    "How many bodies have been handed over since Istanbul?": Answer(
        (
            ("bodies-to-ukraine", "2025-06-16", "6,057", "Ukrainian POW Coordination Headquarters"),
            ("bodies-to-ukraine", "2025-06-16", "6,060", "Medinsky"),
            ("bodies-to-russia", "2025-07-17", "19", "Medinsky"),
            ("bodies-to-ukraine", "2025-12-19", "1,003", "Ukrainian POW Coordination Headquarters"),
            ("bodies-to-ukraine", "2025-12-19", "1,000", "Medinsky"),
            ("bodies-to-russia", "2026-01-29", "38", "Medinsky"),
            ("bodies-to-ukraine", "2026-02-26", "1,000", "Medinsky"),
        )
    ),
    "How many North Korean workers does Russia want?": Answer(
        (
            ("2022-09-15", "20,000 to 50,000", "Khusnullin"),
            ("2023-12-21", "about 2,000", "Kolmakov"),
            ("2025-06-19", "25,000", "NHK"),
            ("2025-08-12", "more than 50,000", "South Korea"),
            ("2025-11-14", "about 12,000", "Ukrainian military intelligence"),
            ("2026-01-12", "up to 40,000", "US State Department"),
        )
    ),
    "Does Moscow still ask for denuclearization?": Answer(
        (
            ("2024-03-13", "Putin", "own nuclear umbrella"),
            ("2024-09-26", "Lavrov", "closed issue"),
            ("2025-07-12", "Lavrov", "understands the reasons"),
            ("2025-12-21", "Zakharova", "lost all meaning"),
        ),
        never=("satellite", "parade"),
    ),
}


def documented() -> dict[str, str]:
    """Return the command of each question of the page."""
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^## (.+)\n\n```console\n\$ (timeline .+)$", page, re.MULTILINE))


def test_each_question_of_the_page_has_one_command_and_an_answer_here() -> None:
    assert list(documented()) == list(ANSWERS)
    assert len(ANSWERS) == 10


@pytest.mark.parametrize("question", ANSWERS)
def test_one_command_answers_with_what_the_sources_say(run: Run, question: str) -> None:
    result = run(*shlex.split(documented()[question])[1:], file=None)
    assert (result.code, result.err) == (0, "")
    rest = iter(result.lines)
    for wanted in ANSWERS[question].lines:
        assert any(all(word in line for word in wanted) for line in rest), (wanted, result.out)
    for word in ANSWERS[question].never:
        assert word not in result.out
