"""YAML of one line a key, which is nearly all that people write, read without a YAML library: a tenth of the time.

What the grammar below calls simple means to YAML just what it seems to mean. Anything else is left to the library.
"""

import re

from builder.tables.table import Table, Value

# No control characters, no other ends of lines, no byte order mark, nothing that no page can show.
_INNER = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_QUOTED = rf'"({_INNER}"\\]*)"|\'({_INNER}\']*)\''
# A plain value begins with a letter or a digit; a colon before a space, or a space before `#`, would end it.
_PLAIN = r"(\w(?:{inner}:# ]|:(?! |$)|(?<! )#| (?!#))*)(?<! )"
_LINE = re.compile(rf"([a-z_]+):(?: (?:{_QUOTED}|\[({_INNER}\[\]]*)\]|{_PLAIN.format(inner=_INNER)}))?")
_WORD = r"[\w.+/&()’-]"
_ITEM = re.compile(rf" *(?:{_QUOTED}|(\w{_WORD}*+(?: ++{_WORD}++)*+)) *(?:,|$)")
_NOTHING = frozenset({"null", "~"})


def read_simple_yaml(text: str, file: str, first_line: int) -> Table | None:
    """The table of YAML text in which every line is `key: value` or `key: [value, …]`; None of any other."""
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(text.removesuffix("\n").split("\n"), first_line):
        found = _LINE.fullmatch(line)
        if not found:
            return None
        key, double, single, listed, plain = found.groups("")
        value: Value | None = double or single or plain
        if found.lastindex == 4:
            value = _read_list(listed)
        if value is None or plain in _NOTHING or key in values or key in _NOTHING:
            return None
        values[key] = value
        lines[key] = number
        if isinstance(value, list):
            for place in range(len(value)):
                lines[f"{key}[{place}]"] = number
    return Table(file=file, values=values, lines=lines)


def _read_list(inner: str) -> list[Value] | None:
    items: list[Value] = []
    place = 0
    while place < len(inner):
        found = _ITEM.match(inner, place)
        if not found:
            return None
        double, single, plain = found.groups("")
        if plain in _NOTHING:
            return None
        items.append(double or single or plain)
        place = found.end()
    return items
