"""Articles that a reader meets only by chance."""

import pytest
from factories import make_article, make_body, make_page, withdraw

from builder.check.orphans import find_orphans
from builder.model import Article, ContentRecord, Reference


def orphans(*records: ContentRecord, links: tuple[Reference, ...] = ()) -> list[str]:
    """Files of orphans, where the last record bears the links."""
    bodies = {record.file: make_body() for record in records}
    bodies[records[-1].file] = make_body(references=links)
    return [problem.where.file for problem in find_orphans(records, bodies)]


def test_article_that_nothing_leads_to_is_named() -> None:
    assert orphans(make_article("alone", published="1916")) == ["content/articles/alone.md"]


def test_finding_says_what_still_leads_there() -> None:
    dated, undated = make_article("a", published="1916"), make_article("b")
    bodies = {article.file: make_body() for article in (dated, undated)}

    assert [problem.message for problem in find_orphans([dated, undated], bodies)] == [
        "only the index of dates leads to this article",
        "only the list of all articles leads to this article",
    ]


@pytest.mark.parametrize(
    "article",
    [
        make_article("a", tags=("storms",)),
        make_article("a", publication="The Herald"),
        make_article("a", authors=["Ada Ensor"]),
        make_article("a", series=("Canals", 1)),
        withdraw(make_article("a")),
    ],
)
def test_article_that_a_list_holds_is_no_orphan(article: Article) -> None:
    assert orphans(article) == []


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("article", "alone"),
        ("file", "content/articles/alone.md"),
        ("route", "articles/alone/"),
        ("route", "articles/alone"),
    ],
)
def test_article_that_another_page_links_to_is_no_orphan(kind: str, target: str) -> None:
    link = Reference(kind=kind, target=target, written=target, line=9)  # type: ignore[arg-type]

    assert orphans(make_article("alone"), make_page("about"), links=(link,)) == []


def test_link_to_itself_leads_nobody_there() -> None:
    link = Reference(kind="article", target="alone", written="article:alone", line=9)

    assert orphans(make_article("alone"), links=(link,)) == ["content/articles/alone.md"]


def test_article_that_another_names_is_no_orphan() -> None:
    assert orphans(make_article("alone"), make_article("b", tags=("storms",), related=("alone",))) == []
    assert orphans(make_article("alone"), withdraw(make_article("b"), replaced_by="alone")) == []
