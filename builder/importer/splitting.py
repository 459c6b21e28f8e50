"""A text that holds several clippings is cut at their posted lines."""

import re
from collections.abc import Sequence

import msgspec

from builder.load.byline import ends_as_sentence
from builder.load.byline_place import find_byline
from builder.load.clipping_text import FILE_BREAK, Line, read_lines
from builder.load.posted_line import POSTED, read_posting
from builder.load.publications import Publications

LONGEST_POSTED = 100
"""Characters of a posted line that parts two clippings; with a poster and a category it is no longer."""

MOST_WORDS = 8
"""Of a posted line that ends as a sentence does; prose goes on for longer."""

_WORDS = ("posted", "published", "added", "uploaded", "archived", "filed")
"""With which posted lines begin. Most texts hold one of them or none, and need not be looked at line by line."""
_HOUR = re.compile(r"[ap]\.m\.$", re.IGNORECASE)
_RULE = re.compile(r"[-=_*~#•·+ ]{3,}")
"""A line that only parts what is above it from what is below."""


class Part(msgspec.Struct, frozen=True):
    """One clipping of a text."""

    line: int
    """Of the text, counted from 1: where it begins."""
    text: str
    doubts: tuple[int, ...] = ()
    """Lines that read as posted lines and have no byline below them: perhaps another clipping begins there."""


def split_clippings(text: str, known: Publications) -> list[Part]:
    """The clippings of a text, at least one; prose that says when something was posted cuts nothing.

    A posted line stands on a line of its own and says a day; a title and a byline follow it.
    """
    lowered = text.lower()
    if sum(map(lowered.count, _WORDS)) < 2:
        return [Part(_first_line(text), text)]
    lines = read_lines(text)
    posted = [place for place in range(1, len(lines)) if _is_posted(lines[place].text)]
    if not posted:
        return [Part(_first_line(text), text)]
    cuts = [
        place
        for place, end in zip(posted, [*posted[1:], len(lines)], strict=True)
        if _begins_clipping(lines, place, end, known)
    ]
    doubts = [lines[place].number for place in posted if place not in cuts]
    if not cuts:
        return [Part(lines[0].number, text, tuple(doubts))]
    parts = []
    for first, end in zip([0, *cuts], [*cuts, len(lines)], strict=True):
        part = _without_rule(lines[first:end]) if end < len(lines) else lines[first:]
        inside = tuple(line for line in doubts if part[0].number <= line <= part[-1].number)
        parts.append(Part(part[0].number, _text_of(part), inside))
    return parts


def _first_line(text: str) -> int:
    """The line at which the words begin, counted from 1."""
    found = re.search(r"\S", text)
    return len(FILE_BREAK.findall(text, 0, found.start())) + 1 if found else 1


def _is_posted(text: str) -> bool:
    if len(text) > LONGEST_POSTED or not POSTED.match(text):
        return False
    if ends_as_sentence(text) and len(text.split()) > MOST_WORDS and not _HOUR.search(text):
        return False
    posting = read_posting(text)
    return bool(posting and posting.day)


def _begins_clipping(lines: Sequence[Line], place: int, end: int, known: Publications) -> bool:
    """Whether a title and a byline follow; without a blank line above, the byline must say where and when."""
    head = lines[place + 1 : end]
    found = find_byline(head, known) if head else None
    if not found or not (found.byline.names or found.byline.publication):
        return False
    after_blank = lines[place - 1].block != lines[place].block
    return after_blank or bool(found.byline.publication and found.byline.published)


def _without_rule(lines: Sequence[Line]) -> Sequence[Line]:
    """The same without lines of dashes or stars at its end, which belong to neither clipping."""
    while len(lines) > 1 and _RULE.fullmatch(lines[-1].text):
        lines = lines[:-1]
    return lines


def _text_of(lines: Sequence[Line]) -> str:
    """Lines as they stood, with a blank line wherever there were any."""
    block = lines[0].block
    parts = []
    for line in lines:
        parts.append(line.text if line.block == block else f"\n{line.text}")
        block = line.block
    return "\n".join(parts)
