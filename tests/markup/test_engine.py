"""Markdown to HTML, before it is made safe."""

import pytest
from markdown import Markdown

from builder.budget import OverBudgetError
from builder.markup import python_markdown
from builder.markup.engine import TRIGGERS, convert
from builder.markup.python_markdown import EXTENSIONS

HIDDEN_BEHIND = {
    "definition list after a tab": "Term\n:\tdefinition",
    "definition list in a quotation": "> Term\n> : definition",
    "definition list in a list": "* item\n\n    Term\n    : definition",
    "definition list in a footnote": "word[^1]\n\n[^1]: Term\n    : definition",
    "definition list after HTML": "Term\n\n<div></div>: definition",
    "admonition in a quotation": "> !!! note\n>     words",
    "admonition in a list": "* item\n\n    !!! note\n        words",
    "footnote of two halves": "word[\x02^1]\n\n[^1]: note",
    "fence of two halves": "`\x03``\ncode\n```",
    "table in a quotation": "> | a | b |\n> |---|---|\n> | 1 | 2 |",
    "attributes in a list": "* item\n{: .wide }",
    "old newlines": "Term\r: definition",
}


def test_every_extension_has_a_trigger() -> None:
    """An extension without one would never be used."""
    assert list(EXTENSIONS) == list(TRIGGERS)


@pytest.mark.parametrize("text", HIDDEN_BEHIND.values(), ids=HIDDEN_BEHIND.keys())
def test_extension_is_used_wherever_its_sign_stands(text: str) -> None:
    """What opens a block may stand behind the marks of a quotation, a list or a footnote."""
    everything = Markdown(extensions=[make() for make in EXTENSIONS.values()])

    assert everything.convert(text) == convert(text)


def test_nothing_of_one_text_reaches_the_next() -> None:
    """Footnotes and link targets belong to the text that defines them."""
    convert("One[^1] [two][x].\n\n[^1]: A note.\n\n[x]: /two")

    assert convert("One[^1] [two][x].") == "<p>One[^1] [two][x].</p>"


def test_text_over_its_budget_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that takes too long is an error; the next text is rendered by a fresh converter."""
    monkeypatch.setattr(python_markdown, "SECONDS", 0.05)

    with pytest.raises(OverBudgetError, match=r"more than 0\.05 s"):
        convert("[a" * 4000)
    assert convert("*a*") == "<p><em>a</em></p>"


def test_text_nested_too_deeply_is_refused() -> None:
    """Python-Markdown recurses; afterwards the next text is rendered by a fresh converter."""
    with pytest.raises(RecursionError):
        convert("- " * 500 + "a")
    assert convert("- a") == "<ul>\n<li>a</li>\n</ul>"


def test_backlink_is_an_arrow_and_no_emoji() -> None:
    """The variation selector keeps systems from drawing it in colours."""
    assert "↩\N{VARIATION SELECTOR-15}</a>" in convert("word[^1]\n\n[^1]: note")
