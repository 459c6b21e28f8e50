"""Python-Markdown with the extensions that archives need, kept warm."""

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

from builder.budget import cpu_budget
from builder.markup.engine import BACKLINK
from builder.markup.gate import gate_patterns

SECONDS = 5.0
"""Processor time that one text may take; the corpora's longest takes a fiftieth of it."""

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


def convert_whole(text: str, wanted: tuple[str, ...]) -> str:
    """The HTML of a text with the extensions of these names.

    Raises OverBudgetError for a text that takes too long, RecursionError for one nested too deeply.
    """
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
