"""Dates are held to the EDTF specification, with the `edtf` package as a second opinion on bounds."""

import calendar
import math
import re
import time

import msgspec
import pytest
from edtf import EDTFParseException, parse_edtf
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from builder.dates import (
    HistoricalDate,
    calendar_depth,
    display_date,
    display_day,
    html_datetime,
    is_exact_day,
    parse_date,
    read_printed_date,
    sort_key,
)

# --- Dates of every form ---

QUALIFIERS = st.sampled_from(["", "?", "~", "%"])


@st.composite
def years(draw: st.DrawFn) -> str:
    """Give four digits: mostly the years of clippings, sometimes the ends of the range."""
    return f"{draw(st.integers(1450, 2100) | st.integers(1, 9999)):04}"


@st.composite
def days(draw: st.DrawFn) -> str:
    year, month = draw(years()), draw(st.integers(1, 12))
    last = calendar.monthrange(int(year), month)[1]
    return f"{year}-{month:02}-{draw(st.integers(1, last) | st.just(last)):02}"


@st.composite
def plain_points(draw: st.DrawFn) -> str:
    """Give a date of any precision but interval, without a qualifier."""
    year, month = draw(years()), f"{draw(st.integers(1, 12)):02}"
    forms = [year, f"{year}-{month}", f"{year}-{draw(st.integers(21, 24))}"]
    forms += [f"{year}-XX", f"{year}-XX-XX", f"{year}-{month}-XX", draw(days())]
    # 000X and 00XX hold the year 0, which the subset leaves out.
    forms += [f"{draw(st.integers(1, 999)):03}X", f"{draw(st.integers(1, 99)):02}XX"]
    return draw(st.sampled_from(forms))


def points() -> st.SearchStrategy[str]:
    return st.builds("{}{}".format, plain_points(), QUALIFIERS)


@st.composite
def intervals(draw: st.DrawFn) -> str:
    start, end = draw(points()), draw(points())
    if _latest(end) < _earliest(start):
        start, end = end, start
    no_bound = draw(st.sampled_from(["", ".."]))
    return draw(st.sampled_from([f"{start}/{end}", f"{no_bound}/{end}", f"{start}/{no_bound}"]))


def texts() -> st.SearchStrategy[str]:
    return st.one_of(points(), intervals(), st.just("unknown"))


def dates() -> st.SearchStrategy[HistoricalDate]:
    return texts().map(parse_date)


def near_misses() -> st.SearchStrategy[str]:
    """Give texts of EDTF's own characters, many of which are no dates."""
    point = st.one_of(
        st.from_regex(r"\A[0-9]{2}[0-9X]{2}(-[0-9X]{2}){0,2}[?~%]?\Z"),
        st.from_regex(r"\A[0-2][0-9]{3}-([01][0-9]-[0-3][0-9]|[0-2][0-9])[?~%]?\Z"),
        st.text("0129X-/.?~%", max_size=14),
    )
    return st.one_of(point, st.builds("{}/{}".format, points() | point, points() | point))


def _earliest(text: str) -> str:
    return parse_date(text).earliest or ""


def _latest(text: str) -> str:
    return parse_date(text).latest or ""


# --- Parsing ---


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1916-10-17", "1916-10-17", "1916-10-17", "day"),
        ("1916-10", "1916-10-01", "1916-10-31", "month"),
        ("1916-10-XX", "1916-10-01", "1916-10-31", "month"),
        ("1916-02", "1916-02-01", "1916-02-29", "month"),
        ("1900-02", "1900-02-01", "1900-02-28", "month"),
        ("1916", "1916-01-01", "1916-12-31", "year"),
        ("1916-XX", "1916-01-01", "1916-12-31", "year"),
        ("1916-XX-XX", "1916-01-01", "1916-12-31", "year"),
        ("0001", "0001-01-01", "0001-12-31", "year"),
        ("9999-12-31", "9999-12-31", "9999-12-31", "day"),
        ("198X", "1980-01-01", "1989-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "century"),
        ("1984-21", "1984-03-01", "1984-05-31", "season"),
        ("1984-22", "1984-06-01", "1984-08-31", "season"),
        ("1984-23", "1984-09-01", "1984-11-30", "season"),
        ("1984-24", "1984-12-01", "1984-12-31", "season"),
        ("1916-10/1916-12", "1916-10-01", "1916-12-31", "interval"),
        ("1916-10/1916", "1916-10-01", "1916-12-31", "interval"),
        ("../1918", None, "1918-12-31", "interval"),
        ("/1918", None, "1918-12-31", "interval"),
        ("1916/..", "1916-01-01", None, "interval"),
        ("1916/", "1916-01-01", None, "interval"),
        ("unknown", None, None, "unknown"),
    ],
)
def test_a_date_has_bounds_and_a_precision(
    text: str, earliest: str | None, latest: str | None, precision: str
) -> None:
    date = parse_date(text)

    assert (date.edtf, date.earliest, date.latest, date.precision) == (text, earliest, latest, precision)
    assert not date.approximate
    assert not date.uncertain


@pytest.mark.parametrize(
    ("qualifier", "approximate", "uncertain"),
    [("", False, False), ("?", False, True), ("~", True, False), ("%", True, True)],
)
@pytest.mark.parametrize("plain", ["1916", "1916-10", "1916-10-17", "198X", "19XX", "1984-21", "1916-XX"])
def test_a_qualifier_marks_a_date_and_leaves_its_bounds(
    plain: str, qualifier: str, approximate: bool, uncertain: bool
) -> None:
    date = parse_date(plain + qualifier)

    assert (date.approximate, date.uncertain) == (approximate, uncertain)
    assert (date.earliest, date.latest) == (_earliest(plain), _latest(plain))


def test_an_interval_takes_the_qualifiers_of_both_sides() -> None:
    date = parse_date("1916~/1918?")

    assert date.approximate
    assert date.uncertain


@given(texts())
def test_an_accepted_text_is_kept_as_written(text: str) -> None:
    assert parse_date(f" {text}\n").edtf == text
    assert parse_date(parse_date(text).edtf) == parse_date(text)


@given(dates())
def test_a_date_survives_the_cache(date: HistoricalDate) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(date), type=HistoricalDate) == date


@given(dates())
def test_a_date_begins_before_it_ends(date: HistoricalDate) -> None:
    if date.earliest and date.latest:
        assert date.earliest <= date.latest


@given(dates())
def test_bounds_are_days_of_the_calendar(date: HistoricalDate) -> None:
    for day in filter(None, (date.earliest, date.latest)):
        assert parse_date(day).precision == "day"


@given(st.one_of(st.text(), near_misses()))
@example("²/1916")
@example("١٩١٦")
@example("1916\n")
@example("1916-10-17T" + "0" * 9000)
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        date = parse_date(text)
    except ValueError:
        return
    assert date.edtf == text.strip()


# --- Refusals ---

NO_MONTH_13 = "is not an EDTF date: 13 is no month; write 01 to 12, or 21 (spring) to 24 (winter)"
TWO_WAYS = "is not an EDTF date, as it can be read in more than one way"
ALL_FORMS = "write 1916-10-17, 1916-10, 1916, 1916~ (circa), 198X (decade), 1916/1918 or unknown"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-02-30", "'2026-02-30' is not a day of the calendar: February 2026 has 28 days"),
        ("1900-02-29", "'1900-02-29' is not a day of the calendar: February 1900 has 28 days"),
        ("1916-10-32?", "'1916-10-32?' is not a day of the calendar: October 1916 has 31 days"),
        ("1918/1916", "'1918/1916' ends before it starts; write it as 1916/1918"),
        ("../..", "'../..' has neither a start nor an end; write unknown"),
        ("/", "'/' has neither a start nor an end; write unknown"),
        ("0000", "'0000' reaches back before the year 0001, the first there is; write unknown"),
        ("000X", "'000X' reaches back before the year 0001, the first there is; write unknown"),
        ("1916-13", f"'1916-13' {NO_MONTH_13}"),
        ("1916-02/1916-13", f"'1916-02/1916-13' {NO_MONTH_13}"),
        ("Oct 1916", "'Oct 1916' is not an EDTF date; write it as 1916-10"),
        ("5/10/1916", f"'5/10/1916' {TWO_WAYS}; write 1916-05-10 or 1916-10-05"),
        ("last Tuesday", f"'last Tuesday' is not an EDTF date; {ALL_FORMS}"),
    ],
)
def test_a_refusal_names_the_fault_and_the_mend(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_date(text)


def test_a_refusal_of_a_long_text_is_short() -> None:
    with pytest.raises(ValueError, match="aaa…' is not an EDTF date") as refusal:
        parse_date("a" * 10_000)

    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    "text", ["1916-XX-17", "198X-10", "1984-25", "-0044", "19160", "1916/1917/1918", "1916??"]
)
def test_forms_beyond_the_subset_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an EDTF date"):
        parse_date(text)


@pytest.mark.parametrize(
    ("printed", "readings"),
    [
        ("1916-10", ["1916-10"]),
        ("October 17, 1916", ["1916-10-17"]),
        ("OCTOBER 17, 1916", ["1916-10-17"]),
        ("17 Oct 1916", ["1916-10-17"]),
        ("17th of October, 1916", ["1916-10-17"]),
        ("Tuesday, Sept. 6, 2016", ["2016-09-06"]),
        ("1916 October", ["1916-10"]),
        ("in 1916", ["1916"]),
        ("1916-1-5", ["1916-01-05"]),
        ("1916/10/17", ["1916-10-17"]),
        ("1916-17-10", ["1916-10-17"]),
        ("19161017", ["1916-10-17"]),
        ("1916-10-17T12:00:00Z", ["1916-10-17"]),
        ("10/17/1916", ["1916-10-17"]),
        ("17.10.1916", ["1916-10-17"]),
        ("5.10.1916", ["1916-05-10", "1916-10-05"]),
        ("5/5/1916", ["1916-05-05"]),
        ("10/1916", ["1916-10"]),
        ("1916-00-00", ["1916"]),
        ("1916-10-00", ["1916-10"]),
        ("c. 1916", ["1916~"]),
        ("c1916", ["1916~"]),
        ("[circa October 1916]", ["1916-10~"]),
        ("c. 1916–1918", ["1916~/1918~"]),
        ("[1916?]", ["1916?"]),
        ("probably 1916", ["1916?"]),
        ("1916 (uncertain)", ["1916?"]),
        ("ca. 1916 (?)", ["1916%"]),
        ("1916~?", ["1916%"]),
        ("1916?~", ["1916%"]),
        ("1980s", ["198X"]),
        ("the 1920's", ["192X"]),
        ("c. 1980s", ["198X~"]),
        ("1900s", ["190X", "19XX"]),
        ("198x", ["198X"]),
        ("198?", ["198X"]),
        ("19--", ["19XX"]),
        ("19??", ["19XX"]),
        ("Fall 1984", ["1984-23"]),
        ("spring of 1984", ["1984-21"]),
        ("Winter 1984/85", ["1984-24"]),
        ("1916-1918", ["1916/1918"]),
        ("1916 – 1918", ["1916/1918"]),
        ("between 1916 and 1918", ["1916/1918"]),
        ("1916-18", ["1916/1918"]),
        ("1916/10", ["1916-10"]),
        ("1901/10", ["1901-10", "1901/1910"]),
        ("5–11 March 2011", ["2011-03-05/2011-03-11"]),
        ("October 28–November 3, 1916", ["1916-10-28/1916-11-03"]),
        ("October 5–11, 2011", ["2011-10-05/2011-10-11"]),
        ("March/April 1987", ["1987-03/1987-04"]),
        ("December 1916 – January 1917", ["1916-12/1917-01"]),
        ("since 1916", ["1916/.."]),
        ("1916-", ["1916/.."]),
        ("1916/open", ["1916/.."]),
        ("until 1918", ["../1918"]),
        ("1916/unknown", ["1916/"]),
        ("unknown/1916", ["/1916"]),
        ("n.d.", ["unknown"]),
        ("[n. d.]", ["unknown"]),
        ("Unknown", ["unknown"]),
        ("XXXX", ["unknown"]),
        ("", ["unknown"]),
        ("May", []),
        ("30 February 2026", []),
        ("before 1918", []),
        ("December – January 1917", []),
        ("17 octobre 1916", []),
        ("17/10/16", []),
    ],
)
def test_a_printed_date_is_read_as_far_as_it_is_plain(printed: str, readings: list[str]) -> None:
    assert list(read_printed_date(printed)) == readings


@given(st.one_of(st.text(), near_misses(), st.text("0123456789 -/.,?~'scxauoctmay", max_size=20)))
def test_every_reading_of_a_printed_date_is_accepted(printed: str) -> None:
    for reading in read_printed_date(printed):
        assert parse_date(reading).edtf == reading


@given(points().map(parse_date))
def test_what_is_displayed_can_be_read_back(date: HistoricalDate) -> None:
    assume(date.precision != "century" and "X" not in date.edtf[5:] and date.edtf[:4] >= "1000")

    assert date.edtf in read_printed_date(display_date(date))


# --- Order ---


def test_dates_sort_oldest_first_and_the_more_precise_first() -> None:
    ordered = ["unknown", "19XX", "../1915", "1916-01-01", "1916-01-01~", "1916-01", "1916", "1916?"]
    ordered += ["1916/1918", "1916/..", "1916-10-17", "198X", "1984"]

    assert [date.edtf for date in sorted(map(parse_date, reversed(ordered)), key=sort_key)] == ordered


def test_a_season_sorts_within_its_year() -> None:
    ordered = ["1984-02", "1984-21", "1984-22", "1984-23", "1984-24", "1985-01"]

    assert [date.edtf for date in sorted(map(parse_date, reversed(ordered)), key=sort_key)] == ordered


def test_the_undated_can_stand_last_in_both_directions() -> None:
    undated, old, new = (parse_date(text) for text in ("unknown", "1916", "2016"))

    assert sorted([undated, old, new], key=sort_key, reverse=True) == [new, old, undated]
    assert [old, new, undated] == sorted(
        [undated, old, new], key=lambda date: (date.precision == "unknown", sort_key(date))
    )


@given(dates(), dates())
def test_only_equal_dates_have_equal_sort_keys(one: HistoricalDate, other: HistoricalDate) -> None:
    assert (one == other) == (sort_key(one) == sort_key(other))


@given(dates(), dates())
def test_a_date_that_ends_before_another_begins_sorts_before_it(
    one: HistoricalDate, other: HistoricalDate
) -> None:
    if one.latest and other.earliest and one.latest < other.earliest:
        assert sort_key(one) < sort_key(other)


@given(dates())
def test_a_date_sorts_between_its_bounds(date: HistoricalDate) -> None:
    assume(date.precision != "unknown")

    assert (date.earliest or "") <= sort_key(date)[0] <= sort_key(date)[1] <= (date.latest or "9999-12-31")


# --- Calendar ---


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("1916-10-17", (1916, 10, 17)),
        ("1916-10-17?", (1916, 10)),
        ("1916-10-17~", (1916, 10)),
        ("1916-10", (1916, 10)),
        ("1916-10~", (1916, 10)),
        ("1916-10-XX", (1916, 10)),
        ("1916", (1916,)),
        ("1916%", (1916,)),
        ("1916-XX", (1916,)),
        ("1984-21", (1984,)),
        ("1984-24", (1984,)),
        ("1916-10/1916-12", (1916,)),
        ("2011-03-05/2011-03-11", (2011, 3)),
        ("2011-03-05/2011-03-05", (2011, 3)),
        ("1916/1918", ()),
        ("1916-12/1917-01", ()),
        ("1916/..", ()),
        ("/1916", ()),
        ("198X", ()),
        ("19XX", ()),
        ("unknown", ()),
    ],
)
def test_a_date_stands_in_the_calendar_as_deep_as_it_is_known(text: str, depth: tuple[int, ...]) -> None:
    assert calendar_depth(parse_date(text)) == depth


@given(dates())
def test_a_place_in_the_calendar_holds_the_whole_date(date: HistoricalDate) -> None:
    place = "-".join(("{:04}", "{:02}", "{:02}")[: len(calendar_depth(date))]).format(*calendar_depth(date))

    assert not place or (date.earliest or "").startswith(place)
    assert not place or (date.latest or "").startswith(place)
    assert (len(calendar_depth(date)) == 3) == is_exact_day(date)


@pytest.mark.parametrize(
    ("text", "exact"),
    [("1916-10-17", True), ("1916-10-17?", False), ("1916-10-XX", False), ("1916-10-17/1916-10-17", False)],
)
def test_only_an_unqualified_day_is_exact(text: str, exact: bool) -> None:
    assert is_exact_day(parse_date(text)) == exact


# --- Display ---


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1916-10-17", "17 October 1916"),
        ("2011-03-05", "5 March 2011"),
        ("1916-10-17?", "17 October 1916 (uncertain)"),
        ("1916-10", "October 1916"),
        ("1916-10-XX", "October 1916"),
        ("1916-10~", "c. October 1916"),
        ("1916", "1916"),
        ("1916-XX", "1916"),
        ("0044", "44"),
        ("1916~", "c. 1916"),
        ("1916?", "1916 (uncertain)"),
        ("1916%", "c. 1916 (uncertain)"),
        ("198X", "1980s"),
        ("198X~", "c. 1980s"),
        ("19XX", "1900–1999"),
        ("1984-21", "spring 1984"),
        ("1984-24?", "winter 1984 (uncertain)"),
        ("1916/1918", "1916–1918"),
        ("1916~/1918", "c. 1916 – 1918"),
        ("1916?/1918?", "1916–1918 (uncertain)"),
        ("198X/199X", "1980s–1990s"),
        ("18XX/19XX", "1800–1899 – 1900–1999"),
        ("1984-21/1984-22", "spring–summer 1984"),
        ("1984-24/1985-21", "winter 1984 – spring 1985"),
        ("1916-10/1916-12", "October–December 1916"),
        ("1916-10/1917-05", "October 1916 – May 1917"),
        ("1916-10/1916-10", "October 1916"),
        ("2011-03-05/2011-03-11", "5–11 March 2011"),
        ("1916-10-28/1916-11-03", "28 October – 3 November 1916"),
        ("1916-10-17/1917-05-03", "17 October 1916 – 3 May 1917"),
        ("2011/2011-04-11", "2011 – 11 April 2011"),
        ("2011-03~/2011-03", "c. March 2011 – March 2011"),
        ("2011-03~/2011-03-11", "c. March 2011 – 11 March 2011"),
        ("../1918", "until 1918"),
        ("1916-10~/..", "from c. October 1916"),
        ("/1918", "until 1918 (start unknown)"),
        ("1916/", "from 1916 (end unknown)"),
        ("unknown", "date unknown"),
    ],
)
def test_a_date_is_displayed_in_words(text: str, shown: str) -> None:
    assert display_date(parse_date(text)) == shown


@given(dates())
def test_every_date_can_be_displayed(date: HistoricalDate) -> None:
    shown = display_date(date)

    assert shown
    assert "X" not in shown
    assert shown == shown.strip()


@given(days())
def test_a_day_is_displayed_alike_with_and_without_its_record(day: str) -> None:
    assert display_day(day) == display_date(parse_date(day))


def test_a_day_is_displayed_without_padding() -> None:
    assert display_day("2016-10-08") == "8 October 2016"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1916-10-17", "1916-10-17"),
        ("1916-10", "1916-10"),
        ("1916-10-XX", "1916-10"),
        ("1916", "1916"),
        ("0044", "0044"),
        ("1916-10-17?", None),
        ("1916~", None),
        ("1984-21", None),
        ("198X", None),
        ("1916/1918", None),
        ("unknown", None),
    ],
)
def test_html_is_told_a_date_only_if_it_can_say_the_same(text: str, value: str | None) -> None:
    assert html_datetime(parse_date(text)) == value


# --- The edtf package ---


def oracle_bounds(text: str) -> tuple[str | None, str | None]:
    """Give the strict bounds by the `edtf` package, written as ours; raises EDTFParseException."""
    date = parse_edtf(text)
    return _oracle_day(date.lower_strict()), _oracle_day(date.upper_strict())


def _oracle_day(bound: time.struct_time | float) -> str | None:
    if isinstance(bound, float):
        return None if math.isinf(bound) else str(bound)
    return f"{bound.tm_year:04}-{bound.tm_mon:02}-{bound.tm_mday:02}"


def is_known_difference(text: str) -> bool:
    """Whether `edtf` 5.0.2 is known to refuse or misjudge a text of our subset."""
    if text == "unknown":
        return True  # our own word; EDTF has none for "no date at all"
    if "/" not in text:
        # It refuses a season with a qualifier, but takes one within an interval. The specification lets a
        # qualifier stand at the end of any date.
        return bool(re.fullmatch(r"....-2[1-4][?~%]", text))
    start, end = text.split("/")
    if not (start and end):
        return True  # it invents a bound ten years away where the side is unknown; we claim none
    # Unspecified digits within intervals are level 2, of which it knows only a part: not beside an open side
    # or a qualifier, and on 1916-XX its parser fails with AttributeError.
    is_unspecified_month = any(re.fullmatch("....-XX", side) for side in (start, end))
    return "X" in text and (is_unspecified_month or bool(re.search(r"\.\.|[?~%]", text)))


@settings(deadline=None)  # the package is slow when its caches are cold
@given(st.one_of(points(), intervals()))
def test_bounds_are_those_of_the_edtf_package(text: str) -> None:
    assume(not is_known_difference(text))

    date = parse_date(text)

    assert (date.earliest, date.latest) == oracle_bounds(text)


@settings(deadline=None)
@given(near_misses())
@example("1984-24")
@example("1916-10-17/..")
def test_nothing_is_accepted_that_the_edtf_package_refuses(text: str) -> None:
    try:
        date = parse_date(text)
    except ValueError:
        return
    if not is_known_difference(date.edtf):
        assert (date.earliest, date.latest) == oracle_bounds(date.edtf)


@pytest.mark.parametrize("text", ["unknown", "1984-24?", "198X/..", "198X~/1999"])
def test_the_known_refusals_of_the_edtf_package_still_stand(text: str) -> None:
    """When this fails, the package has learnt the form, and `is_known_difference` can shrink."""
    with pytest.raises(EDTFParseException):
        parse_edtf(text)


@pytest.mark.parametrize("text", ["1900-02-29", "1918/1916", "0000", "1984-25", "1916-XX-17"])
def test_what_the_edtf_package_takes_is_not_all_taken(text: str) -> None:
    """It lets impossible days and reversed intervals pass, and knows forms that no clipping needs."""
    assert parse_edtf(text)
    with pytest.raises(ValueError, match=re.escape(text)):
        parse_date(text)
