"""What a source should say, and what need not be asked."""

import msgspec
import pytest
from factories import make_article

from builder.check.sources import find_gaps
from builder.model import ArchivedCopy, Article


def make_whole(slug: str, **fields: object) -> Article:
    """An article whose source says all; `fields` are of the source, and may be empty."""
    article = make_article(
        slug, published="1916-10", publication="The Herald", authors=["Ada Ensor"], posted="2020-01-01"
    )
    source = msgspec.structs.replace(article.source, original_url="https://herald.example/a")
    return msgspec.structs.replace(article, source=msgspec.structs.replace(source, **fields))


def gaps(*articles: Article) -> list[str]:
    return [problem.message.removeprefix("not stated: ") for problem in find_gaps(articles)]


def test_whole_source_is_no_finding() -> None:
    assert gaps(make_whole("a")) == []


@pytest.mark.parametrize(
    ("fields", "gap"),
    [
        ({"publication": ""}, "`publication`"),
        ({"published": None}, "`published`"),
        ({"authors": ()}, "`authors` or `byline`"),
        ({"original_url": ""}, "`original_url` or where in print"),
    ],
)
def test_each_gap_is_named(fields: dict[str, object], gap: str) -> None:
    assert gaps(make_whole("a", **fields)) == [gap]


def test_all_gaps_of_an_article_are_one_finding_with_its_mends() -> None:
    (problem,) = find_gaps([make_article("a", key_lines={"title": 2})])

    assert problem.severity == "warning"
    assert str(problem.where) == "content/articles/a.md:2"
    assert "`published: unknown` where nobody knows" in problem.hint
    assert "`byline: unsigned` where nobody is named" in problem.hint


@pytest.mark.parametrize(
    "fields",
    [
        {"original_url": "", "page": "A1"},
        {"original_url": "", "volume": "3"},
        {"original_url": "", "archived": (ArchivedCopy(url="https://copy.example/"),)},
        {"original_url": "", "doi": "10.1000/1"},
        {"authors": (), "byline": "From our correspondent"},
        {"publication": "", "kind": "letter"},
    ],
)
def test_what_stands_for_a_field_is_enough(fields: dict[str, object]) -> None:
    assert gaps(make_whole("a", **fields)) == []


def test_piece_of_the_archive_itself_needs_no_source() -> None:
    assert gaps(make_whole("a", kind="original", publication="", published=None, authors=())) == []


def test_day_of_posting_is_asked_for_where_the_archive_keeps_it() -> None:
    """An archive in which no article states it has decided so."""
    whole = make_whole("a")
    forgotten = msgspec.structs.replace(make_whole("b"), posted="")

    assert gaps(whole, forgotten) == ["`posted`"]
    assert gaps(forgotten) == []


def test_clipping_is_told_what_it_can_do() -> None:
    (problem,) = find_gaps([make_article("a", format="plain")])

    assert "byline" in problem.hint
    assert "head" in problem.hint


def test_what_most_of_a_large_archive_lacks_is_told_once() -> None:
    articles = [make_whole(f"piece-{number}", original_url="") for number in range(15)]
    articles += [make_whole(f"whole-{number}") for number in range(10)]

    assert gaps(*articles) == ["15 of 25 articles name no `original_url` or where in print"]


def test_what_few_of_a_large_archive_lack_is_told_of_each() -> None:
    articles = [make_whole(f"piece-{number}", original_url="") for number in range(2)]
    articles += [make_whole(f"whole-{number}") for number in range(28)]

    assert gaps(*articles) == ["`original_url` or where in print"] * 2
