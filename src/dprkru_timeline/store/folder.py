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
from dprkru_timeline.store.signals import unwinding
from dprkru_timeline.text import typed

_PREFIX, _FORM = ".timeline-", 1


class Folder(NamedTuple):
    """A folder that may be written; ``old`` are the files in it that are the program's, by name with their sums.

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
    except (OSError, ValueError) as error:
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
        UsageError: a file is in the way that is none of the program's.
    """
    parent = folder.path if folder.exists else folder.path.absolute().parent
    made = ""
    try:
        with unwinding():
            made = tempfile.mkdtemp(prefix=_PREFIX, dir=parent)
            try:
                sums = {name: _written(Path(made), name, make()) for name, make in files}
                listed = json.dumps(
                    {"timeline_folder": _FORM, **about, "files": dict(sorted(sums.items()))},
                    ensure_ascii=False,
                    indent=1,
                )
                _written(Path(made), folder.list_name, f"{listed}\n".encode("utf-8", "backslashreplace"))
                if folder.exists:
                    _put_in_place(folder, Path(made), sums)
                else:
                    os.chmod(made, 0o777 & ~_umask())
                    os.rename(made, folder.path)
            finally:
                shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise OutputError(f"can't write {folder.shown}: {error.strerror or error}") from None
    return len(sums), sum(name not in sums for name in folder.old)


def _written(inside: Path, name: str, data: bytes) -> str:
    path = inside / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return sha256(data).hexdigest()


def _put_in_place(folder: Folder, made: Path, sums: Mapping[str, str]) -> None:
    foreign = [name for name in sums if name not in folder.old and os.path.lexists(folder.path / name)]
    if foreign:
        raise UsageError(
            f"{folder.shown} has a file {typed(foreign[0])} that this command did not make",
            "take it away, or rename it",
        )
    for name in (*sums, folder.list_name):
        target = folder.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(made / name, target)
    for name in folder.old:
        if name not in sums:
            stale = folder.path / name
            if stale.is_file() or stale.is_symlink():
                stale.unlink()
            if stale.parent != folder.path and stale.parent.is_dir() and not any(stale.parent.iterdir()):
                stale.parent.rmdir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
