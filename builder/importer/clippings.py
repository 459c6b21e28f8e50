"""Plain-text clippings, from the bytes of a file to pieces.

The grammar is that of `.txt` content files (`load.repost`); here each thing that it found gets its key, and each
thing that it had to guess gets a note in `review` that begins with that key.
"""

import datetime
import re
from collections.abc import Iterator

import msgspec

from builder.dates import parse_date
from builder.errors import quoted
from builder.importer.piece import Flaw, Piece, Reading
from builder.importer.prose import write_prose
from builder.importer.splitting import Part, split_clippings
from builder.load.article import LONGEST_TAG
from builder.load.authority import Names, fold
from builder.load.clipping import section_label
from builder.load.fields import ArticleFields, AuthorFields, RightsFields
from builder.load.posted_line import read_posting
from builder.load.publications import index_publications
from builder.load.repost import (
    REVIEW_FIELDS,
    REVIEW_REASONS,
    Repost,
    decode_clipping,
    parse_repost,
)
from builder.schema import Url
from builder.slugs import slugify

LONGEST_TITLE = 300
"""Characters; what is longer is the text itself."""
TITLE_WORDS = 12
"""Of a title that is made from the first words of the text."""

FOREIGN_FORMS = (
    (b"%pdf", "a PDF file"),
    (b"{\\rtf", "a file of rich text"),
    (b"<!doctype html", "a page of HTML"),
    (b"<html", "a page of HTML"),
    (b"<?xml", "a file of XML"),
)
"""How files begin that are text for a computer, and no clipping."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
"""What no page can show; the kinds of line ends are read as such."""
MOST_CONTROLS = 0.01
"""Of all signs; a file with more of them is no text."""


def read_clippings(data: bytes, reading: Reading) -> list[Piece | Flaw]:
    """The pieces of a file of clippings; raises ValueError, "cause; mend", where it is none."""
    for start, form in FOREIGN_FORMS:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n")[: len(start)].lower() == start:
            raise ValueError(f"it is {form}, not plain text; save its words as plain text in UTF-8")
    text, guessed = decode_clipping(data, reading.encoding or None)
    text, controls = _CONTROL.subn("\N{REPLACEMENT CHARACTER}", text)
    if controls > MOST_CONTROLS * len(text) and controls > 1:
        raise ValueError("it holds control characters, so it is no plain text; save it as text in UTF-8")
    known = index_publications(frozenset(reading.names.publications))
    pieces: list[Piece | Flaw] = []
    for part in split_clippings(text, known):
        notes = [_note(REVIEW_FIELDS[reason], REVIEW_REASONS[reason]) for reason in guessed]
        if "\N{REPLACEMENT CHARACTER}" in part.text:
            notes.append(
                "text: signs that could not be read stand as \N{REPLACEMENT CHARACTER}; write them anew"
            )
        try:
            pieces.append(_piece(part, reading.names, notes))
        except ValueError as error:
            pieces.append(Flaw.of(part.line, error))
    return pieces


def _piece(part: Part, names: Names, notes: list[str]) -> Piece:
    repost = parse_repost(part.text, names.publications)
    title, paragraphs = " ".join(repost.title.split()), repost.paragraphs
    if not (repost.posted_as or repost.byline or paragraphs):
        raise ValueError(
            "there is one line in it, and nothing says that it is a clipping; write a byline and a text under it"
        )
    notes += [*_notes_of(repost), *_notes_of_text(part, repost)]
    if len(title) > LONGEST_TITLE:
        notes.append("title: it was made from the first words, as there is none; write one")
        paragraphs = (repost.title, *paragraphs)
        title = " ".join(title.split()[:TITLE_WORDS])[:LONGEST_TITLE] + "…"
    byline = repost.byline
    posted, late = _posted(repost)
    tags, bad_tags = _tags(repost, names)
    url, bad_url = _url(repost)
    fields = ArticleFields(
        title=title,
        deck=repost.deck or "",
        authors=tuple(
            AuthorFields(literal=name.text) if name.literal else name.text
            for name in (byline.names if byline else ())
        ),
        byline=" ".join(byline.as_printed.split()) if byline else "",
        publication=(byline.publication or "") if byline else "",
        published=(byline.published or "") if byline else "",
        published_as=(byline.published_as or "") if byline else "",
        posted=posted,
        original_url=url,
        extent=repost.extent,
        section=section_label(repost.section),
        dateline=repost.dateline or "",
        translator=repost.translator or "",
        rights=_rights(repost, names),
        tags=tags,
        note=write_prose((repost.note,)).strip() if repost.note else "",
        review=tuple(dict.fromkeys([*notes, *late, *bad_tags, *bad_url])),
    )
    return Piece(line=part.line, fields=fields, text=write_prose(paragraphs))


def _note(field: str, sentence: str) -> str:
    """`publication: the publication was guessed from its place in the byline; look it up`."""
    cause, _, mend = sentence.removesuffix(".").partition(": ")
    said = f"{cause[0].lower()}{cause[1:]}"
    return f"{field}: {said}; {mend}" if mend else f"{field}: {said}"


def _notes_of(repost: Repost) -> Iterator[str]:
    """One for each reason of the parser, under the field that it means."""
    reasons = list(repost.review)
    posting = read_posting(repost.posted_as) if repost.posted_as else None
    for reason in posting.review if posting else ():
        # The parser says it once, and the byline may say it too.
        if reason in reasons and not (repost.byline and reason in repost.byline.review):
            reasons.remove(reason)
        if reason != "posted-date-unreadable":
            yield _note("posted", REVIEW_REASONS[reason])
        else:
            yield _note(
                "posted", f"{REVIEW_REASONS[reason].removesuffix('.')}: it says {quoted(repost.posted_as)}"
            )
    for reason in reasons:
        yield _note(REVIEW_FIELDS[reason], REVIEW_REASONS[reason])


def _notes_of_text(part: Part, repost: Repost) -> Iterator[str]:
    for line in part.doubts:
        yield f"text: line {line} of the clipping reads as a posted line; see whether another piece begins there"
    if not repost.paragraphs:
        yield "text: nothing stands below the head; add the text, or say `extent: link`"


def _posted(repost: Repost) -> tuple[datetime.date | None, list[str]]:
    """The day of posting; none where it would come before the piece, which no archive can build."""
    if not repost.posted:
        return None, []
    byline = repost.byline
    published = parse_date(byline.published) if byline and byline.published else None
    is_certain = published and not published.approximate and not published.uncertain
    if published and is_certain and repost.posted < (published.earliest or ""):
        note = f"posted: left out, as {repost.posted} is before the piece appeared; see which day is wrong"
        return None, [note]
    return datetime.date.fromisoformat(repost.posted), []


def _rights(repost: Repost, names: Names) -> RightsFields:
    """The notice that the clipping bears, beside the rights of its publication, whose place stated rights take."""
    if not repost.rights_notice:
        return RightsFields()
    name = repost.byline.publication if repost.byline else None
    publication = names.publications.get(fold(name or ""))
    usual = msgspec.structs.asdict(publication.rights) if publication else {}
    return RightsFields(**{**usual, "notice": " ".join(repost.rights_notice.split())})


def _tags(repost: Repost, names: Names) -> tuple[tuple[str, ...], list[str]]:
    """The tags that can have a page, and a note on each of the others."""
    good, notes = [], []
    for tag in dict.fromkeys(repost.tags):
        if len(tag) <= LONGEST_TAG and all(map(slugify, names.tag_label(tag).split("/"))):
            good.append(tag)
        else:
            notes.append(
                f"tags: {quoted(tag)} was left out, as no address can be made of it; write it otherwise"
            )
    return tuple(good), notes


def _url(repost: Repost) -> tuple[str, list[str]]:
    try:
        return msgspec.convert(repost.original_url or "", Url) if repost.original_url else "", []
    except msgspec.ValidationError:
        note = f"original_url: {quoted(repost.original_url)} was left out, as it is no web address; write it anew"
        return "", [note]
