"""Articles in every order readers need; related articles."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from builder.dates import calendar_depth, sort_key
from builder.errors import Location, Problem
from builder.fingerprint import digest
from builder.model import Article, Author, Authorities, PersonRecord, PublicationRecord, TagRecord
from builder.related import relate
from builder.slugs import slugify
from builder.store import Store

Taxonomy = str
"""`tags`, `publications`, `authors` or `series`."""

Period = tuple[int, ...]
"""A year, (year, month) or (year, month, day)."""


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a taxonomy, with its articles."""

    slug: str
    """Unique in the taxonomy; `/` nests."""
    label: str
    """Of the term alone: `Logic`, not `Mathematics/Logic`."""
    articles: tuple[Article, ...]
    """Newest first; of a nested term also those of the terms below it."""
    narrower: tuple[str, ...] = ()
    """Slugs of the terms right below it, by label."""
    authority: PublicationRecord | PersonRecord | TagRecord | None = None

    @property
    def broader(self) -> str:
        """Slug of the term right above, or empty."""
        return self.slug.rpartition("/")[0]


class Neighbours(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before and after an article."""

    earlier: Article | None = None
    later: Article | None = None
    publication: str = ""
    """Slug of the publication that the walk stays in; empty where it goes through the archive."""


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """All articles, ordered and grouped. Every group is newest first, by original date, undated last."""

    newest: tuple[Article, ...]
    by_slug: Mapping[str, Article]
    recently_posted: tuple[Article, ...]
    """By the day this archive posted them, then as in `newest`."""
    tags: Mapping[str, Term]
    """Terms of each taxonomy by slug, in the order of an index."""
    publications: Mapping[str, Term]
    authors: Mapping[str, Term]
    series: Mapping[str, Term]
    """The parts in the order of their numbers."""
    published: Mapping[Period, tuple[Article, ...]]
    """By year, month and day of the original, as deep as each date's precision; oldest period first."""
    undated: tuple[Article, ...]
    """Articles of which not even the year is known."""
    posted: Mapping[Period, tuple[Article, ...]]
    """The same by the day on which this archive posted, as in `recently_posted`."""
    related: Mapping[str, tuple[Article, ...]]
    """By slug: the curator's own choice, then what has most in common."""
    translations: Mapping[str, tuple[Article, ...]]
    """By slug of what they translate; those that are withdrawn are left out."""
    problems: tuple[Problem, ...]
    """Labels that were folded into one term."""

    @property
    def searched(self) -> Sequence[Article]:
        """What search finds: all that is not withdrawn."""
        return [article for article in self.newest if article.status != "withdrawn"]


def build_library(articles: Iterable[Article], authorities: Authorities, store: Store) -> Library:
    """Order and group the articles; of two with one slug the first by file counts here.

    The store remembers which are related.
    """
    by_slug: dict[str, Article] = {}
    for article in sorted(articles, key=lambda article: article.file):
        by_slug.setdefault(article.slug, article)
    newest = sorted(by_slug.values(), key=_age, reverse=True)
    tags, tag_problems = _terms(newest, "tags", _tag_paths, _by_label(authorities.tags))
    publications, publication_problems = _terms(
        newest, "publication", _publication, _by_label(authorities.publications)
    )
    authors, author_problems = _terms(newest, "authors", _author_names, _by_label(authorities.people))
    series, series_problems = _terms(newest, "series", _series_name, {})
    published = _by_period(newest, _published_period)
    recently_posted = tuple(sorted(newest, key=lambda article: article.posted, reverse=True))
    return Library(
        newest=tuple(newest),
        by_slug=by_slug,
        recently_posted=recently_posted,
        tags=_in_index_order(tags, lambda term: term.label),
        publications=_in_index_order(publications, lambda term: without_article(term.label)),
        authors=_in_index_order(authors, family_name),
        series={
            slug: _by_number(term) for slug, term in _in_index_order(series, lambda term: term.label).items()
        },
        published=published,
        undated=tuple(article for article in newest if not _published_period(article)),
        posted=_by_period(recently_posted, _posted_period),
        related=relate(newest, by_slug, store),
        translations=_translations(newest, by_slug),
        problems=(*tag_problems, *publication_problems, *author_problems, *series_problems),
    )


def _age(article: Article) -> tuple[object, ...]:
    """Undated articles are the oldest; equal dates stand by slug."""
    published = article.source.published
    return (*(sort_key(published) if published else ("", "", "")), article.slug)


def term_slug(label: str) -> str:
    """The slug of a term's label; a name made of signs alone has one made of its digest."""
    return slugify(label) or f"sign-{digest(label.encode())[:8]}"


def flat_slug(name: str) -> str:
    """The slug of a term in a taxonomy that does not nest: publications, authors, series."""
    return term_slug(_flat(name))


def term_path(label: str) -> str:
    """The slug of a nested label: that of each part."""
    return "/".join(map(term_slug, label.split("/")))


def _tag_paths(article: Article) -> tuple[str, ...]:
    return article.tags


def _publication(article: Article) -> list[str]:
    return [_flat(article.source.publication)] if article.source.publication else []


def _author_names(article: Article) -> list[str]:
    return [_flat(author.name) for author in article.source.authors]


def _series_name(article: Article) -> list[str]:
    return [_flat(article.series.name)] if article.series else []


_SLASH = "\N{DIVISION SLASH}"


def _flat(name: str) -> str:
    """A name in a taxonomy that does not nest: its slashes are no hierarchy."""
    return name.replace("/", _SLASH)


Entry = PublicationRecord | PersonRecord | TagRecord


def _by_label(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries of an authority file by the slug of their own label."""
    return {term_slug(entry.name): entry for entry in entries.values()}


def _terms(
    newest: Sequence[Article],
    key: str,
    labels_of: Callable[[Article], Iterable[str]],
    authorities: Mapping[str, Entry],
) -> tuple[dict[str, Term], list[Problem]]:
    """The terms that a front matter key makes, each with its articles and its best label; labels folded."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, article in enumerate(newest):
        for label in labels_of(article):
            places[label].append(place)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    members: dict[str, list[int]] = defaultdict(list)
    first_with: dict[tuple[str, str], int] = {}
    for label, own in places.items():
        segments = label.split("/")
        slugs = [term_slug(segment) for segment in segments]
        for depth, segment in enumerate(segments, 1):
            slug = "/".join(slugs[:depth])
            members[slug] += own
            written[slug][segment] += len(own)
            first_with[slug, segment] = min(own[0], first_with.get((slug, segment), own[0]))
    terms = {}
    problems = []
    children = defaultdict(list)
    for slug in members:
        children[slug.rpartition("/")[0]].append(slug)
    for slug, own in members.items():
        authority = authorities.get(slug.rpartition("/")[2])
        label = (
            authority.name if authority else min(written[slug], key=lambda name: (-written[slug][name], name))
        )
        label = label.replace(_SLASH, "/")
        terms[slug] = Term(
            slug=slug,
            label=label,
            articles=tuple([newest[place] for place in sorted(set(own))]),
            narrower=tuple(sorted(children[slug])),
            authority=authority,
        )
        others = sorted({name.replace(_SLASH, "/") for name in written[slug]} - {label})
        problems += [_folded(newest[first_with[slug, _flat(name)]].at(key), name, label) for name in others]
    return terms, problems


def _folded(where: Location, name: str, label: str) -> Problem:
    return Problem(
        where,
        f"{name!r} and {label!r} are one term, shown as {label!r}",
        "write them alike, or name the one an alias of the other in an authority file",
        "warning",
    )


def _in_index_order(terms: Mapping[str, Term], name_of: Callable[[Term], str]) -> dict[str, Term]:
    ordered = sorted(terms.values(), key=lambda term: (name_of(term).casefold(), term.slug))
    return {term.slug: term for term in ordered}


def without_article(label: str) -> str:
    """A publication's name as it is filed: The Atlantic stands under A."""
    return label[4:] if label.casefold().startswith("the ") else label


def family_name(term: Term) -> str:
    """An author's name as it is filed: by the family name, a body's by its whole name."""
    person = term.authority
    author = next(
        (author for author in term.articles[0].source.authors if flat_slug(author.name) == term.slug),
        Author(name=term.label),
    )
    family = author.family or (person.family if isinstance(person, PersonRecord) else "")
    if author.literal or " " not in term.label:
        return term.label
    return f"{family or term.label.rsplit(' ', 1)[1]} {term.label}"


def _by_number(term: Term) -> Term:
    parts = sorted(
        term.articles, key=lambda article: (article.series.number if article.series else 0, article.slug)
    )
    return msgspec.structs.replace(term, articles=tuple(parts))


def _translations(
    newest: Iterable[Article], by_slug: Mapping[str, Article]
) -> dict[str, tuple[Article, ...]]:
    """By language, and of one language by slug."""
    found: dict[str, list[Article]] = defaultdict(list)
    for article in newest:
        translated = article.source.translation_of
        if translated in by_slug and translated != article.slug and article.status != "withdrawn":
            found[translated].append(article)
    return {slug: tuple(sorted(own, key=_language_and_slug)) for slug, own in found.items()}


def _language_and_slug(article: Article) -> tuple[str, str]:
    return (article.language, article.slug)


def _published_period(article: Article) -> Period:
    return calendar_depth(article.source.published) if article.source.published else ()


def _posted_period(article: Article) -> Period:
    return tuple(map(int, article.posted.split("-"))) if article.posted else ()


def _by_period(
    newest: Sequence[Article], period_of: Callable[[Article], Period]
) -> dict[Period, tuple[Article, ...]]:
    """Articles by each period that holds their date, the periods in the order of time."""
    groups: dict[Period, list[Article]] = defaultdict(list)
    for article in newest:
        period = period_of(article)
        for depth in range(1, len(period) + 1):
            groups[period[:depth]].append(article)
    return {period: tuple(groups[period]) for period in sorted(groups)}


def neighbours(library: Library) -> dict[str, Neighbours]:
    """The way through each publication by date, and through the archive for articles without one.

    Withdrawn articles are passed over, and an article alone in its publication goes through the archive.
    """
    ways: dict[str, Neighbours] = {}
    walks = [("", library.newest)]
    walks += [(slug, term.articles) for slug, term in library.publications.items()]
    for publication, articles in walks:
        standing = [article for article in articles if article.status != "withdrawn"]
        if publication and len(standing) == 1:
            continue
        for position, article in enumerate(standing):
            ways[article.slug] = Neighbours(
                later=standing[position - 1] if position else None,
                earlier=standing[position + 1] if position + 1 < len(standing) else None,
                publication=publication,
            )
    return ways
