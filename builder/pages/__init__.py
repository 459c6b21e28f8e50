"""Which pages exist, and all that each receives.

`plan_pages` is the way in. A page's context is one frozen record: equal records mean equal pages.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import msgspec

from builder.config import Config
from builder.errors import Location, Problem
from builder.files import MANIFEST, ON_ITS_WAY
from builder.library import Library, neighbours
from builder.load import Content
from builder.model import Article, Body, ContentRecord, MediaFile, StandingPage
from builder.pages.address import SITE_ORIGIN, Addresses, Page
from builder.pages.article import ArticlePlanner
from builder.pages.cards import make_card
from builder.pages.claims import find_collisions
from builder.pages.contexts import Card, Link, NotFoundPage, RedirectPage, Site, TextPage
from builder.pages.home import plan_home
from builder.pages.periods import DateAxis, plan_axis
from builder.pages.sitemap import TextFile, Visit, plan_sitemap
from builder.pages.terms import plan_index, plan_term, taxonomies
from builder.pages.words import direction_of
from builder.references import Resolved, Target, article_route, missing_routes, page_route, resolve_references
from builder.routes import file_of, root_of
from builder.theme import Theme

GENERATOR = "Fonds"

Planned = tuple[str, Location, bool]
"""Of a planned page: its route, who wants it, and whether search engines are asked to leave it out."""

__all__ = ["Page", "Plan", "TextFile", "plan_pages"]


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """What only the plan of all pages shows."""

    pages: int
    files: tuple[TextFile, ...]
    """Outputs made without a template."""
    problems: tuple[Problem, ...]


class Plan:
    """Everything that the site will hold. Pages are planned as they are walked, once, and never held together."""

    def __init__(
        self,
        site: Site,
        media: tuple[MediaFile, ...],
        pages: Iterator[Page],
        outline: Callable[[Sequence[Planned]], Outline],
    ) -> None:
        """`outline` looks at what was planned, after the last page."""
        self.site = site
        self.media = media
        """Copied as they are."""
        self._waiting = pages
        self._planned: list[Planned] = []
        self._outline = outline

    def walk(self) -> Iterator[Page]:
        """The pages that were not walked yet."""
        for page in self._waiting:
            self._planned.append((page.route, page.origin, page.context.noindex))
            yield page

    def outline(self) -> Outline:
        """What the whole plan shows; pages that were not walked yet are planned for this alone."""
        for _ in self.walk():
            pass
        return self._outline(self._planned)


def plan_pages(
    config: Config, content: Content, library: Library, bodies: Mapping[str, Body], theme: Theme
) -> Plan:
    """Plan every output of the archive; `bodies` are by content file."""
    addresses = Addresses(
        style=config.build.urls, base_url=base_url_of(config), language=config.site.language
    )
    resolved = resolve_references(content, library, bodies, config.build.urls)
    media = _once_each(content.media)

    def outline(planned: Sequence[Planned]) -> Outline:
        files = tuple(plan_sitemap(_visits(planned, library, addresses), addresses.base_url))
        claims = [(route, origin) for route, origin, _ in planned]
        claims += [(file.route, SITE_ORIGIN) for file in files]
        claims += [(file.route, Location(file.file)) for file in media]
        claims += [
            (asset.route, Location(f"templates/assets/{name}")) for name, asset in theme.assets.items()
        ]
        outputs = frozenset(file_of(route) for route, _ in claims)
        claims += [(name, SITE_ORIGIN) for name in (MANIFEST, ON_ITS_WAY)]
        problems = (
            *resolved.problems,
            *missing_routes(resolved.route_links, outputs),
            *find_collisions(claims),
            *_missing_menu_routes(config, outputs),
        )
        return Outline(pages=len(planned), files=files, problems=problems)

    pages = _plan_all(config, content, library, bodies, resolved, addresses)
    return Plan(_site(config, content, theme, addresses), media, pages, outline)


def _plan_all(
    config: Config,
    content: Content,
    library: Library,
    bodies: Mapping[str, Body],
    resolved: Resolved,
    addresses: Addresses,
) -> Iterator[Page]:
    """Every page, one after the other."""
    cards = {article.slug: make_card(article, bodies[article.file], addresses) for article in library.newest}
    planner = ArticlePlanner(
        library=library,
        bodies=bodies,
        targets=resolved.targets,
        cards=cards,
        ways_between=neighbours(library),
        addresses=addresses,
    )
    yield from map(planner.plan, content.articles)
    yield from _plan_groups(config, library, cards, addresses)
    yield from _plan_standing_pages(content.pages, bodies, resolved.targets, addresses)
    yield _plan_not_found(addresses)
    yield from _plan_redirects(content, addresses)


def _once_each(media: Sequence[MediaFile]) -> tuple[MediaFile, ...]:
    """Files of one name and the same bytes, in two folders, are one output."""
    return tuple({file.route: file for file in media}.values())


def base_url_of(config: Config) -> str:
    """The site's URL, ending with `/`; empty where it has none."""
    url = config.site.base_url
    return url if not url or url.endswith("/") else f"{url}/"


def _plan_groups(
    config: Config, library: Library, cards: dict[str, Card], addresses: Addresses
) -> Iterator[Page]:
    """Home, indexes and listings."""
    per_page = config.listing.per_page
    classifications = taxonomies(library.tags, library.publications, library.authors)
    yield plan_home(library, classifications, cards, addresses, config.site.title, config.site.description)
    for taxonomy in classifications:
        yield plan_index(taxonomy, addresses)
        for term in taxonomy.terms.values():
            yield from plan_term(taxonomy, term, cards, addresses, per_page)
    for axis in _axes(config, library):
        yield from plan_axis(axis, cards, addresses, per_page)


def _axes(config: Config, library: Library) -> Iterator[DateAxis]:
    yield DateAxis(
        name="dates",
        title="Dates",
        groups=library.published,
        period_of={
            article.slug: period for period, articles in library.published.items() for article in articles
        },
        undated=library.undated,
    )
    if config.dates.posted:
        yield DateAxis(
            name="posted",
            title="Posted",
            groups=library.posted,
            period_of={
                article.slug: period for period, articles in library.posted.items() for article in articles
            },
        )


def _plan_standing_pages(
    pages: Sequence[StandingPage],
    bodies: Mapping[str, Body],
    targets: Mapping[str, tuple[Target, ...]],
    addresses: Addresses,
) -> Iterator[Page]:
    for page in pages:
        route = page_route(page.slug)
        root = root_of(route)
        frame = addresses.frame(
            route, page.title, description=page.description, section=page.slug, language=page.language
        )
        rooted = tuple(
            {name: root + value if name in ("href", "src") else value for name, value in target.items()}
            for target in targets[page.file]
        )
        body = bodies[page.file].html
        context = TextPage(**frame, body=body.digest, targets=rooted)
        yield Page(route=route, template="page.html", context=context, body=body, origin=page.at("title"))


def _plan_not_found(addresses: Addresses) -> Page:
    """404.html: served at any depth, where no relative link would hold. Law 8's one exception.

    Its links begin at the site's path instead. A `<base>` would do the same, and break the skip link: `#main`
    would lead to the home page.
    """
    frame = addresses.frame("404.html", "Nothing is kept at this address", noindex=True)
    frame["root"], frame["canonical"] = urlsplit(addresses.base_url).path or "/", ""
    return Page(route="404.html", template="404.html", context=NotFoundPage(**frame), origin=SITE_ORIGIN)


def _plan_redirects(content: Content, addresses: Addresses) -> list[Page]:
    """A page at each former route."""
    redirects = []
    records: tuple[ContentRecord, ...] = (*content.articles, *content.pages)
    for record in records:
        route = article_route(record.slug) if isinstance(record, Article) else page_route(record.slug)
        for alias in dict.fromkeys(record.aliases):
            frame = addresses.frame(alias, record.title, noindex=True)
            frame["canonical"] = addresses.permalink(route)
            context = RedirectPage(**frame, target=addresses.href(route))
            redirects.append(
                Page(route=alias, template="redirect.html", context=context, origin=record.at("aliases"))
            )
    return redirects


def _visits(planned: Sequence[Planned], library: Library, addresses: Addresses) -> list[Visit]:
    changed = {article_route(article.slug): article.updated or article.posted for article in library.newest}
    return [
        Visit(addresses.permalink(route), changed.get(route, ""))
        for route, _, noindex in planned
        if not noindex
    ]


def _site(config: Config, content: Content, theme: Theme, addresses: Addresses) -> Site:
    return Site(
        title=config.site.title,
        description=config.site.description,
        language=config.site.language,
        direction=direction_of(config.site.language),
        curator=config.site.curator,
        rights=config.site.rights,
        home=addresses.href(""),
        menu=_menu(config, content, addresses),
        assets={name: addresses.href(asset.route) for name, asset in theme.assets.items()},
        theme=config.theme,
        generator=GENERATOR,
    )


def _menu(config: Config, content: Content, addresses: Addresses) -> tuple[Link, ...]:
    """The navigation: as configured, else the indexes and the page about the archive."""
    if config.menu:
        entries = [(entry.label, _menu_route(entry.route)) for entry in config.menu]
    else:
        entries = [
            ("Dates", "dates/"),
            ("Publications", "publications/"),
            ("Authors", "authors/"),
            ("Tags", "tags/"),
        ]
        entries += [(page.title, page_route(page.slug)) for page in content.pages if page.slug == "about"]
    return tuple(
        Link(
            text=label,
            href=addresses.href(route),
            note=PurePosixPath(route).name if route.count("/") == 1 else "",
        )
        for label, route in entries
    )


def _menu_route(written: str) -> str:
    route = written.strip().lstrip("/")
    return route if not route or "." in route.rpartition("/")[2] or route.endswith("/") else f"{route}/"


def _missing_menu_routes(config: Config, outputs: frozenset[str]) -> Iterator[Problem]:
    for entry in config.menu:
        if file_of(_menu_route(entry.route)) not in outputs:
            message = f"the menu entry {entry.label!r} leads to no page: {entry.route}"
            yield Problem(SITE_ORIGIN, message, "write the route of a page, such as /tags/")
