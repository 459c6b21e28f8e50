"""Elements that may not stand where a writer put them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.markup.nesting import mend_nesting
from builder.markup.sanitise import sanitise

ALLOWED = [
    "<p>Some <em>words</em>.</p>\n<ul>\n<li>One</li>\n<li><p>Two</p></li>\n</ul>",
    '<figure><img src="a.png"><figcaption>Caption</figcaption></figure>',
    "<figure>\n<figcaption>Caption</figcaption>\n<p>Words</p>\n</figure>",
    '<a href="https://a.example/"><p>A block in a link</p></a>',
    '<blockquote><p>Words</p><ol start="3"><li>Three</li></ol></blockquote>',
]


@pytest.mark.parametrize("markup", ALLOWED)
def test_what_stands_well_stays_as_it_is(markup: str) -> None:
    assert mend_nesting(markup) == markup


@pytest.mark.parametrize(
    ("markup", "mended"),
    [
        ("<div><li>One</li><li>Two</li></div>", "<div><div>One</div><div>Two</div></div>"),
        ("<ol><p>Words</p><li>One</li></ol>", "<ol><li>Words</li><li>One</li></ol>"),
        ("<strong><p>Words</p> and more</strong>", "<div><p>Words</p> and more</div>"),
        (
            '<h3 id="t-a"><figure><img src="a"></figure></h3>',
            '<div id="t-a"><figure><img src="a"></figure></div>',
        ),
        (
            '<em>Words <b><a href="#"><p>x</p></a></b></em>',
            '<div>Words <div><a href="#"><p>x</p></a></div></div>',
        ),
        ("<h2>One<div>two</div></h2>", "<h2>One <span>two</span> </h2>"),
        ("<div><figcaption>Words</figcaption></div>", "<div><div>Words</div></div>"),
        (
            "<figure><p>a</p><figcaption>b</figcaption><p>c</p></figure>",
            "<figure><p>a</p><div>b</div><p>c</p></figure>",
        ),
    ],
)
def test_what_may_not_stand_there_is_renamed(markup: str, mended: str) -> None:
    assert mend_nesting(markup) == mended


def letters(markup: str) -> str:
    return "".join(re.sub("<[^>]*>", "", markup).split())


WRITTEN = st.recursive(
    st.sampled_from(["words", "<br>", "<img src=a>", " "]),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from("p li ul ol div strong em h2 figure figcaption a blockquote table td span".split()),
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


@given(WRITTEN)
def test_words_stay_and_mending_twice_is_mending_once(written: str) -> None:
    cleaned = sanitise(written)
    mended = mend_nesting(cleaned)

    assert letters(mended) == letters(cleaned)
    assert mend_nesting(mended) == mended
    assert sanitise(mended) == mended
