"""Blocks of plain prose become HTML without Python-Markdown: the same bytes, ten times sooner.

Most blocks of most articles are paragraphs, headings, short lists and quotations of words with a little emphasis
and a few links. Such blocks are told apart here and written directly; whatever is anything else, and every text
whose blocks may hang together in other ways (HTML, fences, definitions), is left to Python-Markdown. A
differential test holds the result to plain Python-Markdown.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Literal

import msgspec

Kind = Literal["prose", "list", "quotation", "other"]
"""Prose stands alone, lists and quotations join neighbours of their kind; `other` is not for us."""

STAND_IN = "klzwfonds{}mark"
"""What Python-Markdown sees in place of a run of simple blocks; `{}` is the number of the run."""

_STEM = STAND_IN.partition("{")[0]

_BINDING = ("<", "\t", "\r", "\x02", "\x03", "```", "~~~", _STEM)
"""What may bind blocks together, or what Python-Markdown changes before it looks for blocks."""

_LEAKS = ("\x02", "\x03", "klzzwxh")
"""Of the numbered marks that Python-Markdown sometimes leaves behind; their numbers depend on the whole text."""

_LEAKING = re.compile(r"[)\]]_+\w")
"""Emphasis right behind a link, of which Python-Markdown may leave such a number alone."""

_BLANK = re.compile(r"\n(?: *\n)+")

# The grammar of what is simple. Its repetitions are possessive, which keeps it linear in the length of a text.
_SIGNS = r"\x00-\x1f\x7f\\`*_\[\]{}<>|"
_PLAIN = rf"[^!{_SIGNS}]++|!(?!\[)"
_OPENING = r"""(?!\d+\.)(?=[^\W_]|["'“‘«„(¿¡…—–$£€§]|[*_]{1,2}[^\s*_]|!?\[(?!\^))"""
_BREAK = rf"(?<!  )\n *{_OPENING}"
_TITLE = rf' "(?:[^"{_SIGNS}\s]| (?!"))*"'
_TARGET = rf"\([A-Za-z0-9:/?#.,~%=+@&_-]+(?:{_TITLE})?\)"


def _text(*tokens: str) -> str:
    """Plain words over one line or several, with tokens among them."""
    return rf"(?:{'|'.join((_PLAIN, _BREAK, *tokens))})++"


def _inside(*tokens: str) -> str:
    """The same between two signs, where neither end is a space."""
    return rf"(?!\s){_text(*tokens)}(?<!\s)"


def _starred(inside: str) -> str:
    return rf"\*(?<!\*\*)(?:\*{inside}\*\*|{inside}\*)(?!\*)"


def _underscored(inside: str) -> str:
    return rf"_(?<![\w_]_)(?:_{inside}__|{inside}_)(?![\w_])"


def _linked(inside: str) -> str:
    return rf"\[(?<!!\[){inside}\]{_TARGET}"


@cache
def _compiled(grammar: str) -> re.Pattern[str]:
    """Compiled when the first text wants it: it takes as long as rendering a hundred texts."""
    return re.compile(grammar)


_TOKENS = (
    _starred(_inside(_underscored(_inside()), _linked(_inside()))),
    _underscored(_inside(_starred(_inside()), _linked(_inside()))),
    _linked(_inside(_starred(_inside()), _underscored(_inside()))),
    rf'!\[[^"&{_SIGNS}]*\]{_TARGET}',
)
_TOKEN = "|".join(_TOKENS)
_PARAGRAPH = _OPENING + _text(*_TOKENS)
_HEADING = rf"(#{{1,6}}) ?((?:\d+\.(?= ))?(?:{'|'.join((_PLAIN, *_TOKENS))})++)(?<![#\s])"
_ITEM = rf" {{0,3}}(?:([*+-])|\d{{1,9}}\.) +({_OPENING}{_text(*_TOKENS)})(?<!\s)(?:\n|\Z)"
_QUOTATION = re.compile(r"(?: {0,3}>[^\n]*\n)*+ {0,3}> ?[^\s>][^\n]*")
_QUOTE_MARK = re.compile(r"^ {0,3}> ?", re.MULTILINE)

_TOKEN_SIGN = re.compile(r"[*_\[]")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
"""As Python-Markdown's serializer has it."""


class Block(msgspec.Struct, frozen=True):
    """A block of a text, or several neighbours as one: where it stands, and its HTML in pieces."""

    start: int
    end: int
    kind: Kind
    pieces: tuple[str, ...] = ()
    """Of prose and quotations the elements inside, of a list the words of its items."""
    element: str = ""
    """Of a list, `ul` or `ol`."""


def convert_simple(text: str, convert: Callable[[str], str]) -> str | None:
    """The HTML of a Markdown text, its simple blocks written here and the others by `convert`.

    None where it has no simple blocks, or where they cannot be told apart from the others.
    """
    if any(sign in text for sign in _BINDING):
        return None
    blocks = [_read_block(text, start, end) for start, end in _spans(text)]
    if all(block.kind == "prose" for block in blocks):
        return "\n".join(piece for block in blocks for piece in block.pieces)
    runs = [list(run) for is_other, run in _runs(blocks) if not is_other]
    if len(runs) == 1 and len(runs[0]) == len(blocks):
        return _write_run(runs[0])
    return _convert_around(text, runs, convert) if runs else None


def _convert_around(text: str, runs: Sequence[Sequence[Block]], convert: Callable[[str], str]) -> str | None:
    """The HTML of a text with a stand-in for each of its simple runs, which are then put in place."""
    pieces, place = [], 0
    for number, run in enumerate(runs):
        pieces += [text[place : run[0].start], STAND_IN.format(number)]
        place = run[-1].end
    rest = "".join([*pieces, text[place:]])
    if _LEAKING.search(rest):
        return None
    rest = convert(rest)
    if any(mark in rest for mark in _LEAKS):
        return None
    pieces = []
    for number, run in enumerate(runs):
        before, stand_in, rest = rest.partition(f"<p>{STAND_IN.format(number)}</p>")
        if not stand_in:
            return None
        pieces += [before, _write_run(run)]
    return "".join([*pieces, rest])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a text begin and end that blank lines part."""
    start = 0
    for blank in _BLANK.finditer(text):
        if blank.start() > start:
            yield start, blank.start()
        start = blank.end()
    end = len(text.rstrip("\n"))
    if end > start:
        yield start, end


def _read_block(text: str, start: int, end: int) -> Block:
    """The block that stands in the text from `start` to `end`."""
    if pieces := _read_prose(text, start, end):
        return Block(start, end, "prose", pieces)
    if text[start] in " *+-0123456789":
        return _read_list(text, start, end)
    if text[start] == ">":
        return _read_quotation(text, start, end)
    return Block(start, end, "other")


def _read_prose(text: str, start: int, end: int) -> tuple[str, ...]:
    """A paragraph, a heading, or a heading with a paragraph right below it, as HTML; empty if it is neither."""
    if text[start] != "#":
        return (
            (f"<p>{_write(text[start:end])}</p>",)
            if _compiled(_PARAGRAPH).fullmatch(text, start, end)
            else ()
        )
    line_end = text.find("\n", start, end)
    found = _compiled(_HEADING).fullmatch(text, start, line_end if line_end >= 0 else end)
    if not found:
        return ()
    heading = f"<h{len(found[1])}>{_write(found[2].strip())}</h{len(found[1])}>"
    if line_end < 0:
        return (heading,)
    below = line_end + 1
    if not _compiled(_PARAGRAPH).fullmatch(text, below, end):
        return ()
    return heading, f"<p>{_write(text[below:end])}</p>"


def _read_list(text: str, start: int, end: int) -> Block:
    items, place, element = [], start, ""
    while found := _compiled(_ITEM).match(text, place, end):
        element = element or ("ul" if found[1] else "ol")
        items.append(_write(found[2]))
        place = found.end()
    return Block(start, end, "list", tuple(items), element) if place == end else Block(start, end, "other")


def _read_quotation(text: str, start: int, end: int) -> Block:
    if not _QUOTATION.fullmatch(text, start, end):
        return Block(start, end, "other")
    inside = _QUOTE_MARK.sub("", text[start:end])
    pieces: list[str] = []
    for part in _spans(inside):
        prose = _read_prose(inside, *part)
        if not prose:
            return Block(start, end, "other")
        pieces += prose
    return Block(start, end, "quotation", tuple(pieces))


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """Neighbours that are all simple or all not; a list or quotation beside one that is not may belong to it."""
    groups = [(kind, list(group)) for kind, group in groupby(blocks, lambda block: block.kind)]
    others = [kind == "other" for kind, _ in groups]
    is_other = [
        others[place] or (kind != "prose" and any(others[max(place - 1, 0) : place + 2]))
        for place, (kind, _) in enumerate(groups)
    ]
    for flag, run in groupby(zip(is_other, groups, strict=True), lambda pair: pair[0]):
        yield flag, [block for _, (_, group) in run for block in group]


def _write_run(run: Sequence[Block]) -> str:
    pieces: list[str] = []
    for kind, group in groupby(run, lambda block: block.kind):
        if kind == "list":
            pieces.append(_write_list(list(group)))
            continue
        inside = [piece for block in group for piece in block.pieces]
        pieces += inside if kind == "prose" else ["<blockquote>", *inside, "</blockquote>"]
    return "\n".join(pieces)


def _write_list(blocks: Sequence[Block]) -> str:
    """Neighbouring lists are one, of the kind of the first; where two met, an item is a paragraph."""
    items = []
    for number, block in enumerate(blocks):
        for place, words in enumerate(block.pieces):
            meets_next = place == len(block.pieces) - 1 and number < len(blocks) - 1
            is_loose = meets_next or (place == 0 and number > 0)
            items.append(f"<li>\n<p>{words}</p>\n</li>" if is_loose else f"<li>{words}</li>")
    element = blocks[0].element
    return "\n".join([f"<{element}>", *items, f"</{element}>"])


def _write(words: str) -> str:
    """The HTML of simple words."""
    if _TOKEN_SIGN.search(words):
        words = _compiled(_TOKEN).sub(_write_token, words)
    return _BARE_AMPERSAND.sub("&amp;", words) if "&" in words else words


def _write_token(found: re.Match[str]) -> str:
    token = found[0]
    if token[0] in "*_":
        size, element = (2, "strong") if token[0] == token[1] else (1, "em")
        return f"<{element}>{_write(token[size:-size])}</{element}>"
    words, _, target = token[:-1].partition("](")
    url, _, title = target.partition(' "')
    titled = f' title="{title[:-1]}"' if title else ""
    if token[0] == "!":
        return f'<img alt="{words[2:]}" src="{url}"{titled} />'
    return f'<a href="{url}"{titled}>{_write(words[1:])}</a>'
