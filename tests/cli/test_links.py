"""``timeline links``: sources without a kept copy, odd addresses, and copies asked of an archive on this machine."""

import json
import re
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from jsonschema import Draft202012Validator

from dprkru_timeline.answers.schemas import schema_text
from dprkru_timeline.check.addresses import is_public, oddities
from dprkru_timeline.curate.wayback import NotKept, Wayback
from dprkru_timeline.errors import UsageError
from dprkru_timeline.model import Source, SourceKind
from dprkru_timeline.store.load import load
from tests.conftest import Run

FILE = """\
# kept as it is
schema = 2

[chronology]
title = "Links"
edition = 2026-01-01

[actors.a]
name = "A"
kind = "state"

[themes.t]
name = "T"
description = "T."

[sources.first]
publisher = "First"
title = "One"
date = "2024-06-05"
url = "https://first.example.org/one"
kind = "news"
accessed = 2024-06-10

[sources.second]
publisher = "Second"   # with a remark
title = "Two"
date = "2024-06-07"
url = "http://www.second.example.org/two?a=1&b=2"
kind = "news"

[sources.kept]
publisher = "Kept"
title = "Three"
date = "2024-06-07"
url = "https://kept.example.org/three"
archive = "https://web.archive.org/web/20240608000000/https://kept.example.org/three"
kind = "news"

[sources.paper]
publisher = "Paper"
title = "Four"
date = "2024-06-07"
kind = "news"

[sources.inner]
publisher = "Inner"
title = "Five"
date = "2024-06-07"
url = "http://intranet:8080/five"
kind = "news"

[[events]]
id = "one"
date = "2024-06-05"
title = "One"
summary = "One."
kind = "event"
actors = ["a"]
themes = ["t"]
sources = ["first", "second", "kept"]

[[events]]
id = "two"
date = "2024-06-07"
title = "Two"
summary = "Two."
kind = "event"
actors = ["a"]
themes = ["t"]
sources = ["second", "paper", "inner"]
"""


class Archive:
    """An archive that answers as the Internet Archive's interfaces do; ``asked`` is what it was asked, in order."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.available: dict[str, Any] = {}
        self.refuses: dict[str, Any] = {}  # by the page: a status code, or what a job ends with
        self.too_often = 0
        self.answers_garbage = False
        self.redirects_to = ""
        self.polls = 1
        self.keys = ""
        self.jobs: dict[str, str] = {}
        archive = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                return

            def do_GET(self) -> None:
                archive.get(self)

            def do_POST(self) -> None:
                archive.post(self)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def reply(self, to: BaseHTTPRequestHandler, status: int, body: object = "", **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        to.send_response(status)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.send_header("Content-Length", str(len(data)))
        to.end_headers()
        to.wfile.write(data)

    def get(self, to: BaseHTTPRequestHandler) -> None:
        self.asked.append(to.path)
        if self.too_often:
            self.too_often -= 1
            self.reply(to, 429, Retry_After="7")
            return
        if self.answers_garbage:
            self.reply(to, 200, "<html>busy</html>", Content_Location="/somewhere/else")
            return
        parts = urlsplit(to.path)
        if parts.path == "/wayback/available":
            closest = self.available.get(parse_qs(parts.query)["url"][0])
            self.reply(to, 200, {"archived_snapshots": {"closest": closest} if closest else {}})
        elif parts.path.startswith("/save/status/"):
            url = self.jobs[parts.path.rpartition("/")[2]]
            self.polls -= 1
            if self.polls >= 0:
                self.reply(to, 200, {"status": "pending"})
            elif url in self.refuses:
                self.reply(to, 200, self.refuses[url])
            else:
                self.reply(to, 200, {"status": "success", "timestamp": "20260115101112", "original_url": url})
        elif to.path.startswith("/save/"):
            url = to.path.removeprefix("/save/")
            if self.redirects_to:
                self.reply(to, 302, Location=self.redirects_to)
            elif url in self.refuses:
                self.reply(to, self.refuses[url], {"message": "You can't \x1b[31mbe served"})
            else:
                self.reply(to, 302, Location=f"{self.base}/web/20260115101112/{url}")
        else:
            self.reply(to, 404)

    def post(self, to: BaseHTTPRequestHandler) -> None:
        form = parse_qs(to.rfile.read(int(to.headers["Content-Length"])).decode())
        self.asked.append(f"POST {to.path} {form['url'][0]}")
        if to.headers["Authorization"] != f"LOW {self.keys}":
            self.reply(to, 401, {"message": "You need to be logged in to use Save Page Now."})
            return
        job = f"spn2-{len(self.jobs):040x}"
        self.jobs[job] = form["url"][0]
        self.reply(to, 200, {"url": form["url"][0], "job_id": job})


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    one = Archive()
    monkeypatch.setenv("TIMELINE_WAYBACK", one.base)
    monkeypatch.setattr("dprkru_timeline.curate.wayback._PAUSE", 0.0)
    monkeypatch.setattr("dprkru_timeline.curate.wayback._PAUSE_WITH_KEYS", 0.0)
    monkeypatch.setattr("dprkru_timeline.curate.wayback._POLL", 0.0)
    yield one
    one.close()


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_what_has_no_copy_and_what_is_odd(run: Run, mine: Path) -> None:
    shown = run("links", "--width", "0", file=mine)
    assert (shown.code, shown.err) == (0, "")
    assert "3 of 5 sources without a kept copy; 1 odd address\n" in shown.out
    assert (
        "Odd addresses (1)\ninner: Inner, “Five”, 7 June 2024 (two)\n  http://intranet:8080/five\n  names port 8080"
        in shown.out
    )
    assert "second: Second, “Two”, 7 June 2024 (one, two)\n  http://www.second.example.org/two?a=1&b=2" in shown.out
    assert "kept:" not in shown.out
    lines = run("links", "--view", "oneline", file=mine).lines
    assert [line.split()[0] for line in lines] == ["first", "second", "inner"]
    assert lines[0] == "first  https://first.example.org/one  no kept copy"
    assert [line.split()[0] for line in run("links", "--view", "oneline", "--odd", file=mine).lines] == ["inner"]
    assert "Without a kept copy" not in run("links", "--odd", file=mine).out
    found = json.loads(run("links", "id:one", "--json", file=mine).out)
    Draft202012Validator(json.loads(schema_text("links"))).validate(found)
    assert [one["source"]["id"] for one in found["without_copy"]] == ["first", "second"]
    assert (found["sources"], found["odd"], found["kept"]) == (3, [], [])


def test_copies_are_asked_for_and_written_and_nothing_else_is(run: Run, mine: Path, archive: Archive) -> None:
    archive.available["https://first.example.org/one"] = {
        "status": "200", "available": True, "timestamp": "20240611120000",
        "url": f"{archive.base}/web/20240611120000/https://first.example.org/one",
    }  # fmt: skip
    done = run("links", "--save", file=mine)
    assert done.code == 1, "one of them could not be kept"
    assert done.lines == [
        f"first: the copy of 11 June 2024: {archive.base}/web/20240611120000/https://first.example.org/one",
        f"second: a new copy of 15 January 2026: {archive.base}/web/20260115101112/http://www.second.example.org/two?a=1&b=2",
        "inner: no copy: its address is of no host that others can reach",
    ]
    assert f"2 copies written into {mine}; look at each" in done.err
    assert "1 source still without" in done.err
    assert archive.asked == [
        "/wayback/available?url=https%3A%2F%2Ffirst.example.org%2Fone&timestamp=20240610",
        "/wayback/available?url=http%3A%2F%2Fwww.second.example.org%2Ftwo%3Fa%3D1%26b%3D2&timestamp=20240607",
        "/save/http://www.second.example.org/two?a=1&b=2",
    ]
    after = mine.read_text(encoding="utf-8")
    assert re.sub(r"archive = .*127.*\n", "", after) == FILE, "every other byte stays"
    sources = load(str(mine)).sources
    assert sources["first"].archive.endswith("/web/20240611120000/https://first.example.org/one")
    assert sources["second"].archive.endswith("/web/20260115101112/http://www.second.example.org/two?a=1&b=2")
    asked = len(archive.asked)
    assert run("links", "--save", "id:one", file=mine).code == 0
    assert len(archive.asked) == asked, "what has a copy is not asked for again"


def test_a_source_of_the_file_that_ships_gets_its_copy_in_ones_own(run: Run, mine: Path, archive: Archive) -> None:
    mine.write_text(
        'schema = 2\n[chronology]\ntitle = "Mine"\nedition = 2026-01-01\nextends = ["builtin"]\n', encoding="utf-8"
    )
    done = run("links", "id:panel-veto", "--save", "--most", "1", file=mine)
    assert done.code == 0, done.err
    source = done.out.partition(":")[0]
    assert f"[source_additions.{source}]" in mine.read_text(encoding="utf-8")
    assert "the same command goes on" in done.err
    assert load(str(mine)).sources[source].archive.startswith(archive.base)
    refused = run("links", "--save", file=None)
    assert refused.code == 2
    assert "the chronology that ships is not written" in refused.err


def test_a_copy_from_before_the_page_or_of_another_page_is_none(run: Run, mine: Path, archive: Archive) -> None:
    for told in (
        {"timestamp": "20240101000000", "url": f"{archive.base}/web/20240101000000/https://first.example.org/one"},
        {"timestamp": "20240611120000", "url": f"{archive.base}/web/20240611120000/https://other.example.org/"},
        {"timestamp": "20240611120000", "url": "https://evil.example/web/20240611120000/https://first.example.org/one"},
        {"timestamp": "20241311120000", "url": f"{archive.base}/web/20241311120000/https://first.example.org/one"},
        {"timestamp": "20240611120000", "url": "javascript:alert(1)"},
        {"timestamp": "20240611120000", "url": "http://[bad/web/20240611120000/https://first.example.org/one"},
        {"timestamp": "99990611120000", "url": f"{archive.base}/web/99990611120000/https://first.example.org/one"},
        {"timestamp": "20240611120000", "url": f'{archive.base}/web/20240611120000/https://first.example.org/one"<b>'},
        {"status": "404", "url": f"{archive.base}/web/20240611120000/https://first.example.org/one"},
    ):
        mine.write_text(FILE, encoding="utf-8")
        archive.available["https://first.example.org/one"] = {"status": "200", "available": True, **told}
        done = run("links", "--save", "--most", "1", file=mine)
        assert done.lines[0].startswith("first: a new copy of 15 January 2026"), told


def test_with_keys_of_an_account_a_job_is_followed_to_its_end(
    run: Run, mine: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.keys = "access:secret"
    monkeypatch.setenv("TIMELINE_WAYBACK_KEYS", "access:secret")
    archive.polls = 2
    archive.refuses["http://www.second.example.org/two?a=1&b=2"] = {
        "status": "error", "status_ext": "error:not-found", "message": "Couldn't find \x1b[31mit"
    }  # fmt: skip
    done = run("links", "--save", "id:one", file=mine)
    assert done.code == 1
    assert done.lines[0].startswith("first: a new copy of 15 January 2026: ")
    assert done.lines[1] == "second: no copy: the archive says: Couldn't find <U+001B>[31mit"
    assert [one for one in archive.asked if one.startswith("POST")] == [
        "POST /save https://first.example.org/one",
        "POST /save http://www.second.example.org/two?a=1&b=2",
    ]
    mine.write_text(FILE, encoding="utf-8")
    monkeypatch.setenv("TIMELINE_WAYBACK_KEYS", "access:wrong")
    done = run("links", "--save", "id:one", file=mine)
    assert done.lines == ["first: no copy: the archive takes no such keys (TIMELINE_WAYBACK_KEYS)"], "it stops there"
    assert "secret" not in done.out + done.err


def test_where_the_archive_fails_the_file_stays_and_the_reason_is_said(
    run: Run, mine: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("dprkru_timeline.curate.wayback.Wayback.__init__.__defaults__", ("", "", "t", waited.append))
    archive.too_often = 2
    done = run("links", "--save", "id:one", "--most", "1", file=mine)
    assert (done.code, waited[:2]) == (0, [7.0, 7.0]), "it waits as long as it is told"
    mine.write_text(FILE, encoding="utf-8")
    archive.too_often = 99
    done = run("links", "--save", file=mine)
    assert done.lines == ["first: no copy: the archive is asked too often: try again later"]
    assert mine.read_text(encoding="utf-8") == FILE
    archive.too_often = 0
    archive.refuses["https://first.example.org/one"] = 523
    done = run("links", "--save", "--most", "1", file=mine)
    assert done.lines == ["first: no copy: the archive answered 523: You can't <U+001B>[31mbe served"]
    archive.refuses.clear()
    for target in ("https://evil.example/save/x", f"{archive.base}/save/https://first.example.org/one"):
        archive.redirects_to = target
        done = run("links", "--save", "--most", "1", file=mine)
        assert done.lines == ["first: no copy: the archive took no copy, and gave no reason"], target
    archive.redirects_to = ""
    archive.answers_garbage = True
    done = run("links", "--save", "--most", "1", file=mine)
    assert done.lines == ["first: no copy: the archive answered with what can't be read"]
    archive.close()
    done = run("links", "--save", file=mine)
    assert done.code == 1
    assert len(done.lines) == 1
    assert "the archive can't be reached" in done.out
    assert mine.read_text(encoding="utf-8") == FILE
    archive.server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    archive.thread = threading.Thread(target=archive.server.serve_forever, daemon=True)
    archive.thread.start()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--most", "3"), "--most goes with --save"),
        (("--to", "x.toml"), "--to goes with --save"),
        (("--save", "--odd"), "--save and --odd"),
        (("--save", "--view", "oneline"), "--save and --view"),
        (("--view", "table"), "links has no table"),
        (("--save", "--most", "0"), "no number of sources"),
        (("--save", "--most", "501"), "no number of sources"),
    ],
)
def test_what_it_refuses(run: Run, mine: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run("links", *arguments, file=mine)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_an_archive_and_keys_that_are_none() -> None:
    for base in ("archive.org", "ftp://x", "https://", "https://a b", "https://x?y", "http://[bad"):
        with pytest.raises(UsageError, match="no address of an archive"):
            Wayback(base)
    for keys in ("access", "a:b:c", "a b:c", ":"):
        with pytest.raises(UsageError, match="no pair of keys"):
            Wayback("", keys)
    with pytest.raises(NotKept, match="can't be reached"):
        Wayback("http://127.0.0.1:9").found(Source("s", "P", SourceKind.NEWS, url="https://x.example/"))


def test_it_waits_between_two_that_are_saved(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    waited: list[float] = []
    wayback = Wayback(archive.base, wait=waited.append)
    for number in range(3):
        copy = wayback.kept(Source("s", "P", SourceKind.NEWS, url=f"https://x.example/{number}"))
        assert (copy.day, copy.is_new) == (date(2026, 1, 15), True)
    assert waited == [20.0, 20.0]


@pytest.mark.parametrize(
    ("url", "odd"),
    [
        ("https://example.org./a", ["its host ends in a dot"]),
        ("https://example.org:8443/a", ["names port 8443"]),
        ("https://example.org:443/a", []),
        ("http://example.org:80/a", []),
        ("https://me@example.org/a", ["names a user"]),
        ("http://192.0.2.7/a", ["has a number for its host"]),
        ("http://[2001:db8::1]/a", ["has a number for its host"]),
        ("http://intranet/a", ["its host has no dot: it is of one network only"]),
        ("https://staging.example.org/a", ["seems to be of a site on trial (staging, test), by its host's name"]),
        ("https://www-stage2.example.org/a", ["seems to be of a site on trial (staging, test), by its host's name"]),
        ("https://archive.dvincitest.com/a", ["seems to be of a site on trial (staging, test), by its host's name"]),
        ("https://dev.example.org/a", ["seems to be of a site on trial (staging, test), by its host's name"]),
        ("https://latest.example.org/a", []),
        ("https://contest.example.org/a", []),
        ("https://stages.example.org/a", []),
        ("https://amp.example.org/a", ["is of the page's form for phones (AMP)"]),
        ("https://example.org/amp/a", ["is of the page's form for phones (AMP)"]),
        ("https://example.org/a/amp", ["is of the page's form for phones (AMP)"]),
        ("https://example.org/a?outputType=amp", ["is of the page's form for phones (AMP)"]),
        ("https://example.org/a?amp", ["is of the page's form for phones (AMP)"]),
        ("https://example.org/champ/amplify", []),
        ("https://x-org.cdn.ampproject.org/c/s/x.org/a", ["is of the page's form for phones (AMP)"]),
        ("https://bit.ly/3x", ["is a shortened address, which hides the page's own"]),
        (
            "https://web.archive.org/web/2024/https://x.org",
            ["is that of a kept copy: url is the page's own, archive the copy's"],
        ),
        ("https://example-org.translate.goog/a", ["is of a service that shows the page, and not the page's own"]),
        (
            "https://example.org/a?utm_source=x&utm_medium=y&id=1",
            ["tells where a reader came from (utm_source, utm_medium)"],
        ),
        ("https://example.org/a?fbclid=1", ["tells where a reader came from (fbclid)"]),
        ("https://example.org/a?id=1", []),
        ("https://[bad", ["is none that can be read"]),
        ("https://example.org:99999/", ["is none that can be read"]),
    ],
)
def test_odd_addresses(url: str, odd: list[str]) -> None:
    assert oddities(url) == odd


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://example.org/a", True),
        ("http://пример.рф/a", True),
        ("http://localhost/a", False),
        ("http://10.0.0.1/a", False),
        ("http://[::1]/a", False),
        ("http://wiki.corp.internal/a", False),
        ("http://printer.local/a", False),
        ("http://a:b@example.org/", False),
        ("ftp://example.org/a", False),
        ("", False),
        ("https://[bad", False),
    ],
)
def test_only_pages_that_others_can_open_are_sent_anywhere(url: str, public: bool) -> None:
    assert is_public(url) is public
