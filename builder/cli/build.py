"""`fonds build` and `fonds explain`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.arguments import SiteFolder, examples
from builder.cli.printing import failures_told, print_report, progress_shown

if TYPE_CHECKING:
    from builder.report import Options, Report


@click.command(
    "build",
    epilog=examples("fonds build", "fonds build --site my-archive --strict", "fonds build --clean --profile"),
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
    from builder.report import Options

    options = Options(output=output, jobs=jobs, drafts=drafts, strict=strict, clean=clean)
    with failures_told(as_json=as_json):
        report = _build(site, options, quiet=as_json)
    if not explain:
        report = report.without_reasons()
    print_report(report, as_json=as_json)
    if profile and not as_json:
        print_profile(report)


def _build(folder: Path, options: "Options", *, quiet: bool) -> "Report":
    """Build a site; where nothing has changed, the modules of the pipeline are not even imported."""
    from builder.files import CACHE
    from builder.standing import find_report, open_site

    if not (folder / CACHE).is_dir():
        from builder.build import build

        with progress_shown(quiet=quiet) as reporter:
            return build(folder, options, reporter)
    with open_site(folder) as site:
        if report := find_report(site, options):
            return report
        from builder.build import build_open

        with progress_shown(quiet=quiet) as reporter:
            return build_open(site, options, reporter)


def print_profile(report: "Report") -> None:
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


@click.command("explain", epilog=examples("fonds explain /tags/bridges/"))
@click.argument("route")
@click.option("--site", type=SiteFolder, default=".", help="The site's folder; default: this one.")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Where the site was written."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to standard output.")
def explain_command(route: str, site: Path, output: Path | None, *, as_json: bool) -> None:
    """Say what a page is made from, and why it was rendered last."""
    import msgspec

    from builder.explain import explain_page, tell_in_lines

    with failures_told(as_json=as_json):
        explanation = explain_page(site, route, output)
    if as_json:
        click.echo(msgspec.json.encode(explanation).decode())
        return
    for line in tell_in_lines(explanation):
        click.echo(line)
