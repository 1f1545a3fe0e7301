"""Write a folder of files that a program makes anew each time, and nothing that is another's.

What was written is listed in a file of the folder, with the SHA-256 sum of each. All is made beside the folder first:
a new one then gets its name at once; in one that is there each file is put in place whole, what is no more in the list
is taken away, and the new list comes last.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from dprkru_timeline.errors import OutputError, UsageError
from dprkru_timeline.store.signals import deferred, unwinding
from dprkru_timeline.text import typed

_PREFIX, _FORM = ".timeline-", 1


class Folder(NamedTuple):
    """A folder that may be written; ``old`` are the program's own files in it, by name with the sums they may have.

    ``about`` is what its list said besides.
    """

    path: Path
    shown: str
    list_name: str
    old: Mapping[str, str]
    exists: bool
    about: Mapping[str, str] = {}


def check_folder(name: str, list_name: str, *, force: bool = False) -> Folder:
    """Return a folder that may be written: none yet, an empty one, or with ``force`` one of ours.

    Raises:
        UsageError: it is a file, its own folder is missing, or something else is in it.
        OutputError: it can't be looked at.
    """
    if not name:
        raise UsageError("--output is empty", "name a folder")
    shown, path = typed(name), Path(name)
    try:
        path = path.resolve() if path.is_symlink() else path
        if path.exists() and not path.is_dir():
            raise UsageError(f"{shown} is a file", "name a folder that is new or empty")
        if not path.exists():
            if not path.absolute().parent.is_dir():
                raise UsageError(f"no folder {typed(str(path.absolute().parent))} for {shown}", "make it first")
            return Folder(path, shown, list_name, {}, exists=False)
        if all(name.startswith(_PREFIX) for name in os.listdir(path)):  # one that was killed may have left its own
            return Folder(path, shown, list_name, {}, exists=True)
        old, about = _listed(path / list_name)
    except (OSError, ValueError, RuntimeError) as error:  # a ring of links is the last of them
        if isinstance(error, UsageError):
            raise
        raise OutputError(f"can't write {shown}: {getattr(error, 'strerror', None) or error}") from None
    if old is None:
        raise UsageError(
            f"{shown} is not empty, and was not made by this command", "name a folder that is new or empty"
        )
    if not force:
        raise UsageError(f"{shown} was made before", "give --force to bring it up to date; other files in it stay")
    return Folder(path, shown, list_name, old, exists=True, about=about)


def _listed(path: Path) -> tuple[dict[str, str] | None, dict[str, str]]:
    """Return the files that a list names, with their sums, and what it says besides; nothing where it is no list."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        files = found["files"]
        is_list = found["timeline_folder"] == _FORM and all(map(_is_inside, files))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None, {}
    if not is_list or not all(isinstance(one, str) for one in files.values()):
        return None, {}
    before = found.get("before")
    if isinstance(before, dict):  # a run was killed while it put files in place: each is the old one or the new
        files = {name: f"{sum_} {before.get(name, '')}".strip() for name, sum_ in files.items()}
    return files, {key: value for key, value in found.items() if isinstance(value, str)}


def _is_inside(name: str) -> bool:
    parts = name.split("/")
    return all(part not in ("", ".", "..") and "\\" not in part and ":" not in part for part in parts)


def write_folder(folder: Folder, files: Iterable[tuple[str, Callable[[], bytes]]], **about: str) -> tuple[int, int]:
    """Write files into a folder; return how many, and how many old ones were taken away.

    ``about`` stands in the list, for whoever reads it.

    Raises:
        OutputError: it can't be written; a new folder is then not there, an old one as it was before anything was put
            in place.
        UsageError: a file is in the way that is none of the program's, or one of its own was changed by somebody.
    """
    _check_unchanged(folder)
    parent = folder.path if folder.exists else folder.path.absolute().parent
    try:
        with unwinding():
            made = tempfile.mkdtemp(prefix=_PREFIX, dir=parent)
            try:
                sums = {name: _written(Path(made), name, make()) for name, make in files}
                _written(Path(made), folder.list_name, _list(about, sums, {}))
                if folder.exists:
                    _put_in_place(folder, Path(made), sums, about)
                else:
                    os.chmod(made, 0o777 & ~_umask())
                    os.rename(made, folder.path)
            finally:
                shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise OutputError(f"can't write {folder.shown}: {error.strerror or error}") from None
    return len(sums), sum(name not in sums for name in folder.old)


def _list(about: Mapping[str, str], sums: Mapping[str, str], before: Mapping[str, str]) -> bytes:
    """Return the list; ``before`` are sums of files that may not have been put in place yet."""
    told = {"timeline_folder": _FORM, **about, "files": dict(sorted(sums.items()))}
    if before:
        told["before"] = dict(sorted(before.items()))
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode("utf-8", "backslashreplace")


def _check_unchanged(folder: Folder) -> None:
    """See that what is taken for the program's own was written by it: whatever differs is somebody's work.

    Raises:
        UsageError: a file was changed since, or lies behind a link.
    """
    for name, known in folder.old.items():
        path = folder.path / name
        if _leads_away(folder.path, name):
            raise _not_ours(folder, name, "lies behind a link")
        if path.is_dir():
            raise _not_ours(folder, name, "is a folder now")
        if path.exists() and sha256(path.read_bytes()).hexdigest() not in known.split():
            raise _not_ours(folder, name, "was changed since it was made")


def _not_ours(folder: Folder, name: str, what: str) -> UsageError:
    return UsageError(f"{typed(name)} in {folder.shown} {what}", "keep it elsewhere, and take it away here")


def _leads_away(folder: Path, name: str) -> bool:
    """Tell whether a file, or a folder on the way to it, is a link."""
    path = folder
    for part in name.split("/"):
        path = path / part
        if path.is_symlink():
            return True
    return False


def _written(inside: Path, name: str, data: bytes) -> str:
    path = inside / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return sha256(data).hexdigest()


def _put_in_place(folder: Folder, made: Path, sums: Mapping[str, str], about: Mapping[str, str]) -> None:
    """Put every file in its place; nothing ends the program meanwhile, but what ends it at once.

    First the list says what is old and what is new, so that a run that was killed can be followed by another.
    """
    for name in sums:
        path = folder.path / name
        if name not in folder.old and os.path.lexists(path):
            raise _not_ours(folder, name, "is a file that this command did not make")
        if (
            _leads_away(folder.path, name)
            or path.is_dir()
            or any(
                up != folder.path and up.exists() and not up.is_dir()
                for up in path.parents
                if folder.path in up.parents
            )
        ):
            raise _not_ours(folder, name, "is in the way, or on the way to it something is that is no folder")
    with deferred():
        between = made / f"{folder.list_name}.between"
        between.write_bytes(_list(about, {**folder.old, **sums}, folder.old))
        os.replace(between, folder.path / folder.list_name)
        for name in sums:
            target = folder.path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(made / name, target)
        for name in folder.old:
            if name not in sums:
                stale = folder.path / name
                stale.unlink(missing_ok=True)
                if stale.parent != folder.path and stale.parent.is_dir() and not any(stale.parent.iterdir()):
                    stale.parent.rmdir()
        os.replace(made / folder.list_name, folder.path / folder.list_name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
