"""CSL-JSON, held to its official schema."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from originals import HOSTILE, KINDS, make_original

from builder.attribution import Name
from builder.attribution.exports import encode_csl, write_csl
from builder.attribution.plain import one_line
from builder.model import Kind

SCHEMA = json.loads((Path(__file__).parent.parent / "csl-data.json").read_text(encoding="utf-8"))
"""Version 1.0.2, of citationstyles.org, under the MIT licence."""

WORDS = st.text(min_size=1).filter(one_line)


@pytest.mark.parametrize(
    "published", ["1916-10-17", "1916%", "198X~", "1984-21?", "1916-10/1916-12~", "../1918"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_an_item_fits_the_schema(kind: Kind | None, published: str) -> None:
    given_fields = {
        field: "\n".join(HOSTILE)
        for field in ("title", "publication", "publisher", "place", "section", "page", "edition", "summary")
    }
    authors = tuple(Name(family=text, given=text, suffix=text) for text in HOSTILE)

    item = json.loads(
        encode_csl(make_original(kind=kind, published=published, authors=authors, **given_fields))
    )

    jsonschema.validate([item], SCHEMA)
    assert "accessed" not in item


@given(WORDS, WORDS, WORDS, WORDS)
def test_what_goes_in_comes_out(title: str, publication: str, family: str, given_name: str) -> None:
    name = Name(literal=family) if len(family) % 2 else Name(family=family.upper(), given=given_name)

    item = json.loads(
        encode_csl(make_original(kind="newspaper", title=title, publication=publication, authors=(name,)))
    )

    assert (item["title"], item["container-title"]) == (one_line(title), one_line(publication))
    (author,) = item["author"]
    if name.literal:
        assert author == {"literal": one_line(family)}
    else:
        assert author == {"family": one_line(name.family), "given": one_line(given_name)}


def test_an_item_is_one_line() -> None:
    """So that a file of many stays one item a line."""
    assert encode_csl(make_original(title="a\nb")).count(b"\n") == 0


def test_the_permalink_stands_where_there_is_no_original() -> None:
    assert write_csl(make_original())["URL"] == "https://archive.example/articles/dune/"
    assert write_csl(make_original(url="https://herald.example/"))["URL"] == "https://herald.example/"


def test_a_report_keeps_its_publication_beside_its_publisher() -> None:
    both = write_csl(make_original(kind="report", publication="Dam Papers", publisher="Dam Board"))

    assert (both["publisher"], both["collection-title"]) == ("Dam Board", "Dam Papers")
    assert write_csl(make_original(kind="report", publication="Dam Papers"))["publisher"] == "Dam Papers"


def test_the_issue_of_a_report_is_its_number() -> None:
    report = write_csl(make_original(kind="report", issue="RFC 760"))

    assert report["number"] == "RFC 760"
    assert "issue" not in report
    assert write_csl(make_original(kind="journal", issue="4"))["issue"] == "4"
