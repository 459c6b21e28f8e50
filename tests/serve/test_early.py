"""Pages that are shown before a build has ended are those that it will publish."""

import os
import tempfile
from pathlib import Path

import pytest
from archive import Archive
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.report import Options
from builder.serve.early import render_early

OPTIONS = Options(jobs=1, today="2026-11-22")
FILE = "content/articles/first.md"
PAGE = "articles/first/index.html"


@pytest.fixture
def site(archive: Archive) -> Archive:
    """A site with two articles, built."""
    archive.article("first", body="Words of the beginning.\n\nWords further down.\n", summary="A summary.")
    archive.article("second", body="See [the first](article:first).\n")
    archive.build()
    return archive


def test_a_changed_text_is_shown_as_it_will_be_published(site: Archive) -> None:
    site.article("first", body="Other words, *set* apart.\n", summary="A summary.")
    early = render_early(site.folder, OPTIONS, frozenset({FILE}))
    site.build()

    assert early == {PAGE: (site.public / PAGE).read_bytes()}
    assert "Other words, <em>set</em> apart." in early[PAGE].decode()


def test_nothing_is_published_or_forgotten_by_it(site: Archive) -> None:
    before = site.snapshot()
    site.article("first", body="Other words.\n", summary="A summary.")
    render_early(site.folder, OPTIONS, frozenset({FILE}))
    assert site.snapshot() == before

    assert site.build().rendered == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Another title"},
        {"summary": "Another summary."},
        {"status": "draft"},
        {"tags": ["a"]},
        {"tagz": ["a"]},
    ],
)
def test_where_more_than_a_text_has_changed_nothing_is_early(
    site: Archive, fields: dict[str, object]
) -> None:
    site.article("first", "Other words.\n", **{"summary": "A summary.", **fields})

    assert render_early(site.folder, OPTIONS, frozenset({FILE})) == {}


@pytest.mark.parametrize(
    "changed",
    [
        frozenset(),
        frozenset({"site.toml"}),
        frozenset({"content/articles/new.md"}),
        frozenset({FILE, "templates/article.html"}),
        frozenset({f"content/articles/{number}.md" for number in range(20)}),
    ],
)
def test_what_is_no_known_text_is_left_to_the_build(site: Archive, changed: frozenset[str]) -> None:
    assert render_early(site.folder, OPTIONS, changed) == {}


def test_a_text_with_a_new_problem_is_left_to_the_build(site: Archive) -> None:
    site.article("first", body="See [nothing](article:nothing).\n", summary="A summary.")

    assert render_early(site.folder, OPTIONS, frozenset({FILE})) == {}


def test_a_deleted_text_is_left_to_the_build(site: Archive) -> None:
    (site.folder / FILE).unlink()

    assert render_early(site.folder, OPTIONS, frozenset({FILE})) == {}


def test_a_site_that_was_never_built_has_nothing_early(archive: Archive) -> None:
    archive.article("first")

    assert render_early(archive.folder, OPTIONS, frozenset({FILE})) == {}
    assert not (archive.folder / ".cache").exists()


@settings(max_examples=25 if os.environ.get("FONDS_ALL") else 8)
@given(st.lists(st.text(alphabet="aé*_#`[](){}<>&\\ \n1.|-", max_size=40), min_size=1, max_size=3))
def test_whatever_is_written_what_is_shown_early_is_what_is_published(bodies: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Archive(Path(folder))
        site.article("first", body="Words.\n", summary="A summary.")
        site.build()
        for body in bodies:
            site.article("first", body=body, summary="A summary.")
            early = render_early(site.folder, OPTIONS, frozenset({FILE}))
            site.build()
            assert early.get(PAGE, (site.public / PAGE).read_bytes()) == (site.public / PAGE).read_bytes()
