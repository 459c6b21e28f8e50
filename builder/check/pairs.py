"""Labels of the archive that are nearly alike, whichever of two is meant: pairs, each once."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import combinations, pairwise

from builder.spelling import SHORTEST, count_edits, letters_of

SHORTEST_WORD = 4
"""Letters of a word that may hold a slip; shorter ones are initials, or other words."""

SELDOM = 2
"""Uses up to which a label may be a slip of the pen; what is written more often is meant."""

MOST_IN_FILE = 40
"""Labels that differ in one letter at one place: an alphabet of them is no slip any more."""

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")

Pair = tuple[str, str]
"""Two labels, the less by code point first."""


def pairs_alike(labels: Iterable[str], key_of: Callable[[str], Hashable]) -> Iterator[Pair]:
    """Labels that have one key, each with the next one."""
    alike: dict[Hashable, list[str]] = defaultdict(list)
    for label in sorted(labels):
        alike[key_of(label)].append(label)
    for group in alike.values():
        yield from pairwise(group)


def pairs_misspelt(uses: Mapping[str, int]) -> Iterator[Pair]:
    """Labels that one slip of the pen tells apart, of which one at least is seldom; `uses` counts each.

    Two words that are one edit apart, or a swap of neighbours, are one word where the right letter of each is left
    out. So each label is filed under itself and under itself without each of its letters, and meets its like there.
    """
    files: dict[str, list[str]] = defaultdict(list)
    for label in sorted(uses):
        letters = letters_of(label)
        if len(letters) >= SHORTEST:
            # Numbers tell labels apart: no digit is left out.
            shapes = (
                letters[:at] + letters[at + 1 :] for at, sign in enumerate(letters) if not sign.isdigit()
            )
            for shape in {letters, *shapes}:
                files[shape].append(label)
    told: set[Pair] = set()
    for labels in files.values():
        for one, other in combinations(labels[:MOST_IN_FILE], 2):
            pair = min(one, other), max(one, other)
            is_seldom = min(uses[one], uses[other]) <= SELDOM
            if is_seldom and pair not in told and is_slip(one, other) and _edits(one, other) == 1:
                told.add(pair)
                yield pair


def _edits(one: str, other: str) -> int:
    return count_edits(letters_of(one), letters_of(other))


def is_slip(one: str, other: str) -> bool:
    """Whether the difference of two near labels is likelier a mistake than another name.

    >>> is_slip("Ada Byron", "Ada Byrom"), is_slip("A. Byron", "E. Byron"), is_slip("Apollo 11", "Apollo 12")
    (True, False, False)
    """
    if _DIGIT.findall(one) != _DIGIT.findall(other):
        return False
    words, others = (_WORD.findall(label.casefold()) for label in (one, other))
    if len(words) != len(others):
        return True
    different = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return all(min(map(len, pair)) >= SHORTEST_WORD for pair in different)


def same_words(label: str) -> tuple[str, ...]:
    """A key for names that are written in another order: `Byron, Ada`."""
    return tuple(sorted(map(letters_of, _WORD.findall(label))))


def singular(label: str) -> str:
    """A key for labels that differ in number, spaces and signs alone. English only; elsewhere it does no harm.

    >>> [singular(label) for label in ("Web sites", "website", "Libraries", "library", "Glass", "Boxes")]
    ['website', 'website', 'library', 'library', 'glass', 'box']
    """
    letters = letters_of(label)
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if letters.endswith(ending) and len(letters) > len(ending) + 1:
            return letters.removesuffix(ending) + instead
    if (
        len(letters) > SHORTEST_WORD - 1
        and letters.endswith("s")
        and not letters.endswith(("ss", "us", "is"))
    ):
        return letters[:-1]
    return letters
