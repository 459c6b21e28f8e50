"""Authors and publications whose names are nearly those of others in the archive."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from builder.check.findings import warning
from builder.check.pairs import pairs_alike, pairs_misspelt, same_words
from builder.errors import Location, Problem, quoted
from builder.library import flat_slug
from builder.model import Article, Authorities, PersonRecord, PublicationRecord
from builder.spelling import NearNames, letters_of


def find_near_pairs(articles: Iterable[Article], authorities: Authorities) -> Iterator[Problem]:
    """A warning for each two names that may be one. What an authority file knows, the build asks about."""
    publications: dict[str, list[Location]] = defaultdict(list)
    people: dict[str, list[Location]] = defaultdict(list)
    for article in articles:
        if article.source.publication:
            publications[article.source.publication].append(article.at("publication"))
        for author in article.source.authors:
            people[author.name].append(article.at("authors"))
    yield from _pairs(publications, authorities.publications, "publications.toml")
    yield from _pairs(people, authorities.people, "people.toml")


def _pairs(
    places: Mapping[str, list[Location]],
    entries: Mapping[str, PublicationRecord | PersonRecord],
    file: str,
) -> Iterator[Problem]:
    known = NearNames(name for entry in entries.values() for name in (entry.name, *entry.aliases))
    own = {name: len(found) for name, found in places.items() if known.nearest(name) is None}
    alike = {*pairs_alike(own, letters_of), *pairs_alike(own, same_words), *pairs_misspelt(own)}
    for one, other in sorted(alike):
        if flat_slug(one) == flat_slug(other):
            continue
        seldom, usual = sorted((one, other), key=lambda name: (own[name], name))
        message = (
            f"the name {quoted(seldom)}{_often(own[seldom])} is nearly {quoted(usual)}{_often(own[usual])}"
        )
        hint = (
            f"write them alike, or give each an entry in {file}, one as an alias of the other if they are one"
        )
        yield warning(min(places[seldom]), message, hint)


def _often(count: int) -> str:
    return f" (in {count:,} articles)" if count > 1 else " (once)"
