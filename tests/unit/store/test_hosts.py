"""An address has a host that can be one: what passes here is what readers of addresses take."""

import json
import re
from pathlib import Path

import pytest

import dprkru_timeline
from dprkru_timeline.store.hosts import host_fault
from dprkru_timeline.store.values import BAD, url

GOOD = """
    example.org EXAMPLE.org. localhost a-b.example xn--80aswg.xn--p1ai мид.рф 北韓.kr un.org:80 un.org:65535 1.2.3.4
    255.255.255.255:8080 [::1] [2001:db8::7]:443 [::ffff:1.2.3.4] 1.2.3.example 0x.example a%41b.example a_b.example
    3com.com 1a
""".split()
BAD_HOSTS = {
    "[::1": "has a bracket that is not closed",
    "[": "has a bracket that is not closed",
    "[a]": "has no IPv6 address in its brackets",
    "[]": "has no IPv6 address in its brackets",
    "[::1%25eth0]": "has no IPv6 address in its brackets",
    "[v1.x]": "has no IPv6 address in its brackets",
    "[::1]x": "has something after its host's brackets",
    "[::1]80": "has something after its host's brackets",
    "[::1]:0": "has a port that is not 1 to 65535",
    "[::1]:8:8": "has a port that is not 1 to 65535",
    "a]b": "has a bracket that is around no IPv6 address",
    "a[::1]": "has a bracket that is around no IPv6 address",
    ":80": "has no host",
    "a:80:80": "has two ports",
    "::1": "has two ports",
    "a:": "has a port that is not 1 to 65535",
    "a:65536": "has a port that is not 1 to 65535",
    "a:٣": "has a port that is not 1 to 65535",
    "a:99999999999": "has a port that is not 1 to 65535",
    "%zz": "has a character that no host has",
    "a%4": "has a character that no host has",
    "a|b": "has a character that no host has",
    "a^b": "has a character that no host has",
    "{a}": "has a character that no host has",
    "1.2.3.999": "has a host of numbers that are no IPv4 address",
    "1.2.3": "has a host of numbers that are no IPv4 address",
    "1.2.3.4.": "has a host of numbers that are no IPv4 address",
    "01.2.3.4": "has a host of numbers that are no IPv4 address",
    "7": "has a host of numbers that are no IPv4 address",
    "a.0x7f": "has a host of numbers that are no IPv4 address",
}


@pytest.mark.parametrize("host", GOOD)
def test_what_can_be_a_host_is_taken(host: str) -> None:
    assert host_fault(host) == ""
    for address in (f"https://{host}", f"HTTP://{host}/a?b#c", f"http://{host}?q", f"https://{host}#f"):
        assert url(address, lambda *_: None) == address
        assert _in_schema(address)


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_what_can_be_none_is_refused_and_said(host: str) -> None:
    said: list[tuple[str, ...]] = []
    assert url(f"https://{host}/a", lambda *words: said.append(words)) is BAD
    assert said == [("E111", f'"https://{host}/a" {BAD_HOSTS[host]}')]


def test_the_schema_for_editors_refuses_what_a_pattern_can() -> None:
    taken = {host for host in BAD_HOSTS if _in_schema(f"https://{host}/a")}
    assert taken == {
        *("[a]", "[::1]:0", "a:65536", "1.2.3.999", "1.2.3", "1.2.3.4.", "01.2.3.4", "7", "a.0x7f"),
    }, "numbers are what a pattern can't weigh"


def _in_schema(address: str) -> bool:
    schema = json.loads(Path(dprkru_timeline.__file__).with_name("events.schema.json").read_text(encoding="utf-8"))
    return bool(re.search(schema["definitions"]["url"]["pattern"], address))
