"""An event file as it was: out of a repository of git's, which reads it as it lies there and runs nothing for it."""

import os
import subprocess

from dprkru_timeline.errors import UnreadableFile, UsageError
from dprkru_timeline.text import shortened, typed

_MOST = 64 * 1024 * 1024
_PATIENCE = 60  # seconds


def blob(name: str, default: str) -> tuple[str, bytes]:
    """Return path and bytes of what ``git:REV`` or ``git:REV:PATH`` names; ``default`` is the path without one.

    The path is looked for from the current folder, then from the top of the repository. ``git cat-file`` gives the
    bytes that were committed: no filter, no viewer and no hook that a repository configures runs, and nothing is
    fetched.

    Raises:
        UsageError: it names no revision.
        UnreadableFile: git is not there, or has no such file.
    """
    revision, _, path = name.removeprefix("git:").partition(":")
    path = path or default
    if not revision or revision.startswith("-"):
        raise UsageError(f'"{shortened(name)}" names no revision', "write git:HEAD~1 or git:v1.0:events.toml")
    tries = [(".", f"./{path}"), (".", path)]
    if os.path.isabs(path):
        tries = [(os.path.dirname(path), f"./{os.path.basename(path)}")]
    said = ""
    for folder, inside in tries:
        done = _git(name, folder, f"{revision}:{inside}")
        if done.returncode == 0:
            if len(done.stdout) > _MOST:
                raise UnreadableFile(f"{typed(name)} is larger than {_MOST // 1024 // 1024} MB, so it is no event file")
            return path, done.stdout
        rows = done.stderr.decode("utf-8", "replace").splitlines()
        said = said or next((row.removeprefix("fatal: ") for row in rows if row.startswith("fatal: ")), "")
    remedy = "write git:REV or git:REV:PATH, with the path from here or from the top of the repository"
    raise UnreadableFile(f"git has no {typed(name)}: {typed(said) or 'it does not say why'}", remedy)


def _git(name: str, folder: str, what: str) -> "subprocess.CompletedProcess[bytes]":
    command = ["git", "-c", "protocol.allow=never", "-C", folder, "cat-file", "blob", what]
    quiet = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 - no shell, and the revision begins with no hyphen
            command, capture_output=True, timeout=_PATIENCE, check=False, env={**os.environ, **quiet}
        )
    except FileNotFoundError:
        raise UnreadableFile("git is not there to read it", "install git, or name a file") from None
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise UnreadableFile(f"git could not read {typed(name)}: {type(error).__name__}") from None
