"""What one run of the search bench found, kept as JSON, so that its report can be drawn again."""

import msgspec

from bench.measure import Tree, Usage
from bench.records import Session
from bench.search.engines import Weight
from bench.search.figures import Relevance, Spread


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What one engine answered to the questions about one archive, and what that took."""

    title: str
    weight: Weight
    relevance: dict[str, Relevance]
    """By kind of question."""
    first: dict[str, Spread]
    """Of a first question: `gzip` and `raw` bytes, `requests`, `seconds` without a network."""
    further: dict[str, Spread]
    """The same of a further one in the same session."""
    phrases: Spread
    """Compressed bytes of a first question that is a quoted phrase."""
    commonest: float
    """Seconds for the commonest word, without a network."""
    differing: int
    """Questions with another answer where others had been asked before."""
    asked: int
    throttled: Spread | None = None
    """Seconds on a slow line; None where that was not measured."""


class Indexed(msgspec.Struct, frozen=True, kw_only=True):
    """What it took to index one archive."""

    usage: Usage
    """Of Fonds the processor time is the difference that search makes, the memory that of the whole build."""
    tree: Tree
    wall: float | None = None
    """Seconds, without what else a build does; None where that was not told."""
    memory_without: int | None = None
    """Bytes resident at the peak of a build without search."""


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """A whole cold build of a searchable site."""

    title: str
    usage: Usage
    tree: Tree


class Newest(msgspec.Struct, frozen=True, kw_only=True):
    """One new article, newer than all others, in a site that stands."""

    wall: float
    """Of the whole build."""
    search: float
    """Of the index alone."""
    changed: int
    """Files of the index that are new or hold other bytes."""


class Archive(msgspec.Struct, frozen=True, kw_only=True):
    """All that was found for one archive."""

    name: str
    articles: int
    fonds: Asked
    pagefind: Asked | str
    """Or why it was not asked."""
    fonds_index: Indexed
    pagefind_index: Indexed | None
    browsed: Spread
    """Compressed bytes to list the articles of the commonest tag, without a word."""
    newest: Newest | None
    built: tuple[Built, ...]


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """One run."""

    session: Session
    archives: tuple[Archive, ...]
    absent: str
    """What was not there to measure with; empty where all was."""
