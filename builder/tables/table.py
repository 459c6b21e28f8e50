"""What a file says, and where."""

import re
from collections.abc import Mapping

import msgspec

from builder.errors import Location, Problem, ProblemsError

Value = str | list["Value"] | dict[str, "Value"]

DEEPEST_TABLE = 32
"""Levels of nesting."""

_LINE_END = re.compile(rb"\r\n?|\n")

_UNPRINTABLE = dict.fromkeys(
    {*range(1, 32), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF} - set(map(ord, "\t\n\x85")),
    "\N{REPLACEMENT CHARACTER}",
)
"""Control characters that escapes can bring in: what no page can show stands as U+FFFD."""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The keys and values of a file."""

    file: str
    values: dict[str, Value]
    lines: dict[str, int]
    """Line of each key by its path, such as `series.number` or `authors[1].name`."""

    def at(self, path: str) -> Location:
        """The place of a path, or of the nearest key that holds it."""
        while path:
            if line := self.lines.get(path):
                return Location(self.file, line)
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return Location(self.file, min(self.lines.values(), default=1))


def prune(values: Mapping[str, Value]) -> dict[str, Value]:
    """The table without keys whose value was left empty: `deck:` is as good as no deck."""
    return {
        key: prune(value) if isinstance(value, dict) else value
        for key, value in values.items()
        if not isinstance(value, str) or value.strip()
    }


def decode_text(data: bytes, file: str) -> str:
    """The text of a file, without a byte order mark, its line ends all newlines.

    Raises ProblemsError, naming the line, where it is not UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from behind a byte order mark.
        line = len(_LINE_END.findall(error.object[: error.start])) + 1
        message = f"the text is not UTF-8: the byte 0x{error.object[error.start]:02X} cannot stand here"
        raise flaw(file, line, message, "save the file as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean(text: str, where: Location) -> str:
    """A scalar as a page can show it; raises ProblemsError where an escape brought in a NUL."""
    if "\0" in text:
        raise flaw(where.file, where.line, "the value holds a NUL character", "take the escape out")
    return text.translate(_UNPRINTABLE)


def flaw(file: str, line: int, message: str, hint: str) -> ProblemsError:
    """One problem, ready to be raised."""
    return ProblemsError([Problem(Location(file, line), message, hint)])
