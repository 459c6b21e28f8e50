"""The way of a piece, from its original to this archive: each step once, and what is not known in words."""

from typing import Any

from factories import make_article

from builder.dates import parse_date
from builder.model import ArchivedCopy, Article, ProvenanceEvent, Source, Withdrawal
from builder.pages.chain import chain_steps
from builder.pages.contexts import ChainStep
from builder.pages.source import Ways

WAYS = Ways(
    publication=lambda name: f"publications/{name}/",
    author=lambda name: f"authors/{name}/",
    day=lambda date: f"dates/{date.edtf}/",
    article=lambda slug: None,
    translations=(),
    site_language="en",
)


def event(what: str, date: str = "", **words: str) -> ProvenanceEvent:
    return ProvenanceEvent(event=what, date=parse_date(date) if date else None, **words)


def piece(
    *events: ProvenanceEvent, published: str = "1916-10-17", posted: str = "", **source: Any
) -> Article:
    date = parse_date(published) if published else None
    return make_article(
        "dune",
        source=Source(published=date, provenance=events, **source),
        posted=posted,
    )


def said(step: ChainStep) -> str:
    """A step as a reader has it."""
    actor = step.actor.text if step.actor else ""
    date = step.date.text if step.date else ""
    link = step.link.text if step.link else ""
    return " | ".join(filter(None, [f"{step.what} {actor}".strip(), date, link, step.note]))


def chain(article: Article) -> list[str]:
    return [said(step) for step in chain_steps(article, WAYS)]


def test_way_goes_from_the_original_over_reprint_and_copy_to_this_archive() -> None:
    article = piece(
        event("reprinted", "1920", agent="The Courier"),
        publication="The Herald",
        original_url="https://www.herald.example/dune",
        archived=(ArchivedCopy(url="https://copies.example/1", date="2001-02-03"),),
        posted="2020-01-02",
    )

    assert chain(article) == [
        "First published in The Herald | 17 October 1916 | Original at herald.example",
        "Reprinted by The Courier | 1920",
        "Copied | 3 February 2001 | copies.example",
        "Posted in this archive | 2 January 2020",
    ]


def test_what_came_before_the_first_publication_stands_before_it() -> None:
    article = piece(event("written", "1837", agent="Ada Ensor"), publication="The Herald")

    assert [step.what for step in chain_steps(article, WAYS)][:2] == ["Written by", "First published in"]


def test_undated_step_stays_where_the_curator_put_it() -> None:
    article = piece(
        event("collected", agent="Jan Berg"), event("deposited", "1939"), publication="The Herald"
    )

    assert [step.what for step in chain_steps(article, WAYS)] == [
        "First published in",
        "Collected by",
        "Deposited",
        "In this archive",
    ]


def test_nothing_is_left_blank() -> None:
    assert chain(piece(published="")) == [
        "First published | Date not known | Publication not known. No online original known.",
        "In this archive | Since when is not recorded",
    ]


def test_uncertain_date_is_uncertain_in_words() -> None:
    assert "1916 (uncertain)" in chain(piece(published="1916?"))[0]


def test_piece_of_our_own_was_written_here() -> None:
    article = piece(kind="original", posted="2020-01-02")

    assert chain(article) == [
        "Written for this archive | 17 October 1916",
        "Posted in this archive | 2 January 2020",
    ]


def test_event_that_says_what_the_source_says_is_no_second_step() -> None:
    article = piece(
        event("published", "1916-10", agent="The Herald", note="On the front page."),
        event("captured", "2001-02-03", agent="Copy Keepers"),
        event("posted", "2020-01-02", agent="Jan Berg"),
        publication="The Herald",
        archived=(ArchivedCopy(url="https://copies.example/1", date="2001-02-03"),),
        posted="2020-01-02",
    )

    assert chain(article) == [
        "First published in The Herald | 17 October 1916 | No online original known. On the front page.",
        "Captured by Copy Keepers | 3 February 2001 | copies.example",
        "Posted in this archive by Jan Berg | 2 January 2020",
    ]


def test_later_publication_is_another_step() -> None:
    article = piece(
        event("published again", "1916-10-17", agent="The Courier"),
        event("published", "1920", agent="The Times"),
        publication="The Herald",
    )

    assert [step.what for step in chain_steps(article, WAYS)] == [
        "First published in",
        "Published again by",
        "Published by",
        "In this archive",
    ]


def test_original_names_the_oldest_copy_for_the_day_when_it_is_gone() -> None:
    copies = (
        ArchivedCopy(url="https://copies.example/2", date="2010-01-01"),
        ArchivedCopy(url="https://copies.example/1", date="2001-02-03"),
    )
    first = chain_steps(piece(original_url="https://herald.example/", archived=copies), WAYS)[0]

    assert (first.copy, first.copy_day) == ("https://copies.example/1", "2001-02-03")


def test_withdrawal_ends_the_way() -> None:
    gone = Withdrawal(date="2021-02-03", reason="An error.")
    article = make_article("dune", status="withdrawn", withdrawn=gone, posted="2020-01-02")

    assert chain(article)[-1] == "Withdrawn | 3 February 2021"
