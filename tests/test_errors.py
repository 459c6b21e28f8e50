"""Problems as they are told."""

import pickle

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.errors import ContentError, Location, Problem, ProblemsError, quoted


def test_a_problem_is_one_line() -> None:
    """Place, cause and mend; editors make the place clickable."""
    problem = Problem(Location("content/a.md", 7), "unknown key `titel`", 'did you mean "title"?')

    assert str(problem) == 'content/a.md:7: unknown key `titel`; did you mean "title"?'
    assert str(Problem(Location("content/a.md"), "it is gone")) == "content/a.md: it is gone"


def test_problems_stand_in_the_order_of_files_and_lines() -> None:
    """Each once, whoever found it first."""
    late, early, other = (
        Problem(Location(file, line), "x") for file, line in (("a.md", 10), ("a.md", 9), ("b.md", 1))
    )

    assert ContentError([other, late, early, late]).problems == (early, late, other)


def test_problems_cross_processes() -> None:
    """A distributed executor may hand an error on as pickle."""
    error = ProblemsError([Problem(Location("a.md", 1), "x"), Problem(Location("b.md"), "y", "z")])

    assert pickle.loads(pickle.dumps(error)).problems == error.problems  # noqa: S301
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301


@settings(deadline=None)
@given(st.text(max_size=200))
def test_a_quoted_value_fits_a_line(text: str) -> None:
    """Control characters are spelt out, and the rest of a long text is left out."""
    assert quoted(text).isprintable()
    assert len(quoted(text)) <= 62
