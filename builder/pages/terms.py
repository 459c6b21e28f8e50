"""The indexes of tags, publications and authors, and the listing of each term."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

import msgspec

from builder.dates import calendar_depth
from builder.fingerprint import fingerprint
from builder.library import Term, family_name, flat_slug, term_path, without_article
from builder.model import Article, Authorities, PersonRecord, PublicationRecord, TagRecord
from builder.pages.address import SITE_ORIGIN, Addresses, Page
from builder.pages.article import period_route
from builder.pages.cards import Cards, group_by_year
from builder.pages.chart import draw_years
from builder.pages.contexts import Chart, Link, RedirectPage, SourceRow, TermGroup, TermLink, TermsPage
from builder.pages.listing import Listing, plan_listing
from builder.pages.sketch import Identities, Sketch
from builder.pages.source import host_of
from builder.pages.words import articles_line, count_of, years_of
from builder.routes import claim_of

Entry = PublicationRecord | PersonRecord | TagRecord

REGISTERS = {
    "d-nb.info": "GND",
    "data.bnf.fr": "BnF",
    "id.loc.gov": "Library of Congress",
    "isni.org": "ISNI",
    "orcid.org": "ORCID",
    "portal.issn.org": "ISSN Portal",
    "viaf.org": "VIAF",
    "vocab.getty.edu": "Getty Vocabularies",
    "wikidata.org": "Wikidata",
    "worldcat.org": "WorldCat",
}
"""What readers call the registers of names, by their hosts."""

FEWEST_YEARS = 3
"""Below that a chart says no more than the list."""


class Taxonomy(msgspec.Struct, frozen=True, kw_only=True):
    """A classification: its terms, and how they are called and filed."""

    name: str
    """Also its route and section: `tags`."""
    title: str
    kind: str
    """Of one term: `Tag`."""
    noun: str
    """For a count: `tag`."""
    key: str
    """The front matter key that names its terms."""
    terms: Mapping[str, Term]
    filed_under: Callable[[Term], str]
    slug_of: Callable[[str], str]
    """Of a name."""


def taxonomies(
    tags: Mapping[str, Term], publications: Mapping[str, Term], authors: Mapping[str, Term]
) -> tuple[Taxonomy, ...]:
    """The three classifications that have routes."""
    return (
        Taxonomy(
            name="publications",
            title="Publications",
            kind="Publication",
            noun="publication",
            key="publication",
            terms=publications,
            filed_under=lambda term: without_article(term.label),
            slug_of=flat_slug,
        ),
        Taxonomy(
            name="authors",
            title="Authors",
            kind="Author",
            noun="author",
            key="authors",
            terms=authors,
            filed_under=family_name,
            slug_of=flat_slug,
        ),
        Taxonomy(
            name="tags",
            title="Tags",
            kind="Tag",
            noun="tag",
            key="tags",
            terms=tags,
            filed_under=lambda term: term.label,
            slug_of=term_path,
        ),
    )


def term_link(taxonomy: str, term: Term, addresses: Addresses, depth: int = 0) -> TermLink:
    """The way into a term's listing."""
    return TermLink(
        text=term.label,
        href=addresses.href(f"{taxonomy}/{term.slug}/"),
        count=len(term.articles),
        years=years_of(term.articles),
        depth=depth,
    )


def sketch_terms(
    taxonomy: Taxonomy, identities: Identities, cards: Cards, addresses: Addresses, per_page: int
) -> Iterator[Sketch]:
    """The index of a taxonomy, and the listing of each of its terms."""
    within = {slug: identities.together(term.articles) for slug, term in taxonomy.terms.items()}
    everything = [
        (term.slug, term.label, term.narrower, within[term.slug]) for term in taxonomy.terms.values()
    ]
    yield Sketch(
        f"{taxonomy.name}/",
        fingerprint((taxonomy.name, everything)),
        lambda: [plan_index(taxonomy, addresses)],
    )
    for term in taxonomy.terms.values():
        narrower = [(slug, taxonomy.terms[slug].label, within[slug]) for slug in term.narrower]
        broader = [label for _, label in _broader(taxonomy, term)]
        made_from = (taxonomy.name, term.slug, term.label, broader, narrower, within[term.slug])
        plan = partial(plan_term, taxonomy, term, cards, addresses, per_page)
        yield Sketch(f"{taxonomy.name}/{term.slug}/", fingerprint(made_from), plan)


def sketch_aliases(
    taxonomy: Taxonomy, authorities: Authorities, taken: frozenset[str], addresses: Addresses
) -> Iterator[Sketch]:
    """A redirect at the route that each other name of a term would have, unless something else stands there.

    `taken` are the claims of former routes, which come first.
    """
    names_of: dict[str, Mapping[str, Entry]] = {
        "publications": authorities.publications,
        "authors": authorities.people,
        "tags": authorities.tags,
    }
    terms = {term.authority: term for term in taxonomy.terms.values() if term.authority}
    owned = taken | {claim_of(f"{taxonomy.name}/{slug}/") for slug in taxonomy.terms}
    for identifier, entry in names_of[taxonomy.name].items():
        term = terms.get(entry)
        if not term:
            continue
        for name in (identifier, *entry.aliases):
            route = f"{taxonomy.name}/{taxonomy.slug_of(name)}/"
            if claim_of(route) in owned:
                continue
            owned |= {claim_of(route)}
            made_from = fingerprint((route, taxonomy.name, term.slug, term.label))
            yield Sketch(route, made_from, partial(_plan_alias, route, taxonomy, term, addresses))


def _plan_alias(route: str, taxonomy: Taxonomy, term: Term, addresses: Addresses) -> list[Page]:
    target = f"{taxonomy.name}/{term.slug}/"
    frame = addresses.frame(route, term.label, noindex=True)
    frame["canonical"] = addresses.permalink(target)
    context = RedirectPage(**frame, target=addresses.href(target))
    return [Page(route=route, template="redirect.html", context=context, origin=SITE_ORIGIN)]


def _broader(taxonomy: Taxonomy, term: Term) -> Iterator[tuple[str, str]]:
    """Slug and label of each term above a nested one, the broadest first."""
    parts = term.slug.split("/")
    for depth in range(1, len(parts)):
        slug = "/".join(parts[:depth])
        yield slug, taxonomy.terms[slug].label


def plan_index(taxonomy: Taxonomy, addresses: Addresses) -> Page:
    """The index of a taxonomy, by letter; nested terms stand below their broader one."""
    route = f"{taxonomy.name}/"
    top = [term for term in taxonomy.terms.values() if not term.broader]
    groups = []
    for letter, members in groupby(top, lambda term: _letter(taxonomy.filed_under(term))):
        links = tuple(link for term in members for link in _with_narrower(taxonomy, term, addresses, 0))
        groups.append(
            TermGroup(heading=letter, id=f"letter-{letter}" if letter != "#" else "signs", terms=links)
        )
    frame = addresses.frame(
        route,
        taxonomy.title,
        description=f"All {taxonomy.title.lower()} of the archive",
        section=taxonomy.name,
    )
    counts = count_of(len(taxonomy.terms), taxonomy.noun)
    context = TermsPage(**frame, counts=counts, groups=tuple(_joined(groups)))
    return Page(route=route, template="terms.html", context=context, origin=SITE_ORIGIN)


def _joined(groups: Sequence[TermGroup]) -> Iterator[TermGroup]:
    """Groups of one letter that sorting had parted, as É may be from E, become one."""
    by_heading: dict[str, list[TermGroup]] = {}
    for group in groups:
        by_heading.setdefault(group.heading, []).append(group)
    for heading, parts in by_heading.items():
        terms = tuple(term for part in parts for term in part.terms)
        yield TermGroup(heading=heading, id=parts[0].id, terms=terms)


def _with_narrower(taxonomy: Taxonomy, term: Term, addresses: Addresses, depth: int) -> Iterator[TermLink]:
    yield term_link(taxonomy.name, term, addresses, depth)
    for slug in term.narrower:
        yield from _with_narrower(taxonomy, taxonomy.terms[slug], addresses, depth + 1)


def _letter(filed_under: str) -> str:
    """The heading that a name stands under: its first letter without its accent, `#` for anything else."""
    base = unicodedata.normalize("NFKD", filed_under.strip())[:1].upper()
    return base if base.isalpha() else "#"


def plan_term(
    taxonomy: Taxonomy, term: Term, cards: Cards, addresses: Addresses, per_page: int
) -> list[Page]:
    """The listing of a term, in pages."""
    trail = [addresses.link(taxonomy.title, f"{taxonomy.name}/")]
    trail += [addresses.link(label, f"{taxonomy.name}/{slug}/") for slug, label in _broader(taxonomy, term)]
    authority = term.authority
    listing = Listing(
        route=f"{taxonomy.name}/{term.slug}/",
        title=term.label,
        kind=taxonomy.kind,
        section=taxonomy.name,
        articles=term.articles,
        counts=articles_line(term.articles),
        trail=tuple(trail),
        aliases=authority.aliases if authority else (),
        facts=tuple(_facts(authority)),
        note=authority.note if authority else "",
        feed=addresses.feed(f"{taxonomy.name}/{term.slug}/"),
        chart=chart_of(term.articles, addresses, f"Articles a year: {term.label}"),
        parts=tuple(term_link(taxonomy.name, taxonomy.terms[slug], addresses) for slug in term.narrower),
    )
    return plan_listing(
        listing,
        lambda articles: group_by_year(
            articles, cards, lambda year: addresses.href(period_route("dates", (year,)))
        ),
        addresses,
        per_page,
        term.articles[0].at(taxonomy.key),
    )


def chart_of(articles: Sequence[Article], addresses: Addresses, title: str) -> Chart | None:
    """The articles of a listing by year; None where there are few years, or none has more than another."""
    periods = (calendar_depth(article.source.published) for article in articles if article.source.published)
    counts = Counter(period[0] for period in periods if period)
    if len(counts) < FEWEST_YEARS or max(counts.values()) == 1:
        return None
    hrefs = {year: addresses.href(period_route("dates", (year,))) for year in counts}
    return draw_years(counts, hrefs, title)


def _facts(authority: Entry | None) -> Iterator[SourceRow]:
    if isinstance(authority, PublicationRecord):
        for label, value in (
            ("Publisher", authority.publisher),
            ("Place", authority.place),
            ("ISSN", authority.issn),
        ):
            if value:
                yield SourceRow(label=label, values=(Link(text=value),))
        if authority.url:
            yield SourceRow(label="Homepage", values=(_outward(authority.url),))
    if authority and authority.same_as:
        yield SourceRow(label="Elsewhere", values=tuple(_outward(url) for url in authority.same_as))


def _outward(url: str) -> Link:
    host = host_of(url)
    return Link(text=REGISTERS.get(host, host), href=url, external=True)
