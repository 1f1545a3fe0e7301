"""Whose numbers differ, what they come to, and that no number of a later day is shown on an earlier one."""

import zipfile
from collections.abc import Iterable
from datetime import date, timedelta
from io import BytesIO, TextIOWrapper

import pytest
from pyarrow import parquet

from dprkru_timeline.amount import number_text
from dprkru_timeline.answers.documents import dumps
from dprkru_timeline.answers.lookups import info_document
from dprkru_timeline.answers.tables import claims_table, figures_table
from dprkru_timeline.asof import as_known_on
from dprkru_timeline.chronology import Chronology, every_saying
from dprkru_timeline.derive.brief import briefing
from dprkru_timeline.figures import (
    Block,
    blocks,
    latest_only,
    latest_words,
    part_as_high,
    points,
    related,
)
from dprkru_timeline.formats import FORMATS, Options, writer
from dprkru_timeline.formats.tables import write_table
from dprkru_timeline.model import Figure
from dprkru_timeline.odds import differing
from dprkru_timeline.render.brief import brief_lines
from dprkru_timeline.render.claims import claims_lines, claims_oneline, claims_table_lines
from dprkru_timeline.render.figures import figures_lines
from dprkru_timeline.render.figures_table import figures_oneline, overview_lines
from dprkru_timeline.render.info import info_lines
from dprkru_timeline.render.lines import plain
from dprkru_timeline.render.timeline import timeline_lines
from dprkru_timeline.store.load import load
from dprkru_timeline.words.findings import finding, sentences
from tests.conftest import DATA


@pytest.fixture(scope="module")
def chronology() -> Chronology:
    return load(str(DATA / "figures.toml"))


def block_of(chronology: Chronology, measure: str) -> Block:
    return next(one for one in blocks(chronology, points(every_saying(chronology))) if one.measure.id == measure)


def test_parties_stand_by_their_newest_word_and_speak_with_one_voice(chronology: Chronology) -> None:
    killed = block_of(chronology, "killed")
    assert [series.party for series in killed.series] == ["east", "isles", "south", "agency"]
    casualties = block_of(chronology, "casualties")
    south = next(series for series in casualties.series if series.party == "south")
    assert south.speakers == ("south-intelligence", "south-chiefs")
    assert south.latest.figure.amount == "6000~"


def test_the_last_words_stand_newest_first_and_those_in_doubt_last(chronology: Chronology) -> None:
    words = latest_words(block_of(chronology, "killed"))
    assert [(point.party, point.amount.doubtful) for point in words] == [
        ("south", False),
        ("isles", False),
        ("agency", True),
        ("east", True),
    ]


@pytest.mark.parametrize(
    ("measure", "differ"),
    [
        ("killed", True),  # 4,000 in January is above 2,000 in September
        ("casualties", False),  # about 6,000 is not less than more than 6,000
        ("troops-present", False),  # at least 3,000 may be about 12,000
        ("containers", False),  # an older number may be smaller
        ("shells-sent", False),
        ("oil", True),  # of one year
        ("prisoners", True),  # of one exchange
        ("killed-in-part", False),
        ("workers-wanted", False),
    ],
)
def test_words_differ_by_what_the_measure_counts(chronology: Chronology, measure: str, differ: bool) -> None:
    assert bool(differing(block_of(chronology, measure))) is differ


def changed(chronology: Chronology, measure: str, amounts: dict[str, tuple[str, str]], counts: str = "") -> Chronology:
    """Return the chronology with other amounts of a measure, by event, each as of a time."""
    from dprkru_timeline.edtf import parse_edtf

    events = []
    for event in chronology.events:
        claims = [
            claim._replace(
                amounts=(Figure(measure, amounts[event.id][0]),), amounts_as_of=parse_edtf(amounts[event.id][1])
            )
            if event.id in amounts and place == 0
            else claim._replace(amounts=tuple(one for one in claim.amounts if one.measure != measure))
            for place, claim in enumerate(event.claims)
        ]
        events.append(event._replace(claims=tuple(claims)))
    measures = dict(chronology.measures)
    if counts:
        measures[measure] = measures[measure]._replace(counts=counts)
    return chronology.replaced(events=tuple(events), measures=measures)


@pytest.mark.parametrize(
    ("counts", "south", "isles", "differ"),
    [
        ("cumulative", ("300", "2025-01-13"), ("1000", "2025-01-24"), True),  # one month
        ("cumulative", ("300", "2025-01-13"), ("1000", "2025-02-24"), False),  # it may have grown
        ("cumulative", ("1200", "2025-01-13"), ("1000", "2025-04-24"), True),  # it can't have fallen
        ("cumulative", ("300..", "2025-01-13"), ("1000", "2025-01-24"), False),
        ("cumulative", ("..300", "2025-01-13"), (">300", "2025-01-24"), True),
        ("cumulative", ("300~", "2025-01-13"), (">300", "2025-01-24"), False),
        ("at-the-time", ("8000", "2025-01-13"), ("11000", "2025-04-10"), True),
        ("at-the-time", ("8000", "2025-01-13"), ("11000", "2025-04-30"), False),
        ("per-year", ("5", "2023"), ("6", "2023"), True),
        ("per-year", ("5", "2023"), ("6", "2024"), False),
        ("per-event", ("5", "2023"), ("6", "2023"), False),  # of two events
        ("in-part", ("300", "2025-01-13"), ("1000", "2025-01-24"), False),
        ("planned", ("300", "2025-01-13"), ("1000", "2025-01-24"), False),
    ],
)
def test_two_words_differ_only_where_both_can_t_be_so(
    chronology: Chronology, counts: str, south: tuple[str, str], isles: tuple[str, str], differ: bool
) -> None:
    amounts = {"second-count": south, "isles-count": isles}
    block = block_of(changed(chronology, "killed", amounts, counts), "killed")
    assert bool(differing(block)) is differ


def test_a_part_as_high_as_a_whole_is_named_and_not_where_the_whole_was_said_long_before(
    chronology: Chronology,
) -> None:
    found = blocks(chronology, points(every_saying(chronology)))
    (over,) = part_as_high(chronology, found)
    assert (over.point.party, [one.party for one in over.wholes]) == ("agency", ["isles", "south"])
    said = " ".join(sentences(chronology, found))
    assert "The Agency's at least 6,000, doubtful is as high as what Isles and South count for all “Soldiers" in said
    until = as_known_on(chronology, date(2025, 12, 31))
    (early,) = part_as_high(until, blocks(until, points(every_saying(until))))
    assert [one.party for one in early.wholes] == ["isles"]  # within half a year; South's 4,700 is less than 6,000 too
    assert "South" not in [one.party for one in early.wholes]


def test_a_title_says_the_newest_word_that_is_not_in_doubt_or_that_they_differ(chronology: Chronology) -> None:
    by_id = {one.measure.id: one for one in blocks(chronology, points(every_saying(chronology)))}
    assert finding(chronology, [by_id["killed"]])[0] == "Soldiers killed: the latest words differ"
    title, below = finding(chronology, [by_id["containers"]])
    assert title == "Containers shipped: East said under 2,000 (30 Apr 2025)"
    assert below == "Others: South more than 20,000 (23 Oct 2024)."
    assert finding(chronology, [by_id["killed-in-part"]])[0] == "Soldiers killed in one action"


def test_each_speaker_s_last_word_is_of_each_measure(chronology: Chronology) -> None:
    last = latest_only(chronology, points(every_saying(chronology)))
    keys = [(point.saying.claim.by, point.figure.measure) for point in last]
    assert len(set(keys)) == len(keys)
    assert ("south-intelligence", "2000~") in [(one.saying.claim.by, one.figure.amount) for one in last]


def test_measures_near_those_shown_are_their_parts_their_wholes_and_those_of_one_first_word(
    chronology: Chronology,
) -> None:
    assert {one.id for one in related(chronology, ["killed"])} == {"casualties", "killed-in-part"}
    assert {one.id for one in related(chronology, ["oil"])} == set()


# As of a day.

START = 1_000_003


def marked(chronology: Chronology) -> tuple[Chronology, dict[int, date]]:
    """Return the chronology with a number of its own in each amount, and from which day each may be shown."""
    numbers: dict[int, date] = {}
    events = []
    for event in chronology.events:
        claims = []
        for claim in event.claims:
            amounts = []
            for figure in claim.amounts:
                number = START + 1117 * len(numbers)
                numbers[number] = claim.date.latest or date.max
                amounts.append(Figure(figure.measure, f"{number}?", why=f"the reason of {number}"))
            says = "; ".join(f"{one.amount.rstrip('?')} is said" for one in amounts) or claim.says
            claims.append(claim._replace(amounts=tuple(amounts), says=says))
        events.append(event._replace(claims=tuple(claims), summary="A summary.", title=f"Title of {event.id}"))
    return chronology.replaced(events=tuple(events)), numbers


def everything(known: Chronology) -> Iterable[tuple[str, str]]:
    """Yield what every format and view writes of a chronology, with its name."""
    sayings = every_saying(known)
    found = points(sayings)
    for one in FORMATS:
        yield one.name, _text(lambda out, one=one: writer(one).write(known, out, Options()))
        if one.has_tables:
            for table in (claims_table(sayings), figures_table(known, found)):
                yield (
                    f"{table.what}.{one.name}",
                    _text(lambda out, one=one, table=table: write_table(one, table, out, Options())),
                )
    yield "info.json", dumps(info_document(known, known.events))
    views = {
        "figures": figures_lines(sayings, found, 80),
        "overview": overview_lines(sayings, found, 80),
        "oneline": figures_oneline(sayings, found, by_measure=False),
        "claims": claims_lines(sayings, 80, full=True),
        "claims table": claims_table_lines(sayings, 80),
        "claims oneline": claims_oneline(sayings, 0),
        "show": timeline_lines(known, 80, full=True),
        "brief": brief_lines(known, briefing(known), 80),
        **{f"info {event.id}": info_lines(known, event, 80) for event in known.events},
    }
    for name, lines in views.items():
        yield name, "\n".join(map(plain, lines))


def _text(write: object) -> str:
    out = BytesIO()
    with TextIOWrapper(out, "utf-8", newline="", write_through=True) as text:
        write(text)  # type: ignore[operator]
        text.flush()
        return _unpacked(out.getvalue())


def _unpacked(data: bytes) -> str:
    """Return a file as text: the parts of an archive, the rows of a table."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if data.startswith(b"PAR1"):
        return str(parquet.read_table(BytesIO(data)).to_pylist())
    return data.decode("utf-8", "replace")


@pytest.mark.thorough
@pytest.mark.parametrize("shift", [0, 1])
def test_no_format_and_no_view_shows_a_number_before_it_was_said(chronology: Chronology, shift: int) -> None:
    whole, numbers = marked(chronology)
    days = {day - timedelta(days=shift) for day in numbers.values()}
    seen: set[int] = set()
    for day in sorted(days):
        known = as_known_on(whole, day)
        for name, text in everything(known):
            for number, said in numbers.items():
                forms = (str(number), number_text(number))
                if any(form in text for form in forms):
                    assert said <= day, f"{number} of {said} as of {day} in {name}"
                    seen.add(number)
            assert "the reason of" not in text, name
    assert shift or seen == set(numbers)  # each is shown from its day on


@pytest.mark.thorough
def test_as_of_any_day_the_shipped_file_has_no_later_amount(published: Chronology) -> None:
    days = sorted({claim.date.latest for event in published.events for claim in event.claims if claim.date.latest})
    for day in days:
        known = as_known_on(published, day)
        for event in known.events:
            for claim in event.claims:
                assert claim.date.latest is not None
                assert claim.date.latest <= day
                assert all(not figure.why for figure in claim.amounts)
        held = {figure.measure for event in known.events for claim in event.claims for figure in claim.amounts}
        assert held <= set(known.measures)
        assert set(known.measures) == {whole for one in held for whole in published.wholes("measure", one)}
        assert not any(measure.description for measure in known.measures.values())
