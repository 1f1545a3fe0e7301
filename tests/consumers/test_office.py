"""Documents and workbooks, opened by LibreOffice and turned into PDF: every event is on the pages, and nothing ran."""

import subprocess
from pathlib import Path

import pytest

from dprkru_timeline import Chronology, load
from dprkru_timeline.edtf import wording
from tests.conftest import MINI, Run
from tests.consumers.conftest import Export, hostile, need, squeezed

pytestmark = pytest.mark.consumer
FILES = [MINI, None]


def plain(text: str) -> str:
    """Return the ASCII of a text, without spaces: a machine may have no font for the rest."""
    return "".join(filter(str.isascii, squeezed(text)))


def printed(*paths: Path) -> list[str]:
    """Return the text of each file's pages, without spaces."""
    from pypdf import PdfReader

    folder = paths[0].parent / "pdf"
    profile = f"-env:UserInstallation={(paths[0].parent / 'profile').as_uri()}"
    command = [need("soffice"), "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    made = [folder / f"{path.stem}.pdf" for path in paths]
    assert all(path.exists() for path in made), done.stderr
    return [plain("".join(sheet.extract_text() for sheet in PdfReader(path).pages)) for path in made]


@pytest.mark.parametrize("file", FILES, ids=["mini", "edition 1"])
def test_a_document_has_every_event_and_source(exported: Export, file: Path | None) -> None:
    chronology = load(str(file or "builtin"))
    (text,) = printed(exported(".docx", file=file))
    at = 0
    for event in chronology.events:
        found = text.find(plain(f"{wording(event.date)}: {event.title}"), at)
        assert found >= at, event.id
        at = found
    for source in {source for event in chronology.events for source in event.sources}:
        assert plain(chronology.sources[source].publisher) in text


@pytest.mark.parametrize("file", FILES, ids=["mini", "edition 1"])
def test_a_workbook_has_every_event(exported: Export, file: Path | None) -> None:
    (text,) = printed(exported(".xlsx", file=file))
    for event in load(str(file or "builtin")).events:
        assert plain(event.id) in text, event.id
        assert plain(event.title) in text, event.id


def pages(path: Path) -> list[str]:
    """Return the text of each page of a file."""
    from pypdf import PdfReader

    printed(path)
    return [plain(sheet.extract_text()) for sheet in PdfReader(path.parent / "pdf" / f"{path.stem}.pdf").pages]


def test_a_workbook_prints_a_page_wide_with_its_head_marking_and_number_on_every_page(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "marked.xlsx"
    options = ("--marking", "For official use only & R&D", "--title", "&G 12 workers")
    assert run("export", "-o", str(path), *options, file=None).code == 0
    found = pages(path)
    of_events = [page for page in found if "&G12workers:Events" in page]
    assert 5 < len(of_events) < 20, "of 219 events; all columns side by side were over 60 pages"
    assert len(found) < 90
    for number, page in enumerate(found, 1):
        assert page.count("Forofficialuseonly&R&D") >= 2, number
        assert f"Page{number}of{len(found)}" in page
    assert all("DateEventStatusWhosayssoPublishers" in page for page in of_events)


def test_a_table_in_a_document_has_its_head_on_every_page_and_all_events(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "table.docx"
    assert run("export", "theme:labor", "--style", "table", "-o", str(path), file=None).code == 0
    found = pages(path)
    last = next(number for number, page in enumerate(found) if page.find("Sources") >= 0 and "[1]" in page)
    assert all("DateEventStatusWhosaysso" in page for page in found[:last])
    text = "".join(found)
    chronology = load("builtin")
    labor = [event for event in chronology.events if "labor" in event.themes]
    for event in labor:
        assert plain(event.title) in text, event.id
    assert len(found) * 3 < len(labor), "rows are compact"


def test_a_list_of_events_is_compact(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.docx"
    assert run("export", "theme:labor", "-o", str(path), file=None).code == 0
    assert len(pages(path)) < 13


def test_a_briefing_is_a_document(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    assert run("brief", "theme:labor", "-o", str(path), file=None).code == 0
    (text,) = printed(path)
    assert "Bottomline" in text
    chronology: Chronology = load("builtin")
    for event in chronology.events:
        if event.key and "labor" in event.themes:
            assert plain(event.title) in text


@pytest.mark.parametrize("query", ["theme:labor", "theme:prisoners", "since:2025"])
def test_a_briefing_is_a_page_and_its_sources(run: Run, tmp_path: Path, query: str) -> None:
    from pypdf import PdfReader

    path = tmp_path / "brief.docx"
    assert run("brief", query, "-o", str(path), file=None).code == 0
    printed(path)
    first, second, *others = [plain(sheet.extract_text()) for sheet in PdfReader(tmp_path / "pdf" / "brief.pdf").pages]
    assert "Sources" in first or second.startswith("Sources")
    assert len(others) < 2


def test_hostile_text_is_text(exported: Export) -> None:
    files = hostile("i-office")
    for suffix in (".docx", ".xlsx"):
        paths = [exported(suffix, file=path, stem=path.stem) for path, _ in files]
        for (path, chronology), text in zip(files, printed(*paths), strict=True):
            for event in chronology.events:
                assert plain(event.id if suffix == ".xlsx" else event.title[:30]) in text, path
                assert "#NAME?" not in text
                assert "#REF!" not in text
