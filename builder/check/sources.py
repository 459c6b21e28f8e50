"""What a source should say, so that somebody can find the original."""

from collections.abc import Iterable, Iterator

from builder.check.findings import warning
from builder.errors import Location, Problem
from builder.model import Article, Source

WITHOUT_PUBLICATION = ("letter", "speech")
"""Kinds that may have appeared nowhere before."""


ORIGINAL = "`original_url` or where in print"
MANY = 20
"""Articles from which on what most of them lack is told once, and no longer of each."""


def find_gaps(articles: Iterable[Article]) -> Iterator[Problem]:
    """A warning for each article whose source does not say all; a piece that is of this archive needs none."""
    asked = [
        article for article in articles if article.source.kind != "original" and article.status != "withdrawn"
    ]
    # Not every archive keeps the day of posting; one that does has forgotten it here.
    keeps_posted = 2 * sum(bool(article.posted) for article in asked) >= len(asked)
    without_way = sum(not _leads_to_original(article.source) for article in asked)
    is_usual = len(asked) >= MANY and 2 * without_way > len(asked)
    if is_usual:
        message = f"{without_way:,} of {len(asked):,} articles name no {ORIGINAL}"
        hint = "add an address or a `page` where you know one; each is told as soon as most have it"
        yield warning(Location("content/articles"), message, hint)
    for article in asked:
        gaps = [*_gaps(article), *(["`posted`"] if keeps_posted and not article.posted else [])]
        if is_usual and ORIGINAL in gaps:
            gaps.remove(ORIGINAL)
        if gaps:
            hint = _hint(article, gaps)
            yield warning(article.at("title"), f"not stated: {', '.join(gaps)}", hint)


def _gaps(article: Article) -> Iterator[str]:
    source = article.source
    if not source.publication and source.kind not in WITHOUT_PUBLICATION:
        yield "`publication`"
    if not source.published:
        yield "`published`"
    if not source.authors and not source.byline:
        yield "`authors` or `byline`"
    if not _leads_to_original(source):
        yield ORIGINAL


def _leads_to_original(source: Source) -> bool:
    """Whether an address, a copy, or a place in print leads to the piece."""
    in_print = source.page or source.volume or source.issue or source.edition or source.section
    return bool(source.original_url or source.archived or source.doi or in_print)


def _hint(article: Article, gaps: list[str]) -> str:
    if article.format == "plain":
        return "say it in the byline, or save the clipping as .md, with a head"
    hints = ["add it" if len(gaps) == 1 else "add them"]
    if "`published`" in gaps:
        hints.append("`published: unknown` where nobody knows")
    if "`authors` or `byline`" in gaps:
        hints.append("`byline: unsigned` where nobody is named")
    if ORIGINAL in gaps:
        hints.append("a `page`, `volume` or `issue` where it has no address")
    return ", ".join(hints)
