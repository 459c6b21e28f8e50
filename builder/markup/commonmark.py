"""CommonMark to HTML, not yet safe: the second engine, with the extensions that archives need.

pulldown-cmark reads every text. Plain CommonMark it also writes; where a text has signs of an extension, what was
read is written here, in the shapes of Python-Markdown, which the later steps and the themes know.

The engines differ in this:

| What is written | `markdown` | `commonmark` |
|---|---|---|
| `~~deleted~~` (one tilde is a tilde) | words | deleted |
| `- [ ] task`, `- [x] task` | words | ☐ task, ☑ task |
| `!!! note`, an admonition | yes | words |
| `{#id .class}` at the end of a heading | yes | yes |
| other attribute lists, `{key=value}` | yes | words |
| `#Heading` without a space | heading | words |
| heading underlined by `===`, of several lines | words | heading |
| `**bold:**word`, a sign between two words | bold | words |
| list right below a line of words | words | list, if it has bullets or begins with 1 |
| table right below a line of words | words | table |
| what belongs to an item of a list | four spaces in | as far in as the words of the item |
| first number of a list | becomes 1 | stays |
| `1)` | words | list |
| list that changes its sign, `-` to `*` | one list | two lists |
| quotations parted by an empty line | one | two |
| fenced code in a list or a quotation | no | yes |
| fence with more than the language | no code | code |
| fence with `{.python}` | coloured | not coloured: write `python` |
| HTML block | ends with its element | ends with an empty line |
| backslash at the end of a line | a backslash | new line |
| backslash before `"`, `~`, `:` and other signs | stays | goes |
| address with a space | link | link if it stands in `<>` |
| `*` in the words of an image | a star | emphasis, and left out |
| footnote in the words of a link | both | no link |
| `[^A]` for `[^a]: note` | words | footnote |
| two notes of one name | the last | one of both |
| note that nothing refers to | its way back is an error | stands without a way back |
| two lines above `: meaning` | two terms | one term of two lines |
| `: meaning` in a text with lines such as `:smile:` | meaning | words |
"""

import re

from pyromark import Markdown, Options

from builder.budget import cpu_budget
from builder.markup.commonmark_writer import EventWriter

SECONDS = 1.0
"""Processor time that one text may take; the corpora's slowest takes a hundredth of it."""

SIGNS = ("|", "~", "{")
"""Without one of them, or a mark as below, a text has nothing of the extensions but definition lists."""

_MARK = re.compile(r"\[(?:\^|[ xX]\])")
_MAY_BE_MEANING = re.compile(r":(?<![^\s>]:)[ \t]")
_MEANING = re.compile(r"^[ \t>]*:[ \t]", re.MULTILINE)
# For the library `:smile:` has the meaning `smile:`. The second part spares the line below the head of a table.
_NO_MEANING = re.compile(r"^[ \t>]*:(?![ \t]|-+:?[ \t]*(?:\||$))", re.MULTILINE)

_PLAIN = Markdown()
_EXTENSIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_SUBSCRIPT
)
_EXTENDED = {
    False: Markdown(options=_EXTENSIONS),
    True: Markdown(options=_EXTENSIONS | Options.ENABLE_DEFINITION_LIST),
}
"""By whether a text has definition lists."""


def convert(text: str) -> str:
    """The HTML of a CommonMark text.

    Raises OverBudgetError for a text that takes too long. The parser itself is quick with every text and does not
    recurse, but a table of a few letters may have very many cells: each line is filled up to the width of the head.
    """
    has_meanings = bool(
        _MAY_BE_MEANING.search(text) and _MEANING.search(text) and not _NO_MEANING.search(text)
    )
    if not (has_meanings or any(sign in text for sign in SIGNS) or _MARK.search(text)):
        return _PLAIN.html(text).rstrip("\n")
    writer = EventWriter(text)
    with cpu_budget(SECONDS):
        for event in _EXTENDED[has_meanings].events(text):
            if isinstance(event, str):
                writer.write_break(event)
                continue
            for kind, value in event.items():
                writer.write(kind, value)
        return writer.finish()
