"""The credit of a clipping, read from the right: the date, then the publication, then the names.

The right end is the sure one: dates have few forms and publications can be known; a name can be anything.
Every reading carries a score, so that a caller can tell a byline from its neighbours.
"""

import re
from collections.abc import Sequence

import msgspec

from builder.load.names import SEPARATOR, SUFFIX, Name, is_doubtful, is_name_like, is_wire, read_names
from builder.load.printed_date import read_trailing_date
from builder.load.publications import (
    Publications,
    Standing,
    find_publication,
    guess_publication,
    is_likely,
    is_title_like,
)


class Byline(msgspec.Struct, frozen=True, kw_only=True):
    """A credit and what it says."""

    as_printed: str
    """The printed lines, joined by line breaks."""
    names: tuple[Name, ...] = ()
    role: str = ""
    """What is printed of the authors beside their names: "Staff Writer", "in Berlin"."""
    publication: str | None = None
    """As printed, or the known name where they differ only by "The"."""
    published: str | None = None
    """EDTF; `unknown` where "n.d." is printed."""
    published_as: str | None = None
    """The date as printed."""
    review: tuple[str, ...] = ()
    """Words of `repost.REVIEW_REASONS`."""


class ScoredByline(msgspec.Struct, frozen=True):
    """A possible byline with the evidence for it."""

    byline: Byline
    score: int
    complete: bool
    """Names an author in full, and a publication."""
    joinable: bool
    """Says enough beside the names to be trusted when it was put together from several lines."""


ACCEPTED = 3
"""A line that scores less is no byline."""
LONGEST = 220
"""A longer line is a paragraph."""

SIGNED = re.compile(
    r"(?:(?:words|text|written|story|essay|article|review|report|reported|reporting|interview)\s+)?by(?::\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
FROM = re.compile(r"from(?::\s*|\s+)(?=\S)", re.IGNORECASE)
LOCATOR = re.compile(
    r"[,;|·•—(\s]+(?:(?:vol(?:ume)?|no|number|issue|pp?|pages?|sec(?:tion)?)\b\.?\s*"
    r"(?:[A-Z]{0,2}-?[0-9][0-9–-]{0,8}|[IVXLC]{1,6})"
    r"|(?:(?:first|last)\s+)?(?:published|posted|updated)(?:\s+on)?:?"
    r"|(?:at\s+|@\s*)?[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?)\)?$",
    re.IGNORECASE,
)
"""Volume, page, hour or "updated": kept in the printed byline only."""
A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
OPENING = "—–-([ "
"""What may stand before a byline at the foot of a piece."""
LOOSE_ENDS = " ,;|/–—-·•(["
SENTENCE_END = re.compile(r"[.!?][”’\"')\]]?$")


def read_byline(lines: Sequence[str], known: Publications) -> ScoredByline | None:
    """Read one line, or several neighbours, as a byline; None where there is nothing of a byline.

    In several lines the one that says "By" is read first, wherever it stands.
    """
    as_printed = "\n".join(lines)
    if len(as_printed) > LONGEST:
        return None
    text = " ".join(", ".join(sorted(lines, key=lambda line: not SIGNED.match(line))).split())
    text = text.lstrip(OPENING)
    label = SIGNED.match(text)
    date = read_trailing_date(drop_locators(text))
    undated = text[label.end() if label else 0 : date.start if date else None]
    rest = drop_locators(FROM.sub("", undated, count=1))
    credit = find_publication(rest, known)
    if credit is None:
        if not date and not label:
            return None  # Nothing else could bring it to ACCEPTED.
        credit = guess_publication(rest, signed=bool(label), dated=bool(date), known=known)
    names, role = read_names(credit.names)
    if credit.publication and not names and is_wire(credit.publication):
        names = (Name(credit.publication, literal=True),)
    if not names and not credit.publication:
        return None

    review = date.review if date else ()
    if credit.standing == "guessed":
        review += ("publication-unverified",)
        if names and all(map(is_likely, parts := SEPARATOR.split(credit.publication or ""))) and parts[1:]:
            review += (
                "names-doubtful",
            )  # One of "Evening Mirror, Sunday Magazine" may be an author after all.
    if any(is_doubtful(name, alone=len(names) == 1) or is_paper(name) for name in names):
        review += ("names-doubtful",)
    if any(is_shouted(name.text) and not name.literal for name in names):
        review += ("names-all-caps",)
    if is_shouted(credit.publication or "") and credit.standing != "known":
        review += ("publication-all-caps",)
    byline = Byline(
        as_printed=as_printed,
        names=names,
        role=role,
        publication=credit.publication,
        published=date.edtf if date else None,
        published_as=date.as_printed if date else None,
        review=review,
    )
    proven = bool(date or role) or credit.standing == "known" or is_wire(credit.publication or "")
    points = weigh(byline, credit.standing, signed=bool(label))
    return ScoredByline(byline, points, is_complete(byline), joinable=bool(names or date) and proven)


def is_paper(name: Name) -> bool:
    """True for "The Ledger", which hardly is a person."""
    return not name.literal and name.text.startswith("The ") and is_likely(name.text[4:])


def is_shouted(text: str) -> bool:
    """True for "ADA BYRON" and "THE OHIO GAZETTE", not for "J. R. LEE" and "CNN"."""
    return text.isupper() and " " in text and any(len(word) > 4 for word in text.split())


def read_day_alone(text: str) -> Byline | None:
    """Read a line that is a day and nothing else: the poorest byline."""
    date = read_trailing_date(text)
    if not date or date.start or not date.edtf or not A_DAY.fullmatch(date.edtf):
        return None
    review = (*date.review, "date-alone")
    return Byline(as_printed=text, published=date.edtf, published_as=date.as_printed, review=review)


def weigh(byline: Byline, standing: Standing, *, signed: bool) -> int:
    """Count the evidence that this is a byline and not a title, a deck or a sentence."""
    dated = byline.published_as is not None
    persons = [name.text for name in byline.names if not name.literal]
    named = all(is_name_like(person) for person in persons)
    titled = byline.publication is None or standing == "known" or is_title_like(byline.publication)
    points = 3 * dated + 3 * (standing == "known") + 2 * signed + (standing == "likely") + is_complete(byline)
    if signed and named and not dated and not byline.publication:
        # "By Ada Byron" alone on its line is enough; "By Degrees" is not.
        points += all(" " in person for person in persons)
    if not dated and ends_as_sentence(byline.as_printed):
        points -= 2
    return points - 3 * (not named) - 3 * (not titled)


def is_complete(byline: Byline) -> bool:
    """True for "Ada Byron, Dissent", false for "Berlin, Germany", whose author would be one word."""
    in_full = all(name.literal or " " in name.text for name in byline.names)
    return bool(byline.names and byline.publication) and in_full


def ends_as_sentence(line: str) -> bool:
    """True for "He left Ohio." but not for "E. J. Dionne, Jr."."""
    return bool(SENTENCE_END.search(line)) and not SUFFIX.fullmatch(line.rsplit(maxsplit=1)[-1])


def drop_locators(text: str) -> str:
    """Cut volume, page and hour off the end, with the marks that led to them."""
    text = text.rstrip(LOOSE_ENDS)
    while match := LOCATOR.search(text, max(0, len(text) - 32)):
        text = text[: match.start()].rstrip(LOOSE_ENDS)
    return text
