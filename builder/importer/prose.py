"""Plain words as Markdown: whatever a text holds, its readers see those very signs and nothing else.

Only what would mean something is escaped, so that the file stays pleasant to edit. A backslash does where both
engines know it, an entity where one of them does not.
"""

import re

_SIGNS = re.compile(r"[\\`*_\[<&~]")
"""Without one of them only the beginnings of lines matter."""

_ANYWHERE = re.compile(
    r"(?P<escape>[\\`*]"
    # Between two letters an underscore is one to both engines.
    r"|_(?!(?<=[A-Za-z0-9]_)[A-Za-z0-9])"
    # `[sic]` and `[…]` are words in brackets; a link, a note and a definition go on behind the bracket.
    r"|\[(?!(?!TOC|[ xX]\]|\^)[^\[\]\\`*_<&~\n]*\](?![(\[:{])))"
    r"|(?P<entity><|&(?=#?\w+;)|~)"
)
_LINE_START = re.compile(
    r"^(?:(?P<number>[0-9]+)(?=[.)](?:\s|$))|(?P<digits>\d+)(?=\.(?:\s|$))"
    r"|(?P<escape>[#>]|(?<=\n)\{|[-+](?=\s|$)|-(?=[-|: ]*$)|\+(?=\++$)|!(?=!!)|\|(?=[-:| ]*$))"
    r"|(?P<entity>=(?==*$)|:(?=\s|$|[-:| ]+$)))",
    re.MULTILINE,
)
_ENTITIES = {"<": "&lt;", "&": "&amp;"}


def write_prose(paragraphs: tuple[str, ...]) -> str:
    """Paragraphs as Markdown, with a blank line between; line ends within one stay where they are."""
    return "".join(f"{_escape(paragraph)}\n\n" for paragraph in paragraphs).removesuffix("\n")


def _escape(paragraph: str) -> str:
    if _SIGNS.search(paragraph):
        paragraph = _ANYWHERE.sub(_escaped, paragraph)
    return _LINE_START.sub(_begun, paragraph)


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found['escape']}" if found["escape"] else _entity(found["entity"])


def _begun(found: re.Match[str]) -> str:
    if number := found["number"]:
        return f"{number}\\"
    if digits := found["digits"]:
        return f"{digits}\\"
    return f"\\{found['escape']}" if found["escape"] else _entity(found["entity"])


def _entity(sign: str) -> str:
    return _ENTITIES.get(sign) or f"&#{ord(sign)};"
