"""Nothing that runs, loads or imitates the page passes; no word is lost."""

import html
import json
import os
import re
import time
from contextlib import suppress
from html.parser import HTMLParser

import pytest
from archive import shared
from factories import render
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.markup.sanitise import (
    ATTRIBUTES,
    CLASSES,
    ID_PREFIX,
    SCHEMES,
    TAGS,
    TooDeepError,
    body_id,
    sanitise,
)

NAMES = """a abbr b blockquote br button caption code col colgroup dd details dl dt em figure font form frameset h1
h2 hr html i iframe img input li listing marquee math mi mtext nobr noscript object ol option p plaintext pre q rt
ruby s script section select span style sub summary svg table tbody td template textarea th title tr ul var video
wbr x-y xmp foreignObject annotation-xml""".split()
WRITTEN = [
    "",
    ' href="/x"',
    ' href="#a b"',
    " href=javascript:x",
    " id=q",
    ' class="a b"',
    " name=z",
    " style=x",
]
WRITTEN += [' title="<b>"', " align=left", " onclick=x", " src=y", ' alt="a>b"', " /", ' x="']
WORDS = [
    "x",
    "y z",
    " ",
    "\n",
    "\n\n",
    "&amp;",
    "&lt;b&gt;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x?>",
    "<",
    "&",
]
WORDS += ["<!DOCTYPE html>", "\0", "é", "&#0;", "&nbsp;"]
SOUP = st.lists(
    st.one_of(
        st.builds("<{}{}>".format, st.sampled_from(NAMES), st.sampled_from(WRITTEN)),
        st.builds("</{}>".format, st.sampled_from(NAMES)),
        st.sampled_from(WORDS),
    ),
    max_size=14,
).map("".join)
"""Tags in any order, as hostile and broken pages have them."""

EXAMPLES = int(os.environ.get("FONDS_EXAMPLES", "300"))


def scheme_of(url: str) -> str:
    """The scheme of a URL as browsers read it: controls before it, tabs and newlines in it do not count."""
    read = re.sub(r"[\t\n\r]", "", url).lstrip("".join(map(chr, range(33))))
    found = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", read)
    return found[1].lower() if found else ""


class Auditor(HTMLParser):
    """Another parser than the one that cleaned; gathers what must not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Everything about a tag."""
        if tag not in TAGS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            written = value or ""
            if name not in ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"]:
                self.wrong.append(f"<{tag} {name}>")
            if name in ("href", "src") and (scheme := scheme_of(written)) and scheme not in SCHEMES:
                self.wrong.append(f"{name}={written}")
            if name in ("id", "name") and not written.startswith(ID_PREFIX):
                self.wrong.append(f"{name}={written}")
            if name == "class":
                self.wrong += [
                    f"class={one}"
                    for one in written.split()
                    if one not in CLASSES and not one.startswith(("x-", "language-"))
                ]

    def handle_data(self, data: str) -> None:
        """The words."""
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        """A comment can hide markup from one parser and not from another."""
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """Nor has a text a declaration."""
        self.wrong.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        """Or a marked section."""
        self.wrong.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        """Or an instruction."""
        self.wrong.append(f"<?{data}>")


def audit(markup: str) -> list[str]:
    """What of a markup must not be there."""
    auditor = Auditor()
    auditor.feed(markup)
    auditor.close()
    return auditor.wrong


def words_of(markup: str) -> str:
    """The letters of a markup, without the space between."""
    auditor = Auditor()
    auditor.feed(markup)
    auditor.close()
    return "".join("".join(auditor.words).split())


def attacks() -> list[str]:
    """The payloads of DOMPurify's own suite."""
    cases = json.loads(shared("suites", "dompurify-xss", "expect.json").read_text(encoding="utf-8"))
    return [case["payload"] for case in cases]


def test_nothing_of_the_attacks_can_run() -> None:
    """No handler, no scheme that runs, no element but those of the list."""
    survived = {payload: wrong for payload in attacks() if (wrong := audit(sanitise(payload)))}

    assert survived == {}


def test_attacks_in_an_article_cannot_run() -> None:
    """The same through Markdown and all later steps, which write attributes of their own."""
    own = {"rel", "loading", "decoding", "tabindex", "aria-label"}
    for payload in attacks():
        wrong = audit(render(payload, from_elsewhere=True, original_url="https://old.example/").markup)
        wrong = [
            finding
            for finding in wrong
            if finding.strip("<>").rpartition(" ")[2] not in own
            and finding not in ("<section>", "class=scroll")
            and not re.match(r"(?:href|src)=ref:\d+$", finding)
        ]
        assert wrong == [], payload


def test_cleaning_the_attacks_again_changes_nothing() -> None:
    """What a browser parses is what was checked."""
    assert [payload for payload in attacks() if sanitise(sanitise(payload)) != sanitise(payload)] == []


@settings(max_examples=EXAMPLES, deadline=None)
@example("<pre>\n\nx</pre>")
@example("<dd><table><dd>")
@example("<h1><dd><h1><dd>")
@example('<li><section title="<b>"><li>')
@example("<a href=/x><table><td><a href=/y>z")
@given(SOUP)
def test_any_soup_is_safe_and_stays_as_it_is(soup: str) -> None:
    """Cleaning twice is cleaning once, and nothing forbidden is left."""
    once = sanitise(soup)

    assert once == sanitise(once)
    assert audit(once) == []


@given(st.text())
def test_any_text_is_safe(text: str) -> None:
    """Signs that no one thought of."""
    assert audit(sanitise(text)) == []


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            "<{0}>{1}</{0}>".format,
            st.sampled_from([name for name in NAMES if name not in ("script", "style", "plaintext", "xmp")]),
            st.sampled_from(["one", "two three", "&lt;four&gt;"]),
        )
    ).map("".join)
)
def test_no_word_is_lost(markup: str) -> None:
    """Whatever element it stands in."""
    assert words_of(sanitise(markup)) == "".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<script>alert(1)</script>x", "x"),
        ("<style>p { color: red }</style>x", "x"),
        ("<!-- x -->y", "y"),
        ("<noscript><p>x</p></noscript>", "<p>x</p>"),
        ("<svg><text>x</text><path/></svg>", "x"),
        ("<math><mi>x</mi></math>", "x"),
        ("<template><p>x</p></template>", "<p>x</p>"),
        ('<section id="s"><font color="red">x</font></section>', '<div id="t-s">x</div>'),
        ("<xmp><b>x</b></xmp>", "&lt;b&gt;x&lt;/b&gt;"),
        ("<center>x</center><center>y</center>", "<div>x</div><div>y</div>"),
        ('<p onclick="a()" style="x" data-x="y" class="k">x</p>', '<p class="x-k">x</p>'),
        ('<font title="a>b">x</font>', "x"),
    ],
)
def test_element_is_dropped_and_its_words_stay(written: str, kept: str) -> None:
    """But for scripts, styles and comments, which hold no words."""
    assert kept == sanitise(written)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "  JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "ref:0",
        "ftp://x.example/",
    ],
)
def test_scheme_that_is_not_listed_is_dropped(target: str) -> None:
    """`ref:` is what later steps write: a text cannot."""
    assert sanitise(f'<a href="{target}">x</a><img src="{target}">') == "<a>x</a><img>"


@pytest.mark.parametrize(
    "target",
    ["https://x.example/", "http://x.example/", "mailto:a@b.example", "tel:1", "/x", "#x", "article:x"],
)
def test_listed_schemes_and_relative_links_stay(target: str) -> None:
    """They are what links are made of."""
    assert sanitise(f'<a href="{target}">x</a>') in (
        f'<a href="{target}">x</a>',
        f'<a href="{target.rstrip("/")}">x</a>',
    )


@pytest.mark.parametrize("element", ["iframe", "embed", "video", "audio", "object"])
def test_what_embeds_becomes_a_link(element: str) -> None:
    """A player of another site is never loaded, and its address is not lost."""
    attribute = "data" if element == "object" else "src"
    written = f'<{element} width=1 {attribute}="https://v.example/1?a=b"></{element}>'

    assert sanitise(written) == '<a href="https://v.example/1?a=b">Embedded: v.example</a>'


def test_source_of_a_player_becomes_a_link_once() -> None:
    """Where the writer gave a link for old browsers, that is the link."""
    source = '<audio controls><source src="https://v.example/1.mp3">{}</audio>'
    link = '<a href="https://v.example/1.mp3">listen</a>'

    assert sanitise(source.format("")) == '<a href="https://v.example/1.mp3">Embedded: v.example</a>'
    assert sanitise(source.format(link)) == link


def test_embedded_script_is_no_link() -> None:
    """Its address passes the same list."""
    assert sanitise('<iframe src="javascript:alert(1)"></iframe>') == "<a>Embedded: another site</a>"


def test_ids_and_names_are_prefixed() -> None:
    """No id of a text is taken for one of the page's, and no name shadows a property of the document."""
    assert sanitise('<p id="search">x</p>') == '<p id="t-search">x</p>'
    assert sanitise('<a name="top  of it">x</a>') == '<a name="t-top-of-it">x</a>'
    assert sanitise('<p id="">x</p>') == "<p>x</p>"


def test_headers_of_a_cell_follow_the_ids() -> None:
    """They name the ids of other cells, which were prefixed."""
    cleaned = sanitise('<table><tr><th id="a">A</th><td headers="a b">1</td></tr></table>')

    assert '<th id="t-a">' in cleaned
    assert 'headers="t-a t-b"' in cleaned


@given(st.text())
def test_prefixing_twice_is_prefixing_once(written: str) -> None:
    """An id that has the prefix keeps it."""
    once = body_id(written)

    assert once is None or body_id(once) == once


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("btn site-nav", "x-btn x-site-nav"),
        ("admonition warning", "admonition warning"),
        ("warning", "x-warning"),
        ("footnote-ref", "footnote-ref"),
        ("language-python", "language-python"),
        ("x-own", "x-own"),
    ],
)
def test_text_cannot_wear_the_classes_of_the_theme(written: str, kept: str) -> None:
    """Only those that Markdown gives stay as they are."""
    assert sanitise(f'<p class="{written}">x</p>') == f'<p class="{kept}">x</p>'


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('<p dir="rtl" lang="ar">x</p>', '<p dir="rtl" lang="ar">x</p>'),
        ('<p dir="up" lang="x y">x</p>', "<p>x</p>"),
        (
            '<ol start="3" type="a"><li value="5">x</li></ol>',
            '<ol start="3" type="a"><li value="5">x</li></ol>',
        ),
        ('<ol start="x" type="disc"><li>x</li></ol>', "<ol><li>x</li></ol>"),
        ('<p align="center">x</p>', "<p>x</p>"),
    ],
)
def test_values_are_checked(written: str, kept: str) -> None:
    """An attribute stays where its value is one that it may have."""
    assert kept == sanitise(written)


def test_signs_in_values_are_escaped() -> None:
    """The later steps of this room find the ends of tags by them."""
    assert sanitise('<a title="a>b<c" href="/x">y</a>') == '<a title="a&gt;b&lt;c" href="/x">y</a>'


BOMBS = {
    "elements": "<div>" * 50_000,
    "unmatched ends": "<div></i>" * 50_000,
    "ends out of reach": "<div><table><td></div></table>" * 20_000,
    "skipped by a block": "<span><div></span>" * 30_000,
    "ruby": "<rt>" * 50_000,
    "formatting": "<b><p>" * 50_000,
    "quotations": "<blockquote>" * 50_000 + "</blockquote>" * 50_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_nesting_bomb_is_refused_at_once(bomb: str) -> None:
    """The time of parsers, and of browsers, grows with the square of the depth."""
    started = time.process_time()

    with pytest.raises(TooDeepError):
        sanitise(bomb)
    assert time.process_time() - started < 1


HOSTILE = {
    "open tags": "<iframe " * 30_000,
    "open quotes": "<x \"<x '" * 15_000,
    "one long tag": "<iframe" + " src=a" * 30_000,
    "players": '<iframe src="a">' * 5_000,
    "links": '<a href="/x">' * 200,
    "unclosed comments": "<!-- " * 30_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_signs_take_no_time(text: str) -> None:
    """Searches are linear in the text."""
    started = time.process_time()
    with suppress(TooDeepError):
        sanitise(text)

    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "page",
    [
        "<p>x" * 2000,
        "<li>x" * 2000,
        "<table>" + "<tr><td>x" * 2000 + "</table>",
        "<ruby>x<rt>y</ruby>" * 1000,
        "<b><i>x</b></i>" * 1000,
        "<p><font>x" * 1000,
        "<svg>" + "<path/>" * 1000 + "</svg>x",
        "<dl>" + "<dt>x<dd>y" * 1000 + "</dl>",
    ],
)
def test_careless_page_is_no_bomb(page: str) -> None:
    """Ends that HTML lets writers leave out make no depth."""
    assert sanitise(page)
