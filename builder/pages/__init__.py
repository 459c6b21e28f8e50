"""Which pages exist, and all that each receives.

`plan_pages` is the way in. A page's context is one frozen record: equal records mean equal pages.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import msgspec

from builder.attribution import Original
from builder.config import Config
from builder.errors import Location, Problem
from builder.fingerprint import fingerprint
from builder.library import Library
from builder.load import Content
from builder.markup.links import fill_references
from builder.model import Article, Blob, Body, ContentRecord, MediaFile, StandingPage
from builder.pages.address import SITE_ORIGIN, Addresses, Page
from builder.pages.article import ArticleGatherer, ArticlePlanner, rooted
from builder.pages.cards import Cards
from builder.pages.checksums import CHECKSUMS, write_checksums
from builder.pages.cited import claim_citations, list_cited
from builder.pages.claims import find_collisions
from builder.pages.contexts import Link, NotFoundPage, RedirectPage, Site, TextPage
from builder.pages.data import DATA_ROUTE, list_missing, plan_data
from builder.pages.feeds import plan_feeds
from builder.pages.home import plan_home
from builder.pages.originals import CitedListing, Originals, citation_routes, listing_routes
from builder.pages.periods import POSTED, DateAxis, sketch_axis
from builder.pages.records import plan_records
from builder.pages.search import SEARCH_ROUTE, access_search, describe_search, plan_search
from builder.pages.sitemap import TextFile, Visit, plan_sitemap, text_file
from builder.pages.sketch import Identities, KnownPlan, Planned, PlannedPage, Sketch
from builder.pages.terms import sketch_aliases, sketch_terms, taxonomies
from builder.pages.words import direction_of
from builder.references import Resolved, Target, article_route, missing_routes, page_route, resolve_references
from builder.report import Skipped
from builder.routes import claim_of, file_of, root_of
from builder.theme import Theme

GENERATOR = "Fonds"

__all__ = [
    "CitedListing",
    "KnownPlan",
    "Page",
    "Plan",
    "Planned",
    "PlannedPage",
    "Sketch",
    "TextFile",
    "citation_routes",
    "listing_routes",
    "plan_pages",
]


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """What only the plan of all pages shows."""

    files: tuple[TextFile, ...]
    """Outputs made without a template."""
    problems: tuple[Problem, ...]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the site will hold. Pages are planned as the sketches are walked, and never held together."""

    site: Site
    shared: str
    """The fingerprint of what all sketches share."""
    media: tuple[MediaFile, ...]
    """Copied as they are."""
    sketches: Iterator[Sketch]
    """Of all pages; to be walked once."""
    originals: Iterator[Original]
    """Of all articles that are cited in files; to be walked once."""
    cited: tuple[CitedListing, ...]
    """What else has files of citations."""
    missing: tuple[Skipped, ...]
    """Files that the site cannot have, and why."""
    outline: Callable[[Sequence[PlannedPage]], Outline]
    """What all pages show together, once they are planned."""


def plan_pages(
    config: Config,
    content: Content,
    library: Library,
    bodies: Mapping[str, Body],
    read_html: Callable[[Blob], str],
    theme: Theme,
) -> Plan:
    """Plan every output of the archive; `bodies` are by content file, and `read_html` reads what they place."""
    addresses = Addresses(
        style=config.build.urls, base_url=base_url_of(config), language=config.site.language
    )
    resolved = resolve_references(content, library, bodies, config.build.urls)
    media = _once_each(content.media)
    originals = Originals(config, bodies, content.authorities, addresses)
    classifications = taxonomies(library.tags, library.publications, library.authors)
    cited = tuple(list_cited(library, classifications))

    def text_of(article: Article) -> str:
        targets = resolved.targets[article.file]
        root = root_of(article_route(article.slug))
        html = read_html(bodies[article.file].html)
        return fill_references(html, lambda number: rooted(targets[number], root))

    def outline(planned: Sequence[PlannedPage]) -> Outline:
        visits = _visits(planned, library, addresses)
        files = (
            *plan_sitemap(visits, addresses.base_url),
            *plan_feeds(config, library, classifications, bodies, addresses, text_of),
            *describe_search(config, addresses),
            plan_records(library.searched, bodies, addresses),
            text_file(CHECKSUMS, write_checksums(_published_digests(content))),
        )
        claims = [(page.route, page.origin) for page in planned]
        claims += [(file.route, SITE_ORIGIN) for file in files]
        claims += claim_citations(library, cited)
        claims += [(file.route, Location(file.file)) for file in media]
        claims += [
            (asset.route, Location(f"templates/assets/{name}")) for name, asset in theme.assets.items()
        ]
        outputs = frozenset(file_of(route) for route, _ in claims)
        problems = (
            *resolved.problems,
            *missing_routes(resolved.route_links, outputs),
            *find_collisions(claims),
            *_missing_menu_routes(config, outputs),
        )
        return Outline(files=files, problems=problems)

    site = _site(config, content, library, theme, addresses)
    return Plan(
        site=site,
        shared=fingerprint((config, content.authorities, site, theme.templates)),
        media=media,
        sketches=_sketch_all(config, content, library, bodies, resolved, originals, addresses),
        originals=map(originals.of, library.searched),
        cited=cited,
        missing=list_missing(addresses.base_url),
        outline=outline,
    )


def _sketch_all(
    config: Config,
    content: Content,
    library: Library,
    bodies: Mapping[str, Body],
    resolved: Resolved,
    originals: Originals,
    addresses: Addresses,
) -> Iterator[Sketch]:
    """Every page, one after the other."""
    identities = Identities(content.digests)
    cards = Cards(bodies, addresses, originals)
    gatherer = ArticleGatherer(library, resolved.targets, addresses)
    planner = ArticlePlanner(
        bodies=bodies,
        cards=cards,
        originals=originals,
        addresses=addresses,
        has_posted=config.dates.posted,
    )
    for article in content.articles:
        inputs = gatherer.gather(article)
        plan = partial(planner.plan, inputs)
        yield Sketch(article_route(article.slug), inputs.fingerprint(identities), plan)
    yield from _sketch_groups(config, library, identities, cards, addresses)
    for page in content.pages:
        targets = resolved.targets[page.file]
        made_from = fingerprint((identities.of([page]), targets))
        plan = partial(_plan_standing_page, page, bodies[page.file], targets, addresses)
        yield Sketch(page_route(page.slug), made_from, plan)
    has_articles = bool(library.searched)
    plan_files = partial(plan_data, config, addresses, has_articles=has_articles)
    yield Sketch(DATA_ROUTE, fingerprint(has_articles), lambda: [plan_files()])
    yield Sketch("404.html", "", partial(_plan_not_found, addresses))
    yield from _sketch_redirects(content, identities, addresses)
    records: tuple[ContentRecord, ...] = (*content.articles, *content.pages)
    taken = frozenset(claim_of(alias) for record in records for alias in record.aliases)
    for taxonomy in taxonomies(library.tags, library.publications, library.authors):
        yield from sketch_aliases(taxonomy, content.authorities, taken, addresses)


def _once_each(media: Sequence[MediaFile]) -> tuple[MediaFile, ...]:
    """Files of one name and the same bytes, in two folders, are one output."""
    return tuple({file.route: file for file in media}.values())


def _published_digests(content: Content) -> dict[str, str]:
    """The digests of all content files that have a page, and of media."""
    records: tuple[ContentRecord, ...] = (*content.articles, *content.pages)
    files = [record.file for record in records]
    return {file: content.digests[file] for file in files} | {one.file: one.digest for one in content.media}


def base_url_of(config: Config) -> str:
    """The site's URL, ending with `/`; empty where it has none."""
    url = config.site.base_url
    return url if not url or url.endswith("/") else f"{url}/"


def _sketch_groups(
    config: Config, library: Library, identities: Identities, cards: Cards, addresses: Addresses
) -> Iterator[Sketch]:
    """Home, indexes and listings."""
    per_page = config.listing.per_page
    classifications = taxonomies(library.tags, library.publications, library.authors)
    everything = identities.together(library.newest)
    yield Sketch(
        "",
        everything,
        lambda: [
            plan_home(library, classifications, cards, addresses, config.site.title, config.site.description)
        ],
    )
    for taxonomy in classifications:
        yield from sketch_terms(taxonomy, identities, cards, addresses, per_page)
    axes = tuple(_axes(config, library))
    for axis in axes:
        yield from sketch_axis(axis, everything, identities, cards, addresses, per_page)
    if config.search.enabled:
        plan = partial(plan_search, library, classifications, axes, addresses)
        yield Sketch(SEARCH_ROUTE, everything, plan)


def _axes(config: Config, library: Library) -> Iterator[DateAxis]:
    yield DateAxis(
        name="dates",
        title="Dates",
        groups=library.published,
        period_of={
            article.slug: period for period, articles in library.published.items() for article in articles
        },
        undated=library.undated,
        other=POSTED if config.dates.posted else "",
    )
    if config.dates.posted:
        yield DateAxis(
            name=POSTED,
            title="Posted",
            groups=library.posted,
            period_of={
                article.slug: period for period, articles in library.posted.items() for article in articles
            },
            other="dates",
        )


def _plan_standing_page(
    page: StandingPage, body: Body, targets: Sequence[Target], addresses: Addresses
) -> list[Page]:
    route = page_route(page.slug)
    root = root_of(route)
    frame = addresses.frame(
        route, page.title, description=page.description, section=page.slug, language=page.language
    )
    rooted = tuple(
        {name: root + value if name in ("href", "src") else value for name, value in target.items()}
        for target in targets
    )
    context = TextPage(**frame, body=body.html.digest, targets=rooted)
    return [Page(route=route, template="page.html", context=context, body=body.html, origin=page.at("title"))]


def _plan_not_found(addresses: Addresses) -> list[Page]:
    """404.html: served at any depth, where no relative link would hold. Law 8's one exception.

    Its links begin at the site's path instead. A `<base>` would do the same, and break the skip link: `#main`
    would lead to the home page.
    """
    frame = addresses.frame("404.html", "Nothing is kept at this address", noindex=True)
    frame["root"], frame["canonical"] = urlsplit(addresses.base_url).path or "/", ""
    return [Page(route="404.html", template="404.html", context=NotFoundPage(**frame), origin=SITE_ORIGIN)]


def _sketch_redirects(content: Content, identities: Identities, addresses: Addresses) -> Iterator[Sketch]:
    """A page at each former route."""
    records: tuple[ContentRecord, ...] = (*content.articles, *content.pages)
    for record in records:
        for alias in dict.fromkeys(record.aliases):
            # The name of a file may be its slug, where the redirect leads.
            plan = partial(_plan_redirect, record, alias, addresses)
            yield Sketch(alias, identities.together([record]), plan)


def _plan_redirect(record: ContentRecord, alias: str, addresses: Addresses) -> list[Page]:
    route = article_route(record.slug) if isinstance(record, Article) else page_route(record.slug)
    frame = addresses.frame(alias, record.title, noindex=True)
    frame["canonical"] = addresses.permalink(route)
    context = RedirectPage(**frame, target=addresses.href(route))
    return [Page(route=alias, template="redirect.html", context=context, origin=record.at("aliases"))]


def _visits(planned: Sequence[PlannedPage], library: Library, addresses: Addresses) -> list[Visit]:
    changed = {article_route(article.slug): article.updated or article.posted for article in library.newest}
    return [
        Visit(addresses.permalink(page.route), changed.get(page.route, ""))
        for page in planned
        if not page.noindex
    ]


def _site(config: Config, content: Content, library: Library, theme: Theme, addresses: Addresses) -> Site:
    return Site(
        title=config.site.title,
        description=config.site.description,
        language=config.site.language,
        direction=direction_of(config.site.language),
        curator=config.site.curator,
        rights=config.site.rights,
        home=addresses.href(""),
        menu=_menu(config, content, addresses),
        data=addresses.href(DATA_ROUTE),
        search=access_search(config, theme.assets, addresses),
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
