"""Commands that tell about Fonds and a site's settings: `config`, `schema`, `completion` and `manual`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder import __version__
from builder.cli.arguments import SiteFolder, examples
from builder.cli.printing import failures_told

if TYPE_CHECKING:
    from builder.json_schemas import SchemaName


@click.command("config", epilog=examples("fonds config --site my-archive"))
@click.option("--site", type=SiteFolder, default=".", help="The site's folder; default: this one.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to standard output.")
def config_command(site: Path, *, as_json: bool) -> None:
    """Print every setting in force, and where it comes from: a line of site.toml, or its default."""
    from builder.settings import read_settings, write_settings

    with failures_told():
        settings = read_settings(site)
        if as_json:
            import msgspec

            click.echo(msgspec.json.encode({"settings": settings}).decode())
        else:
            click.echo(write_settings(settings), nl=False)


@click.command("schema", epilog=examples("fonds schema site > site.schema.json"))
@click.argument("name", type=click.Choice(["article", "site"]))
def schema_command(name: "SchemaName") -> None:
    """Print the JSON Schema of an article's front matter, or of site.toml, for an editor."""
    from builder.json_schemas import write_schema

    click.echo(write_schema(name), nl=False)


@click.command(
    "completion",
    epilog=examples(
        'eval "$(fonds completion bash)"      # ~/.bashrc',
        'eval "$(fonds completion zsh)"       # ~/.zshrc',
        "fonds completion fish | source       # ~/.config/fish/config.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print what a shell needs to complete commands, options and files."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind  # noqa: S101 - click has these three
    click.echo(kind(context.find_root().command, {}, "fonds", "_FONDS_COMPLETE").source())


@click.command("manual", epilog=examples("fonds manual | man -l -"))
@click.option("--markdown", is_flag=True, help="As the text of a page, instead of a page for man.")
@click.pass_context
def manual_command(context: click.Context, *, markdown: bool) -> None:
    """Print all commands as one manual."""
    from builder.manual import list_verbs, write_man_page, write_markdown

    verbs = list(list_verbs(context.find_root().command, "fonds"))
    about = "publish a curated archive of articles that first appeared elsewhere"
    click.echo(write_markdown(verbs) if markdown else write_man_page(verbs, about, __version__), nl=False)
