"""The body of a clipping: blocks of lines become paragraphs, the first of which may begin with a dateline."""

import re
from collections.abc import Sequence
from itertools import groupby

from builder.load.clipping_text import Line

UNWRAPPED = 120
"""Nobody wraps lines at this width: a longer one is a paragraph."""
ELISION = re.compile(r"[\[{] ?snip ?[\]}]|\[ ?(?:…|\. ?\. ?\.) ?\]", re.IGNORECASE)
DATELINE = re.compile(
    r"(?P<place>[^\W\d_][\w.’'/ -]{1,40}(?:, [^\W\d_][\w.]*(?: [^\W\d_][\w.]*){0,2}?)?)"
    r"(?:, [^\W\d_][\w]{2,8}\.? [0-9]{1,2})? ?(?:\([\w .’'-]{2,30}\))? ?(?:—|–|--| -(?= ))"
)


def join_paragraphs(lines: Sequence[Line]) -> tuple[str, ...]:
    """Make paragraphs of blocks; where all is one block of long lines, each line is one."""
    blocks = [[line.text for line in block] for _, block in groupby(lines, key=lambda line: line.block)]
    if len(blocks) == 1 and any(len(text) > UNWRAPPED for text in blocks[0]):
        return tuple(blocks[0])
    return tuple("\n".join(block) for block in blocks)


def read_dateline(paragraph: str) -> str | None:
    """The place in capitals with which a report begins: "PLAINVIEW, Ohio"."""
    match = DATELINE.match(paragraph)
    place = match["place"].strip() if match else ""
    return place if len(place) > 2 and place.partition(",")[0].isupper() else None
