"""What a page of the preview has that the published one has not.

The problems of the last build, and the way to hear of the next one: put behind the bytes of the page as it is
served, never into public/.
"""

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from builder.fingerprint import digest
from builder.serve.excerpts import ExcerptLine, Shown

CLIENT = "/_fonds/"
"""Where the preview's own files are; no route of a site begins like that."""

AGAIN = {"mindelay": "250", "maxdelay": "2000"}
"""Milliseconds until a page that lost the server asks for it again."""

_CODE = re.compile("`([^`]+)`")
_STYLE_SHEET = re.compile(rb"<link\b[^>]*\brel=\"?stylesheet\b[^>]*>", re.IGNORECASE)


def render_panel(shown: Sequence[Shown], total: int, failure: str) -> str:
    """The problems of a build as HTML, `total` of them; empty where all is well.

    Each stands with its place, what is written there, and the mend.
    """
    items = [_item(one) for one in shown]
    if failure:
        items.append(f"<li><p>{escape(failure)}</p></li>\n")
    if not items:
        return ""
    count = max(total, len(items))
    rest = (
        f"<p>… and {count - len(items)} more: the terminal counts them.</p>\n" if count > len(items) else ""
    )
    return (
        f'<link rel="stylesheet" href="{CLIENT}preview.css">\n'
        '<section id="fonds-problems" role="alert" lang="en" dir="ltr">\n'
        f"<details open><summary>{count} problem{'' if count == 1 else 's'}. "
        "The page behind this is that of the last build that went well.</summary>\n"
        f"<ol>\n{''.join(items)}</ol>\n{rest}</details>\n</section>\n"
    )


def _item(shown: Shown) -> str:
    problem = shown.problem
    mend = f'<p class="mend">{_words(problem.hint)}</p>\n' if problem.hint else ""
    return (
        f"<li><p><code>{escape(str(problem.where))}</code></p>\n"
        f"<p><strong>{_words(problem.message)}</strong></p>\n{_lines(shown.lines)}{mend}</li>\n"
    )


def _lines(excerpt: Sequence[ExcerptLine]) -> str:
    if not excerpt:
        return ""
    lines = []
    for line in excerpt:
        words = f"<mark>{escape(line.marked)}</mark>" if line.marked else ""
        sign = ">" if words else " "
        lines.append(f"{sign} {line.number:>4}  {escape(line.before)}{words}{escape(line.after)}")
    return f"<pre>{chr(10).join(lines)}</pre>\n"


def _words(text: str) -> str:
    """A message as a sentence, with what stands in backticks as code."""
    sentence = f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"
    return _CODE.sub(r"<code>\1</code>", escape(sentence))


def dress_page(page: bytes, panel: str, seen: str, asked: str) -> bytes:
    """The bytes of a page with the panel and the scripts of the preview behind them.

    `asked` is the host and port that the browser asked, where it shall listen too. `seen` names the build that the
    page is of, so that a browser hears at once of one that ended before it could listen. `data-shape` is the same
    of two pages that differ in the names of their style sheets alone: those are exchanged, and the page stays.
    """
    host, _, port = asked.rpartition(":")
    listening = urlencode({"host": host or asked, "port": port if host else "80", **AGAIN}, safe="[]:")
    shape = digest(_STYLE_SHEET.sub(b"", page) + panel.encode())[:16]
    tail = (
        f"\n{panel}"
        f'<script src="{CLIENT}preview.js" data-seen="{seen}" data-shape="{shape}" defer></script>\n'
        f'<script src="/livereload.js?{escape(listening)}" defer></script>\n'
    )
    return page + tail.encode()


def waiting_page(message: str) -> bytes:
    """What stands in for a site of which no build has ended yet."""
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(message)}</title>\n"
        f'<link rel="stylesheet" href="{CLIENT}preview.css">\n<h1>{escape(message)}</h1>\n'
    ).encode()
