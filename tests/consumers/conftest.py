"""Real consumers: a missing one is a skip by name, and a failure where the whole gate runs."""

import os
import shutil

import pytest


def need(program: str) -> str:
    """Return the path of a program, or skip the test; under the gate a skip is a failure."""
    found = shutil.which(program)
    if found is None:
        message = f"{program} is not installed"
        if os.environ.get("TIMELINE_CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found
