"""Labels that are nearly alike: slips of the pen, and other names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.check.pairs import is_slip, pairs_alike, pairs_misspelt, same_words, singular
from builder.spelling import count_edits, letters_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Byron", "Ada Byrom"),
        ("The Herald of Plainview", "The Hearld of Plainview"),
        ("Wordpress", "Word press"),
    ],
)
def test_slip_of_the_pen(one: str, other: str) -> None:
    assert is_slip(one, other)
    assert is_slip(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A. Byron", "E. Byron"),
        ("Apollo 11", "Apollo 12"),
        ("1960s", "1970s"),
        ("Jan Vermeer", "Jon Vermeer"),
    ],
)
def test_other_initials_numbers_and_short_names_are_no_slips(one: str, other: str) -> None:
    assert not is_slip(one, other)


def test_seldom_name_is_asked_about_beside_a_frequent_one() -> None:
    assert list(pairs_misspelt({"Ada Byron": 40, "Ada Byrom": 1})) == [("Ada Byrom", "Ada Byron")]


def test_two_frequent_names_are_two() -> None:
    assert list(pairs_misspelt({"Martin Hansen": 40, "Martin Hanson": 30})) == []


def test_name_in_another_order_is_the_same() -> None:
    assert list(pairs_alike(["Byron, Ada", "Ada Byron", "Ada Lovelace"], same_words)) == [
        ("Ada Byron", "Byron, Ada")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bridge", "bridges"),
        ("library", "libraries"),
        ("box", "boxes"),
        ("web site", "websites"),
        ("E-mail", "email"),
    ],
)
def test_number_spaces_and_signs_do_not_tell_tags_apart(one: str, other: str) -> None:
    assert singular(one) == singular(other)


@pytest.mark.parametrize(
    ("one", "other"), [("glass", "gla"), ("news", "new"), ("virus", "viru"), ("gas", "ga")]
)
def test_word_that_ends_in_s_by_itself_is_left_alone(one: str, other: str) -> None:
    """`news` is the exception that shows the rule: it would meet `new`, which is no tag."""
    assert (singular(one) == singular(other)) == (one == "news")


@given(st.lists(st.text("abc", min_size=5, max_size=9), max_size=9, unique=True))
def test_nothing_that_is_one_slip_apart_is_missed(labels: list[str]) -> None:
    """The files find whatever a look at all pairs would find."""
    found = set(pairs_misspelt(dict.fromkeys(labels, 1)))

    assert found == {
        (one, other) for one in labels for other in labels if one < other and count_edits(one, other) == 1
    }


@given(st.dictionaries(st.text("abcd", min_size=5, max_size=9), st.integers(1, 4), max_size=12))
def test_pairs_do_not_depend_on_the_order_of_labels(uses: dict[str, int]) -> None:
    """The law of every check: what is found follows from what is there."""
    backwards = dict(reversed(uses.items()))

    assert set(pairs_misspelt(uses)) == set(pairs_misspelt(backwards))
    assert list(pairs_alike(uses, letters_of)) == list(pairs_alike(backwards, letters_of))


def test_thousands_of_numbered_labels_are_told_apart_at_once() -> None:
    """Letter by letter all are near all others; compared in pairs they would take an hour."""
    uses = {f"Supplement to the weekly edition, number {number:05}": 1 for number in range(20_000)}

    assert list(pairs_misspelt(uses)) == []
