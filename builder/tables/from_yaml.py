"""YAML becomes a table.

Only plain data is read: anchors, aliases, tags, merge keys and duplicate keys are refused, and so are bombs.
"""

from collections.abc import Iterator

import yaml

from builder.errors import Location, Problem, ProblemsError
from builder.tables.simple_yaml import read_simple_yaml
from builder.tables.table import DEEPEST_TABLE, Table, Value, clean, flaw

_OTHER_LINE_ENDS = str.maketrans("\x85\u2028\u2029", "   ")
"""YAML would count them as ends of lines; editors do not."""

_QUOTES = "put the value in quotes"
_CAUSES = (
    (
        "mapping values are not allowed",
        "a colon and a space stand inside a value",
        f"{_QUOTES}; if it is a key of its own, begin it where the keys above begin",
    ),
    ("tab character", "a tab stands before the first word", "indent with spaces"),
    ("cannot start any token", "the value begins with a sign that means something else in YAML", _QUOTES),
    (
        "could not find expected ':'",
        "the line is no `key: value`",
        "write a key and a colon before it, or indent it if it belongs to the value above",
    ),
    ("unexpected end of stream", "the quote that begins here is not closed", "write the closing quote"),
    (
        "did not find expected key",
        "the line does not fit those above it",
        f"indent it as they are; {_QUOTES} of the other kind if it holds quotes",
    ),
    ("did not find expected ',' or ']'", "the list that begins here is not closed", "end it with ]"),
    ("did not find expected ',' or '}'", "the table that begins here is not closed", "end it with }"),
    ("escape", "a backslash stands in double quotes", "put the value in single quotes"),
    ("hexdecimal", "a backslash stands in double quotes", "put the value in single quotes"),
    (
        "block sequence entries are not allowed",
        "a list begins behind its key",
        f"write each `- item` on a line of its own; {_QUOTES} if it is no list",
    ),
    ("expected <document start>", "a line that begins with `...` or `%` ends the table", "take the line out"),
    (
        "did not find expected '-'",
        "the line does not fit the list above it",
        "begin it with `- `, as the items do",
    ),
    ("alphabetic or numeric", "the value begins with a sign that means something else in YAML", _QUOTES),
    ("control characters", "a character stands here that no text may hold", "delete it"),
)
"""What libyaml says, what that means, and the mend."""

_WHERE_IT_BEGAN = ("quoted scalar", "simple key", "flow sequence", "flow mapping")
"""Of these the beginning is the place to look at, not the end."""


def read_yaml(text: str, file: str, first_line: int = 1) -> Table:
    """The table that YAML text holds; `first_line` is where it stands in its file.

    Raises ProblemsError where it is not plain data.
    """
    return read_simple_yaml(text, file, first_line) or read_any_yaml(text, file, first_line)


def read_any_yaml(text: str, file: str, first_line: int = 1) -> Table:
    """The same, whatever the text."""
    reader = _Reader(text.translate(_OTHER_LINE_ENDS), file, first_line)
    values = reader.read_document()
    if not isinstance(values, dict):
        raise flaw(file, first_line, "there are no keys and values", "write one `key: value` a line")
    if reader.problems:
        raise ProblemsError(reader.problems)
    return Table(file=file, values=values, lines=reader.lines)


class _Reader:
    """One walk over the events of a document; the lines of keys come along."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.events = self._events(text)

    def _events(self, text: str) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(text, Loader=yaml.CBaseLoader)
        except yaml.YAMLError as error:
            line, message, hint = _explain(error, text)
            raise flaw(self.file, self.first_line + line, message, hint) from None

    def _line(self, event: yaml.Event) -> int:
        mark = event.start_mark
        return self.first_line + (int(mark.line) if mark else 0)

    def read_document(self) -> Value:
        """The one document of the text; nothing at all is an empty table."""
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return {}
        value = self._read(next(self.events), "", 0)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise flaw(self.file, self._line(after), "a second YAML document begins", "keep one only")
        return value

    def _read(self, event: yaml.Event, path: str, depth: int) -> Value:
        self._refuse_what_is_not_data(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            if event.value in ("~", "null") and not event.style:
                return ""
            return clean(str(event.value), Location(self.file, self._line(event)))
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Value] = []
            while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
                self.lines[f"{path}[{len(items)}]"] = self._line(event)
                items.append(self._read(event, f"{path}[{len(items)}]", depth + 1))
            return items
        table: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._read_key(event, path, depth + 1)
            where = f"{path}.{key}" if path else key
            if key in table:
                message = f"`{where}` stands twice, first on line {self.lines[where]}"
                place = Location(self.file, self._line(event))
                self.problems.append(Problem(place, message, "keep one of the two"))
            else:
                self.lines[where] = self._line(event)
            table[key] = self._read(next(self.events), where, depth + 1)
        return table

    def _read_key(self, event: yaml.Event, path: str, depth: int) -> str:
        key = self._read(event, path, depth)
        if not isinstance(key, str) or not key.strip():
            raise flaw(self.file, self._line(event), "a key is not text", "write `key: value`")
        if key == "<<":
            raise flaw(self.file, self._line(event), "YAML merge keys are not read", "write the keys out")
        return key

    def _refuse_what_is_not_data(self, event: yaml.Event, depth: int) -> None:
        line = self._line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            hint = "put a value that begins with & or * in quotes, or write out what it stands for"
            raise flaw(self.file, line, "YAML anchors and aliases are not read", hint)
        if getattr(event, "tag", None):
            hint = "put a value that begins with ! in quotes"
            raise flaw(self.file, line, "YAML tags are not read", hint)
        if depth > DEEPEST_TABLE:
            raise flaw(self.file, line, f"nested deeper than {DEEPEST_TABLE} levels", "make it flatter")


def _explain(error: yaml.YAMLError, text: str) -> tuple[int, str, str]:
    """The line of a flaw, counted from 0, what it means, and the mend."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text.encode(errors="replace")[: error.position].count(b"\n")
        cause = str(error.reason)
    elif isinstance(error, yaml.MarkedYAMLError):
        began = any(part in (error.context or "") for part in _WHERE_IT_BEGAN)
        mark = (error.context_mark if began else None) or error.problem_mark
        line = int(mark.line) if mark else 0
        cause = str(error.problem)
        if "cannot start any token" in cause and text.split("\n")[line].lstrip(" ").startswith("\t"):
            cause = "tab character"
    else:
        line, cause = 0, str(error)
    for part, message, hint in _CAUSES:
        if part in cause:
            return line, message, hint
    return line, f"the YAML cannot be read: {cause}", _QUOTES
