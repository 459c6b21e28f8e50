"""The way of a piece as a chain: where it first appeared, who reprinted, copied or kept it, and this archive.

The steps come from the source itself, its copies, its provenance and the day it was posted. What two of them say of
one step is told once; what is not known is said in words.
"""

import re
from collections.abc import Iterator
from typing import TypeGuard

import msgspec

from builder.dates import HistoricalDate, display_date, display_day, html_datetime, parse_date, sort_key
from builder.model import ArchivedCopy, Article, ProvenanceEvent
from builder.pages.contexts import ChainStep, Link
from builder.pages.source import Ways, date_link, host_of, is_dated, original_link, publication_link
from builder.pages.words import sentence

_PUBLISHED = re.compile(r"(?:first )?(?:published|printed|appeared|issued)\b(?! again)", re.IGNORECASE)
_COPIED = re.compile(r"(?:captured|archived|copied|saved)\b", re.IGNORECASE)
_POSTED = re.compile(r"(?:re)?posted\b", re.IGNORECASE)


class _Placed(msgspec.Struct, frozen=True):
    """A step with its place in time."""

    step: ChainStep
    date: HistoricalDate | None


def chain_steps(article: Article, ways: Ways) -> tuple[ChainStep, ...]:
    """The steps from the original to this archive, oldest first; undated ones stay where the curator put them."""
    events = list(article.source.provenance)
    copies = _copies(article, events)
    posted = _posted(article, events)
    first = _Placed(_first(article, events, ways), article.source.published)
    steps = [_Placed(_event(event), event.date) for event in events]
    for placed in (first, *copies):
        steps.insert(_place_of(placed, steps), placed)
    return (*[placed.step for placed in steps], posted, *_withdrawn(article))


def oldest_copy(article: Article) -> ArchivedCopy | None:
    """The first copy that somebody took of the original; None where there is none."""
    copies = article.source.archived
    return min(copies, key=lambda copy: copy.date or "9999", default=None)


def _place_of(placed: _Placed, steps: list[_Placed]) -> int:
    """Before the first step that is not earlier; steps without a date belong to the one before them."""
    if not _is_known(placed.date):
        return 0
    place = len(steps)
    for number, other in enumerate(steps):
        if _is_known(other.date) and sort_key(other.date) >= sort_key(placed.date):
            place = number
            break
    return place if any(_is_known(other.date) for other in steps[:place]) else 0


def _is_known(date: HistoricalDate | None) -> TypeGuard[HistoricalDate]:
    return date is not None and date.precision != "unknown"


def _first(article: Article, events: list[ProvenanceEvent], ways: Ways) -> ChainStep:
    """Where it first appeared, with what an event says of the same."""
    source = article.source
    told = _take(events, _PUBLISHED, source.published)
    is_ours = source.kind == "original"
    publication = None if is_ours else publication_link(source, ways)
    printed = f"printed as “{source.published_as}”" if source.published_as else ""
    date = Link(text="Date not known", note=printed)
    if source.published is not None and is_dated(source):
        date = date_link(source.published, ways, printed)
    original, copy = original_link(source), oldest_copy(article)
    agent = told.agent if told and told.agent != source.publication else ""
    notes = [
        "" if publication or is_ours else "Publication not known.",
        "" if original or is_ours else "No online original known.",
        _stopped(agent),
        told.note if told else "",
    ]
    return ChainStep(
        what="Written for this archive" if is_ours else _joined("First published", "in", publication),
        actor=publication,
        date=date,
        link=msgspec.structs.replace(original, text=f"Original at {original.text}") if original else None,
        copy=copy.url if copy and copy.date else "",
        copy_day=copy.date if copy else "",
        note=" ".join(filter(None, notes)),
    )


def _event(event: ProvenanceEvent) -> ChainStep:
    return ChainStep(
        what=_joined(sentence(event.event), "by", event.agent),
        actor=_agent(event),
        date=_date(event.date) if event.date else None,
        link=Link(text=host_of(event.url), href=event.url, external=True) if event.url else None,
        note=event.note,
    )


def _copies(article: Article, events: list[ProvenanceEvent]) -> list[_Placed]:
    """The copies that others keep, each with what an event says of it."""
    return [
        _Placed(_copy(copy, _take_copy(events, copy)), parse_date(copy.date) if copy.date else None)
        for copy in sorted(article.source.archived, key=lambda copy: copy.date or "9999")
    ]


def _copy(copy: ArchivedCopy, told: ProvenanceEvent | None) -> ChainStep:
    return ChainStep(
        what=_joined(sentence(told.event), "by", told.agent) if told else "Copied",
        actor=_agent(told),
        date=Link(text=display_day(copy.date), datetime=copy.date) if copy.date else None,
        link=Link(text=host_of(copy.url), href=copy.url, external=True),
        note=told.note if told else "",
    )


def _take_copy(events: list[ProvenanceEvent], copy: ArchivedCopy) -> ProvenanceEvent | None:
    for event in events:
        is_same = event.url == copy.url or (
            not event.url and _COPIED.match(event.event) and event.date and event.date.edtf == copy.date
        )
        if is_same:
            events.remove(event)
            return event
    return None


def _posted(article: Article, events: list[ProvenanceEvent]) -> ChainStep:
    """When this archive took it in, and who did."""
    told = _take(events, _POSTED, parse_date(article.posted) if article.posted else None)
    date = Link(text=display_day(article.posted), datetime=article.posted) if article.posted else None
    if date is None and told and told.date:
        date = _date(told.date)
    return ChainStep(
        what=_joined("Posted in this archive" if date else "In this archive", "by", told and told.agent),
        actor=_agent(told),
        date=date or Link(text="Since when is not recorded"),
        note=told.note if told else "",
    )


def _withdrawn(article: Article) -> Iterator[ChainStep]:
    if article.withdrawn:
        day = article.withdrawn.date
        yield ChainStep(what="Withdrawn", date=Link(text=display_day(day), datetime=day))


def _take(
    events: list[ProvenanceEvent], kind: re.Pattern[str], date: HistoricalDate | None
) -> ProvenanceEvent | None:
    """The event that says the same as the record does, out of the list; None where there is none."""
    for event in events:
        if kind.match(event.event) and _is_one_day(event.date, date):
            events.remove(event)
            return event
    return None


def _is_one_day(one: HistoricalDate | None, other: HistoricalDate | None) -> bool:
    """Whether two dates can be of one event: one is not told, or one lies within the other."""
    if one is None or other is None or "unknown" in (one.precision, other.precision):
        return one is None
    first, last = (one.earliest or "", one.latest or "9999"), (other.earliest or "", other.latest or "9999")
    return first[0] <= last[0] <= last[1] <= first[1] or last[0] <= first[0] <= first[1] <= last[1]


def _agent(event: ProvenanceEvent | None) -> Link | None:
    return Link(text=event.agent) if event and event.agent else None


def _joined(words: str, joint: str, actor: object) -> str:
    """Words, with what joins them to the actor where there is one."""
    return f"{words} {joint}" if actor else words


def _date(date: HistoricalDate) -> Link:
    return Link(text=display_date(date), datetime=html_datetime(date) or "")


def _stopped(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
