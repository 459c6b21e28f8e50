"""Clippings, from bytes to pieces: what a `.txt` content file would say is what the written file says."""

import codecs
import html
import re

import pytest
from factories import make_origin
from hypothesis import example, given
from hypothesis import strategies as st

from builder.importer.clippings import LONGEST_TITLE, read_clippings
from builder.importer.piece import Flaw, Piece, Reading
from builder.importer.writing import write_piece
from builder.load.article import read_article
from builder.load.authority import names_of
from builder.load.clipping import article_of_clipping
from builder.load.front_matter import decode, split_content
from builder.load.repost import REVIEW_FIELDS, REVIEW_REASONS, parse_repost
from builder.markup import render_text
from builder.model import NO_BLOB, Article, Authorities, Engine, PersonRecord, PublicationRecord, Rights

NAMES = names_of(
    Authorities(
        publications={
            "herald": PublicationRecord(
                name="The Plainview Herald",
                kind="newspaper",
                lang="en-GB",
                rights=Rights(basis="permission", holder="Herald Company"),
            ),
            "newsday": PublicationRecord(name="Newsday, New York"),
        },
        people={"roe": PersonRecord(name="Mary Roe", family="Roe", given="Mary", aliases=("M. Roe",))},
    )
)
READING = Reading(names=NAMES)
CREDIT = "M. Roe, The Plainview Herald, March 1, 2011"


def clip(*blocks: str, posted: str = "Posted on March 2, 2011") -> str:
    return "\n\n".join([posted, *blocks] if posted else blocks) + "\n"


def piece_of(text: str | bytes, encoding: str = "") -> Piece:
    """The only piece of a text."""
    data = text if isinstance(text, bytes) else text.encode()
    (piece,) = read_clippings(data, Reading(names=NAMES, encoding=encoding))
    assert isinstance(piece, Piece), piece
    return piece


def built(piece: Piece) -> tuple[Article, str]:
    """The article of the written file, and its text, as a build would load them."""
    text, warnings = decode(write_piece(piece).encode(), "content/articles/a.md")
    content = split_content(text, "content/articles/a.md")
    article, problems = read_article(content, NO_BLOB, NAMES, "fr")
    assert (warnings, problems) == ([], [])
    assert article
    return article, content.text


def paragraphs(text: str, engine: Engine, *, is_plain: bool = False) -> list[str]:
    markup = render_text(text, make_origin(text, is_plain=is_plain), engine).markup
    assert re.fullmatch(r"(?:<p>[^<]*</p>\s*)*", markup), markup
    return [" ".join(html.unescape(part).split()) for part in re.findall(r"<p>([^<]*)</p>", markup)]


SNIPPETS = st.sampled_from(
    [
        *(
            "Posted on March 2, 2011",
            "Posted on 99/99/2011 by admin",
            "Published",
            CREDIT,
            "By Mary Roe",
            "By",
        ),
        *(
            "Title",
            "A TITLE",
            "1984. It was",
            "#1 ranked",
            "The Guardian, n.d.",
            "Berlin, 1945",
            "(",
            "{snip}",
        ),
        *(
            "PARIS — Rain.",
            "He left.",
            "* [a](b) _c_ <d> &amp;",
            "Tags: a, b",
            "Tags: ***",
            "Editor's note: *x*",
        ),
        *("Source: https://a.example", "© 2011 The *Herald*", "Translated by Ann Lee", "word " * 50, "Jr."),
        *("Source: Mary Roe, The Guardian, 1916", "Mary \"May\" Roe, \\n, The 'Sun', Fall 2011", "a: b # c"),
        *(
            "\n",
            "\n\n",
            "\r\n",
            " ",
            "\u00a0",
            "\u200b",
            "\ufeff",
            "\x85",
            "\u2028",
            "\x1c",
            "\x07",
            ", ",
            "    ",
        ),
    ]
)
TEXTS = st.lists(st.one_of(SNIPPETS, st.just("\n"), st.just("\n\n"), st.text(max_size=9))).map("".join)


@given(TEXTS)
@example(clip("Title", CREDIT, "1984. It was", "    four spaces", "#1 ranked", "Tags: a", "© 2011 X"))
@example(clip("Title", "Mary Roe, The Sun, March 5, 2011", "Later than it was posted."))
@example(clip("Title", "Mary Roe, The Sun, Winter 2011", "Perhaps later."))
@example(clip("Title", "Reuters and Mary Roe, The Sun, 2011", "x", "Source: http://a\\b"))
def test_what_was_parsed_is_what_a_build_loads(text: str) -> None:
    """Field by field and word by word, for any input; only what no archive can build is left out, and said."""
    try:
        pieces = read_clippings(text.encode(), READING)
    except ValueError as error:
        assert "; " in str(error)  # noqa: PT017
        return
    assert pieces
    for piece in pieces:
        if isinstance(piece, Piece):
            article, body = built(piece)
            assert article.review == piece.fields.review
            assert all(note.partition(": ")[0] in FIELDS for note in article.review), article.review
            if len(pieces) == 1 and "\N{REPLACEMENT CHARACTER}" not in body + str(piece.fields):
                compare_with_content_file(text, article, body)


FIELDS = {
    *("title", "authors", "byline", "publication", "published", "posted", "text", "tags", "original_url"),
}


def compare_with_content_file(text: str, made: Article, body: str) -> None:
    """The same text as a `.txt` content file, which is read without any writing between."""
    repost = parse_repost(text, NAMES.publications)
    doubted = " ".join(made.review)
    if "left out" in doubted or "made from" in doubted:
        return
    direct = article_of_clipping(repost, "content/articles/a.txt", NO_BLOB, NAMES, "fr")
    assert made.title == " ".join(direct.title.split())
    for name in ("slug", "deck", "extent", "language", "posted", "tags"):
        assert getattr(made, name) == getattr(direct, name), name
    for name in (
        *(
            "publication",
            "authors",
            "byline",
            "published",
            "published_as",
            "original_url",
            "kind",
            "dateline",
            "section",
        ),
        "translator",
    ):
        assert getattr(made.source, name) == getattr(direct.source, name), name
    assert made.source.rights.notice == " ".join(direct.source.rights.notice.split())
    assert made.source.rights.basis == direct.source.rights.basis
    plain = "\n\n".join(repost.paragraphs)
    for engine in ENGINES:
        assert paragraphs(body, engine) == paragraphs(plain, engine, is_plain=True)
        note = " ".join(" ".join(paragraphs(made.note, engine)).split())
        assert note == " ".join(direct.note.split())


ENGINES: tuple[Engine, ...] = ("markdown", "commonmark")


def test_a_usual_clipping_needs_no_review() -> None:
    piece = piece_of(clip("Wells Run Dry", CREDIT, "It rained.", "It stopped.", "Tags: water, ohio"))

    assert write_piece(piece) == (
        "---\n"
        'title: "Wells Run Dry"\n'
        'authors: ["M. Roe"]\n'
        'byline: "M. Roe, The Plainview Herald, March 1, 2011"\n'
        'publication: "The Plainview Herald"\n'
        "published: 2011-03-01\n"
        'published_as: "March 1, 2011"\n'
        "posted: 2011-03-02\n"
        'tags: ["water", "ohio"]\n'
        "---\n"
        "\n"
        "It rained.\n"
        "\n"
        "It stopped.\n"
    )


def test_what_was_guessed_names_its_field() -> None:
    piece = piece_of(
        clip("WELLS RUN DRY", "Mary Roe, Dissent, 02/03/2011", "It rained.", posted="Posted on 03/04/2011")
    )

    assert piece.fields.review == (
        "posted: a date in numbers can be read in two ways; see which one is the day",
        "published: a date in numbers can be read in two ways; see which one is the day",
        "title: the title is in capitals; write it as the publication would in a sentence",
        "publication: the publication was guessed from its place in the byline; look it up",
    )


def test_every_reason_has_its_field() -> None:
    assert REVIEW_FIELDS.keys() == REVIEW_REASONS.keys()


def test_rights_of_a_publication_stay_beside_a_notice() -> None:
    """Rights that a head states take the place of the publication's, so all of them are stated."""
    article, _ = built(piece_of(clip("Wells", CREDIT, "It rained.", "© 2011 The Herald")))

    assert article.source.rights == Rights(
        basis="permission", holder="Herald Company", notice="© 2011 The Herald"
    )


def test_a_day_of_posting_that_cannot_be_is_left_out_and_said() -> None:
    """A build would refuse both days together; the day of the original is the one that matters."""
    piece = piece_of(clip("Wells", "Mary Roe, The Sun, March 5, 2011", "It rained."))

    assert (piece.fields.posted, piece.fields.published) == (None, "2011-03-05")
    assert any(note.startswith("posted: left out, as 2011-03-02 ") for note in piece.fields.review)


def test_a_posted_line_that_cannot_be_read_is_quoted() -> None:
    piece = piece_of(clip("Wells", CREDIT, "It rained.", posted="Posted on February 30, 2011"))

    assert piece.fields.review == (
        "posted: the posted line has no day that can be read; it says 'Posted on February 30, 2011'",
    )


def test_a_tag_without_a_page_is_left_out_and_said() -> None:
    piece = piece_of(clip("Wells", CREDIT, "It rained.", "Tags: water, ***"))

    assert piece.fields.tags == ("water",)
    assert piece.fields.review == (
        "tags: '***' was left out, as no address can be made of it; write it otherwise",
    )


def test_an_address_that_is_none_is_left_out_and_said() -> None:
    piece = piece_of(clip("Wells", CREDIT, "It rained.", "Source: http://a[b/c"))

    assert piece.fields.original_url == ""
    assert piece.fields.review[0].startswith("original_url: 'http://a[b/c' was left out")


def test_a_text_without_a_title_lends_its_first_words() -> None:
    words = "It rained all day and nobody knew why it did or when it would end at all. " * 8
    piece = piece_of(f"{words}\n\nThen it stopped.\n")

    assert piece.fields.title == "It rained all day and nobody knew why it did or when…"
    assert len(words) > LONGEST_TITLE
    assert piece.text.startswith(words.strip())
    assert any(note.startswith("title: it was made from the first words") for note in piece.fields.review)


def test_a_head_without_a_text_is_taken_and_said() -> None:
    piece = piece_of(clip("Wells", CREDIT))

    assert piece.text == ""
    assert piece.fields.review == (
        "text: nothing stands below the head; add the text, or say `extent: link`",
    )


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (codecs.BOM_UTF8 + "Café — dry".encode(), ""),
        (codecs.BOM_UTF16_LE + "Café — dry".encode("utf-16-le"), ""),
        (codecs.BOM_UTF16_BE + "Café — dry".encode("utf-16-be"), ""),
        ("Café — dry".encode(), "koi8-r"),
        ("Café — dry".encode("mac-roman"), "mac-roman"),
        ("Café — dry".encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_what_is_marked_or_declared_is_not_guessed(data: bytes, encoding: str) -> None:
    rest = clip("", CREDIT, "It rained.", posted="")
    tail = data[:0] + (rest.encode("utf-16-le") if b"\0" in data and data[1] in (0, 0xFE) else rest.encode())
    if data.startswith(codecs.BOM_UTF16_BE):
        tail = rest.encode("utf-16-be")

    piece = piece_of(data + tail, encoding)

    assert piece.fields.title == "Café — dry"
    assert not any(note.startswith("text:") for note in piece.fields.review)


def test_a_guessed_encoding_is_said() -> None:
    piece = piece_of(clip("Mary’s Wells", CREDIT, "It rained—hard.").encode("cp1252"))

    assert piece.fields.title == "Mary’s Wells"
    assert piece.fields.review == (
        "text: the file is not UTF-8 and was read as Windows-1252; see whether accents are right",
    )


def test_control_characters_are_shown_and_said() -> None:
    piece = piece_of(clip("Wells", CREDIT, "It rained\x07 hard." + " It rained." * 20))

    assert "It rained\N{REPLACEMENT CHARACTER} hard." in piece.text
    assert piece.fields.review == (
        "text: signs that could not be read stand as \N{REPLACEMENT CHARACTER}; write them anew",
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7 and so on", "it is a PDF file, not plain text; "),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>x", "it is a page of HTML, not plain text; "),
        (b"{\\rtf1\\ansi x}", "it is a file of rich text, not plain text; "),
        (b"\x89PNG\r\n\x1a\n\0\0", "NUL byte, so it is no plain text; "),
        (b"a\x01b\x02c\x03" * 20, "control characters, so it is no plain text; "),
        (b"\x81\x8d", "not valid text in utf-8 or cp1252; "),
        ("Wells".encode("utf-16-le"), "NUL byte"),
    ],
)
def test_what_is_no_clipping_is_refused_with_a_mend(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        read_clippings(data, READING)


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no encoding 'klingon'; "):
        read_clippings(b"\xff", Reading(names=NAMES, encoding="klingon"))


@pytest.mark.parametrize("text", ["Wells", "Posted on March 2, 2011\n", "\n\u200b\n"])
def test_a_piece_without_anything_is_refused_with_a_mend(text: str) -> None:
    (flaw,) = read_clippings(text.encode(), READING)

    assert isinstance(flaw, Flaw)
    assert flaw.message
    assert flaw.hint


@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(codecs.BOM_UTF16_LE + b"\x00\xd8")
def test_no_bytes_do_worse_than_a_refusal(data: bytes) -> None:
    try:
        pieces = read_clippings(data, Reading(names=NAMES, encoding="utf-7"))
    except ValueError as error:
        assert "; " in str(error)  # noqa: PT017
        return

    for piece in pieces:
        if isinstance(piece, Piece):
            built(piece)
