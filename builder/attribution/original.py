"""An original as bibliographies know it: what citations, exports, heads of pages and feeds say of it alike."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from builder.attribution.names import Name, split_name
from builder.dates import HistoricalDate
from builder.model import (
    ArchivedCopy,
    Article,
    Author,
    Correction,
    Extent,
    Kind,
    PublicationRecord,
    Rights,
)

EDITORS = frozenset({"editor", "editors", "edited by"})
TRANSLATORS = frozenset({"translator", "translators", "translated by"})


class Archive(msgspec.Struct, frozen=True, kw_only=True):
    """Who keeps the copy."""

    title: str
    url: str = ""
    """Absolute, of the home page; empty where site.toml has no base_url."""
    curator: str = ""
    language: str = "en"


class Original(msgspec.Struct, frozen=True, kw_only=True):
    """A piece as it first appeared, and where its copy is. Empty fields mean: not known."""

    slug: str
    title: str
    deck: str = ""
    kind: Kind | None = None
    extent: Extent = "full"
    language: str
    """BCP 47."""
    authors: tuple[Name, ...] = ()
    """Writers, in the order of the byline; empty of an unsigned piece."""
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    others: tuple[tuple[str, Name], ...] = ()
    """Who else is credited, each after the role: `photographs`."""
    publication: str = ""
    """Of a piece that was written for the archive: the archive."""
    publisher: str = ""
    """The body behind the publication."""
    place: str = ""
    issn: str = ""
    published: HistoricalDate | None = None
    section: str = ""
    page: str = ""
    edition: str = ""
    volume: str = ""
    issue: str = ""
    dateline: str = ""
    doi: str = ""
    url: str = ""
    """Of the original."""
    is_translation: bool = False
    translation_of: str = ""
    """The URL of what it translates, where that is known."""
    copies: tuple[ArchivedCopy, ...] = ()
    rights: Rights = Rights()
    tags: tuple[str, ...] = ()
    summary: str = ""
    """Plain text."""
    corrections: tuple[Correction, ...] = ()
    posted: str = ""
    updated: str = ""
    permalink: str = ""
    """Absolute, of the copy's page; empty where site.toml has no base_url."""
    archive: Archive

    @property
    def brought_out_by(self) -> str:
        """Who published it; a report appears in nothing, so its outlet does where no body behind it is known."""
        return self.publisher or (self.publication if self.kind == "report" else "")

    @property
    def appeared_in(self) -> str:
        """What it was part of: the outlet; of a report a series, if that is not its publisher already."""
        return "" if self.publication == self.brought_out_by and self.kind == "report" else self.publication

    @property
    def date(self) -> HistoricalDate | None:
        """When it appeared, if anything is known of it."""
        return self.published if self.published and self.published.precision != "unknown" else None


def describe_original(
    article: Article,
    summary: str,
    permalink: str,
    publications: Mapping[str, PublicationRecord],
    archive: Archive,
) -> Original:
    """The original of an article; `publications` are the entries of the authority file by their preferred names."""
    source = article.source
    known = publications.get(source.publication)
    return Original(
        slug=article.slug,
        title=article.title,
        deck=article.deck,
        kind=source.kind,
        extent=article.extent,
        language=article.language,
        authors=_credited(source.authors, lambda role: not role),
        editors=_credited(source.authors, EDITORS.__contains__),
        translators=(
            *_credited(source.authors, TRANSLATORS.__contains__),
            *([split_name(Author(name=source.translator))] if source.translator else []),
        ),
        others=tuple(
            (author.role, split_name(author))
            for author in source.authors
            if author.role and author.role.casefold() not in EDITORS | TRANSLATORS
        ),
        publication=archive.title if source.kind == "original" else source.publication,
        publisher=known.publisher if known else "",
        place=source.place or (known.place if known else ""),
        issn=known.issn if known else "",
        published=source.published,
        section=source.section,
        page=source.page,
        edition=source.edition,
        volume=source.volume,
        issue=source.issue,
        dateline=source.dateline,
        doi=source.doi,
        url=source.original_url,
        is_translation=bool(source.translation_of or source.translator),
        copies=source.archived,
        rights=source.rights,
        tags=article.tags,
        summary=summary,
        corrections=article.corrections,
        posted=article.posted,
        updated=article.updated,
        permalink=permalink,
        archive=archive,
    )


def _credited(authors: Iterable[Author], has_role: Callable[[str], bool]) -> tuple[Name, ...]:
    return tuple(split_name(author) for author in authors if has_role(author.role.casefold()))
