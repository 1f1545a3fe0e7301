"""Lines are broken in two ways, of which one is quicker: they must be the same."""

from hypothesis import given
from hypothesis import strategies as st

from dprkru_timeline.render.lines import broken, plain, width_of, wrapped

TEXTS = st.text(st.sampled_from("ab “”–’ 북한é\u0301🇰🇵xyzw"), max_size=120)


@given(TEXTS, st.integers(0, 30), st.integers(0, 6), st.integers(0, 6))
def test_a_span_is_broken_as_any_spans_are(text: str, width: int, lead: int, rest: int) -> None:
    first, others = ((" " * lead, "note"),), ((" " * rest, ""),)
    assert broken((text, "x"), width, first, others) == list(wrapped([(text, "x")], width, first, others))


@given(st.text("ab “", max_size=120), st.integers(12, 30))
def test_no_line_is_wider_than_the_width_and_no_word_is_lost(text: str, width: int) -> None:
    lines = broken((text, ""), width, (("[1] ", ""),), (("    ", ""),))
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(plain(line) for line in lines).split()).removeprefix("[1]") == "".join(text.split())
