"""Fonds beside other generators, on the same articles, in alternation.

Usage: python -m bench.run [--sizes 1000 10000] [--rounds 3] [--tools fonds hugo ...] [--keep] [--draw]
"""

import argparse
import datetime
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.generate import write_archive
from bench.install import CACHE, install
from bench.machine import describe_machine, list_versions
from bench.measure import CommandError, calibrate, count_files
from bench.rebuilds import measure_situations
from bench.records import (
    Rebuild,
    Record,
    Run,
    Session,
    Skip,
    append_record,
    group_records,
    newest_results,
    read_records,
)
from bench.report import write_report, write_tables
from bench.tools import FONDS, FONDS_COMMONMARK, HUGO, Tool, list_tools, run_tool

RUNS = CACHE / "runs"
BYTES, TAGS = 5_000, 4
"""Of an article."""

SPACE_OF_AN_ARTICLE = 60_000
"""Bytes of disk that an article needs for each run: its source, its share of the pages, and some room."""

PROBE = 3
"""Articles of the archive that shows whether a tool works at all."""


class Bench:
    """One session: every tool, every size, every round; each run is on disk as soon as it ends."""

    def __init__(self, tools: Sequence[Tool], rounds: int, folder: Path, results: Path) -> None:
        self.tools = tools
        self.rounds = rounds
        self.folder = folder
        self.results = results

    def run_size(self, articles: int) -> None:
        """All rounds for archives of one size."""
        place = self.folder / str(articles)
        archive = place / "archive"
        print(f"{articles:,} articles", file=sys.stderr)
        write_archive(archive, articles, BYTES, TAGS)
        able = [tool for tool in self.tools if self._can_run(tool, articles)]
        for number in range(1, self.rounds + 1):
            for tool in able:
                self._run_cold(tool, archive, place / f"{tool.key}-{number}", number, articles)
            for tool in able:
                if tool.key == FONDS:
                    self._run_situations(tool, archive, place / f"{tool.key}-{number}", number, articles)

    def _can_run(self, tool: Tool, articles: int) -> bool:
        """Whether a tool can be started and builds a tiny archive; why not is kept."""
        reason = tool.obstacle or self._probe(tool, articles)
        if reason:
            print(f"  {tool.title}: skipped, {reason}", file=sys.stderr)
            self._keep(Skip(title=tool.title, articles=articles, reason=reason))
        return not reason

    def _probe(self, tool: Tool, articles: int) -> str:
        place = self.folder / f"probe-{articles}-{tool.key}"
        archive, site = place / "archive", place / "site"
        write_archive(archive, PROBE, BYTES, TAGS)
        tool.lay_out(archive, site)
        try:
            run_tool(tool, site, place / "out")
        except CommandError as error:
            if tool.key == FONDS_COMMONMARK and "engine" in str(error):
                return "this Fonds has no such engine yet"
            return " ".join(str(error).split())[:300]
        return ""

    def _run_cold(self, tool: Tool, archive: Path, place: Path, number: int, articles: int) -> None:
        """One run, in folders that were never there before: a file system is slow to use again what was deleted."""
        site, output = place / "site", place / "out"
        place.mkdir()
        tool.lay_out(archive, site)
        # What was just laid out is written now, and not while the tool runs.
        os.sync()
        calibration = calibrate()
        usage = run_tool(tool, site, output)
        tree = count_files(output)
        print(
            f"  round {number}  {tool.title:28}{usage.wall:8.2f} s  {tree.pages:,} pages"
            f"  (calibration {calibration:.2f} s)",
            file=sys.stderr,
        )
        self._keep(
            Run(
                tool=tool.key,
                title=tool.title,
                articles=articles,
                round=number,
                calibration=calibration,
                usage=usage,
                tree=tree,
            )
        )

    def _run_situations(self, tool: Tool, archive: Path, place: Path, number: int, articles: int) -> None:
        for outcome in measure_situations(tool, archive, place / "site", place / "out"):
            print(f"  round {number}  {outcome.name:36}{outcome.usage.wall:8.2f} s", file=sys.stderr)
            self._keep(
                Rebuild(
                    name=outcome.name,
                    articles=articles,
                    round=number,
                    wall=outcome.usage.wall,
                    written=outcome.written,
                )
            )

    def _keep(self, record: Record) -> None:
        append_record(self.results, record)


def check_space(sizes: Sequence[int], runs: int) -> None:
    """Stop with a sentence where the disk is too small: nothing is deleted before the end."""
    needed = sum(sizes) * runs * SPACE_OF_AN_ARTICLE
    free = shutil.disk_usage(CACHE).free
    if free < needed:
        sys.exit(
            f"bench: needs {needed / 1e9:.0f} GB of disk, {free / 1e9:.0f} are free; ask for fewer rounds or tools"
        )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000], help="numbers of articles")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tools", nargs="+", help=f"keys, such as {FONDS} {HUGO}; default: all")
    parser.add_argument("--keep", action="store_true", help="leave sites and outputs where they are")
    parser.add_argument(
        "--draw", action="store_true", help="only draw bench/RESULTS.md again from what is kept"
    )
    options = parser.parse_args()
    RUNS.mkdir(parents=True, exist_ok=True)
    if not options.draw:
        _run(options.sizes, options.rounds, options.tools, keep=options.keep)
    found = newest_results(RUNS.glob("*.jsonl"))
    if not found:
        sys.exit("bench: nothing is kept yet")
    write_report(found)


def _run(sizes: Sequence[int], rounds: int, keys: Sequence[str] | None, *, keep: bool) -> None:
    programs = install()
    tools = list_tools(programs)
    unknown = set(keys or ()) - {tool.key for tool in tools}
    if unknown:
        sys.exit(
            f"bench: no tool {', '.join(sorted(unknown))}; there are {', '.join(tool.key for tool in tools)}"
        )
    chosen = [tool for tool in tools if not keys or tool.key in keys]
    check_space(sizes, rounds * len(chosen))
    now = datetime.datetime.now(datetime.UTC)
    name = now.strftime("%Y%m%d-%H%M%S")
    results, folder = RUNS / f"{name}.jsonl", CACHE / f"work-{name}"
    folder.mkdir()
    session = Session(
        began=now.strftime("%Y-%m-%d %H:%M"),
        machine=describe_machine(folder),
        versions=list_versions(programs),
    )
    append_record(results, session)
    bench = Bench(chosen, rounds, folder, results)
    try:
        for articles in sizes:
            bench.run_size(articles)
    except CommandError as error:
        sys.exit(f"bench: {error}")
    finally:
        if not keep:
            shutil.rmtree(folder)
    for found in group_records(read_records(results)):
        print(write_tables(found))


if __name__ == "__main__":
    main()
