"""Articles that are nearly alike: one wire story in two papers, one piece kept twice.

Cost is linear: what two texts share is looked for by sorting samples of their shingles, never by pairs of
articles, and only those that share enough of the samples are compared as a whole.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import lru_cache

import msgspec
import numpy as np

from builder.check.findings import warning
from builder.check.samples import recall_samples
from builder.check.shingles import Hashes, count_below_bound, read_shingles, share_of
from builder.errors import Problem
from builder.load.authority import fold
from builder.model import Article, Body
from builder.store import Store

LEAST_SHARE = 0.6
"""Of the shorter text: pieces of one series share a third, and an announcement of another year's half."""

SHORTEST = 30
"""Shingles; of less than a paragraph too much is said everywhere."""

LEAST_SAMPLED = 4
"""Shingles that two samples must share, and the part of the lesser one, before the texts are compared."""
LEAST_SAMPLED_SHARE = 0.25

NEIGHBOURS = 8
"""Texts with which a text is paired for each shingle: what stands in a hundred is said everywhere."""

KEPT = 1 << 12
"""Texts whose shingles are kept while pairs are compared."""


class Alike(msgspec.Struct, frozen=True, order=True):
    """Two articles that are nearly alike, the first by file first."""

    one: str
    other: str
    """Content files."""
    share: float
    """Of the shorter one's shingles."""


def find_duplicates(
    articles: Iterable[Article], bodies: Mapping[str, Body], store: Store, executor: Executor
) -> Iterator[Problem]:
    """A warning for each two articles that are nearly alike and say nothing of each other."""
    by_file = {article.file: article for article in articles if article.status != "withdrawn"}
    digests = {file: bodies[file].words.digest for file in by_file if bodies[file].words.digest}
    samples = recall_samples(digests.values(), store, executor)

    @lru_cache(maxsize=KEPT)
    def shingles(file: str) -> Hashes:
        return read_shingles(store.read_one("words", digests[file]) or NO_WORDS)

    known = {file: samples[digest] for file, digest in digests.items()}
    for pair in find_alike(known, shingles):
        one, other = by_file[pair.one], by_file[pair.other]
        if not _knows(one, other) and not _knows(other, one):
            yield _problem(one, other, pair.share)


NO_WORDS = msgspec.msgpack.encode({"tokens": (), "places": b"", "joined": b""})


def find_alike(samples: Mapping[str, Hashes], shingles_of: Callable[[str], Hashes]) -> list[Alike]:
    """Pairs of texts that are nearly alike, of each text the pair with its nearest; both by name."""
    files = sorted(samples)
    pairs = []
    for one, other in _candidates([samples[file] for file in files]):
        own, others = shingles_of(files[one]), shingles_of(files[other])
        share = share_of(own, others) if min(len(own), len(others)) >= SHORTEST else 0.0
        if share >= LEAST_SHARE:
            pairs.append(Alike(files[one], files[other], share))
    nearest: dict[str, Alike] = {}
    for pair in sorted(pairs, key=lambda pair: (-pair.share, pair)):
        nearest.setdefault(pair.one, pair)
        nearest.setdefault(pair.other, pair)
    return sorted(set(nearest.values()))


def _candidates(samples: Sequence[Hashes]) -> Iterator[tuple[int, int]]:
    """Pairs of places whose samples share enough to look at the texts."""
    count = len(samples)
    if count < 2:
        return
    lengths = [len(sample) for sample in samples]
    hashes = np.concatenate(samples)
    owners = np.repeat(np.arange(count), lengths)
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    keys = []
    for distance in range(1, NEIGHBOURS + 1):
        is_shared = hashes[distance:] == hashes[:-distance]
        keys.append(owners[:-distance][is_shared] * count + owners[distance:][is_shared])
    found, shared = np.unique(np.concatenate(keys), return_counts=True)
    below = np.array([count_below_bound(sample) for sample in samples])
    first, second = found // count, found % count
    wanted = np.maximum(LEAST_SAMPLED, LEAST_SAMPLED_SHARE * np.minimum(below[first], below[second]))
    for one, other in zip(first[shared >= wanted], second[shared >= wanted], strict=True):
        yield int(one), int(other)


def _knows(one: Article, other: Article) -> bool:
    """Whether an article says what the other is to it: the curator has seen both."""
    named = (*one.related, one.source.translation_of)
    return other.slug in named or any(
        event.event.casefold() == "reprinted"
        and (
            (event.url != "" and event.url == other.source.original_url)
            or (event.agent != "" and fold(event.agent) == fold(other.source.publication))
        )
        for event in one.source.provenance
    )


def _problem(one: Article, other: Article, share: float) -> Problem:
    """At the piece that appeared later, as far as that is known: it is the reprint."""
    first, second = sorted((one, other), key=_age)
    percent = int(100 * share)
    message = (
        f"{percent} % of the shorter text stands in both this article and {first.file} ({first.title!r})"
    )
    hint = (
        "if one is a reprint, name the other in `related`, or as a step `reprinted` in `provenance`; "
        f"if both are the same, withdraw one, say with `replaced_by: {first.slug}`"
    )
    return warning(second.at("title"), message, hint)


def _age(article: Article) -> tuple[str, str]:
    published = article.source.published
    return ((published.earliest if published else "") or "9999", article.file)
