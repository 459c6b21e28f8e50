"""Where the links and images of a text lead: DESIGN section 4, rule by rule."""

import re

import pytest
from factories import make_origin, render
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import Problem
from builder.markup import Rendered
from builder.markup.links import EXTERNAL, fill_references

OLD_SITE = {"from_elsewhere": True, "original_url": "https://old.example/2001/piece.html"}
OLD_SITE_UNKNOWN = {"from_elsewhere": True}


def targets(body: Rendered) -> list[tuple[str, str, str]]:
    """Kind, target and fragment of each reference."""
    return [(found.kind, found.target, found.fragment) for found in body.references]


def only_problem(body: Rendered) -> Problem:
    """The one finding of a text."""
    (problem,) = body.problems
    return problem


@pytest.mark.parametrize("href", ["https://a.example/<b>words</b>", "https://a.example/x\ny"])
def test_address_that_swallowed_what_follows_is_none(href: str) -> None:
    """As where a quotation mark was left out."""
    body = render(f"<p><a href='{href}'>Words</a></p>")

    assert body.markup == "<p>Words</p>"
    assert "a quotation mark missing" in only_problem(body).hint


def test_slug_of_an_article() -> None:
    """`article:slug` is resolved when all articles are known."""
    body = render("[a](article:dune) [b](article:dune#part-two) [c](article:sand%20dune)")

    assert targets(body) == [
        ("article", "dune", ""),
        ("article", "dune", "part-two"),
        ("article", "sand dune", ""),
    ]
    assert body.markup.startswith('<p><a href="ref:0">a</a> <a href="ref:1">b</a>')


@pytest.mark.parametrize(
    ("written", "file", "fragment"),
    [
        ("other.md", "content/articles/other.md", ""),
        ("./other.md#part", "content/articles/other.md", "part"),
        ("../pages/about.md", "content/pages/about.md", ""),
        ("sub/old%20letter.txt", "content/articles/sub/old letter.txt", ""),
    ],
)
@pytest.mark.parametrize("origin", [{}, OLD_SITE])
def test_relative_path_of_a_content_file(
    written: str, file: str, fragment: str, origin: dict[str, object]
) -> None:
    """It is relative to the file that links."""
    assert targets(render(f"[a]({written})", **origin)) == [("file", file, fragment)]


@pytest.mark.parametrize("origin", [{}, OLD_SITE])
def test_media_are_linked_and_shown(origin: dict[str, object]) -> None:
    """An image of content/media is loaded; a document is led to."""
    body = render("![A map](../media/map.png) [report](../media/a%20report.pdf)", **origin)

    assert sorted(targets(body)) == [
        ("media", "content/media/a report.pdf", ""),
        ("media", "content/media/map.png", ""),
    ]
    assert re.search(r'<img src="ref:\d" alt="A map" loading="lazy" decoding="async">', body.markup)


def test_path_out_of_the_site_is_no_media() -> None:
    """A path is taken as what it means, not as it begins."""
    body = render("![x](../media/../../../etc/passwd)")

    assert body.references == ()
    assert only_problem(body).severity == "error"


def test_place_of_the_same_text() -> None:
    """A fragment leads to a heading or to any other id, in any case."""
    body = render('# Part two\n\n<p id="Here">x</p>\n\n[a](#part-two) [b](#Part-Two) [c](#Here)')

    assert re.findall(r'href="([^"]*)"', body.markup) == ["#t-part-two", "#t-part-two", "#t-Here"]
    assert body.problems == ()


def test_fragment_that_leads_nowhere_is_an_error() -> None:
    """In the archive's own text."""
    problem = only_problem(render("one\n\n[a](#gone)"))

    assert (problem.severity, problem.where.line) == ("error", 12)
    assert "'#gone' leads to no place" in problem.message


def test_fragment_of_an_old_site_that_leads_nowhere_is_a_warning() -> None:
    """The text stays without the link."""
    body = render("one [a](#gone)", **OLD_SITE)

    assert body.markup == "<p>one a</p>"
    assert only_problem(body).severity == "warning"


def test_root_relative_link_of_an_old_site_leads_there() -> None:
    """It is resolved against `original_url`."""
    body = render("[a](/about?x=1#y) [b](next.html) [c](?page=2)", **OLD_SITE)

    assert re.findall(r'href="([^"]*)"', body.markup) == [
        "https://old.example/about?x=1#y",
        "https://old.example/2001/next.html",
        "https://old.example/2001/piece.html?page=2",
    ]
    assert body.markup.count(EXTERNAL) == 3
    assert body.problems == ()


def test_link_of_an_unknown_old_site_loses_its_target() -> None:
    """Without `original_url` only the text can stay."""
    body = render("one\n[*a*](/about)", **OLD_SITE_UNKNOWN)

    assert body.markup == "<p>one\n<em>a</em></p>"
    problem = only_problem(body)
    assert (problem.severity, problem.where.line) == ("warning", 11)
    assert "add original_url" in problem.hint


def test_root_relative_link_of_an_own_text_is_a_route() -> None:
    """It leads to a page of this site."""
    assert targets(render("[a](/tags/) [b](/#top) [c](/a%20b/)")) == [
        ("route", "tags/", ""),
        ("route", "", "top"),
        ("route", "a b/", ""),
    ]


@pytest.mark.parametrize("written", ["next.html", "folder/", "?page=2", "..", "x"])
def test_path_to_no_content_file_is_an_error(written: str) -> None:
    """The archive's own links must resolve."""
    problem = only_problem(render(f"[a]({written})"))

    assert problem.severity == "error"
    assert "article:slug" in problem.hint


@pytest.mark.parametrize("origin", [{}, OLD_SITE, OLD_SITE_UNKNOWN])
def test_link_without_a_scheme_has_a_host(origin: dict[str, object]) -> None:
    """`//host/path` means the scheme of the page; it was on the web."""
    body = render("[a](//other.example/x)", **origin)

    assert body.markup == f'<p><a href="https://other.example/x" {EXTERNAL}>a</a></p>'


@pytest.mark.parametrize("origin", [{}, OLD_SITE])
@pytest.mark.parametrize("url", ["http://[bad", "http://", "https:///x", "//[bad/x"])
def test_invalid_url_loses_its_link(url: str, origin: dict[str, object]) -> None:
    """It leads nowhere, and that is said."""
    body = render(f'one\n\n<a href="{url}">words</a>', **origin)

    assert body.markup == "<p>one</p>\n<p>words</p>"
    problem = only_problem(body)
    assert (problem.severity, problem.where.line) == ("warning", 12)


@pytest.mark.parametrize("url", ["mailto:a@b.example", "tel:+12025550100"])
def test_mail_and_telephone_stay(url: str) -> None:
    """They are no pages, and leave none."""
    assert render(f"[a]({url})").markup == f'<p><a href="{url}">a</a></p>'


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.example/", "data:text/html,x", "htps://x.example/"]
)
def test_unknown_scheme_loses_its_link_with_a_warning(url: str) -> None:
    """The line is that of the link."""
    body = render(f"words\n\n[words]({url})")

    assert body.markup == "<p>words</p>\n<p>words</p>"
    problem = only_problem(body)
    assert (problem.severity, problem.where.line) == ("warning", 12)


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u2028", "&#xA0;", "&#8195;"])
@pytest.mark.parametrize("origin", [{}, OLD_SITE])
def test_space_before_a_scheme_hides_nothing(space: str, origin: dict[str, object]) -> None:
    """To a browser that is a path; taking the space away would make it run."""
    body = render(f'x <a href="{space}javascript:alert(1)">y</a>', **origin)

    assert 'href="javascript:' not in body.markup


def test_schemes_may_be_in_capitals() -> None:
    """As typewriters of the web had them."""
    body = render("[a](HTTP://X.example/a) ![b](HTTPS://X.example/b.png)")

    assert re.findall(r'href="([^"]*)"', body.markup) == ["HTTP://X.example/a", "HTTPS://X.example/b.png"]
    assert body.problems == ()


@pytest.mark.parametrize("origin", [{}, OLD_SITE])
def test_image_of_another_site_becomes_a_link(origin: dict[str, object]) -> None:
    """It is never loaded."""
    body = render("![A  map](https://x.example/m.png) ![](https://x.example/n.png)", **origin)

    assert body.markup == (
        f'<p><a href="https://x.example/m.png" {EXTERNAL}>Image: A map (x.example)</a> '
        f'<a href="https://x.example/n.png" {EXTERNAL}>Image (x.example)</a></p>'
    )
    assert body.problems == ()


def test_image_of_the_old_site_becomes_a_link() -> None:
    """Its address is resolved against `original_url`."""
    body = render("![m](/img/m.png)", **OLD_SITE)

    assert body.markup == (
        f'<p><a href="https://old.example/img/m.png" {EXTERNAL}>Image: m (old.example)</a></p>'
    )


def test_image_of_an_unknown_old_site_leaves_its_words() -> None:
    """And a warning."""
    body = render("a ![m](/img/m.png)", **OLD_SITE_UNKNOWN)

    assert body.markup == "<p>a Image: m</p>"
    assert only_problem(body).severity == "warning"


def test_image_that_is_not_in_media_is_an_error() -> None:
    """In the archive's own text."""
    problem = only_problem(render("one\n\n![m](img/m.png)"))

    assert (problem.severity, problem.where.line) == ("error", 12)
    assert "content/media" in problem.message


@pytest.mark.parametrize(
    "written", ['<img alt="m">', '<img alt="m" src="data:image/png;base64,A">', "![m](http:///x)"]
)
def test_image_without_a_source_is_a_warning(written: str) -> None:
    """Its words stay."""
    body = render(f"one\n\na {written}")

    assert body.markup == "<p>one</p>\n<p>a Image: m</p>"
    problem = only_problem(body)
    assert problem.severity == "warning"
    assert problem.where.line == 12


def test_image_in_a_link_stays_in_the_link() -> None:
    """A link in a link is none."""
    body = render("[![m](https://x.example/m.png)](https://y.example/)")

    assert body.markup == f'<p><a href="https://y.example/" {EXTERNAL}>Image: m (x.example)</a></p>'


def test_image_in_a_link_that_leads_nowhere_is_the_link() -> None:
    """One of the two addresses is still good."""
    body = render("[![m](https://x.example/m.png)](/old)", **OLD_SITE_UNKNOWN)

    assert body.markup == f'<p><a href="https://x.example/m.png" {EXTERNAL}>Image: m (x.example)</a></p>'


def test_link_in_a_link_is_none() -> None:
    """HTML lets it through in a table."""
    body = render('<div><a href="https://x.example/"><table><td><a href="/y">z</a></td></table></a></div>')

    assert body.markup.count("<a") == 1
    assert body.references == ()


def test_link_without_words_is_left_out() -> None:
    """No one could see it; an anchor keeps its place."""
    assert render("a[](https://x.example/)b").markup == "<p>ab</p>"
    assert 'id="t-x"' in render('<a id="x" href="https://x.example/"></a>a').markup


def test_other_attributes_of_a_link_stay() -> None:
    """Escaped as they were."""
    body = render("[a](https://x.example/?a=1&b=2 'A \"title\" & more')")

    assert 'href="https://x.example/?a=1&amp;b=2"' in body.markup
    assert 'title="A &quot;title&quot; &amp; more"' in body.markup


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[x](/about)\n\n[y](/a)", 12),
        ("see /abc and x/a\n\n\n[y](/a)", 13),
        ("[y](/a)\n\n[x](/about)", 10),
        ("one\n\n<a\nhref='/a'>y</a>", 13),
        ("one [y][1]\n\n[1]: /a", 12),
    ],
)
def test_line_is_that_of_the_link(text: str, line: int) -> None:
    """A target that begins like another is not taken for it."""
    (found,) = (reference for reference in render(text).references if reference.target == "a")

    assert found.line == line


def test_line_of_what_is_not_found_is_that_of_the_text() -> None:
    """Markdown may have changed how it is written."""
    origin = make_origin("one\ntwo")

    assert origin.line_of("three") == 10
    assert origin.line_of("") == 10
    assert origin.line_of("three", "two") == 11


@given(st.text(alphabet="ab/.#-", max_size=12), st.text(alphabet="ab/.#-\n", max_size=40))
def test_line_is_one_of_the_text(written: str, text: str) -> None:
    """Whatever is looked for."""
    line = make_origin(text).line_of(written)

    assert 10 <= line <= 10 + text.count("\n")
    assert not written or written not in text or written in text.split("\n")[line - 10]


def test_references_are_filled_with_their_targets() -> None:
    """A link or image without a target leaves its text."""
    markup = '<p><a href="ref:0" title="t">a</a> <a href="ref:1"><b>b</b></a> <img src="ref:2" alt="c"></p>'
    known: dict[int, dict[str, str]] = {0: {"href": "x/?a=1&b"}, 1: {}, 2: {"src": "m.png", "width": "3"}}

    assert fill_references(markup, known.__getitem__) == (
        '<p><a href="x/?a=1&amp;b" title="t">a</a> <b>b</b> <img src="m.png" width="3" alt="c"></p>'
    )


def test_text_cannot_write_a_reference() -> None:
    """`ref:0` in an article is a scheme like any other that is not known."""
    body = render('<a href="ref:0">a</a> ref:0 <img src="ref:1" alt="b">')

    assert body.references == ()
    assert fill_references(body.markup, lambda number: pytest.fail(f"asked for {number}")) == body.markup
