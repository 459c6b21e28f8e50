"""Whole texts, through every step of the room."""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from archive import shared
from factories import make_article, make_page, read_blob, render, stage_text
from hypothesis import given
from hypothesis import strategies as st

from builder.markup import KnownBodies, python_markdown, render_bodies
from builder.model import ContentRecord
from builder.store import Store

SECONDS = 8.0
"""Within which any text is rendered or refused."""

SCALE, BUDGET = (1.0, 1.0) if os.environ.get("FONDS_ALL") else (0.04, 0.2)
"""Of the repeats of pathological texts, and of the time they have; `FONDS_ALL=1` takes all of both."""


def test_footnotes_lead_there_and_back() -> None:
    """Their ids carry the prefix, on both ends."""
    body = render("One[^a] two[^b].\n\n[^a]: First.\n\n[^b]: Second.")

    assert '<sup id="t-fnref:a"><a href="#t-fn:a" class="footnote-ref">1</a></sup>' in body.markup
    assert (
        '<a href="#t-fnref:b" class="footnote-backref" title="Back to reference 2 in the text">'
        in body.markup
    )
    assert body.ids == ("t-fnref:a", "t-fnref:b", "t-fn:a", "t-fn:b")
    assert body.problems == ()


def test_table_is_aligned_by_classes() -> None:
    """The attribute is obsolete, and the page's policy refuses styles."""
    markup = render("| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |").markup

    assert '<td>1</td>\n<td class="ta-c">2</td>\n<td class="ta-e">3</td>\n<td>4</td>' in markup
    assert "align=" not in markup
    assert "style=" not in markup


def test_own_class_of_a_cell_stays() -> None:
    """It says more than the column does."""
    markup = render('<table><tr><td align="right" class="sum">1</td></tr></table>').markup

    assert '<td class="x-sum">1</td>' in markup


@pytest.mark.parametrize(
    ("text", "name"), [("| a |\n|---|\n| 1 |", "Table"), ("    code", "Code"), ("```\ncode\n```", "Code")]
)
def test_wide_things_scroll_by_themselves(text: str, name: str) -> None:
    """The keyboard reaches them, and a reader's voice names them."""
    markup = render(text).markup

    assert markup.startswith(f'<section class="scroll" tabindex="0" aria-label="{name}"><')
    assert markup.endswith("></section>")


def test_table_in_a_table_stays_as_it_is() -> None:
    """Old sites laid out their pages so."""
    markup = render("<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>").markup

    assert markup.count("<table>") == markup.count("</table>") == 2
    assert markup.count("<section") == markup.count("</section>")


def test_definition_lists_are_lists() -> None:
    """Terms and what they mean."""
    assert render("Term\n:   Meaning").markup == "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>"


def test_admonition_keeps_its_kind() -> None:
    """The theme draws it by its class."""
    assert render('!!! warning "Mind"\n    words').markup == (
        '<div class="admonition warning">\n<p class="admonition-title">Mind</p>\n<p>words</p>\n</div>'
    )


def test_attributes_are_sanitised_like_all_html() -> None:
    """An attribute list can write any attribute there is."""
    body = render('Words.\n{: #here .wide onclick="alert(1)" style="color: red" }')

    assert body.markup == '<p class="x-wide" id="t-here">Words.</p>'


def test_templates_are_words() -> None:
    """What looks like a template is never read as one."""
    assert render("{{ 7 * 7 }} {% include 'x' %}").markup == "<p>{{ 7 * 7 }} {% include 'x' %}</p>"


def pathological() -> dict[str, str]:
    """The cases of cmark, and those that are known of Python-Markdown."""
    cases = json.loads(shared("suites", "cmark", "pathological.json").read_text(encoding="utf-8"))
    texts = {
        case["name"]: "".join(
            part * (max(round(count * SCALE), 1) if count > 50 else count) for part, count in case["parts"]
        )
        for case in cases
    }
    return texts | {
        "link openers": "[a" * 4_000,
        "image openers": "![" * 4_000,
        "list in list": "- " * 500 + "a",
        "list in list, numbered": "1. " * 500 + "a",
        "quotations": "> " * 2_000 + "a",
        "brackets": "[" * 4_000 + "a" + "]" * 4_000,
        "backticks": "".join("e" + "`" * count for count in range(1, 500)),
        "emphasis": "*a _b " * 4_000,
        "openers of HTML": "<a b" * 4_000,
        "comments": "<!-- " * 4_000,
        "declarations": "<![CDATA[" * 2_000 + "<!x" * 2_000 + "<?" * 2_000,
        "entities": "&#" * 8_000,
        "footnotes": "[^1]: a\n" * 1_000 + "[^1]" * 500,
        "table": "|" * 2_000 + "\n" + "|-" * 2_000 + "|\n" + "|a" * 2_000,
        "attributes": "{: " * 2_000,
        "definitions": "a\n: b\n" * 500,
        "boxes": "<div>" * 1_000,
        "long line": "word " * 40_000,
    }


def test_no_text_hangs_or_breaks_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each renders, or is one located problem; none takes longer than it may."""
    monkeypatch.setattr(python_markdown, "SECONDS", python_markdown.SECONDS * BUDGET)
    for name, text in pathological().items():
        started = time.process_time()
        body = render(text)

        assert time.process_time() - started < SECONDS, name
        if not body.markup:
            (problem,) = body.problems
            assert problem.message.startswith("the text cannot be rendered: "), name
            assert (problem.where.line, problem.severity) == (10, "error"), name


def test_text_nested_too_deeply_is_a_problem() -> None:
    """Python-Markdown raises RecursionError for it."""
    (problem,) = render("- " * 500 + "a").problems

    assert str(problem) == (
        "content/articles/piece.md:10: the text cannot be rendered: its markup is nested too deeply; "
        "look for long runs of brackets or signs"
    )


@given(st.text(alphabet="ab*_`[](){}<>!#&|:-=\\\"'/ \n\t", max_size=120))
def test_any_text_renders(text: str) -> None:
    """No exception reaches the build, whatever the signs."""
    assert isinstance(render(text).markup, str)


def bodies(folder: Path, *records: ContentRecord) -> list[tuple[str, str, str]]:
    """HTML, note and summary of each."""
    with ThreadPoolExecutor(1) as executor:
        known = KnownBodies(records, "markdown", Store(None, "tests"))
        found = render_bodies(known, folder, executor, lambda done, total: None)
    return [(read_blob(folder, body.html).decode(), body.note, body.summary) for body in found]


def test_article_without_a_summary_has_its_opening_words(tmp_path: Path) -> None:
    """Thirty of them."""
    one = stage_text(tmp_path, make_article("one"), "# Head\n\n" + "word " * 40)
    two = stage_text(tmp_path, make_article("two", summary="An *old*, short one."), "Words.")

    (_, _, opening), (_, _, summary) = bodies(tmp_path, one, two)

    assert opening == " ".join(["word"] * 30) + "…"
    assert summary == "An old, short one."


def test_note_and_body_have_ids_and_references_of_their_own(tmp_path: Path) -> None:
    """They stand on one page."""
    note = 'See [this](article:dune)[^1] and id="t-x".\n\n[^1]: Note.'
    record = stage_text(tmp_path, make_article("one", note=note), "[a](article:sand)[^1]\n\n[^1]: Body.")

    ((body, rendered, _),) = bodies(tmp_path, record)

    assert '<a href="ref:0">a</a>' in body
    assert '<a href="ref:1">this</a>' in rendered
    assert 'id="t-fn:1"' in body
    assert 'id="note-fn:1"' in rendered
    assert 'href="#note-fnref:1"' in rendered
    assert 'and id="t-x".' in rendered


def test_links_of_a_note_are_the_curators_own(tmp_path: Path) -> None:
    """They must resolve, whatever the article's own are."""
    record = stage_text(
        tmp_path, make_article("one", publication="The Times", note="[x](#gone)"), "[y](#gone)"
    )
    with ThreadPoolExecutor(1) as executor:
        known = KnownBodies([record], "markdown", Store(None, "tests"))
        (body,) = render_bodies(known, tmp_path, executor, lambda done, total: None)

    assert [problem.severity for problem in body.problems] == ["warning", "error"]


@pytest.mark.parametrize(("extent", "marked"), [("excerpt", True), ("full", False)])
def test_elisions_of_excerpts_are_marked(tmp_path: Path, extent: str, marked: bool) -> None:
    """In a full text the dots are the author's."""
    record = stage_text(tmp_path, make_article("one", extent=extent), "a [...] b")

    ((body, _, _),) = bodies(tmp_path, record)

    assert marked == ('<span class="elision">' in body)


def test_standing_page_is_of_the_archive(tmp_path: Path) -> None:
    """It has neither note nor summary."""
    assert bodies(tmp_path, stage_text(tmp_path, make_page("about"), "*We*")) == [
        ("<p><em>We</em></p>", "", "")
    ]
