"""An event file as it was: out of a repository of git's, which reads it as it lies there and runs nothing for it."""

import os
import subprocess

from dprkru_timeline.errors import UnreadableFile, UsageError
from dprkru_timeline.text import shortened, typed

_MOST = 64 * 1024 * 1024
_PATIENCE = 60  # seconds


def blob(name: str, default: str) -> tuple[str, bytes]:
    """Return path and bytes of what ``git:REV`` or ``git:REV:PATH`` names; ``default`` is the path without one.

    ``git cat-file`` gives the bytes that were committed: no filter, no viewer and no hook that a repository configures
    runs, and nothing is fetched.

    Raises:
        UsageError: it names no revision.
        UnreadableFile: git is not there, or has no such file.
    """
    revision, _, path = name.removeprefix("git:").partition(":")
    path = path or default
    if not revision or revision.startswith("-"):
        raise UsageError(f'"{shortened(name)}" names no revision', "write git:HEAD~1 or git:v1.0:events.toml")
    folder = os.path.dirname(os.path.abspath(path)) or "."
    if not os.path.isdir(folder):
        folder = os.getcwd()
    inside = path if not os.path.isabs(path) and folder == os.getcwd() else f"./{os.path.basename(path)}"
    inside = inside if inside.startswith(("./", "../")) or os.path.dirname(inside) else f"./{inside}"
    there = os.getcwd() if not os.path.isabs(path) and os.path.dirname(path) else folder
    if not os.path.isabs(path) and os.path.dirname(path):
        inside = f"./{path}"
    command = ["git", "-c", "protocol.allow=never", "-C", there, "cat-file", "blob", f"{revision}:{inside}"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False, env=_environment())
    except FileNotFoundError:
        raise UnreadableFile("git is not there to read it", "install git, or name a file") from None
    except (OSError, subprocess.SubprocessError) as error:
        raise UnreadableFile(f"git could not read {typed(name)}: {type(error).__name__}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").splitlines()
        raise UnreadableFile(f"git has no {typed(name)}: {typed(said[0]) if said else 'it does not say why'}")
    if len(done.stdout) > _MOST:
        raise UnreadableFile(f"{typed(name)} is larger than {_MOST // 1024 // 1024} MB, so it is no event file")
    return path, done.stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
