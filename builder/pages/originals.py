"""The originals of all articles, and where their citations are kept as files."""

from collections.abc import Mapping

import msgspec

from builder.attribution import Archive, Original, describe_original
from builder.attribution.exports import FORMATS
from builder.config import Config
from builder.model import Article, Authorities, Body
from builder.pages.address import Addresses
from builder.pages.contexts import Link
from builder.references import article_route


class CitedListing(msgspec.Struct, frozen=True, kw_only=True):
    """A listing with the articles that its files cite, newest first; without a route it is the whole archive."""

    route: str
    slugs: tuple[str, ...]


def citation_routes(article: str) -> list[str]:
    """The files of one article, by its slug: `articles/dune/citation.ris` …, in the order of FORMATS."""
    return [f"{article_route(article)}citation{form.ending}" for form in FORMATS]


def listing_routes(listing: str) -> list[str]:
    """The files of a listing, by its route: `tags/sand/citations.ris` …, in the order of FORMATS."""
    return [f"{listing}citations{form.ending}" for form in FORMATS]


class Originals:
    """The originals of articles."""

    def __init__(
        self, config: Config, bodies: Mapping[str, Body], authorities: Authorities, addresses: Addresses
    ) -> None:
        """`bodies` are by content file."""
        self._bodies = bodies
        self._addresses = addresses
        self._publications = {record.name: record for record in authorities.publications.values()}
        self._archive = Archive(
            title=config.site.title,
            url=addresses.base_url,
            curator=config.site.curator,
            language=config.site.language,
        )

    def of(self, article: Article) -> Original:
        """The original of an article; a withdrawn one has no summary."""
        summary = "" if article.status == "withdrawn" else self._bodies[article.file].summary
        permalink = self._addresses.permalink(article_route(article.slug))
        return describe_original(article, summary, permalink, self._publications, self._archive)

    def files_of(self, article: Article) -> tuple[Link, ...]:
        """The files that cite it, each with its media type."""
        return tuple(
            Link(text=form.name, href=self._addresses.href(route), note=form.media_type)
            for form, route in zip(FORMATS, citation_routes(article.slug), strict=True)
        )
