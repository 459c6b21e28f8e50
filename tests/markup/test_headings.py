"""Levels and ids of headings, and the table of contents."""

import re
from itertools import pairwise

from factories import render
from hypothesis import given
from hypothesis import strategies as st

from builder.markup.headings import fill_contents, number_headings, unique_ids
from builder.model import Heading


def levels(text: str) -> list[tuple[int, str]]:
    """Level and words of each heading of a text."""
    return [(heading.level, heading.text) for heading in render(text).headings]


def test_title_of_the_page_is_the_only_h1() -> None:
    """A text's highest heading stands right below the page's title."""
    assert "<h2" in render("# One").markup
    assert "<h1" not in render("# One").markup


def test_no_level_is_skipped() -> None:
    """The levels written only say which heading belongs below which."""
    written = "### A\n\n##### B\n\n###### C\n\n### D\n\n# E\n\n## F"

    assert levels(written) == [(2, "A"), (3, "B"), (4, "C"), (2, "D"), (2, "E"), (3, "F")]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_levels_begin_at_two_and_go_down_by_one(written: list[int]) -> None:
    """However wild the levels are, an outline without gaps comes out."""
    _, headings = number_headings("".join(f"<h{level}>x</h{level}>" for level in written), ())
    found = [heading.level for heading in headings]

    assert found[0] == 2
    assert all(later - earlier <= 1 for earlier, later in pairwise(found))
    assert max(found) <= 6


def test_id_is_made_of_the_words() -> None:
    """The id of a heading tells what it says."""
    assert render("## The *Long* Way").headings == (
        Heading(level=2, id="t-the-long-way", text="The Long Way"),
    )


def test_equal_headings_have_numbered_ids() -> None:
    """Each can be linked to."""
    ids = [heading.id for heading in render("# A\n\n# A\n\n# A").headings]

    assert ids == ["t-a", "t-a-2", "t-a-3"]


def test_heading_without_letters_has_an_id() -> None:
    """Signs make no slug."""
    assert render("# ???").headings[0].id == "t-section"


def test_own_id_is_kept() -> None:
    """An id that the writer gave is a promise."""
    assert '<h2 id="t-mine">A</h2>' in render("# A {#mine}").markup


def test_made_id_gives_way_to_a_written_one() -> None:
    """Wherever the written one stands."""
    body = render('# Intro\n\n<p id="intro">x</p>')

    assert '<h2 id="t-intro-2">Intro</h2>' in body.markup
    assert '<p id="t-intro">' in body.markup


def test_of_equal_written_ids_the_first_counts() -> None:
    """The heading that loses its own gets one of its words."""
    body = render("# A {#x}\n\n# B {#x}")

    assert [heading.id for heading in body.headings] == ["t-x", "t-b"]
    assert body.ids == ("t-x", "t-b")


def test_heading_takes_the_name_of_its_anchor() -> None:
    """Old sites wrote `<h2><a name="…"></a>…`: links to that name still lead to the heading."""
    body = render('<h2><a name="resources"></a>More Resources</h2>\n\n[up](#resources)')

    assert body.headings == (Heading(level=2, id="t-resources", text="More Resources"),)
    assert '<a href="#t-resources">up</a>' in body.markup


def test_heading_without_words_is_none() -> None:
    """It would be an empty line of the table of contents; a place that links lead to stays."""
    body = render('<h2></h2>\n\n<h2 id="here"></h2>\n\n<h2><br></h2>')

    assert body.headings == ()
    assert re.findall(r"<h\d", body.markup) == []
    assert body.ids == ("t-here",)
    assert 'id="t-here"' in body.markup


def test_footnote_of_a_heading_is_not_among_its_words() -> None:
    """The number would stand in the table of contents, and in the id."""
    assert levels("# Title[^1]\n\n[^1]: note") == [(2, "Title")]


def test_line_break_parts_words() -> None:
    """Headings of old sites are broken by hand."""
    assert levels("# One<br>two &amp; *three*") == [(2, "One two & three")]


def test_heading_in_a_heading_is_none() -> None:
    """HTML lets it through in a box; the markup stays well-formed."""
    body = render("<h1>a<div>b<h1>c</h1></div></h1>")

    assert body.markup == '<h2 id="t-a-b-c">a <span>b <span>c</span> </span> </h2>'


def test_contents_stand_where_they_are_asked_for() -> None:
    """Lists nest as the headings do; a second mark is dropped."""
    body = render("[TOC]\n\n# A & B\n\n## C\n\n# D\n\n[TOC]")

    assert body.markup.startswith(
        '<ul><li><a href="#t-a-and-b">A &amp; B</a><ul><li><a href="#t-c">C</a></li></ul></li>'
        '<li><a href="#t-d">D</a></li></ul>'
    )
    assert body.markup.count("<ul>") == 2
    assert "[TOC]" not in body.markup


def test_contents_without_headings_are_words() -> None:
    """There is nothing to list, and nothing to hide."""
    assert render("[TOC]").markup == "<p>[TOC]</p>"


@given(st.lists(st.integers(1, 6), min_size=1, max_size=10))
def test_lists_of_contents_are_closed(written: list[int]) -> None:
    """As many lists and items end as begin."""
    markup = render("[TOC]\n\n" + "\n\n".join(f"{'#' * level} x" for level in written)).markup

    assert markup.count("<ul>") == markup.count("</ul>")
    assert markup.count("<li>") == markup.count("</li>") == len(written)


def test_name_of_an_anchor_is_an_id() -> None:
    """`name` is how old sites wrote it."""
    markup, ids = unique_ids('<a name="t-x">a</a><a href="/y" name="t-z" title="q">b</a>')

    assert markup == '<a id="t-x">a</a><a href="/y" id="t-z" title="q">b</a>'
    assert ids == ("t-x", "t-z")


def test_second_of_two_equal_ids_is_dropped() -> None:
    """The element stays."""
    assert unique_ids('<p id="t-x">a</p><p id="t-x" class="x-y">b</p>') == (
        '<p id="t-x">a</p><p class="x-y">b</p>',
        ("t-x",),
    )


def test_element_has_one_id() -> None:
    """Where it has a name and an id, the first that is written counts."""
    assert unique_ids('<a name="t-x" id="t-y">a</a>') == ('<a id="t-x">a</a>', ("t-x",))


def test_words_that_look_like_an_id_stay() -> None:
    """Text is not markup, above all in code that shows HTML twice."""
    text = 'Write id="main" once.\n\n    <p id="main">\n    <p id="main">\n\n<p id="x">id="main"</p>'
    body = render(text)

    assert body.markup.count('id="main"') == 4
    assert body.ids == ("t-x",)


def test_ids_are_told_as_links_mean_them() -> None:
    """Markup escapes them; `#a & b` must find its place."""
    assert unique_ids('<p id="t-a &amp; b">x</p>') == ('<p id="t-a &amp; b">x</p>', ("t-a & b",))


def test_id_of_a_heading_is_told_as_links_mean_it() -> None:
    """And written as markup wants it, in the heading and in the table of contents."""
    markup, headings = number_headings('<h2 id="t-a&amp;b">A</h2>', ("t-a&b",))

    assert markup == '<h2 id="t-a&amp;b">A</h2>'
    assert [heading.id for heading in headings] == ["t-a&b"]
    assert '<a href="#t-a&amp;b">A</a>' in fill_contents("<p>[TOC]</p>", headings)
