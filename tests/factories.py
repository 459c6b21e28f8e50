"""Records for tests, each whole with as little said as its test needs."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from builder.dates import parse_date
from builder.fingerprint import fingerprint
from builder.library import Library, build_library
from builder.load import Content
from builder.markup import Rendered, render_text
from builder.markup.links import Origin
from builder.model import (
    Article,
    Author,
    Authorities,
    Blob,
    Body,
    ContentRecord,
    MediaFile,
    SeriesPart,
    Source,
    StandingPage,
    Withdrawal,
)
from builder.staging import StagingReader, StagingWriter
from builder.store import Store

Record = TypeVar("Record", bound=ContentRecord)

NO_BLOB = Blob("", 0, 0, "")


def make_article(
    slug: str,
    *,
    published: str = "",
    publication: str = "",
    authors: Iterable[str | Author] = (),
    series: tuple[str, int] | None = None,
    **fields: object,
) -> Article:
    """An article; `published` is EDTF, authors may be names."""
    source = Source(
        publication=publication,
        authors=tuple(Author(name=one) if isinstance(one, str) else one for one in authors),
        published=parse_date(published) if published else None,
    )
    usual: dict[str, object] = {
        "file": f"content/articles/{slug}.md",
        "slug": slug,
        "title": slug.capitalize(),
        "source": source,
        "language": "en",
        "series": SeriesPart(name=series[0], number=series[1]) if series else None,
        "format": "markdown",
        "text": NO_BLOB,
        "text_line": 5,
    }
    return Article(**{**usual, **fields})  # type: ignore[arg-type]


def withdraw(article: Article, replaced_by: str = "") -> Article:
    """The same article, withdrawn."""
    reason = Withdrawal(date="2020-01-01", reason="An error.", replaced_by=replaced_by)
    return msgspec.structs.replace(article, status="withdrawn", withdrawn=reason)


def make_page(slug: str) -> StandingPage:
    """A page of content/pages."""
    file = f"content/pages/{slug}.md"
    return StandingPage(
        file=file, slug=slug, title=slug.capitalize(), language="en", text=NO_BLOB, text_line=4
    )


def stage_text(staging: Path, record: Record, text: str) -> Record:
    """The same article or page, with its text staged."""
    staging.mkdir(exist_ok=True)
    with StagingWriter(staging, f"text-{record.slug}") as writer:
        blob = writer.write(text.encode())
    return msgspec.structs.replace(record, text=blob)


def read_blob(staging: Path, blob: Blob) -> bytes:
    """The bytes of a single blob."""
    with StagingReader(staging) as reader:
        return reader.read(blob)


def make_library(*articles: Article, authorities: Authorities | None = None) -> Library:
    """The library of a few articles."""
    return build_library(articles, authorities or Authorities(), Store(None, ""))


def make_content(
    articles: Iterable[Article] = (),
    pages: Iterable[StandingPage] = (),
    media: Iterable[MediaFile] = (),
    **fields: object,
) -> Content:
    """What content/ would hold."""
    articles, pages = tuple(articles), tuple(pages)
    records: tuple[ContentRecord, ...] = (*articles, *pages)
    usual: dict[str, object] = {
        "articles": articles,
        "pages": pages,
        "media": tuple(media),
        "authorities": Authorities(),
        "skipped": (),
        "digests": {record.file: fingerprint(record) for record in records},
        "newest_posted": "",
        "next_posted": "",
        "unread": frozenset(),
        "problems": (),
    }
    return Content(**{**usual, **fields})  # type: ignore[arg-type]


def make_body(**fields: object) -> Body:
    """A rendered text, without its HTML."""
    return Body(**{"html": NO_BLOB, **fields})  # type: ignore[arg-type]


def make_origin(text: str, **fields: object) -> Origin:
    """A text of the archive's own, on line 10 of an article's file."""
    usual: dict[str, object] = {
        "file": "content/articles/piece.md",
        "text": text,
        "first_line": 10,
        "from_elsewhere": False,
        "original_url": "",
    }
    return Origin(**{**usual, **fields})  # type: ignore[arg-type]


def render(text: str, **fields: object) -> Rendered:
    """A text rendered, as one of the archive's own unless `fields` of its origin say otherwise."""
    return render_text(text, make_origin(text, **fields))
