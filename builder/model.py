"""The archive's nouns: frozen records, every field documented.

A record is made whole or not at all; what changes makes a new one. All are encoded deterministically.
Days are ISO texts (`2016-10-18`), so that a record is plain data in every process.
"""

from typing import Literal

import msgspec

from builder.dates import HistoricalDate
from builder.errors import Location, Problem

Kind = Literal[
    "newspaper",
    "magazine",
    "journal",
    "essay",
    "report",
    "web",
    "interview",
    "speech",
    "letter",
    "book-excerpt",
    "original",
]
"""What sort of piece the original is; it decides the metadata types."""

Extent = Literal["full", "excerpt", "summary", "link"]
"""How much of the original is here."""

Status = Literal["draft", "published", "withdrawn"]

Basis = Literal["licence", "permission", "public-domain", "fair-use", "unknown"]
"""On what ground the archive shows a piece."""

Format = Literal["markdown", "plain"]
"""How the text of a content file is written."""

Engine = Literal["markdown", "commonmark"]
"""What reads Markdown: Python-Markdown, or a compiled CommonMark parser, which is quicker and knows less."""


ReferenceKind = Literal["article", "file", "media", "route"]
"""What a link of a text names: a slug, a content file, a media file, or a route of the site."""


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """A person or body that a piece is credited to."""

    name: str
    """As shown: the preferred name of people.toml, else as written."""
    family: str = ""
    given: str = ""
    literal: bool = False
    """True of an organisation, whose name has no parts."""
    role: str = ""
    """`translator`, `photographs` …; empty for the writer."""


class ArchivedCopy(msgspec.Struct, frozen=True, kw_only=True):
    """A copy of the original that somebody else keeps."""

    url: str
    date: str = ""
    """The day of the copy, or empty."""


class Rights(msgspec.Struct, frozen=True, kw_only=True):
    """Who owns the original, and why it may stand here."""

    statement: str = ""
    """URI of a rights statement or licence."""
    holder: str = ""
    notice: str = ""
    basis: Basis | None = None
    noindex: bool = False
    """True asks search engines to leave the page out."""


class SeriesPart(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a series."""

    name: str
    number: int


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """A change to the text after it was posted."""

    date: str
    text: str


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True):
    """Why an article's body is gone."""

    date: str
    reason: str
    replaced_by: str = ""
    """Slug of the article that stands in its place, or empty."""


class ProvenanceEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One step on the way from the original to this archive."""

    event: str
    """`published`, `reprinted`, `captured`, `posted` …"""
    agent: str = ""
    date: HistoricalDate | None = None
    url: str = ""
    note: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where an article came from. Empty fields mean: not known, or not stated."""

    publication: str = ""
    """Preferred name of the outlet that first ran it."""
    authors: tuple[Author, ...] = ()
    """Empty of an unsigned piece."""
    byline: str = ""
    """The credit exactly as printed."""
    published: HistoricalDate | None = None
    """When the original appeared; None where nothing is said."""
    published_as: str = ""
    """The date exactly as printed."""
    original_url: str = ""
    archived: tuple[ArchivedCopy, ...] = ()
    kind: Kind | None = None
    section: str = ""
    page: str = ""
    edition: str = ""
    volume: str = ""
    issue: str = ""
    place: str = ""
    dateline: str = ""
    doi: str = ""
    rights: Rights = Rights()
    translation_of: str = ""
    """Slug or URL of the piece that this one translates."""
    translator: str = ""
    provenance: tuple[ProvenanceEvent, ...] = ()


class Blob(msgspec.Struct, frozen=True):
    """Bytes that a worker staged: where they stand, and what they are."""

    file: str
    offset: int
    length: int
    digest: str


NO_BLOB = Blob("", 0, 0, "")
"""Of what has no bytes."""


class Article(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """One archived piece; all but its text, which stays on disk."""

    file: str
    """Its content file, relative to the site."""
    slug: str
    """Last segment of the permalink; unique in the archive."""
    title: str
    deck: str = ""
    """The standfirst."""
    source: Source
    extent: Extent = "full"
    language: str
    """BCP 47."""
    posted: str = ""
    """The day on which this archive posted it, or empty."""
    updated: str = ""
    tags: tuple[str, ...] = ()
    """Labels as shown; `/` nests."""
    series: SeriesPart | None = None
    related: tuple[str, ...] = ()
    """Slugs of the curator's own choice."""
    aliases: tuple[str, ...] = ()
    """Former routes, which redirect here."""
    summary: str = ""
    """Markdown."""
    note: str = ""
    """The curator's note, in Markdown."""
    corrections: tuple[Correction, ...] = ()
    """Newest first."""
    status: Status = "published"
    withdrawn: Withdrawal | None = None
    review: tuple[str, ...] = ()
    """What a person must still look at."""
    extra: dict[str, object] = msgspec.field(default_factory=dict)
    """The theme's own data."""
    format: Format
    text: Blob
    """The body as written, staged."""
    text_line: int
    """Line of the content file on which the body begins, counted from 1."""
    key_lines: dict[str, int] = msgspec.field(default_factory=dict)
    """Line of each front matter key, so that a late problem still has its place."""

    def at(self, key: str) -> Location:
        """The place of a front matter key in the content file."""
        return Location(self.file, self.key_lines.get(key, 1))

    @property
    def is_from_elsewhere(self) -> bool:
        """True of a piece that first ran in a publication, and so brings the links of another site."""
        return bool(self.source.publication)


class StandingPage(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A page of content/pages: about, contact, editorial policy …"""

    file: str
    slug: str
    title: str
    language: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    status: Literal["draft", "published"] = "published"
    text: Blob
    text_line: int
    key_lines: dict[str, int] = msgspec.field(default_factory=dict)

    def at(self, key: str) -> Location:
        """The place of a front matter key in the content file."""
        return Location(self.file, self.key_lines.get(key, 1))


ContentRecord = Article | StandingPage
"""What a content file can hold."""


class MediaFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of content/media, published under a name that holds its digest."""

    file: str
    """Relative to the site."""
    route: str
    digest: str
    """Of its bytes."""
    width: int = 0
    height: int = 0
    """Pixels; 0 where it is not an image, or of unknown size."""


class PublicationRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of publications.toml."""

    name: str
    aliases: tuple[str, ...] = ()
    publisher: str = ""
    """The body behind the outlet."""
    place: str = ""
    issn: str = ""
    url: str = ""
    same_as: tuple[str, ...] = ()
    kind: Kind | None = None
    """Kind of its articles that state none."""
    lang: str = ""
    """Language of its articles that state none."""
    rights: Rights = Rights()
    """Of its articles that state none."""
    note: str = ""


class PersonRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of people.toml."""

    name: str
    family: str = ""
    given: str = ""
    literal: bool = False
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    note: str = ""


class TagRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of tags.toml."""

    name: str
    aliases: tuple[str, ...] = ()
    broader: str = ""
    """Id of the wider tag."""
    same_as: tuple[str, ...] = ()
    note: str = ""


class Authorities(msgspec.Struct, frozen=True, kw_only=True):
    """The preferred names of the archive, each entry by its id."""

    publications: dict[str, PublicationRecord] = msgspec.field(default_factory=dict)
    people: dict[str, PersonRecord] = msgspec.field(default_factory=dict)
    tags: dict[str, TagRecord] = msgspec.field(default_factory=dict)


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """A link or image of a body whose target only the whole archive knows."""

    kind: ReferenceKind
    target: str
    """A slug; a content file or media file, relative to the site; or a route of the site."""
    fragment: str = ""
    written: str
    """As the content file has it."""
    line: int
    """Line of the content file, as near as the markup lets us know."""


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the table of contents."""

    level: int
    """2 to 6."""
    id: str
    text: str


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A rendered text: all but its HTML, which stays on disk."""

    html: Blob
    """Sanitised; each reference stands as `href="ref:N"` or `src="ref:N"`."""
    words: Blob = NO_BLOB
    """What search finds an article by; of a standing page none."""
    note: str = ""
    """HTML of the curator's note, with references counted on from the body's."""
    summary: str = ""
    """Plain text for listings: the curator's summary, else the opening words."""
    headings: tuple[Heading, ...] = ()
    ids: tuple[str, ...] = ()
    """What a fragment may lead to."""
    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()
