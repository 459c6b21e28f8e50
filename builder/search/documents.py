"""What search knows of an article, beside its text."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from builder.dates import HistoricalDate


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


def split_segments(documents: Sequence[Document]) -> Iterable[tuple[int, Sequence[Document]]]:
    """The main segment and the tail, each with the number of its first document.

    Which document is where follows from their count alone, never from earlier builds.
    """
    count = len(documents)
    block = 1 << max(0, (count // 256).bit_length() - 1)
    main = count - count % block
    yield 0, documents[:main]
    if main < count:
        yield main, documents[main:]
