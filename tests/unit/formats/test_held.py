"""What travels with an export: every field that a format has room for, and a reason where it has none."""

import pytest

from dprkru_timeline.formats import FORMATS, Format
from dprkru_timeline.formats.held import FIELDS, held, lacks


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_a_format_holds_every_field_or_says_why_not(one: Format) -> None:
    missing = [name for name, is_there in held(one).items() if not is_there]
    reasons = lacks(one)
    assert sorted(name for names in reasons.values() for name in names) == sorted(missing)
    assert all(len(reason) > 10 and names for reason, names in reasons.items())


NOT_IN = {
    "claim: locator": {"mermaid", "csl-json", "bibtex", "ris"},  # titles only; sources only
    "source: archive": {"mermaid"},
    "chronology: license": {"csl-json", "ris"},
    "chronology: edition": {"csl-json", "ris"},
    "as known on": {"csl-json", "ris"},
}


def test_where_it_stands_and_under_which_condition_travels_with_every_format_that_has_room() -> None:
    has = {one.name: held(one) for one in FORMATS}
    assert {field: {name for name, found in has.items() if not found[field]} for field in NOT_IN} == NOT_IN


def test_every_field_of_the_event_file_is_asked_about() -> None:
    from dprkru_timeline.status import Standing
    from dprkru_timeline.store.schema import CHRONOLOGY, CLAIM, EVENT, IN_ENTRIES, NESTED, SOURCE, VOCABULARIES

    asked = {
        *(f"event: {key}" for key in {*EVENT, *NESTED, *Standing._fields} - {"sources", "claims"}),  # have own rows
        *(f"claim: {key}" for key in CLAIM),
        *(f"source: {key}" for key in SOURCE),
        *(f"chronology: {key}" for key in CHRONOLOGY),
        *(
            f"{name[:-1]}: {key}"
            for name in ("actors", "themes", "places", "measures")
            for key in {*VOCABULARIES[name], *IN_ENTRIES.get(name, ())}
        ),
    }
    files = {"event: file", "claim: file"}  # no key: where it stands
    private = {
        "event: note",
        "event: imported",
        "chronology: extends",
        "chronology: avoid",
    }  # in no export, but where it is asked for; and of no answer
    assert asked - private == set(FIELDS) - {"what was asked", "as known on"} - files
