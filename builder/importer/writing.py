"""A record of front matter becomes YAML that Fonds' own reader reads back, sign for sign.

Any text can stand in a value: it is quoted, plainly where it can be, with escapes where it must.
"""

import datetime
import json
import re
from collections.abc import Iterator
from functools import cache

import msgspec

from builder.importer.piece import Piece

_BARE = frozenset({"basis", "extent", "kind", "lang", "status"})
"""Keys whose values are words of a list, which need no quotes."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def write_piece(piece: Piece) -> str:
    """The content file of a piece: its head, and its text below."""
    head = "\n".join(_lines_of(piece.fields, ""))
    return f"---\n{head}\n---\n" + (f"\n{piece.text}" if piece.text else "")


def _lines_of(record: msgspec.Struct, indent: str) -> Iterator[str]:
    """One line for each field that says anything; lists of records, and notes, have a line for each item."""
    for name, default in _defaults(type(record)):
        value = getattr(record, name)
        if not value or value == default:
            continue
        if isinstance(value, msgspec.Struct):
            yield f"{indent}{name}:"
            yield from _lines_of(value, f"{indent}  ")
        elif isinstance(value, tuple):
            yield from _list_lines(name, value, indent)
        else:
            yield f"{indent}{name}: {_scalar(name, value)}"


@cache
def _defaults(kind: type[msgspec.Struct]) -> tuple[tuple[str, object], ...]:
    """Each field's name and default; to ask for them takes longer than to write them all."""
    return tuple((field.name, field.default) for field in msgspec.structs.fields(kind))


def _list_lines(name: str, items: tuple[object, ...], indent: str) -> Iterator[str]:
    if name in ("review", "corrections", "archived", "provenance"):
        yield f"{indent}{name}:"
        for item in items:
            if isinstance(item, msgspec.Struct):
                first, *rest = _lines_of(item, f"{indent}    ")
                yield f"{indent}  - {first.lstrip()}"
                yield from rest
            else:
                yield f"{indent}  - {_scalar('', item)}"
        return
    yield f"{indent}{name}: [{', '.join(map(_item, items))}]"


def _item(item: object) -> str:
    if not isinstance(item, msgspec.Struct):
        return _scalar("", item)
    inside = (line.split(": ", 1) for line in _lines_of(item, ""))
    return f"{{{', '.join(': '.join(pair) for pair in inside)}}}"


def _scalar(key: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | datetime.date):
        return str(value)
    if not isinstance(value, str):
        raise TypeError(f"a head holds no {type(value).__name__}")
    if key in _BARE or _DAY.fullmatch(value):
        return value
    return quote(value)


def quote(text: str) -> str:
    """Any text as a YAML value on one line."""
    if not _INVISIBLE.search(text):
        if '"' not in text and "\\" not in text:
            return f'"{text}"'
        if "'" not in text:
            return f"'{text}'"
    return _INVISIBLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))
