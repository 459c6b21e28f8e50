"""The search: its page, how every page reaches it, and its description for browsers.

The index itself is made by `builder.search`, and read by the scripts in templates/assets/search.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from builder.config import Config
from builder.library import Library, Term
from builder.model import Article
from builder.pages.address import SITE_ORIGIN, Addresses, Page
from builder.pages.contexts import Link, SearchAccess, SearchFacet, SearchPage
from builder.pages.periods import DateAxis
from builder.pages.sitemap import TextFile, text_file
from builder.pages.terms import Taxonomy
from builder.pages.words import articles_line, years_of
from builder.theme import Asset

SEARCH_ROUTE = "search/"
DESCRIPTION_ROUTE = "opensearch.xml"

FACETS = {"publications": "source", "authors": "author", "tags": "tag"}
"""By what results can be filtered: the name in the address, by taxonomy."""

LONGEST_SHORT_NAME = 16
LONGEST_LONG_NAME = 48
"""What the format of opensearch.xml allows."""


def access_search(config: Config, assets: Mapping[str, Asset], addresses: Addresses) -> SearchAccess | None:
    """How the pages reach the search; None where the site has none."""
    if not config.search.enabled:
        return None

    def href(name: str) -> str:
        return addresses.href(assets[name].route) if name in assets else ""

    return SearchAccess(
        page=addresses.href(SEARCH_ROUTE),
        description=addresses.href(DESCRIPTION_ROUTE) if addresses.base_url else "",
        engine=href("search/bundles/engine.js"),
        quick=href("search/bundles/quick.js"),
        script=href("search/bundles/page.js"),
    )


def plan_search(
    library: Library, classifications: Sequence[Taxonomy], axes: Iterable[DateAxis], addresses: Addresses
) -> list[Page]:
    """The page of the search, whether the archive holds anything yet or not."""
    found = library.searched
    frame = addresses.frame(SEARCH_ROUTE, "Search", section="search", noindex=True)
    context = SearchPage(
        **frame,
        counts=articles_line(found) if found else "",
        facets=tuple(
            SearchFacet(name=FACETS[taxonomy.name], label=taxonomy.kind)
            for taxonomy in classifications
            if taxonomy.terms
        ),
        examples=tuple(_examples(library, found)),
        indexes=tuple(_indexes(library, classifications, axes, addresses)),
    )
    return [Page(route=SEARCH_ROUTE, template="search.html", context=context, origin=SITE_ORIGIN)]


def _indexes(
    library: Library, classifications: Iterable[Taxonomy], axes: Iterable[DateAxis], addresses: Addresses
) -> Iterator[Link]:
    """Every index of the archive, each with what it holds."""
    years = years_of(article for article in library.newest if article.source.published)
    for axis in axes:
        note = years if axis.name == "dates" else ""
        yield Link(text=axis.title, href=addresses.href(f"{axis.name}/"), note=note)
    for taxonomy in classifications:
        note = f"{len(taxonomy.terms):,}"
        yield Link(text=taxonomy.title, href=addresses.href(f"{taxonomy.name}/"), note=note)


def _examples(library: Library, found: Iterable[Article]) -> Iterator[str]:
    """Queries that find something, one for each way of asking: by author, by tag, by date."""
    for field, terms in (("author", library.authors), ("tag", library.tags)):
        if greatest := _greatest(terms):
            label = greatest.label.replace('"', " ")
            yield f'{field}:"{label}"' if " " in label else f"{field}:{label}"
    years = [date.earliest[:4] for article in found if (date := article.source.published) and date.earliest]
    if years and years[-1] < years[len(years) // 2]:
        yield f"before:{years[len(years) // 2]}"


def _greatest(terms: Mapping[str, Term]) -> Term | None:
    return max(terms.values(), key=lambda term: len(term.articles), default=None)


def describe_search(config: Config, addresses: Addresses) -> Iterator[TextFile]:
    """opensearch.xml, by which browsers can search the archive; only where the site has a URL.

    Format: https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md.
    """
    if not (config.search.enabled and addresses.base_url):
        return
    title = config.site.title
    address = f"{addresses.permalink(SEARCH_ROUTE)}?q={{searchTerms}}"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(_shortened(title, LONGEST_SHORT_NAME))}</ShortName>",
        f"<LongName>{escape(_shortened(title, LONGEST_LONG_NAME))}</LongName>",
        f"<Description>{escape(f'Search {title}')}</Description>",
        f"<Language>{escape(config.site.language)}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        f'<Url type="text/html" template="{escape(address)}"/>',
        "</OpenSearchDescription>",
    ]
    yield text_file(DESCRIPTION_ROUTE, ("\n".join(lines) + "\n").encode())


def _shortened(text: str, longest: int) -> str:
    """The beginning of a text, whole words of it where there are any."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return f"{head.rpartition(' ')[0] or head}…"
