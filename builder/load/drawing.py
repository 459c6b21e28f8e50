"""What makes an SVG drawing a program, or a bomb."""

import re
from xml.parsers import expat

_ACTIVE = frozenset("script foreignobject handler listener iframe object embed audio video".split())
"""Elements that run code or hold foreign documents, in whatever namespace."""

_CODE = re.compile(r"(javascript|vbscript):|data:text/html", re.IGNORECASE)
_BLANK = re.compile(r"[\s\x00-\x20]+")
"""Browsers read a web address without these."""


class _FoundError(Exception):
    """The search is over."""


def find_activity(data: bytes) -> tuple[int, str] | None:
    """The line and the words for the first thing in a drawing that must not be published; None where it is plain.

    The parser reads it as a browser does, whatever the encoding and the prefixes; it never fetches anything.
    """
    parser = expat.ParserCreate()

    def element(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2].casefold() in _ACTIVE:
            raise _FoundError(f"the drawing holds a <{name}>")
        for key, value in attributes.items():
            if key.rpartition(":")[2].casefold().startswith("on"):
                raise _FoundError(f"the drawing runs code: {key}")
            if code := _CODE.search(_BLANK.sub("", value)):
                raise _FoundError(f"the drawing runs code: {key} holds {code[0]}")

    def entity(name: str, *_: object) -> None:
        raise _FoundError(f"the drawing declares an entity: {name}")

    def instruction(target: str, _: str) -> None:
        if target.casefold() == "xml-stylesheet":
            raise _FoundError("the drawing is changed by a style sheet, which may run code")

    parser.StartElementHandler = element
    parser.EntityDeclHandler = entity
    parser.ProcessingInstructionHandler = instruction
    try:
        parser.Parse(data, True)  # noqa: FBT003
    except _FoundError as error:
        return parser.CurrentLineNumber, str(error)
    except expat.ExpatError as error:
        return error.lineno, f"the drawing is no well-formed XML: {expat.errors.messages[error.code]}"
    return None
