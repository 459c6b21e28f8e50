"""Dates as bylines print them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.dates import parse_date
from builder.load.printed_date import FORMS, read_leading_date, read_trailing_date

READABLE = [
    ("October 17, 2016", "2016-10-17"),
    ("Oct. 17, 2016", "2016-10-17"),
    ("OCTOBER 17 2016", "2016-10-17"),
    ("Sept. 3rd, 1998", "1998-09-03"),
    ("Sunday, March 1, 2009", "2009-03-01"),
    ("Thurs. Oct 5 1916", "1916-10-05"),
    ("1 March 2011", "2011-03-01"),
    ("Tuesday 1st of March, 2011", "2011-03-01"),
    ("2011-03-01", "2011-03-01"),
    ("2011/03/01", "2011-03-01"),
    ("13/2/2011", "2011-02-13"),
    ("2/13/2011", "2011-02-13"),
    ("4/4/2011", "2011-04-04"),
    ("March 5-11, 2011", "2011-03-05/2011-03-11"),
    ("March 5 – 11, 2011", "2011-03-05/2011-03-11"),
    ("5-11 March 2011", "2011-03-05/2011-03-11"),
    ("28 February to 6 March 2011", "2011-02-28/2011-03-06"),
    ("Feb. 28 - March 6, 2011", "2011-02-28/2011-03-06"),
    ("December 28, 2010 – January 3, 2011", "2010-12-28/2011-01-03"),
    ("March 2011", "2011-03"),
    ("Late March 2011", "2011-03"),
    ("July/August 1987", "1987-07/1987-08"),
    ("November 1998-January 1999", "1998-11/1999-01"),
    ("Fall 1998", "1998-23"),
    ("autumn, 1998", "1998-23"),
    ("Winter 1998-99", "1998-24"),
    ("Spring/Summer 1998", "1998-21/1998-22"),
    ("1916", "1916"),
    ("[1916]", "1916"),
    ("1916?", "1916?"),
    ("[1916?]", "1916?"),
    ("c. 1916", "1916~"),
    ("c1916", "1916~"),
    ("circa 1916", "1916~"),
    ("about 1916", "1916~"),
    ("c. 1916?", "1916%"),
    ("1914–1918", "1914/1918"),
    ("1920s", "192X"),
    ("the 1920s", "192X"),
    ("n.d.", "unknown"),
    ("[n.d.]", "unknown"),
    ("Undated", "unknown"),
]


@pytest.mark.parametrize(("printed", "edtf"), READABLE)
def test_every_form_is_read_at_either_end_of_a_line(printed: str, edtf: str) -> None:
    """The same forms stand behind a byline and behind "Posted on"."""
    behind = read_trailing_date(f"Ada Byron, Dissent, {printed}")
    before = read_leading_date(f"{printed} by the desk")

    assert behind
    assert before
    assert (edtf, printed, ()) == (behind.edtf, behind.as_printed, behind.review)
    assert (edtf, printed, ()) == (before.edtf, before.as_printed, before.review)


@pytest.mark.parametrize(
    ("printed", "edtf", "reason"),
    [
        ("02/03/2011", "2011-02-03", "ambiguous-numeric-date"),
        ("2-3-2011", "2011-02-03", "ambiguous-numeric-date"),
        ("2.3.2011", "2011-03-02", "ambiguous-numeric-date"),
        ("December 28 - January 3, 2011", "2010-12-28/2011-01-03", "ambiguous-date-range"),
        ("December/January 2011", "2010-12/2011-01", "ambiguous-date-range"),
        ("Winter/Spring 1999", "1998-24/1999-21", "ambiguous-date-range"),
        ("February 30, 2011", None, "impossible-date"),
        ("31 April 2011", None, "impossible-date"),
        ("February 29, 2011", None, "impossible-date"),
        ("March 11-5, 2011", None, "impossible-date"),
        ("13/13/2011", None, "impossible-date"),
        ("2011-13-01", None, "impossible-date"),
        ("March 1, 0000", None, "impossible-date"),
        ("1918-1914", None, "impossible-date"),
    ],
)
def test_doubtful_dates_say_why(printed: str, edtf: str | None, reason: str) -> None:
    """A guess is named as one; an impossible day never becomes EDTF, not even in part."""
    date = read_trailing_date(f"Ada Byron, Dissent, {printed}")

    assert date
    assert (edtf, printed, (reason,)) == (date.edtf, date.as_printed, date.review)


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("The Sun, March 1, 2011", "March 1, 2011"),
        ("Mail on Sunday, March 1, 2011", "March 1, 2011"),
        ("The Herald, Sun. March 1, 2009", "Sun. March 1, 2009"),
        ("The Herald (March 1, 2011).", "March 1, 2011"),
        ("September 11, 2001, The Herald, March 1, 2011", "March 1, 2011"),
    ],
)
def test_only_the_date_is_taken(line: str, printed: str) -> None:
    """Papers named after a weekday, brackets and earlier dates stay outside."""
    date = read_trailing_date(line)

    assert date
    assert printed == date.as_printed
    assert printed == line[date.start : date.end]


@pytest.mark.parametrize(
    "line",
    ["", "Ada Byron", "Flight A1989", "in 1989 or so", "Catch 22", "Room 3000", "$2011", "1984.", "May"],
)
def test_other_ends_are_no_dates(line: str) -> None:
    """A year needs four likely digits that stand alone."""
    date = read_trailing_date(line)

    assert (date.edtf if date else None) == ("1984" if line == "1984." else None)


@given(st.text(max_size=90))
@example("٣ March ٢٠١١")
@example("²1 March 2011")
def test_whatever_is_read_is_a_date(text: str) -> None:
    """No text makes a date that the archive would refuse."""
    for date in (read_leading_date(text), read_trailing_date(text)):
        if date and date.edtf:
            assert date.edtf == parse_date(date.edtf).edtf
            assert date.as_printed == text[date.start : date.end]


def test_forms_have_names_of_their_own() -> None:
    """Ten forms, none of them twice."""
    assert len(FORMS) == len({form for form, _ in FORMS}) == 10
