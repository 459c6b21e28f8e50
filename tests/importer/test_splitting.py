"""Texts that hold several clippings are cut where a clipping begins, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.importer.splitting import Part, split_clippings
from builder.load.clipping_text import read_lines
from builder.load.publications import index_publications

KNOWN = index_publications(frozenset({"The Guardian", "The Plainview Herald"}))

FIRST = (
    "Posted on March 2, 2011\n\nWells Run Dry\n\n"
    "Mary Roe, The Guardian, March 1, 2011\n\nIt rained.\n\nIt stopped."
)
SECOND = (
    "Posted on March 4, 2011\n\nBuckets Sold Out\n\n"
    "Ann Lee, The Plainview Herald, March 3, 2011\n\nNobody sold."
)


def split(text: str) -> list[Part]:
    return split_clippings(text, KNOWN)


@pytest.mark.parametrize(
    "between",
    [
        "\n\n",
        "\n\n\n\n",
        "\n\n---\n\n",
        "\n\n* * *\n\n",
        "\n=====\n",
        "\n\n\f",
        "\r\n\r\n",
        "\n\n-----\n-----\n\n",
    ],
)
def test_two_clippings_are_two_parts(between: str) -> None:
    first, second = split(f"{FIRST}{between}{SECOND}\n")

    assert (first.text, first.line) == (FIRST, 1)
    assert second.text == SECOND
    assert (first.doubts, second.doubts) == ((), ())


def test_a_part_knows_its_line() -> None:
    text = f"\n{FIRST}\n\n\n{SECOND}\n\n{FIRST}"

    assert [part.line for part in split(text)] == [2, 13, 21]
    assert [text.split("\n")[part.line - 1][:9] for part in split(text)] == ["Posted on"] * 3


def test_clippings_without_blank_lines_are_cut() -> None:
    """There the byline must say where and when, as a line of the text might say that something was posted."""
    dense = [text.replace("\n\n", "\n") for text in (FIRST, SECOND)]

    assert [part.text for part in split("\n".join(dense))] == dense


def test_one_clipping_stays_as_it_is() -> None:
    assert split(FIRST) == [Part(1, FIRST)]
    assert split("") == [Part(1, "")]


@pytest.mark.parametrize(
    "prose",
    [
        "The note was posted on March 2, 2011, and nobody read it.",
        "Posted on March 2, 2011, the note said that the well was dry.",
        "Posted on a wall on March 2, 2011",
        "Published March 2, 2011 by the council, the plan was bold.",
        "Posted on the door.",
        "Posted: No Swimming",
    ],
)
def test_prose_that_says_when_something_was_posted_cuts_nothing(prose: str) -> None:
    text = f"{FIRST}\n\n{prose}\n\nBuckets Sold Out\n\nAnn Lee, The Guardian, March 3, 2011\n\nNobody sold."

    assert split(text) == [Part(1, text)]


@pytest.mark.parametrize("line", ["Posted on March 2, 2011", "Posted on March 2, 2011 at 9:14 pm"])
def test_a_posted_line_without_a_byline_below_is_a_doubt(line: str) -> None:
    """A sign that is quoted in a story reads so; so does a piece that nobody signed. A person can tell."""
    text = f"{FIRST}\n\n{line}\n\nNo swimming in the well, by order.\n\nHe swam all the same."

    assert split(text) == [Part(1, text, (11,))]


def test_a_posted_line_at_the_very_end_is_a_doubt() -> None:
    assert [part.doubts for part in split(f"{FIRST}\n\nPosted on March 2, 2011\n")] == [(11,)]


LINES = st.sampled_from(
    [
        *FIRST.split("\n"),
        *SECOND.split("\n"),
        "",
        "",
        "---",
        "Posted on March 9, 2011",
        "By Mary Roe",
        "\f",
        "x\u2028y",
    ]
)


@given(st.lists(LINES, max_size=20))
def test_nothing_is_lost_but_rules(lines: list[str]) -> None:
    """Every line stands in one part, in its order; the lines of dashes between parts are no words."""
    text = "\n".join(lines)
    parts = split(text)

    kept = [line.text for part in parts for line in read_lines(part.text) if line.text != "---"]
    assert kept == [line.text for line in read_lines(text) if line.text != "---"]
