"""Verbs, printing, exit codes. Only this module prints."""

import os
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
    from builder.json_schemas import SchemaName
    from builder.report import Options, Report
    from builder.serve import Address, Changed, Outcome
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


def _examples(*lines: str) -> str:
    """What stands below the help of a command; the sign keeps click from filling the lines."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_examples("fonds new site my-archive", "fonds serve --site my-archive --open"),
)
@click.version_option(__version__, prog_name="fonds")
@click.pass_context
def main(context: click.Context) -> None:
    """Fonds publishes a curated archive: articles that first appeared elsewhere, each with its source."""
    if os.environ.get("NO_COLOR"):
        # See https://no-color.org; that it is for terminals alone, click sees to.
        context.color = False


@main.command(
    "build",
    epilog=_examples(
        "fonds build", "fonds build --site my-archive --strict", "fonds build --clean --profile"
    ),
)
@click.option("--site", type=SiteFolder, default=".", help="The site's folder; default: this one.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Where to write the site.")
@click.option("--jobs", type=click.IntRange(min=0), help="Processes; 0 for one a core.")
@click.option("--drafts", is_flag=True, help="Publish drafts, and what waits for its day.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors, and ask for whole sources.")
@click.option("--clean", is_flag=True, help="Make everything anew, whatever earlier builds have made.")
@click.option("--explain", is_flag=True, help="Say of each page why it was rendered.")
@click.option("--profile", is_flag=True, help="Say how long each stage took, and the pages of each template.")
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
    profile: bool,
    as_json: bool,
) -> None:
    """Build the site into public/, or change nothing and say what must be mended."""
    # Imported here, so that `fonds --version` need not wait for records, nor they for Markdown and templates.
    from builder.report import Options

    options = Options(output=output, jobs=jobs, drafts=drafts, strict=strict, clean=clean)
    with _failures_told(as_json=as_json):
        report = _build(site, options, quiet=as_json)
    if not explain:
        report = report.without_reasons()
    _print_report(report, as_json=as_json)
    if profile and not as_json:
        _print_profile(report)


@main.command("check", epilog=_examples("fonds check", "fonds check --external", "fonds check --review"))
@click.option("--site", type=SiteFolder, default=".", help="The site's folder; default: this one.")
@click.option("--external", is_flag=True, help="Ask other hosts whether what is linked still stands.")
@click.option(
    "--review", is_flag=True, help="Walk the review queue: what was guessed, and what stands there now."
)
@click.option("--strict", is_flag=True, help="Exit with 1 also where there are warnings only.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to standard output.")
def check_command(site: Path, *, external: bool, review: bool, strict: bool, as_json: bool) -> None:
    """Say what is wrong or doubtful in the site, also what a build would not stop for; nothing is published."""
    from builder.check import check_site, tell_as_data, tell_as_lines

    with _failures_told(as_json=as_json), _reporter(quiet=as_json) as reporter:
        findings = check_site(site, external=external, review=review, reporter=reporter)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(tell_as_data(findings)).decode())
    else:
        for line in tell_as_lines(findings, MOST_SHOWN):
            click.echo(line)
    if findings.errors or (strict and findings.warnings):
        sys.exit(EXIT_PROBLEMS)


@main.command("serve", epilog=_examples("fonds serve --open", "fonds serve --drafts --port 8080"))
@click.option("--site", type=SiteFolder, default=".", help="The site's folder; default: this one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@click.option(
    "--drafts", is_flag=True, help="Show drafts, and what waits for its day; public/ is left alone."
)
@click.option("--jobs", type=click.IntRange(min=0), help="Processes; 0 for one a core.")
@click.option("--allow-remote", is_flag=True, help="With --host: let other machines in, by a token.")
def serve_command(
    site: Path,
    host: str,
    port: int,
    *,
    open_browser: bool,
    drafts: bool,
    jobs: int | None,
    allow_remote: bool,
) -> None:
    """Show the site on this machine, and build it anew whenever something is saved.

    Pages that are open in a browser follow by themselves. What is wrong is shown in the page, over the last site
    that was right. Ctrl-C ends it.
    """
    from builder.report import Options
    from builder.serve import make_address, serve_site

    options = Options(drafts=drafts, jobs=jobs)
    with _failures_told(), _serve_teller() as teller:
        try:
            address = make_address(host, port, allow_remote=allow_remote)
            serve_site(site, options, address, teller, open_browser=open_browser)
        except KeyboardInterrupt:
            sys.exit(EXIT_INTERRUPTED)


class _ServeTeller:
    """What a terminal shows of a preview: a line for each build, and what is wrong."""

    def __init__(self, reporter: "Reporter") -> None:
        self._reporter = reporter

    def progress(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` pieces of a stage are finished."""
        self._reporter.progress(stage, done, total)

    def serving(self, address: "Address") -> None:
        """Pages can be opened from now on."""
        click.echo(f"Serving {address.url} (Ctrl-C ends it)", err=True)
        if address.token:
            click.echo("Whoever has this address can read the preview, drafts included.", err=True)

    def built(self, outcome: "Outcome", changed: "Changed") -> None:
        """A build has ended, well or not."""
        if outcome.failure:
            _print_failure(outcome.failure, as_json=False)
        elif outcome.problems:
            _print_problems(outcome.problems, as_json=False)
        elif outcome.report and (changed or outcome.report.written or outcome.report.deleted):
            _print_report(outcome.report, as_json=False)


@contextmanager
def _serve_teller() -> "Iterator[_ServeTeller]":
    with _reporter(quiet=False) as reporter:
        yield _ServeTeller(reporter)


@main.command("explain", epilog=_examples("fonds explain /tags/bridges/"))
@click.argument("route")
@click.option("--site", type=SiteFolder, default=".", help="The site's folder; default: this one.")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Where the site was written."
)
def explain_command(route: str, site: Path, output: Path | None) -> None:
    """Say what a page is made from, and why it was rendered last."""
    from builder.explain import explain_page

    with _failures_told():
        lines = explain_page(site, route, output)
    for line in lines:
        click.echo(line)


@main.command("config", epilog=_examples("fonds config --site my-archive"))
@click.option("--site", type=SiteFolder, default=".", help="The site's folder; default: this one.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to standard output.")
def config_command(site: Path, *, as_json: bool) -> None:
    """Print every setting in force, and where it comes from: a line of site.toml, or its default."""
    from builder.settings import read_settings, write_settings

    with _failures_told():
        settings = read_settings(site)
        if as_json:
            import msgspec

            click.echo(msgspec.json.encode({"settings": settings}).decode())
        else:
            click.echo(write_settings(settings), nl=False)


@main.command("schema", epilog=_examples("fonds schema site > site.schema.json"))
@click.argument("name", type=click.Choice(["article", "site"]))
def schema_command(name: "SchemaName") -> None:
    """Print the JSON Schema of an article's front matter, or of site.toml, for an editor."""
    from builder.json_schemas import write_schema

    click.echo(write_schema(name), nl=False)


@main.command(
    "completion",
    epilog=_examples(
        'eval "$(fonds completion bash)"      # ~/.bashrc',
        'eval "$(fonds completion zsh)"       # ~/.zshrc',
        "fonds completion fish | source       # ~/.config/fish/config.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print what a shell needs to complete commands, options and files."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind  # noqa: S101 - click has these three
    click.echo(kind(main, {}, "fonds", "_FONDS_COMPLETE").source())


@main.command("manual", epilog=_examples("fonds manual | man -l -"))
@click.option("--markdown", is_flag=True, help="As the text of a page, instead of a page for man.")
def manual_command(*, markdown: bool) -> None:
    """Print all commands as one manual."""
    from builder.manual import list_verbs, write_man_page, write_markdown

    verbs = list(list_verbs(main, "fonds"))
    about = "publish a curated archive of articles that first appeared elsewhere"
    click.echo(write_markdown(verbs) if markdown else write_man_page(verbs, about, __version__), nl=False)


@main.group("new")
def new_command() -> None:
    """Make a new site, or a new article in one."""


@new_command.command("site", epilog=_examples("fonds new site my-archive"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new_site_command(folder: Path) -> None:
    """Make a site in DIR that builds at once, with articles that show the forms."""
    from builder.scaffold import make_site

    with _failures_told():
        made = make_site(folder)
        click.echo(f"Made {len(made)} files in {folder}. Now: cd {folder} && fonds build")


@new_command.command(
    "article", epilog=_examples('fonds new article "A bridge reopens" --publication "The Herald"')
)
@click.argument("title")
@click.option("--site", type=SiteFolder, default=".", help="The site's folder; default: this one.")
@click.option("--publication", default="", help="Where it first appeared.")
@click.option("--url", default="", help="The address of the original.")
def new_article_command(title: str, site: Path, publication: str, url: str) -> None:
    """Make a draft of an article with this title, and say where it is."""
    from builder.config import load_config
    from builder.scaffold import make_article
    from builder.standing import today_in

    with _failures_told():
        today = today_in(load_config(site)[0].site.timezone)
        place = make_article(site, title, today, publication=publication, url=url)
        click.echo(place)


@main.command(
    "import", epilog=_examples("fonds import ~/clippings --dry-run", "fonds import ~/clippings one-more.txt")
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
        _failures_told(in_json=in_json, outcome="nothing was imported"),
        _reporter(quiet=as_json) as reporter,
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


@contextmanager
def _failures_told(
    *,
    as_json: bool = False,
    in_json: "Callable[[FondsError | OSError], str] | None" = None,
    outcome: str = "nothing was published",
) -> "Iterator[None]":
    """What goes wrong inside, in words or as one JSON object, and as an exit code.

    `in_json` writes the object of a command that has a shape of its own.
    """
    from builder.errors import BusyError, FondsError, ProblemsError

    try:
        yield
    except (FondsError, OSError) as error:
        if in_json:
            click.echo(in_json(error))
        elif isinstance(error, ProblemsError):
            _print_problems(error.problems, as_json=as_json, outcome=outcome)
        else:
            _print_failure(str(error), as_json=as_json)
        sys.exit(EXIT_BUSY if isinstance(error, BusyError) else EXIT_PROBLEMS)
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
        click.echo(f"{_tag('warning')} {problem}", err=True)
    _print_rest(len(report.warnings), "warnings")
    for skipped in report.skipped:
        # Drafts are many, and their curator knows of them.
        if skipped.path == CONFIG_FILE:
            click.echo(f"{_tag('note')} {skipped.reason}", err=True)
    counts = [
        f"{report.articles:,} article{'' if report.articles == 1 else 's'}",
        f"{report.pages:,} pages",
        f"{report.written:,} files written",
    ]
    counts += [f"{report.deleted:,} deleted"] if report.deleted else []
    counts += [f"{len(report.skipped):,} left out"] if report.skipped else []
    counts += [f"{len(report.warnings):,} warnings"] if report.warnings else []
    click.echo(f"Built {', '.join(counts)} in {report.seconds['total']:.1f} s")


def _print_profile(report: "Report") -> None:
    """Where the time went: stages by the clock on the wall, templates by all processes together."""
    total = report.seconds["total"] or 1.0
    click.echo("\nStage          seconds   share")
    for stage, seconds in report.seconds.items():
        click.echo(f"{stage:12}{seconds:10.3f}{seconds / total:8.0%}")
    if not report.templates:
        click.echo("\nNo page was rendered: nothing has changed. --clean makes all of them anew.")
        return
    click.echo("\nTemplate                pages   seconds   ms a page")
    for time in report.templates:
        each = 1000 * time.seconds / time.pages
        click.echo(f"{time.template:20}{time.pages:9,}{time.seconds:10.3f}{each:12.2f}")


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
            click.echo(f"{_tag(name)} {problem}", err=True)
        _print_rest(len(group), f"{name}s")
    count = len(errors) or len(warnings)
    noun = "problem" if errors else "warning"
    click.echo(f"{count} {noun}{'' if count == 1 else 's'}: {outcome}.", err=True)


def _tag(name: str) -> str:
    """What a message begins with; on a terminal, in a colour of its own."""
    colour = {"error": "red", "warning": "yellow", "note": "cyan"}[name]
    return click.style(f"{name}:", fg=colour, bold=True)


def _print_rest(count: int, noun: str) -> None:
    if count > MOST_SHOWN:
        click.echo(f"… and {count - MOST_SHOWN:,} more {noun}; --json lists them all", err=True)


def _print_failure(message: str, *, as_json: bool) -> None:
    if as_json:
        _print_json(failure=message)
    else:
        click.echo(f"{_tag('error')} {message}", err=True)


def _print_json(
    report: "Report | None" = None, problems: "tuple[Problem, ...]" = (), failure: str = ""
) -> None:
    """One object on standard output, of one shape whether the build went well or not."""
    import msgspec

    from builder.report import STAGES, Report

    report = report or Report(seconds=dict.fromkeys((*STAGES, "total"), 0.0))
    warnings = report.warnings + tuple(problem for problem in problems if problem.severity == "warning")
    errors = [problem.as_data() for problem in problems if problem.severity == "error"]
    if failure:
        errors.append({"file": "", "line": 0, "message": failure, "hint": ""})
    result: dict[str, object] = {
        "articles": report.articles,
        "pages": report.pages,
        "rendered": report.rendered,
        "written": report.written,
        "deleted": report.deleted,
        "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in report.skipped],
        "warnings": [problem.as_data() for problem in warnings],
        "problems": errors,
        "seconds": report.seconds,
    }
    if report.templates:
        result["templates"] = msgspec.to_builtins(report.templates)
    if report.reasons:
        result["reasons"] = [{"route": reason.route, "because": reason.because} for reason in report.reasons]
    click.echo(msgspec.json.encode(result).decode())
