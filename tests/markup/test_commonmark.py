"""The second engine: CommonMark to the letter, and what archives need beyond it in the shapes of the first."""

import gzip
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from archive import shared
from factories import make_origin
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_markup import pathological
from test_sanitise import attacks, audit

from builder.budget import OverBudgetError
from builder.markup import Rendered, _finish, commonmark, engine
from builder.markup.commonmark import convert
from builder.markup.plain import text_of
from builder.markup.sanitise import TooDeepError, sanitise

EXAMPLES = int(os.environ.get("FONDS_EXAMPLES", "300"))

SECONDS = 4.0
"""Of processor time for the longest hostile text; all but a few take a hundredth of it."""

SAMPLE = 400
"""Articles of the corpora in the default run; `FONDS_ALL=1` takes all of them."""

DIFFERING = {
    177: "no new line between the start of an item and that of an HTML block, which browsers do not see"
}
"""Examples of the specification that come out otherwise, and how."""

NOTES = {
    "one": "Word[^1].\n\n[^1]: The *note*.",
    "several references": "a[^1] b[^x] c[^1] [^1]\n\n[^1]: One.\n\n[^x]: Two.",
    "list at the end": "a[^1]\n\n[^1]: Words:\n\n    - l\n    - m",
    "several paragraphs": "a[^1]\n\n[^1]: One.\n\n    Two.",
    "order of definition": "a[^b] c[^d]\n\n[^d]: First.\n\n[^b]: Second.",
    "in a heading": "# Title[^1]\n\n[^1]: Note.",
    "defined first": "[^1]: Note.\n\nWord[^1].",
    "name of several words": "a[^ä b]\n\n[^ä b]: Note.",
}

TABLES = {
    "aligned": "| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | *2* | `3` | 4 |",
    "without outer signs": "a | b\n--|--\n1 | 2\n3 | 4",
    "missing cells": "| a | b |\n|---|---|\n| 1 |",
}

DIFFERENCES = {
    "deletion": ("~~so~~", "<p>~~so~~</p>", "<p><del>so</del></p>"),
    "task": ("- [ ] so", "<li>[ ] so</li>", "<li>☐ so</li>"),
    "admonition": ("!!! note\n    words", '<div class="admonition note">', "<p>!!! note\nwords</p>"),
    "attributes of words": ("*so*{.x}", '<em class="x">', "<em>so</em>{.x}"),
    "attributes with values": ("# So {lang=fr}", '<h1 lang="fr">So', "<h1>So {lang=fr}"),
    "heading without a space": ("#So", "<h1>So</h1>", "<p>#So</p>"),
    "heading of lines": ("a\nb\n===", "<p>a\nb\n===</p>", "<h1>a\nb</h1>"),
    "sign between words": ("**a:**b", "<strong>a:</strong>b", "<p>**a:**b</p>"),
    "list below words": ("a\n- b", "<p>a\n- b</p>", "<p>a</p>\n<ul>"),
    "number below words": ("a\n1986. b", "<p>a\n1986. b</p>", "<p>a\n1986. b</p>"),
    "table below words": ("a\n| b |\n|---|", "<p>a\n| b", "<p>a</p>\n<table>"),
    "list in a list": ("- a\n  - b", "<li>b</li>\n</ul>", "<li>b</li>\n</ul>\n</li>\n</ul>"),
    "first number": ("3. a", "<ol>", '<ol start="3">'),
    "bracket": ("1) a", "<p>1) a</p>", "<ol>"),
    "other sign": ("- a\n\n* b", "</p>\n</li>\n<li>", "</ul>\n<ul>"),
    "quotations": ("> a\n\n> b", "</p>\n<p>", "</blockquote>\n<blockquote>"),
    "fence in a quotation": ("> ```\n> a\n> ```", "<p><code>", "<pre><code>"),
    "words behind the language": ("``` c title\na\n```", "<p><code>", '<pre><code class="language-c">'),
    "language in braces": ("```{.c}\na\n```", 'class="language-c"', 'class="language-{.c}"'),
    "HTML block": ("<div>\n\n*a*\n\n</div>", "\n*a*\n", "<em>a</em>"),
    "backslash at the end": ("a\\\nb", "a\\\nb", "a<br />\nb"),
    "backslash before a sign": ("\\~ \\: \\;", "\\~ \\: \\;", "<p>~ : ;</p>"),
    "address with a space": ("[a](b c)", '<a href="b c">', "<p>[a](b c)</p>"),
    "image": ("![a *b*](c)", 'alt="a *b*"', 'alt="a b"'),
    "note in a link": ("[a[^1]](b)\n\n[^1]: n", '<a href="b">', "<p>[a<sup"),
    "name of a note": ("[^A]\n\n[^a]: n", "<p>[^A]</p>", "<p><sup"),
    "two notes of one name": ("[^1]\n\n[^1]: a\n\n[^1]: b", "<p>b&#160;", "<p>a</p>\n<p>b&#160;"),
    "note without a reference": ("[^1]: n", 'href="#fnref:1"', "<p>n</p>"),
    "two terms": ("a\nb\n: c", "<dt>a</dt>\n<dt>b</dt>", "<dt>a\nb</dt>"),
    "colons": ("a\n: b\n\n:smile: c", "<dd>b</dd>", "<p>a\n: b</p>"),
}


def finished(text: str) -> Rendered:
    """A text through every later step."""
    return _finish(sanitise(convert(text)), make_origin(text), 0)


def written(text: str) -> str:
    """What this module makes of a text, also of one that holds plain CommonMark only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commonmark, "SIGNS", ("",))
        return convert(text)


def normalised(html: str) -> str:
    """HTML without what may be written in two ways: quotes, and the newline at its end."""
    return re.sub("&(?:#x27|#39);", "'", html.replace("&quot;", '"')).rstrip("\n")


def specification() -> list[dict[str, Any]]:
    """The examples of CommonMark."""
    examples: list[dict[str, Any]] = json.loads(
        shared("suites", "commonmark", "spec.json").read_text(encoding="utf-8")
    )
    return examples


@pytest.mark.parametrize("make", [convert, written])
def test_commonmark_is_kept_to_the_letter(make: Callable[[str], str]) -> None:
    """Every example of the specification but one, whichever side writes it."""
    examples = specification()
    differing = [
        one["example"] for one in examples if normalised(make(one["markdown"])) != normalised(one["html"])
    ]

    assert differing == list(DIFFERING)
    assert len(DIFFERING) < len(examples) / 100


def test_plain_texts_are_written_alike_by_both_sides() -> None:
    """Of real articles: whether a text has a sign of an extension changes nothing else."""
    with gzip.open(shared("corpora", "articles.jsonl.gz"), "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["body_markdown"] for line in lines]
    step = 1 if os.environ.get("FONDS_ALL") else len(texts) // SAMPLE
    plain = [text for text in texts[::step] if not any(sign in text for sign in commonmark.SIGNS)]
    plain = [text for text in plain if not commonmark._MARK.search(text)]

    assert len(plain) > SAMPLE / 2
    assert [text for text in plain if normalised(convert(text)) != normalised(written(text))] == []


@settings(max_examples=EXAMPLES, deadline=None)
@example('![a ![b *c* `d`](e)\n<i>f</i> "g"](h \'i"\')')
@example("[ä](</ü [x] {y}|^`'\"\\\\> 't') <a@b.c> <https://ü.x/[z]>")
@given(st.text(alphabet="ab*_`[](){}<>!#&:-=+\\\"'/.1 \n\t", max_size=120))
def test_any_plain_text_is_written_alike_by_both_sides(text: str) -> None:
    """Signs in every order, but those of the extensions."""
    text = text.replace("{", "").replace(":", "")
    if not commonmark._MARK.search(text):
        assert normalised(convert(text)) == normalised(written(text))


@pytest.mark.parametrize(("text", "first", "second"), DIFFERENCES.values(), ids=DIFFERENCES.keys())
def test_engines_differ_where_it_is_documented(text: str, first: str, second: str) -> None:
    """The table of the module's documentation, row by row."""
    assert first in engine.convert(text)
    assert second in convert(text)


@pytest.mark.parametrize("text", [*NOTES.values(), *TABLES.values()], ids=[*NOTES, *TABLES])
def test_notes_and_tables_are_those_of_the_default_engine(text: str) -> None:
    """After sanitising they are the same bytes, so themes and later steps treat them alike."""
    assert sanitise(convert(text)) == sanitise(engine.convert(text))


@pytest.mark.parametrize("text", NOTES.values(), ids=NOTES.keys())
def test_notes_lead_there_and_back(text: str) -> None:
    """Every link of theirs finds its place, through all later steps."""
    body = finished(text)
    ids = re.findall(r' id="([^"]*)"', body.markup)
    links = re.findall(r'href="#([^"]*)"', body.markup)

    assert body.problems == ()
    assert links
    assert set(links) <= set(ids)
    assert all(name.startswith("t-") for name in ids)
    assert 'class="footnote-ref"' in body.markup
    assert 'class="footnote-backref"' in body.markup


def test_percent_sign_in_the_name_of_a_note_is_one() -> None:
    """Links are decoded on their way."""
    body = finished("a[^5%20]\n\n[^5%20]: Note.")

    assert 'href="#t-fn:5%20"' in body.markup
    assert body.problems == ()


def test_numbers_of_notes_are_no_words() -> None:
    """A summary and a table of contents leave them out."""
    body = finished("[TOC]\n\n# Title[^1]\n\nWord[^1].\n\n[^1]: Note.")

    assert [heading.text for heading in body.headings] == ["Title"]
    assert '<a href="#t-title">Title</a>' in body.markup
    assert text_of(body.markup.partition("<div")[0]) == "Title Title Word."


def test_reference_without_a_note_stays_as_it_is_written() -> None:
    """It may be no reference at all."""
    assert convert("a[^1] [^b c]") == "<p>a[^1] [^b c]</p>"


def test_note_without_a_reference_is_no_problem() -> None:
    """It is shown, for nothing is dropped, and leads back to nothing."""
    body = finished("Word.\n\n[^1]: The note.")

    assert "The note." in body.markup
    assert body.problems == ()


def test_code_is_coloured() -> None:
    """Its language is the first word of the fence."""
    body = finished('```python title="x"\nimport os\n```\n\n- in a list\n\n  ~~~ c\n  int x;\n  ~~~')

    assert '<code class="language-python"><span class="kn">import</span>' in body.markup
    assert '<code class="language-c"><span class="kt">int</span>' in body.markup
    assert body.problems == ()


def test_cells_are_aligned_by_classes() -> None:
    """As with the default engine."""
    markup = finished(TABLES["aligned"]).markup

    assert '<td>1</td>\n<td class="ta-c"><em>2</em></td>\n<td class="ta-e"><code>3</code></td>' in markup
    assert markup.startswith('<section class="scroll" tabindex="0" aria-label="Table"><table>')


def test_two_tildes_delete_and_one_is_a_tilde() -> None:
    """`~` is written for about, and archives hold prose."""
    assert finished("~~gone~~ ~5 to 6~ H~2~O").markup == "<p><del>gone</del> ~5 to 6~ H~2~O</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [ ] a\n- [x] b\n- [X] c", "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n<li>☑ c</li>\n</ul>"),
        ("1. [x] a\n\n2. b", "<ol>\n<li>\n<p>☑ a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>"),
        ("- a\n  - [ ] b", "<ul>\n<li>a\n<ul>\n<li>☐ b</li>\n</ul>\n</li>\n</ul>"),
        ("[ ] a", "<p>[ ] a</p>"),
        ("- `[ ]` a", "<ul>\n<li><code>[ ]</code> a</li>\n</ul>"),
    ],
)
def test_tasks_are_signs(text: str, expected: str) -> None:
    """A page of an archive has no boxes to tick."""
    assert finished(text).markup == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Title {#here .wide .x}", '<h2 id="t-here" class="x-wide x-x">Title</h2>'),
        ("## *Title* {: #here }", '<h2 id="t-here"><em>Title</em></h2>'),
        ("Title {#here}\n-----", '<h2 id="t-here">Title</h2>'),
        ("# Title {#here} #", '<h2 id="t-here">Title</h2>'),
        ("# R & D {#here .x}", '<h2 id="t-here" class="x-x">R &amp; D</h2>'),
        ("# The set {a, b}", '<h2 id="t-the-set-a-b">The set {a, b}</h2>'),
        ("# Brace \\{#here}", '<h2 id="t-brace-here">Brace {#here}</h2>'),
        ("# In `code {#here}`", '<h2 id="t-in-code-here">In <code>code {#here}</code></h2>'),
        ("# {{ title }} {% raw %}", '<h2 id="t-title-percent-raw-percent">{{ title }} {% raw %}</h2>'),
        ("# Title{#here}", '<h2 id="t-title-here">Title{#here}</h2>'),
    ],
)
def test_attributes_of_headings_are_ids_and_classes(text: str, expected: str) -> None:
    """Other braces are words, and words are never lost."""
    assert finished(text).markup == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Term\n: Meaning\n: Another", "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n<dd>Another</dd>\n</dl>"),
        ("Term\n\n:   Meaning", "<dl>\n<dt>Term</dt>\n<dd>\n<p>Meaning</p>\n</dd>\n</dl>"),
        ("> Term\n> :\tMeaning", "<blockquote>\n<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>\n</blockquote>"),
        ("Words\n:smile: and :-)", "<p>Words\n:smile: and :-)</p>"),
        ("Words : more words", "<p>Words : more words</p>"),
    ],
)
def test_definition_lists_need_a_space(text: str, expected: str) -> None:
    """Lines also begin with a colon in prose."""
    assert finished(text).markup == expected


def test_definition_list_beside_a_table() -> None:
    """The line below the head of a table may begin with a colon too."""
    markup = convert("Term\n: Meaning\n\na | b\n:--|--:\n1 | 2")

    assert "<dd>Meaning</dd>" in markup
    assert '<td align="right">2</td>' in markup


def test_contents_are_filled() -> None:
    """`[TOC]` stays a paragraph of its own until then."""
    assert convert("[TOC]\n\n# One") == "<p>[TOC]</p>\n<h1>One</h1>"
    assert '<ul><li><a href="#t-one">One</a></li></ul>' in finished("[TOC]\n\n# One").markup


def test_nothing_is_replaced_by_typographic_signs() -> None:
    """An archive does not change what was written; lines end where they did."""
    text = '"It\'s" -- so --- they said... (c) 1/2\nwww.a.example https://b.example :smile: ~'

    assert normalised(convert(text)) == f"<p>{text}</p>"


def test_links_are_resolved_like_those_of_the_default_engine() -> None:
    """They are references, with the address decoded, and links to elsewhere are marked."""
    body = finished("[a](article:größe) [b](#ende-ü) [c](https://x.example/ü)\n\n## Ende ü {#ende-ü}")

    assert [reference.target for reference in body.references] == ["größe"]
    assert '<a href="#t-ende-ü">b</a>' in body.markup
    assert 'rel="external noopener">c</a>' in body.markup
    assert body.problems == ()


def test_nothing_of_the_attacks_can_run() -> None:
    """The payloads of DOMPurify, plain and where this module writes the HTML."""
    for payload in attacks():
        for text in (
            payload,
            f"{payload}\n\n[^1]: {payload}\n\n# {payload} {{#{payload}}}\n\n|{payload}|\n|-|\n",
        ):
            assert audit(sanitise(convert(text))) == [], payload


@pytest.mark.parametrize(
    "text",
    [
        '[a](javascript:alert(1)) <javascript:alert(1)> ![a](javascript:x) ~~"~~',
        '# x {#"onclick=alert(1) .y"z<script>}',
        '[^"><script>]\n\n[^"><script>]: x',
        '```"><script>alert(1)</script>\n~\n```',
        "![<script>alert(1)</script> \"onerror=x](y '\"onload=z') ~",
        "| <img src=x onerror=alert(1)> |\n|---|\n| [a](data:text/html,x) |",
    ],
)
def test_what_is_written_here_cannot_run(text: str) -> None:
    """Signs of HTML in labels, languages, titles and names."""
    assert audit(sanitise(convert(text))) == []
    assert "<script" not in sanitise(convert(text))


def hostile() -> dict[str, str]:
    """Texts that take other engines long, in their full length."""
    cases = json.loads(shared("suites", "cmark", "pathological.json").read_text(encoding="utf-8"))
    texts = {case["name"]: "".join(part * count for part, count in case["parts"]) for case in cases}
    return (
        texts
        | pathological()
        | {
            "images in images": "~" + "![" * 20_000 + "a" + "](b)" * 20_000,
            "escaped braces": "\\{" * 20_000 + "\n\n" + "# a {#b}\n" * 10_000,
            "headings with braces": "# a {#b .c}\n\n" * 10_000,
            "one note, many references": "[^1]" * 20_000 + "\n\n[^1]: a",
            "many notes": "".join(f"[^{number}]\n\n[^{number}]: a\n\n" for number in range(5_000)),
            "notes in quotations": "".join("> " * depth + f"[^{depth}]: a\n\n" for depth in range(300)),
            "one name, many notes": "[^1]: a\n\n" * 10_000 + "[^1]",
            "colons": ": " * 40_000,
            "lines of colons": "a\n: b\n\n" * 10_000,
            "spaces before colons": " " * 100_000 + ":\n: x",
            "tasks": "- [ ] a\n" * 10_000,
            "cells": "|a" * 500 + "\n" + "|-" * 500 + "\n" + ("|a" * 500 + "\n") * 100,
            "braces": "# " + "{" * 50_000 + "}" * 50_000,
            "tildes": "~a ~~b " * 20_000,
        }
    )


def test_no_text_takes_long() -> None:
    """The time grows with the length of the text, not faster."""
    for name, text in hostile().items():
        started = time.process_time()
        converted = convert(text)
        assert time.process_time() - started < SECONDS, name

        started = time.process_time()
        try:
            assert audit(sanitise(converted)[:10_000].rpartition("<")[0]) == [], name
        except TooDeepError:
            continue
        finally:
            assert time.process_time() - started < SECONDS, name


def test_text_over_its_budget_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short lines below a wide head are filled up, so that a small text may be a large table."""
    monkeypatch.setattr(commonmark, "SECONDS", 0.05)

    with pytest.raises(OverBudgetError, match=r"more than 0\.05 s"):
        convert(("|a" * 500 + "\n" + "|-" * 500 + "\n" + "|a\n" * 500 + "\n") * 8)
    assert convert("~~a~~") == "<p><del>a</del></p>"


def test_naughty_strings_raise_nothing() -> None:
    """Strings that have broken other programs; the same comes out again."""
    for text in json.loads(shared("suites", "blns", "blns.json").read_text(encoding="utf-8")):
        for one in (text, f"~{text}~", f"[^1]\n\n[^1]: {text}"):
            assert convert(one) == convert(one)
            assert audit(sanitise(convert(one))) == []


SIGNS = [
    *(
        "*",
        "_",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "!",
        "`",
        "\\",
        "&",
        ":",
        "|",
        "-",
        "=",
        "#",
        "~",
        "{",
        "}",
        "^",
    ),
    *(" ", "\n", "\t", '"', "'", ".", "1", "a", "é", "𝒳", "\x00", "\r", "\ufeff", "\u2028"),
    *(
        "\n\n",
        "    ",
        "```",
        "~~",
        "[^1]",
        "\n[^1]: ",
        "\n\n[^a]: ",
        "[^A]",
        "- [ ] ",
        "- [x]",
        "\n: ",
        "|-|-|\n",
    ),
    *("![", "](", "{#a .b}", "# ", "> ", "1. ", "<div>", "</div>", "<!--", "-->", "<b>", "\\{", "  \n"),
]


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=60).map("".join))
def test_any_text_of_signs_is_safe_and_comes_out_the_same(text: str) -> None:
    """Nothing is raised, and every way back from a note finds its reference."""
    converted = convert(text)
    body = finished(text)

    assert converted == convert(text)
    assert audit(sanitise(converted)) == []
    assert not [one for one in body.problems if "'#fn" in one.message], body.markup


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text())
def test_any_text_raises_nothing(text: str) -> None:
    """Signs that no one thought of."""
    assert isinstance(convert(text), str)
    assert isinstance(finished(text).markup, str)


def test_nothing_of_one_text_reaches_the_next() -> None:
    """Footnotes and link targets belong to the text that defines them."""
    convert("One[^1] [two][x].\n\n[^1]: A note.\n\n[x]: /two")

    assert convert("One[^1] [two][x].") == "<p>One[^1] [two][x].</p>"
    assert convert(NOTES["several references"]) == convert(NOTES["several references"])


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_writes_the_same(seed: str) -> None:
    """Whatever came before, and whatever the hash seed."""
    texts = [*NOTES.values(), *TABLES.values(), *(text for text, _, _ in DIFFERENCES.values())]
    program = (
        "import json, sys; from builder.markup.commonmark import convert; "
        "json.dump([convert(text) for text in reversed(json.load(sys.stdin))], sys.stdout)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(texts),
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout) == [convert(text) for text in reversed(texts)]
