"""Every link between pieces of content, resolved or reported."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

import msgspec

from builder.errors import Location, Problem
from builder.library import Library
from builder.load import Content
from builder.load.article import slug_of_file
from builder.markup.links import place_of
from builder.model import Article, Body, ContentRecord, MediaFile, Reference
from builder.routes import UrlStyle, file_of, href_of
from builder.schema import nearest

Target = dict[str, str]
"""Attributes of a link or image, hrefs relative to the site's root; empty where there is nothing to lead to."""


class RouteLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link to a route of the site, which can be checked only once all pages are planned."""

    where: Location
    written: str
    route: str


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """All references of the archive."""

    targets: Mapping[str, tuple[Target, ...]]
    """By content file: the targets of its body's references, in their order."""
    route_links: tuple[RouteLink, ...]
    problems: tuple[Problem, ...]


def article_route(slug: str) -> str:
    """The permalink of an article, relative to the site."""
    return f"articles/{slug}/"


def page_route(slug: str) -> str:
    """The route of a standing page."""
    return f"{slug}/"


def resolve_references(
    content: Content, library: Library, bodies: Mapping[str, Body], style: UrlStyle
) -> Resolved:
    """Resolve the references of every body (by content file) and check the slugs that front matter names."""
    records: tuple[ContentRecord, ...] = (*content.articles, *content.pages)
    resolver = _Resolver(content, records, library, bodies, style)
    targets = {
        record.file: tuple(
            resolver.resolve(record, reference) for reference in bodies[record.file].references
        )
        for record in records
    }
    for article in content.articles:
        resolver.check_named_slugs(article)
    return Resolved(
        targets=targets, route_links=tuple(resolver.route_links), problems=tuple(resolver.problems)
    )


class _Resolver:
    """What references can lead to; problems gather here."""

    def __init__(
        self,
        content: Content,
        records: Sequence[ContentRecord],
        library: Library,
        bodies: Mapping[str, Body],
        style: UrlStyle,
    ) -> None:
        self.articles = library.by_slug
        self.bodies = bodies
        self.style = style
        self.files = {record.file: record for record in records}
        self.by_route: dict[str, ContentRecord] = {page_route(page.slug): page for page in content.pages}
        self.by_route |= {article_route(slug): article for slug, article in library.by_slug.items()}
        self.media: dict[str, MediaFile] = {media.file: media for media in content.media}
        self.skipped_files = {skipped.path: skipped.reason for skipped in content.skipped}
        self.skipped_slugs = {skipped.slug: skipped.reason for skipped in content.skipped}
        self.unread_files = content.unread
        self.unread_slugs = {slug_of_file(file) for file in content.unread}
        self.route_links: list[RouteLink] = []
        self.problems: list[Problem] = []

    def resolve(self, record: ContentRecord, reference: Reference) -> Target:
        """The attributes that lead to a reference's target; empty, with a problem, where it has none."""
        where = Location(record.file, reference.line)
        if reference.kind == "media":
            return self._media_target(where, reference)
        if reference.kind == "route":
            return self._route_target(record, where, reference)
        found = (
            self._article(where, reference) if reference.kind == "article" else self._file(where, reference)
        )
        return self._place_in(record, where, reference, found) if found else {}

    def _place_in(
        self, record: ContentRecord, where: Location, reference: Reference, found: ContentRecord
    ) -> Target:
        """A content file's page, and the place of it that a fragment means; a tombstone has no places."""
        route = article_route(found.slug) if isinstance(found, Article) else page_route(found.slug)
        href = href_of(route, self.style)
        if not reference.fragment or found.status == "withdrawn":
            return {"href": href}
        place = place_of(reference.fragment, self.bodies[found.file].ids)
        if not place:
            return self._no_fragment(record, where, reference, found)
        return {"href": f"{href}#{quote(place)}"}

    def _article(self, where: Location, reference: Reference) -> Article | None:
        return self.article_of_slug(where, reference.target, f"the link {reference.written!r}")

    def article_of_slug(self, where: Location, slug: str, what: str) -> Article | None:
        """The article of a slug; None, with a problem where it is not the article's own fault."""
        if article := self.articles.get(slug):
            return article
        if slug in self.unread_slugs:
            return None
        if reason := self.skipped_slugs.get(slug):
            message = f"{what} leads to an article that is left out ({reason})"
            self._say(where, message, "publish it, or take the link out")
            return None
        hint = nearest(slug, self.articles) or "write the slug of an article"
        self._say(where, f"{what} leads to no article", hint)
        return None

    def _file(self, where: Location, reference: Reference) -> ContentRecord | None:
        if record := self.files.get(reference.target):
            return record
        if reference.target in self.unread_files:
            return None
        if reason := self.skipped_files.get(reference.target):
            message = f"the link {reference.written!r} leads to a file that is left out ({reason})"
            self._say(where, message, "publish it, or take the link out")
            return None
        hint = nearest(reference.target, self.files) or "write the path relative to this file"
        self._say(where, f"the link {reference.written!r} leads to no content file", hint)
        return None

    def _no_fragment(
        self,
        record: ContentRecord,
        where: Location,
        reference: Reference,
        found: ContentRecord,
    ) -> Target:
        fragment = reference.fragment
        message = f"the link {reference.written!r} leads to no place of {found.file}: it has no #{fragment}"
        is_old = isinstance(record, Article) and record.is_from_elsewhere
        if is_old:
            message += ", and the text stays without it"
        ids = [name.partition("-")[2] for name in self.bodies[found.file].ids]
        hint = nearest(fragment, ids) or "name the id of a heading there"
        self.problems.append(Problem(where, message, hint, "warning" if is_old else "error"))
        return {}

    def _media_target(self, where: Location, reference: Reference) -> Target:
        media = self.media.get(reference.target)
        if media is None:
            if reference.target not in self.unread_files:
                hint = nearest(reference.target, self.media) or "put the file there, or mend the path"
                self._say(where, f"there is no file {reference.target!r} for {reference.written!r}", hint)
            return {}
        href = href_of(media.route, self.style)
        if not media.width:
            return {"src": href, "href": href}
        return {"src": href, "href": href, "width": str(media.width), "height": str(media.height)}

    def _route_target(self, record: ContentRecord, where: Location, reference: Reference) -> Target:
        route = reference.target
        if "." not in route.rpartition("/")[2] and route and not route.endswith("/"):
            route += "/"
        if found := self.by_route.get(route):
            return self._place_in(record, where, reference, found)
        self.route_links.append(RouteLink(where=where, written=reference.written, route=route))
        fragment = f"#{reference.fragment}" if reference.fragment else ""
        return {"href": href_of(route, self.style) + fragment}

    def check_named_slugs(self, article: Article) -> None:
        """The slugs that an article's front matter names must be of articles."""
        for key, slug in _named_slugs(article):
            self.article_of_slug(article.at(key), slug, f"`{key}: {slug}`")

    def _say(self, where: Location, message: str, hint: str) -> None:
        self.problems.append(Problem(where, message, hint))


def _named_slugs(article: Article) -> Iterator[tuple[str, str]]:
    yield from (("related", slug) for slug in article.related)
    if article.withdrawn and article.withdrawn.replaced_by:
        yield "withdrawn", article.withdrawn.replaced_by
    translated = article.source.translation_of
    if translated and "://" not in translated:
        yield "translation_of", translated


def missing_routes(route_links: tuple[RouteLink, ...], planned: frozenset[str]) -> Iterator[Problem]:
    """A problem for each link to a route that no page has; `planned` holds output files."""
    for link in route_links:
        if file_of(link.route) not in planned:
            hint = (
                nearest(file_of(link.route), planned).replace("/index.html", "/")
                or "see the routes of the site"
            )
            yield Problem(link.where, f"the link {link.written!r} leads to no page of the site", hint)
