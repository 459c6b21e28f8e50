"""Front matter is written so that Fonds' own reader reads back what was meant, sign for sign."""

import datetime

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.errors import Problem
from builder.importer.piece import Piece
from builder.importer.writing import quote, write_piece
from builder.load.fields import (
    ArchivedFields,
    ArticleFields,
    AuthorFields,
    EventFields,
    RightsFields,
    SeriesFields,
)
from builder.load.front_matter import decode, split_content
from builder.schema import read_record
from builder.tables import read_yaml

FILE = "content/articles/a.md"


def read_back(content: str) -> tuple[ArticleFields | None, list[Problem], str]:
    """The fields and the text of a content file, as a build reads them."""
    text, warnings = decode(content.encode(), FILE)
    split = split_content(text, FILE)
    fields, problems = read_record(split.head, ArticleFields)
    return fields, warnings + problems, split.text


# What a reader of a form may hand over: any sign that a page can show, and line ends.
SHOWN = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\ufeff", include_characters="\n\t"
)
TEXT = st.one_of(
    st.text(SHOWN, max_size=40), st.text("\"'\\:#{}[],&*!|>%@`~ \n-?a1é\u2028\u2029", max_size=12)
)
SAID = TEXT.filter(str.strip)
LISTS = st.lists(TEXT, max_size=3).map(tuple)


@given(TEXT)
@example("null")
@example("~")
@example("no")
@example("1916")
@example("- a")
@example("---")
@example("a: b # c")
@example("both \"kinds\" of 'quotes'")
@example("a\u2028b\u2029c")
@example("\U0001f5de\ufe0f 東京 \u202e")
def test_any_text_can_stand_in_a_value(text: str) -> None:
    value = read_yaml(f"key: {quote(text)}\nlist: [{quote(text)}, {quote(text)}]\n", FILE).values

    assert value == {"key": text, "list": [text, text]}


@given(
    title=SAID,
    deck=SAID,
    authors=LISTS,
    byline=SAID,
    published_as=SAID,
    tags=LISTS,
    note=SAID,
    review=LISTS,
    body=TEXT,
)
def test_what_was_meant_is_what_is_read(title: str, body: str, **said: object) -> None:
    fields = ArticleFields(
        title=title,
        posted=datetime.date(2016, 10, 18),
        published="1916-10/1916-12",
        extent="excerpt",
        **said,  # type: ignore[arg-type]
    )
    body = body.strip()

    assert read_back(write_piece(Piece(line=1, fields=fields, text=body))) == (
        fields,
        [],
        f"\n{body}" if body else "",
    )


def test_every_kind_of_field_can_be_written() -> None:
    """Also those that no clipping has, for the forms that are to come."""
    fields = ArticleFields(
        title="A title",
        authors=("Ada Byron", AuthorFields(literal="Harbour Board", role='editor: "chief"')),
        original_url="https://a.example/b?c=d#e",
        archived=(ArchivedFields(url="https://b.example/", date=datetime.date(2020, 1, 2)),),
        kind="letter",
        rights=RightsFields(holder="The Herald", basis="permission", noindex=True),
        series=SeriesFields(name="One", number=3),
        provenance=(
            EventFields(event="reprinted", agent="X"),
            EventFields(event="captured", date="2020", note="n"),
        ),
        review=("publication: guessed", "text: odd"),
        lang="pt-BR",
    )

    assert read_back(write_piece(Piece(line=1, fields=fields, text="Words.\n"))) == (fields, [], "\nWords.\n")


def test_what_is_not_said_is_not_written() -> None:
    written = write_piece(Piece(line=1, fields=ArticleFields(title="Dune"), text="Sand.\n"))

    assert written == '---\ntitle: "Dune"\n---\n\nSand.\n'


def test_what_no_field_holds_is_told() -> None:
    fields = msgspec.structs.replace(ArticleFields(title="Dune"), extra={"a": [1]})

    with pytest.raises(TypeError, match="a head holds no dict"):
        write_piece(Piece(line=1, fields=fields, text=""))
