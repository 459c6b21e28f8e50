"""Markdown to HTML, not yet safe: Python-Markdown with the extensions that archives need."""

import re
from collections.abc import Callable
from functools import cache, partial

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.util import ETX, STX

from builder.budget import cpu_budget
from builder.markup.gate import gate_patterns
from builder.markup.simple_blocks import convert_simple

SECONDS = 5.0
"""Processor time that one text may take; the corpora's longest takes a fiftieth of it."""

BACKLINK = "↩\N{VARIATION SELECTOR-15}"
"""The selector asks for the arrow as text: without it some systems draw an emoji."""

EXTENSIONS: dict[str, Callable[[], Extension]] = {
    "tables": partial(TableExtension, use_align_attribute=True),
    "fenced_code": FencedCodeExtension,
    "footnotes": partial(
        FootnoteExtension, BACKLINK_TEXT=BACKLINK, BACKLINK_TITLE="Back to reference {} in the text"
    ),
    "def_list": DefListExtension,
    "attr_list": AttrListExtension,
    "admonition": AdmonitionExtension,
}

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
    searched = text.replace(STX, "").replace(ETX, "")  # as Python-Markdown does before anything else
    wanted = tuple(name for name, trigger in TRIGGERS.items() if trigger(searched))
    # A definition takes the paragraph before it as its term, so that no paragraph stands alone.
    markup = None if "def_list" in wanted else convert_simple(text, lambda rest: _convert(rest, wanted))
    return _convert(text, wanted) if markup is None else markup


def _convert(text: str, wanted: tuple[str, ...]) -> str:
    """The HTML of a text by Python-Markdown with the extensions of these names."""
    converter = _converter(wanted)
    converter.reset()
    try:
        with cpu_budget(SECONDS):
            return converter.convert(text)
    except BaseException:
        _converter.cache_clear()
        raise


@cache
def _converter(names: tuple[str, ...]) -> Markdown:
    """A converter for one set of extensions; each process keeps its own, as making one is slow."""
    return gate_patterns(Markdown(extensions=[EXTENSIONS[name]() for name in names]))
