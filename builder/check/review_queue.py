"""The review queue: article by article, what was guessed and what stands there now."""

import re
from collections.abc import Iterable, Iterator

from builder.check.findings import ReviewEntry, ReviewNote
from builder.load.reasons import REVIEW_FIELDS, REVIEW_REASONS
from builder.model import Article

_QUOTED = re.compile(r"`([a-z_]+)`")
_FIRST = re.compile(r"([a-z_]+)\b")

_IN_ARTICLE = (
    "title",
    "deck",
    "extent",
    "language",
    "posted",
    "updated",
    "tags",
    "series",
    "summary",
    "note",
)
_IN_SOURCE = (
    "publication",
    "authors",
    "byline",
    "published",
    "published_as",
    "original_url",
    "archived",
    "kind",
    "section",
    "page",
    "edition",
    "volume",
    "issue",
    "place",
    "dateline",
    "doi",
    "translation_of",
    "translator",
)
_NAMES = {"lang": "language"}
"""Front matter keys that a record calls otherwise."""

_KEYS = frozenset((*_IN_ARTICLE, *_IN_SOURCE, *_NAMES))
_FIELD_OF_NOTE = {REVIEW_REASONS[reason]: field for reason, field in REVIEW_FIELDS.items() if field in _KEYS}
"""The text of an article is no key: where that is doubted, no value is shown."""


def list_queue(articles: Iterable[Article]) -> tuple[ReviewEntry, ...]:
    """All articles that bear review notes, by file; of each its notes as they are written."""
    waiting = sorted((article for article in articles if article.review), key=lambda article: article.file)
    return tuple(_entry(article) for article in waiting)


def _entry(article: Article) -> ReviewEntry:
    return ReviewEntry(
        file=article.file,
        line=article.at("review").line,
        title=article.title,
        notes=tuple(_note(article, note) for note in article.review),
    )


def _note(article: Article, note: str) -> ReviewNote:
    field = _field_of(note)
    return ReviewNote(note=note, field=field, value=_value_of(article, field) if field else "")


def _field_of(note: str) -> str:
    """The key that a note is about: as a clipping's reason says, in backticks, or as its first word."""
    if field := _FIELD_OF_NOTE.get(note):
        return field
    first = _FIRST.match(note)
    named = [*_QUOTED.findall(note), *([first[1]] if first else [])]
    return next((name for name in named if name in _KEYS), "")


def _value_of(article: Article, field: str) -> str:
    """What stands under a key, in one line; empty where nothing does."""
    name = _NAMES.get(field, field)
    holder = article if name in _IN_ARTICLE else article.source
    return "; ".join(_words_of(getattr(holder, name)))


def _words_of(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _words_of(item)
    elif value is not None:
        for name in ("edtf", "name", "url"):
            if isinstance(text := getattr(value, name, None), str):
                yield text
                return
        yield from filter(None, [str(value)])
