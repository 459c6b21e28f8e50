"""A content file in two: the head, as a table, and the text below it."""

import re

import msgspec

from builder.errors import ContentError, Location, Problem, ProblemsError
from builder.tables import Table, decode_text, read_toml, read_yaml

_FENCES = {"---": read_yaml, "+++": read_toml}
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")

_CONTROL_BYTES = bytes(set(range(0x20)) - set(b"\t\n\r")) + b"\x7f"
_LEADS_OF_CONTROLS = (b"\xc2", b"\xef\xbf")
"""How U+0080 to U+009F, U+FFFE and U+FFFF begin; a few honest signs begin so as well."""

LARGEST_HEAD = 64 * 1024
"""Characters; the largest honest front matter seen is a hundredth of that."""


class ContentFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a Markdown content file holds."""

    head: Table
    text: str
    """Below the head; newlines are `\\n`."""
    text_line: int
    """Where the text begins, counted from 1."""


def decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """The text of a content file with plain newlines, and a warning where it holds control characters.

    These cannot stand in a page: they become U+FFFD, so that their place is seen. A form feed becomes a space.
    Raises ProblemsError where the file is not UTF-8 or holds a NUL, naming the line.
    """
    text = decode_text(data, file)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _flaw(file, line, "a NUL byte stands in the text", "delete it, or save the file as UTF-8 text")
    if _is_clean(data):
        return text, []
    text = text.replace("\x0c", " ")
    first = _CONTROL.search(text)
    if not first:
        return text, []
    where = Location(file, text.count("\n", 0, first.start()) + 1)
    text, count = _CONTROL.subn("\N{REPLACEMENT CHARACTER}", text)
    message = f"the control character U+{ord(first[0]):04X} is shown as \N{REPLACEMENT CHARACTER}"
    if count > 1:
        message += f" (and {count - 1} more further down)"
    return text, [Problem(where, message, "delete what cannot be seen", "warning")]


def _is_clean(data: bytes) -> bool:
    """Whether UTF-8 certainly holds no control character: looking at bytes is quicker than at characters."""
    return len(data.translate(None, _CONTROL_BYTES)) == len(data) and not any(
        lead in data for lead in _LEADS_OF_CONTROLS
    )


def split_content(text: str, file: str) -> ContentFile:
    """Part the head from the text; raises ProblemsError where there is no head, or a bad one."""
    first_line, _, rest = text.partition("\n")
    fence = first_line.rstrip()
    if fence not in _FENCES:
        hint = "begin the file with a line `---`, a line `title: …` and a line `---`"
        raise _flaw(file, 1, "there is no front matter", hint)
    end = re.search(rf"^{re.escape(fence)}[ \t]*$", rest, re.MULTILINE)
    if not end:
        raise _flaw(
            file, 1, f"the front matter does not end: there is no second `{fence}`", "add one below it"
        )
    if end.start() > LARGEST_HEAD:
        message = f"the front matter is longer than {LARGEST_HEAD // 1024} KB"
        raise _flaw(file, 2, message, f"move the text below the second `{fence}`")
    head = _FENCES[fence](rest[: end.start()], file, 2)
    below = rest[end.end() :]
    text_line = text.count("\n", 0, len(first_line) + 1 + end.end()) + 2
    return ContentFile(head=head, text=below.removeprefix("\n"), text_line=text_line)


def _flaw(file: str, line: int, message: str, hint: str) -> ProblemsError:
    return ContentError([Problem(Location(file, line), message, hint)])
