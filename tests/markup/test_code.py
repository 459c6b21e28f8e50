"""Colours of code, which change nothing but colours."""

import html
import re
import time

import pytest
from factories import render
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.markup import code as room
from builder.markup.code import highlight_code

HANGING_SCALA = '"' + "\\" * 48
LANGUAGES = [
    "python",
    "html",
    "javascript",
    "scala",
    "c",
    "bash",
    "json",
    "yaml",
    "sql",
    "diff",
    "console",
    "css",
]


def block(code: str, language: str = "python") -> str:
    """A block of code as sanitised HTML has it."""
    escaped = html.escape(code, quote=False)
    return f'<pre><code class="language-{language}">{escaped}</code></pre>'


def text_in(markup: str) -> str:
    """What a reader sees of a block."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_known_language_is_coloured() -> None:
    """Pygments marks words by classes."""
    coloured, failures = highlight_code(block("x = 1\n"))

    assert '<span class="o">=</span>' in coloured
    assert failures == []


@settings(deadline=None)
@given(st.sampled_from(LANGUAGES), st.text(alphabet="ab =<>&\"'(){}[]/*#\n\t\\;:.$!1-", max_size=60))
def test_text_of_code_is_never_changed(language: str, code: str) -> None:
    """Blank lines at its ends, tabs and a missing last newline stay as well."""
    coloured, _ = highlight_code(block(code, language))

    assert code == text_in(coloured)


def test_unknown_language_is_a_warning_and_plain() -> None:
    """A language is never guessed."""
    body = render("words\n\n```klingon\nx = 1\n```")

    assert '<pre><code class="language-klingon">x = 1\n</code></pre>' in body.markup
    (problem,) = body.problems
    assert (problem.severity, problem.where.line) == ("warning", 12)
    assert "unknown language 'klingon'" in problem.message


@pytest.mark.parametrize("language", ["text", "plain", "plaintext", "none"])
def test_plain_text_is_a_language(language: str) -> None:
    """It has no colours, and that is no problem."""
    assert highlight_code(block("x = 1", language)) == (block("x = 1", language), [])


def test_block_without_a_language_stays() -> None:
    """An indented block says nothing about its language."""
    assert "<pre><code>x = 1\n</code></pre>" in render("    x = 1\n").markup


@pytest.mark.parametrize("opening", ["{.python #own}", "{.python .wide}", "{ .python .wide #own }"])
def test_block_with_attributes_is_coloured(opening: str) -> None:
    """An id and classes of the writer's stand beside the language."""
    body = render(f"``` {opening}\nx = 1\n```")

    assert '<span class="o">=</span>' in body.markup


def test_markup_in_code_stays_markup() -> None:
    """HTML that colours code itself is not taken for the code."""
    written = '<pre><code class="language-python">x <b>y</b></code></pre>'

    assert highlight_code(written) == (written, [])


def test_words_between_blocks_are_no_code() -> None:
    """A block ends where it ends."""
    written = '<pre><code class="language-python">a</code> </pre><p>words = 1</p><pre><code>b</code></pre>'

    assert highlight_code(written) == (written, [])


def test_line_that_hangs_its_lexer_is_shown_plainly() -> None:
    """49 characters of Scala take Pygments for ever (Pygments #3247); a second block of it is not tried."""
    text = f"words\n\n```scala\n{HANGING_SCALA}\n```\n\n```scala\n{HANGING_SCALA}\n```\n"
    started = time.process_time()
    body = render(text)

    assert time.process_time() - started < 3
    assert text_in(body.markup).count(HANGING_SCALA) == 2
    (problem,) = body.problems
    assert (problem.severity, problem.where.line) == ("warning", 12)
    assert problem.message == "code in scala takes too long to colour, and is shown without"


def test_lexer_that_changes_the_text_is_not_used() -> None:
    """Robot Framework's turns tabs into spaces."""
    written = block("a\tb\n", "robotframework")

    assert highlight_code(written) == (
        written,
        [("robotframework", "code in robotframework defeats its lexer, and is shown without colours")],
    )


def test_block_over_its_budget_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any lexer may be slow on a long enough text."""
    monkeypatch.setattr(room, "SECONDS", 0.02)
    code = "x = {'a': [1, 2, 3]}\n" * 20_000

    assert highlight_code(block(code)) == (
        block(code),
        [("python", "code in python takes too long to colour, and is shown without")],
    )
