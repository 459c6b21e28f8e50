"""The gated converter against plain Python-Markdown with all extensions: the same bytes, only sooner."""

import gzip
import json
import os

import pytest
from archive import shared
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from plain_markdown import plain, plainly

from builder.markup.engine import convert
from builder.markup.gate import EMPHASIS, INLINE_PRIORITY, SIGNS, gate_patterns

SAMPLE = 400
"""Articles of the corpora in the default run; `FONDS_ALL=1` takes all of them."""

SIGNS_OF_MARKDOWN = [
    *"*_[]()<>!`\\&:|-=#+~{}^ \n\t\"'.1a;/é",
    *("  \n", "    ", "\n\n", "```", "~~~", "**", "__", "***", "![", "](", "\\|", "\x02", "\x03", "\r"),
    *("[^1]", "[^1]: ", "[x]: /y\n", "http://a.b", "<http://x>", "<a@b.c>", "<b>", "</b>", "<div>", "</div>"),
    *("&amp;", "!!! note\n", "> ", "* ", "1. ", ": ", "{: .x}", "{ #y }", "| a | b |\n", "|---|---|\n"),
    *("# ", "===\n", "[TOC]"),
]


def test_every_sign_belongs_to_a_pattern() -> None:
    """A pattern that a release renames would lose its gate, and its place in this table would lie."""
    names = {name for name in SIGNS if name in plain().inlinePatterns}

    assert set(SIGNS) == names
    assert EMPHASIS in plain().inlinePatterns


def test_gate_stands_where_the_inline_step_stood() -> None:
    """The order of the tree's steps is as Python-Markdown has it."""
    as_it_comes = Markdown().treeprocessors
    gated = gate_patterns(Markdown()).treeprocessors

    assert as_it_comes.get_index_for_name("inline") == gated.get_index_for_name("inline")
    assert [type(step).__name__ for step in as_it_comes][1:] == [type(step).__name__ for step in gated][1:]
    assert INLINE_PRIORITY == 20


def test_real_articles_are_the_same() -> None:
    """Thousands of articles of three sites, as they were written."""
    with gzip.open(shared("corpora", "articles.jsonl.gz"), "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["body_markdown"] for line in lines]
    step = 1 if os.environ.get("FONDS_ALL") else max(len(texts) // SAMPLE, 1)
    sample = texts[::step]

    assert len(sample) >= min(SAMPLE, len(texts))
    assert [place for place, text in enumerate(sample) if plainly(text) != convert(text)] == []


@pytest.mark.parametrize("suite", [("commonmark", "spec.json"), ("cmark", "regression.json")])
def test_examples_of_commonmark_are_the_same(suite: tuple[str, str]) -> None:
    """The examples of the specification touch every sign there is."""
    examples = json.loads(shared("suites", *suite).read_text(encoding="utf-8"))

    different = [
        case["example"] for case in examples if plainly(case["markdown"]) != convert(case["markdown"])
    ]
    assert different == []


def test_naughty_strings_are_the_same() -> None:
    """Strings that have broken other programs."""
    strings = json.loads(shared("suites", "blns", "blns.json").read_text(encoding="utf-8"))

    assert [text for text in strings if plainly(text) != convert(text)] == []


@settings(max_examples=int(os.environ.get("FONDS_EXAMPLES", "300")), deadline=None)
@example("Term\n:\tdefinition")
@example("> !!! note\n>     words")
@example("    \x02")
@given(st.lists(st.sampled_from(SIGNS_OF_MARKDOWN), max_size=40).map("".join))
def test_any_text_of_signs_is_the_same(text: str) -> None:
    """Signs in every order."""
    assert plainly(text) == convert(text)
