"""site.toml, read and checked once."""

import zoneinfo
from pathlib import Path
from typing import Literal

import msgspec

from builder.errors import ConfigError, Location, Problem, ProblemsError, quoted
from builder.files import CONFIG_FILE
from builder.model import Engine
from builder.routes import UrlStyle, checked_route
from builder.schema import Count, Language, Url, read_record
from builder.tables import Table, decode_text, read_toml


class SiteConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[site]: what the archive is."""

    title: str
    description: str = ""
    base_url: Url = ""
    """Where the site will be served: for permalinks, the sitemap and 404.html; other links are relative."""
    language: Language = "en"
    timezone: str = "UTC"
    """Decides on which day an article posted in the future appears."""
    curator: str = ""
    rights: str = ""


class BuildConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[build]: how the site is made."""

    output: str = "public"
    urls: UrlStyle = "pretty"
    drafts: bool = False
    jobs: int = 0
    """Processes; 0 for one a core."""


class MarkdownConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[markdown]: how bodies are read."""

    engine: Engine = "markdown"


class DatesConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[dates]: which date axes have indexes."""

    posted: bool = False
    """True adds indexes by the day on which this archive posted."""


class ListingConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[listing]: how long lists are."""

    per_page: Count = 50


class SearchConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[search]"""

    enabled: bool = True


class FeedsConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[feeds]"""

    content: Literal["summary", "full"] = "summary"
    items: Count = 20


class MenuEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[[menu]]: one link of the navigation."""

    label: str
    route: str


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of site.toml; a key that is not written has its default."""

    site: SiteConfig
    build: BuildConfig = BuildConfig()
    markdown: MarkdownConfig = MarkdownConfig()
    dates: DatesConfig = DatesConfig()
    listing: ListingConfig = ListingConfig()
    search: SearchConfig = SearchConfig()
    feeds: FeedsConfig = FeedsConfig()
    theme: dict[str, object] = msgspec.field(default_factory=dict)
    menu: tuple[MenuEntry, ...] = ()


DEFAULT = Config(site=SiteConfig(title=""))


def load_config(site: Path) -> tuple[Config, list[Problem]]:
    """The configuration of the site in a folder, and all that is wrong with it.

    Where something is wrong all values are defaults: good for finding what else is wrong, and for nothing more.
    Raises ConfigError where there is no site.toml, as the folder is no site then.
    """
    path = site / CONFIG_FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        hint = "name the site's folder with --site"
        raise _error("there is no site.toml in this folder", hint) from None
    except OSError as error:
        raise _error(f"the file cannot be read: {error.strerror}", "see its permissions") from None
    try:
        table = read_toml(decode_text(data, CONFIG_FILE), CONFIG_FILE)
    except ProblemsError as error:
        return DEFAULT, list(error.problems)
    config, problems = read_record(table, Config)
    if config:
        problems = list(_contradictions(config, table))
    return (config, []) if config and not problems else (DEFAULT, problems)


def _contradictions(config: Config, table: Table) -> list[Problem]:
    """What is of the right type, and still cannot be meant."""
    problems = []

    def say(path: str, message: str, hint: str) -> None:
        problems.append(Problem(table.at(path), message, hint))

    try:
        zoneinfo.ZoneInfo(config.site.timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        hint = "write a name of the time zone database, such as Europe/Berlin"
        say("site.timezone", f"unknown time zone {quoted(config.site.timezone)}", hint)
    if set("?#") & set(config.site.base_url):
        say("site.base_url", "`site.base_url` holds a ? or #", "end it behind the path, with /")
    if config.build.jobs < 0:
        say("build.jobs", f"{config.build.jobs} jobs are too few", "write 0 for one a core")
    for position, entry in enumerate(config.menu):
        if entry.route.strip("/"):
            try:
                checked_route(entry.route)
            except ValueError as error:
                say(f"menu[{position}].route", str(error), "write the route of a page, such as /tags/")
    return problems


def _error(message: str, hint: str) -> ConfigError:
    return ConfigError([Problem(Location(CONFIG_FILE), message, hint)])
