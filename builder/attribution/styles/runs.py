"""Citations as runs of text: what is italic, what leads somewhere; joined so that no sign stands twice."""

from collections.abc import Iterable, Sequence

import msgspec

from builder.attribution.plain import one_line


class Run(msgspec.Struct, frozen=True):
    """Some text of one look."""

    text: str
    italic: bool = False
    href: str = ""


class Citation(msgspec.Struct, frozen=True):
    """A source as a style wants it to be cited."""

    style: str
    """For readers: `APA`."""
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Without italics and links."""
        return "".join(run.text for run in self.runs)


Runs = tuple[Run, ...]

ENDS = (".", "?", "!", "…")
_CLOSING = "”’\"'"
_SINGLE = str.maketrans("“”", "‘’")


def words(text: str, *, italic: bool = False) -> Runs:
    """Some words; none of an empty text."""
    line = one_line(text)
    return (Run(line, italic=italic),) if line else ()


def link(url: str) -> Runs:
    """An address that leads to itself."""
    return (Run(url, href=url),) if url else ()


def quote(title: str, *, ending: str = "") -> Runs:
    """A title in double quotation marks, its own made single; a full stop or comma stands inside, as in America."""
    line = _even_quotes(one_line(title))
    if ending == ",":
        line = line.removesuffix(".")
    elif line.endswith(ENDS):
        ending = ""
    return (Run(f"“{line}{ending}”"),)


def quote_singly(title: str) -> Runs:
    """A title in single quotation marks, its own double ones kept, as in Britain."""
    return (Run(f"‘{_curly(one_line(title))}’"),)


def _even_quotes(line: str) -> str:
    return _curly(line).translate(_SINGLE)


def _curly(line: str) -> str:
    """Straight double marks open and close in turn."""
    if '"' not in line:
        return line
    signs = []
    is_open = False
    for sign in line:
        if sign == '"':
            signs.append("”" if is_open else "“")
            is_open = not is_open
        else:
            signs.append(sign)
    return "".join(signs)


def sentences(parts: Iterable[Runs], *, stops_links: bool = True) -> Runs:
    """Parts as sentences: each that is there ends with a full stop, unless it ends so already."""
    return _join((_stopped(part, stops_links=stops_links) for part in parts if part), " ")


def listed(parts: Iterable[Runs]) -> Runs:
    """Parts that are there, with commas between them."""
    return _join((part for part in parts if part), ", ")


def followed(first: Runs, sign: str, second: Runs) -> Runs:
    """Two parts with a sign between them, which is left out with either."""
    return (*first, Run(sign), *second) if first and second else first or second


def _join(parts: Iterable[Runs], sign: str) -> Runs:
    joined: list[Run] = []
    for part in parts:
        if joined:
            # A comma after a mark that ends a quotation or a question stays away.
            joined.append(Run(" " if sign == ", " and _ends(joined, ",") else sign))
        joined += part
    return tuple(joined)


def _stopped(part: Runs, *, stops_links: bool) -> Runs:
    is_link = bool(part[-1].href)
    return part if (is_link and not stops_links) or (not is_link and _ends(part, ENDS)) else (*part, Run("."))


def _ends(part: Sequence[Run], signs: str | tuple[str, ...]) -> bool:
    return part[-1].text.rstrip(_CLOSING).endswith(signs)
