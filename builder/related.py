"""Related articles: the curator's own, then those that share most, found by an inverted index.

Two articles share what few others have: a feature (tag, author, publication, series) that stands in n of N
articles weighs log(1 + N / n), the usual inverse document frequency. An article looks at its rarest features
first and stops at a fixed number of candidates, so that the cost is linear in the archive: there are no pairs.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from builder.model import Article
from builder.slugs import slugify

MOST = 5
"""Related articles of one article."""

CANDIDATES = 60
"""Articles that one article is compared with."""

WEIGHTS = {"series": 2.0, "tag": 1.0, "author": 1.0, "publication": 0.25}
"""What a shared feature counts: to have run in one paper says little."""

Feature = tuple[str, str]


def relate(newest: Sequence[Article], by_slug: Mapping[str, Article]) -> dict[str, tuple[Article, ...]]:
    """Up to five related articles for each, by slug; withdrawn ones have none and are none.

    `newest` gives the order in which equals stand. A curator's choice that does not exist is left out here,
    and reported where references are.
    """
    standing = [article for article in newest if article.status != "withdrawn"]
    features = [sorted({feature for feature in _features(article) if feature[1]}) for article in standing]
    postings: dict[Feature, list[int]] = defaultdict(list)
    for number, own in enumerate(features):
        for feature in own:
            postings[feature].append(number)
    weights = {
        feature: WEIGHTS[feature[0]] * math.log1p(len(standing) / len(numbers))
        for feature, numbers in postings.items()
    }
    places = dict.fromkeys(postings, 0)
    related = {}
    for number, article in enumerate(standing):
        chosen = [by_slug[slug] for slug in article.related if slug in by_slug and slug != article.slug]
        chosen = [choice for choice in chosen if choice.status != "withdrawn"]
        taken = {choice.slug for choice in chosen}
        scores = _scores(number, features[number], postings, weights, places)
        ranks = sorted([(-score, abs(other - number), other) for other, score in scores.items()])
        found = (standing[other] for _, _, other in ranks[: MOST + len(chosen)])
        computed = [other for other in found if other.slug not in taken]
        related[article.slug] = (*chosen, *computed[: max(MOST - len(chosen), 0)])
    return related


def _features(article: Article) -> Iterator[Feature]:
    for tag in article.tags:
        parts = [slugify(part) for part in tag.split("/")]
        yield from (("tag", "/".join(parts[:depth])) for depth in range(1, len(parts) + 1))
    yield from (("author", slugify(author.name)) for author in article.source.authors)
    if article.source.publication:
        yield "publication", slugify(article.source.publication)
    if article.series:
        yield "series", slugify(article.series.name)


def _scores(
    number: int,
    features: Sequence[Feature],
    postings: Mapping[Feature, list[int]],
    weights: Mapping[Feature, float],
    places: dict[Feature, int],
) -> dict[int, float]:
    """What an article has in common with others, the rarest features first, up to the limit of candidates.

    Of a frequent feature only the neighbours by date are candidates. `places` remembers where in each posting
    list the walk stands: articles come in order, so each list is walked once.
    """
    scores: dict[int, float] = {}
    for feature in sorted(features, key=lambda feature: (-weights[feature], feature)):
        numbers = postings[feature]
        place = places[feature]
        places[feature] = place + 1
        weight = weights[feature]
        room = max(CANDIDATES - len(scores), 0) // 2 + 1
        for other in numbers[max(place - room, 0) : place + room + 1]:
            if other != number:
                scores[other] = scores.get(other, 0.0) + weight
    return scores
