"""A generated archive as the content of other generators."""

import datetime
from pathlib import Path

import pytest
import yaml

from bench.convert import (
    Article,
    lay_out_commonmark,
    lay_out_eleventy,
    lay_out_hugo,
    lay_out_pelican,
    name_period,
    read_archive,
    write_for_eleventy,
    write_for_hugo,
    write_for_pelican,
)
from bench.generate import write_archive


def make_article(**changes: object) -> Article:
    """An article as bench/generate.py writes them."""
    fields: dict[str, object] = {
        "file": "000/article-000007.md",
        "title": 'Of "words": and signs',
        "authors": ("Ada Bell",),
        "publication": "The Bell Times",
        "published": "1916-10-17",
        "posted": "2025-02-03",
        "original_url": "https://example.org/1",
        "kind": "newspaper",
        "page": "A3",
        "tags": ("one", "two"),
        "body": "First.\n\nSecond.\n",
        **changes,
    }
    return Article(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("published", "periods", "first_day"),
    [
        ("1916-10-17", ["1916", "1916-10", "1916-10-17"], "1916-10-17"),
        ("1916-10", ["1916", "1916-10"], "1916-10-01"),
        ("1916", ["1916"], "1916-01-01"),
        ("1916~", ["1916"], "1916-01-01"),
    ],
)
def test_an_article_stands_as_deep_as_its_date_goes(
    published: str, periods: list[str], first_day: str
) -> None:
    article = make_article(published=published)

    assert article.periods == periods
    assert article.first_day == first_day


def test_front_matter_of_hugo() -> None:
    _, head, body = write_for_hugo(make_article()).split("---\n", 2)
    fields = yaml.safe_load(head)

    assert fields["title"] == 'Of "words": and signs'
    assert fields["date"] == datetime.date(1916, 10, 17)
    assert (fields["publications"], fields["authors"]) == (["The Bell Times"], ["Ada Bell"])
    assert fields["tags"] == ["one", "two"]
    assert body == "First.\n\nSecond.\n"


def test_hugo_has_a_section_for_every_period(tmp_path: Path) -> None:
    """Each with its words; an article lies in the deepest that its date goes to."""
    write_archive(tmp_path / "archive", 20, 300, 2)
    articles = list(read_archive(tmp_path / "archive"))
    lay_out_hugo(tmp_path / "archive", tmp_path / "site")
    dates = tmp_path / "site" / "content" / "dates"

    for article in articles:
        folder = dates / article.periods[-1].replace("-", "/")
        assert (folder / f"{article.slug}.md").is_file()
        assert f'title: "{name_period(article.periods[-1])}"' in (folder / "_index.md").read_text()
    assert len({article.published[:4] for article in articles}) == len(list(dates.glob("*/_index.md")))


def test_periods_have_names() -> None:
    names = [name_period(period) for period in ("1916", "1916-10", "1916-10-07")]

    assert names == ["1916", "October 1916", "7 October 1916"]


def test_front_matter_of_eleventy() -> None:
    _, head, body = write_for_eleventy(make_article(published="1916~")).split("---\n", 2)
    fields = yaml.safe_load(head)

    assert fields["date"] == datetime.date(1916, 1, 1)
    assert (fields["printed"], fields["periods"]) == ("1916~", ["1916"])
    assert (fields["publication"], fields["authors"]) == ("The Bell Times", ["Ada Bell"])
    assert body == "First.\n\nSecond.\n"


def test_metadata_of_pelican() -> None:
    head, _, body = write_for_pelican(make_article(authors=("Ada Bell", "Ben Cole"))).partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())

    assert fields["Title"] == 'Of "words": and signs'
    assert (fields["Date"], fields["Slug"]) == ("1916-10-17", "article-000007")
    assert (fields["Category"], fields["Authors"]) == ("The Bell Times", "Ada Bell; Ben Cole")
    assert fields["Tags"] == "one, two"
    assert body == "First.\n\nSecond.\n"


def test_a_generated_archive_is_read_and_laid_out_whole(tmp_path: Path) -> None:
    """All sites hold the same texts, each beside its tool's own configuration."""
    archive = tmp_path / "archive"
    write_archive(archive, 3, 300, 2)
    bodies = {Path(article.file).name: article.body for article in read_archive(archive)}

    lay_out_hugo(archive, tmp_path / "hugo")
    lay_out_eleventy(archive, tmp_path / "eleventy")
    lay_out_pelican(archive, tmp_path / "pelican")

    assert len(bodies) == 3
    for peer, configuration in (
        ("hugo", "hugo.toml"),
        ("eleventy", "eleventy.config.js"),
        ("pelican", "pelicanconf.py"),
    ):
        written = {
            path.name: path.read_text() for path in (tmp_path / peer / "content").rglob("article-*.md")
        }
        assert {name: text.endswith(bodies[name]) for name, text in written.items()} == dict.fromkeys(
            bodies, True
        )
        assert (tmp_path / peer / configuration).is_file()


def test_the_other_engine_is_asked_for_in_the_configuration(tmp_path: Path) -> None:
    write_archive(tmp_path / "archive", 1, 300, 2)
    lay_out_commonmark(tmp_path / "archive", tmp_path / "site")

    assert (tmp_path / "site" / "site.toml").read_text().endswith('[markdown]\nengine = "commonmark"\n')
