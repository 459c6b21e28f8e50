"""site.toml, read and checked once."""

import zoneinfo
from pathlib import Path
from typing import Literal

import msgspec

from builder.errors import ConfigError, Location, Problem, ProblemsError, quoted
from builder.files import CONFIG_FILE
from builder.model import Engine
from builder.other_generators import MOVING_IN, recognise_folder, recognise_keys
from builder.routes import UrlStyle, checked_route
from builder.schema import Count, Language, Url, read_record
from builder.tables import Table, decode_text, read_toml


class SiteConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[site]: what the archive is."""

    title: str
    """The archive's name, on every page and in every citation."""
    description: str = ""
    """One or two sentences for the home page and for search engines."""
    base_url: Url = ""
    """Where the site will be served: for permalinks, the sitemap and 404.html; other links are relative."""
    language: Language = "en"
    """BCP 47; of the site, and of every article that names none."""
    timezone: str = "UTC"
    """Decides on which day an article posted in the future appears."""
    curator: str = ""
    """Who answers for the archive."""
    rights: str = ""
    """A sentence on rights for the foot of every page."""


class BuildConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[build]: how the site is made."""

    output: str = "public"
    """The folder that receives the finished site."""
    urls: UrlStyle = "pretty"
    """`explicit` links name index.html, so that the site can be read from a disk too."""
    drafts: bool = False
    """Whether drafts are published."""
    jobs: int = 0
    """Processes; 0 for one a core."""


class MarkdownConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[markdown]: how bodies are read."""

    engine: Engine = "markdown"
    """`commonmark` is quicker, and knows fewer extensions."""


class DatesConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[dates]: which date axes have indexes."""

    posted: bool = False
    """True adds indexes by the day on which this archive posted."""


class ListingConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[listing]: how long lists are."""

    per_page: Count = 50
    """Articles on one page of a listing."""


class SearchConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[search]: the index for readers."""

    enabled: bool = True
    """False leaves out the index, the search page and the field in the header."""


class FeedsConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[feeds]: what is new, for feed readers."""

    content: Literal["summary", "full"] = "summary"
    """Whether feeds hold whole texts."""
    items: Count = 20
    """Entries of each feed."""


class MenuEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[[menu]]: one link of the navigation."""

    label: str
    """What the link says."""
    route: str
    """Where it leads, such as /tags/."""


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
    """The theme's own settings."""
    menu: tuple[MenuEntry, ...] = ()
    """The links of the navigation, in their order."""


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
        if other := recognise_folder(site):
            raise _error(
                f"there is no site.toml in this folder, which is a site of {other}", MOVING_IN
            ) from None
        hint = "name the site's folder with --site"
        raise _error("there is no site.toml in this folder", hint) from None
    except OSError as error:
        raise _error(f"the file cannot be read: {error.strerror}", "see its permissions") from None
    try:
        table = read_toml(decode_text(data, CONFIG_FILE), CONFIG_FILE)
    except ProblemsError as error:
        return DEFAULT, list(error.problems)
    if other := recognise_keys(table.values):
        return DEFAULT, [Problem(table.at(""), f"this is a site.toml of {other}", MOVING_IN)]
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
