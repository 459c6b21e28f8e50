"""Names that are nearly those of an authority file: who meant them is asked, once for each."""

import pytest
from archive import Archive
from hypothesis import given
from hypothesis import strategies as st

from builder.spelling import MOST_EDITS, NearNames, count_edits


@pytest.mark.parametrize(
    "written",
    [
        "the herald of plainview",
        "The Herald-of-Plainview",
        "Thé Herald of Plainview.",
        "The Herald of Planview",
        "The Hearld of Plainview",
        "The Herrald of Plainvieww",
    ],
)
def test_slip_of_the_pen_is_near(written: str) -> None:
    assert NearNames(["The Herald of Plainview", "The Courier"]).nearest(written) == "The Herald of Plainview"


@pytest.mark.parametrize("written", ["The Times", "Plainview", "The Herald of Fairview Hill", "", "東京"])
def test_another_name_is_not(written: str) -> None:
    assert NearNames(["The Herald of Plainview", "The Courier"]).nearest(written) is None


def test_short_names_are_near_only_without_their_signs() -> None:
    near = NearNames(["Mind", "A.B.C."])

    assert near.nearest("Wind") is None
    assert near.nearest("ABC") == "A.B.C."


@given(st.text("abc", min_size=5, max_size=16), st.lists(st.text("abc", min_size=5, max_size=16), min_size=1))
def test_nothing_near_is_missed(written: str, names: list[str]) -> None:
    """The parts find whatever a look at all names would find."""
    allowed = 1 if len(written) < 12 else 2
    fewest = min(count_edits(written, name) for name in names)
    found = NearNames(names).nearest(written)

    assert (found is not None) == (fewest <= allowed)
    assert found is None or count_edits(written, found) == fewest


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("herald", "herald", 0),
        ("herald", "herold", 1),
        ("herald", "hearld", 1),
        ("herald", "hral", 2),
        ("abcd", "badc", 3),
    ],
)
def test_edits_are_counted(one: str, other: str, edits: int) -> None:
    assert count_edits(one, other) == count_edits(other, one) == edits
    assert count_edits(one, "something else") == MOST_EDITS + 1


def test_warning_says_what_may_be_meant_once_a_name(archive: Archive) -> None:
    archive.write(
        "content/publications.toml",
        '[herald]\nname = "The Herald of Plainview"\naliases = ["Plainview Herald"]\n',
    )
    archive.write("content/people.toml", '[ensor]\nname = "Ada Ensor"\n')
    archive.write("content/tags.toml", '[bridges]\nname = "Bridges"\n')
    archive.article("a", publication="Planview Herald", authors=["Ada Enzor"], tags=["Brigdes"])
    archive.article("b", publication="Planview Herald", authors=["Ada Ensor"], tags=["Bridges", "Iron"])

    warnings = archive.build().warnings

    assert {one.where.file for one in warnings} == {"content/articles/a.md"}
    assert [one.message for one in warnings] == [
        "the name 'Planview Herald' in 2 articles is not in publications.toml; did you mean 'Plainview Herald'?",
        "the name 'Ada Enzor' is not in people.toml; did you mean 'Ada Ensor'?",
        "the name 'Brigdes' is not in tags.toml; did you mean 'Bridges'?",
    ]
    assert all("entry" in one.hint for one in warnings)


def test_name_with_an_entry_of_its_own_is_not_asked_about(archive: Archive) -> None:
    archive.write("content/people.toml", '[one]\nname = "Jan Berg"\n[other]\nname = "Jon Berg"\n')
    archive.article("a", authors=["Jon Berg"])

    assert archive.build().warnings == ()
