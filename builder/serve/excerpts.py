"""The lines about a problem's place, so that a maintainer sees what is meant without opening the file."""

import os
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec

from builder.errors import Problem

AROUND = 2
"""Lines shown before the place, and behind it."""
MOST_BYTES = 1_000_000
"""Of a file that are looked through for a line."""
LONGEST = 160
"""Characters of a line that are shown."""

_QUOTED = re.compile(r"""`([^`]+)`|'([^']+)'|"([^"]+)"|“([^”]+)”""")


class ExcerptLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a file, parted at what is meant: all three are empty of an empty line."""

    number: int
    before: str
    marked: str = ""
    """The very words, else the whole line; empty of a line that only stands beside the place."""
    after: str = ""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A problem with what stands there."""

    problem: Problem
    lines: tuple[ExcerptLine, ...] = ()
    """None where the problem has no line, or its file cannot be shown."""


def show_problems(site: Path, problems: Sequence[Problem]) -> tuple[Shown, ...]:
    """Each problem with the lines about its place."""
    return tuple(Shown(problem=problem, lines=_read_excerpt(site, problem)) for problem in problems)


def _read_excerpt(site: Path, problem: Problem) -> tuple[ExcerptLine, ...]:
    number = problem.where.line
    lines = _read_lines(site, problem.where.file) if number else []
    if not 1 <= number <= len(lines):
        return ()
    first = max(1, number - AROUND)
    shown = enumerate(lines[first - 1 : number + AROUND], start=first)
    return tuple(
        _mark(place, text, problem.message)
        if place == number
        else ExcerptLine(number=place, before=_cut(text))
        for place, text in shown
    )


def _read_lines(site: Path, file: str) -> list[str]:
    """The lines of a file of the site; none of one that lies elsewhere, whatever a link says."""
    try:
        root, path = os.path.realpath(site), os.path.realpath(site / file)
        if os.path.commonpath([root, path]) != root or not Path(path).is_file():
            return []
        with Path(path).open("rb") as opened:
            data = opened.read(MOST_BYTES)
    except (OSError, ValueError):
        return []
    return [_shown(line) for line in data.decode("utf-8-sig", errors="replace").splitlines()]


def _shown(line: str) -> str:
    """A line in which nothing hides: characters that steer a terminal or turn text around are spelled out."""
    line = line.expandtabs(4)
    return "".join(
        f"\\u{ord(sign):04x}" if unicodedata.category(sign) in ("Cc", "Cf", "Cs") else sign for sign in line
    )


def _mark(number: int, text: str, message: str) -> ExcerptLine:
    """A line with what the message names marked, where it stands in it."""
    for found in _QUOTED.finditer(message):
        # Of `source.published` the line has the last word alone.
        name = next(filter(None, found.groups())).rpartition(".")[2]
        place = text.find(name)
        if place >= 0:
            start = max(0, place - LONGEST // 2)
            return ExcerptLine(
                number=number,
                before=("…" if start else "") + text[start:place],
                marked=name[:LONGEST],
                after=_cut(text[place + len(name) :]),
            )
    return ExcerptLine(number=number, before="", marked=_cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
