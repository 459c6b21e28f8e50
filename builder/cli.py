"""Verbs, printing, exit codes. Only this module prints."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder import __version__

if TYPE_CHECKING:
    from builder.errors import FondsError, Problem
    from builder.importer import ImportReport
    from builder.report import Options, Report
    from builder.stopwatch import Reporter

EXIT_PROBLEMS = 1
EXIT_BUSY = 75
EXIT_INTERRUPTED = 130

MOST_SHOWN = 50
"""Problems that a terminal shows; --json has them all."""

PIPE_WIDTH = 200
"""Columns of a table that nobody watches."""

ExistingPath = click.Path(exists=True, path_type=Path)
SiteFolder = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fonds")
def main() -> None:
    """Fonds publishes a curated archive: articles that first appeared elsewhere, each with its source."""


@main.command("build")
@click.option("--site", type=SiteFolder, default=".", help="The site's folder; default: this one.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Where to write the site.")
@click.option("--jobs", type=click.IntRange(min=0), help="Processes; 0 for one a core.")
@click.option("--drafts", is_flag=True, help="Publish drafts, and what waits for its day.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors, and ask for whole sources.")
@click.option("--clean", is_flag=True, help="Make everything anew, whatever earlier builds have made.")
@click.option("--explain", is_flag=True, help="Say of each page why it was rendered.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to standard output.")
def build_command(
    site: Path,
    output: Path | None,
    jobs: int | None,
    *,
    drafts: bool,
    strict: bool,
    clean: bool,
    explain: bool,
    as_json: bool,
) -> None:
    """Build the site into public/, or change nothing and say what must be mended."""
    # Imported here, so that `fonds --version` need not wait for records, nor they for Markdown and templates.
    from builder.errors import BusyError, FondsError, ProblemsError
    from builder.report import Options

    options = Options(output=output, jobs=jobs, drafts=drafts, strict=strict, clean=clean)
    try:
        report = _build(site, options, quiet=as_json)
    except ProblemsError as error:
        _print_problems(error.problems, as_json=as_json)
        sys.exit(EXIT_PROBLEMS)
    except FondsError as error:
        _print_failure(str(error), as_json=as_json)
        sys.exit(EXIT_BUSY if isinstance(error, BusyError) else EXIT_PROBLEMS)
    except KeyboardInterrupt:
        click.echo("Interrupted: nothing is half written.", err=True)
        sys.exit(EXIT_INTERRUPTED)
    if not explain:
        report = report.without_reasons()
    _print_report(report, as_json=as_json)


@main.command("explain")
@click.argument("route")
@click.option("--site", type=SiteFolder, default=".", help="The site's folder; default: this one.")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Where the site was written."
)
def explain_command(route: str, site: Path, output: Path | None) -> None:
    """Say what a page is made from, and why it was rendered last."""
    from builder.errors import BusyError, FondsError, ProblemsError
    from builder.explain import explain_page

    try:
        lines = explain_page(site, route, output)
    except ProblemsError as error:
        _print_problems(error.problems, as_json=False)
        sys.exit(EXIT_PROBLEMS)
    except FondsError as error:
        _print_failure(str(error), as_json=False)
        sys.exit(EXIT_BUSY if isinstance(error, BusyError) else EXIT_PROBLEMS)
    for line in lines:
        click.echo(line)


@main.group("new")
def new_command() -> None:
    """Make a new site, or a new article in one."""


@new_command.command("site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new_site_command(folder: Path) -> None:
    r"""Make a site in DIR that builds at once, with articles that show the forms.

    \b
    Example:
      fonds new site my-archive
    """
    from builder.scaffold import make_site

    with _failures_told():
        made = make_site(folder)
        click.echo(f"Made {len(made)} files in {folder}. Now: cd {folder} && fonds build")


@new_command.command("article")
@click.argument("title")
@click.option("--site", type=SiteFolder, default=".", help="The site's folder; default: this one.")
@click.option("--publication", default="", help="Where it first appeared.")
@click.option("--url", default="", help="The address of the original.")
def new_article_command(title: str, site: Path, publication: str, url: str) -> None:
    r"""Make a draft of an article with this title, and say where it is.

    \b
    Example:
      fonds new article "A bridge reopens" --publication "The Herald"
    """
    from builder.config import load_config
    from builder.scaffold import make_article
    from builder.standing import today_in

    with _failures_told():
        today = today_in(load_config(site)[0].site.timezone)
        place = make_article(site, title, today, publication=publication, url=url)
        click.echo(place)


@main.command("import")
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
    r"""Make articles of plain-text clippings: files, or folders with all below them.

    \b
    Each becomes a file in content/articles/; what had to be guessed stands there
    under `review`. The clipping itself is kept in evidence/. Importing it again
    makes nothing new.

    \b
    Examples:
      fonds import ~/clippings --dry-run
      fonds import ~/clippings one-more.txt
    """
    from builder.importer import ImportOptions, import_files
    from builder.importer.report import failed, write_json

    options = ImportOptions(dry_run=dry_run, encoding=encoding)
    in_json = (lambda error: write_json(failed(error))) if as_json else None
    with _failures_told(in_json, "nothing was imported"), _reporter(quiet=as_json) as reporter:
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


@contextmanager
def _failures_told(
    in_json: "Callable[[FondsError], str] | None" = None, outcome: str = "nothing was made"
) -> "Iterator[None]":
    """What goes wrong inside, in words or as one JSON object, and as an exit code."""
    from builder.errors import BusyError, FondsError, ProblemsError

    try:
        yield
    except FondsError as error:
        if in_json:
            click.echo(in_json(error))
        elif isinstance(error, ProblemsError):
            _print_problems(error.problems, as_json=False, outcome=outcome)
        else:
            _print_failure(str(error), as_json=False)
        sys.exit(EXIT_BUSY if isinstance(error, BusyError) else EXIT_PROBLEMS)
    except OSError as error:
        _print_failure(str(error), as_json=False)
        sys.exit(EXIT_PROBLEMS)
    except KeyboardInterrupt:
        click.echo("Interrupted: nothing is half written.", err=True)
        sys.exit(EXIT_INTERRUPTED)


def _build(folder: Path, options: "Options", *, quiet: bool) -> "Report":
    """Build a site; where nothing has changed, the modules of the pipeline are not even imported."""
    from builder.files import CACHE
    from builder.standing import find_report, open_site

    if not (folder / CACHE).is_dir():
        from builder.build import build

        with _reporter(quiet=quiet) as reporter:
            return build(folder, options, reporter)
    with open_site(folder) as site:
        if report := find_report(site, options):
            return report
        from builder.build import build_open

        with _reporter(quiet=quiet) as reporter:
            return build_open(site, options, reporter)


@contextmanager
def _reporter(*, quiet: bool) -> "Iterator[Reporter]":
    """A progress bar where somebody watches, else silence."""
    from builder.stopwatch import SILENT

    if quiet or not sys.stderr.isatty():
        yield SILENT
        return
    from builder.progress import progress_bar

    with progress_bar() as reporter:
        yield reporter


def _print_report(report: "Report", *, as_json: bool) -> None:
    if as_json:
        _print_json(report=report)
        return
    from builder.files import CONFIG_FILE

    for reason in report.reasons:
        click.echo(f"/{reason.route}: {', '.join(reason.because)}", err=True)
    for problem in report.warnings[:MOST_SHOWN]:
        click.echo(f"warning: {problem}", err=True)
    _print_rest(len(report.warnings), "warnings")
    for skipped in report.skipped:
        # Drafts are many, and their curator knows of them.
        if skipped.path == CONFIG_FILE:
            click.echo(f"note: {skipped.reason}", err=True)
    counts = [
        f"{report.articles:,} article{'' if report.articles == 1 else 's'}",
        f"{report.pages:,} pages",
        f"{report.written:,} files written",
    ]
    counts += [f"{report.deleted:,} deleted"] if report.deleted else []
    counts += [f"{len(report.skipped):,} left out"] if report.skipped else []
    counts += [f"{len(report.warnings):,} warnings"] if report.warnings else []
    click.echo(f"Built {', '.join(counts)} in {report.seconds['total']:.1f} s")


def _print_problems(
    problems: "tuple[Problem, ...]", *, as_json: bool, outcome: str = "nothing was published"
) -> None:
    if as_json:
        _print_json(problems=problems)
        return
    errors = [problem for problem in problems if problem.severity == "error"]
    warnings = [problem for problem in problems if problem.severity == "warning"]
    for name, group in (("warning", warnings), ("error", errors)):
        for problem in group[:MOST_SHOWN]:
            click.echo(f"{name}: {problem}", err=True)
        _print_rest(len(group), f"{name}s")
    count = len(errors) or len(warnings)
    noun = "problem" if errors else "warning"
    click.echo(f"{count} {noun}{'' if count == 1 else 's'}: {outcome}.", err=True)


def _print_rest(count: int, noun: str) -> None:
    if count > MOST_SHOWN:
        click.echo(f"… and {count - MOST_SHOWN:,} more {noun}; --json lists them all", err=True)


def _print_failure(message: str, *, as_json: bool) -> None:
    if as_json:
        _print_json(failure=message)
    else:
        click.echo(f"error: {message}", err=True)


def _print_json(
    report: "Report | None" = None, problems: "tuple[Problem, ...]" = (), failure: str = ""
) -> None:
    """One object on standard output, of one shape whether the build went well or not."""
    import msgspec

    from builder.report import STAGES, Report

    report = report or Report(seconds=dict.fromkeys((*STAGES, "total"), 0.0))
    warnings = report.warnings + tuple(problem for problem in problems if problem.severity == "warning")
    errors = [_problem_fields(problem) for problem in problems if problem.severity == "error"]
    if failure:
        errors.append({"file": "", "line": 0, "message": failure, "hint": ""})
    result: dict[str, object] = {
        "articles": report.articles,
        "pages": report.pages,
        "rendered": report.rendered,
        "written": report.written,
        "deleted": report.deleted,
        "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in report.skipped],
        "warnings": [_problem_fields(problem) for problem in warnings],
        "problems": errors,
        "seconds": report.seconds,
    }
    if report.reasons:
        result["reasons"] = [{"route": reason.route, "because": reason.because} for reason in report.reasons]
    click.echo(msgspec.json.encode(result).decode())


def _problem_fields(problem: "Problem") -> dict[str, object]:
    return {
        "file": problem.where.file,
        "line": problem.where.line,
        "message": problem.message,
        "hint": problem.hint,
    }
