"""The steps on the way of a piece, each in words."""

import re

from builder.dates import HistoricalDate, display_date, display_day, html_datetime
from builder.model import ArchivedCopy, Article, ProvenanceEvent, Source
from builder.pages.contexts import ChainStep, Link, OriginalLink
from builder.pages.same_step import holds, is_plain, keeper_of, rest_of_agent
from builder.pages.source import Ways, date_link, host_of, is_dated, publication_link
from builder.pages.words import UNDATED, sentence

_DIGEST = re.compile(r"\bsha256:([0-9a-f]{12})[0-9a-f]{52}\b")
_NOT_KNOWN = Link(text=UNDATED)


def first_step(
    article: Article, event: ProvenanceEvent | None, published: HistoricalDate | None, ways: Ways
) -> ChainStep:
    """The original: where and when it first appeared, and where it can be read; `event` says the same, and more."""
    source = article.source
    is_printed_so = published and display_date(published).casefold() == source.published_as.casefold()
    printed = "" if is_printed_so or not source.published_as else f"printed as “{source.published_as}”"
    date = date_link(published, ways, printed) if published else Link(text=UNDATED, note=printed)
    remarks = []
    actor = None
    if source.publication:
        is_translation = source.translation_of or source.translator
        what = "Translation published in" if is_translation else "First published in"
        actor = publication_link(source, ways)
        remarks += _more_of(event, source)
    elif event:
        what, actor = _what(event), _agent(event)
        remarks += [] if event.agent else ["Publication not known"]
    elif source.kind == "original":
        what = "First published in this archive"
        date = date if published else _posted_date(article, ways)
    else:
        what = "First published"
        remarks.append("Publication not known")
    original = robust_link(source)
    links = _links(event) if event and not (original and event.url) else ()
    if source.kind != "original" and not original and not links:
        if source.doi:
            links = (
                Link(text="The original, by its DOI", href=f"https://doi.org/{source.doi}", external=True),
            )
        else:
            remarks.append("No online original known")
    remarks += [event.note] if event and event.note else []
    return ChainStep(
        event=what, actor=actor, date=date, remarks=tuple(remarks), original=original, links=links
    )


def _more_of(event: ProvenanceEvent | None, source: Source) -> list[str]:
    """What an event says beyond the publication and the date of the source."""
    if event is None:
        return []
    if is_plain(event.event):
        more = rest_of_agent(event.agent, source.publication)
    else:
        more = " ".join(filter(None, [_what(event), event.agent]))
    is_nearer = event.date and source.published and not holds(event.date, source.published)
    if is_nearer and event.date and is_dated(source):
        more = f"{more or event.event} ({display_date(event.date)})"
    return [sentence(more)] if more else []


def robust_link(source: Source) -> OriginalLink | None:
    """The original, with the oldest of the copies of which the day is known."""
    if not source.original_url:
        return None
    dated = [copy for copy in source.archived if copy.date]
    copy = min(dated, key=lambda copy: copy.date) if dated else ArchivedCopy(url="")
    return OriginalLink(
        text=f"Original at {host_of(source.original_url)}",
        href=source.original_url,
        external=True,
        version_url=copy.url,
        version_day=copy.date,
    )


def event_step(event: ProvenanceEvent) -> ChainStep:
    """An event that only the provenance tells of."""
    return ChainStep(
        event=_what(event),
        actor=_agent(event),
        date=_event_date(event),
        remarks=(_remark(event.note),) if event.note else (),
        links=_links(event),
    )


def _remark(note: str) -> str:
    """A note as a sentence; of a digest its beginning: enough to know it again, and the record has all of it."""
    return sentence(_DIGEST.sub(lambda found: f"SHA-256 {found[1]}…", note))


def copy_step(copy: ArchivedCopy, event: ProvenanceEvent | None) -> ChainStep:
    """An archived copy; `event` says how it was made."""
    keeper = keeper_of(copy)
    date = _day(copy.date) if copy.date else (_event_date(event) if event else _NOT_KNOWN)
    agent = event.agent if event and event.agent else keeper
    event_words = event.event if event else "archived"
    remarks = (sentence(event.note),) if event and event.note else ()
    link = Link(text=f"Copy at {host_of(copy.url)}", href=copy.url, external=True)
    return ChainStep(
        event=_with_by(event_words) if agent else sentence(event_words),
        actor=Link(text=agent) if agent else None,
        date=date,
        remarks=remarks,
        links=(link,),
    )


def posted_step(article: Article, event: ProvenanceEvent | None, ways: Ways) -> ChainStep:
    """This archive; `event` says more of it."""
    more = [f"By {event.agent}" if event.agent else "", sentence(event.note)] if event else []
    return ChainStep(
        event="Posted in this archive", date=_posted_date(article, ways), remarks=tuple(filter(None, more))
    )


def withdrawn_step(day: str) -> ChainStep:
    """The end of a piece in this archive; why it is gone stands before the text."""
    return ChainStep(event="Withdrawn from this archive", date=_day(day))


def _posted_date(article: Article, ways: Ways) -> Link:
    if not article.posted:
        return Link(text="Day not stated")
    return Link(
        text=display_day(article.posted), href=ways.posted_day(article.posted), datetime=article.posted
    )


def _event_date(event: ProvenanceEvent) -> Link:
    if event.date is None or event.date.precision == "unknown":
        return _NOT_KNOWN
    return Link(text=display_date(event.date), datetime=html_datetime(event.date) or "")


def _day(day: str) -> Link:
    return Link(text=display_day(day), datetime=day)


def _what(event: ProvenanceEvent) -> str:
    """`Reprinted by` before an agent, else `Reprinted`."""
    return _with_by(event.event) if event.agent else sentence(event.event)


def _with_by(event: str) -> str:
    bare = event.rstrip(" .:,")
    if re.search(r"\b(?:at|by|for|from|in|to)$", bare):
        return sentence(bare)
    return sentence(f"{bare}, by" if "," in bare else f"{bare} by")


def _agent(event: ProvenanceEvent) -> Link | None:
    return Link(text=event.agent) if event.agent else None


def _links(event: ProvenanceEvent) -> tuple[Link, ...]:
    return (Link(text=host_of(event.url), href=event.url, external=True),) if event.url else ()
