"""Elements that may not stand where a writer put them, as HTML's content models have it.

Parsers build them all the same, and nh3 writes what parsers build. Only names are changed here, so no word is lost.
Source: https://html.spec.whatwg.org/multipage/dom.html#content-models, for the elements of `sanitise.TAGS`.
"""

import re

_LISTS = frozenset(("ol", "ul"))
_BLOCKS = frozenset(
    "blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table ul".split()
)
_PHRASES = frozenset(
    """abbr b bdi bdo cite code dfn em h1 h2 h3 h4 h5 h6 i kbd mark p pre q rp rt ruby s samp small span strong
    sub sup time u var""".split()
)
"""They hold no blocks."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TRANSPARENT = frozenset(("a", "del", "ins"))
"""What may stand in them is what may stand around them."""
_VOID = frozenset("br col hr img wbr".split())

_ANY_PHRASE = "|".join(sorted(_PHRASES | _TRANSPARENT))
_ANY_BLOCK = "|".join(sorted(_BLOCKS))
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?: [^>]*)?)>")
_SUSPECT = re.compile(
    r"<(?:"
    # A list item that neither begins a list nor follows another.
    r"(?<!</li><)(?<!</li>\n<)(?<!<[ou]l><)(?<!<[ou]l>\n<)li[ >]"
    # A list that begins with something else.
    r"|[ou]l(?: [^>]*)?>\s*<(?!li[ >]|/)"
    r"|figcaption"
    # A phrase or a heading that begins or ends with a block.
    rf"|(?:{_ANY_PHRASE})(?: [^>]*)?>[^<]*<(?:{_ANY_BLOCK})[ >]"
    rf"|/(?:{_ANY_BLOCK})>[^<]*</(?:{_ANY_PHRASE})>"
    r")"
)
"""Where a look at every element is worth its time: hardly any text has one of these."""


class _Opened:
    """An element whose end is not yet read."""

    def __init__(self, name: str, place: int, after: str) -> None:
        self.name = name
        self.place = place
        """Of its start tag among the pieces."""
        self.after = after
        """What follows its end tag."""
        self.has_content = False


def mend_nesting(markup: str) -> str:
    """Sanitised markup with every element where HTML allows it; words and order stay as they are.

    What may not stand where it does becomes a `div`, or an item of its list; in a heading, a `span`. A phrase or a
    heading that holds another block becomes a `div` itself. To mend what was mended changes nothing.
    """
    return _rename(markup) if _SUSPECT.search(markup) else markup


def _rename(markup: str) -> str:
    pieces: list[str] = []
    opened: list[_Opened] = []
    end = 0
    for tag in _TAG.finditer(markup):
        between = markup[end : tag.start()]
        pieces.append(between)
        if opened and between.strip():
            opened[-1].has_content = True
        end = tag.end()
        closing, name, attributes = tag.groups()
        if closing:
            element = opened.pop()
            pieces.append(f"</{element.name}>{element.after}")
            continue
        written = name
        name = _allowed_name(
            name, opened, is_last=_ends_figure(markup, end) if name == "figcaption" else False
        )
        if name in _BLOCKS:
            _make_boxes(opened, pieces)
        if opened:
            opened[-1].has_content = True
        # A box parts words, and a phrase does not.
        parting = " " if name == "span" != written else ""
        if name not in _VOID:
            opened.append(_Opened(name, len(pieces), parting))
        pieces.append(f"{parting}<{name}{attributes}>")
    pieces.append(markup[end:])
    return "".join(pieces)


def _allowed_name(name: str, opened: list[_Opened], *, is_last: bool) -> str:
    """What an element may be called within those that are open."""
    parent = opened[-1].name if opened else "div"
    if name in ("p", "div") and _stands_in_heading(opened):
        return "span"
    if parent in _LISTS:
        return "li" if name in ("p", "div") else name
    if name == "li":
        return "div"
    if name == "figcaption":
        is_allowed = parent == "figure" and (is_last or not opened[-1].has_content)
        return name if is_allowed else "div"
    return name


def _stands_in_heading(opened: list[_Opened]) -> bool:
    """Whether there is a heading around, with nothing but phrases between."""
    for element in reversed(opened):
        if element.name in _HEADINGS:
            return True
        if element.name not in _PHRASES and element.name not in _TRANSPARENT:
            return False
    return False


def _ends_figure(markup: str, start: int) -> bool:
    """Whether nothing stands between the caption that begins at `start` and the end of its figure."""
    return (
        re.match(r"\s*</figure>", markup[markup.find("</figcaption>", start) + len("</figcaption>") :])
        is not None
    )


def _make_boxes(opened: list[_Opened], pieces: list[str]) -> None:
    """Phrases and headings around a block become boxes."""
    for depth in range(len(opened) - 1, -1, -1):
        element = opened[depth]
        if element.name in _PHRASES:
            box = "li" if depth and opened[depth - 1].name in _LISTS else "div"
            pieces[element.place] = pieces[element.place].replace(f"<{element.name}", f"<{box}", 1)
            element.name = box
        elif element.name not in _TRANSPARENT:
            return
