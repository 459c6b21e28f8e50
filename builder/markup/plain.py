"""Between plain text and HTML: prose becomes paragraphs, rendered HTML becomes words."""

import html
import re

ELISION = '<span class="elision">[…]</span>'
"""The archive's mark where something of the original is left out."""

_TAG_OR_ELISION = re.compile(
    r"<[^>]*>|(?P<elision>\{snip\}|\[snip\]|\[\s*(?:…|\.\s?\.\s?\.)\s*\])", re.IGNORECASE
)
_BLANK_LINES = re.compile(r"\n\s*\n")
_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(.*?)</p>", re.DOTALL)
_NOTE_MARK = re.compile(r'<sup id="[^"]*fnref[^>]*>.*?</sup>')
_PARTING_TAG = re.compile(
    r"</?(?:blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|img|li|ol|p|pre|section|summary"
    r"|table|tbody|td|tfoot|th|thead|tr|ul)(?: [^>]*)?>"
)
_TAG = re.compile(r"<[^>]*>")


def prose(text: str) -> str:
    """Paragraphs, parted by blank lines, as HTML: `1984. It was` stays a sentence, and `<b>` four characters."""
    paragraphs = (" ".join(part.split()) for part in _BLANK_LINES.split(text))
    return "\n".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs if paragraph)


def mark_elisions(markup: str) -> str:
    """The markup with `{snip}`, `[snip]` and `[…]` of its text as the archive's own mark."""
    if "[" not in markup and "{" not in markup:
        return markup
    return _TAG_OR_ELISION.sub(lambda found: ELISION if found["elision"] else found[0], markup)


def opening_words(markup: str, limit: int) -> str:
    """The first words of the paragraphs of sanitised HTML, for a listing."""
    words: list[str] = []
    for paragraph in _PARAGRAPH.finditer(markup):
        words += text_of(paragraph[1]).split()
        if len(words) > limit:
            return " ".join(words[:limit]).rstrip(" ,;:.–—-") + "…"
    return " ".join(words)


def text_of(markup: str) -> str:
    """The words of sanitised HTML, on one line; the numbers of its footnotes are left out."""
    if "<" in markup:
        markup = _TAG.sub("", _PARTING_TAG.sub(" ", _NOTE_MARK.sub("", markup)))
    return " ".join(html.unescape(markup).split())
