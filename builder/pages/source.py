"""The source sidebar: where an article came from, row by row, always in one order.

A row of which nothing is known is left out, but for those whose silence would mislead: they say so in words.
"""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import msgspec

from builder.dates import HistoricalDate, display_date, display_day, html_datetime
from builder.model import Article, Source
from builder.pages.contexts import DatedText, Link, SourceRow
from builder.pages.words import BASES, EXTENTS, KINDS, sentence


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """Where the values of a source lead; each gives an href, or empty."""

    publication: Callable[[str], str]
    author: Callable[[str], str]
    day: Callable[[HistoricalDate], str]
    article: Callable[[str], Link | None]
    """The link to an article, by its slug."""
    site_language: str


def source_rows(article: Article, ways: Ways) -> tuple[SourceRow, ...]:
    """The rows of the sidebar."""
    return tuple(
        SourceRow(label=label, values=tuple(values)) for label, values in _rows(article, ways) if values
    )


def _rows(article: Article, ways: Ways) -> Iterator[tuple[str, list[Link]]]:
    source = article.source
    is_original = source.kind == "original"
    if is_original:
        yield "First published in", [Link(text="This archive")]
    else:
        yield "First published in", [publication_link(source, ways) or Link(text="Publication not known")]
    yield "Published", [_date_value(source, ways)]
    yield "By", author_links(source, ways) or [Link(text="Unsigned")]
    yield "Byline as printed", [Link(text=source.byline)] if source.byline else []
    yield "Translator", [Link(text=source.translator)] if source.translator else []
    yield "Translation of", _translation(source, ways)
    yield "Kind", [Link(text=KINDS[source.kind])] if source.kind and not is_original else []
    yield "Where", _whereabouts(source)
    yield "Dateline", [Link(text=source.dateline)] if source.dateline else []
    if not is_original:
        yield "Original", [original_link(source) or Link(text="No online original known")]
    yield "Archived copies", [copy_link(source, position) for position in range(len(source.archived))]
    yield "What is here", [Link(text=EXTENTS[article.extent])]
    yield "Rights", _rights(source)
    yield "Language", [Link(text=article.language)] if article.language != ways.site_language else []
    yield "DOI", [_doi(source.doi)] if source.doi else []
    yield "In this archive since", [_day(article.posted)] if article.posted else []
    yield "Updated", [_day(article.updated)] if article.updated else []


def publication_link(source: Source, ways: Ways) -> Link | None:
    """The publication, leading to its listing."""
    return (
        Link(text=source.publication, href=ways.publication(source.publication))
        if source.publication
        else None
    )


def author_links(source: Source, ways: Ways) -> list[Link]:
    """The authors, each leading to a listing; roles as notes."""
    return [
        Link(text=author.name, href=ways.author(author.name), note=author.role) for author in source.authors
    ]


def date_link(date: HistoricalDate, ways: Ways, note: str = "") -> Link:
    """A date in words, leading to the deepest listing that holds it."""
    return Link(text=display_date(date), href=ways.day(date), datetime=html_datetime(date) or "", note=note)


def _date_value(source: Source, ways: Ways) -> Link:
    printed = f"printed as “{source.published_as}”" if source.published_as else ""
    if source.published is None or not is_dated(source):
        return Link(text="Date not known", note=printed)
    return date_link(source.published, ways, printed)


def original_link(source: Source) -> Link | None:
    """The original, its host as the words."""
    if not source.original_url:
        return None
    return Link(text=host_of(source.original_url), href=source.original_url, external=True)


def copy_link(source: Source, position: int) -> Link:
    """An archived copy, its day and host as the words."""
    copy = source.archived[position]
    day = display_day(copy.date) if copy.date else ""
    text = ", ".join(filter(None, [day, host_of(copy.url)]))
    return Link(text=text, href=copy.url, external=True)


def host_of(url: str) -> str:
    """`herald.example` of a URL."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _translation(source: Source, ways: Ways) -> list[Link]:
    translated = source.translation_of
    if not translated:
        return []
    if "://" in translated:
        return [Link(text=host_of(translated), href=translated, external=True)]
    return [ways.article(translated) or Link(text=translated)]


def _whereabouts(source: Source) -> list[Link]:
    parts = [
        source.place,
        f"{source.edition} edition" if source.edition else "",
        f"volume {source.volume}" if source.volume else "",
        f"issue {source.issue}" if source.issue else "",
        f"section {source.section}" if source.section else "",
        f"{'pages' if is_range(source.page) else 'page'} {source.page}" if source.page else "",
    ]
    text = ", ".join(filter(None, parts))
    return [Link(text=sentence(text))] if text else []


def is_range(page: str) -> bool:
    """True of `12–14` or `1, 4`."""
    return any(sign in page for sign in "-–,")


def _rights(source: Source) -> list[Link]:
    rights = source.rights
    words = BASES[rights.basis] if rights.basis else "Rights not stated"
    if rights.basis == "permission" and rights.holder:
        words = f"By permission of {rights.holder}"
    elif rights.holder:
        words += f"; held by {rights.holder}"
    values = [Link(text=words, href=rights.statement, external=bool(rights.statement))]
    return values + ([Link(text=rights.notice)] if rights.notice else [])


def _doi(doi: str) -> Link:
    return Link(text=doi, href=f"https://doi.org/{doi}", external=True)


def _day(day: str) -> Link:
    return Link(text=display_day(day), datetime=day)


def provenance_steps(article: Article) -> tuple[DatedText, ...]:
    """How the piece got here, as dated sentences in the curator's order."""
    return tuple(
        DatedText(
            date=display_date(event.date) if event.date else "",
            datetime=(html_datetime(event.date) or "") if event.date else "",
            text=" ".join(filter(None, [_event_words(event.event, event.agent), event.note])),
            link=Link(text=host_of(event.url), href=event.url, external=True) if event.url else None,
        )
        for event in article.source.provenance
    )


def _event_words(event: str, agent: str) -> str:
    words = f"{sentence(event)} by {agent}" if agent else sentence(event)
    return words if words.endswith((".", "!", "?")) else f"{words}."


def correction_texts(article: Article) -> tuple[DatedText, ...]:
    """The corrections, newest first."""
    return tuple(
        DatedText(date=display_day(correction.date), datetime=correction.date, text=correction.text)
        for correction in article.corrections
    )


def is_dated(source: Source) -> bool:
    """True where anything is known of the date."""
    return source.published is not None and source.published.precision != "unknown"
