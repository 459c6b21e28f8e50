"""A plain-text repost becomes an article."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.errors import ContentError, Location
from builder.load.authority import Names, names_of
from builder.load.clipping import article_of_clipping
from builder.load.repost import REVIEW_REASONS, parse_repost
from builder.model import Article, Author, Authorities, Blob, PersonRecord, PublicationRecord, TagRecord

NAMES = names_of(
    Authorities(
        publications={
            "guardian": PublicationRecord(
                name="The Guardian", aliases=("Manchester Guardian",), kind="newspaper", lang="en-GB"
            ),
        },
        people={"ada": PersonRecord(name="Ada Byron", family="Byron", given="Ada", aliases=("A. K. Byron",))},
        tags={
            "science": TagRecord(name="Science"),
            "water": TagRecord(name="Water", aliases=("h2o",), broader="science"),
        },
    )
)
CLIPPING = """\
Posted on October 18, 2016

The Dawn of Dune

A. K. Byron, Manchester Guardian, March 1, 2011

Sand is not water.

It never was.

Tags: h2o, sand
"""


def article(text: str, file: str = "content/articles/dune.txt", names: Names = NAMES) -> Article:
    """The article of a clipping."""
    return article_of_clipping(
        parse_repost(text, names.publications), file, Blob("text-0", 0, 0, ""), names, "fr"
    )


def test_a_clipping_says_where_it_came_from() -> None:
    """Names are those that the archive prefers; the byline stays as printed."""
    made = article(CLIPPING)

    assert (made.slug, made.title, made.posted, made.format) == (
        "dune",
        "The Dawn of Dune",
        "2016-10-18",
        "plain",
    )
    assert made.source.publication == "The Guardian"
    assert made.source.authors == (Author(name="Ada Byron", family="Byron", given="Ada"),)
    assert made.source.byline == "A. K. Byron, Manchester Guardian, March 1, 2011"
    assert made.source.published
    assert made.source.published.edtf == "2011-03-01"
    assert made.source.published_as == "March 1, 2011"
    assert (made.source.kind, made.language) == ("newspaper", "en-GB")
    assert made.tags == ("Science/Water", "sand")
    assert made.review == ()


def test_what_was_guessed_is_to_be_reviewed() -> None:
    """In sentences, as a person will read them; nothing else is invented."""
    made = article(
        "A Title\n\nSome words about nothing in particular, which go on.\n", names=names_of(Authorities())
    )

    assert made.review
    assert set(made.review) <= set(REVIEW_REASONS.values())
    assert (made.source.publication, made.source.authors, made.posted) == ("", (), "")
    assert made.language == "fr"


def test_a_tag_is_listed_once() -> None:
    """Two names of one tag are one."""
    assert article(CLIPPING.replace("sand", "Water, h2o")).tags == ("Science/Water",)


@pytest.mark.parametrize("name", ["!!!", "…", "nul", "com1"])
def test_a_file_name_without_a_slug_is_a_problem(name: str) -> None:
    """A clipping has no front matter to state one."""
    with pytest.raises(ContentError) as caught:
        article(CLIPPING, f"content/articles/{name}.txt")
    (problem,) = caught.value.problems

    assert problem.where == Location(f"content/articles/{name}.txt")
    assert "the file's name makes no slug" in problem.message
    assert problem.hint == "rename the file"


def test_a_tag_without_a_slug_is_a_problem() -> None:
    """It would have no page."""
    with pytest.raises(ContentError) as caught:
        article(CLIPPING.replace("sand", "***"))
    (problem,) = caught.value.problems

    assert problem.message == "the tag '***' makes no slug"
    assert problem.hint


@settings(deadline=None)
@given(st.text(max_size=60), st.text("ab/!: .", max_size=20))
def test_any_text_is_an_article_or_a_problem(text: str, tags: str) -> None:
    """Whatever a clipping holds, no other error comes of it."""
    try:
        made = article(f"{CLIPPING}\n{text}\n\nTags: {tags}\n")
    except ContentError as error:
        assert "makes no slug" in str(error)  # noqa: PT017
        return

    assert made.title
