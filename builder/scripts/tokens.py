"""JavaScript cut into tokens: as much as it takes to tell code from strings, comments and expressions."""

import re
from collections.abc import Iterator
from typing import Literal, cast

import msgspec

Kind = Literal["name", "string", "number", "regex", "template", "sign"]


class Token(msgspec.Struct, frozen=True):
    """A token, comments and spaces left out."""

    kind: Kind
    text: str
    start: int
    depth: int
    """How many brackets are open before it; a closing bracket stands as deep as its opening one."""
    is_first: bool
    """Whether it is the first of its line."""

    @property
    def end(self) -> int:
        """Where the token has ended."""
        return self.start + len(self.text)


class UnclosedError(ValueError):
    """Something that was opened is not closed: a string, a comment, a bracket. Its place is the argument."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


_NEXT = re.compile(
    r"""(?P<space>\s+)
    |(?P<comment>//[^\n]*|/\*[\s\S]*?\*/)
    |(?P<name>[^\W\d][\w$]*|[$#][\w$]*)
    |(?P<number>\d[\w.]*)
    |(?P<string>"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')
    |(?P<template>`)
    |(?P<slash>/(?!\*))
    |(?P<sign>=>|\?\.|\.\.\.|[^"'/])""",
    re.VERBOSE,
)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+/\w*")
_IN_TEMPLATE = re.compile(r"[^`\\$]+|\\[\s\S]|\$(?!\{)")

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_BEFORE_REGEX = frozenset(
    "return typeof instanceof in of new delete void throw case do else await yield default".split()
)
"""Words after which a slash begins a regular expression; after other words it divides."""


def read_tokens(source: str) -> list[Token]:
    """The tokens of a script; raises UnclosedError."""
    return list(_read_code(source, 0))


def _read_code(source: str, at: int, *, is_hole: bool = False) -> Iterator[Token]:
    """The tokens of code; of a hole in a template, those before the bracket that closes it, and that."""
    opened: list[int] = []
    previous: Token | None = None
    is_first = True
    while at < len(source):
        found = _NEXT.match(source, at)
        if not found:
            raise UnclosedError(at)
        kind, text = found.lastgroup, found[0]
        if kind in ("space", "comment"):
            is_first = is_first or "\n" in text
            at = found.end()
            continue
        if kind == "template":
            text = source[at : _end_of_template(source, at)]
        elif kind == "slash":
            kind = "sign"
            if _may_begin(previous) and (regex := _REGEX.match(source, at)):
                kind, text = "regex", regex[0]
        if text in _CLOSING:
            if opened:
                opened.pop()
            elif not (is_hole and text == "}"):
                raise UnclosedError(at)
            else:
                yield Token("sign", text, at, 0, is_first)
                return
        previous = Token(cast("Kind", kind), text, at, len(opened), is_first)
        yield previous
        if text in _OPENING:
            opened.append(at)
        at += len(text)
        is_first = False
    if opened or is_hole:
        raise UnclosedError(opened[-1] if opened else at)


def _may_begin(previous: Token | None) -> bool:
    """Whether an expression may begin after a token, so that a slash there begins a regular one."""
    if previous is None:
        return True
    if previous.kind == "name":
        return previous.text in _BEFORE_REGEX
    return previous.kind == "sign" and previous.text not in _CLOSING


def _end_of_template(source: str, start: int) -> int:
    at = start + 1
    while at < len(source):
        if plain := _IN_TEMPLATE.match(source, at):
            at = plain.end()
        elif source[at] == "`":
            return at + 1
        else:
            *_, closing = _read_code(source, at + 2, is_hole=True)
            at = closing.end
    raise UnclosedError(start)
