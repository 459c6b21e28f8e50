"""Markdown to HTML, not yet safe: plain blocks are written here, the rest by Python-Markdown."""

import re
from collections.abc import Callable

from builder.markup.simple_blocks import convert_simple

BACKLINK = "↩\N{VARIATION SELECTOR-15}"
"""The selector asks for the arrow as text: without it some systems draw an emoji."""

_TERM_MEANING = re.compile(r":(?<![^\s>:]:)[ \t]")
"""A line of a quotation, a list, a footnote or after HTML begins for Markdown behind what stands before it."""

TRIGGERS: dict[str, Callable[[str], object]] = {
    "tables": lambda text: "|" in text,
    "fenced_code": lambda text: "```" in text or "~~~" in text,
    "footnotes": lambda text: "[^" in text,
    "def_list": _TERM_MEANING.search,
    "attr_list": lambda text: "{" in text,
    "admonition": lambda text: "!!!" in text,
}
"""What a text must hold for an extension to change anything: the others are left out, as each costs time."""


def convert(text: str) -> str:
    """The HTML of a Markdown text.

    Raises OverBudgetError for a text that takes too long, RecursionError for one nested too deeply.
    """
    searched = text.replace("\x02", "").replace("\x03", "")  # as Python-Markdown does before anything else
    wanted = tuple(name for name, trigger in TRIGGERS.items() if trigger(searched))
    # A definition takes the paragraph before it as its term, so that no paragraph stands alone.
    markup = None if "def_list" in wanted else convert_simple(text, lambda rest: _convert_whole(rest, wanted))
    return _convert_whole(text, wanted) if markup is None else markup


def _convert_whole(text: str, wanted: tuple[str, ...]) -> str:
    # Imported for the first text that needs it: an archive of plain words is built without.
    from builder.markup.python_markdown import convert_whole  # noqa: PLC0415

    return convert_whole(text, wanted)
