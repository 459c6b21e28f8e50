"""`fonds serve`."""

import sys
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.arguments import SiteFolder, examples
from builder.cli.printing import (
    EXIT_INTERRUPTED,
    failures_told,
    print_failure,
    print_problems,
    progress_shown,
)

if TYPE_CHECKING:
    from builder.report import Report
    from builder.serve import Address, Changed, Outcome
    from builder.stopwatch import Reporter


@click.command("serve", epilog=examples("fonds serve --open", "fonds serve --drafts --port 8080"))
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
    with failures_told(), closing(_Teller()) as teller:
        try:
            address = make_address(host, port, allow_remote=allow_remote)
            serve_site(site, options, address, teller, open_browser=open_browser)
        except KeyboardInterrupt:
            sys.exit(EXIT_INTERRUPTED)


class _Teller:
    """What a terminal shows of a preview: a bar while a build takes long, then a line; and what is wrong."""

    def __init__(self) -> None:
        self._building = ExitStack()
        self._reporter: Reporter | None = None

    def progress(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` pieces of a stage are finished."""
        if self._reporter is None:
            self._reporter = self._building.enter_context(progress_shown(quiet=False))
        self._reporter.progress(stage, done, total)

    def serving(self, address: "Address") -> None:
        """Pages can be opened from now on."""
        click.echo(f"Serving {address.url} (Ctrl-C ends it)", err=True)
        if address.token:
            click.echo("Whoever has this address can read the preview, drafts included.", err=True)

    def built(self, outcome: "Outcome", changed: "Changed") -> None:
        """A build has ended, well or not."""
        self.close()
        if outcome.failure:
            print_failure(outcome.failure, as_json=False)
        elif outcome.problems:
            print_problems(outcome.problems, as_json=False)
        elif outcome.report and (changed or outcome.report.written or outcome.report.deleted):
            click.echo(_sum_up(outcome.report, changed))

    def close(self) -> None:
        """Take the bar away."""
        self._building.close()
        self._reporter = None


def _sum_up(report: "Report", changed: "Changed") -> str:
    """A line for each build: warnings are counted, for the same ones would come with every save."""
    counts = [f"{report.written:,} files written"]
    counts += [f"{report.deleted:,} deleted"] if report.deleted else []
    counts += [f"{len(report.warnings):,} warnings: fonds check lists them"] if report.warnings else []
    what = f"{report.articles:,} articles"
    if len(changed) == 1:
        (what,) = changed
    elif changed:
        what = f"{len(changed):,} changed files"
    return f"Built {what} in {report.seconds['total']:.1f} s, {', '.join(counts)}"
