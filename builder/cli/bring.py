"""`fonds import`."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.arguments import ExistingPath, SiteFolder, examples
from builder.cli.printing import EXIT_PROBLEMS, failures_told, progress_shown

if TYPE_CHECKING:
    from builder.importer import ImportReport

PIPE_WIDTH = 200
"""Columns of a table that nobody watches."""


@click.command(
    "import", epilog=examples("fonds import ~/clippings --dry-run", "fonds import ~/clippings one-more.txt")
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=ExistingPath)
@click.option("--site", type=SiteFolder, default=".", help="The site's folder; default: this one.")
@click.option("--dry-run", is_flag=True, help="Show what would be understood, and write nothing.")
@click.option(
    "--encoding", default="", help="Of files that are not UTF-8; default: Windows-1252, as a guess."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to standard output.")
def import_command(
    paths: tuple[Path, ...], site: Path, *, dry_run: bool, encoding: str, as_json: bool
) -> None:
    """Make articles of plain-text clippings: files, or folders with all below them.

    Each becomes a file in content/articles/; what had to be guessed stands there under `review`. The clipping
    itself is kept in evidence/. Importing it again makes nothing new.
    """
    from builder.importer import ImportOptions, import_files
    from builder.importer.report import failed, write_json

    options = ImportOptions(dry_run=dry_run, encoding=encoding)
    in_json = (lambda error: write_json(failed(error))) if as_json else None
    with (
        failures_told(in_json=in_json, outcome="nothing was imported"),
        progress_shown(quiet=as_json) as reporter,
    ):
        report = import_files(site, paths, options, partial(reporter.progress, "import"))
    if as_json:
        click.echo(write_json(report))
    else:
        _print_import(report)
    sys.exit(EXIT_PROBLEMS if report.problems else 0)


def _print_import(report: "ImportReport") -> None:
    from rich.console import Console

    from builder.importer.telling import draw_table, refusals, sentences

    if report.dry_run:
        console = Console()
        # A pipe has no width: lines that are cut there could not be read by anybody.
        Console(width=console.width if console.is_terminal else PIPE_WIDTH).print(draw_table(report))
    for line in refusals(report):
        click.echo(line, err=True)
    for line in sentences(report):
        click.echo(line)
