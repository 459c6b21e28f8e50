"""One module of a script: what it imports, exports and declares, and its code without these words."""

import re
from collections.abc import Sequence
from itertools import pairwise
from posixpath import dirname, join, normpath

import msgspec

from builder.errors import Location, Problem
from builder.scripts.tokens import Token, UnclosedError, read_tokens


class Import(msgspec.Struct, frozen=True):
    """An import statement."""

    line: int
    module: str
    """Name of the file, below templates/assets."""
    names: tuple[str, ...]


class Module(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was read."""

    name: str
    """Below templates/assets, such as `search/engine/words.js`."""
    file: str
    """For messages."""
    code: str
    """Without imports and the word `export`; expressions and templates stand as in `kept`."""
    kept: dict[str, str]
    """By the word that stands for it: text that must not be made smaller."""
    imports: tuple[Import, ...] = ()
    exports: frozenset[str] = frozenset()
    declared: dict[str, int] = {}
    """Names at the top level, with their lines."""
    problems: tuple[Problem, ...] = ()


_IMPORT = re.compile(r"""import\s*\{([^}]*)\}\s*from\s*(["'])(\.\.?/[^"'\n]+)\2\s*;?""")
_EXPORT_LIST = re.compile(r"export\s*\{([^}]*)\}\s*(?!\s*from\b);?")
_EXPORTED = re.compile(r"export\s+(?=(?:async|function|const|let|var|class)\b)")
_IDENTIFIER = re.compile(r"[^\W\d][\w$]*|\$[\w$]*")
_DECLARING = frozenset("const let var function class".split())
_MEND_IMPORT = 'write import { name } from "./file.js"'
_MEND_EXPORT = "write export before the declaration"


def read_module(name: str, file: str, data: bytes) -> Module:
    """Read a module; what cannot be bundled is among its problems."""
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _broken(name, file, Problem(Location(file), "not UTF-8", "save the file as UTF-8"))
    try:
        tokens = read_tokens(source)
    except UnclosedError as error:
        where = Location(file, _line_of(source, error.at))
        return _broken(
            name, file, Problem(where, "a string, comment or bracket is not closed", "close it, or open it")
        )
    return _Reader(name, file, source, tokens).read()


def _broken(name: str, file: str, problem: Problem) -> Module:
    return Module(name=name, file=file, code="", kept={}, problems=(problem,))


def _line_of(source: str, at: int) -> int:
    return source.count("\n", 0, at) + 1


class _Reader:
    """Reads one module: what it takes out of the source, it notes."""

    def __init__(self, name: str, file: str, source: str, tokens: Sequence[Token]) -> None:
        self.name, self.file, self.source, self.tokens = name, file, source, tokens
        self.cuts: list[tuple[int, int, str]] = []
        self.kept: dict[str, str] = {}
        self.imports: list[Import] = []
        self.exports: dict[str, int] = {}
        self.declared: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.is_exporting = False
        """Whether the word `export` stands before the declaration at hand."""

    def read(self) -> Module:
        """The module, as its tokens tell it."""
        for number, token in enumerate(self.tokens):
            if token.kind in ("regex", "template"):
                self._keep(token)
            elif token.kind == "name" and self._is_word(number):
                self._read_word(number, token)
        for name, at in self.exports.items():
            if name not in self.declared:
                self._refuse(
                    at, f"{name} is exported and is nowhere in the file", "declare it, or leave it out"
                )
        return Module(
            name=self.name,
            file=self.file,
            code=self._cut(),
            kept=self.kept,
            imports=tuple(self.imports),
            exports=frozenset(self.exports),
            declared={name: _line_of(self.source, at) for name, at in self.declared.items()},
            problems=tuple(self.problems),
        )

    def _is_word(self, number: int) -> bool:
        """Whether a name is not that of a property."""
        before = self.tokens[number - 1].text if number else ""
        after = self.tokens[number + 1].text if number + 1 < len(self.tokens) else ""
        return before not in (".", "?.") and (after != ":" or before == "?")

    def _read_word(self, number: int, token: Token) -> None:
        after = self.tokens[number + 1].text if number + 1 < len(self.tokens) else ""
        if token.text == "import" and after == "(":
            self._refuse(
                token.start, "import() loads a module, and a script has none", "import the name at the top"
            )
        elif token.text == "import" and after == ".":
            self._refuse(token.start, "a script has no import.meta", "give it what it needs as a parameter")
        elif token.depth:
            return
        elif token.text == "import":
            self._read_import(token.start)
        elif token.text == "export":
            self._read_export(token.start)
        elif token.text == "await":
            self._refuse(token.start, "a script cannot wait at its top level", "write an async function")
        elif token.text in _DECLARING and self._begins_statement(number):
            self._read_declaration(number, token.text)
            self.is_exporting = False

    def _begins_statement(self, number: int) -> bool:
        if not number or self.tokens[number].is_first:
            return True
        return self.tokens[number - 1].text in (";", "}", "export", "async")

    def _read_import(self, at: int) -> None:
        found = _IMPORT.match(self.source, at)
        names = _read_names(found[1]) if found else None
        if not found or not names:
            self._refuse(
                at,
                "only names can be imported, each as it is called, from a file of this folder",
                _MEND_IMPORT,
            )
            return
        module = normpath(join(dirname(self.name), found[3]))
        self.imports.append(Import(_line_of(self.source, at), module, names))
        self.cuts.append((*found.span(), ""))

    def _read_export(self, at: int) -> None:
        if found := _EXPORTED.match(self.source, at):
            self.cuts.append((*found.span(), ""))
            self.is_exporting = True
        elif (found := _EXPORT_LIST.match(self.source, at)) and (names := _read_names(found[1])):
            self.cuts.append((*found.span(), ""))
            self.exports |= dict.fromkeys(names, at)
        else:
            self._refuse(at, "only declared names can be exported, each as it is called", _MEND_EXPORT)

    def _read_declaration(self, number: int, word: str) -> None:
        tokens = self.tokens
        at = number + 1
        if word in ("function", "class"):
            at += tokens[at].text == "*"
            self._declare(tokens[at])
            return
        while at < len(tokens):
            at = self._read_pattern(at)
            # What the name begins with, up to the next name or the end of the statement.
            while at < len(tokens) and not (not tokens[at].depth and tokens[at].text in (",", ";")):
                if tokens[at].is_first and not tokens[at].depth and _DECLARING & {tokens[at].text}:
                    return
                at += 1
            if at >= len(tokens) or tokens[at].text == ";":
                return
            at += 1

    def _read_pattern(self, at: int) -> int:
        """Declare a name, or those of `{ a, b: c }`; gives the place after it."""
        tokens = self.tokens
        if tokens[at].text not in ("{", "["):
            self._declare(tokens[at])
            return at + 1
        end = at + 1
        while end < len(tokens) and tokens[end].depth > tokens[at].depth:
            end += 1
        for number in range(at + 1, end):
            before, token, after = tokens[number - 1 : number + 2]
            if token.kind == "name" and before.text in ("{", "[", ",", ":", "...") and after.text != ":":
                self._declare(token)
        return end + 1

    def _declare(self, token: Token) -> None:
        if token.kind == "name":
            self.declared.setdefault(token.text, token.start)
            if self.is_exporting:
                self.exports[token.text] = token.start

    def _keep(self, token: Token) -> None:
        word = f"kept{len(self.kept)}of{re.sub(r'[^a-z0-9]', '', self.name)}"
        self.kept[word] = token.text
        self.cuts.append((token.start, token.end, f" {word} "))

    def _cut(self) -> str:
        ends = [(0, 0, ""), *sorted(self.cuts), (len(self.source), len(self.source), "")]
        return "".join(
            self.source[before_end:start] + text for (_, before_end, _), (start, _, text) in pairwise(ends)
        )

    def _refuse(self, at: int, message: str, hint: str) -> None:
        self.problems.append(Problem(Location(self.file, _line_of(self.source, at)), message, hint))


def _read_names(listed: str) -> tuple[str, ...] | None:
    """The names of `a, b`; None where there are none, or one is renamed."""
    bare = re.sub(r"/\*[\s\S]*?\*/|//[^\n]*", "", listed)
    names = tuple(name.strip() for name in bare.split(",") if name.strip())
    return names if names and all(map(_IDENTIFIER.fullmatch, names)) and "default" not in names else None
