"""The headings of a text: their levels below the page's title, their ids, the table of contents."""

import html
import re
from collections.abc import Iterable, Iterator

from builder.markup.plain import text_of
from builder.markup.sanitise import ID_PREFIX
from builder.model import Heading
from builder.slugs import slugify

TOP_LEVEL = 2
"""The page's title is the only h1."""

_HEADING = re.compile(r"<h([1-6])((?: [^>]*)?)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_EMPTY_ANCHOR = re.compile(r'\s*<a id="([^"]*)"></a>\s*')
_WITH_ID = re.compile(r'<(\w+)((?: [^<>]*?)??) (?:id|name)="([^"]*)"([^>]*)>')
_FURTHER_ID = re.compile(r' (?:id|name)="[^"]*"')
_TOC_MARK = "<p>[TOC]</p>"


def number_headings(markup: str, ids: Iterable[str]) -> tuple[str, tuple[Heading, ...]]:
    """The markup with its headings from h2 down, no level skipped, each with an id; and the headings.

    The levels written only tell which heading belongs below which. A heading without words is no heading.
    `ids` are those that the markup has.
    """
    headings: list[Heading] = []
    open_levels: list[int] = []
    taken = set(ids)

    def number(found: re.Match[str]) -> str:
        written, attributes, inner = int(found[1]), found[2], found[3]
        text = text_of(inner)
        if not text:
            return f"<p{attributes}>{inner}</p>" if attributes or inner.strip() else ""
        while open_levels and open_levels[-1] >= written:
            open_levels.pop()
        open_levels.append(written)
        level = min(TOP_LEVEL + len(open_levels) - 1, 6)
        if own := _ID.search(attributes):
            name, attributes = html.unescape(own[1]), _ID.sub("", attributes)
        elif anchor := _EMPTY_ANCHOR.match(inner):
            name, inner = html.unescape(anchor[1]), inner[anchor.end() :]
        else:
            name = _free_id(text, taken)
        headings.append(Heading(level=level, id=name, text=text))
        return f'<h{level} id="{html.escape(name)}"{attributes}>{inner}</h{level}>'

    return _HEADING.sub(number, markup), tuple(headings)


def _free_id(text: str, taken: set[str]) -> str:
    """An id made of a heading's words; the second of the same words is `…-2`."""
    stem = ID_PREFIX + (slugify(text) or "section")
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name


def fill_contents(markup: str, headings: tuple[Heading, ...]) -> str:
    """The markup with a table of contents where the writer put `[TOC]`."""
    if _TOC_MARK not in markup or not headings:
        return markup
    items = "".join(_contents(headings))
    return markup.replace(_TOC_MARK, items, 1).replace(_TOC_MARK, "")


def _contents(headings: tuple[Heading, ...]) -> Iterator[str]:
    """Nested lists of links, one level of list for each level of heading."""
    level = TOP_LEVEL - 1
    for heading in headings:
        if heading.level > level:
            yield "<ul><li>" * (heading.level - level)
        else:
            yield "</li></ul>" * (level - heading.level) + "</li><li>"
        level = heading.level
        yield f'<a href="#{html.escape(heading.id)}">{html.escape(heading.text, quote=False)}</a>'
    yield "</li></ul>" * (level - TOP_LEVEL + 1)


def unique_ids(markup: str) -> tuple[str, tuple[str, ...]]:
    """The markup with each id once (the first keeps it), and the ids in order, as links mean them.

    `<a name>`, as old sites have it, becomes an id.
    """
    if ' id="' not in markup and ' name="' not in markup:
        return markup, ()
    seen: dict[str, None] = {}

    def keep_first(found: re.Match[str]) -> str:
        element, before, name, after = found[1], found[2], found[3], _FURTHER_ID.sub("", found[4])
        if name in seen:
            return f"<{element}{before}{after}>"
        seen[name] = None
        return f'<{element}{before} id="{name}"{after}>'

    return _WITH_ID.sub(keep_first, markup), tuple(map(html.unescape, seen))
