"""Names that are nearly, but not quite, those of an authority file."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from builder.errors import Location, Problem, quoted
from builder.model import Article, Authorities, PersonRecord, PublicationRecord, TagRecord

SHORTEST = 5
"""Letters; shorter names are one letter apart by chance."""
LONG = 12
"""Letters from which on two mistakes are likelier than another name."""
MOST_EDITS = 2


def find_near_names(articles: Iterable[Article], authorities: Authorities) -> Iterator[Problem]:
    """A warning for each name that no authority file has, and that is nearly one that it has."""
    publications, people, tags = _uses(articles)
    yield from _near(publications, authorities.publications, "publications.toml")
    yield from _near(people, authorities.people, "people.toml")
    yield from _near(tags, authorities.tags, "tags.toml")


def _uses(articles: Iterable[Article]) -> tuple[dict[str, list[Location]], ...]:
    """Where each publication, author and tag is named."""
    publications: dict[str, list[Location]] = defaultdict(list)
    people: dict[str, list[Location]] = defaultdict(list)
    tags: dict[str, list[Location]] = defaultdict(list)
    for article in articles:
        if article.source.publication:
            publications[article.source.publication].append(article.at("publication"))
        for author in article.source.authors:
            people[author.name].append(article.at("authors"))
        for tag in article.tags:
            tags[tag.rpartition("/")[2]].append(article.at("tags"))
    return publications, people, tags


def _near(
    uses: Mapping[str, list[Location]],
    entries: Mapping[str, PublicationRecord | PersonRecord | TagRecord],
    file: str,
) -> Iterator[Problem]:
    known = {name for entry in entries.values() for name in (entry.name, *entry.aliases)}
    if not known:
        return
    near = NearNames(known)
    for name, places in uses.items():
        found = near.nearest(name) if name not in known else None
        if found:
            often = f" in {len(places)} articles" if len(places) > 1 else ""
            message = f"the name {quoted(name)}{often} is not in {file}; did you mean {quoted(found)}?"
            hint = f"write it so, or give {quoted(name)} an entry or a line in `aliases` there"
            yield Problem(min(places), message, hint, "warning")


class NearNames:
    """Finds among many names the one that differs least from another, without a look at all of them.

    Of a word in three parts, one stands unchanged after two edits, or after a swap of neighbours, and is as far off
    its place as there are edits at most. Source: Li, Deng, Wang and Feng, PASS-JOIN (VLDB 2012).
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_letters: dict[str, str] = {}
        for name in sorted(names):
            self._by_letters.setdefault(letters_of(name), name)
        self._parts: dict[tuple[int, int, str], list[tuple[str, int]]] = defaultdict(list)
        for letters in self._by_letters:
            for start, end in _cuts(len(letters)):
                self._parts[len(letters), start, letters[start:end]].append((letters, _kinds(letters)))

    def nearest(self, name: str) -> str | None:
        """The name that differs in case, accents and signs alone, else by the fewest edits, if it is near."""
        letters = letters_of(name)
        if letters in self._by_letters:
            return self._by_letters[letters]
        allowed = 0 if len(letters) < SHORTEST else 1 if len(letters) < LONG else MOST_EDITS
        if not allowed:
            return None
        near = [(count_edits(letters, other), other) for other in self._candidates(letters, allowed)]
        best = min((pair for pair in near if pair[0] <= allowed), default=None)
        return self._by_letters[best[1]] if best else None

    def _candidates(self, letters: str, allowed: int) -> set[str]:
        """All that can be near, and little else."""
        found: set[str] = set()
        kinds = _kinds(letters)
        for length in range(len(letters) - allowed, len(letters) + allowed + 1):
            for start, end in _cuts(length):
                for moved in range(max(0, start - allowed), start + allowed + 1):
                    part = letters[moved : moved + end - start]
                    for other, others in self._parts.get((length, start, part), ()):
                        if (kinds ^ others).bit_count() <= 2 * allowed:
                            found.add(other)
        return found


def _cuts(length: int) -> tuple[tuple[int, int], ...]:
    """Where a word of some length is cut into three parts."""
    first, second = length // 3, 2 * length // 3
    return (0, first), (first, second), (second, length)


def _kinds(letters: str) -> int:
    """Which letters a word has, as bits: an edit changes two at most."""
    bits = 0
    for letter in letters:
        bits |= 1 << (ord(letter) % 61)
    return bits


def letters_of(name: str) -> str:
    """Letters and digits in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


def count_edits(one: str, other: str) -> int:
    """Letters to add, leave out or replace to make one word of another; a single swap of neighbours counts one too.

    Levenshtein's distance; more than MOST_EDITS counts as one more.
    """
    if abs(len(one) - len(other)) > MOST_EDITS:
        return MOST_EDITS + 1
    if _is_swap(one, other):
        return 1
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before, row = row, [place]
        for column, against in enumerate(other, start=1):
            row.append(min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != against)))
        if min(row) > MOST_EDITS:
            return MOST_EDITS + 1
    return row[-1]


def _is_swap(one: str, other: str) -> bool:
    """Whether two letters that stand side by side are all that differs."""
    if len(one) != len(other):
        return False
    differing = [place for place in range(len(one)) if one[place] != other[place]]
    if len(differing) != 2 or differing[1] - differing[0] != 1:
        return False
    first, second = differing
    return one[first] == other[second] and one[second] == other[first]
