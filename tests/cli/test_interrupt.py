"""Ctrl-C at random moments: 130 and not a word, a file whole or not there. `tools/interrupt.py` does it longer."""

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).parent.parent.parent / "tools" / "interrupt.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("interrupt", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.thorough
def test_thirty_runs_interrupted_after_our_first_line_end_with_130_and_without_a_word(tool: ModuleType) -> None:
    chance = random.Random(13)
    commands = [command for command in tool.COMMANDS if not command[0].startswith("chart")]
    whole = {command: tool.interrupted(command, None).files for command in commands}
    endings: list[str] = []
    while endings.count("interrupted") < 30:
        command = commands[len(endings) % len(commands)]
        run = tool.interrupted(command, chance.uniform(0, 0.15))
        endings.append(run.ending(whole[command]))
        assert endings[-1] in ("interrupted", "ended before"), (command, run)
        assert len(endings) < 150
