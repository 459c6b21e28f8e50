"""Plain text becomes prose, and rendered HTML becomes words."""

import html
import re

import pytest
from factories import render
from hypothesis import given
from hypothesis import strategies as st

from builder.markup.plain import ELISION, mark_elisions, opening_words, prose, text_of


@pytest.mark.parametrize(
    "text",
    [
        "1984. It was a bright day.",
        "#1 ranked, again",
        "# not a heading",
        "- a dash before words",
        "> an arrow",
        "<b>bold</b> and </p><script>x</script>",
        "*stars* and _lines_ and `ticks`",
        "[brackets](https://x.example/)",
        "AT&T &amp; &copy;",
        "| a | b |",
        "***",
        "Title\n=====",
        "[^1]: note",
        "!!! note",
        "\\*",
    ],
)
def test_plain_text_is_prose(text: str) -> None:
    """Whatever its signs would mean to Markdown or to a browser, they are printed."""
    body = render(text, is_plain=True)

    assert body.markup == f"<p>{html.escape(' '.join(text.split()), quote=False)}</p>"
    assert body.problems == ()


def test_indented_text_is_prose() -> None:
    """Clippings indent their paragraphs by four spaces."""
    assert prose("    One.\n\n    Two,\n    three.") == "<p>One.</p>\n<p>Two, three.</p>"


def test_blank_lines_part_paragraphs() -> None:
    """Spaces do not make a line less blank, and many blank lines are one."""
    assert prose("One.\n \t\nTwo.\n\n\n\nThree.\n") == "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>"


def test_nothing_is_no_paragraph() -> None:
    """An empty text has an empty body."""
    assert prose(" \n\n ") == ""


@given(st.text())
def test_prose_keeps_every_word(text: str) -> None:
    """What is read is what was written."""
    read = html.unescape(re.sub(r"</?p>", "", prose(text)))

    assert text.split() == read.split() or "&" in text


@pytest.mark.parametrize("written", ["{snip}", "[snip]", "[SNIP]", "[…]", "[...]", "[ … ]", "[. . .]"])
def test_elisions_have_one_mark(written: str) -> None:
    """Papers and archives write them in many ways."""
    assert mark_elisions(f"<p>a {written} b</p>") == f"<p>a {ELISION} b</p>"


@pytest.mark.parametrize("written", ["…", "...", "[sic]", "[a…]", "{…}"])
def test_other_dots_are_no_elision(written: str) -> None:
    """The author's own dots are the author's."""
    assert mark_elisions(f"<p>{written}</p>") == f"<p>{written}</p>"


def test_elision_in_a_title_stays_as_it_is() -> None:
    """An attribute cannot hold an element."""
    markup = '<p><a href="/x" title="[...]">a</a> [...]</p>'

    assert mark_elisions(markup) == f'<p><a href="/x" title="[...]">a</a> {ELISION}</p>'


def test_marking_twice_is_marking_once() -> None:
    """The mark is not marked again."""
    assert mark_elisions(f"<p>{ELISION}</p>").count("[…]") == 1


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>An <em>old</em>, long story.</p>", "An old, long story."),
        ("<p>One</p><p>two</p>", "One two"),
        ("one<br>two", "one two"),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("<p>AT&amp;T &lt;b&gt;&nbsp;x</p>", "AT&T <b> x"),
        ("words only &amp; more", "words only & more"),
        ("", ""),
    ],
)
def test_words_are_parted_where_readers_see_them_parted(markup: str, words: str) -> None:
    """Emphasis parts nothing, paragraphs and breaks do."""
    assert text_of(markup) == words


def test_footnote_numbers_are_no_words() -> None:
    """They would stick to the word before them."""
    assert text_of(render("A word[^1], and more.\n\n[^1]: Note.").markup).startswith("A word, and more.")


def test_opening_words_are_those_of_paragraphs() -> None:
    """A heading or a table is no opening."""
    assert opening_words(
        "<h2>Title</h2><p>One two</p><table><tr><td>x</td></tr></table><p>three.</p>", 9
    ) == ("One two three.")


def test_opening_is_cut_after_its_words() -> None:
    """A sign that would stand before the dots is dropped."""
    assert opening_words("<p>one two, three four</p>", 2) == "one two…"
    assert opening_words("<p>one two</p>", 2) == "one two"
