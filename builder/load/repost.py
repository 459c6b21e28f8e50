"""The plain-text repost: a clipping as other archives hand it on, parted into what it says.

    document = [posted] [note] [section] title [deck] byline [note] body tail

Nothing is lost: every printed line ends in exactly one of `posted_as`, `section`, `title`, `deck`, `byline`,
`paragraphs` and `labelled_lines`. What had to be guessed is named in `review`. A file holds one article; one
that holds several can be cut at its posted lines before it is parsed.
"""

import re
from collections.abc import Collection, Sequence
from typing import Literal

import msgspec

from builder.dates import parse_date
from builder.load.byline import (
    Byline,
    ends_as_sentence,
)
from builder.load.byline_place import Place, find_byline
from builder.load.clipping_text import Line, decode_clipping, read_lines
from builder.load.labelled import read_credit, read_labelled, split_tags, take_note, take_tail, values
from builder.load.names import is_name_like
from builder.load.paragraphs import ELISION, join_paragraphs, read_dateline
from builder.load.posted_line import read_posting
from builder.load.publications import index_publications
from builder.load.reasons import REVIEW_FIELDS, REVIEW_REASONS

__all__ = ["REVIEW_FIELDS", "REVIEW_REASONS", "Repost", "decode_clipping", "parse_repost"]


class Repost(msgspec.Struct, frozen=True, kw_only=True):
    """A clipping, parted. Nothing is normalised but spaces and characters that cannot be seen."""

    posted: str | None
    """The day on which the other archive posted it, ISO."""
    posted_as: str | None
    """The posted line as printed, with its hour, poster and category."""
    title: str
    section: str | None = None
    """What stands above the title and names the part of the paper: "OPINION", "Letters"."""
    deck: str | None
    byline: Byline | None
    dateline: str | None
    """As printed, without day and agency: "PLAINVIEW, Ohio". It also stays in the body."""
    paragraphs: tuple[str, ...]
    """The body; line breaks within a paragraph are kept."""
    body_line: int
    """The line of the file, counted from 1, at which the body begins."""
    tags: tuple[str, ...] = ()
    original_url: str | None = None
    translator: str | None = None
    note: str | None = None
    """The editor's note, from before or behind the body, without its label."""
    rights_notice: str | None = None
    """The copyright line as printed."""
    labelled_lines: tuple[str, ...] = ()
    """As printed, the lines from which the five fields above were read."""
    extent: Literal["full", "excerpt"] = "full"
    review: tuple[str, ...] = ()
    """Words of `REVIEW_REASONS`."""


def parse_repost(text: str, publications: Collection[str] = ()) -> Repost:
    """Part a clipping into what it says; `publications` are all known names and aliases.

    Raises ValueError where there is no title.
    """
    lines = read_lines(text)
    if not lines:
        raise ValueError(
            "the file is empty; write the title, the byline and the text, with blank lines between"
        )
    posting = read_posting(lines[0].text)
    head: Sequence[Line] = lines[1:] if posting else lines
    if not head:
        raise ValueError("there is nothing below the posted line; write the title under it")

    known = index_publications(frozenset(publications))
    above, head = take_note(head)
    place = find_byline(head, known)
    section, doubts = None, list[str]()
    if place and place.first > 1 and SECTION.fullmatch(head[0].text):
        section, head = head[0].text, head[1:]
        # In capitals it can hardly be a title, else it can.
        doubts = [] if section.isupper() else ["section-doubtful"]
        place = Place(place.first - 1, place.end - 1, place.byline)
    title_end = (
        sum(line.block == head[0].block for line in head[: place.first]) if place else end_of_title(head)
    )
    title = join(head[:title_end])
    head_end = place.end if place else title_end
    before, rest = take_note(head[head_end:])
    body, behind = take_tail(rest, None if place else known)
    deck = head[title_end : place.first] if place else []
    translators = [
        found for line in deck if (found := read_labelled(line.text, None)) and found.kind == "translator"
    ]
    deck = [line for line in deck if not any(line.text == found.printed for found in translators)]
    if deck and not body:
        body, deck = deck, []
        doubts.append("byline-at-foot")
    labelled = [*above, *translators, *before, *behind]
    credit = next((each for each in labelled if each.kind == "credit"), None)
    if TITLE_LABEL.match(title):
        doubts.append("title-labelled")
    if place and not place.byline.names and len(deck) == 1 and is_name_like(deck[0].text):
        doubts.append("deck-doubtful")
    byline = place.byline if place else read_credit(credit, known) if credit else None
    review = [
        *(posting.review if posting else ["no-posted-line"]),
        *doubts,
        *(["title-all-caps"] if title.isupper() else []),
        *(["title-joined"] if place and title_end > 1 and head[0].block == head[place.first].block else []),
        *review_byline(byline, posting.day if posting else None),
    ]
    paragraphs = join_paragraphs(body)
    dateline = read_dateline(paragraphs[0]) if paragraphs else None
    return Repost(
        posted=posting.day if posting else None,
        posted_as=lines[0].text if posting else None,
        title=title,
        section=section,
        deck=join(deck) or None,
        byline=byline,
        dateline=dateline,
        paragraphs=paragraphs,
        body_line=body[0].number if body else lines[-1].number + 1,
        tags=tuple(tag for value in values(labelled, "tags") for tag in split_tags(value)),
        original_url=next(values(labelled, "url"), None),
        translator=next(values(labelled, "translator"), None),
        note="\n".join(values(labelled, "note")) or None,
        rights_notice="\n".join(values(labelled, "rights")) or None,
        labelled_lines=tuple(each.printed for each in labelled if each is not credit),
        extent="excerpt" if any(ELISION.search(paragraph) for paragraph in paragraphs) else "full",
        review=tuple(dict.fromkeys(review)),
    )


TITLE_LABEL = re.compile(r"(?:title|headline|head|subject|article)\s*:", re.IGNORECASE)
SECTION = re.compile(
    r"(?:opinions?|op-?ed|editorials?|comment(?:ary)?|columns?|letters?(?: to the editor)?|news analysis|analysis"
    r"|features?|special report|in brief|obituar(?:y|ies)|(?:book |film |theat(?:re|er) )?reviews?|essays?"
    r"|interviews?|guest column|perspectives?|exclusive|front page|business|sports?|travel|arts?)\s*:?",
    re.IGNORECASE,
)
"""Alone on a line, with the title below."""


def join(lines: Sequence[Line]) -> str:
    """Join wrapped lines."""
    return " ".join(line.text for line in lines)


def end_of_title(head: Sequence[Line]) -> int:
    """Where no byline ends the title: its first line, or a short block that reads as one wrapped title."""
    end = sum(line.block == head[0].block for line in head[:4])
    short = all(len(line.text) < 100 and not ends_as_sentence(line.text) for line in head[:end])
    return end if short and end <= 3 and end < len(head) else 1


def review_byline(byline: Byline | None, posted: str | None) -> list[str]:
    """What is missing from the byline or odd about it."""
    if byline is None:
        return ["no-byline", "no-author", "no-publication", "no-published-date"]
    published = parse_date(byline.published) if byline.published else None
    first_day = published.earliest if published else None
    if first_day and published and published.precision == "season":
        first_day = first_day[:4]  # A winter issue may be out in January or in December.
    late = first_day and posted and first_day > posted
    return [
        *byline.review,
        *([] if byline.names else ["no-author"]),
        *([] if byline.publication else ["no-publication"]),
        *([] if published else ["no-published-date"]),
        *(["published-after-posted"] if late else []),
    ]
