"""A pager for long answers on a terminal, as git has one."""

import os
import shutil
import signal
import subprocess

from dprkru_timeline.session.settings import setting

_OFF = ("", "cat", "off")
_NOT_FOUND = 127  # as a shell says it
_BY_SIGNAL = range(129, 193)  # 128 and the signal's number, as a shell says it


def pager() -> str:
    """Return the command of the person's pager: the setting, else ``PAGER``, else less; nothing where there is none."""
    command: str = setting("pager") or os.environ.get("PAGER", "less").strip()
    return "" if command in _OFF or (command == "less" and shutil.which("less") is None) else command


def page(command: str, text: str, encoding: str) -> int:
    """Show a text in a pager; return the exit code that it failed with, or 0.

    Like git, it goes through the shell, so that it may have options, and less gets ``FRX`` where ``LESS`` is not set:
    one page only shows, colours pass, nothing is cleared.
    """
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    try:
        child = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment)  # noqa: S602 - as git does
    except OSError:
        return _NOT_FOUND
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's while it shows
    try:
        child.communicate(text.encode(encoding, "backslashreplace"))
    except OSError:  # left before the end; Windows has another name than a broken pipe
        child.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    # One that a signal ended was left by a person.
    return child.returncode if child.returncode > 0 and child.returncode not in _BY_SIGNAL else 0
