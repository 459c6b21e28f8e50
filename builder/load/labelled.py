"""Labelled lines of a clipping, such as "Tags: water, ohio": the note above the body, the tail below it."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from builder.load.byline import ACCEPTED, Byline, ends_as_sentence, read_byline
from builder.load.clipping_text import Line
from builder.load.names import is_name_like
from builder.load.publications import Publications


class Labelled(msgspec.Struct, frozen=True):
    """Lines such as "Tags: water, ohio"."""

    kind: Literal["tags", "url", "translator", "note", "rights", "credit"]
    value: str
    printed: str


LONGEST_LABELLED = 300
LONGEST_NOTE = 600
NOTE = re.compile(r"(?i)[\[(]?\s*editor(?:[’']?s|s[’'])?\s+note\s*(?::|\s[—–-])\s*(?P<value>\S.*?)\s*[\])]?")
URL = re.compile(r"(?i)https?://[^\s<>\"]+[^\s<>\".,;:)\]]")
LABELS: tuple[tuple[Literal["tags", "url", "translator", "rights"], re.Pattern[str]], ...] = (
    ("tags", re.compile(r"(?i)(?:tags?|topics?|keywords?)\s*:\s*(?P<value>\S.*)")),
    (
        "url",
        re.compile(
            r"(?i)(?:source|original(?: (?:article|story|source))?|link|url|via)\s*:\s*(?P<value>\S.*)"
        ),
    ),
    (
        "translator",
        re.compile(r"(?i)translat(?:ed(?: from(?: the)? \w+)? by|or|ion)\s*:?\s+(?P<value>\S.*?)\.?"),
    ),
    ("rights", re.compile(r"(?i)(?P<value>(?:(?:copyright|\(c\))\s*(?:©|\(c\)|:|[0-9]{4})|©).*)")),
    ("rights", re.compile(r"(?i)(?P<value>all rights reserved\.?)")),
)
SIGNATURE = re.compile(r"(?:[—–-]{1,3}|[\[(](?=.*[\])]$))\s*(?P<value>[^\W\d_].*?)\s*[\])]?")
"""A byline at the foot of a piece: "— Mary Roe, The Guardian, March 1, 2011", or in brackets."""
WRAPPING = ("note", "rights")
ONCE = ("url", "translator", "credit")


def read_labelled(text: str, known: Publications | None) -> Labelled | None:
    """Read a labelled line; None where the value is not what the label promises, so that it is prose.

    `known` is given where the byline is still missing and "Source:" may bring it.
    """
    joined = " ".join(text.split())
    if len(joined) <= LONGEST_NOTE and (note := NOTE.fullmatch(joined)):
        return Labelled("note", note["value"], text)
    if len(joined) > LONGEST_LABELLED:
        return None
    if known is not None and (signed := SIGNATURE.fullmatch(joined)):
        signature = Labelled("credit", signed["value"], text)
        reading = read_credit(signature, known)
        return signature if reading and reading.names and reading.published else None
    for kind, label in LABELS:
        if not (match := label.fullmatch(joined)):
            continue
        value = match["value"]
        if kind == "url":
            if url := URL.search(value):
                return Labelled("url", url[0], text)
            credit = Labelled("credit", value, text)
            return credit if known is not None and read_credit(credit, known) else None
        if kind == "tags" and not are_tags(split_tags(value)):
            return None
        if kind == "translator" and not all(is_name_like(name) for name in re.split(r",| and ", value)):
            return None
        return Labelled(kind, value, text)
    return None


def read_credit(credit: Labelled, known: Publications) -> Byline | None:
    """Read "Source: The Guardian, March 1, 2011" as the byline."""
    reading = read_byline([credit.value], known)
    if not reading or reading.score < ACCEPTED:
        return None
    return msgspec.structs.replace(reading.byline, as_printed=credit.printed)


def split_tags(value: str) -> list[str]:
    """Part "water, ohio" or "#water #ohio"."""
    parts = value.split() if all(word.startswith("#") for word in value.split()) else re.split("[,;|]", value)
    return [tag for part in parts if (tag := part.strip(" #,"))]


def are_tags(tags: Sequence[str]) -> bool:
    """True for short terms, false for a sentence with commas."""
    return bool(tags) and all(len(tag.split()) <= 5 for tag in tags) and not ends_as_sentence(tags[-1])


def values(labelled: Sequence[Labelled], kind: str) -> Iterator[str]:
    """Of all lines with one kind of label."""
    return (each.value for each in labelled if each.kind == kind)


def take_note(lines: Sequence[Line]) -> tuple[list[Labelled], Sequence[Line]]:
    """Part an editor's note, wrapped or not, from the body below it."""
    block = sum(line.block == lines[0].block for line in lines[:9]) if lines else 0
    for end in (block, 1):
        found = (
            read_labelled("\n".join(line.text for line in lines[:end]), None) if end < len(lines) else None
        )
        if found and found.kind == "note":
            return [found], lines[end:]
    return [], lines


def take_tail(lines: Sequence[Line], known: Publications | None) -> tuple[Sequence[Line], list[Labelled]]:
    """Part the labelled lines at the very end from the body above them."""
    body, tail = list(lines), list[Labelled]()
    while body:
        block = sum(line.block == body[-1].block for line in body[-9:])
        for count in (1, block):
            found = read_labelled("\n".join(line.text for line in body[-count:]), known)
            if found and (count == 1 or found.kind in WRAPPING):
                break
        else:
            break
        if found.kind in ONCE and any(found.kind == each.kind for each in tail):
            break
        tail.append(found)
        del body[-count:]
    return body, tail[::-1]
