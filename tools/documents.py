"""Make the documents that show what the program prints: examples, the CLI reference, the screenshot.

    python tools/documents.py           write them anew
    python tools/documents.py --check   say which are out of date, and end with 1

In README.md and docs/*.md every ``console`` block is one or more ``$ timeline …`` lines, each
followed by what it prints; "…" on a line of its own stands for lines left out. Between the marks
``<!-- counts -->`` and ``<!-- /counts -->`` stand the shipped chronology's numbers, between
``<!-- fields -->`` and ``<!-- /fields -->`` the fields of a query.
"""

import io
import os
import re
import shlex
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from html import escape
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENVIRONMENT = {"TIMELINE_TODAY": "2026-11-25", "COLUMNS": "80", "TERM": "dumb"}
_BLOCK = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)
_FIELDS = re.compile(r"(<!-- fields -->)(.*?)(<!-- /fields -->)", re.DOTALL)
_COUNTS = re.compile(r"(<!-- counts -->)(.*?)(<!-- /counts -->)", re.DOTALL)


def run(line: str) -> str:
    """Return what a ``timeline …`` command line prints, standard error first."""
    from dprkru_timeline.cli.app import run as run_program

    command, _, cut = line.partition(" | head -n ")
    out, err = io.StringIO(newline=""), io.StringIO()
    before, folder = dict(os.environ), Path.cwd()
    for name in ("TIMELINE_FILE", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        os.environ.pop(name, None)
    os.environ.update(ENVIRONMENT)
    try:
        with tempfile.TemporaryDirectory() as empty, redirect_stdout(out), redirect_stderr(err):
            os.chdir(empty)
            run_program(shlex.split(command)[1:])
            os.chdir(folder)
    finally:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(before)
    text = err.getvalue() + out.getvalue().replace("\r\n", "\n")
    return "".join(text.splitlines(keepends=True)[: int(cut)] if cut else text)


def with_output(text: str) -> str:
    """Return a document with the output of its console blocks made anew."""

    def renew(match: re.Match[str]) -> str:
        commands = [row for row in match[2].splitlines() if row.startswith("$ ")]
        blocks = [f"{row}\n{run(row[2:])}" for row in commands]
        return match[1] + "\n".join(blocks) + match[3]

    return _BLOCK.sub(renew, text)


def with_counts(text: str) -> str:
    """Return a document with the tables between its count marks made anew from the shipped chronology."""
    return _COUNTS.sub(lambda match: f"{match[1]}\n{counts()}\n{match[3]}", text)


def with_fields(text: str) -> str:
    """Return a document with the tables between its fields marks made anew from the query's own."""
    return _FIELDS.sub(lambda match: f"{match[1]}\n{fields()}\n{match[3]}", text)


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


def cli_reference() -> str:
    """Return the help of every command as one page."""
    from dprkru_timeline.cli.app import COMMANDS

    parts = ["# Commands\n\nMade from the program's own help by `tools/documents.py`.\n"]
    for name in ("", *COMMANDS):
        title = f"timeline {name}".strip()
        parts.append(f"## {title}\n\n```text\n{run(f'{title} --help').rstrip()}\n```\n")
    return "\n".join(parts)


def screenshot(arguments: str, width: int) -> str:
    """Return a picture of what the program shows on a terminal, with no outside address in it."""
    from dprkru_timeline import load, select
    from dprkru_timeline.query.parse import parse_query
    from dprkru_timeline.render.lines import cut, merged
    from dprkru_timeline.render.timeline import timeline_lines
    from dprkru_timeline.text import cells

    lines = list(timeline_lines(select(load("builtin"), parse_query(arguments)), width))
    char, row, pad = 8.4, 19, 18
    height = row * (len(lines) + 1) + 3 * pad
    rows = [f'<text x="{pad}" y="{2 * pad}" class="prompt">$ timeline show {escape(arguments)}</text>']
    for place, line in enumerate(lines, 1):
        at = 0
        for whole, style in merged(line):
            text = cut(whole, width - at)  # an address runs past the width; a picture can't scroll
            size = cells(text)
            if text.strip():
                lead = len(text) - len(text.lstrip())
                x, shown = pad + (at + lead) * char, text.strip()
                rows.append(
                    f'<text x="{x:.1f}" y="{2 * pad + place * row}" textLength="{cells(shown) * char:.1f}" '
                    f'class="{style or "title"}">{escape(shown)}</text>'
                )
            at += size
    styles = (
        "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#d7dce2}"
        ".heading,.year,.key-title{font-weight:700;fill:#fff}.date{fill:#6cc7d9}.faint,.note,.label{fill:#8b95a1}"
        ".address{fill:#7aa7e8}.prompt{fill:#9ccc8f}.status-claimed,.status-assessed{fill:#e3c567}"
        ".status-disputed{fill:#ef8a80}.status-reported{fill:#9ccc8f}"
    )
    total = width * char + 2 * pad
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total:.0f} {height}" role="img" '
        f'aria-labelledby="t d"><title id="t">timeline show {escape(arguments)}</title>'
        f'<desc id="d">The program\'s answer in a terminal of {width} columns.</desc><style>{styles}</style>'
        f'<rect width="100%" height="100%" rx="8" fill="#15191e"/>\n' + "\n".join(rows) + "\n</svg>\n"
    )


def documents() -> Iterator[tuple[Path, str]]:
    """Yield each document with the text that it should have."""
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        if path.name != "cli.md":
            yield path, with_fields(with_counts(with_output(path.read_text(encoding="utf-8"))))
    yield ROOT / "docs" / "cli.md", cli_reference()
    yield ROOT / "docs" / "screenshot.svg", screenshot("actor:shoigu on:2025-06", 88)


def main() -> int:
    """Write or check all documents."""
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
