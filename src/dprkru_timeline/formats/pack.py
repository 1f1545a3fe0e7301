"""A pack: an answer with all that proves it, in one zip file that needs no program to be read, or to be checked.

The bytes depend on what is packed alone: members in one order, with one date and mode, and stored as they are, since
what compresses differs from machine to machine. ``SHA256SUMS`` is as ``sha256sum -c`` reads it.
"""

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from typing import BinaryIO, NamedTuple, TextIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from dprkru_timeline.answers.documents import Object, dumps
from dprkru_timeline.chronology import Chronology, without_notes
from dprkru_timeline.curate.in_file import as_in_file
from dprkru_timeline.derive.brief import Briefing
from dprkru_timeline.errors import UsageError
from dprkru_timeline.formats import Options, export
from dprkru_timeline.formats.csv import guarded, row_text
from dprkru_timeline.formats.md import autolink, escaped, write_head
from dprkru_timeline.model import Source
from dprkru_timeline.text import one_line, shortened, typed, visible
from dprkru_timeline.words.head import Front, as_a_sentence, told_head
from dprkru_timeline.words.sources import KEPT_COPY, source_text
from dprkru_timeline.words.status import STATUSES

FORM = 1
SUMS, ABOUT, README = "SHA256SUMS", "pack.json", "README.txt"
COPIES = "copies"
# Events of a pack; bytes of one kept copy, and of all of them.
MOST_EVENTS, MOST_OF_COPY, MOST_OF_COPIES = 10_000, 200_000_000, 1_000_000_000
_CHUNK = 1 << 20
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file knows
# What members of a pack are called, how many there may be, and bytes of the two that are read whole.
_MEMBER = re.compile(r"(?:copies/)?[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
_MOST_MEMBERS, _MOST_SMALL = 50_000, 50_000_000
_COPY_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")

_README = """\
{title}

{head}.
Made by timeline {version}.

What is in it:
  brief.md, brief.html    a page to read: what is settled and by whose word, what is in dispute, with its sources
  events.txt              every event in full: who says so, who denies it, how its status came about, its sources
  events.md, .csv, .json  the events as a list, as a table, as data
  sources.md, .csv, .json the sources, with their addresses and the names of kept copies
  copies/                 kept copies of sources, as files named by the ids of these
  pack.json               what was asked, of which edition, up to when sources were searched
  SHA256SUMS              the SHA-256 sum of every file here

How to see that nothing was changed:
  sha256sum -c SHA256SUMS         in the unpacked folder (on a Mac: shasum -a 256 -c SHA256SUMS)
  timeline pack --check FILE.zip  where the program is installed

What the words after a title mean:
{words}
  nothing     a public record, or all who act, confirm it

Whoever changes a file can change its sum as well. Ask the one who made the pack for the sum of SHA256SUMS, by
another way than the one by which the pack came, and compare.
"""


class Copies(NamedTuple):
    """Kept copies by the id of their source, and the names of files that are none of an answer's."""

    files: Mapping[str, tuple[str, ...]]  # paths
    others: tuple[str, ...] = ()


def copies_in(folder: str, chronology: Chronology) -> Copies:
    """Return the files of a folder that are named by the sources of an answer: ``ID.pdf``, ``ID.html``.

    Raises:
        UsageError: there is no such folder, or one of its files is too large.
    """
    wanted = {source for event in chronology.events for source in event.all_sources}
    found: dict[str, list[str]] = {}
    others = []
    total = 0
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise UsageError(f"can't read the folder {typed(folder)}: {error.strerror}", "name one with copies") from None
    for name in names:
        source = name.partition(".")[0]
        path = os.path.join(folder, name)
        if source not in wanted or not _COPY_NAME.fullmatch(name) or not stat.S_ISREG(os.stat(path).st_mode):
            others.append(name)
            continue
        size = os.stat(path).st_size
        total += size
        if size > MOST_OF_COPY or total > MOST_OF_COPIES:
            what = (
                f"{typed(name)} has {size:,} bytes"
                if size > MOST_OF_COPY
                else f"the copies have over {MOST_OF_COPIES:,} bytes"
            )
            raise UsageError(f"{what}, more than a pack takes", "leave it out of the folder, or ask for fewer events")
        found.setdefault(source, []).append(path)
    return Copies({one: tuple(paths) for one, paths in found.items()}, tuple(others))


class Pack(NamedTuple):
    """What is packed: an answer, its briefing, kept copies, the program's version, and what heads the documents.

    ``cards`` is what `timeline info` says of each event.
    """

    answer: Chronology
    page: Briefing
    copies: Copies
    version: str
    front: Front = Front()
    cards: str = ""


def write_pack(pack: Pack, out: BinaryIO) -> str:
    """Write a pack, and return the SHA-256 sum of its list of sums.

    Raises:
        UsageError: it has too many events, or a copy can't be read or was changed meanwhile.
    """
    if len(pack.answer.events) > MOST_EVENTS:
        has = f"{len(pack.answer.events):,} events"
        raise UsageError(f"the answer has {has}, and a pack takes {MOST_EVENTS:,}", "ask for less")
    pack = pack._replace(answer=without_notes(pack.answer))
    sums = []
    with closing(ZipFile(out, "w", ZIP_STORED)) as archive:
        for name, make in _members(pack):
            data = make()
            archive.writestr(_info(name), data)
            sums.append((name, sha256(data).hexdigest()))
        for paths in pack.copies.files.values():
            for path in paths:
                name = f"{COPIES}/{os.path.basename(path)}"
                sums.append((name, _copied(path, archive, name)))
        listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums)).encode()
        archive.writestr(_info(SUMS), listed)
    return sha256(listed).hexdigest()


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _DATE)
    info.create_system = 3  # Unix, wherever it is made
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    return info


def _copied(path: str, archive: ZipFile, name: str) -> str:
    """Write a copy as it is, and return its sum."""
    digest = sha256()
    try:
        with open(path, "rb") as file, archive.open(_info(name), "w", force_zip64=False) as member:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                member.write(chunk)
    except OSError as error:
        raise UsageError(f"can't read {typed(path)}: {error.strerror or error}", "leave it out of the folder") from None
    return digest.hexdigest()


def _members(pack: Pack) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name of each file, and what makes its bytes."""
    from dprkru_timeline.formats import brief_html, brief_md

    answer, options = pack.answer, Options(front=pack.front)
    yield README, lambda: _readme(pack).encode("utf-8", "backslashreplace")
    yield "brief.html", lambda: _text(lambda out: brief_html.write(answer, pack.page, out, pack.front))
    yield "brief.md", lambda: _text(lambda out: brief_md.write(answer, pack.page, out, pack.front))
    for ending in ("csv", "json", "md"):
        yield f"events.{ending}", partial(_text, partial(_events, answer, ending, options))
    yield "events.txt", lambda: pack.cards.encode("utf-8", "backslashreplace")
    yield ABOUT, lambda: (dumps(_about(pack), indent=2) + "\n").encode("utf-8", "backslashreplace")
    yield "sources.csv", lambda: _text(lambda out: _sources_csv(pack, out))
    yield "sources.json", lambda: (dumps(_sources(pack), indent=2) + "\n").encode("utf-8", "backslashreplace")
    yield "sources.md", lambda: _text(lambda out: _sources_md(pack, out))


def _events(answer: Chronology, ending: str, options: Options, out: TextIO) -> None:
    export(answer, ending, out, options)


def _text(make: Callable[[TextIO], object]) -> bytes:
    held = BytesIO()
    with TextIOWrapper(held, "utf-8", "backslashreplace", newline="", write_through=True) as text:
        make(text)
        text.flush()
        return held.getvalue()


def _readme(pack: Pack) -> str:
    head = told_head(pack.answer, pack.front)
    marking = f"{visible(head.marking)}\n\n" if head.marking else ""
    told = {"title": visible(head.title), "head": visible(as_a_sentence(head.sentence())), "version": pack.version}
    told["words"] = "\n".join(f"  {status.value:11} {row.meaning}" for status, row in STATUSES.items())
    return marking + _README.format(**told)


def _about(pack: Pack) -> Object:
    answer = pack.answer
    selection, until = answer.selection, answer.sourced_until
    named = [source.id for source, _ in _used(answer)]
    return {
        "timeline_pack": FORM,
        "title": answer.title,
        "edition": answer.edition.isoformat(),
        "sourced_until": until.isoformat() if until else None,
        "license": answer.license,
        "joined": [{"title": title, "edition": edition.isoformat()} for title, edition, _ in answer.joined],
        "query": selection.query if selection else "",
        "asked": one_line(selection.asked) if selection else "",
        "as_of": answer.as_of.isoformat() if answer.as_of else None,
        "program": f"dprkru-timeline {pack.version}",
        "events": len(answer.events),
        "sources": len(named),
        "copies": {one: _names(pack, one) for one in named if _names(pack, one)},
        "without_copy": [one for one in named if not _names(pack, one)],
    }


def _used(answer: Chronology) -> list[tuple[Source, list[str]]]:
    """Return the sources of an answer, each with the ids of the events that name it."""
    found: dict[str, list[str]] = {}
    for event in answer.events:
        for source in event.all_sources:
            found.setdefault(source, []).append(event.id)
    return [(answer.sources[one], events) for one, events in found.items()]


def _names(pack: Pack, source: str) -> list[str]:
    return [f"{COPIES}/{os.path.basename(path)}" for path in pack.copies.files.get(source, ())]


def _sources(pack: Pack) -> Object:
    return {
        source.id: {**as_in_file(source), "events": events, "copies": _names(pack, source.id)}
        for source, events in _used(pack.answer)
    }


def _sources_csv(pack: Pack, out: TextIO) -> None:
    fields = Source._fields
    out.write(row_text([*fields, "events", "copies"], ","))
    for source, events in _used(pack.answer):
        held = as_in_file(source)
        cells = [source.id, *(str(held.get(name, "")) for name in fields[1:]), "; ".join(events)]
        cells = [guarded(one_line(cell)) for cell in (*cells, "; ".join(_names(pack, source.id)))]
        out.write(row_text(cells, ","))


def _sources_md(pack: Pack, out: TextIO) -> None:
    head = told_head(pack.answer, pack.front)
    write_head(head, out)
    out.write("\n## Sources\n\n")
    for source, events in _used(pack.answer):
        address = f". {autolink(source.url)}" if source.url else "."
        kept = f" {KEPT_COPY}: {autolink(source.archive)}" if source.archive else ""
        names = _names(pack, source.id)
        here = f" In this pack: {', '.join(f'`{name}`' for name in names)}." if names else ""
        out.write(f"- `{source.id}`: {escaped(source_text(source))}{address}{kept}{here}  \n")
        out.write(f"  Names: {', '.join(map(escaped, events))}\n")


class Checked(NamedTuple):
    """What a check found: the pack's own account, the sum of its list, how many files, and what is wrong."""

    about: Object
    list_sum: str
    files: int
    problems: tuple[str, ...]


def check_pack(name: str) -> Checked:
    """Return whether every file of a pack is the one that was packed.

    Raises:
        UsageError: it can't be read, or is no pack.
    """
    try:
        if not stat.S_ISREG(os.stat(name).st_mode):
            raise _no_pack(name, "is no file")
        with ZipFile(name) as archive:
            return _checked(archive, name)
    except UsageError:
        raise
    except OSError as error:
        raise UsageError(f"can't read {typed(name)}: {error.strerror or error}", "name a pack") from None
    except _broken() as error:
        raise _no_pack(name, f"is no zip file that can be read: {shortened(str(error), 80)}") from None


def _no_pack(name: str, what: str) -> UsageError:
    return UsageError(f"{typed(name)} {what}", "name one that timeline pack made, or have it sent again")


def _broken() -> tuple[type[Exception], ...]:
    """Return what a damaged zip file fails with, by the way in which it is packed."""
    from lzma import LZMAError
    from zipfile import BadZipFile
    from zlib import error as ZlibError  # noqa: N812

    return BadZipFile, NotImplementedError, RuntimeError, EOFError, LZMAError, ZlibError, ValueError


def _checked(archive: ZipFile, name: str) -> Checked:
    infos = archive.infolist()
    names = Counter(info.filename for info in infos)
    if SUMS not in names or ABOUT not in names:
        raise _no_pack(name, f"is no pack: it has no {SUMS} and {ABOUT}")
    if len(infos) > _MOST_MEMBERS:
        raise _no_pack(name, f"has {len(infos):,} files, more than a pack has")
    problems = [f"{typed(one)} is in it twice" for one, number in sorted(names.items()) if number > 1]
    problems += [f"{typed(one)} is no name that a pack has" for one in names if not _MEMBER.fullmatch(one)]
    listed, list_sum, faults = _listed(_small(archive, SUMS))
    problems += faults
    for info in infos:
        if info.filename != SUMS:
            problems += _faults_of(archive, info, listed)
    problems += [f"{typed(one)} is in the list, and not in the pack" for one in listed if one not in names]
    about = _told_about(archive)
    if about is None:
        problems.append(f"{ABOUT} is none of form {FORM}")
    return Checked(about or {}, list_sum, len(infos), tuple(problems))


def _told_about(archive: ZipFile) -> Object | None:
    """Return what a pack says of itself, each on a line that can't pass for another's; None where it says nothing."""
    import json

    try:
        about = json.loads(_small(archive, ABOUT))
    except RecursionError:
        return None
    except _broken():
        return None
    if not isinstance(about, dict) or about.get("timeline_pack") != FORM:
        return None
    return {str(key): one_line(shortened(value, 200)) for key, value in about.items() if isinstance(value, str)}


def _small(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(_MOST_SMALL)


def _listed(data: bytes) -> tuple[dict[str, str], str, list[str]]:
    """Return the sums by name, the sum of the list, and what is wrong with it."""
    found: dict[str, str] = {}
    faults = []
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        row = re.fullmatch(r"([0-9a-f]{64})  (\S.*)", line)
        if not row or row[2] in found:
            faults.append(f"{SUMS}, line {number}: {'no sum and name' if not row else 'a name for the second time'}")
        else:
            found[row[2]] = row[1]
    return found, sha256(data).hexdigest(), faults


def _faults_of(archive: ZipFile, info: ZipInfo, listed: Mapping[str, str]) -> Sequence[str]:
    """Return what is wrong with a file of a pack."""
    name = typed(info.filename)
    if info.filename not in listed:
        return [f"{name} is not in the list"]
    if info.file_size > MOST_OF_COPIES:
        return [f"{name} is said to have {info.file_size:,} bytes, more than a pack takes"]
    digest = sha256()
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        return [f"{name} can't be read: {error.strerror or error}"]
    except _broken() as error:
        return [f"{name} can't be read: {shortened(str(error), 80)}"]
    return [] if digest.hexdigest() == listed[info.filename] else [f"{name} was changed since it was packed"]
