"""Blocks of code, coloured by Pygments."""

import html
import re
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

from builder.budget import OverBudgetError, cpu_budget

if TYPE_CHECKING:
    from pygments.lexer import Lexer

SECONDS = 1.0
"""Processor time for one block: some lexers take for ever over a line of hostile text."""

_BLOCK = re.compile(r'(<pre(?: [^>]*)?><code class="language-([^" ]+)[^>]*>)([^<]*)(?=</code></pre>)')
_SPAN = re.compile(r"</?span[^>]*>")
_PLAIN = frozenset({"text", "plain", "plaintext", "none", "console-output"})


def highlight_code(markup: str) -> tuple[str, list[tuple[str, str]]]:
    """The markup with its code coloured, and what could not be: pairs of language and reason.

    Such a block stays as it is, as do all further ones of its language. A language is never guessed.
    """
    failures: list[tuple[str, str]] = []

    def colour(found: re.Match[str]) -> str:
        start, language, escaped = found[1], html.unescape(found[2]), found[3]
        if language in _PLAIN or any(language == failed for failed, _ in failures):
            return found[0]
        lexer = _lexer(language)
        if lexer is None:
            failures.append((language, f"code in the unknown language {language!r} is shown without colours"))
            return found[0]
        try:
            with cpu_budget(SECONDS):
                return start + _colour(html.unescape(escaped), lexer)
        except OverBudgetError:
            failures.append((language, f"code in {language} takes too long to colour, and is shown without"))
        except Exception:  # noqa: BLE001 - a lexer may raise whatever it likes
            failures.append((language, f"code in {language} defeats its lexer, and is shown without colours"))
        return found[0]

    return _BLOCK.sub(colour, markup), failures


def _colour(code: str, lexer: "Lexer") -> str:
    from pygments.formatters.html import HtmlFormatter  # noqa: PLC0415 - as below

    out = StringIO()
    HtmlFormatter[str](nowrap=True).format(lexer.get_tokens(code), out)
    spans = out.getvalue() if code.endswith("\n") else out.getvalue().removesuffix("\n")
    if html.unescape(_SPAN.sub("", spans)) != code:
        raise ValueError("the lexer has changed the text")
    return spans


@cache
def _lexer(language: str) -> "Lexer | None":
    # Imported for the first block of code: few texts have any, and a build that renders one text is awaited.
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
