"""Related articles: the curator's own, then those that share most, found by an inverted index.

Two articles share what few others have: a feature (tag, author, publication, series) that stands in n of N
articles weighs log(1 + N / n), the usual inverse document frequency. An article looks at its rarest features
first and stops at a fixed number of candidates, so that the cost is linear in the archive: there are no pairs.

Nothing but the lists of its own features decides what an article is related to, so that a new article changes
the pages of those alone that share something with it.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from builder.fingerprint import digest
from builder.model import Article
from builder.slugs import slugify
from builder.store import Store

MOST = 5
"""Related articles of one article."""

CANDIDATES = 60
"""Articles that one article is compared with."""

WEIGHTS = {"series": 2.0, "tag": 1.0, "author": 1.0, "publication": 0.25}
"""What a shared feature counts: to have run in one paper says little."""

INDEX = "relations"

Feature = tuple[str, str]


class Relation(msgspec.Struct, frozen=True, array_like=True):
    """What an article was related to, and the digest of all that decided it."""

    made_from: str
    slugs: tuple[str, ...]


class Posting(msgspec.Struct, frozen=True):
    """The articles that have one feature, in the order of all."""

    slugs: list[str]
    weight: float
    rank: str
    """Of two features the rarer has the lesser one; equals stand by name."""
    digest: str


def relate(
    newest: Sequence[Article], by_slug: Mapping[str, Article], store: Store
) -> dict[str, tuple[Article, ...]]:
    """Up to five related articles for each, by slug; withdrawn ones have none and are none.

    `newest` gives the order in which equals stand. A curator's choice that does not exist is left out here,
    and reported where references are. The store remembers what has not changed.
    """
    standing = [article for article in newest if article.status != "withdrawn"]
    members: dict[Feature, list[str]] = defaultdict(list)
    places: list[list[tuple[Feature, int]]] = []
    for article in standing:
        own = []
        for feature in set(_features(article)):
            numbered = members[feature]
            own.append((feature, len(numbered)))
            numbered.append(article.slug)
        places.append(own)
    # By powers of two, lest every new article change the weights of all.
    scale = 1 << len(standing).bit_length()
    postings = {feature: _posting(feature, slugs, scale) for feature, slugs in members.items()}
    known = store.read_record("index", INDEX, dict[str, Relation]) or {}
    relations: dict[str, Relation] = {}
    related: dict[str, tuple[Article, ...]] = {}
    for article, own in zip(standing, places, strict=True):
        shared = sorted(((postings[feature], place) for feature, place in own), key=_rank)
        chosen = _choices(article, by_slug) if article.related else ()
        made_from = digest("".join([*(posting.digest for posting, _ in shared), *chosen]).encode())
        relation = known.get(article.slug)
        if not relation or relation.made_from != made_from:
            relation = Relation(made_from, _most_related(article.slug, shared, chosen))
        relations[article.slug] = relation
        related[article.slug] = tuple([by_slug[slug] for slug in relation.slugs])
    if relations != known:
        store.write("index", [(INDEX, msgspec.msgpack.encode(relations))])
    return related


def _rank(shared: tuple[Posting, int]) -> str:
    return shared[0].rank


def _choices(article: Article, by_slug: Mapping[str, Article]) -> tuple[str, ...]:
    """The curator's own, as far as they are there."""
    return tuple(
        slug
        for slug in dict.fromkeys(article.related)
        if slug in by_slug and slug != article.slug and by_slug[slug].status != "withdrawn"
    )


def _features(article: Article) -> Iterator[Feature]:
    for tag in article.tags:
        yield from _tag_features(tag)
    for author in article.source.authors:
        yield from _feature("author", author.name)
    if article.source.publication:
        yield from _feature("publication", article.source.publication)
    if article.series:
        yield from _feature("series", article.series.name)


@lru_cache(maxsize=1 << 16)
def _tag_features(tag: str) -> tuple[Feature, ...]:
    """A tag, and each wider one."""
    parts = [slugify(part) for part in tag.split("/")]
    paths = ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    return tuple(("tag", path) for path in paths if path)


@lru_cache(maxsize=1 << 16)
def _feature(kind: str, name: str) -> tuple[Feature, ...]:
    slug = slugify(name)
    return ((kind, slug),) if slug else ()


def _posting(feature: Feature, slugs: list[str], scale: int) -> Posting:
    kind, name = feature
    weight = WEIGHTS[kind] * math.log1p(scale / len(slugs))
    rank = f"{1000 - weight:.9f} {kind} {name}"
    return Posting(slugs, weight, rank, digest("\n".join([rank, *slugs]).encode()))


def _most_related(
    slug: str, shared: Sequence[tuple[Posting, int]], chosen: tuple[str, ...]
) -> tuple[str, ...]:
    """The curator's choice, and what shares most beside it.

    Postings come with the article's place in each, the rarest feature first, up to the limit of candidates: of
    a frequent feature only the neighbours by date are looked at. Of equals the nearest by date comes first, in
    the list of the rarest feature that they share; of two as near the later one.
    """
    scores: dict[str, float] = {}
    distances: dict[str, tuple[int, bool]] = {}
    for posting, place in shared:
        weight = posting.weight
        room = max(CANDIDATES - len(scores), 0) // 2 + 1
        first = max(place - room, 0)
        for position, other in enumerate(posting.slugs[first : place + room + 1], first):
            if other in scores:
                scores[other] += weight
            elif position != place:
                scores[other] = weight
                distances[other] = (abs(position - place), position > place)
    taken = set(chosen)
    found = sorted(
        [(-score, distances[other], other) for other, score in scores.items() if other not in taken]
    )
    return (*chosen, *(other for _, _, other in found[: max(MOST - len(chosen), 0)]))
