"""A table of queries and the events they find, over the mini chronology."""

import re
from datetime import date

import pytest

from dprkru_timeline.chronology import Chronology
from dprkru_timeline.edtf import is_exact
from dprkru_timeline.errors import TimelineError, UnknownName, UsageError
from dprkru_timeline.model import EventKind, Status
from dprkru_timeline.query.expr import FIELDS, Field, Is, Query, Text
from dprkru_timeline.query.parse import build_query, parse_query
from dprkru_timeline.query.search import finder
from dprkru_timeline.query.select import select, unfound_words
from dprkru_timeline.query.words import query_text
from dprkru_timeline.session.settings import View
from dprkru_timeline.text import cells, matches
from dprkru_timeline.words.event import match_word
from tests.conftest import Run

TODAY = date(2026, 1, 15)


def ids(chronology: Chronology, text: str) -> list[str]:
    return [event.id for event in select(chronology, parse_query(text, today=TODAY)).events]


def test_the_roll_up_and_exact(mini: Chronology) -> None:
    rolled = select(mini, build_query({"actor": ["russia"]}, "", TODAY))
    exact = select(mini, build_query({"actor": ["russia"]}, "", TODAY, {"exact": True}))
    assert {event.id for event in rolled.events} - {event.id for event in exact.events} == {"pact"}


def test_repetition_is_and_comma_is_or(mini: Chronology) -> None:
    both = select(mini, build_query({"takes-part": ["dprk", "kremlin"]}, "", TODAY))
    either = select(mini, build_query({"takes-part": ["kyiv,kremlin"]}, "", TODAY))
    assert [event.id for event in both.events] == ["pact"]
    assert [event.id for event in either.events] == ["pact", "markup"]


def test_possible_matches_are_marked_and_certain_drops_them(mini: Chronology) -> None:
    found = select(mini, parse_query("since:2024-12-09 until:2024-12-10", today=TODAY))
    assert {event.id: match_word(found, event) for event in found.events} == {
        "deployment": "ongoing",
        "unknown-end": "possible",
    }  # one-of-two is the 8th or the 11th: surely on neither day asked for
    certain = select(mini, build_query({"since": ["2017-12"], "until": ["2017-12"]}, "", TODAY, {"certain": True}))
    assert [event.id for event in certain.events] == ["resolution"]


def test_limits(mini: Chronology) -> None:
    everything = [event.id for event in mini.events]

    def asked(**how: object) -> list[str]:
        return [event.id for event in select(mini, Query(**how)).events]  # type: ignore[arg-type]

    assert asked(limit=2) == everything[:2]
    assert asked(limit=2, reverse=True) == everything[::-1][:2]
    assert asked(last=2) == everything[-2:]
    assert asked(last=2, reverse=True) == everything[-2:][::-1]
    assert asked(limit=10**20) == everything


def test_options_and_words_build_the_same_tree() -> None:
    words = parse_query('actor:dprk,china since:2024-06 "student visas" key:yes', today=TODAY)
    options = build_query({"actor": ["dprk,china"], "since": ["june 2024"]}, '"student visas" key:yes', TODAY)
    assert words == options
    assert hash(words) == hash(options)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("ACTOR:DPRK", "actor:dprk"),
        ("actor:북한", "actor:dprk"),
        ('actor:"North Korea"', "actor:dprk"),
        ("since:90d", "since:2025-10-17"),
        ('"sending workers" theme:labour', '"sending workers" theme:labor'),
    ],
)
def test_the_normal_form_has_ids_and_dates_and_reads_back(mini: Chronology, typed: str, normal: str) -> None:
    answer = select(mini, parse_query(typed, today=TODAY))
    assert answer.selection
    assert answer.selection.query == normal
    again = select(mini, parse_query(normal, today=TODAY))
    assert again.events == answer.events


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["student visas"], '"student visas"'),
        (["actor:North Korea"], 'actor:"North Korea"'),
        (["not:actor:North Korea"], 'not:actor:"North Korea"'),
        (["actor:North Korea, China"], 'actor:"North Korea","China"'),
        (["actor:dprk theme:labor"], "actor:dprk theme:labor"),
        (["theme:labor", "x"], "theme:labor x"),
        (['"a b" c'], '"a b" c'),
        (["(actor:china or actor:japan) theme:labor"], "(actor:china or actor:japan) theme:labor"),
        (["(", "visas", "or", "students", ")"], "( visas or students )"),
        (["not visas"], "not visas"),
        (["not:theme:labor x"], 'not:theme:"labor x"'),
        (["x theme:labor"], "x theme:labor"),
        (["-theme:labor since:2024"], "-theme:labor since:2024"),
        (["visas or students"], "visas or students"),
        (["theme:labor or kursk"], "theme:labor or kursk"),
        (["kursk (theme:labor or visas)"], "kursk (theme:labor or visas)"),
        (["x not:(a b)"], "x not:(a b)"),
        ([" "], '" "'),
    ],
)
def test_the_shell_has_taken_the_quotes(words: list[str], text: str) -> None:
    assert query_text(words, date(2026, 11, 25)) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nosuch:x", 'no field "nosuch"'),
        ("thema:labor", "did you mean theme:?"),
        ("actor:", "actor: has no value"),
        ("actor:,", "actor: has no value"),
        ("status:confirmd", "did you mean confirmed?"),
        ("kind:evnt", "did you mean event?"),
        ("since:2025-02-30", "since: "),
        ("since:03/04/2024", "can be read with the day or the month first"),
        ("since:2025 until:2024", "lies after"),
        ("since:2024 since:2025", "since is given twice"),
        ("status:claimed status:disputed", "status:claimed,disputed"),
        ('"unclosed', "is not closed"),
        ("-visas", "write not:visas"),
        ("thme:labor theme:x", "did you mean theme:?"),
        ("a or", "stands between two terms"),
        ("or a", "stands between two terms"),
        ("a or or b", "stands between two terms"),
        ("a and and b", "stands between two terms"),
        ("(and a)", "stands between two terms"),
        ("not:", "nothing to leave out"),
        ("not", "nothing to leave out"),
        ("not or", "nothing to leave out"),
        ("(a", "is not closed"),
        ("()", "a bracket with nothing in it"),
        ("(a) or (certain:yes)", "holds for the whole query"),
        ("a or certain:yes", "only settings on one side"),
        ("not:certain:yes", "holds for the whole query"),
        ("theme:*", "asks for everything"),
        ("actor:**", "asks for everything"),
        ("theme:(labor or arms)", "takes no bracket"),
        ("missing:themes", "did you mean theme?"),
        ("stance:deny", "did you mean denies?"),
        ("status:x*", 'no status "x*"'),
        ("certain:maybe", 'no certain "maybe"'),
        ("limit:five", "no whole number"),
        ("status:unconfirmed", "write status:reported,claimed,disputed,assessed,withdrawn"),
        ("kind:non-report", "for what is not, write not:kind:report"),
        ("limit:0", "no number of events"),
        ("last:0", "no number of events"),
        ("last:1 limit:1", "both given"),
        ("limit:1 limit:2", "given twice"),
        ("as-of:", "has no value"),
        ("as-of:2030", "lies ahead"),
        ("as-of:2024/..", "has no last day"),
        ("as-of:03/04/2024", "as-of: "),
        ("(" * 60 + "a" + ")" * 60, "one bracket too many"),
        ("(status:claimed status:disputed) or x", "given twice"),
        ("-", "nothing to search for"),
        ("*", "nothing to search for"),
        ("since:" + "9" * 1000, "since: "),
    ],
)
def test_mistakes_teach(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_query(text, today=TODAY)
    assert message in f"{caught.value.message} {caught.value.help}"


@pytest.mark.parametrize("limits", [{"limit": 0}, {"limit": -5}, {"last": 0}, {"limit": 1, "last": 1}])
def test_impossible_limits(limits: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        build_query({}, "", TODAY, limits)


@pytest.mark.parametrize(
    "name", ["drpk", "'; DROP TABLE events;--", "%", "../../etc/passwd", "x" * 100_000, "[/]", "\x1b]0;pwn\x07"]
)
def test_an_unknown_name_is_an_error_never_an_empty_answer(mini: Chronology, name: str) -> None:
    with pytest.raises(UnknownName) as caught:
        select(mini, Query(terms=(Is("actor", (name,)),)))
    assert len(str(caught.value)) < 200
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("text", ["NEAR(a b)", "^$.*(a+)+$" + "a" * 200, "a* OR b", "%_"])
def test_text_is_text(mini: Chronology, text: str) -> None:
    try:
        answer = select(mini, Query(terms=(Text(text),)))
    except TimelineError:
        return
    assert len(answer.events) == 0


def test_british_and_american_endings_match(edition_1: Chronology) -> None:
    assert ids(edition_1, "labour") == ids(edition_1, "labor") != []
    assert ids(edition_1, "defence") == ids(edition_1, "defense") != []


def test_a_word_that_occurs_nowhere_is_named(mini: Chronology) -> None:
    (unfound,) = unfound_words(mini, parse_query("wrokers", today=TODAY))
    assert unfound.word == "wrokers"
    assert "workers" in unfound.nearest


def test_a_range_past_the_edition_is_noted(mini: Chronology) -> None:
    def beyond(text: str) -> bool:
        selection = select(mini, parse_query(text, today=TODAY)).selection
        return bool(selection and selection.beyond_edition)

    assert beyond("until:2026-06")
    assert beyond("since:2026-01-01")
    assert not beyond("since:2024")
    assert not beyond("until:2025-12")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("since:../2019", "is open on that side"),
        ("until:2019/..", "is open on that side"),
        ("on:2019/", "has an end that is not known"),
        ("since:[2024-10-08,2024-10-11]", "is a set of dates"),
        ("on:2024-X1", "don't follow each other"),
        ("on:201X-22", "don't follow each other"),
        ("_", "has nothing to search for"),
    ],
)
def test_a_date_that_filters_nothing_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_query(text)
    assert reason in caught.value.message


def test_a_set_asks_for_each_of_its_dates(mini: Chronology) -> None:
    days = [event for event in mini.events if is_exact(event.date) and event.date.earliest == event.date.latest]
    first, last = days[0], days[-1]
    asked = parse_query(f"on:[{first.date},{last.date}]")._replace(certain=True)
    found = select(mini, asked).events
    assert first in found
    assert last in found
    assert not [event for event in days if event in found and str(event.date) not in (str(first.date), str(last.date))]


@pytest.mark.parametrize("typed", ['a"b c"', 'x"y z', 'actor:dp"rk"', '"a b"c'])
def test_quotes_inside_a_word_survive_the_normal_form(typed: str) -> None:
    try:
        query = parse_query(typed)
    except UsageError:
        return
    assert parse_query(str(query)) == query


def test_last_is_exactly_that_many(mini: Chronology) -> None:
    for number in (1, 2, len(mini.events)):
        found = select(mini, Query(last=number)).events
        assert found == mini.events[-number:]


@pytest.mark.parametrize(
    ("words", "text", "holds"),
    [
        ("analyse", "analyzes", True),
        ("analyzing", "analysing", True),
        ("labour", "labor", True),
        ("동자", "노동자", True),
        ("abor", "labor", False),
        ("one two", "one | two", False),
        ("troops’ return", "troops return", True),
    ],
)
def test_what_a_word_finds(words: str, text: str, holds: bool) -> None:
    assert finder(Chronology(title="t", edition=date(2025, 1, 1)), words)(f" {text}") is holds


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("actor:dprk thme:labor since:2024", "thme:labor"),
        ("actor:dprk since:2024-13 x", "2024-13"),
        ('x "student visas', '"'),
        ("(visas or students", "("),
        ("visas or", "or"),
        ("not:(visas (theme:labor or))", "or"),
        ("북한 thme:labor", "thme:labor"),
        ("x " * 100 + "thme:labor" + " y" * 100, "thme:labor"),
    ],
)
def test_a_caret_stands_under_the_mistake(text: str, marked: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_query(text, today=TODAY)
    typed, carets = caught.value.excerpt.split("\n")
    start = len(carets) - len(carets.lstrip())
    under = [place for place in range(len(typed)) if start <= cells(typed[:place]) < cells(carets)]
    assert "".join(typed[place] for place in under) == marked
    assert cells(typed) < 110


def test_a_name_that_is_not_known_is_marked_too(run: Run) -> None:
    result = run("show", "theme:labor", "actor:drpk")
    assert result.code == 2
    assert result.err.splitlines()[1:3] == ["    theme:labor actor:drpk", " " * 22 + "^^^^"]


def test_bounds_of_several_dates_are_asked_together(mini: Chronology) -> None:
    """A set of two days lies in no range between them, however the range is asked for."""
    for text in ("since:2024-12-09 until:2024-12-10", "on:2024-12-09/2024-12-10", "on:2024-12-09 or on:2024-12-10"):
        assert not [event for event in select(mini, parse_query(text)).events if event.id == "one-of-two"]
    everything = select(mini, parse_query("since:2024 or until:2023 certain:yes"))
    assert len(everything) == len(mini)
    assert not everything.selection or not everything.selection.possible


def test_a_query_is_a_tree_whose_groups_are_told_apart() -> None:
    every, either = parse_query("not:(a b)"), parse_query("not:(a or b)")
    assert every != either
    assert len({every, either}) == 2
    assert len(parse_query("not:(a b) not:(a or b)").terms) == 2
    assert parse_query("a (b (c d))") == parse_query("a b c d a")
    assert parse_query("not:not:not:a") == parse_query("not a")


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("arm*", "arms", True),
        ("*arm", "alarm", True),
        ("a*m*s", "arms", True),
        ("arms*s", "arms", False),
        ("a*a", "a", False),
        ("*", "", True),
        ("ab*ab", "ab", False),
        ("a*b*a*b", "aabb", False),
        ("a" * 30 + "*" * 50 + "b", "a" * 200, False),
    ],
)
def test_patterns(pattern: str, name: str, fits: bool) -> None:
    assert matches(pattern, name) is fits


def test_a_pattern_that_fits_nothing_is_an_error(mini: Chronology) -> None:
    for text in ("theme:x*", "actor:*zz*", "source:q*", "id:zzz*", "by:q*"):
        with pytest.raises(UnknownName):
            select(mini, parse_query(text))


def test_a_name_that_only_later_knowledge_has_is_no_error(run: Run) -> None:
    for query in ("id:defense-pact as-of:2024-01", "id:pow-* as-of:2024-01", "source:reuters as-of:1990"):
        result = run("show", *query.split(), file=None)
        assert result.code == 0
        assert "without as-of:" in result.err


def test_what_stands_in_brackets_side_by_side_is_checked_as_one() -> None:
    for text in ("(a since:2024) since:2025 or b", "(status:claimed x) status:disputed"):
        with pytest.raises(UsageError, match="given twice"):
            parse_query(text, today=TODAY)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("status:claimed,", "disputed"), "ends in a comma"),
        (("--theme", "labor,"), "write --theme a,b"),
        (("-as-of:2024-10",), "holds for the whole query"),
        (("-limit:5",), "holds for the whole query"),
        (("-theme:",), "theme: has no value"),
        (("-key:",), "key: has no value"),
    ],
)
def test_slips_that_would_ask_something_else(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("show", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_setting_as_an_option_and_as_a_word_must_be_the_same(run: Run) -> None:
    result = run("show", "-n", "5", "limit:3")
    assert (result.code, result.out) == (2, "")
    assert "limit is given twice" in result.err
    assert run("show", "-n", "3", "limit:3").out == run("show", "-n", "3").out


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        (("actor:drpk", "theme:labor"), "actor:[drpk] theme:labor"),
        (("theme:treaty", "actor:drpk"), "theme:treaty actor:[drpk]"),
        (("by:ni", "by:nis"), "by:[ni] by:nis"),
        (("by:nis,ni",), "by:nis,[ni]"),
        (('actor:dr"pk"',), 'actor:[dr"pk"]'),
        (("status:claimed,claimd",), "status:claimed,[claimd]"),
        (("stance:deny", "kursk"), "stance:[deny] kursk"),
        (("since:2024-13", "kursk"), "since:[2024-13] kursk"),
        (("kursk", "as-of:2024-13"), "kursk as-of:[2024-13]"),
        (("--status", "claimed,claimd"), "--status claimed,[claimd]"),
        (("--since", "2024-13"), "--since [2024-13]"),
        (("--as-of", "2024-13"), "--as-of [2024-13]"),
        (("drpk", "actor:drpk"), "drpk actor:[drpk]"),
        (("actor:dprk,drpk,russia",), "actor:dprk,[drpk],russia"),
        (("(theme:treaty or (actor:drpk theme:x))",), "(theme:treaty or (actor:[drpk] theme:x))"),
        (("theme:treaty or actor:drpk",), "theme:treaty or actor:[drpk]"),
        (("not:actor:drpk",), "not:actor:[drpk]"),
        (("-actor:drpk",), "not:actor:[drpk]"),
        (('actor:"no such"', "kursk"), 'actor:"[no such]" kursk'),
        (("actor:no such", "kursk"), 'actor:"[no such]" kursk'),
        (("source:nosuchpaper", "nosuchpaper"), "source:[nosuchpaper] nosuchpaper"),
        (("id:nosuch", "-a", "dprk"), "id:[nosuch]"),
        (("place:pyong*,xx*",), "place:pyong*,[xx*]"),
        (("-a", "drpk", "drpk thing"), "--actor [drpk]"),
        (("--actor", "dprk, drpk"), "--actor dprk, [drpk]"),
        (("--theme", "drpk", "actor:dprk"), "--theme [drpk]"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_the_caret_stands_under_the_wrong_name(run: Run, typed: tuple[str, ...], marked: str) -> None:
    _, excerpt, carets, *_ = run("show", *typed).err.splitlines()
    before, name, after = re.split(r"[\[\]]", marked)
    assert excerpt == f"    {before}{name}{after}"
    assert carets == " " * (4 + len(before)) + "^" * len(name)


def test_one_argument_with_operators_is_a_query(run: Run) -> None:
    assert run("show", "workers or fake").out == run("show", "workers", "or", "fake").out
    assert run("show", "theme:labor or kursk").out == run("show", "theme:labor", "or", "kursk").out


def test_a_field_is_a_row(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but its row makes a field: asked for, left out, in brackets, and explained."""
    row = Field(
        "wordy", "yes", "yes", "it has a long title", lambda event, _: ("yes" if len(event.title) > 40 else "no",)
    )
    monkeypatch.setitem(FIELDS, "wordy", row)
    wordy = [line.split()[0] for line in run("show", "wordy:yes", "--view", "oneline").lines]
    others = [line.split()[0] for line in run("show", "-wordy:yes", "--view", "oneline").lines]
    assert wordy
    assert others
    assert len(wordy) + len(others) == 11
    assert run("show", "(wordy:yes or wordy:no)", "--view", "oneline").out == run("show", "--view", "oneline").out
    assert "it has a long title" in run("help", "query").out
    assert "write timeline show wordy:yes" in run("show", "--wordy", "yes").err


def test_the_options_list_what_there_is(run: Run) -> None:
    out = " ".join(run("show", "--help").out.split())
    for words in (Status, EventKind):
        *first, last = [one.value for one in words]
        assert f"{', '.join(first)} or {last}." in out
    assert f"{', '.join(View)[: -len(View.ONELINE) - 2]} or oneline." in out.replace(" (the default)", "")
