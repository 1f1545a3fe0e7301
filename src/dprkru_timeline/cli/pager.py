"""A pager for long answers on a terminal, as git has one."""

import os
import shutil
import signal
import subprocess

from dprkru_timeline.session.settings import setting

_OFF = ("", "cat", "off")


def page(text: str, encoding: str) -> bool:
    """Show a text in the person's pager; tell whether there was one.

    The setting, else ``PAGER``, else less. Like git, it goes through the shell, so that it may have
    options, and less gets ``FRX`` where ``LESS`` is not set: one page only shows, colours pass, nothing is cleared.
    """
    command = setting("pager") or os.environ.get("PAGER", "less")
    if command in _OFF or (command == "less" and shutil.which("less") is None):
        return False
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    try:
        child = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment)  # noqa: S602 - as git does
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's while it shows
    try:
        child.communicate(text.encode(encoding, "backslashreplace"))
    except BrokenPipeError:  # left before the end
        child.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return child.returncode not in (126, 127)  # the shell did not find it
