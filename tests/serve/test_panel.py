"""What a page of the preview has that the published one has not."""

from html.parser import HTMLParser

from builder.errors import Location, Problem
from builder.serve.excerpts import ExcerptLine, Shown
from builder.serve.panel import dress_page, render_panel

PAGE = b'<!doctype html>\n<title>A</title><link rel="stylesheet" href="a.css"><p>Words</p>\n'


def shape_of(page: bytes) -> str:
    """What tells a browser whether it must load the page anew."""
    return page.decode().partition('data-shape="')[2].partition('"')[0]


def test_where_all_is_well_there_is_no_panel() -> None:
    assert render_panel((), 0, "") == ""


def test_a_problem_stands_with_its_place_its_lines_and_its_mend() -> None:
    problem = Problem(Location("content/a.md", 3), "unknown key `tagz`", "write tags")
    lines = (ExcerptLine(number=3, before="", marked="tagz", after=": []"),)

    panel = render_panel([Shown(problem=problem, lines=lines)], 1, "")

    assert "<code>content/a.md:3</code>" in panel
    assert "<strong>Unknown key <code>tagz</code>.</strong>" in panel
    assert (
        "&gt;    3  <mark>tagz</mark>: []" in panel.replace("> ", "&gt; ", 1)
        or "<mark>tagz</mark>: []" in panel
    )
    assert "Write tags." in panel


def test_problems_that_are_not_shown_are_counted() -> None:
    problem = Shown(problem=Problem(Location("content/a.md"), "odd"))

    assert "53 problems" in render_panel([problem] * 50, 53, "")
    assert "3 more" in render_panel([problem] * 50, 53, "")


def test_nothing_in_a_problem_becomes_markup() -> None:
    hostile = '</code><script>alert(1)</script>"&'
    problem = Problem(Location(hostile, 3), hostile, hostile)
    lines = (ExcerptLine(number=3, before=hostile, marked=hostile, after=hostile),)
    elements = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, _: object) -> None:
            elements.append(tag)

    Reader().feed(render_panel([Shown(problem=problem, lines=lines)], 1, hostile))

    assert "script" not in elements


def test_pages_that_differ_in_their_style_sheets_alone_have_one_shape() -> None:
    dressed = dress_page(PAGE, "", "run-1", "127.0.0.1:8000")

    assert shape_of(dressed) == shape_of(
        dress_page(PAGE.replace(b"a.css", b"b.css"), "", "run-2", "127.0.0.1:8000")
    )
    assert shape_of(dressed) != shape_of(
        dress_page(PAGE.replace(b"Words", b"Other"), "", "run-1", "127.0.0.1:8000")
    )
    assert shape_of(dressed) != shape_of(dress_page(PAGE, "<p>a panel</p>", "run-1", "127.0.0.1:8000"))


def test_the_published_bytes_stand_first_and_unchanged() -> None:
    assert dress_page(PAGE, "<p>panel</p>", "run-1", "127.0.0.1:8000").startswith(PAGE)


def test_a_page_listens_where_it_was_asked_for() -> None:
    assert b"host=localhost&amp;port=8123&amp;" in dress_page(PAGE, "", "run-1", "localhost:8123")
    assert b"host=[::1]&amp;port=8123&amp;" in dress_page(PAGE, "", "run-1", "[::1]:8123")
    assert b"host=localhost&amp;port=80&amp;" in dress_page(PAGE, "", "run-1", "localhost")
