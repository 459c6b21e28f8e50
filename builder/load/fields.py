"""The front matter of content files, field by field, as a maintainer may write it."""

from typing import Literal

import msgspec

from builder.model import Basis, Extent, Kind, Status
from builder.schema import Count, Day, Language, Url


class AuthorFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An author with the parts of the name told apart."""

    name: str = ""
    """As shown."""
    family: str = ""
    """Family name."""
    given: str = ""
    """Given names."""
    literal: str = ""
    """Name of an organisation."""
    role: str = ""
    """Such as translator or photographs; empty for the writer."""


class ArchivedFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A copy of the original elsewhere."""

    url: Url
    """Where the copy is."""
    date: Day | None = None
    """The day of the copy."""


class RightsFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who owns the original, and why it may stand here."""

    statement: Url = ""
    """Web address of a rights statement or licence."""
    holder: str = ""
    """Who owns the original."""
    notice: str = ""
    """As printed."""
    basis: Basis | None = None
    """On what ground it stands here."""
    noindex: bool = False
    """True asks search engines to leave the page out."""


class SeriesFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place in a series."""

    name: str
    """Of the series."""
    number: Count
    """Its place, counted from 1."""


class CorrectionFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dated correction."""

    date: Day
    """When the text was changed."""
    text: str
    """What was wrong."""


class WithdrawalFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why an article was withdrawn."""

    date: Day
    """When it was withdrawn."""
    reason: str
    """Why."""
    replaced_by: str = ""
    """Slug of the article that stands in its place."""


class EventFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step of the provenance chain; its date is EDTF."""

    event: str
    """Such as published, reprinted, captured or posted."""
    agent: str = ""
    """Who did it."""
    date: str = ""
    """When, as certain as it is (EDTF)."""
    url: Url = ""
    """Where it can be seen."""
    note: str = ""
    """What else there is to say."""


class ArticleFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The front matter of an article; only the title must be there."""

    title: str
    """The headline."""
    deck: str = ""
    """The standfirst: what stands below the headline."""
    slug: str = ""
    """Last part of the address; without it, the name of the file."""
    aliases: tuple[str, ...] = ()
    """Former routes, such as `/2016/old-name/`: each redirects here."""
    authors: tuple[str | AuthorFields, ...] = ()
    """Names, each as text or with its parts told apart; empty of an unsigned piece."""
    byline: str = ""
    """The credit exactly as printed."""
    publication: str = ""
    """Where it first appeared: a name or an id of publications.toml."""
    published: str = ""
    """When it first appeared, as certain as it is (EDTF): 1916-10-17, 1916-10, 1916?, 1916~, 1916-10/1916-12, 198X,
    1984-21 (spring), unknown."""
    published_as: str = ""
    """The date exactly as printed."""
    posted: Day | None = None
    """The day on which this archive posted it; one in the future waits for its day."""
    updated: Day | None = None
    """The day on which its text here was last changed."""
    original_url: Url = ""
    """The web address of the original."""
    archived: tuple[ArchivedFields, ...] = ()
    """Copies of the original elsewhere."""
    kind: Kind | None = None
    """What sort of piece it is; citations and metadata follow from it."""
    extent: Extent = "full"
    """How much of the original is here."""
    section: str = ""
    """Of the publication."""
    page: str = ""
    """As printed, such as A1 or 12-15."""
    edition: str = ""
    """Such as Late City Edition."""
    volume: str = ""
    """Of a journal."""
    issue: str = ""
    """Of a journal or magazine."""
    place: str = ""
    """Where the publication or the piece appeared."""
    dateline: str = ""
    """Place of the report, as printed: PLAINVIEW, Ohio."""
    doi: str = ""
    """Such as 10.1000/182."""
    lang: Language = ""
    """BCP 47, such as en or pt-BR; without it, the language of the publication or the site."""
    translation_of: str = ""
    """Slug or web address of the piece that this one translates."""
    translator: str = ""
    """Who translated it."""
    rights: RightsFields = RightsFields()
    """Who owns the original, and why it may stand here."""
    tags: tuple[str, ...] = ()
    """What it is about; a slash nests: science/physics."""
    series: SeriesFields | None = None
    """Its place in a series."""
    related: tuple[str, ...] = ()
    """Slugs of related articles, of your own choice."""
    summary: str = ""
    """One or two sentences for listings, in Markdown; without it, the opening words."""
    note: str = ""
    """A remark of the archive's own, in Markdown, set apart from the text."""
    corrections: tuple[CorrectionFields, ...] = ()
    """Changes to the text after it was posted."""
    status: Status = "published"
    """A draft is not published; of a withdrawn article the page says why."""
    withdrawn: WithdrawalFields | None = None
    """When and why it was withdrawn."""
    provenance: tuple[EventFields, ...] = ()
    """The way from the original to this archive, step by step."""
    review: tuple[str, ...] = ()
    """What a person must still look at; empty under --strict."""
    extra: dict[str, object] = msgspec.field(default_factory=dict)
    """The theme's own data."""


class EntryFields(msgspec.Struct, frozen=True, kw_only=True):
    """Of an entry in an authority file, what must be more than text."""

    url: Url = ""
    same_as: tuple[Url, ...] = ()
    lang: Language = ""
    rights: RightsFields = RightsFields()


class PageFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The front matter of a standing page."""

    title: str
    """The heading."""
    slug: str = ""
    """Last part of the address; without it, the name of the file."""
    aliases: tuple[str, ...] = ()
    """Former routes: each redirects here."""
    description: str = ""
    """For search engines."""
    lang: Language = ""
    """BCP 47; without it, the site's language."""
    status: Literal["draft", "published"] = "published"
    """A draft is not published."""
