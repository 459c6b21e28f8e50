"""What a person must still look at: review notes, and under `--strict` what a source should say."""

from collections.abc import Iterable, Iterator

from builder.errors import Problem
from builder.model import Article
from builder.report import REVIEW_NOTE


def review_articles(articles: Iterable[Article], *, strict: bool) -> Iterator[Problem]:
    """Warnings about articles that can be published and are not yet as an archivist wants them."""
    for article in articles:
        for note in article.review:
            yield Problem(
                article.at("review"), f"{REVIEW_NOTE}{note}", "see to it, then delete the note", "warning"
            )
        if strict and article.source.kind != "original":
            yield from _gaps(article)


def _gaps(article: Article) -> Iterator[Problem]:
    """Fields without which nobody can find the original."""
    source = article.source
    wanted = {"publication": source.publication, "published": source.published, "posted": article.posted}
    for key, value in wanted.items():
        if not value:
            hint = "write `published: unknown` where nobody knows" if key == "published" else f"add `{key}`"
            yield Problem(article.at("title"), f"`{key}` is not stated", hint, "warning")
