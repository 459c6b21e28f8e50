"""The front matter of content files, field by field, as a maintainer may write it."""

from typing import Literal

import msgspec

from builder.model import Basis, Extent, Kind, Status
from builder.schema import Count, Day, Language, Url


class AuthorFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An author with the parts of the name told apart."""

    name: str = ""
    family: str = ""
    given: str = ""
    literal: str = ""
    """Name of an organisation."""
    role: str = ""


class ArchivedFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A copy of the original elsewhere."""

    url: Url
    date: Day | None = None


class RightsFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who owns the original, and why it may stand here."""

    statement: Url = ""
    holder: str = ""
    notice: str = ""
    basis: Basis | None = None
    noindex: bool = False


class SeriesFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place in a series."""

    name: str
    number: Count


class CorrectionFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dated correction."""

    date: Day
    text: str


class WithdrawalFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why an article was withdrawn."""

    date: Day
    reason: str
    replaced_by: str = ""


class EventFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step of the provenance chain; its date is EDTF."""

    event: str
    agent: str = ""
    date: str = ""
    url: Url = ""
    note: str = ""


class ArticleFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The front matter of an article; only the title must be there."""

    title: str
    deck: str = ""
    slug: str = ""
    aliases: tuple[str, ...] = ()
    authors: tuple[str | AuthorFields, ...] = ()
    byline: str = ""
    publication: str = ""
    published: str = ""
    published_as: str = ""
    posted: Day | None = None
    updated: Day | None = None
    original_url: Url = ""
    archived: tuple[ArchivedFields, ...] = ()
    kind: Kind | None = None
    extent: Extent = "full"
    section: str = ""
    page: str = ""
    edition: str = ""
    volume: str = ""
    issue: str = ""
    place: str = ""
    dateline: str = ""
    doi: str = ""
    lang: Language = ""
    translation_of: str = ""
    translator: str = ""
    rights: RightsFields = RightsFields()
    tags: tuple[str, ...] = ()
    series: SeriesFields | None = None
    related: tuple[str, ...] = ()
    summary: str = ""
    note: str = ""
    corrections: tuple[CorrectionFields, ...] = ()
    status: Status = "published"
    withdrawn: WithdrawalFields | None = None
    provenance: tuple[EventFields, ...] = ()
    review: tuple[str, ...] = ()
    extra: dict[str, object] = msgspec.field(default_factory=dict)


class EntryFields(msgspec.Struct, frozen=True, kw_only=True):
    """Of an entry in an authority file, what must be more than text."""

    url: Url = ""
    same_as: tuple[Url, ...] = ()
    lang: Language = ""
    rights: RightsFields = RightsFields()


class PageFields(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The front matter of a standing page."""

    title: str
    slug: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    lang: Language = ""
    status: Literal["draft", "published"] = "published"
