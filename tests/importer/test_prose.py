"""Plain words as Markdown: both engines show the very signs that were there."""

import html
import re

import pytest
from factories import make_origin
from hypothesis import example, given
from hypothesis import strategies as st

from builder.importer.prose import write_prose
from builder.markup import render_text
from builder.model import Engine

ENGINES: tuple[Engine, ...] = ("markdown", "commonmark")


def shown(text: str, engine: Engine) -> list[str]:
    """The paragraphs that a reader sees; nothing but paragraphs may have been made."""
    markup = render_text(text, make_origin(text), engine).markup
    assert re.fullmatch(r"(?:<p>[^<]*</p>\s*)*", markup), markup
    return [" ".join(html.unescape(part).split()) for part in re.findall(r"<p>([^<]*)</p>", markup)]


TRAPS = [
    "1984. It was a cold day.",
    "7) is no list",
    "#1 ranked",
    "# A heading that is none",
    "* a star",
    "- a dash",
    "-- two dashes",
    "+ a plus",
    "---",
    "- - -",
    "===",
    "> he wrote",
    "a\n===",
    "a\n---",
    "a\n- b",
    "a\n1. b",
    "*emphasis* and **more** and _this_ and __that__ and snake_case_words",
    "a_b _c_ d_e_ _f",
    "`code` and ``more``",
    "[link](https://a.example) and ![image](b.png)",
    "[link][ref]\n\n[ref]: https://a.example",
    "[ref]: https://a.example 'title'",
    "[sic] and […] and [a] [b] and [c][d] and [e](f)",
    "[^1] and [^1]: a note",
    "[TOC]",
    "[ ] a task and [x] another",
    "- [x] a task",
    "{snip}",
    "a\n{snip}",
    "a\n{: .lead }",
    "{: .lead }",
    "a {: .lead }",
    "<b>bold</b> & <script>alert(1)</script> &amp; &copy; &#42; AT&T a < b",
    "https://a.example/b_c?d=e&f=g",
    "<https://a.example>",
    "~~struck~~ and ~sub~ and ~50",
    "~~~\ncode\n~~~",
    "```\ncode\n```",
    "!!! note\nbody",
    "!note",
    "term\n: meaning",
    ": meaning",
    ":smile:",
    "a | b\n--- | ---\nc | d",
    "| a | b |\n|---|:--|\n| c | d |",
    "a\n:--",
    "a\n-|-",
    "a\n|-",
    "back\\slash \\* \\n\\",
    "a\\\nb",
    "$x$ ^y^ ==z== ++w++",
    "*[HTML]: words",
    "1.",
    "१. a",
    "12345678901. a",
    "+",
    "-",
    ":",
    "a\n+++\nb",
    "::: box",
    "|\n|",
    "“He said *no*.”",
    "x" * 200 + "\n# y",
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("trap", TRAPS)
def test_words_that_look_like_markup_stay_words(trap: str, engine: Engine) -> None:
    paragraphs = tuple(trap.split("\n\n"))

    assert shown(write_prose(paragraphs), engine) == [" ".join(part.split()) for part in paragraphs]


def test_usual_prose_is_left_as_it_is() -> None:
    """A curator reads the file too: nothing is escaped that means nothing."""
    text = (
        "“It’s 3 p.m. – in 1984, AT&T [sic] paid $5 (or 50%) for #7!” He-said; she_said… A/B […] “Why?” 2+2=4\n"
        "1984 was the year – it rained, and 3.5 inches fell"
    )

    assert write_prose((text, "{snip}")) == f"{text}\n\n{{snip}}\n"


SIGNS = st.sampled_from("\\`*_{}[]()<>#+-.!|~:=&;^$\"'/ \naA1x0é…")
WORDS = st.sampled_from(
    [
        "[^",
        "](",
        "]:",
        "[ ]",
        "---",
        "===",
        "```",
        "~~~",
        "!!!",
        "&amp;",
        "1.",
        "- ",
        "# ",
        ": ",
        "|-",
        "http://",
        "TOC",
    ]
)
LINES = st.lists(st.one_of(SIGNS, WORDS), max_size=14).map("".join)


@pytest.mark.parametrize("engine", ENGINES)
@given(st.lists(LINES, min_size=1, max_size=4))
@example(["[a", "b]: c"])
@example(["[", "]: x"])
def test_no_signs_mean_anything(engine: Engine, lines: list[str]) -> None:
    """Whatever lines stand together, in whatever paragraphs."""
    text = "\n".join(line.strip() for line in lines)
    paragraphs = tuple(
        "\n".join(line.strip() for line in part.split("\n") if line.strip())
        for part in re.split(r"\n\s*\n", text)
        if part.strip()
    )

    assert shown(write_prose(paragraphs), engine) == [" ".join(part.split()) for part in paragraphs]
