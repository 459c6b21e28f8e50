"""The line with which a repost begins: the day on which another archive posted it."""

import re

import msgspec

from builder.load.byline import LONGEST
from builder.load.printed_date import read_leading_date


class Posting(msgspec.Struct, frozen=True):
    """What the posted line says; no day where it cannot be read."""

    day: str | None
    review: tuple[str, ...]


POSTED = re.compile(
    r"(?:(?:re)?posted|published|added|uploaded|archived|filed)"
    r"(?P<sure>(?:\s+(?:by|in)\s.{1,60}?)?\s+on\b|\s*:)?\s*:?\s*(?P<rest>\S.*)",
    re.IGNORECASE,
)
BEHIND_POSTED = re.compile(
    r"\.?$|\s*[|·•(]|,?\s+(?:at|by|in|under|with)\s|(?:,?\s|[\s,–—-]+|T)(?:@\s*)?[0-9]{1,2}[:.][0-9]{2}",
    re.IGNORECASE,
)
"""What may follow the day: nothing, an hour, a poster, a category."""
A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_posting(line: str) -> Posting | None:
    """Read the posted line; None where it is a title, such as "Published and Be Damned"."""
    match = POSTED.fullmatch(line)
    if not match:
        return None
    rest = re.sub(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})T(?=[0-9])", r"\1 ", match["rest"])
    date = read_leading_date(rest)
    if date and date.edtf and A_DAY.fullmatch(date.edtf) and BEHIND_POSTED.match(rest, date.end):
        return Posting(date.edtf, date.review)
    if match["sure"] and re.search(r"[0-9]", rest) and len(line) < LONGEST:
        return Posting(None, ("posted-date-unreadable",))
    return None
