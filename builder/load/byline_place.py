"""Where among the lines of a clipping its byline stands: of all that may be one, the best."""

from collections.abc import Sequence

import msgspec

from builder.load.byline import (
    ACCEPTED,
    LONGEST,
    SIGNED,
    Byline,
    ends_as_sentence,
    read_byline,
    read_day_alone,
)
from builder.load.clipping_text import Line
from builder.load.publications import Publications


class Place(msgspec.Struct, frozen=True):
    """Where among the lines the byline stands."""

    first: int
    end: int
    byline: Byline


def find_byline(head: Sequence[Line], known: Publications) -> Place | None:
    """The best line below the title, or the best few lines with a "By" at one end; of equals the first."""
    best: tuple[int, bool, int, bool, int] | None = None
    place = None
    sentences = 0
    for first in range(1, min(len(head), BYLINE_WINDOW + 1)):
        if len(head[first].text) > LONGEST or sentences == 2:
            break  # The body has begun.
        for end in range(first + 1, min(len(head), first + 3) + 1):
            texts = [line.text for line in head[first:end]]
            signed = SIGNED.match(texts[0]) or SIGNED.match(texts[-1])
            if len(texts) > 1 and not (signed or is_dated_below(texts)):
                continue
            reading = read_byline(texts, known)
            if not reading or reading.score < ACCEPTED or (len(texts) > 1 and not reading.joinable):
                continue
            if len(texts) > 1 and not signed and not names_paper(reading.byline):
                continue  # A line above a date may be anything.
            rank = (reading.score, reading.complete, -len(texts), stands_alone(head, first, end), -first)
            if best is None or rank > best:
                best, place = rank, Place(first, end, reading.byline)
        sentences += ends_as_sentence(head[first].text)
    if place is None and len(head) > 2 and stands_alone(head, 1, 2):
        alone = read_day_alone(head[1].text)
        return Place(1, 2, alone) if alone else None
    return place


def names_paper(byline: Byline) -> bool:
    """True where a publication is known, or sounds like one."""
    return bool(byline.publication) and "publication-unverified" not in byline.review


def is_dated_below(texts: Sequence[str]) -> bool:
    """True for a line with a day on the next: "The Guardian", "March 1, 2011"."""
    return len(texts) == 2 and read_day_alone(texts[1]) is not None


BYLINE_WINDOW = 6
"""How many lines below the title's first are searched."""


def stands_alone(lines: Sequence[Line], first: int, end: int) -> bool:
    """True where blank lines stand before and behind."""
    before = first == 0 or lines[first - 1].block != lines[first].block
    return before and (end == len(lines) or lines[end].block != lines[end - 1].block)
