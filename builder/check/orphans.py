"""Articles that a reader meets only by chance: no link, tag, name, series or publication leads to them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder.check.findings import warning
from builder.errors import Problem
from builder.model import Article, Body, ContentRecord
from builder.references import article_route


def find_orphans(records: Sequence[ContentRecord], bodies: Mapping[str, Body]) -> Iterator[Problem]:
    """A warning for each article to which only the lists of all articles lead; `bodies` are by content file.

    Related articles need not be looked at: they are found by what this one has not.
    """
    articles = [record for record in records if isinstance(record, Article)]
    linked = {*_linked_by_texts(records, bodies), *_named(articles)}
    for article in articles:
        source = article.source
        listed = article.tags or article.series or source.publication or source.authors
        places = {article.slug, article.file, article_route(article.slug).rstrip("/")}
        if not listed and article.status != "withdrawn" and not places & linked:
            dated = source.published and source.published.earliest
            message = (
                f"only the {'index of dates' if dated else 'list of all articles'} leads to this article"
            )
            hint = "give it a tag, a publication or an author, or link to it from another piece"
            yield warning(article.at("title"), message, hint)


def _linked_by_texts(records: Iterable[ContentRecord], bodies: Mapping[str, Body]) -> Iterator[str]:
    """Slugs, files and routes that the texts of others lead to."""
    for record in records:
        for reference in bodies[record.file].references:
            own = reference.target in (record.slug, record.file)
            if reference.kind != "media" and not own:
                yield reference.target.rstrip("/")


def _named(articles: Iterable[Article]) -> Iterator[str]:
    """Slugs that the heads of articles name."""
    for article in articles:
        yield from article.related
        yield article.source.translation_of
        if article.withdrawn:
            yield article.withdrawn.replaced_by
