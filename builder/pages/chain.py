"""The way of a piece: original, reprint, copy, this archive, as one list in the order of time.

What the source, its provenance, its archived copies and the day of posting say of one step is told once.
"""

from collections.abc import Sequence

import msgspec

from builder.dates import HistoricalDate, sort_key
from builder.model import Article, ProvenanceEvent
from builder.pages.contexts import ChainStep
from builder.pages.same_step import is_of_copy, is_of_posting, is_of_source
from builder.pages.source import Ways, is_dated
from builder.pages.steps import copy_step, event_step, first_step, posted_step, withdrawn_step

_AFTER_ALL = "~"
"""Sorts behind every day."""


class _Placed(msgspec.Struct, frozen=True):
    """A step and its place: by its first day; on one day the original comes first, and this archive last."""

    first_day: str
    rank: int
    position: int
    step: ChainStep


class _Said(msgspec.Struct, frozen=True, kw_only=True):
    """The provenance of an article, each event by what else tells of it."""

    of_source: ProvenanceEvent | None
    of_copies: tuple[ProvenanceEvent | None, ...]
    """One for each archived copy."""
    of_posting: ProvenanceEvent | None
    others: tuple[ProvenanceEvent, ...]


def chain_of(article: Article, ways: Ways) -> tuple[ChainStep, ...]:
    """The steps of an article, the oldest first; an event without a date stands behind the one before it."""
    source, said = article.source, _sort_out(article)
    published = source.published if is_dated(source) else None
    if published is None and said.of_source:
        published = said.of_source.date
    first_day = _first_day(published)
    placed = [_Placed(first_day, 0, 0, first_step(article, said.of_source, published, ways))]
    for position, event in enumerate(said.others):
        first_day = _first_day(event.date) or first_day
        placed.append(_Placed(first_day, 1, position, event_step(event)))
    for position, (copy, made) in enumerate(zip(source.archived, said.of_copies, strict=True)):
        day = copy.date or (_first_day(made.date) if made else "") or article.posted or _AFTER_ALL
        placed.append(_Placed(day, 2, position, copy_step(copy, made)))
    if not _is_first_here(article):
        placed.append(
            _Placed(article.posted or _AFTER_ALL, 3, 0, posted_step(article, said.of_posting, ways))
        )
    if article.withdrawn:
        placed.append(_Placed(_AFTER_ALL, 4, 0, withdrawn_step(article.withdrawn.date)))
    return tuple(
        [one.step for one in sorted(placed, key=lambda one: (one.first_day, one.rank, one.position))]
    )


def _sort_out(article: Article) -> _Said:
    source = article.source
    rest = list(source.provenance)
    of_copies = tuple(
        [_take(rest, [event for event in rest if is_of_copy(event, copy)]) for copy in source.archived]
    )
    of_posting = _take(rest, [event for event in rest if is_of_posting(event, article)])
    of_source = _take(rest, [event for event in rest if is_of_source(event, source)])
    return _Said(of_source=of_source, of_copies=of_copies, of_posting=of_posting, others=tuple(rest))


def _take(rest: list[ProvenanceEvent], found: Sequence[ProvenanceEvent]) -> ProvenanceEvent | None:
    """The first of those found, taken out of the rest."""
    if not found:
        return None
    rest.remove(found[0])
    return found[0]


def _first_day(date: HistoricalDate | None) -> str:
    return sort_key(date)[0] if date else ""


def _is_first_here(article: Article) -> bool:
    """True of a piece that this archive published itself, on the day on which it posted it."""
    source = article.source
    if source.kind != "original" or source.publication:
        return False
    return not is_dated(source) or not article.posted or source.published.edtf == article.posted  # type: ignore[union-attr]
