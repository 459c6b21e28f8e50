"""Names in their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.attribution import Name, split_name
from builder.model import Author


@pytest.mark.parametrize(
    ("written", "family", "given", "suffix"),
    [
        ("Ada Byron", "Byron", "Ada", ""),
        ("Jan Willem van der Berg", "van der Berg", "Jan Willem", ""),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig", ""),
        ("Ursula Le Guin", "Le Guin", "Ursula", ""),
        ("Martin Van Buren", "Van Buren", "Martin", ""),
        ("Van Morrison", "Morrison", "Van", ""),
        ("Jean-Paul Sartre", "Sartre", "Jean-Paul", ""),
        ("Martin Luther King, Jr.", "King", "Martin Luther", "Jr."),
        ("King, Martin Luther, Jr.", "King", "Martin Luther", "Jr."),
        ("Henry Louis Gates III", "Gates", "Henry Louis", "III"),
        ("Ada Byron, M.D.", "Byron", "Ada", ""),
        ("Flannery O’Connor", "O’Connor", "Flannery", ""),
        ("Plato", "Plato", "", ""),
        ("García Márquez, Gabriel", "García Márquez", "Gabriel", ""),
        ("King, Jr., Martin Luther", "King", "Martin Luther", "Jr."),
        ("Ana García y Vega", "García y Vega", "Ana", ""),
        ("Juan de la Cruz", "de la Cruz", "Juan", ""),
        ("Vera St. Clair", "St. Clair", "Vera", ""),
        ("John Smith IV", "Smith", "John", "IV"),
        ("Ada Byron, Ph.D., Jr.", "Byron", "Ada", "Jr."),
        ("Malcolm X", "X", "Malcolm", ""),
        ("Xi V", "V", "Xi", ""),
        ("Jo Ret", "Ret", "Jo", ""),
        ("Ada, MD", "Ada", "", ""),
        ("J. R. R. Tolkien", "Tolkien", "J. R. R.", ""),
        ("毛泽东", "毛泽东", "", ""),
    ],
)
def test_a_name_is_filed_by_its_family_name(written: str, family: str, given: str, suffix: str) -> None:
    assert split_name(Author(name=written)) == Name(family=family, given=given, suffix=suffix)


def test_what_the_curator_says_of_a_name_comes_first() -> None:
    author = Author(name="Gabriel García Márquez", family="García Márquez", given="Gabriel")

    assert split_name(author) == Name(family="García Márquez", given="Gabriel")


def test_the_name_of_a_body_has_no_parts() -> None:
    assert split_name(Author(name="The Associated Press", literal=True)) == Name(
        literal="The Associated Press"
    )


@pytest.mark.parametrize("written", ["Ada Byron", "Plato", "Martin Luther King Jr.", "Jan van der Berg"])
def test_a_name_is_said_in_its_own_order(written: str) -> None:
    assert split_name(Author(name=written)).whole == written


@pytest.mark.parametrize("written", ["", " ", ",", "Jr.", ", Jr.", "M.D."])
def test_what_is_hardly_a_name_is_read_all_the_same(written: str) -> None:
    assert split_name(Author(name=written)).whole.strip(" ,") == written.strip(" ,")


WORDS = [
    "Ada",
    "García",
    "King",
    "van",
    "de",
    "y",
    "Van",
    "Le",
    "St.",
    "Jr.",
    "III",
    "V",
    "M.D.",
    "Ret",
    "d’Arc",
]


@given(st.lists(st.sampled_from([*WORDS, "King,", "Ada,", ","]), min_size=1, max_size=7).map(" ".join))
def test_every_name_that_is_said_has_a_family_name(written: str) -> None:
    """A record without one would credit nobody."""
    name = split_name(Author(name=written))

    assert name.family or not written.strip(" ,")


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7))
def test_no_word_of_a_name_is_said_twice_or_made_up(words: list[str]) -> None:
    said = split_name(Author(name=" ".join(words))).whole.split()

    assert not [word for word in said if said.count(word) > words.count(word)]
