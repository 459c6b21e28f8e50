"""Whether an event of the provenance says the same as another part of the source: then both are one step."""

import re

from builder.dates import HistoricalDate
from builder.model import ArchivedCopy, Article, ProvenanceEvent, Source

_PRINTED = frozenset("appeared issued printed published ran released".split())
"""What alone says that a piece first appeared."""

_MADE = _PRINTED | frozenset(
    "broadcast circulated delivered given held posted presented read recorded sent spoken written".split()
)
"""What says so together with the right agent, or of a piece that no publication ran."""

_PLAIN = _PRINTED | frozenset("first in originally".split())

_CAPTURED = frozenset("archived captured copied crawled saved snapshot".split())

_POSTED = frozenset("added posted".split())

_KEEPERS = {
    "web.archive.org": "Internet Archive",
    "archive.org": "Internet Archive",
    "archive.today": "archive.today",
    "archive.is": "archive.today",
    "archive.ph": "archive.today",
    "perma.cc": "Perma.cc",
    "webcitation.org": "WebCite",
    "webarchive.org.uk": "UK Web Archive",
    "webarchive.nationalarchives.gov.uk": "The National Archives",
    "webarchive.loc.gov": "Library of Congress",
    "arquivo.pt": "Arquivo.pt",
}
"""Who keeps the copies at a host."""


def is_of_source(event: ProvenanceEvent, source: Source) -> bool:
    """True of the event by which the piece first appeared, as its publication and date have it."""
    if source.kind == "original":
        return False
    words = _words(event.event)
    if "again" in words or not (words & _MADE) or not _may_be_one_address(event.url, source.original_url):
        return False
    if not _may_be_one_time(event.date, source.published):
        return False
    if not source.publication:
        return True
    return _names(event.agent, source.publication) if event.agent else bool(words & _PRINTED)


def is_of_copy(event: ProvenanceEvent, copy: ArchivedCopy) -> bool:
    """True of the event by which an archived copy was made."""
    if event.url:
        return _may_be_one_address(event.url, copy.url)
    if event.date is None or event.date.edtf != copy.date or not _words(event.event) & _CAPTURED:
        return False
    keeper = keeper_of(copy)
    return not event.agent or not keeper or _names(event.agent, keeper)


def is_of_posting(event: ProvenanceEvent, article: Article) -> bool:
    """True of the event by which the piece came into this archive."""
    if not _words(event.event) & _POSTED or event.url:
        return False
    return event.date.edtf == article.posted if event.date else not event.agent


def keeper_of(copy: ArchivedCopy) -> str:
    """Who keeps a copy, by its host; empty of a host that is not known."""
    host = re.sub(r"^[a-z]+://(?:www\.)?([^/:?#]*).*", r"\1", copy.url.lower(), flags=re.DOTALL)
    return _KEEPERS.get(host, "")


def is_plain(event: str) -> bool:
    """True of words that say no more than that a piece was first published."""
    return _words(event) <= _PLAIN


def rest_of_agent(agent: str, publication: str) -> str:
    """`edited by R. Taylor` of `Scientific Memoirs, edited by R. Taylor`; all of what does not begin so."""
    begins = agent.casefold().startswith(publication.casefold())
    return agent[len(publication) :].lstrip(" ,;:") if begins else agent


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.casefold()))


def _names(agent: str, name: str) -> bool:
    """Whether one of two names is in the other, word by word; `the` says nothing."""
    one, other = (
        " ".join(re.findall(r"\w+", text.casefold())).removeprefix("the ") for text in (agent, name)
    )
    return bool(one and other) and (f" {one} " in f" {other} " or f" {other} " in f" {one} ")


def _may_be_one_address(one: str, other: str) -> bool:
    return not one or not other or _bare(one) == _bare(other)


def _bare(url: str) -> str:
    """An address without what servers pay no heed to."""
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")


def _may_be_one_time(one: HistoricalDate | None, other: HistoricalDate | None) -> bool:
    """Whether one of two dates holds the other, or says nothing; what came out in parts is dated by each."""
    if one is None or other is None or "unknown" in (one.precision, other.precision):
        return True
    if "interval" in (one.precision, other.precision):
        return one.edtf == other.edtf
    return holds(one, other) or holds(other, one)


def holds(wide: HistoricalDate, narrow: HistoricalDate) -> bool:
    """Whether all that one date can mean lies within another."""
    if wide.edtf == narrow.edtf:
        return True
    bounds = (wide.earliest, narrow.earliest, narrow.latest, wide.latest)
    if None in bounds:
        return False
    return bounds[0] <= bounds[1] and bounds[2] <= bounds[3]  # type: ignore[operator]
