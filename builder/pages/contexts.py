"""All that a template can know: one frozen context for each kind of page.

Hrefs are relative to the site's root and percent-encoded; a template writes `{{ page.root }}{{ link.href }}`.
Links to other sites are whole, and say so with `external`. Words are for reading as they stand.
"""

from typing import get_args

import msgspec

from builder.attribution import Citation, Head, Original


class Html(msgspec.Struct, frozen=True):
    """Markup that was sanitised; a template prints it as it is."""

    markup: str

    def __html__(self) -> str:
        """What Jinja's autoescape asks for."""
        return self.markup


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Words that may lead somewhere."""

    text: str
    href: str = ""
    """Empty where there is nothing to lead to: the text is shown alone."""
    external: bool = False
    """True of another site: the href is a whole URL."""
    datetime: str = ""
    """For `<time datetime>`: a day, month or year that is certain; else empty."""
    language: str = ""
    """Where it is not the page's."""
    note: str = ""
    """Shown after the text, outside the link: a role, a precision, `printed as “…”`."""


class TermLink(msgspec.Struct, frozen=True, kw_only=True):
    """A way into a listing, with what waits there."""

    text: str
    href: str
    count: int
    years: str = ""
    """`1912–1984`, or empty."""
    depth: int = 0
    """How deep the term is nested below its group's first."""


class TermGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Terms under one heading: a letter, a decade."""

    heading: str
    id: str
    """For a fragment."""
    href: str = ""
    """Of the index that has them all, where these are a choice."""
    terms: tuple[TermLink, ...]


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What a listing may know of an article; never its body."""

    title: str
    href: str
    language: str = ""
    """Where it is not the site's."""
    direction: str = ""
    """`rtl` or `ltr`, where the language is not the site's."""
    publication: str = ""
    date: str
    """In words, such as `c. 1916` or `date unknown`."""
    datetime: str = ""
    authors: str = ""
    """`Ada Ensor and Jan Berg`, or empty of an unsigned piece."""
    extent: str = ""
    """`Excerpt`, `Summary` or `Link only`; empty of a full text."""
    summary: str = ""
    """Plain text."""
    withdrawn: bool = False
    draft: bool = False
    """Only where a maintainer has drafts shown."""
    coins: str = ""
    """For reference managers; empty of a withdrawn piece, and on the page of another."""


class CardGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Cards under one heading of a listing."""

    heading: str
    """A year, month or day; empty where the listing has one group only."""
    href: str = ""
    """The listing of that period, where it is not this page."""
    cards: tuple[Card, ...]


class Pager(msgspec.Struct, frozen=True, kw_only=True):
    """The way to newer and older entries of one listing."""

    number: int = 0
    """Counted from the oldest; 0 for the first page that readers see."""
    newer: str = ""
    older: str = ""


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One bar of a chart, in units of its view box."""

    x: int
    y: int
    height: int
    label: str
    """`1916: 12 articles`."""
    href: str = ""
    """Empty where nothing stands behind the bar."""


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """Counts over time as bars of width 1 in a view box of `width` by 100; without text inside."""

    title: str
    caption: str
    """The finding, as a sentence."""
    width: int
    bars: tuple[Bar, ...]
    axis: tuple[str, ...]
    """Labels from the start to the end, evenly spaced."""
    tabbable: bool
    """True of a few bars, which are links for the keyboard too; else the list beside it is."""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader must know before the text."""

    kind: str
    """`withdrawn`, `corrected`, `extent`, `translation` or `draft`."""
    text: str
    links: tuple[Link, ...] = ()


class DatedText(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of a history: a correction."""

    date: str
    datetime: str
    text: str


class OriginalLink(Link, frozen=True, kw_only=True):
    """The link to an original as a Robust Link, so that it can be followed when the original is gone.

    Source of the attributes: https://robustlinks.mementoweb.org/spec/
    """

    version_url: str = ""
    """Of the oldest archived copy of which the day is known, or empty."""
    version_day: str = ""
    """The day of that copy as `2016-10-18`, or empty."""


class ChainStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step on the way of a piece: the original, a reprint, a copy, this archive."""

    event: str
    """What happened, up to who did it: `First published in`, `Clipped by`, `Posted in this archive`."""
    actor: Link | None = None
    date: Link
    """In words, also where it is not known; with what was printed as its note."""
    remarks: tuple[str, ...] = ()
    """Sentences."""
    original: OriginalLink | None = None
    links: tuple[Link, ...] = ()
    """Other places on the web where the piece can be seen as it was at this step."""


class SourceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the source sidebar."""

    label: str
    values: tuple[Link, ...]


class TocEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A heading of the text."""

    level: int
    id: str
    text: str


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What every page has."""

    root: str
    """From this page to the site's root: `../../`."""
    title: str
    """The heading of the page, alone."""
    description: str = ""
    canonical: str = ""
    """Absolute permalink; empty where site.toml has no base_url."""
    noindex: bool = False
    section: str = ""
    """Which entry of the navigation this page stands under: `dates`, `tags` …"""
    language: str
    direction: str = "ltr"
    trail: tuple[Link, ...] = ()
    """Breadcrumbs, without the page itself."""


class HomePage(Frame, frozen=True, kw_only=True, tag=True):
    """home.html: newest, counts, timeline, ways in."""

    counts: str
    """`10,214 articles from 312 publications, 1894–2024`; empty of an empty archive."""
    chart: Chart | None
    newest: tuple[Card, ...]
    ways: tuple[TermGroup, ...]
    """The greatest publications, tags, authors; each group's id is its section."""
    series: tuple[TermLink, ...] = ()
    feed: str = ""
    """Href of the Atom feed; empty where site.toml has no base_url."""


class ArticlePage(Frame, frozen=True, kw_only=True, tag=True):
    """article.html: a piece and its source sidebar."""

    deck: str
    kicker: tuple[Link, ...]
    """Publication; section and page."""
    credit: tuple[Link, ...]
    """Authors, roles as notes; empty of an unsigned piece."""
    publication: Link | None
    """Where it first appeared, and when, as far as that is known."""
    date: Link | None
    original: OriginalLink | None
    copy: Link | None
    """The oldest archived copy."""
    notices: tuple[Notice, ...]
    note: Html | None
    """From the curator."""
    contents: tuple[TocEntry, ...]
    """Empty of a text with fewer than three headings."""
    body: str | Html
    """In a plan the digest of the text, in a template the text; empty of a withdrawn article."""
    targets: tuple[dict[str, str], ...] = ()
    """Where the references in the text lead: attributes by the number of each."""
    tags: tuple[Link, ...]
    source: tuple[SourceRow, ...]
    chain: tuple[ChainStep, ...]
    """The way of the piece, from the original to this archive."""
    corrections: tuple[DatedText, ...]
    series: str
    """`Part 2 of 5 in “…”`, or empty."""
    series_parts: tuple[Link, ...]
    related: tuple[Card, ...]
    earlier: Link | None
    later: Link | None
    """Neighbours by date in the same publication, else in the archive."""
    neighbours_in: str
    """What earlier and later walk through: the publication's name, or `the archive`."""
    piece: Original
    """What is cited, and described to machines."""
    citation_files: tuple[Link, ...]
    """For reference managers; each with its media type as `note`. Empty of a withdrawn article."""
    citations: tuple[Citation, ...] = ()
    """Made of `piece` where the page is rendered, like the head and its linked data; empty in a plan."""
    head: Head = Head()
    json_ld: Html = Html("")
    extra: dict[str, object]
    """The article's own data for the theme."""


class ListingPage(Frame, frozen=True, kw_only=True, tag=True):
    """listing.html, year.html, month.html, day.html: articles of one term or period."""

    kind: str
    """`Tag`, `Publication`, `Author`, `Series`, `Year` …"""
    aliases: tuple[str, ...] = ()
    facts: tuple[SourceRow, ...] = ()
    """Publisher, place, broader and narrower terms."""
    note: str = ""
    counts: str = ""
    """`312 articles, 1894–2024`; empty on a full page, which never changes."""
    chart: Chart | None = None
    parts: tuple[TermLink, ...] = ()
    """The months of a year, the days of a month, the narrower terms of a tag."""
    groups: tuple[CardGroup, ...]
    pager: Pager = Pager()
    earlier: Link | None = None
    later: Link | None = None
    """Neighbouring periods that have articles."""
    other_years: tuple[TermLink, ...] = ()
    """On the page of a day: the same day in other years."""
    gap: str = ""
    """`Nothing is kept from 1917–1919.`, or empty."""
    feed: str = ""
    """Href of the Atom feed, on the first page of a term; empty where site.toml has no base_url."""


class TermsPage(Frame, frozen=True, kw_only=True, tag=True):
    """terms.html: all terms of a taxonomy, by letter."""

    counts: str
    groups: tuple[TermGroup, ...]


class DatesPage(Frame, frozen=True, kw_only=True, tag=True):
    """dates.html: all years by decade."""

    counts: str
    chart: Chart | None
    decades: tuple[TermGroup, ...]
    undated: TermLink | None
    """Articles of which not even the year is known."""
    other: Link | None = None
    """The same articles by the other kind of date, where the archive has both."""


class TextPage(Frame, frozen=True, kw_only=True, tag=True):
    """page.html: a standing page, such as about."""

    body: str | Html
    """In a plan the digest of the text, in a template the text."""
    targets: tuple[dict[str, str], ...] = ()
    """Where the references in the text lead: attributes by the number of each."""


class DataFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file for machines."""

    href: str
    name: str
    about: str
    """What it is for, in sentences."""


class DataPage(Frame, frozen=True, kw_only=True, tag=True):
    """data.html: which files are meant for machines."""

    files: tuple[DataFile, ...]
    missing: str
    """Which files are not there, and why; or empty."""


class SearchFacet(msgspec.Struct, frozen=True, kw_only=True):
    """By what results can be filtered."""

    name: str
    """As the address and the engine call it: `source`, `author` or `tag`."""
    label: str
    """Of one value: `Publication`."""


class SearchPage(Frame, frozen=True, kw_only=True, tag=True):
    """search.html: the field, room for results, and where to go without them."""

    counts: str
    """`10,214 articles, 1894–2024`; empty of an empty archive."""
    facets: tuple[SearchFacet, ...]
    """Empty ones are left out."""
    examples: tuple[str, ...]
    """Queries that find something."""
    indexes: tuple[Link, ...]
    """All indexes, for who has no JavaScript, or has found nothing."""


class NotFoundPage(Frame, frozen=True, kw_only=True, tag=True):
    """404.html: served at any depth, so its root is the path of the site on its host, `/` or `/archive/`."""


class RedirectPage(Frame, frozen=True, kw_only=True, tag=True):
    """redirect.html: a former route, which leads to where the page is now."""

    target: str
    """Href of the page, relative to the site's root."""


PageContext = (
    HomePage
    | ArticlePage
    | ListingPage
    | TermsPage
    | DatesPage
    | TextPage
    | DataPage
    | SearchPage
    | NotFoundPage
    | RedirectPage
)

CONTEXTS: dict[str, type[Frame]] = {kind.__name__: kind for kind in get_args(PageContext)}
"""The same by their names."""


class SearchAccess(msgspec.Struct, frozen=True, kw_only=True):
    """How any page reaches the search, as hrefs of its parts."""

    page: str
    description: str
    """Of opensearch.xml; empty where site.toml has no base_url."""
    engine: str
    quick: str
    """The script of the field in the header, loaded when a reader turns to it."""
    script: str
    """The script of the search page."""


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What all pages share: nothing that a new article changes."""

    title: str
    description: str
    language: str
    direction: str
    curator: str
    rights: str
    home: str
    """Href of the home page: empty, or `index.html` with explicit URLs."""
    menu: tuple[Link, ...]
    """Each with its section as `note`."""
    data: str
    """Href of the data page."""
    search: SearchAccess | None
    """None where site.toml has switched it off."""
    assets: dict[str, str]
    """Hrefs of the theme's assets by their names, such as `site.css`."""
    theme: dict[str, object]
    """[theme] of site.toml."""
    generator: str
