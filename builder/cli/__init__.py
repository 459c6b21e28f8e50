"""Verbs, printing, exit codes. Only this room prints.

A module for each command, or for a few that belong together; `printing` holds what they say alike. Commands import
what they need when they run, so that `fonds --version` need not wait for records, nor they for Markdown and
templates.
"""

import os

import click

from builder import __version__
from builder.cli.arguments import examples
from builder.cli.bring import import_command
from builder.cli.build import build_command, explain_command
from builder.cli.check import check_command
from builder.cli.new import new_command
from builder.cli.serve import serve_command
from builder.cli.tell import completion_command, config_command, manual_command, schema_command

__all__ = ["main"]


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples("fonds new site my-archive", "fonds serve --site my-archive --open"),
)
@click.version_option(__version__, prog_name="fonds")
@click.pass_context
def main(context: click.Context) -> None:
    """Fonds publishes a curated archive: articles that first appeared elsewhere, each with its source."""
    if os.environ.get("NO_COLOR"):
        # See https://no-color.org; that it is for terminals alone, click sees to.
        context.color = False


for command in (
    new_command,
    serve_command,
    build_command,
    check_command,
    import_command,
    explain_command,
    config_command,
    schema_command,
    completion_command,
    manual_command,
):
    main.add_command(command)
