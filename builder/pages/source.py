"""The facts of the source sidebar, row by row, always in one order. The way of the piece is in `chain`.

A row of which nothing is known is left out, but for those whose silence would mislead: they say so in words.
"""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import msgspec

from builder.attribution.rights import explain_rights
from builder.dates import HistoricalDate, display_date, display_day, html_datetime
from builder.model import ArchivedCopy, Article, Source
from builder.pages.contexts import DatedText, Link, Notice, SourceRow
from builder.pages.language_names import name_language
from builder.pages.words import BASES, EXTENTS, KINDS, WITHDRAWN, sentence


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """Where the values of a source lead; each gives an href, or empty."""

    publication: Callable[[str], str]
    author: Callable[[str], str]
    day: Callable[[HistoricalDate], str]
    posted_day: Callable[[str], str]
    article: Callable[[str], Link | None]
    """The link to an article, by its slug."""
    translated: Link | None = None
    """The piece that this one translates, if it is here, with its language as note."""
    translations: tuple[Link, ...] = ()
    """The translations of the piece that are here, each with its language as note."""
    site_language: str


def source_rows(article: Article, ways: Ways) -> tuple[SourceRow, ...]:
    """The rows of the sidebar."""
    return tuple(
        SourceRow(label=label, values=tuple(values)) for label, values in _rows(article, ways) if values
    )


def _rows(article: Article, ways: Ways) -> Iterator[tuple[str, list[Link]]]:
    source = article.source
    yield "By", author_links(source, ways) or [Link(text="Unsigned")]
    yield "Byline as printed", [Link(text=source.byline)] if source.byline else []
    yield "Translator", [Link(text=source.translator)] if source.translator else []
    yield "Translation of", _translation(source, ways)
    yield "Translated here", list(ways.translations)
    yield "Kind", [Link(text=KINDS[source.kind])] if source.kind else []
    yield "Where", _whereabouts(source)
    yield "Dateline", [Link(text=source.dateline)] if source.dateline else []
    yield "What is here", [Link(text=WITHDRAWN if article.withdrawn else EXTENTS[article.extent])]
    yield "Rights", _rights(source)
    yield (
        "Language",
        [Link(text=name_language(article.language))] if article.language != ways.site_language else [],
    )
    yield "DOI", [_doi(source.doi)] if source.doi else []
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


def original_link(source: Source) -> Link | None:
    """The original, its host as the words."""
    if not source.original_url:
        return None
    return Link(text=host_of(source.original_url), href=source.original_url, external=True)


def copy_link(copy: ArchivedCopy) -> Link:
    """An archived copy, its day and host as the words."""
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
        return [Link(text=f"the piece at {host_of(translated)}", href=translated, external=True)]
    return [ways.translated or Link(text=translated)]


def translation_notices(article: Article, ways: Ways) -> Iterator[Notice]:
    """What a reader is told of translations before the text: that this is one, and which are here."""
    source = article.source
    if source.translation_of or source.translator:
        by = f" by {source.translator}" if source.translator else ""
        of = tuple(_translation(source, ways))
        text = f"The original is a translation{by} of" if of else f"The original is a translation{by}."
        yield Notice(kind="translation", text=text, links=of)
    for link in ways.translations:
        yield Notice(kind="translation", text=f"Also here in {link.note}:", links=(link,))


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
    """On what ground the piece stands here, what its statement is called and means, and the notice."""
    rights = source.rights
    words = BASES[rights.basis] if rights.basis else ""
    if rights.basis == "permission" and rights.holder:
        words = f"Shown by permission of {rights.holder}"
    elif rights.holder:
        words = "; ".join(filter(None, [words, f"held by {rights.holder}"]))
    meaning = explain_rights(rights.statement)
    statement = Link(text=meaning.name if meaning else rights.statement, href=rights.statement, external=True)
    told = [
        Link(text=sentence(words)),
        statement,
        Link(text=meaning.sentence if meaning else ""),
        Link(text=rights.notice),
    ]
    return [link for link in told if link.text] or [Link(text="Rights not stated")]


def _doi(doi: str) -> Link:
    return Link(text=doi, href=f"https://doi.org/{doi}", external=True)


def _day(day: str) -> Link:
    return Link(text=display_day(day), datetime=day)


def correction_texts(article: Article) -> tuple[DatedText, ...]:
    """The corrections, newest first."""
    return tuple(
        DatedText(date=display_day(correction.date), datetime=correction.date, text=correction.text)
        for correction in article.corrections
    )


def is_dated(source: Source) -> bool:
    """True where anything is known of the date."""
    return source.published is not None and source.published.precision != "unknown"
