"""What of an article's HTML may reach a page: a narrow list, applied by nh3 after Markdown.

What comes out is in one normal form (lower-case names, double quotes, `<` and `>` escaped in values), on which
the later steps of this room rely.
"""

import re
from collections import Counter
from functools import cache
from urllib.parse import urlsplit

import nh3

from builder.errors import FondsError

TAGS = frozenset(
    """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary
    sup table tbody td tfoot th thead time tr u ul var wbr""".split()
)

ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href", "name"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "img": {"alt", "src"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "td": {"align", "colspan", "headers", "rowspan"},
    "th": {"abbr", "align", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}

SCHEMES = frozenset({"article", "http", "https", "mailto", "tel"})
"""`article:` is ours: it never reaches a page."""

ID_PREFIX = "t-"
"""Before each id of a text, so that none is taken for one of the page's own."""

CLASSES = frozenset("admonition admonition-title footnote footnote-backref footnote-ref".split())
ADMONITIONS = frozenset("attention caution danger error hint important note question tip warning".split())
CLASS_PREFIX = "x-"
"""Before each class that a writer gives: a theme may style them, and a text cannot wear the theme's own."""

DEEPEST = 256
"""Levels of nested elements: the time that browsers and sanitisers take grows with their square."""

MISNESTED = 4000
"""Levels at worst, where end tags do not match; nh3 takes less than 0.1 s for them."""

ROUNDS = 10
"""In which misnested tables come to rest; real ones need one or two."""

_ANY_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/<>"']*)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_LEFT_TO_PARSER = TAGS | frozenset("plaintext script style textarea title xmp".split())
_EMBEDS = frozenset("audio embed iframe object source video".split())
_EMBEDDED = re.compile(r"\s(?:src|data)\s*=\s*[\"']?([^\s\"'<>]+)", re.IGNORECASE)
_BOXES = frozenset(
    "address article aside center dialog fieldset footer form header hgroup legend main nav search section".split()
)
"""They part words, and their ids are led to, so each becomes a `div`."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NOT_NESTING = frozenset(
    """area base br col dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr
    track wbr""".split()
)
"""Elements without content, and those that the next of their kind ends."""
_PRE_NEWLINE = re.compile(r"<pre(?: [^>]*)?>\n")
"""Parsers drop the first newline of a `pre`, but nh3 does not write it twice where it means one."""
_NESTED = re.compile(
    r"<a(?: [^>]*)?>(?:[^<]++|<(?!/?a[ >]))*+<a[ >]|<h[1-6](?: [^>]*)?>(?:[^<]++|<(?!/?h[1-6][ >]))*+<h[1-6][ >]"
)
_LINK_OR_HEADING = re.compile(r"<(/?)(a|h[1-6])(?: [^>]*)?>")
_DIRECTIONS = {"ltr", "rtl", "auto"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_NUMBER = re.compile(r"-?\d{1,6}")


class TooDeepError(FondsError):
    """Elements are nested deeper than a page may have them."""


def sanitise(html: str) -> str:
    """The HTML without anything that runs, loads, imitates the page or is unknown. The text in it stays.

    Sanitising what was sanitised changes nothing. Raises TooDeepError for elements nested without measure.
    """
    known = _ANY_TAG.sub(_known_tag, html)
    _refuse_depth(known)
    cleaned = _clean(known)
    return _settle(cleaned) if "<table" in cleaned or _NESTED.search(cleaned) else cleaned


def _clean(html: str) -> str:
    return _PRE_NEWLINE.sub(r"\g<0>\n", _cleaner().clean(html))


def _settle(cleaned: str) -> str:
    """What a parser reads as it is written: it moves things out of tables, and so to where others end them."""
    for _ in range(ROUNDS):
        again = _clean(_unnest(cleaned))
        if again == cleaned:
            return cleaned
        cleaned = again
    raise TooDeepError("its tables and lists are nested wrongly")


def _known_tag(tag: re.Match[str]) -> str:
    """A tag that the parser may see: it would hide what stands in others, or show their tags as text."""
    name = tag[2].lower()
    if name in _LEFT_TO_PARSER:
        return tag[0]
    if name in _EMBEDS:
        return _link_to_embedded(tag)
    return f"<{tag[1]}div{tag[3]}>" if name in _BOXES else ""


def _link_to_embedded(embed: re.Match[str]) -> str:
    """A player or frame of another site is never loaded: a link leads to it, where the writer gave none."""
    found = _EMBEDDED.search(embed[3])
    if not found or f'href="{found[1]}"' in embed.string:
        return ""
    try:
        host = urlsplit(found[1]).hostname or "another site"
    except ValueError:
        host = "another site"
    return f'<a href="{found[1]}">Embedded: {host}</a>'


def _refuse_depth(html: str) -> None:
    if html.count("<") < DEEPEST:
        return
    likely: list[str] = []
    certain: list[str] = []
    unclosed: Counter[str] = Counter()
    deepest = at_worst = 0
    for closing, written in _TAG.findall(html):
        name = written.lower()
        if name in _NOT_NESTING:
            continue
        if not closing:
            likely.append(name)
            certain.append(name)
            unclosed[name] += 1
            deepest, at_worst = max(deepest, len(likely)), max(at_worst, len(certain))
            continue
        if certain and certain[-1] == name:
            certain.pop()
        ended = ""
        while unclosed[name] and ended != name:
            ended = likely.pop()
            unclosed[ended] -= 1
    if deepest > DEEPEST or at_worst > MISNESTED:
        raise TooDeepError(f"elements are nested {max(deepest, at_worst)} deep")


def _unnest(markup: str) -> str:
    """A link inside a link, or a heading inside a heading, as HTML lets through in tables and boxes, is none."""
    depths = {"a": 0, "h": 0}

    def keep_outermost(found: re.Match[str]) -> str:
        closing, kind = found[1], found[2][0]
        depths[kind] += -1 if closing else 1
        if depths[kind] == (0 if closing else 1):
            return found[0]
        return "" if kind == "a" else f"<{closing}div>"

    return _LINK_OR_HEADING.sub(keep_outermost, markup)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_checked_attribute,
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


def _checked_attribute(tag: str, attribute: str, value: str) -> str | None:
    """The value that may stand, or None."""
    if attribute in (
        "href",
        "src",
        "alt",
        "title",
        "abbr",
        "datetime",
        "scope",
        "open",
        "reversed",
    ):
        return value
    if attribute == "class":
        return _checked_classes(value)
    if attribute in ("id", "name"):
        return body_id(value)
    if attribute == "headers":
        return " ".join(filter(None, map(body_id, value.split()))) or None
    if attribute == "dir":
        return value if value.lower() in _DIRECTIONS else None
    if attribute == "lang":
        return value if _LANGUAGE.fullmatch(value) else None
    if attribute == "align":
        return value if value in ("left", "center", "right") else None
    if attribute == "type":
        return value if value in ("1", "a", "A", "i", "I") else None
    return value if _NUMBER.fullmatch(value) else None


def _checked_classes(value: str) -> str | None:
    classes = value.split()
    is_admonition = "admonition" in classes
    kept = [
        name
        if name in CLASSES
        or name.startswith(("language-", CLASS_PREFIX))
        or (is_admonition and name in ADMONITIONS)
        else CLASS_PREFIX + name
        for name in classes
    ]
    return " ".join(kept) or None


def body_id(written: str) -> str | None:
    """The id that an id or fragment of a text has on its page."""
    name = "-".join(written.split())
    if not name:
        return None
    return name if name.startswith(ID_PREFIX) else ID_PREFIX + name
