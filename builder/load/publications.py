"""The publication in a credit: a known one, else what sounds or stands like one."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

import msgspec

from builder.load.names import (
    BRACKETED,
    EMPLOYER,
    PAIR,
    PARTICLE,
    SEPARATOR,
    SUFFIX,
    is_literal,
    is_name_like,
    is_role,
    is_wire,
)

Standing = Literal["known", "likely", "guessed", "absent"]
"""How sure a publication is: in the authority files, newspaper-like, in its place only, or not there."""


class Credit(msgspec.Struct, frozen=True):
    """A byline without its date, parted in two."""

    names: str
    publication: str | None
    standing: Standing


BOUNDARY = re.compile(rf"{SEPARATOR.pattern}|\s*\(|\s+(?:for|from|in|via|of|at)\s+")
"""Where a known publication may begin: "Ada Byron (The Guardian)", "Ada Byron in The Guardian"."""
NEWSPAPER_WORD = re.compile(
    r"\b(?:Times|Post|Herald|Tribune|Journal|News|Gazette|Guardian|Chronicle|Star|Sun|Telegraph|Mail|Express"
    r"|Globe|Review|Magazine|Weekly|Daily|Press|Observer|Independent|Courier|Examiner|Inquirer|Register|Record"
    r"|Standard|Mirror|Today|Bulletin|Monthly|Quarterly|Report|Radio|Newsday|Dispatch|Sentinel|Advocate|Ledger"
    r"|Reuters|AP|BBC|CNN)\b|\w\.(?:com|org|net|info|edu|gov|[a-z]{2})\b|^The \w",
    re.IGNORECASE,
)
SMALL_WORD = re.compile(
    rf"(?:{PARTICLE.pattern}|an?|and|at|des|die|et|for|in|of|on|or|the|to|und|with|&|\+)", re.IGNORECASE
)

Publications = Mapping[str, str]
"""From each folded name to the name; made by `index_publications`."""


@lru_cache(maxsize=4)
def index_publications(names: frozenset[str]) -> Publications:
    """Make names findable as they are printed: neither case nor spaces nor a leading "The" count."""
    exact = {fold(name): name for name in sorted(names) if name.strip()}
    varied = {
        folded.removeprefix("the ") if folded.startswith("the ") else f"the {folded}": name
        for folded, name in exact.items()
    }
    return varied | exact


def fold(name: str) -> str:
    """Write a name as it is compared."""
    return " ".join(name.casefold().split())


def find_publication(text: str, known: Publications) -> Credit | None:
    """Part the names from the longest known publication at the end."""
    for start, end in ((0, 0), *(match.span() for match in BOUNDARY.finditer(text))) if known else ():
        printed = text[end:].removesuffix(")")
        if name := known.get(fold(printed)):
            return Credit(text[:start], printed if fold(printed) == fold(name) else name, "known")
    return None


def guess_publication(text: str, *, signed: bool, dated: bool, known: Publications) -> Credit:
    """Part the names from what is set apart as a publication, else from the last field."""
    starts = [0, *(match.end() for match in SEPARATOR.finditer(text))]
    last = text[starts[-1] :]
    if employer := EMPLOYER.fullmatch(last):
        paper = employer["paper"] or employer["wire"]
        name = known.get(fold(paper))
        return Credit(text, name or paper, "known" if name else "likely" if is_likely(paper) else "guessed")
    bracketed = BRACKETED.fullmatch(last)
    if bracketed and not last.endswith(")") and is_likely(bracketed["before"]) and dated:
        # "The Tinsmith's Daughter (Quill House, 1911)": publisher and date stand in the brackets.
        return Credit(text[: starts[-1]], bracketed["before"], "guessed")
    if bracketed and bracketed["before"] and not is_likely(bracketed["before"]):
        standing: Standing = "likely" if is_likely(bracketed["inside"]) else "guessed"
        if standing == "likely" or len(starts) == 1:
            inside = re.sub(r"^(?:for|in|from)\s+", "", bracketed["inside"])
            return Credit(text[: starts[-1]] + bracketed["before"], inside, standing)
    if len(starts) == 1:
        alone = is_wire(text) or (is_likely(text) and not signed)
        return Credit("", text, "likely") if alone else Credit(text, None, "absent")
    if SUFFIX.fullmatch(last) or is_role(last) or is_pair(last) or not (dated or is_likely(last)):
        return Credit(text, None, "absent")
    first = text[: starts[-1]].rstrip(" ,;|·•—–-/")
    is_paper = len(starts) == 2 and first.startswith("The ") and is_likely(first[4:])
    if is_paper and not is_likely(last) and is_name_like(last) and " " in last:
        # "The Ledger, Ada Byron": the wrong way round.
        return Credit(last, first, "guessed")
    before = text[starts[-2] : starts[-1]].rstrip(" ,")
    if len(starts) > 2 and is_likely(before) and not is_literal(before):
        # "Ada Byron, The Sun, London", "Ada Byron, The Sun, Sunday Magazine": what follows goes with the newspaper.
        return Credit(text[: starts[-2]], text[starts[-2] :], "guessed")
    return Credit(text[: starts[-1]], last, "likely" if is_likely(last) else "guessed")


def is_likely(text: str) -> bool:
    """True for what sounds like a newspaper: "The Masses", "Ohio Gazette", "example.org"."""
    return bool(NEWSPAPER_WORD.search(text)) or is_wire(text)


def is_pair(text: str) -> bool:
    """True for "Grace Hopper and Jane Roe" but not for "Science & Society" or "Ohio News and Views"."""
    pair = PAIR.split(text)
    return len(pair) > 1 and not is_likely(text) and all(" " in each and is_name_like(each) for each in pair)


def is_title_like(text: str) -> bool:
    """True where every word but the small ones is written as in the name of a publication."""
    words = text.split()
    if len(words) > 10 or any(word.endswith(".") and len(word) > 5 for word in words[:-1]):
        return False
    telling = [word for word in words if not SMALL_WORD.fullmatch(word)]
    return bool(telling) and all(not word[0].islower() or re.search(r"[0-9.+]", word) for word in telling)
