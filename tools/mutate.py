"""Change the program in small ways, one at a time, and see which changes the tests of a module do not notice.

    python tools/mutate.py                  all modules of the table below
    python tools/mutate.py status asof      these only

It needs the extra ``mutate``. All is done on a copy of the tree, so that the sources stay as they are whatever
happens. mutmut changes what stands in functions; what stands at the level of a module or a class (tables, patterns,
defaults) it does not reach, so that is changed here. Survivors that no test can tell from the original are listed in
``tests/data/mutants-equivalent.toml``, each with the reason, and counted apart. Ends with 1 if others survived.
"""

import ast
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from pathlib import Path
from threading import Event
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "src/dprkru_timeline"
EQUIVALENT = ROOT / "tests" / "data" / "mutants-equivalent.toml"
# What the tests below read, of what stands at the top of the tree.
COPIED = ("src", "tests", "events.toml", "pyproject.toml")
JOBS = os.cpu_count() or 1
# What says in words, for a document, what a module does: tests of the documents see it.
WORDS = ("LACKS",)
# What mutmut gives where a test fails, where pytest itself does, where the time is over, and where the run is ended by
# a signal that a test sends to see it caught; all else is looked at.
KILLED = (1, 3, 24, -24, 36, 152, -1, -15)
# mutmut forks each mutant from where all tests have run once: it must not find in a cache what was worked out then.
FORGET = """

@pytest.fixture(autouse=True)
def _forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("dprkru_timeline"):
            for one in list(vars(module).values()):
                if hasattr(one, "cache_clear"):
                    one.cache_clear()
"""

# The fast tests of each module, and which of them are left out: they read whole editions, for many seconds.
TESTS: dict[str, tuple[tuple[str, ...], str]] = {
    "status": (("tests/unit/test_status.py", "tests/unit/test_status_cases.py"), ""),
    "voices": (("tests/unit/test_status.py", "tests/unit/test_status_cases.py"), ""),
    "asof": (
        ("tests/unit/test_asof.py",),
        "not shows_a_later_text and not can_fail and not history and not lies_ahead",
    ),
    "edtf/bounds": (("tests/unit/edtf/test_bounds.py", "tests/unit/edtf/test_parse.py"), ""),
    "formats/csv": (("tests/unit/formats/test_csv.py",), ""),
    "store/save": (("tests/unit/store/test_save.py",), ""),
    "query/select": (("tests/unit/query/test_select.py",), ""),
    "derive/brief": (("tests/unit/derive/test_brief.py",), ""),
}


class Mutant(NamedTuple):
    """A change that was made: where, and the lines before and after it, each run of them on one line."""

    within: str  # the function, or "" at the level of the module
    line: int
    original: str
    mutated: str
    diff: str = ""


def main(arguments: list[str]) -> int:
    """Run the modules named, or all, and print what survived."""
    names = arguments or list(TESTS)
    if unknown := [name for name in names if name not in TESTS]:
        print(f"no such module: {', '.join(unknown)}; there are {', '.join(TESTS)}", file=sys.stderr)
        return 2
    reasons = equivalent()
    table, left = [], 0
    for name in names:
        began = time.monotonic()
        total, survivors = run(name)
        known = [one for one in survivors if (name, one.within, one.original, one.mutated) in reasons]
        for one in survivors:
            if one not in known:
                print(f"\n{PACKAGE}/{name}.py:{one.line}: survived in {one.within or 'the module'}\n{one.diff}")
        counts = (total, total - len(survivors), len(survivors) - len(known), len(known))
        table.append((name, *counts, f"{time.monotonic() - began:.0f} s"))
        left += counts[2]
        print("{}: {} mutants, {} killed, {} survived, {} equivalent, {}".format(*table[-1]), flush=True)
    print(f"\n{'module':14}{'mutants':>9}{'killed':>9}{'survived':>10}{'equivalent':>12}{'time':>8}")
    for row in table:
        print("{:14}{:>9}{:>9}{:>10}{:>12}{:>8}".format(*row))
    return 1 if left else 0


def equivalent() -> set[tuple[str, str, str, str]]:
    """Return module, function, line before and line after of the changes that no test can notice."""
    rows = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutant"] if EQUIVALENT.exists() else []
    return {(row["module"], row["within"], row["original"], row["mutated"]) for row in rows}


def run(name: str) -> tuple[int, list[Mutant]]:
    """Return how many changes were made to a module, and those that its tests did not notice."""
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        in_functions, survived = _by_mutmut(name, _copy(Path(folder) / "functions"))
        outside = list(_outside(name))
        copies = [_copy(Path(folder) / f"outside-{number}") for number in range(JOBS)]
        stopped = Event()
        with ThreadPoolExecutor(JOBS) as pool:
            parts = [pool.submit(_by_hand, name, outside[at::JOBS], copies[at], stopped) for at in range(JOBS)]
            try:
                survived += [one for part in parts for one in part.result()]
            finally:
                stopped.set()  # interrupted, it does not go on with the rest
    return in_functions + len(outside), sorted(survived, key=lambda one: one.line)


def _copy(folder: Path) -> Path:
    folder.mkdir()
    for part in COPIED:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / part, folder / part)
    return folder


# What mutmut makes of the functions.


def _by_mutmut(name: str, folder: Path) -> tuple[int, list[Mutant]]:
    path = f"{PACKAGE}/{name}.py"
    tests, but = TESTS[name]
    settings = {
        "source_paths": ["src/"],
        "only_mutate": [path],
        "also_copy": ["events.toml"],
        "pytest_add_cli_args": ["--numprocesses=0", "-p", "no:randomly", *(["-k", but] if but else [])],
        "pytest_add_cli_args_test_selection": list(tests),
        "use_git_change_detection": False,
        "timeout_multiplier": 5.0,
        "timeout_constant": 3.0,
    }
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items()))
    with (folder / "tests" / "conftest.py").open("a", encoding="utf-8") as file:
        file.write(FORGET)
    text = (folder / path).read_text(encoding="utf-8")
    (folder / path).write_text(undecorated(text), encoding="utf-8")
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(JOBS)]
    # Without Python's UTF-8 mode, in which no test could tell a file's encoding from the locale's.
    env = {**os.environ, "PYTHONUTF8": "0"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if not (meta := folder / "mutants" / f"{path}.meta").exists() or done.returncode:
        sys.exit(f"mutmut on {name} failed:\n{(done.stdout + done.stderr)[-3000:]}")
    codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    if None in codes.values():
        sys.exit(f"mutmut on {name} did not finish:\n{done.stdout[-3000:]}")
    ids = [key for key, code in codes.items() if code not in KILLED]
    script = "import json, sys; from mutmut.mutation.diff_apply import get_diff_for_mutant as diff\n"
    script += "print(json.dumps([diff(one) for one in json.load(sys.stdin)]))"
    asked = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, input=json.dumps(ids), capture_output=True, text=True, check=True
    )
    starts = {within: node.lineno for within, node in functions(text)}
    survivors = []
    for key, diff in zip(ids, json.loads(asked.stdout), strict=True):
        within = re.sub(r"^x_|^xǁ", "", key.rpartition(".")[2].rpartition("__mutmut_")[0]).replace("ǁ", ".")
        survivors.append(_described(within, starts[within] - 1, diff))
    return len(codes), survivors


def undecorated(text: str) -> str:
    """Return a module with ``f = decorator(f)`` after each function in place of ``@decorator`` before it.

    mutmut leaves out what is decorated.
    """
    lines = text.split("\n")
    for _, node in sorted(functions(text), key=lambda row: -row[1].lineno):
        if len(node.decorator_list) == 1 and isinstance(decorator := node.decorator_list[0], ast.Name):
            lines.insert(node.end_lineno or 0, f"{' ' * node.col_offset}{node.name} = {decorator.id}({node.name})")
            lines[decorator.lineno - 1] = ""
    return "\n".join(lines)


def functions(text: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the functions and methods of a module with their names."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{one.name}", one) for one in node.body if isinstance(one, ast.FunctionDef))


def _described(within: str, before: int, diff: str) -> Mutant:
    """Return a mutant by its diff, the first line of which is ``before`` + 1."""
    head, *rows = diff.split("\n")[2:]
    start = int(head.split()[1].removeprefix("-").partition(",")[0])
    gone = [row[1:].strip() for row in rows if row.startswith("-")]
    come = [row[1:].strip() for row in rows if row.startswith("+")]
    place = next((number for number, row in enumerate(rows) if row[:1] in "-+"), 0)
    return Mutant(within, before + start + place, " ".join(gone), " ".join(come), diff.partition("@@\n")[2])


# What stands outside functions.


def _by_hand(name: str, mutants: list[str], folder: Path, stopped: Event) -> list[Mutant]:
    """Return those changes of whole modules that its tests do not notice."""
    path = folder / PACKAGE / f"{name}.py"
    text = path.read_text(encoding="utf-8")
    if mutants and not _pass(name, folder):
        sys.exit(f"the tests of {name} fail as it is")
    survived = []
    for mutated in mutants:
        if stopped.is_set():
            break
        path.write_text(mutated, encoding="utf-8")
        if _pass(name, folder):
            diff = unified_diff(text.split("\n"), mutated.split("\n"), lineterm="")
            survived.append(_described("", 0, "\n".join(diff)))
    return survived


def _pass(name: str, folder: Path) -> bool:
    """Tell whether the tests of a module pass in time."""
    tests, but = TESTS[name]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--numprocesses=0", *tests, *(["-k", but] if but else [])]
    for plugin in ("randomly", "cacheprovider", "hypothesispytest"):  # the last takes longer to load than the tests
        command += ["-p", f"no:{plugin}"]
    paths = {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, **paths}, capture_output=True, timeout=120, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _outside(name: str) -> Iterator[str]:
    """Yield the whole text of a module with one change to what it or a class of it assigns."""
    raw = (ROOT / PACKAGE / f"{name}.py").read_bytes()
    offsets = [0]
    for row in raw.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(row))
    body = ast.parse(raw).body
    body += [one for node in body if isinstance(node, ast.ClassDef) for one in node.body]
    for statement in body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) in WORDS:
            continue
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value:
            for node in ast.walk(statement.value):
                start = offsets[getattr(node, "lineno", 1) - 1] + getattr(node, "col_offset", 0)
                end = offsets[(getattr(node, "end_lineno", 1) or 1) - 1] + (getattr(node, "end_col_offset", 0) or 0)
                for mutated in changes(node, raw[start:end].decode()):
                    yield (raw[:start] + mutated.encode() + raw[end:]).decode()


def changes(node: ast.AST, text: str) -> Iterator[str]:
    """Yield what may stand for a value: another number, a table without an entry, a pattern without a sign."""
    match node:
        case ast.Constant(value=bool()):
            yield str(not node.value)
        case ast.Constant(value=int() | float()):
            yield repr(node.value + 1)  # type: ignore[operator]
        case ast.Tuple() if len(node.elts) > 1:
            for left in node.elts:
                yield f"({', '.join(ast.unparse(one) for one in node.elts if one is not left)},)"
        case ast.Constant(value=str()) if text.startswith("r"):
            for found in re.finditer(r"\[((?:\\.|[^]\\])+)\]", text):
                signs = re.findall(r"\\.|[^\\]", found[1])
                for place in range(len(signs)):
                    rest = "".join(signs[:place] + signs[place + 1 :])
                    yield f"{text[: found.start(1)]}{rest}{text[found.end(1) :]}"
        case ast.Constant(value=str(value)) if value:
            yield repr(f"XX{value}XX")
        case ast.Lambda():
            yield "lambda event: ()"
        case _:
            return


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # as by Ctrl-C: the copies are taken away
    sys.exit(main(sys.argv[1:]))
