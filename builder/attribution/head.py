"""What the head of an article's page says to machines: meta tags and links.

Written for what Zotero's embedded-metadata reader, search engines and text extractors really do with it. Highwire
`citation_*` tags give the parts, `DC.type` chooses Zotero's item type, and `prism.publicationName` names the
publication: without it Zotero would take the archive for the newspaper.
"""

from collections.abc import Iterator

import msgspec

from builder.attribution.kinds import TYPES
from builder.attribution.names import Name
from builder.attribution.original import Original
from builder.dates import HistoricalDate, html_datetime


class Meta(msgspec.Struct, frozen=True):
    """`<meta name="…" content="…">`."""

    name: str
    content: str
    property: str = ""
    """The same for readers who ask for this attribute first, or empty."""


class HeadLink(msgspec.Struct, frozen=True):
    """`<link rel="…" href="…">`."""

    rel: str
    href: str


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """All that stands in the head of an article's page, beside what every page has there."""

    properties: tuple[Meta, ...] = ()
    """Open Graph: `property` in place of `name`."""
    names: tuple[Meta, ...] = ()
    links: tuple[HeadLink, ...] = ()


def describe_head(original: Original) -> Head:
    """The head of an article's page."""
    return Head(
        properties=tuple(Meta(name, content) for name, content in _properties(original) if content),
        names=(
            *_authors(original),
            *(Meta(name, content) for name, content in _names(original) if content),
        ),
        links=tuple(_links(original)),
    )


def certain_date(date: HistoricalDate | None) -> str:
    """As much of a date as is certain: `1916-10-17`, `1916-10` or `1916`; empty where not even the year is."""
    if date is None or date.approximate or date.uncertain:
        return ""
    exact = html_datetime(date)
    if exact:
        return exact
    if not date.earliest or not date.latest or date.earliest[:4] != date.latest[:4]:
        return ""
    return date.earliest[:4]


def _properties(original: Original) -> Iterator[tuple[str, str]]:
    yield "og:type", "article"
    yield "og:url", original.permalink
    yield "og:title", original.title
    yield "og:description", original.summary or original.deck
    yield "og:locale", _locale(original.language)
    # Text extractors take og:site_name for the publication.
    yield "og:site_name", "" if original.publication else original.archive.title
    day = certain_date(original.date)
    yield "article:published_time", day if len(day) == len("1916-10-17") else ""


def _authors(original: Original) -> Iterator[Meta]:
    for name in original.authors:
        yield Meta("author", name.whole)
    for name in original.authors:
        # Zotero takes `Byron, Ada` by `name`. Text extractors would make two people of it; they look at `property`.
        yield Meta("citation_author", _filed(name, is_alone=len(original.authors) == 1), "citation_author")


def _names(original: Original) -> Iterator[tuple[str, str]]:
    first, _, last = original.page.replace("–", "-").partition("-")
    is_range = bool(first.strip() and last.strip())
    rights = original.rights
    yield "twitter:card", "summary"
    yield "citation_title", original.title
    yield "citation_publication_date", certain_date(original.date).replace("-", "/")
    yield "citation_language", original.language
    yield "citation_abstract", original.summary
    # Any other kind with this tag becomes a journal article.
    if original.kind == "journal":
        yield "citation_journal_title", original.publication
        yield "citation_issn", original.issn
    yield "citation_volume", original.volume
    yield "citation_issue", original.issue
    yield "citation_firstpage", first.strip() if is_range else original.page
    yield "citation_lastpage", last.strip() if is_range else ""
    yield "citation_doi", original.doi
    yield "DC.type", TYPES[original.kind].zotero
    yield "prism.publicationName", original.publication
    yield "DC.source", original.url
    yield "DC.rights", rights.notice or rights.statement
    yield "z:place", original.place
    yield "z:edition", original.edition
    yield "z:archive", original.archive.title


def _filed(name: Name, *, is_alone: bool) -> str:
    """`Byron, Ada`. Zotero makes two people of a lone `van der Berg, Jan`, so that stands as it is said."""
    if name.literal or not name.given or (is_alone and " " in name.family):
        return name.whole
    return f"{name.family}, {' '.join(filter(None, [name.given, name.suffix]))}"


def _locale(language: str) -> str:
    """`en_GB` of `en-GB`; Open Graph has no form for a language without a territory."""
    spoken, _, territory = language.partition("-")
    return f"{spoken.lower()}_{territory}" if len(territory) == 2 and territory.isupper() else ""


def _links(original: Original) -> Iterator[HeadLink]:
    if original.rights.statement:
        yield HeadLink("license", original.rights.statement)
    if original.permalink:
        yield HeadLink("cite-as", original.permalink)
