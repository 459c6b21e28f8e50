"""TOML becomes a table."""

import datetime
import re
import tomllib

from builder.tables.table import Table, Value, clean, flaw
from builder.tables.toml_lines import BombError, find_toml_keys

_CAUSES = (
    ("Illegal character '\\n'", "the quote is not closed on its line", "write the closing quote"),
    ("Unterminated string", "the text in three quotes is not closed", "write three quotes behind it"),
    (
        "Invalid value",
        "the value is not text in quotes, a number, a day, true or false",
        "put the text in double quotes",
    ),
    ("Cannot overwrite", "the key stands twice", "keep one of the two"),
    ("Cannot declare", "the table stands twice", "write its keys in one place"),
    ("Cannot mutate", "the table stands twice", "write its keys in one place"),
    ("Cannot redefine", "the table stands twice", "write its keys in one place"),
    ("Duplicate inline table key", "a key stands twice between { and }", "keep one of the two"),
    ("Expected '='", "there is no `=` behind the key", 'write `key = "value"`'),
    ("Unclosed array", "the list is not closed", "part its items by commas, and end it with ]"),
    ("Unclosed inline table", "the table is not closed", "part its keys by commas, and end it with }"),
    ("Invalid initial character", "a key cannot begin like this", 'write `key = "value"`'),
    ("Invalid statement", "a key cannot begin like this", 'write `key = "value"`'),
    (
        "Expected ']",
        "the brackets around the table's name are not closed",
        "write [name], or [[name]] of one of several",
    ),
    (
        "Expected newline",
        "more stands on the line than a key and its value",
        "put the whole text in one pair of quotes",
    ),
    ("Invalid date", "the day is not in the calendar", "write it as 2016-10-18"),
    ("Unescaped '\\'", "a backslash stands in double quotes", "put the text in single quotes"),
)
"""What tomllib says, what that means, and the mend."""


def read_toml(text: str, file: str, first_line: int = 1) -> Table:
    """The table that TOML text holds, its scalars as text again; `first_line` is where it stands in its file.

    Raises ProblemsError where it is not TOML.
    """
    try:
        lines = find_toml_keys(text)
    except BombError as error:
        raise flaw(file, first_line - 1 + error.line, str(error), "write less, or put it in quotes") from None
    try:
        values = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        cause, _, place = str(error).partition(" (at ")
        found = re.match(r"line (\d+)", place)
        # What is not closed at the end began at the last key.
        line = int(found[1]) if found else max(lines.values(), default=1)
        message, hint = _explain(cause)
        raise flaw(file, first_line - 1 + line, message, hint) from None
    table = Table(file=file, values={}, lines={path: first_line - 1 + line for path, line in lines.items()})
    table.values.update((key, _as_written(value, key, table)) for key, value in values.items())
    return table


def _explain(cause: str) -> tuple[str, str]:
    for beginning, message, hint in _CAUSES:
        if cause.startswith(beginning):
            return message, hint
    return f"the TOML cannot be read: {cause[:1].lower()}{cause[1:]}", "see https://toml.io"


def _as_written(value: object, path: str, table: Table) -> Value:
    if isinstance(value, dict):
        return {str(key): _as_written(item, f"{path}.{key}", table) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_written(item, f"{path}[{number}]", table) for number, item in enumerate(value)]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return clean(str(value), table.at(path))
