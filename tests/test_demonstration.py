"""The archive that this repository publishes of itself: whole, varied, and without a warning."""

import re
import shutil
from pathlib import Path

import pytest
from archive import Archive

from builder.build import build
from builder.config import load_config
from builder.freshness import KnownFiles
from builder.load import Content, load_content
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


def test_its_summaries_are_neither_short_nor_long(content: Content) -> None:
    for article in content.articles:
        if article.extent == "summary" and article.status == "published":
            text = (ROOT / article.file).read_text(encoding="utf-8").split("---\n", 2)[-1]
            text = text.split("+++\n", 2)[-1]
            assert 120 <= len(text.split()) <= 460, article.file


def test_its_configuration_is_read(archive: Archive) -> None:
    assert load_config(ROOT)[0].site.title == "Landmarks of computing"
