"""The home page: newest, counts, timeline, ways in."""

from builder.library import Library, Term
from builder.pages.address import SITE_ORIGIN, Addresses, Page
from builder.pages.article import period_route
from builder.pages.cards import Cards
from builder.pages.chart import draw_years
from builder.pages.contexts import HomePage, TermGroup, TermLink
from builder.pages.terms import Taxonomy, term_link
from builder.pages.words import count_of, years_of
from builder.references import article_route

NEWEST = 10
MOST_TERMS = {"publications": 12, "tags": 20, "authors": 12}
"""The greatest terms of each taxonomy; the index has them all."""


def plan_home(
    library: Library,
    classifications: tuple[Taxonomy, ...],
    cards: Cards,
    addresses: Addresses,
    title: str,
    description: str,
) -> Page:
    """The home page of the archive, whether it holds anything yet or not."""
    years = {period[0]: len(found) for period, found in library.published.items() if len(period) == 1}
    hrefs = {year: addresses.href(period_route("dates", (year,))) for year in years}
    newest = [article for article in library.recently_posted if article.status != "withdrawn"][:NEWEST]
    context = HomePage(
        **addresses.frame("", title, description=description),
        counts=_counts(library),
        chart=draw_years(years, hrefs, "Articles a year"),
        newest=tuple(map(cards.of, newest)),
        ways=tuple(_way(taxonomy, addresses) for taxonomy in classifications if taxonomy.terms),
        series=tuple(_series_link(term, addresses) for term in library.series.values()),
        feed=addresses.feed(""),
    )
    return Page(route="", template="home.html", context=context, origin=SITE_ORIGIN)


def _counts(library: Library) -> str:
    """`10,214 articles from 312 publications, 1894–2024`: of articles those that have not been withdrawn."""
    if not library.newest:
        return ""
    articles = count_of(len(library.searched), "article")
    publications = (
        f" from {count_of(len(library.publications), 'publication')}" if library.publications else ""
    )
    years = years_of(article for article in library.newest if article.source.published)
    return f"{articles}{publications}" + (f", {years}" if years else "")


def _way(taxonomy: Taxonomy, addresses: Addresses) -> TermGroup:
    """The greatest terms of a taxonomy, greatest first; of nested ones the broadest."""
    top = [term for term in taxonomy.terms.values() if not term.broader]
    greatest = sorted(top, key=lambda term: -len(term.articles))[: MOST_TERMS[taxonomy.name]]
    links = tuple(term_link(taxonomy.name, term, addresses) for term in greatest)
    href = addresses.href(f"{taxonomy.name}/")
    return TermGroup(heading=taxonomy.title, id=taxonomy.name, href=href, terms=links)


def _series_link(term: Term, addresses: Addresses) -> TermLink:
    """A series, leading to its first part."""
    href = addresses.href(article_route(term.articles[0].slug))
    return TermLink(text=term.label, href=href, count=len(term.articles), years=years_of(term.articles))
