"""Which articles and listings have citations as files."""

from collections.abc import Iterator, Sequence

from builder.errors import Location
from builder.library import Library
from builder.pages.address import SITE_ORIGIN
from builder.pages.originals import CitedListing, citation_routes, listing_routes
from builder.pages.terms import Taxonomy
from builder.references import article_route
from builder.routes import claim_of


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
    """The route of each file, and who wants it; two articles that want one page are told by their pages alone."""
    places = {claim_of(article_route(article.slug)): article for article in library.searched}
    for article in places.values():
        for route in citation_routes(article.slug):
            yield route, article.at("slug")
    for listing in listings:
        for route in listing_routes(listing.route):
            yield route, SITE_ORIGIN
