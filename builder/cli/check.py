"""`fonds check`."""

import sys
from pathlib import Path

import click

from builder.cli.arguments import SiteFolder, examples
from builder.cli.printing import EXIT_PROBLEMS, MOST_SHOWN, failures_told, progress_shown


@click.command("check", epilog=examples("fonds check", "fonds check --external", "fonds check --review"))
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

    with failures_told(as_json=as_json), progress_shown(quiet=as_json) as reporter:
        findings = check_site(site, external=external, review=review, reporter=reporter)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(tell_as_data(findings)).decode())
    else:
        for line in tell_as_lines(findings, MOST_SHOWN):
            click.echo(line)
    if findings.errors or (strict and findings.warnings):
        sys.exit(EXIT_PROBLEMS)
