"""What search knows of an article, beside its text."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from builder.dates import HistoricalDate
from builder.library import Library, flat_slug, term_path
from builder.model import Article, Body
from builder.pages.words import date_in_words, list_of

EXCERPT_LETTERS = 120
DOCUMENTS_PER_TAIL = 512
"""The tail has fewer than one of so many, as questions read it whole or half."""


class Label(msgspec.Struct, frozen=True):
    """A value of a facet: a publication, an author, a tag."""

    slug: str
    label: str


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article as search shows and finds it. Equal documents with equal words make equal index files."""

    slug: str
    title: str
    language: str
    """BCP 47."""
    words: str
    """Digest of the words of its body."""
    date: str
    """In words, for reading."""
    earliest: str
    """The first and the last day of its date; both empty of an undated one."""
    latest: str
    publication: str
    authors: str
    excerpt: str
    sources: tuple[Label, ...] = ()
    people: tuple[Label, ...] = ()
    tags: tuple[Label, ...] = ()
    """Of a nested tag also those above it."""

    @property
    def day(self) -> str:
        """The day of the original where it is one day, else empty."""
        return self.earliest if self.earliest == self.latest else ""


FACETS: tuple[tuple[str, Callable[[Document], Sequence[Label]]], ...] = (
    ("source", lambda document: document.sources),
    ("tag", lambda document: document.tags),
    ("author", lambda document: document.people),
)
"""By what results can be filtered, and what an article has of it."""

FIELD_SIGNS = {"source": "s", "tag": "t", "author": "a"}


def days_of(date: HistoricalDate | None) -> tuple[str, str]:
    """The first and the last day that a date can mean; one that is open to a side ends where it is known."""
    if date is None:
        return "", ""
    first, last = date.earliest or date.latest or "", date.latest or date.earliest or ""
    return first, last


def list_documents(library: Library, bodies: Mapping[str, Body]) -> list[Document]:
    """What search knows of the archive, oldest first; `bodies` are by content file."""
    return [_describe(article, bodies[article.file], library) for article in reversed(library.searched)]


def _describe(article: Article, body: Body, library: Library) -> Document:
    source = article.source
    earliest, latest = days_of(source.published)
    tags = {
        tag: library.tags[tag].label for path in map(term_path, article.tags) for tag in _with_broader(path)
    }
    people = [flat_slug(author.name) for author in source.authors]
    sources = [flat_slug(source.publication)] if source.publication else []
    return Document(
        slug=article.slug,
        title=article.title,
        language=article.language,
        words=body.words.digest,
        date=date_in_words(source.published),
        earliest=earliest,
        latest=latest,
        publication=source.publication,
        authors=list_of([author.name for author in source.authors]),
        excerpt=shorten(body.summary),
        sources=tuple(Label(slug, library.publications[slug].label) for slug in sources),
        people=tuple(Label(slug, library.authors[slug].label) for slug in dict.fromkeys(people)),
        tags=tuple(Label(slug, label) for slug, label in tags.items()),
    )


def _with_broader(path: str) -> Iterable[str]:
    """The slug of a term, and those of the terms above it."""
    parts = path.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def shorten(text: str) -> str:
    """The beginning of a text, whole words of it."""
    if len(text) <= EXCERPT_LETTERS:
        return text
    return text[:EXCERPT_LETTERS].rpartition(" ")[0].rstrip(" ,;:.–—-…") + "…"


def split_segments(documents: Sequence[Document]) -> Iterable[tuple[int, Sequence[Document]]]:
    """The main segment and the tail, each with the number of its first document.

    Which document is where follows from their count alone, never from earlier builds.
    """
    count = len(documents)
    block = 1 << max(0, (count // DOCUMENTS_PER_TAIL).bit_length() - 1)
    main = count - count % block
    yield 0, documents[:main]
    if main < count:
        yield main, documents[main:]
