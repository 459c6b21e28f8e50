"""The layer table of builder/README.md, held to the imports: a room imports only from rows above its own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

BUILDER = Path(__file__).resolve().parent.parent / "builder"
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \|", re.MULTILINE)


def read_rows() -> dict[str, int]:
    """The row of each room, by the name in backticks."""
    table = (BUILDER / "README.md").read_text(encoding="utf-8")
    return {
        name.rstrip("/"): int(row)
        for row, names in ROW.findall(table)
        for name in re.findall(r"`([\w/]+)`", names)
    }


def room_of(module: str) -> str:
    """`load` of `builder.load.article`; the room of the package itself is empty."""
    return module.split(".")[1] if "." in module else ""


def imports_of(path: Path) -> Iterator[str]:
    """Every module of ours that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "builder")
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "builder":
            if node.module == "builder":
                yield from (f"builder.{alias.name}" for alias in node.names if alias.name != "__version__")
            else:
                yield node.module


def test_every_module_stands_in_the_table() -> None:
    """A room that the table does not name, or a name without a room, is a table that lies."""
    rooms = {
        path.stem if path.is_file() else path.name
        for path in BUILDER.iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").is_file()
    }

    assert rooms == set(read_rows())


def test_rooms_import_only_from_rows_above() -> None:
    """An import from the same row or below would tie the rooms into a knot."""
    rows = read_rows()
    wrong = [
        f"{path.relative_to(BUILDER)} (row {rows[room]}) imports {module} (row {rows[room_of(module)]})"
        for path in sorted(BUILDER.rglob("*.py"))
        if (room := path.relative_to(BUILDER).parts[0].removesuffix(".py")) != "__init__"
        for module in imports_of(path)
        if room_of(module) != room and rows[room_of(module)] >= rows[room]
    ]

    assert wrong == []


def test_a_folder_is_entered_by_its_face() -> None:
    """What stands inside a folder of the table is found where its docstring says: it has an `__init__` with one."""
    for path in BUILDER.iterdir():
        if (path / "__init__.py").is_file():
            assert ast.get_docstring(ast.parse((path / "__init__.py").read_text(encoding="utf-8"))), path
