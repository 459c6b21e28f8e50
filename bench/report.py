"""What the bench found, as tables of medians and as bench/RESULTS.md."""

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import msgspec

from bench.chart import Line, draw_chart
from bench.install import BENCH
from bench.records import Rebuild, Results, Run, Session
from bench.tools import HUGO

TOOL_COLUMNS = (
    *("Tool", "Wall s", "× Hugo", "Slowest s", "CPU s", "× Hugo", "Memory MB", "× Hugo"),
    *("Pages", "Files", "MB written", "Rounds", "Calibration s"),
)

INTRODUCTION = """\
Written by `make bench`: medians of cold runs, the tools in alternation, on generated articles of 5,000 bytes with
four tags, the same for every tool.
"""

UNEQUAL = (BENCH / "unequal.md").read_text(encoding="utf-8")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """The medians of one tool."""

    tool: str
    title: str
    rounds: int
    wall: float
    slowest: float
    cpu: float
    memory: float
    pages: int
    files: int
    size: int
    calibration: float


def make_rows(runs: Sequence[Run]) -> list[Row]:
    """The tools of these runs in their order, each with the medians of its rounds."""
    return [
        _make_row([run for run in runs if run.tool == tool])
        for tool in dict.fromkeys(run.tool for run in runs)
    ]


def _make_row(runs: Sequence[Run]) -> Row:
    first = runs[0]

    def middle(value_of: Callable[[Run], float]) -> float:
        return median(map(value_of, runs))

    return Row(
        tool=first.tool,
        title=first.title,
        rounds=len(runs),
        wall=middle(lambda run: run.usage.wall),
        slowest=max(run.usage.wall for run in runs),
        cpu=middle(lambda run: run.usage.cpu),
        memory=middle(lambda run: run.usage.memory),
        pages=first.tree.pages,
        files=first.tree.files,
        size=first.tree.size,
        calibration=middle(lambda run: run.calibration),
    )


def write_tables(results: Results) -> str:
    """The tables for one number of articles, in Markdown that can be read as it is."""
    rows = make_rows(results.runs)
    base = next((row for row in rows if row.tool == HUGO), None)
    parts = [
        f"## {results.articles:,} articles\n",
        lay_table(
            TOOL_COLUMNS,
            [_tool_cells(row, base) for row in rows],
        ),
    ]
    parts += [f"Skipped: {skip.title} ({skip.reason}).\n" for skip in results.skips]
    if results.rebuilds:
        parts.append("Fonds alone:\n")
        parts.append(lay_table(["Situation", "Wall s", "Files written"], _situation_cells(results.rebuilds)))
    return "\n".join(parts)


def _tool_cells(row: Row, base: Row | None) -> list[str]:
    return [
        row.title,
        f"{row.wall:.2f}",
        _ratio(row.wall, base.wall if base else None),
        f"{row.slowest:.2f}",
        f"{row.cpu:.2f}",
        _ratio(row.cpu, base.cpu if base else None),
        f"{row.memory / 1e6:,.0f}",
        _ratio(row.memory, base.memory if base else None),
        f"{row.pages:,}",
        f"{row.files:,}",
        f"{row.size / 1e6:,.1f}",
        str(row.rounds),
        f"{row.calibration:.2f}",
    ]


def _ratio(value: float, base: float | None) -> str:
    return f"{value / base:.2f}" if base else "–"


def _situation_cells(rebuilds: Sequence[Rebuild]) -> list[list[str]]:
    cells = []
    for name in dict.fromkeys(rebuild.name for rebuild in rebuilds):
        group = [rebuild for rebuild in rebuilds if rebuild.name == name]
        written = group[0].written
        wall = median(rebuild.wall for rebuild in group)
        cells.append([name, f"{wall:.2f}", "–" if written is None else f"{written:,}"])
    return cells


def lay_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its columns aligned; all but the first hold numbers."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        first, *others = zip(cells, widths, strict=True)
        return (
            " | ".join([f"| {first[0]:<{first[1]}}", *(f"{cell:>{width}}" for cell, width in others)]) + " |"
        )

    rule = "|".join(["", "-" * (widths[0] + 2), *(f"{'-' * (width + 1)}:" for width in widths[1:]), ""])
    return "\n".join([line(head), rule, *map(line, rows), ""])


def write_report(found: Sequence[Results], folder: Path = BENCH) -> None:
    """Write RESULTS.md and scaling.svg."""
    (folder / "RESULTS.md").write_text(make_report(found), encoding="utf-8")
    (folder / "scaling.svg").write_text(draw_chart(make_lines(found)), encoding="utf-8")


def make_report(found: Sequence[Results]) -> str:
    """The text of RESULTS.md."""
    parts = [
        "# Fonds beside other generators\n",
        INTRODUCTION,
        "![Wall time against the number of articles, both logarithmic](scaling.svg)\n",
        *map(write_tables, found),
        "## Machines and versions\n",
        *(
            describe_session(results.session).replace("- ", f"- {results.articles:,} articles: ", 1)
            for results in found
        ),
        UNEQUAL,
    ]
    return "\n".join(parts)


def describe_session(session: Session) -> str:
    """When, where and with what it was measured, as an item of a list."""
    machine = session.machine
    versions = ", ".join(f"{name} {version}" for name, version in session.versions.items())
    return (
        f"- {session.began} UTC; {machine.cores} cores of {machine.model},"
        f" {machine.memory / 2**30:.0f} GiB of memory, {machine.file_system}, {machine.system}. {versions}.\n"
    )


def make_lines(found: Sequence[Results]) -> list[Line]:
    """The curve of each tool: median wall time by the number of articles."""
    points: dict[str, list[tuple[int, float]]] = {}
    for results in found:
        for row in make_rows(results.runs):
            points.setdefault(row.title, []).append((results.articles, row.wall))
    return [Line(name=name, points=tuple(values)) for name, values in points.items()]
