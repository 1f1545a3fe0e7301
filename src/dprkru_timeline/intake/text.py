"""Bytes of foreign files as text: which encoding they are in, told and never guessed past a doubt."""

import codecs
from itertools import pairwise
from typing import BinaryIO, NamedTuple

from dprkru_timeline.errors import UnreadableFile, UsageError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PIECE = 1 << 20
_NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32", "cp1252": "Windows-1252"}


# What Python calls encodings of text, and no file is in.
_NO_TEXTS = ("undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "mbcs", "oem")


class Encoding(NamedTuple):
    """An encoding: its name for Python, and what is to be said of it; empty for UTF-8."""

    name: str
    told: str = ""


def encoding_of(file: BinaryIO, shown: str, given: str = "") -> Encoding:
    """Return the encoding of a file, which is read to its end and set back.

    Args:
        file: its bytes.
        shown: its name for messages.
        given: the encoding that a person says it is in.

    Raises:
        UsageError: there is no such encoding, or the bytes are none of it.
        UnreadableFile: it is no UTF-8, and more than one older encoding may be meant.
    """
    if given:
        if not _is_of_text(given):
            raise UsageError(f'no encoding "{given[:40]}"', "such as utf-8, cp1252, cp1251, utf-16, euc-kr")
        if (fault := _fault(file, given)) is not None:
            raise UsageError(
                f"{shown} is not {given}: it fails at byte {fault:,}", "leave --encoding out to see what fits"
            )
        return Encoding(given)
    start = file.read(4)
    file.seek(0)
    for mark, name in _MARKS:
        if start.startswith(mark):
            if (fault := _fault(file, name)) is not None:
                raise UnreadableFile(
                    f"{shown} begins as {_NAMES[name]} and is not at byte {fault:,}", "save it as UTF-8"
                )
            return Encoding(name, "" if name == "utf-8-sig" else f"read as {_NAMES[name]}")
    if len(start) > 3 and start[1] == start[3] == 0 and start[0]:
        return Encoding("utf-16-le", "read as UTF-16, without a mark that says so")
    if (fault := _fault(file, "utf-8")) is None:
        return Encoding("utf-8")
    return _older(file, shown, fault)


def _is_of_text(name: str) -> bool:
    """Tell whether an encoding is one that files of text are in."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return found._is_text_encoding and found.name.replace("_", "-") not in _NO_TEXTS  # noqa: SLF001 - it has no other name


def _fault(file: BinaryIO, name: str) -> int | None:
    """Return the place of the first byte that is none of an encoding, or None; the file is set back."""
    decoder = codecs.getincrementaldecoder(name)()
    at = 0
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
            at += len(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return at + error.start
    finally:
        file.seek(0)
    return None


def _older(file: BinaryIO, shown: str, fault: int) -> Encoding:
    """Return Windows-1252 where the letters around the fault are Western words; else nothing is guessed."""
    file.seek(0)
    data = file.read(_PIECE)
    if fault >= len(data):
        file.seek(max(fault - _PIECE // 2, 0))
        data = file.read(_PIECE)
    file.seek(0)
    high = [place for place, byte in enumerate(data) if byte >= 0x80]
    # In Western text such bytes are rare, and stand within or at the end of ASCII words; whole words of them are
    # Cyrillic, Korean, Chinese or Japanese.
    runs = sum(other == one + 1 for one, other in pairwise(high))
    if high and runs * 4 <= len(high) and _fault(file, "cp1252") is None:
        return Encoding("cp1252", "no UTF-8, read as Windows-1252 (--encoding names another)")
    likely = "--encoding cp1251 for Russian, euc-kr or cp949 for Korean, gb18030 for Chinese, shift_jis for Japanese"
    raise UnreadableFile(
        f"{shown} is not UTF-8, from byte {fault:,} on, and nothing says what it is", f"write {likely}"
    )


def cleaned(text: str) -> str:
    """Return text without what no event file may hold: controls, marks that reorder text, blanks at its ends."""
    import re

    from dprkru_timeline.text import UNSAFE, first_unsafe

    if not first_unsafe(text):
        return text.strip()
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
        .replace("\t", " ")
    )
    return re.sub(UNSAFE, "", text).strip()
