"""Whether the host and port of an address can be ones: RFC 3986, 3.2.2, and what browsers refuse besides.

A host that is none ends in another page than its reader thinks, or in an error of whoever reads the address next.
"""

import re

# The whole of nearly every address: names of letters, digits and hyphens.
_PLAIN = re.compile(r"(?:[A-Za-z0-9-]+\.)*[A-Za-z-][A-Za-z0-9-]*")
# A registered name: unreserved, percent-encoded and sub-delims; letters beyond ASCII as in RFC 3987.
_NAME = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])+")
# Its last label makes a host a number to a browser (WHATWG URL, "ends in a number").
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)\.?")


def host_fault(authority: str) -> str:  # noqa: C901, PLR0911 - one line a fault
    """Say what is wrong with the host and port between ``//`` and the path; nothing if they can be ones."""
    if _PLAIN.fullmatch(authority):
        return ""
    if authority.startswith("["):
        inside, bracket, after = authority[1:].partition("]")
        if not bracket:
            return "has a bracket that is not closed"
        if not _is_ip(inside, 6):
            return "has no IPv6 address in its brackets"
        host, colon, port = inside, after[:1], after[1:]
        if colon not in ("", ":"):
            return "has something after its host's brackets"
    else:
        host, colon, port = authority.partition(":")
        if "[" in authority or "]" in authority:
            return "has a bracket that is around no IPv6 address"
        if ":" in port:
            return "has two ports"
        if not host:
            return "has no host"
        if not _NAME.fullmatch(host):
            return "has a character that no host has"
        if _NUMBER.fullmatch(host) and not _is_ip(host, 4):
            return "has a host of numbers that are no IPv4 address"
    if colon and not (port.isascii() and port.isdigit() and 1 <= int(port[:6]) <= 65535):
        return "has a port that is not 1 to 65535"
    return ""


def _is_ip(host: str, version: int) -> bool:
    from ipaddress import AddressValueError, IPv4Address, IPv6Address

    if version == 6 and "%" in host:  # a zone is this machine's own; browsers refuse it
        return False
    try:
        (IPv6Address if version == 6 else IPv4Address)(host)
    except AddressValueError:
        return False
    return True
