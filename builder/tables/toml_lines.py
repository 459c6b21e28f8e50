"""Where each key of a TOML text stands: tomllib does not tell."""

import re

from builder.tables.table import DEEPEST_TABLE

_TOKEN = re.compile(
    r"""
    (?P<text> \"{3}(?:[^\\]|\\.)*?(?:\"{3,5}|\Z) | '{3}.*?(?:'{3,5}|\Z) | "(?:[^"\\\n]|\\.)*" | '[^'\n]*' )
    | (?P<sign> [\[\]{}.,=\n] )
    | (?P<word> [^\s"'\#\[\]{}.,=]+ )
    | \#[^\n]*
    """,
    re.VERBOSE | re.DOTALL,
)


LONGEST_NUMBER = 100
"""Digits; Python refuses to read some thousands of them."""


class BombError(ValueError):
    """A key has more parts, a value more levels or a number more digits than any honest one."""

    def __init__(self, line: int, message: str = f"nested deeper than {DEEPEST_TABLE} levels") -> None:
        super().__init__(message)
        self.line = line


def find_toml_keys(text: str) -> dict[str, int]:
    """The line of each key and item by its path, counted from 1.

    Of a text that is not TOML, the keys up to the flaw. Raises BombError where tomllib, too, would lose its way.
    """
    walk = _Walk(text)
    try:
        while walk.kind:
            walk.statement()
    except _LostError:
        pass
    return walk.lines


class _LostError(Exception):
    """The text is not TOML from here on."""


class _Walk:
    """One walk over the tokens; `kind` is that of the next: a sign itself, `text`, `word`; empty at the end."""

    def __init__(self, text: str) -> None:
        self.lines: dict[str, int] = {}
        self.table = ""
        self.items: dict[str, int] = {}
        """How many tables each array of tables has so far, less one."""
        self.tokens = _TOKEN.finditer(text)
        self.line = 1
        self.kind = self.token = ""
        self.step()

    def step(self) -> str:
        """Go on to the next token; the one left behind is the result."""
        left = self.token
        self.line += left.count("\n")
        for match in self.tokens:
            if match.lastgroup:
                self.token = match[0]
                self.kind = self.token if match.lastgroup == "sign" else match.lastgroup
                return left
        self.kind = self.token = ""
        return left

    def take(self, sign: str) -> None:
        if self.kind != sign:
            raise _LostError
        self.step()

    def statement(self) -> None:
        """An empty line, a header, or a key with its value."""
        if self.kind == "[":
            self.header()
        elif self.kind != "\n":
            self.pair(self.table)
        self.take("\n")

    def header(self) -> None:
        line = self.line
        self.take("[")
        is_item = self.kind == "["
        if is_item:
            self.take("[")
        self.table = ""
        parts = self.key()
        for number, part in enumerate(parts, 1):
            self.table = _join(self.table, part)
            if is_item and number == len(parts):
                self.items[self.table] = self.items.get(self.table, -1) + 1
            if self.table in self.items:
                self.table = f"{self.table}[{self.items[self.table]}]"
        self.lines.setdefault(self.table, line)
        self.take("]")
        if is_item:
            self.take("]")

    def key(self) -> list[str]:
        """The parts of a key: three of `a."b c".d`."""
        parts: list[str] = []
        while True:
            if self.kind not in ("word", "text"):
                raise _LostError
            parts.append(self.step() if self.kind == "word" else self.step()[1:-1])
            if len(parts) > DEEPEST_TABLE:
                raise BombError(self.line)
            if self.kind != ".":
                return parts
            self.take(".")

    def pair(self, table: str, depth: int = 0) -> None:
        line = self.line
        for part in self.key():
            table = _join(table, part)
            self.lines.setdefault(table, line)
        self.take("=")
        self.value(table, depth)

    def value(self, path: str, depth: int) -> None:
        if depth > DEEPEST_TABLE:
            raise BombError(self.line)
        if self.kind == "[":
            self.array(path, depth)
        elif self.kind == "{":
            self.inline_table(path, depth)
        else:
            self.scalar()

    def array(self, path: str, depth: int) -> None:
        self.take("[")
        number = 0
        while self.kind != "]":
            if self.kind == "\n":
                self.step()
            elif self.kind == ",":
                number += 1
                self.step()
            else:
                self.lines.setdefault(f"{path}[{number}]", self.line)
                self.value(f"{path}[{number}]", depth + 1)
        self.take("]")

    def inline_table(self, path: str, depth: int) -> None:
        self.take("{")
        while self.kind != "}":
            if self.kind in (",", "\n"):
                self.step()
            else:
                self.pair(path, depth + 1)
        self.take("}")

    def scalar(self) -> None:
        """Text, or a number or date, which may be of several tokens: `3.14`, `2016-10-18 09:30`."""
        if self.kind not in ("word", "text"):
            raise _LostError
        while self.kind in ("word", "text", "."):
            if self.kind == "word" and len(self.token) > LONGEST_NUMBER:
                raise BombError(self.line, f"a number of more than {LONGEST_NUMBER} digits")
            self.step()


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
