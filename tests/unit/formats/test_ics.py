from hypothesis import given
from hypothesis import strategies as st

from dprkru_timeline.formats.ics import folded

LINES = st.text(st.one_of(st.sampled_from("\\^;,é한😀 a"), st.characters(exclude_characters="\r\n", codec="utf-8")))


@given(LINES.map(lambda text: text * 9))
def test_lines_are_folded_as_the_standard_has_it(text: str) -> None:
    pieces = folded(text.encode()).split(b"\r\n ")
    assert b"".join(pieces).decode() == text
    for piece in pieces:
        assert len(piece) <= 74, "75 octets with the space at its beginning"
        piece.decode()  # cut in no character
    for piece in pieces[:-1]:
        assert (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0, "an escape is not parted from what it escapes"


@given(LINES)
def test_a_short_line_stays(text: str) -> None:
    line = text.encode()[:74].decode(errors="ignore").encode()
    assert folded(line) == line
