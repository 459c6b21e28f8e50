"""Files become content files, in workers: parted, written as text, and read back as a build would read them."""

from typing import Literal

import msgspec

from builder.errors import ProblemsError
from builder.importer.clippings import read_clippings
from builder.importer.evidence import digest_of, event_of
from builder.importer.finding import Found, read_source
from builder.importer.piece import Flaw, Piece, Reader, Reading
from builder.importer.report import Imported
from builder.importer.writing import write_piece
from builder.load.article import read_article
from builder.load.fields import ArticleFields
from builder.load.front_matter import decode, split_content
from builder.model import NO_BLOB
from builder.routes import checked_segment
from builder.schema import read_record
from builder.slugs import slugify

Form = Literal["clippings"]

READERS: dict[Form, Reader] = {"clippings": read_clippings}
"""One for each form that can be imported."""


class ReadTask(msgspec.Struct, frozen=True, kw_only=True):
    """Files for one worker."""

    files: tuple[Found, ...]
    reading: Reading
    form: Form
    day: str
    """On which they are imported, ISO."""


class ReadyPiece(msgspec.Struct, frozen=True, kw_only=True):
    """A piece as a content file, which lacks nothing but its name."""

    number: int
    count: int
    """It is this one of so many in its file."""
    entry: Imported
    """What the report says of it; its file is still empty."""
    slug: str
    """The one wanted: another article may have it."""
    content: bytes


class ReadFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a file holds."""

    digest: str = ""
    pieces: tuple[ReadyPiece, ...] = ()
    flaws: tuple[Flaw, ...] = ()


class ReadResult(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a task, in their order."""

    files: tuple[ReadFile, ...]


def read_chunk(task: ReadTask) -> ReadResult:
    """The work of one task, in any process."""
    return ReadResult(files=tuple(_read_file(found, task) for found in task.files))


def _read_file(found: Found, task: ReadTask) -> ReadFile:
    try:
        data = read_source(found)
        read = READERS[task.form](data, task.reading)
    except ValueError as error:
        return ReadFile(flaws=(Flaw.of(0, error),))
    digest = digest_of(data)
    pieces: list[ReadyPiece] = []
    flaws: list[Flaw] = []
    for number, piece in enumerate(read, start=1):
        if isinstance(piece, Flaw):
            flaws.append(piece)
            continue
        try:
            ready = _make_ready(piece, digest, number, len(read), task)
            entry = msgspec.structs.replace(ready.entry, source=found.shown)
            pieces.append(msgspec.structs.replace(ready, entry=entry))
        except ValueError as error:
            flaws.append(Flaw.of(piece.line, error))
    return ReadFile(digest=digest, pieces=tuple(pieces), flaws=tuple(flaws))


def _make_ready(piece: Piece, digest: str, number: int, count: int, task: ReadTask) -> ReadyPiece:
    event = event_of(digest, number, count, task.day)
    piece = msgspec.structs.replace(
        piece, fields=msgspec.structs.replace(piece.fields, provenance=(*piece.fields.provenance, event))
    )
    content = write_piece(piece).encode()
    _read_back(content, piece, task)
    return ReadyPiece(
        number=number,
        count=count,
        entry=entry_of(piece),
        slug=_slug(piece.fields.title) or f"clipping-{digest[:8]}",
        content=content,
    )


def _read_back(content: bytes, piece: Piece, task: ReadTask) -> None:
    """Nothing is written that a build would refuse, or read as anything else: raises ValueError."""
    file = "content/articles/imported.md"
    try:
        text, _ = decode(content, file)
        split = split_content(text, file)
        fields, problems = read_record(split.head, ArticleFields)
        problems += read_article(split, NO_BLOB, task.reading.names, "en")[1]
    except ProblemsError as error:
        fields, problems = None, list(error.problems)
    if problems:
        raise ValueError(f"{problems[0].message}; {problems[0].hint}")
    if fields != piece.fields:
        raise ValueError("its head would not be read as it was meant; write the article by hand")


def entry_of(piece: Piece) -> Imported:
    """What is told of a piece, whatever becomes of it."""
    fields = piece.fields
    authors = (one if isinstance(one, str) else one.literal or one.name for one in fields.authors)
    return Imported(
        source="",
        line=piece.line,
        file="",
        title=fields.title,
        authors=tuple(authors),
        publication=fields.publication,
        published=fields.published,
        posted=str(fields.posted or ""),
        review=fields.review,
    )


def _slug(title: str) -> str:
    """The slug of a title, or empty where it makes none that can stand alone."""
    try:
        return checked_segment(slugify(title))
    except ValueError:
        return ""
