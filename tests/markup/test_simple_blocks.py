"""Simple blocks against plain Python-Markdown: the same bytes, without asking it."""

import os
import random
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from plain_markdown import plainly

from builder.markup.engine import convert
from builder.markup.simple_blocks import STAND_IN, convert_simple

SIMPLE = {
    "paragraphs": "One line\nand another.\n\n“Quoted”, with AT&T &amp; &#8217;s.\n\n\n¿Qué? 1984 was.",
    "emphasis": "A *word*, **two**, _three_ and __four__; **a _b_ c** and _a **b** c_ (*d*).",
    "links": 'See [the *paper*](https://a.b/c_d?x=1&y=2 "A title") and _a [b](c_d) e_.',
    "image": "![A house](../media/house.png)",
    "headings": "# One\n\n## 2. Two *words*\n\n###Three\nand text below",
    "list": "Before\n\n- one\n- *two*\n  more of it\n\nafter\n\n1. one\n2. two",
    "lists that meet": "- one\n- two\n\n* three\n* four\n\n+ five",
    "quotations": "> one\n> two\n>\n> three\n\n> four\n\nFive",
    "ends of lines": "One \ntwo  \n\n- three\n\n\n",
    "nothing": "\n \n",
}

NOT_SIMPLE = {
    "HTML": "One <b>bold</b>\n\n<div>\n\ntwo\n\n</div>",
    "fence": "```\none\n\ntwo\n```",
    "tab": "\tcode",
    "stand-in": f"one {STAND_IN.format(0)}\n\n`two`",
}

MIXED = {
    "code between": "One\n\n    code\n\n    more code\n\ntwo *three*\n\n`four`",
    "list that goes on": "- one\n\n    more of one\n\n- two\n\nThree",
    "quotation that goes on": "> one\n>\n> - two\n\n> three\n\nfour",
    "reference": "See [one].\n\nTwo\n\n[one]: /1",
    "footnote": "See[^1].\n\nTwo\n\n[^1]: note\n\n    more\n\nThree",
    "table": "One\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTwo",
    "attributes": "One\n\n## Two {#two}\n\nThree",
    "admonition": "One\n\n!!! note\n    Two\n\n    three\n\nFour",
    "lines that begin lists": "- one\n2. two\n\n1984. It was\n\na\n1. b",
    "setext heading": "One\n===\n\nTwo\n\nThree\n---",
    "rule": "One\n\n* * *\n\nTwo\n***\nthree",
    "hash below a quotation": "> one\n# two\n\nthree",
    "quotation that ends in nothing": "> one\n>\n\ntwo",
    "hard break": "one  \ntwo\n\nthree",
    "marks left behind": "*em*\n\n__a_\n*[l](u)* 2*3 *[l](u)*",
}

WORDS = [
    *("word", "it’s", "R&D", "&amp;", "&#8217;", "& co", "1984", "*em*", "**bold**", "_em_", "__bold__"),
    *(
        "[link](http://a.b/c_d?x=1&y=2)",
        "[**b**](u)",
        "![alt](src.png)",
        "![](x)",
        "*a _b_ c*",
        "_a **b** c_",
    ),
    *(
        "**[x](y)**",
        "snake_case",
        "2*3",
        "* ",
        "_",
        "[x]",
        '[x](y "t")',
        "(see)",
        "a!",
        "!",
        "~",
        "^",
        "#",
        ":",
    ),
    *("—", "-", "+", "==", "...", "`c`", "\\*", "\u00a0", "  ", "x\u2028y", "a*", "**a*", "***x***", "5. x"),
    *(
        "C#",
        '"t"',
        "_a_b_",
        "__a_",
        "_[l](u_)_",
        "[a *b* c](d)",
        "x_[a](b)_y",
        "**a**b",
        "a*b*c",
        "&foo",
        "&;",
    ),
]
MARKS = [
    *("", "", "", "- ", "* ", "+ ", "1. ", "2. ", "> ", "># ", "# ", "## ", " - ", "   * ", "    ", "#"),
    *("====", "---", "> > ", "1) ", "| a | b |", ": ", "\t"),
]
BETWEEN = [" ", " ", "", "\n", " \n", "  \n", "\n  ", "\n    "]
BLANKS = ["\n\n", "\n\n", "\n\n\n", "\n \n", "\n  \n\n", "\n\n\n\n\n"]


def refuse(text: str) -> str:
    """Stands for Python-Markdown where it must not be asked."""
    raise AssertionError(f"asked for {text!r}")


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Texts of a few words and marks each, so that what is simple stands beside what is not."""
    choice = draw(st.randoms(use_true_random=False))
    words = [*choice.sample(WORDS, choice.choice((2, 4, 8))), "word", "word", "Words of"]
    marks = ["", *choice.sample(MARKS, choice.choice((0, 1, 2, 6)))]
    blocks = [_block(choice, words, marks) for _ in range(choice.randint(1, 6))]
    return "".join(block + choice.choice(BLANKS) for block in blocks)


def _block(choice: random.Random, words: list[str], marks: list[str]) -> str:
    lines = []
    for _ in range(choice.choice((1, 1, 2, 3))):
        chosen = choice.choices(words, k=choice.choice((1, 2, 3, 5)))
        between = choice.choice(BETWEEN) if choice.random() < 0.3 else " "
        lines.append(choice.choice(marks) + between.join(chosen))
    return "\n".join(lines)


@pytest.mark.parametrize("text", SIMPLE.values(), ids=SIMPLE.keys())
def test_simple_text_needs_no_python_markdown(text: str) -> None:
    """All of it is written directly, as Python-Markdown would write it."""
    assert convert_simple(text, refuse) == plainly(text)


@pytest.mark.parametrize("text", NOT_SIMPLE.values(), ids=NOT_SIMPLE.keys())
def test_text_whose_blocks_may_hang_together_is_left_alone(text: str) -> None:
    """Nothing of it is written here."""
    assert convert_simple(text, refuse) is None
    assert convert(text) == plainly(text)


@pytest.mark.parametrize("text", MIXED.values(), ids=MIXED.keys())
def test_simple_blocks_stand_among_others(text: str) -> None:
    """What is not simple keeps its neighbours and its meaning."""
    assert convert(text) == plainly(text)


def test_other_blocks_are_all_that_python_markdown_sees() -> None:
    """A stand-in holds the place of each run of simple blocks."""
    seen: list[str] = []

    def spy(rest: str) -> str:
        seen.append(rest)
        return plainly(rest)

    text = "One\n\nTwo\n\n`three`\n\n- four\n\nFive\n\nSix\n"

    assert convert_simple(text, spy) == plainly(text)
    assert seen == [f"{STAND_IN.format(0)}\n\n`three`\n\n- four\n\n{STAND_IN.format(1)}\n"]


@settings(max_examples=int(os.environ.get("FONDS_EXAMPLES", "300")))
@example("> _a c_\n>")
@example("># Word\n## Word")
@example("*em*\n\n__a_\n*[l](u)* 2*3 *[l](u)*")
@given(documents())
def test_any_document_is_the_same(text: str) -> None:
    """Simple and other blocks in every order."""
    assert convert(text) == plainly(text)


@pytest.mark.parametrize(
    "part", ["*a ", "_a ", "[a ", "[a](b ", "**a _b ", "a\n", "&", "# a\n", "- a\n", "> a\n"]
)
def test_time_is_linear_in_the_text(part: str) -> None:
    """Long runs of signs that never close cost no more for each sign than short ones."""

    def seconds(count: int) -> float:
        began = time.process_time()
        convert_simple(part * count, lambda rest: "")
        return time.process_time() - began

    assert min(seconds(40_000) for _ in range(3)) < 60 * min(seconds(2_000) for _ in range(3)) + 0.05
