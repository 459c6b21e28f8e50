"""archive.jsonl.gz: the record of every article, one JSON object a line, for who works with the archive as data.

Fields are called as in front matter, with the address of the page beside them; what is empty is left out. Texts are
not in it, and articles that ask not to be indexed, or were withdrawn, are not either.
"""

import gzip
from collections.abc import Iterable, Mapping

import msgspec

from builder.fingerprint import digest
from builder.model import Article, Author, Body, ProvenanceEvent, Source
from builder.pages.address import Addresses
from builder.pages.sitemap import TextFile
from builder.references import article_route

RECORDS = "archive.jsonl.gz"
LEVEL = 6
"""Of compression; the best one takes three times as long for a hundredth less."""

_encode = msgspec.json.Encoder().encode


def plan_records(articles: Iterable[Article], bodies: Mapping[str, Body], addresses: Addresses) -> TextFile:
    """The file of all records, by slug, of articles that are not withdrawn; `bodies` are by content file."""
    told = sorted((article for article in articles if not article.source.rights.noindex), key=_slug_of)
    lines = b"".join(
        _encode(describe_record(article, bodies[article.file].summary, addresses)) + b"\n" for article in told
    )
    # No time, so that the same records are the same bytes.
    return TextFile(RECORDS, digest(lines), lambda: gzip.compress(lines, LEVEL, mtime=0))


def describe_record(article: Article, summary: str, addresses: Addresses) -> dict[str, object]:
    """An article in the words of front matter; `summary` is plain text."""
    series = article.series
    return _said(
        {
            "slug": article.slug,
            "url": addresses.permalink(article_route(article.slug)),
            "title": article.title,
            "deck": article.deck,
            **_describe_source(article.source),
            "extent": article.extent,
            "lang": article.language,
            "posted": article.posted,
            "updated": article.updated,
            "tags": article.tags,
            "series": {"name": series.name, "number": series.number} if series else None,
            "related": article.related,
            "summary": summary,
            "note": article.note,
            "corrections": [{"date": one.date, "text": one.text} for one in article.corrections],
        }
    )


def _describe_source(source: Source) -> dict[str, object]:
    rights = source.rights
    return {
        "authors": list(map(_describe_author, source.authors)),
        "byline": source.byline,
        "publication": source.publication,
        "published": source.published.edtf if source.published else "",
        "published_as": source.published_as,
        "original_url": source.original_url,
        "archived": [_said({"url": copy.url, "date": copy.date}) for copy in source.archived],
        "kind": source.kind,
        "section": source.section,
        "page": source.page,
        "edition": source.edition,
        "volume": source.volume,
        "issue": source.issue,
        "place": source.place,
        "dateline": source.dateline,
        "doi": source.doi,
        "translation_of": source.translation_of,
        "translator": source.translator,
        "rights": _said(
            {
                "statement": rights.statement,
                "holder": rights.holder,
                "notice": rights.notice,
                "basis": rights.basis,
            }
        ),
        "provenance": list(map(_describe_event, source.provenance)),
    }


def _describe_author(author: Author) -> dict[str, object]:
    name = {"literal": author.name} if author.literal else {"name": author.name}
    return _said({**name, "family": author.family, "given": author.given, "role": author.role})


def _describe_event(event: ProvenanceEvent) -> dict[str, object]:
    return _said(
        {
            "event": event.event,
            "agent": event.agent,
            "date": event.date.edtf if event.date else "",
            "url": event.url,
            "note": event.note,
        }
    )


def _said(fields: dict[str, object]) -> dict[str, object]:
    """Fields without those that are empty."""
    return {key: value for key, value in fields.items() if value}


def _slug_of(article: Article) -> str:
    return article.slug
