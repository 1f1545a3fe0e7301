"""What TOML 1.1 added is found, and what only looks a little like it costs no second reading."""

import tomllib

import pytest
import tomli

from dprkru_timeline.store.toml import newer_than_toml_1_0


@pytest.mark.parametrize(
    "text",
    [
        'a = "\\e"',
        'a = "\\x41"',
        "a = {b = 1,}",
        "a = {b = 1\n}",
        "a = 10:30",
        "a =\t10:30",
        "a = [10:30]",
        "a = [10:30:00, 10:30]",
        "a = 2024-01-01T10:30",
        "a = 2024-01-01t10:30",
        "a = 2024-01-01 10:30",
    ],
)
def test_what_a_reader_of_toml_1_0_refuses_is_found(text: str) -> None:
    tomli.loads(text)  # which is right in 1.1
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)
    assert newer_than_toml_1_0(f"# one\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        'a = "at 10:30 in Moscow (12:30 in Korea); \\u0041"',
        'a = "https://example.org:443/x"',
        "a = 10:30:00",
        "a = {b = 1, c = [1]}",
    ],
)
def test_what_stands_in_a_sentence_is_not_read_twice(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tomllib, "loads", lambda _: pytest.fail("the slow reader was asked"))
    assert newer_than_toml_1_0(f"{text}\n") is None
