"""Dates that cannot all be true, and those that may."""

import msgspec
import pytest
from factories import make_article

from builder.check.dates import find_conflicts
from builder.dates import parse_date
from builder.model import ArchivedCopy, Article, Correction, ProvenanceEvent

TODAY = "2026-11-22"


def make_source(article: Article, **fields: object) -> Article:
    """The same article with other fields of its source."""
    return msgspec.structs.replace(article, source=msgspec.structs.replace(article.source, **fields))


def conflicts(*articles: Article) -> list[str]:
    by_slug = {article.slug: article for article in articles}
    return [problem.message for problem in find_conflicts(articles, by_slug, TODAY)]


@pytest.mark.parametrize(
    ("published", "printed"),
    [
        ("1916-10-17", "October 17, 1916"),
        ("1916-10-17", "Tuesday, 17 Oct 1916"),
        ("1916-10", "17 October 1916"),
        ("1916", "October 1916"),
        ("1916-10-05", "5/10/1916"),
        ("1916~", "circa 1916"),
        ("1984-21", "Spring 1984"),
        ("1916-10-17", "le 17 octobre"),
        ("unknown", "October 17, 1916"),
        ("1916-10-17", ""),
    ],
)
def test_printed_date_that_may_be_meant_is_no_conflict(published: str, printed: str) -> None:
    assert conflicts(make_source(make_article("a", published=published), published_as=printed)) == []


def test_printed_date_of_another_day_is_a_conflict() -> None:
    article = make_source(make_article("a", published="1916-10-17"), published_as="October 18, 1916")

    assert conflicts(article) == [
        "`published_as` 'October 18, 1916' reads as 1916-10-18, `published` says 1916-10-17"
    ]


def test_weekday_that_the_day_was_not_is_a_conflict() -> None:
    article = make_source(make_article("a", published="1916-10-17"), published_as="Monday, October 17, 1916")

    assert conflicts(article) == ["1916-10-17 was a Tuesday; `published_as` says Monday"]


def test_address_that_holds_another_day_is_a_conflict() -> None:
    article = make_article("a", published="2016-10-18")

    near = make_source(article, original_url="https://herald.example/2016/10/17/bridge.html")
    far = make_source(article, original_url="https://herald.example/2016/01/17/bridge.html")
    number = make_source(article, original_url="https://herald.example/2016/99/17/bridge.html")

    assert conflicts(near) == conflicts(number) == []
    assert conflicts(far) == [
        "the address of the original holds the day 2016-01-17, `published` says 2016-10-18"
    ]


def test_copy_that_is_older_than_the_original_is_a_conflict() -> None:
    copies = (
        ArchivedCopy(url="https://a.example/", date="2016-10-18"),
        ArchivedCopy(url="https://b.example/", date="2016-10-01"),
        ArchivedCopy(url="https://c.example/"),
    )
    article = make_source(
        make_article("a", published="2016-10-18", key_lines={"archived": 6, "archived[1]": 9}),
        archived=copies,
    )

    (problem,) = find_conflicts([article], {}, TODAY)

    assert problem.where.line == 9
    assert problem.message == "a copy of 2016-10-01 is older than the original (18 October 2016)"


def test_copy_is_of_the_day_that_its_address_holds() -> None:
    """The Wayback Machine writes the moment of the capture into the address."""
    url = "https://web.archive.org/web/20161020112233/https://a.example/"
    article = make_article("a", published="2016-10-18")

    assert conflicts(make_source(article, archived=(ArchivedCopy(url=url, date="2016-10-20"),))) == []
    assert conflicts(make_source(article, archived=(ArchivedCopy(url=url, date="2016-10-21"),))) == [
        "the address of a copy holds the day 2016-10-20, its `date` says 2016-10-21"
    ]
    early = ArchivedCopy(url=url.replace("2016", "2015", 1))
    assert conflicts(make_source(article, archived=(early,))) == [
        "a copy of 2015-10-20 is older than the original (18 October 2016)"
    ]


def test_correction_before_the_posting_is_a_conflict() -> None:
    correction = Correction(date="2019-01-01", text="A name.")

    assert conflicts(make_article("a", posted="2020-01-01", corrections=(correction,))) == [
        "a correction of 2019-01-01 is older than the posting (2020-01-01)"
    ]


def test_doubt_does_not_make_an_impossible_date_possible() -> None:
    """A certain date after the posting is an error of the build; one in doubt is asked about."""
    assert conflicts(make_article("a", published="2018?", posted="2016-01-01")) == [
        "`published: 2018?` cannot be: the article was posted on 2016-01-01"
    ]
    assert conflicts(make_article("a", published="2016?", posted="2016-01-01")) == []


def test_original_that_appears_in_the_future_is_a_conflict() -> None:
    assert conflicts(make_article("a", published="2026-11-23")) == [
        "the original appears in the future (23 November 2026)"
    ]
    assert conflicts(make_article("a", published="2026-11-22")) == []
    assert conflicts(make_article("a", published="2026")) == []


def make_event(event: str, date: str) -> ProvenanceEvent:
    return ProvenanceEvent(event=event, date=parse_date(date) if date else None)


def test_steps_stand_in_the_order_of_time() -> None:
    steps = (make_event("reprinted", "1920"), make_event("quoted", ""), make_event("captured", "1919-05"))

    assert conflicts(make_source(make_article("a"), provenance=steps)) == [
        "the step 'captured' (1919-05) stands behind 'reprinted' (1920)"
    ]
    assert conflicts(make_source(make_article("a"), provenance=(steps[2], steps[0]))) == []


def test_step_agrees_with_what_the_article_states() -> None:
    steps = (make_event("published", "1915"), make_event("posted", "2020-01-01"))
    article = make_source(make_article("a", published="1916", posted="2020-01-01"), provenance=steps)

    assert conflicts(article) == ["the step 'published' is of 1915, `published` says 1916"]


def test_translation_is_younger_than_its_original() -> None:
    original = make_article("original", published="1843")
    translation = make_source(make_article("translation", published="1842"), translation_of="original")

    (message,) = conflicts(original, translation)

    assert message.startswith(
        "the translation (1842) is older than what it translates, content/articles/original.md"
    )
