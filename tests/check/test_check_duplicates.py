"""Articles that are nearly alike: found whatever their order, at a cost that has no pairs in it."""

import random
from collections.abc import Mapping

import msgspec
import numpy as np
import pytest
from archive import Archive, shared
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.check import check_site
from builder.check.duplicates import LEAST_SHARE, Alike, find_alike
from builder.check.shingles import Hashes, pack, sample_of, share_of, shingles_of, unpack
from builder.errors import Problem
from builder.words import read_words

WORDS = [f"w{number}" for number in range(3_000)]


def write_text(seed: int, length: int = 300) -> list[str]:
    """A text of its own, as words."""
    return random.Random(seed).choices(WORDS, k=length)


def read(words: list[str]) -> Hashes:
    return shingles_of(read_words(" ".join(words)))


def alike(texts: Mapping[str, list[str]]) -> list[Alike]:
    shingles = {name: read(words) for name, words in texts.items()}
    return find_alike({name: sample_of(own) for name, own in shingles.items()}, shingles.__getitem__)


def test_text_that_stands_in_two_articles_is_found() -> None:
    text = write_text(1)

    assert alike({"a": text, "b": write_text(2), "c": text}) == [Alike("a", "c", 1.0)]


def test_text_of_which_a_part_was_cut_is_found_whole() -> None:
    """A paper that takes a wire story takes its beginning."""
    text = write_text(1, 900)

    assert alike({"whole": text, "cut": text[:200]}) == [Alike("cut", "whole", 1.0)]


def test_text_that_was_edited_here_and_there_is_found() -> None:
    text = write_text(1)
    edited = [word if number % 25 else "other" for number, word in enumerate(text)]

    ((one, other, share),) = map(msgspec.structs.astuple, alike({"a": text, "b": edited}))

    assert (one, other) == ("a", "b")
    assert LEAST_SHARE <= share < 0.9


def test_texts_with_a_third_in_common_are_two() -> None:
    shared_part = write_text(1, 100)

    assert alike({"a": shared_part + write_text(2, 200), "b": shared_part + write_text(3, 200)}) == []


def test_very_short_texts_are_not_compared() -> None:
    text = write_text(1, 20)

    assert alike({"a": text, "b": text}) == []


def test_what_stands_everywhere_costs_no_pairs_and_hides_nothing() -> None:
    """A notice at the end of three hundred pieces is shared by all, and makes none alike."""
    notice = write_text(0, 60)
    texts = {f"{number:03}": write_text(number + 1) + notice for number in range(300)}
    texts["copy"] = texts["007"]

    assert alike(texts) == [Alike("007", "copy", 1.0)]


def test_of_many_copies_each_is_told_with_one_other() -> None:
    text = write_text(1)
    found = alike({f"{number:03}": text for number in range(100)})

    assert {name for pair in found for name in (pair.one, pair.other)} == {f"{n:03}" for n in range(100)}
    assert len(found) <= 100


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(40, 300)), max_size=8),
    st.randoms(use_true_random=False),
)
def test_near_duplicates_are_symmetric_and_independent_of_the_order_of_articles(
    kinds: list[tuple[int, int]], order: random.Random
) -> None:
    texts = {f"{place:02}": write_text(seed, 300)[:length] for place, (seed, length) in enumerate(kinds)}
    shuffled = list(texts)
    order.shuffle(shuffled)

    found = alike(texts)

    assert alike({name: texts[name] for name in shuffled}) == found
    assert all(pair.one < pair.other for pair in found)
    for one in texts.values():
        for other in texts.values():
            assert share_of(read(one), read(other)) == share_of(read(other), read(one))


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(40, 300)), max_size=6))
def test_every_article_with_its_like_is_found_as_by_a_look_at_all_pairs(kinds: list[tuple[int, int]]) -> None:
    texts = {f"{place:02}": write_text(seed, 300)[:length] for place, (seed, length) in enumerate(kinds)}
    shingles = {name: read(words) for name, words in texts.items()}
    with_like = {
        name
        for name, own in shingles.items()
        if any(other != name and share_of(own, theirs) >= LEAST_SHARE for other, theirs in shingles.items())
    }

    assert {name for pair in alike(texts) for name in (pair.one, pair.other)} == with_like


def test_hashes_are_the_same_in_every_process() -> None:
    """They are kept, so that they must not hang on Python's own, which differs in each."""
    assert [int(value) for value in read(["one", "two", "three", "four", "five", "six"])] == [
        5447356127848827779,
        10889703464273947651,
    ]


def test_sample_is_kept_as_it_is() -> None:
    sample = sample_of(read(write_text(1)))

    assert np.array_equal(unpack(pack(sample)), sample)
    assert len(sample) == 64


def duplicates(archive: Archive) -> tuple[Problem, ...]:
    """What a check of a whole archive finds."""
    groups = check_site(archive.folder, today="2026-11-22", jobs=1).groups
    return next((group.problems for group in groups if group.kind == "duplicates"), ())


def write_story(archive: Archive, slug: str, **fields: object) -> None:
    archive.article(slug, body=" ".join(write_text(1)) + "\n", **fields)


def test_later_piece_is_told_with_the_earlier_one(archive: Archive) -> None:
    write_story(archive, "a-reprint", published="1916-10-18")
    write_story(archive, "wire-story", published="1916-10-17")

    (problem,) = duplicates(archive)

    assert str(problem.where) == "content/articles/a-reprint.md:3"
    assert problem.message.startswith(
        "100 % of the shorter text stands in both this article and content/articles/wire"
    )
    assert "`replaced_by: wire-story`" in problem.hint


@pytest.mark.parametrize(
    "fields",
    [
        {"related": ["one"]},
        {"translation_of": "one"},
        {"provenance": [{"event": "reprinted", "agent": "the herald"}]},
        {"provenance": [{"event": "Reprinted", "url": "https://herald.example/a"}]},
        {"status": "withdrawn", "withdrawn": {"date": "2020-01-01", "reason": "Twice", "replaced_by": "one"}},
    ],
)
def test_articles_that_say_what_they_are_to_each_other_are_not_asked_about(
    archive: Archive, fields: dict[str, object]
) -> None:
    write_story(archive, "one", publication="The Herald", original_url="https://herald.example/a")
    write_story(archive, "two", **fields)

    assert duplicates(archive) == ()


def test_second_check_finds_what_the_first_did_without_reading_texts_again(archive: Archive) -> None:
    write_story(archive, "one")
    write_story(archive, "two")
    first = duplicates(archive)

    assert duplicates(archive) == first != ()

    archive.article("two", body=" ".join(write_text(2)) + "\n")
    assert duplicates(archive) == ()


def test_stories_that_real_archives_ran_twice_are_found(archive: Archive) -> None:
    """18F's pieces ran again at Digital.gov; series and announcements of other years are not among them."""
    records = [
        record
        for record in map(msgspec.json.decode, _lines(shared("corpora", "articles.jsonl.gz")))
        if any(word in record["title"].casefold() for word in ("kanban", "api briefing", "trends on tuesday"))
    ]
    for number, record in enumerate(records):
        archive.article(
            f"piece-{number:03}", title=record["title"], body=record["body_markdown"], publication="P"
        )

    messages = [problem.message for problem in duplicates(archive)]

    assert len(records) > 100
    assert len(messages) == 1
    assert "Kanban" in messages[0]


def _lines(path: object) -> list[bytes]:
    import gzip

    with gzip.open(str(path)) as lines:
        return lines.readlines()
