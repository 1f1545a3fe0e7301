"""The house: what start-up may load, what the package promises, one name everywhere."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dprkru_timeline
from dprkru_timeline.formats import FORMATS, writer
from tests.conftest import MINI

SOURCE = Path(dprkru_timeline.__file__).parent
ROOT = Path(__file__).parent.parent
HEAVY = {"pydantic", "rich", "dateutil", "importlib.metadata", "hypothesis", "jinja2", "matplotlib", "numpy", "rispy"}
HEAVY |= {"bibtexparser", "logging", "docx", "lxml", "xlsxwriter"}


def modules_after(*arguments: str, file: str | None = str(MINI)) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after a run of the program."""
    code = (
        "import sys, io, os\n"
        "out, sys.stdout = sys.stdout, io.StringIO()\n"
        "from dprkru_timeline.cli.app import run\n"
        f"code = run({list(arguments)!r})\n"
        "import json\n"
        "out.write(json.dumps([code, sorted(sys.modules)]))"
    )
    # Without a home the password database has one, and that may hold settings.
    environment = {"PATH": "/usr/bin:/bin", "TERM": "dumb", "HOME": "/nonexistent"}
    environment |= {"TIMELINE_FILE": file} if file else {}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True, timeout=60
    )
    exit_code, names = json.loads(done.stdout)
    assert exit_code == 0, done.stderr
    return set(names)


def test_importing_the_package_imports_nothing_of_it() -> None:
    code = "import dprkru_timeline, sys; print([m for m in sys.modules if m.startswith('dprkru_timeline.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (
            ("show", "--actor", "russia"),
            {"dprkru_timeline.formats", "dprkru_timeline.query.search", "dprkru_timeline.edtf.guess"},
        ),
        (("show", "--since", "2024"), set()),
        (("show", "workers"), set()),
        (
            ("show", "(workers or theme:arms)", "-status:claimed", "--as-of", "2024-10-20"),
            {"dprkru_timeline.query.explain"},
        ),
        (("show", "--view", "table"), {"dprkru_timeline.formats"}),
        (("list", "actors"), {"dprkru_timeline.formats"}),
        (("stats",), {"dprkru_timeline.formats"}),
        (("chart",), {"dprkru_timeline.render.plot"}),
        (("cite", "panel-veto"), {"dprkru_timeline.formats.bibtex"}),
        (("on", "19 June"), {"dprkru_timeline.formats"}),
        (("config",), {"dprkru_timeline.store.load"}),
        (("help", "dates"), {"dprkru_timeline.store.load"}),
        (("show", "--view", "oneline"), {"dprkru_timeline.formats"}),
        (
            ("export", "-f", "csv"),
            {"dprkru_timeline.formats.md", "dprkru_timeline.formats.jsonl", "dprkru_timeline.formats.json"},
        ),
        (("export", "-f", "jsonl"), set()),
        (("--help",), set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_nothing_heavy_is_loaded(arguments: tuple[str, ...], never: set[str]) -> None:
    # On the shipped chronology: the mini one has wide characters, whose widths are Rich's to say.
    loaded = modules_after(*arguments, file=None)
    assert not {name for name in loaded if name in HEAVY or name in never}


def test_info_loads_dateutil_for_the_time_between_events_and_nothing_else_heavy() -> None:
    loaded = modules_after("info", "panel-veto", file=None)
    assert loaded & HEAVY == {"dateutil"}


def test_colour_loads_no_console() -> None:
    loaded = modules_after("show", "--color", "always", file=None)
    assert "dprkru_timeline.render.palette" in loaded
    assert not loaded & {"rich.style", "rich.color", "rich.console", "rich.table", "rich.text"}


def test_only_the_command_that_was_typed_is_loaded() -> None:
    loaded = modules_after("show", file=None)
    assert "dprkru_timeline.cli.show" in loaded
    assert "dprkru_timeline.cli.check" not in loaded


def test_every_public_name_resolves() -> None:
    for name in dprkru_timeline.__all__:
        assert getattr(dprkru_timeline, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'nosuch'"):
        dprkru_timeline.nosuch  # noqa: B018


def test_the_public_api_as_documented() -> None:
    import io

    from dprkru_timeline import EdtfError, export, load, parse_edtf, parse_query, select

    chronology = load()
    found = select(chronology, parse_query("actor:dprk theme:labor since:2024")).events
    assert found
    assert all(event.date.latest is None or event.date.latest.year >= 2024 for event in found)
    assert str(parse_edtf("2024-22")) == "2024-22"
    with pytest.raises(EdtfError):
        parse_edtf("2024-13")
    stream = io.StringIO()
    export(chronology, "csv", stream)
    assert stream.getvalue().count("\r\n") == len(chronology) + 1


def test_every_format_has_its_module_and_golden_file() -> None:
    for one in FORMATS:
        assert callable(writer(one).write)
        written = f"mini{one.suffixes[0]}{'.sql' if one.name == 'sqlite' else ''}"  # of a database, what it dumps
        # Office files and Parquet are no text to read: they are read back by the libraries that read them.
        assert one.name in ("xlsx", "docx", "parquet") or (Path(__file__).parent / "golden" / written).exists()


def test_every_command_has_its_module_and_test() -> None:
    from dprkru_timeline.cli.commands import COMMANDS

    for name in (one.replace("-", "_") for one in COMMANDS):
        assert (SOURCE / "cli" / f"{name}.py").exists() or (SOURCE / "cli" / f"{name}_.py").exists()
        assert (Path(__file__).parent / "cli" / f"test_{name}.py").exists()


def test_only_the_console_writes_to_a_stream() -> None:
    for path in SOURCE.rglob("*.py"):
        if path.name not in ("console.py", "app.py"):
            text = path.read_text(encoding="utf-8")
            assert "print(" not in text.replace("fingerprint(", ""), path
            assert "sys.stdout" not in text, path


def test_no_path_of_a_machine_is_in_the_package() -> None:
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "/work/" not in text
        assert "/root/" not in text


def rooms() -> dict[str, bool]:
    """Return the folders (True) and modules at the top of the package, but for the two that every package has."""
    found = {}
    for path in SOURCE.iterdir():
        if path.is_dir() and (path / "__init__.py").exists():
            found[path.name] = True
        elif path.suffix == ".py" and path.stem not in ("__init__", "__main__"):
            found[path.stem] = False
    return found


def test_the_page_of_architecture_names_every_room_in_the_order_of_the_layers() -> None:
    import tomllib

    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = text.partition("## The rooms")[2].partition("\n## ")[0]
    named = [re.findall("`([a-z_/]+)`", row.split("|")[1]) for row in table.splitlines() if row.startswith("| `")]
    assert {name.rstrip("/"): name.endswith("/") for row in named for name in row} == rooms()
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    assert [one for row in named for one in row] == [
        f"{one}/" if rooms()[one] else one for layer in layers for one in layer.split(" | ")
    ]
    for path in re.findall(r"`((?:[a-z]+/)*[a-z_]+\.(?:py|json|md))`", text):
        assert any((folder / path).exists() for folder in (ROOT, SOURCE, ROOT / "docs")), path


def test_contracts_name_every_room() -> None:
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    _, typer, rich = settings["tool"]["importlinter"]["contracts"]
    whole = {f"dprkru_timeline.{name}" for name in rooms()}
    assert set(typer["source_modules"]) == whole - {"dprkru_timeline.cli"}
    assert set(rich["source_modules"]) == whole - {f"dprkru_timeline.{name}" for name in ("cli", "render", "text")}


def imports_of(path: Path) -> set[str]:
    """Return the modules of the package that a module imports when it runs, in functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dprkru_timeline"):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name if module_path(name) else str(node.module) for name in names}
    return found


def module_path(name: str) -> Path | None:
    """Return the file of a module of the package, if there is one."""
    path = SOURCE.joinpath(*name.split(".")[1:])
    return next((one for one in (path.with_suffix(".py"), path / "__init__.py") if one.exists()), None)


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {}
    for path in SOURCE.rglob("*.py"):
        parts = ("dprkru_timeline", *path.relative_to(SOURCE).with_suffix("").parts)
        name = ".".join(parts).removesuffix(".__init__")
        graph[name] = imports_of(path) - {name}
    for start, first in graph.items():
        reached, left = set[str](), list(first)
        while left:
            one = left.pop()
            if one not in reached:
                reached.add(one)
                left += graph.get(one, ())
        assert start not in reached, start
