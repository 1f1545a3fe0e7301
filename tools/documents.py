"""Make the documents that show what the program prints: examples, the CLI reference, the screenshot.

    python tools/documents.py           write them anew
    python tools/documents.py --check   say which are out of date, and end with 1
    python tools/documents.py --slide   draw docs/figures.svg, whose letters are those of the machine

In README.md and docs/*.md every ``console`` block is one or more ``$ timeline …`` lines, each
followed by what it prints; a line that begins with ``> `` goes on with the command. The commands of a page in
`SESSIONS` run one after the other in one folder, those of others each in an empty one. Between the marks
``<!-- NAME -->`` and ``<!-- /NAME -->`` stand the shipped chronology's numbers (counts), the fields of
a query (fields), the styles of the palette (styles), the columns of csv and tsv (columns), which field is in
which export (held), or how many slips rules find in the first edition, and how many alarms of theirs are false (rules);
between ``<!-- number: NAME -->`` and ``<!-- /number -->``, within a sentence, one of the `numbers` of what ships.
"""

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from html import escape
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Pages whose commands make files that the next ones read.
SESSIONS = ("own-file.md", "import.md", "scale.md")
# Files that the commands of a page find in their folder.
FILES = {"import.md": ROOT / "tests" / "data" / "import"}
ENVIRONMENT = {"TIMELINE_TODAY": "2026-11-30", "COLUMNS": "80", "TERM": "dumb"}
_BLOCK = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)
_MADE = re.compile(r"(<!-- (counts|fields|styles|columns|held|rules) -->).*?(<!-- /\2 -->)", re.DOTALL)
_NUMBER = re.compile(r"(<!-- number: ([a-z ]+) -->)[^<]*(<!-- /number -->)")


def run(line: str, *, color: bool = False, width: int = 80, inside: Path | None = None) -> str:
    """Return what a ``timeline …`` command line prints, standard error first; it runs ``inside`` a folder."""
    from dprkru_timeline.cli.app import run as run_program

    command, _, cut = line.partition(" | head -n ")
    out, err = io.StringIO(newline=""), io.StringIO()
    before, folder = dict(os.environ), Path.cwd()
    for name in ("TIMELINE_FILE", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        os.environ.pop(name, None)
    os.environ.update(ENVIRONMENT)
    os.environ["COLUMNS"] = str(width)
    if color:
        os.environ.update(FORCE_COLOR="1", COLORTERM="truecolor", TERM="xterm-direct")
    try:
        with tempfile.TemporaryDirectory() as empty, redirect_stdout(out), redirect_stderr(err):
            os.chdir(inside or empty)
            run_program(shlex.split(command)[1:])
            os.chdir(folder)
    finally:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(before)
    text = err.getvalue() + out.getvalue().replace("\r\n", "\n")
    return "".join(text.splitlines(keepends=True)[: int(cut)] if cut else text)


def with_output(text: str, *, session: bool = False, files: Path | None = None) -> str:
    """Return a document with the output of its console blocks made anew, in one folder where it is a ``session``.

    The folder has ``files`` in it.
    """

    def renew(match: re.Match[str], inside: Path | None = None) -> str:
        commands = re.findall(r"^\$ .*(?:\n> .*)*", match[2], re.MULTILINE)
        lines = (re.sub(r" ?\\?\n> *", " ", row[2:]) for row in commands)
        blocks = [f"{row}\n{run(line, inside=inside)}" for row, line in zip(commands, lines, strict=True)]
        return match[1] + "\n".join(blocks) + match[3]

    if not session:
        return _BLOCK.sub(renew, text)
    with tempfile.TemporaryDirectory() as folder:
        if files:
            shutil.copytree(files, folder, dirs_exist_ok=True)
        return _BLOCK.sub(lambda match: renew(match, Path(folder)), text)


def with_tables(text: str) -> str:
    """Return a document with what stands between marks made anew."""
    made = {
        "counts": counts,
        "fields": fields,
        "styles": styles,
        "columns": columns,
        "held": held_table,
        "rules": rules,
    }
    text = _MADE.sub(lambda match: f"{match[1]}\n{made[match[2]]()}\n{match[3]}", text)
    return _NUMBER.sub(lambda match: f"{match[1]}{numbers()[match[2]]}{match[3]}", text)


def styles() -> str:
    """Return the styles of the palette, as a Markdown table."""
    from dprkru_timeline.render.palette import LOOKS

    rows = [
        f"| `{name}` | {look.basic or 'plain'} | {look.full or look.basic or 'plain'} |" for name, look in LOOKS.items()
    ]
    return "\n".join(["| style | with 16 colours | with more |", "| --- | --- | --- |", *rows])


def columns() -> str:
    """Return the columns of csv and tsv, as a Markdown table."""
    from dprkru_timeline.words.columns import COLUMNS

    joints = {" ": "by a space", "; ": "by `; `"}
    types = {
        "array": "a JSON array",
        "boolean": "true or false",
        "date": "ISO day",
        "integer": "a number",
        "string": "text",
    }
    rows = [
        f"| `{one.name}` | {f'list, joined {joints[one.parted]}' if one.parted else types[one.type]} | {one.about} |"
        for one in COLUMNS
    ]
    return "\n".join(["| column | holds | meaning |", "| --- | --- | --- |", *rows])


def fields() -> str:
    """Return the fields and settings of a query, as a Markdown table."""
    from dprkru_timeline.query.expr import FIELDS, SETTINGS
    from dprkru_timeline.query.parse import CLOSED

    options = {"certain", "exact", "limit", "last", "reverse", "as-of", "actor", "theme", "place", "status", "kind"}
    options |= {"source", "since", "until", "on", "key"}
    rows = ["| field | option | takes | asks for |", "| --- | --- | --- | --- |"]
    for field in (*FIELDS.values(), *SETTINGS.values()):
        closed = CLOSED.get(field.takes)
        takes = ", ".join(closed) if closed else f"{field.takes} such as `{field.example}`"
        option = f"`--{field.name}`" if field.name in options else ""
        rows.append(f"| `{field.name}:` | {option} | {takes} | {field.about} |")
    return "\n".join(rows)


def held_table() -> str:
    """Return which field is in which format, seen from the exports themselves, and why not where it isn't."""
    from dprkru_timeline.formats import FORMATS
    from dprkru_timeline.formats.held import FIELDS, held, lacks

    has = {one.name: held(one) for one in FORMATS}
    together: dict[tuple[bool, ...], list[str]] = {}  # formats that hold the same stand in one column
    for name, found in has.items():
        together.setdefault(tuple(found.values()), []).append(name)
    columns = [(", ".join(f"`{name}`" for name in names), has[names[0]]) for names in together.values()]
    rows = ["| field | " + " | ".join(name for name, _ in columns) + " |", "| --- |" + " :---: |" * len(columns)]
    rows += [
        f"| {field} | " + " | ".join("yes" if found[field] else "" for _, found in columns) + " |" for field in FIELDS
    ]
    rows += ["", "Where a field is not there:", ""]
    why: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for one in FORMATS:
        for reason, fields_ in lacks(one).items():
            why.setdefault((reason, fields_), []).append(f"`{one.name}`")
    rows += [f"- {', '.join(names)}: {reason}: {', '.join(fields_)}." for (reason, fields_), names in why.items()]
    return "\n".join(rows)


def counts() -> str:
    """Return how many events and sources of each sort the shipped chronology has, as Markdown tables."""
    from dprkru_timeline import load

    chronology = load("builtin")
    events, sources = chronology.events, chronology.sources.values()
    claims = [claim for event in events for claim in event.claims]
    tables = [
        ("theme", Counter(chronology.themes[theme].name for event in events for theme in event.themes)),
        ("status", Counter(event.status.value for event in events)),
        ("kind", Counter(event.kind.value for event in events)),
        ("year", Counter(str(event.date.earliest.year) for event in events if event.date.earliest)),
        ("stance of claims", Counter(claim.stance.value for claim in claims)),
        ("kind of source", Counter(source.kind.value for source in sources)),
        ("language of source", Counter(source.language or "not given" for source in sources)),
    ]
    parts = [
        (
            f"{len(events)} events, {len(claims)} claims, {len(sources)} sources of "
            f"{len({source.origin for source in sources})} publishers, {len(chronology.actors)} actors, "
            f"{len(chronology.places)} places. An event may have several themes.\n"
        )
    ]
    for name, counter in tables:
        rows = sorted(counter.items()) if name == "year" else counter.most_common()
        parts.append(f"| {name} | number |\n| --- | ---: |\n" + "".join(f"| {key} | {n} |\n" for key, n in rows))
    return "\n".join(parts)


@cache
def numbers() -> dict[str, str]:
    """Return what sentences of the documents say of the shipped chronology, by its name there."""
    from dprkru_timeline import load
    from dprkru_timeline.edtf import day_wording

    chronology = load("builtin")
    events, sources = chronology.events, list(chronology.sources.values())
    claims = [claim for event in events for claim in event.claims]
    listings = [event for event in events if event.form == "listing"]
    without_record = [event for event in events if any("record" in what for what, _ in event.not_found)]
    counted: dict[str, int] = {
        "events": len(events),
        "claims": len(claims),
        "claims with a basis": sum(bool(claim.basis) for claim in claims),
        "sources": len(sources),
        "untitled": sum(not source.title for source in sources),
        "not seen": sum(not source.seen for source in sources),
        "kept copies": sum(bool(source.archive) for source in sources),
        "in vain": sum(bool(event.not_found) for event in events),
        "no record": len(without_record),
        "listings": len(listings),
        "listings without record": sum(event in without_record for event in listings),
    }
    days = {"edition": chronology.edition, "sourced until": chronology.sourced_until or chronology.edition}
    return {name: f"{n:,}" for name, n in counted.items()} | {name: day_wording(day) for name, day in days.items()}


def rules() -> str:
    """Return what rules find in the first edition, as a Markdown table: findings that were judged one by one."""
    from dprkru_timeline.store.rules import RULES

    rows = (ROOT / "tests" / "data" / "rules-edition-1.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = Counter(tuple(row.split("\t")[0:3:2]) for row in rows)
    codes = sorted({code for code, _ in found})
    lines = []
    for code in codes:
        slips, false = found[code, "slip"], found[code, "false alarm"]
        lines.append(f"| {code} | {RULES[code].name} | {slips + false} | {false} |")
    return "| rule |  | found | false alarms |\n| --- | --- | ---: | ---: |\n" + "\n".join(lines)


def cli_reference() -> str:
    """Return the help of every command as one page."""
    from dprkru_timeline.cli.commands import COMMANDS

    parts = ["# Commands\n\nMade from the program's own help by `tools/documents.py`.\n"]
    for name in ("", *COMMANDS):
        title = f"timeline {name}".strip()
        parts.append(f"## {title}\n\n```text\n{run(f'{title} --help').rstrip()}\n```\n")
    return "\n".join(parts)


def manual() -> str:
    """Return the manual page."""
    sys.path.insert(0, str(Path(__file__).parent))
    try:
        from manpage import page
    finally:
        sys.path.pop(0)
    return str(page())


# Each picture of docs/gallery.md: its name, the command line, the columns of the terminal.
GALLERY = (
    ("long-list", "show --actor DPRK since:2024-10 --no-sources | head -n 44", 88),
    ("brief", "brief theme:casualties | head -n 60", 88),
    ("timeline", "show actor:shoigu on:2025-06", 88),
    ("table", "show --view table theme:treaty since:2024-06 until:2024-10", 110),
    ("oneline", "show --view oneline status:claimed,disputed", 110),
    ("info", "info khimki-worker-death", 88),
    ("as-of", "show id:kursk-deployment as-of:2024-10-20", 88),
    ("claims", "claims by:south-korea since:2025-04", 88),
    ("figures", "figures killed,casualties", 88),
    ("density", "chart since:2022", 88),
    ("density-theme", "chart --by theme --per year since:2016", 100),
    ("lanes", "chart --view lanes --by theme since:2022", 110),
    ("lanes-actor", "chart --view lanes --by actor since:2024", 110),
    ("list", "list themes since:2024", 100),
    ("stats", "stats theme:prisoners", 88),
    ("around", "around panel-veto --within 2w", 88),
    ("on", "on '19 June'", 88),
)
_SGR = re.compile(r"\x1b\[([0-9;]*)m")
_BASE = {
    30: "#15191e",
    31: "#ef8a80",
    32: "#9ccc8f",
    33: "#e3c567",
    34: "#7aa7e8",
    35: "#d3a4e8",
    36: "#6cc7d9",
    37: "#d7dce2",
}


def picture_of(line: str, width: int) -> str:
    """Return a picture of what a command shows on a dark terminal of true colour, with no outside address in it."""
    text = run(f"timeline {line}", color=True, width=width)
    rows = text.splitlines()
    char, row, pad = 8.4, 19, 18
    height = row * (len(rows) + 1) + 3 * pad
    drawn = [f'<text x="{pad}" y="{2 * pad}" class="p">$ timeline {escape(line)}</text>']
    for place, whole in enumerate(rows, 1):
        drawn += _spans(whole, pad, 2 * pad + place * row, char, width)
    styles = (
        "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;"
        "fill:#d7dce2}"
        ".b{font-weight:700;fill:#fff}.d{fill:#8b95a1}.p{fill:#9ccc8f}"
    )
    total = width * char + 2 * pad
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total:.0f} {height}" role="img" '
        f'aria-labelledby="t d"><title id="t">timeline {escape(line)}</title>'
        f'<desc id="d">The program\'s answer in a terminal of {width} columns.</desc><style>{styles}</style>'
        f'<rect width="100%" height="100%" rx="8" fill="#15191e"/>\n' + "\n".join(drawn) + "\n</svg>\n"
    )


def _spans(line: str, x: int, y: int, char: float, width: int) -> Iterator[str]:
    """Yield the texts of one line, each where its cells begin, in its colour."""
    from dprkru_timeline.render.lines import cut
    from dprkru_timeline.text import cells

    at, look = 0, ""
    for place, part in enumerate(_SGR.split(line)):
        if place % 2:
            look = _look(part)
            continue
        text = cut(part, max(width - at, 0)) if at < width else ""  # an address runs past the width
        for words in re.finditer(r"\S+(?: \S+)*", text):  # pictures run spaces together
            start = at + cells(text[: words.start()])
            yield (
                f'<text x="{x + start * char:.1f}" y="{y}" textLength="{cells(words[0]) * char:.1f}"{look}>'
                f"{escape(words[0])}</text>"
            )
        at += cells(part)


def _look(codes: str) -> str:
    """Return the attributes of a text in a colour of SGR's."""
    numbers = [int(code) for code in codes.split(";") if code]
    color = next((_BASE[code] for code in numbers if code in _BASE), "")
    if 38 in numbers:
        rest = numbers[numbers.index(38) + 1 :]
        color = "#{:02x}{:02x}{:02x}".format(*_lighter(*rest[1:4]))
    kind = ' class="b"' if 1 in numbers else ' class="d"' if 2 in numbers else ""
    return kind + (f' style="fill:{color}"' if color else "")


def _lighter(*channels: int) -> list[int]:
    """Return a colour as many dark themes show it: nearer to white."""
    return [channel + (255 - channel) // 4 for channel in channels]


def documents() -> Iterator[tuple[Path, str]]:
    """Yield each document with the text that it should have."""
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        if path.name != "cli.md":
            text = path.read_text(encoding="utf-8")
            yield path, with_tables(with_output(text, session=path.name in SESSIONS, files=FILES.get(path.name)))
    yield ROOT / "docs" / "cli.md", cli_reference()
    yield ROOT / "docs" / "timeline.1", manual()
    for name, arguments, width in GALLERY:
        yield ROOT / "docs" / "gallery" / f"{name}.svg", picture_of(arguments, width)
    yield ROOT / "docs" / "screenshot.svg", picture_of("show theme:deployment --no-sources | head -n 36", 88)


@contextmanager
def as_installed() -> Iterator[None]:
    """Read what ships from its fast copy, as an installed program does; a source tree has none."""
    from dprkru_timeline.query.search import fast_copy
    from dprkru_timeline.store import find

    before = find.COPY
    with tempfile.TemporaryDirectory() as folder:
        find.COPY = Path(folder) / "chronology.json"
        find.COPY.write_bytes(fast_copy(find.builtin_path()))
        try:
            yield
        finally:
            find.COPY = before


def main() -> int:
    """Write or check all documents."""
    with as_installed():
        return _write_or_check()


def _write_or_check() -> int:
    if "--slide" in sys.argv:
        path = ROOT / "docs" / "figures.svg"
        print(run(f"timeline figures killed,casualties --force -o {path}").replace(f"{ROOT}/", ""))
        return 0
    stale = []
    for path, text in documents():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.relative_to(ROOT))
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{'out of date' if '--check' in sys.argv else 'written'}: {name}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
