"""Listings: articles of one term, whole or in pages numbered from the oldest."""

from collections.abc import Callable, Sequence

import msgspec

from builder.errors import Location
from builder.model import Article
from builder.pages.address import SITE_ORIGIN, Addresses, Page
from builder.pages.contexts import (
    CardGroup,
    Chart,
    Link,
    ListingPage,
    Pager,
    RedirectPage,
    SourceRow,
    TermLink,
)

GroupCards = Callable[[Sequence[Article]], tuple[CardGroup, ...]]


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What a listing shows beside its cards; only its first page has all of it."""

    route: str
    template: str = "listing.html"
    title: str
    kind: str
    section: str
    articles: tuple[Article, ...]
    """Newest first."""
    counts: str
    trail: tuple[Link, ...] = ()
    aliases: tuple[str, ...] = ()
    facts: tuple[SourceRow, ...] = ()
    note: str = ""
    chart: Chart | None = None
    parts: tuple[TermLink, ...] = ()
    earlier: Link | None = None
    later: Link | None = None
    other_years: tuple[TermLink, ...] = ()
    gap: str = ""
    feed: str = ""
    """Href."""


class Part(msgspec.Struct, frozen=True):
    """Some of a listing's articles, and the number of their page; 0 is the first page that readers see."""

    number: int
    articles: tuple[Article, ...]


def paginate(articles: Sequence[Article], per_page: int) -> list[Part]:
    """Articles, newest first, as the pages of a listing, the first page first.

    Numbered pages are full and hold the oldest articles, 1 the very oldest: a newer article never changes them.
    The first page holds what is left, one to `per_page` articles.
    """
    full = max(len(articles) - 1, 0) // per_page
    newest = len(articles) - full * per_page
    parts = [Part(0, tuple(articles[:newest]))]
    for number in range(full, 0, -1):
        start = newest + (full - number) * per_page
        parts.append(Part(number, tuple(articles[start : start + per_page])))
    return parts


def plan_listing(
    listing: Listing, group: GroupCards, addresses: Addresses, per_page: int, origin: Location = SITE_ORIGIN
) -> list[Page]:
    """All pages of a listing."""
    parts = paginate(listing.articles, per_page)
    routes = [part_route(listing.route, part.number) for part in parts]
    pages = []
    for position, part in enumerate(parts):
        newer = addresses.href(part_route(listing.route, part.number + 1)) if part.number else ""
        older = addresses.href(routes[position + 1]) if position + 1 < len(parts) else ""
        pager = Pager(number=part.number, newer=newer, older=older)
        pages.append(_plan_part(listing, part, pager, routes[position], group, addresses, origin))
    if len(parts) > 1:
        pages.append(_plan_next(listing, len(parts), addresses, origin))
    return pages


def _plan_next(listing: Listing, number: int, addresses: Addresses, origin: Location) -> Page:
    """The page that will be full next leads to the first page until then.

    So the newest full page can link to it from the start, and need not change when it comes.
    """
    route = part_route(listing.route, number)
    frame = addresses.frame(route, listing.title, section=listing.section, noindex=True)
    frame["canonical"] = addresses.permalink(listing.route)
    context = RedirectPage(**frame, target=addresses.href(listing.route))
    return Page(route=route, template="redirect.html", context=context, origin=origin)


def part_route(route: str, number: int) -> str:
    """The route of a page of a listing."""
    return f"{route}page/{number}/" if number else route


def _plan_part(
    listing: Listing,
    part: Part,
    pager: Pager,
    route: str,
    group: GroupCards,
    addresses: Addresses,
    origin: Location,
) -> Page:
    is_first = part.number == 0
    title = listing.title if is_first else f"{listing.title}, page {part.number}"
    trail = listing.trail if is_first else (*listing.trail, addresses.link(listing.title, listing.route))
    frame = addresses.frame(
        route, title, description=f"{listing.kind}: {title}", section=listing.section, trail=trail
    )
    groups = group(part.articles)
    context = ListingPage(**frame, kind=listing.kind, groups=groups, pager=pager)
    if is_first:
        context = ListingPage(
            **frame,
            kind=listing.kind,
            aliases=listing.aliases,
            facts=listing.facts,
            note=listing.note,
            counts=listing.counts,
            chart=listing.chart,
            parts=listing.parts,
            groups=groups,
            pager=pager,
            earlier=listing.earlier,
            later=listing.later,
            other_years=listing.other_years,
            gap=listing.gap,
            feed=listing.feed,
        )
    return Page(route=route, template=listing.template, context=context, origin=origin)
