"""Text becomes the words that search knows: folded, cut into tokens, each with its place.

The rules stand in `search/README.md`; the browser follows the same in `templates/assets/search/engine/words.js`.
"""

import re
import unicodedata
from array import array
from functools import lru_cache
from itertools import pairwise

import msgspec

LONGEST = 40
"""Characters of a token; longer ones are addresses and digests, which nobody types."""
LONGEST_JOINED = 32
MOST_PIECES = 4

_SIGNS = dict.fromkeys("’‘‛ʼʻʹ´`′＇", "'") | dict.fromkeys("‐‑−﹣－", "-")
_UNSEEN = [
    0xAD,
    0x61C,
    0x180E,
    0xFEFF,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x206A),
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
]
_BEFORE = str.maketrans(_SIGNS | {chr(code): "" for code in _UNSEEN})
_AFTER = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ς": "σ"}
)
_ACCENTS = re.compile("([a-zß-ɏͰ-Ͽ])[\u0300-\u036f]+")
_POINTS = re.compile("[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]+")

# Combining marks, with which Indic scripts write vowels, are no letters to Python's expressions.
_MARKS = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.category(chr(code))[0] == "M")
_COMPOUNDS = {
    letter: (
        re.compile(f"{letter}+(?:['.&-]{letter}+)*"),
        re.compile(
            rf"[a-z](?:\+\+|#)(?!{letter})|[0-9]{{1,3}}(?:,[0-9]{{3}})+(?!{letter})|{letter}+(?:['.&-]{letter}+)*"
        ),
    )
    for letter in ("[a-z0-9]", rf"[\w{_MARKS}]")
}
"""By what a letter is: the expression for most texts, and the one for texts with C++ or 12,500."""
_has_rare_comma = re.compile(r",(?<=[0-9],)[0-9]").search
_SIMPLE_CHUNKS, _RARE_CHUNKS = (
    {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in kept}
    for kept in ("'.&-", "'.&-+#,")
)
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\U00020000-\U0003ffff]+)"
)
_ELISION = re.compile(r"^(?:l|d|j|m|t|s|n|c|qu)'(?=[aeiouyh])")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_VERSION = re.compile(r"\d+(?:\.\d+)+")


class Token(msgspec.Struct, frozen=True):
    """One word, and how far behind the first place of its compound, or of its text, it stands."""

    text: str
    place: int


def fold(text: str) -> str:
    """The text without what readers leave out when they type: capitals, accents, forms of signs."""
    folded = text
    if not text.isascii():
        # Prose has few characters beyond ASCII, each many times: one replacement a character is the quickest.
        for character in set(_NOT_ASCII.findall(text)):
            alone = _fold_alone(character)
            if alone is None:
                return _fold_whole(text)
            if alone != character:
                folded = folded.replace(character, alone)
    return folded.lower().replace("`", "'").replace("_", " ")


def _fold_whole(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.translate(_BEFORE)).lower()
    text = _POINTS.sub("", _ACCENTS.sub(r"\1", text)).translate(_AFTER)
    return unicodedata.normalize("NFC", text).replace("ё", "е").replace("_", " ")


@lru_cache(maxsize=1 << 14)
def _fold_alone(character: str) -> str | None:
    """What a character becomes whatever stands beside it, a space for a sign; None where its neighbours count."""
    folded = _fold_whole(character)
    kinds = {unicodedata.category(each)[0] for each in character + folded}
    if "M" in kinds or character == "Σ" or "\u1100" <= character <= "\u11ff":
        return None
    return " " if kinds <= set("PSZ") and folded not in ("'", "-") else folded


def _is_rare(folded: str) -> bool:
    """Whether there may be C++ or 12,500 in a text."""
    # One expression for all three looks at every character, at ten times the cost.
    return "#" in folded or "++" in folded or _has_rare_comma(folded) is not None


def find_compounds(folded: str) -> list[str]:
    """The runs of a folded text that hold words, such as `o'brien`, `f-16` or `c++`."""
    simple, rare = _COMPOUNDS["[a-z0-9]" if folded.isascii() else rf"[\w{_MARKS}]"]
    return (rare if _is_rare(folded) else simple).findall(folded)


def cut_compound(compound: str) -> tuple[Token, ...]:
    """The tokens of one compound, in the order of their places; the last place is that of the last token.

    What was joined stands last, at place 0. A token that is too long is empty: it takes its place, and is no word.
    """
    if compound[-1] in "+#" or "," in compound:
        return (Token(compound.replace(",", ""), 0),)
    pieces = compound.split("-")
    words = [word for piece in pieces for word in _cut_piece(piece)]
    tokens = [Token(word if len(word) <= LONGEST else "", place) for place, word in enumerate(words)]
    joined = "".join(words)
    if 1 < len(pieces) <= MOST_PIECES and len(joined) <= LONGEST_JOINED:
        tokens.append(Token(joined, 0))
    return tuple(tokens)


def _cut_piece(piece: str) -> list[str]:
    """The words of what stands between two hyphens."""
    parts = piece.split("&")
    if len(parts) > 1:
        if all(len(part) <= 2 for part in parts):
            return ["".join(parts)]
        return [word for part in parts for word in _cut_piece(part)]
    piece = _ELISION.sub("", piece.removesuffix("'s"), count=1) if "'" in piece else piece
    piece = piece.replace("'", "")
    if "." in piece and not _VERSION.fullmatch(piece):
        parts = piece.split(".")
        words = ["".join(parts)] if all(len(part) == 1 for part in parts) else parts
    else:
        words = [piece]
    return [token for word in words for token in _cut_unspaced(word)]


def _cut_unspaced(word: str) -> list[str]:
    """A word, with its runs of scripts that set no spaces cut into pairs of characters."""
    if word.isascii():
        return [word] if word else []
    tokens = []
    for number, run in enumerate(_UNSPACED.split(word)):
        if number % 2 and len(run) > 1:
            tokens += [first + second for first, second in pairwise(run)]
        elif run:
            tokens.append(run)
    return tokens


def is_unspaced(token: str) -> bool:
    """Whether a token is of a script that sets no spaces."""
    return not token.isascii() and _UNSPACED.match(token) is not None


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """All words of a text. Numbers are little-endian, 32 bits each."""

    tokens: tuple[str, ...]
    """Each once, in the order of their first places; one may be empty, of words that are left out."""
    places: bytes
    """At each place of the text the number of its token."""
    joined: bytes
    """Of compounds that also stand joined: the number of the token, then its place."""


def read_words(text: str) -> Words:
    """The words of a text, each at its place."""
    numbers: dict[str, int] = {}
    places = array("I")
    joined = array("I")
    number_of = numbers.setdefault
    for chunk in _split(fold(text)):
        if chunk.isascii() and chunk.isalnum() and len(chunk) <= LONGEST:
            places.append(number_of(chunk, len(numbers)))
            continue
        first = len(places)
        # A long one, as of a script without spaces, is not met twice.
        for token in _cut_known(chunk) if len(chunk) <= LONGEST else _cut_all(chunk):
            number = number_of(token.text, len(numbers))
            if first + token.place == len(places):
                places.append(number)
            else:
                joined.extend((number, first + token.place))
    return Words(tokens=tuple(numbers), places=places.tobytes(), joined=joined.tobytes())


def _split(folded: str) -> list[str]:
    """A folded text in chunks, each of whole compounds; most chunks are one word."""
    if not folded.isascii():
        return folded.split()
    # Half the time of an expression. Commas are seldom of use, and would stand behind every eighth word.
    return folded.translate(_RARE_CHUNKS if _is_rare(folded) else _SIMPLE_CHUNKS).split()


def _cut_all(folded: str) -> tuple[Token, ...]:
    """The tokens of all compounds of a folded text, with places in it."""
    tokens: list[Token] = []
    place = 0
    for compound in find_compounds(folded):
        own = cut_compound(compound)
        tokens += [Token(token.text, place + token.place) for token in own]
        place += sum(token.place == number for number, token in enumerate(own))
    return tuple(tokens)


_cut_known = lru_cache(maxsize=1 << 15)(_cut_all)
"""Most chunks that are not one word are a word at the end of a sentence, and met again. Ten megabytes at most."""


def list_tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a short text, such as a name, with their places; what stands joined too."""
    return _cut_all(fold(text))
