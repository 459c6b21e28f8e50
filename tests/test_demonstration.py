"""The archive that this repository publishes of itself: whole, varied, and without a warning."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from archive import Archive

from builder.attribution.rights import explain_rights
from builder.build import build
from builder.config import load_config
from builder.freshness import KnownFiles
from builder.load import Content, load_content
from builder.model import Article
from builder.processes import Workers
from builder.report import Options
from builder.store import Store

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The content of the demonstration archive."""
    return load_content(
        ROOT,
        tmp_path_factory.mktemp("staging"),
        Store(None, "tests"),
        Workers(1),
        seen=KnownFiles(),
        language="en",
        today="2026-11-22",
        drafts=False,
        progress=lambda done, total: None,
    )


def test_it_builds_without_a_warning(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "site.toml", tmp_path)

    report = build(tmp_path, Options(jobs=1, today="2026-11-22"))

    assert report.warnings == ()
    assert report.articles + len(report.skipped) >= 24


def test_it_shows_every_kind_of_thing(content: Content) -> None:
    articles = content.articles
    texts = [(ROOT / article.file).read_text(encoding="utf-8") for article in articles]
    everything = "\n".join(texts)

    assert len(articles) >= 24
    assert len({article.source.kind for article in articles}) >= 7
    dates = {article.source.published.precision for article in articles if article.source.published}
    assert {"day", "month", "year", "season", "interval"} <= dates
    assert any(article.source.published and article.source.published.approximate for article in articles)
    assert any(article.series for article in articles)
    assert any(article.corrections for article in articles)
    assert any(article.status == "withdrawn" for article in articles)
    assert any(article.format == "plain" for article in articles)
    assert len(set(re.findall(r"^```(\w+)$", everything, re.MULTILINE))) >= 3
    assert re.search(r"^\|[ :|-]+\|$", everything, re.MULTILINE)
    assert re.search(r"^\[\^[\w-]+\]: ", everything, re.MULTILINE)
    assert "dir=rtl" in everything
    assert len(content.authorities.publications) >= 10
    assert len(content.authorities.people) >= 10
    assert len(content.authorities.tags) >= 10


def written(article: Article) -> str:
    """The content file of an article."""
    return (ROOT / article.file).read_text(encoding="utf-8")


CASES: dict[str, Callable[[Article], object]] = {
    "a chain of reprints": lambda article: (
        sum("reprinted" in event.event for event in article.source.provenance) > 1
    ),
    "an archived copy": lambda article: any(copy.date for copy in article.source.archived),
    "a date that is uncertain": lambda article: (
        article.source.published and article.source.published.uncertain
    ),
    "a date that is near": lambda article: article.source.published and article.source.published.approximate,
    "a date that is not known": lambda article: (
        article.source.published and article.source.published.precision == "unknown"
    ),
    "an unsigned piece": lambda article: not article.source.authors and article.source.publication,
    "a body as author": lambda article: any(author.literal for author in article.source.authors),
    "a part of a series": lambda article: article.series,
    "a correction": lambda article: article.corrections,
    "a withdrawn piece with its replacement": lambda article: (
        article.withdrawn and article.withdrawn.replaced_by
    ),
    "an excerpt with a mark of what was left out": lambda article: (
        article.extent == "excerpt" and "[…]" in written(article)
    ),
    "a letter": lambda article: article.source.kind == "letter",
    "an interview": lambda article: article.source.kind == "interview",
    "a newspaper": lambda article: article.source.kind == "newspaper",
    "a journal with a DOI": lambda article: article.source.kind == "journal" and article.source.doi,
    "a known statement of rights": lambda article: explain_rights(article.source.rights.statement),
    "a note of the curators": lambda article: article.note,
    "a text in another language": lambda article: article.language == "de",
}


@pytest.mark.parametrize("case", CASES)
def test_it_shows_every_case_of_a_source(content: Content, case: str) -> None:
    assert any(CASES[case](article) for article in content.articles)


def test_it_shows_a_translation_and_its_original(content: Content) -> None:
    by_slug = {article.slug: article for article in content.articles}
    pairs = [(article, by_slug.get(article.source.translation_of)) for article in content.articles]

    assert any(original and original.language != article.language for article, original in pairs)


def test_it_names_people_and_publications_by_their_aliases_too(content: Content) -> None:
    heads = "".join(map(written, content.articles))
    authorities = content.authorities

    assert any(f'["{alias}"]' in heads for person in authorities.people.values() for alias in person.aliases)
    assert any(
        f"publication: {alias}\n" in heads
        for publication in authorities.publications.values()
        for alias in publication.aliases
    )


def test_it_shows_every_step_of_a_chain(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "site.toml", tmp_path)
    build(tmp_path, Options(jobs=1, today="2026-11-22"))
    pages = "".join(page.read_text() for page in (tmp_path / "public" / "articles").glob("*/index.html"))

    for words in ("First published in", "Translation published in", "Reprinted", "Archived by", "Posted in"):
        assert f"<bdi>{words}" in pages, words
    for words in ("No online original known", "Unsigned", "Date not known", "(uncertain)", "c. 1951"):
        assert words in pages, words
    assert "data-versionurl=" in pages


def test_its_summaries_are_neither_short_nor_long(content: Content) -> None:
    for article in content.articles:
        if article.extent == "summary" and article.status == "published":
            text = (ROOT / article.file).read_text(encoding="utf-8").split("---\n", 2)[-1]
            text = text.split("+++\n", 2)[-1]
            assert 120 <= len(text.split()) <= 460, article.file


def test_its_configuration_is_read(archive: Archive) -> None:
    assert load_config(ROOT)[0].site.title == "Landmarks of computing"
