"""Kept copies at the Wayback Machine: whether there is one, and asking for one. Nothing asks unless a person did.

Three interfaces of the Internet Archive: ``/wayback/available`` says which copy is nearest to a day; ``/save/URL``
takes one for anybody, three a minute; with keys of an account ``POST /save`` gives a job, whose end ``/save/status``
tells (Save Page Now 2). What they answer is checked before it is believed: a copy's address must be the archive's own,
of the page that was asked for.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from dprkru_timeline.errors import TimelineError, UsageError
from dprkru_timeline.model import Source
from dprkru_timeline.store.hosts import host_fault
from dprkru_timeline.text import shortened

_AVAILABLE, _WAYBACK = "https://archive.org", "https://web.archive.org"
_TIMEOUT = 90.0  # seconds: it fetches the page while we wait
_MOST_BYTES, _PART = 1_000_000, 65_536
_REDIRECTS = 5
# Seconds between two questions to save: three a minute for anybody, six for an account.
_PAUSE, _PAUSE_WITH_KEYS = 20.0, 10.0
_POLL, _MOST_POLLS = 3.0, 60
_MOST_WAITS = 3
_FIRST = date(1996, 1, 1)  # before it, the archive kept nothing
_BASE = r"https?://[^\s/?#]+(?:/[^\s?#]*)?"
_PLAIN_ADDRESS = r"[^\s\x00-\x20\x7f-\x9f\"<>\\\\^`{|}]+"
_PATIENCE = 240.0  # seconds for one answer, however it comes


class Copy(NamedTuple):
    """A copy of a source's page: its address, its day, and whether it was taken just now."""

    source: str
    address: str
    day: date
    is_new: bool


class NotKept(TimelineError):  # noqa: N818
    """There is no copy, and none could be taken; ``is_final`` where asking for others makes no sense either."""

    def __init__(self, message: str, *, is_final: bool = False) -> None:
        super().__init__(message)
        self.is_final = is_final


class _Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


class Wayback:
    """The archive, as one run asks it.

    Args:
        base: another archive with the same interfaces, such as one's own; empty: the Internet Archive's.
        keys: ``ACCESS:SECRET`` of an account; empty: as anybody.
        agent: who asks, as the archive is told.
        wait: what waits so many seconds.
    """

    def __init__(
        self, base: str = "", keys: str = "", agent: str = "dprkru-timeline", wait: Callable[[float], None] = time.sleep
    ) -> None:
        if base and (host_fault(base.partition("//")[2].partition("/")[0]) or not re.fullmatch(_BASE, base)):
            raise UsageError(
                f'"{shortened(base)}" is no address of an archive', "write it as https://archive.example.org"
            )
        if keys and not re.fullmatch(r"[^\s:]+:[^\s:]+", keys):
            raise UsageError(
                "TIMELINE_WAYBACK_KEYS is no pair of keys", "write the two of your account as ACCESS:SECRET"
            )
        self._available = (base or _AVAILABLE).rstrip("/")
        self._base = (base or _WAYBACK).rstrip("/")
        self._keys = keys
        self._agent = agent
        self._wait = wait
        self._has_saved = False

    def kept(self, source: Source) -> Copy:
        """Return a copy of a source's page: the nearest to its day that is not older than it, else a new one.

        Raises:
            NotKept: there is none.
        """
        return self.found(source) or self.saved(source)

    def found(self, source: Source) -> Copy | None:
        """Return the copy that is nearest to the day on which the page was looked at, or else was published.

        A copy from before the page was published is another page's, and none.
        """
        published = source.date.earliest if source.date else None
        wanted = source.accessed or (source.date.latest if source.date else None)
        asked = {"url": source.url, **({"timestamp": wanted.strftime("%Y%m%d")} if wanted else {})}
        answer = self._asked(f"{self._available}/wayback/available?{urlencode(asked)}")
        closest = _object(_json(answer).get("archived_snapshots")).get("closest")
        snapshot = _object(closest)
        if not snapshot.get("available") or str(snapshot.get("status", "200")) != "200":
            return None
        copy = self._copy(source, str(snapshot.get("url", "")))
        return None if copy is None or (published and copy.day < published) else copy

    def saved(self, source: Source) -> Copy:
        """Ask for a copy, and return it.

        Raises:
            NotKept: it could not be taken, with the archive's own reason.
        """
        if self._has_saved:
            self._wait(_PAUSE_WITH_KEYS if self._keys else _PAUSE)
        self._has_saved = True
        address = self._saved_by_job(source.url) if self._keys else self._saved_by_anybody(source.url)
        copy = self._copy(source, address, is_new=True)
        if copy is None:
            raise NotKept("the archive answered with what is no copy of this page")
        return copy

    def _saved_by_anybody(self, url: str) -> str:
        address = f"{self._base}/save/{quote(url, safe=':/?=&%#+,;@!$()*~')}"
        for _ in range(_REDIRECTS):
            answer = self._asked(address)
            found = answer.headers.get("content-location") or answer.headers.get("location") or ""
            if re.search(r"/web/\d{14}", found):
                return found
            if not (300 <= answer.status < 400 and found):
                break
            address = found if found.startswith(("http://", "https://")) else f"{self._base}/{found.lstrip('/')}"
            if urlsplit(address).netloc != urlsplit(self._base).netloc:
                break
        raise NotKept("the archive took no copy, and gave no reason")

    def _saved_by_job(self, url: str) -> str:
        form = urlencode({"url": url, "skip_first_archive": "1", "if_not_archived_within": "1d"}).encode()
        started = _json(self._asked(f"{self._base}/save", form))
        job = str(started.get("job_id") or "")
        if not re.fullmatch(r"[A-Za-z0-9-]{1,100}", job):
            raise NotKept(_reason(started))
        for _ in range(_MOST_POLLS):
            told = _json(self._asked(f"{self._base}/save/status/{job}"))
            if told.get("status") == "success":
                return f"{self._base}/web/{told.get('timestamp')}/{told.get('original_url')}"
            if told.get("status") != "pending":
                raise NotKept(_reason(told))
            self._wait(_POLL)
        raise NotKept("the archive had not done it after three minutes")

    def _copy(self, source: Source, address: str, *, is_new: bool = False) -> Copy | None:
        """Return a copy at an address, if that is the archive's and of the source's page."""
        found = re.fullmatch(
            r"(?:https?://[^/\s]+)?/(?:\S*/)?web/(\d{14})(?:[a-z]{2}_)?/(\S+)", _path_of(address, self._base)
        )
        if not found or not re.fullmatch(_PLAIN_ADDRESS, found[2]) or not _is_same_page(found[2], source.url):
            return None
        try:
            day = date(int(found[1][:4]), int(found[1][4:6]), int(found[1][6:8]))
        except ValueError:
            return None
        if not _FIRST <= day <= date.today() + timedelta(days=1):  # noqa: DTZ011 - somewhere it may be tomorrow
            return None
        return Copy(source.id, f"{self._base}/web/{found[1]}/{found[2]}", day, is_new)

    def _asked(self, address: str, form: bytes | None = None) -> _Answer:
        """Return what the archive answers; where it is asked too often, it is asked again when it says."""
        for waited in range(_MOST_WAITS + 1):
            answer = self._fetched(address, form)
            if answer.status != 429:
                break
            if waited == _MOST_WAITS:
                raise NotKept("the archive is asked too often: try again later", is_final=True)
            after = answer.headers.get("retry-after", "")
            self._wait(min(float(after), 120.0) if after.isascii() and after.isdecimal() else 60.0)
        if answer.status in (401, 403) and self._keys:
            raise NotKept("the archive takes no such keys (TIMELINE_WAYBACK_KEYS)", is_final=True)
        if answer.status >= 400:
            raise NotKept(f"the archive answered {answer.status}{_page_reason(answer)}", is_final=answer.status == 401)
        return answer

    def _fetched(self, address: str, form: bytes | None) -> _Answer:
        from http.client import HTTPException
        from urllib.error import HTTPError, URLError
        from urllib.request import HTTPRedirectHandler, Request, build_opener

        class Stay(HTTPRedirectHandler):
            def redirect_request(self, *_: Any) -> None:
                return None

        headers = {"User-Agent": self._agent, "Accept": "application/json"}
        if self._keys:
            headers["Authorization"] = f"LOW {self._keys}"
        request = Request(address, data=form, headers=headers)  # noqa: S310 - the archive's own, http or https
        try:
            try:
                answer = build_opener(Stay).open(request, timeout=_TIMEOUT)
            except HTTPError as error:
                answer = error  # an answer as well
            with answer:
                return _Answer(answer.status, _lowered(answer.headers), _read(answer))
        except (URLError, HTTPException, OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise NotKept(f"the archive can't be reached: {shortened(str(reason), 80)}", is_final=True) from None


def _read(answer: Any) -> bytes:
    """Read an answer up to what one may have, and for as long as one may take.

    Raises:
        OSError: it takes longer.
    """
    until, held = time.monotonic() + _PATIENCE, b""
    while len(held) < _MOST_BYTES and (part := answer.read1(_PART)):
        held += part
        if time.monotonic() > until:
            raise TimeoutError("it answers too slowly")
    return held


def _lowered(headers: Any) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in (headers or {}).items()}


def _json(answer: _Answer) -> dict[str, Any]:
    try:
        return _object(json.loads(answer.body))
    except (ValueError, RecursionError):
        raise NotKept("the archive answered with what can't be read") from None


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _reason(told: Mapping[str, Any]) -> str:
    said = next((str(told[key]) for key in ("message", "exception", "status_ext") if told.get(key)), "")
    return f"the archive says: {shortened(said, 120)}" if said else "the archive took no copy, and gave no reason"


def _page_reason(answer: _Answer) -> str:
    try:
        said = str(_object(json.loads(answer.body)).get("message") or "")
    except (ValueError, RecursionError):
        return ""
    return f": {shortened(said, 120)}" if said else ""


def _path_of(address: str, base: str) -> str:
    """Return an address below the archive's; that of another host as nothing."""
    try:
        host = urlsplit(base).netloc.removeprefix("www.")
        found = urlsplit(address).netloc.removeprefix("www.") if address.startswith(("http://", "https://")) else host
    except ValueError:
        return ""
    return address if found in (host, f"web.{host}") else ""


def _is_same_page(one: str, other: str) -> bool:
    """Tell whether two addresses are of one page: whatever the scheme, www, a slash at the end and percent-encoding."""
    return _plain(one) == _plain(other)


def _plain(url: str) -> str:
    from urllib.parse import unquote

    bare = re.sub(r"^https?:/+(?:www\.)?", "", unquote(url).strip(), flags=re.IGNORECASE)
    host, slash, rest = bare.partition("#")[0].partition("/")
    return (re.sub(r":(?:80|443)$", "", host.casefold()).rstrip(".") + slash + rest).rstrip("/")
