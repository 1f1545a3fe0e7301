import pytest

from dprkru_timeline.store.lines import key_lines, nearest_line

TEXT = '''schema = 1
[chronology]
title = """
[not.a.table]
key = "no"
"""
[actors."odd name"]
name = 'x' # [comment]
[[events]]
id = "a"
actors = [
  "one", # ]
  "two",
]
links = [{ rel = "follows", to = "b" }]
[[events.claims]]
by = "x"
[[events.claims]]
by = "y"
[[events]]
id = "b"
dotted.key.x = 1
[[events.claims]]
by = "z"
[places.a.b]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("schema",), 1),
        (("chronology", "title"), 3),
        (("actors", "odd name"), 7),
        (("actors", "odd name", "name"), 8),
        (("events", 0), 9),
        (("events", 0, "id"), 10),
        (("events", 0, "actors"), 11),
        (("events", 0, "links"), 15),
        (("events", 0, "links", 0, "to"), 15),
        (("events", 0, "claims", 0, "by"), 17),
        (("events", 0, "claims", 1, "by"), 19),
        (("events", 1, "id"), 21),
        (("events", 1, "dotted", "key"), 22),
        (("events", 1, "claims", 0, "by"), 24),
        (("events", 1, "claims", 0, "missing"), 23),
        (("places",), 25),
        (("nowhere",), 1),
    ],
)
def test_the_line_of_a_key(path: tuple[str | int, ...], line: int) -> None:
    assert nearest_line(key_lines(TEXT), path) == line


def test_crlf() -> None:
    assert nearest_line(key_lines(TEXT.replace("\n", "\r\n")), ("events", 1, "id")) == 21


def test_quoted_keys_read_as_what_they_say() -> None:
    lines = key_lines('[sources.first]\n[sources."b\\u0061d"]\n[sources.\'"quoted"\']\n"a b" = 1\n')
    assert lines[("sources", "bad")] == 2
    assert lines[("sources", '"quoted"')] == 3
    assert lines[("sources", '"quoted"', "a b")] == 4
    escaped = key_lines('"a\\tb" = 1\n"say \\"c\\"" = 2\n')
    assert escaped[("a\tb",)] == 1
    assert escaped[('say "c"',)] == 2
