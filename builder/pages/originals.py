"""The originals of all articles, and where their citations are kept as files."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from builder.attribution import Archive, Original, describe_original
from builder.config import Config
from builder.errors import Location
from builder.library import Library
from builder.model import Authorities, Body
from builder.pages.address import SITE_ORIGIN, Addresses
from builder.pages.terms import Taxonomy
from builder.references import article_route

ENDINGS = (".ris", ".bib", ".csl.json")


class CitedListing(msgspec.Struct, frozen=True, kw_only=True):
    """A listing with the articles that its files cite, newest first; without a route it is the whole archive."""

    route: str
    slugs: tuple[str, ...]


def citation_routes(article: str) -> list[str]:
    """The files of one article, by its slug: `articles/dune/citation.ris` …, in the order of ENDINGS."""
    return [f"{article_route(article)}citation{ending}" for ending in ENDINGS]


def listing_routes(listing: str) -> list[str]:
    """The files of a listing, by its route: `tags/sand/citations.ris` …, in the order of ENDINGS."""
    return [f"{listing}citations{ending}" for ending in ENDINGS]


def list_originals(
    config: Config,
    library: Library,
    bodies: Mapping[str, Body],
    authorities: Authorities,
    addresses: Addresses,
) -> Iterator[Original]:
    """The originals of all articles that are not withdrawn, newest first; `bodies` are by content file."""
    archive = Archive(
        title=config.site.title,
        url=addresses.base_url,
        curator=config.site.curator,
        language=config.site.language,
    )
    publications = {record.name: record for record in authorities.publications.values()}
    for article in library.searched:
        permalink = addresses.permalink(article_route(article.slug))
        yield describe_original(article, bodies[article.file].summary, permalink, publications, archive)


def list_cited(library: Library, classifications: Sequence[Taxonomy]) -> Iterator[CitedListing]:
    """The archive, and every term of which any article is not withdrawn."""
    cited = {article.slug for article in library.searched}
    terms = (
        (f"{taxonomy.name}/{term.slug}/", term.articles)
        for taxonomy in classifications
        for term in taxonomy.terms.values()
    )
    for route, articles in (("", library.newest), *terms):
        if slugs := tuple(article.slug for article in articles if article.slug in cited):
            yield CitedListing(route=route, slugs=slugs)


def claim_citations(library: Library, listings: Sequence[CitedListing]) -> Iterator[tuple[str, Location]]:
    """The route of each file, and who wants it."""
    for article in library.searched:
        for route in citation_routes(article.slug):
            yield route, article.at("slug")
    for listing in listings:
        for route in listing_routes(listing.route):
            yield route, SITE_ORIGIN
