"""`fonds new site` and `fonds new article`."""

from pathlib import Path

import click

from builder.cli.arguments import SiteFolder, examples
from builder.cli.printing import failures_told


@click.group("new")
def new_command() -> None:
    """Make a new site, or a new article in one."""


@new_command.command("site", epilog=examples("fonds new site my-archive"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new_site_command(folder: Path) -> None:
    """Make a site in DIR that builds at once, with articles that show the forms."""
    from builder.scaffold import make_site

    with failures_told():
        made = make_site(folder)
        click.echo(f"Made {len(made)} files in {folder}. Now: cd {folder} && fonds build")


@new_command.command(
    "article", epilog=examples('fonds new article "A bridge reopens" --publication "The Herald"')
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

    with failures_told():
        today = today_in(load_config(site)[0].site.timezone)
        place = make_article(site, title, today, publication=publication, url=url)
        click.echo(place)
