"""RIS, read back by rispy; and what Zotero would make of its tags."""

from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from originals import HOSTILE, make_original

from builder.attribution import Name, Original
from builder.attribution.exports import write_ris
from builder.attribution.plain import one_line
from builder.model import ArchivedCopy, Kind

WORDS = st.text(min_size=1).filter(one_line)


def read(original: Original) -> dict[str, Any]:
    (record,) = rispy.loads(write_ris(original))
    return dict(record)


def tags_of(original: Original) -> set[str]:
    return {line[:2] for line in write_ris(original).splitlines()}


def test_a_record_begins_with_its_type_and_ends_with_its_end() -> None:
    lines = write_ris(make_original(kind="newspaper")).split("\r\n")

    assert lines[0] == "TY  - NEWS"
    assert lines[-2:] == ["ER  - ", ""]
    assert not any("\n" in line for line in lines)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_value_ends_a_record_or_begins_a_line(text: str) -> None:
    name = Name(literal=text)
    record = write_ris(
        make_original(title=text, authors=(name, name), publication=text, tags=(text,), summary=text)
    )

    assert [line[2:6] for line in record.split("\r\n") if line] == ["  - "] * (record.count("\r\n"))
    assert len(rispy.loads(record)) == 1


def test_records_that_are_joined_are_read_one_by_one() -> None:
    titles = ("First", "ER  - ", "TY  - NEWS", "Last")

    records = rispy.loads("".join(write_ris(make_original(title=title)) for title in titles))

    assert [record["title"] for record in records] == [one_line(title) for title in titles]


@given(WORDS, WORDS, WORDS)
def test_what_goes_in_comes_out(title: str, publication: str, tag: str) -> None:
    record = read(make_original(kind="newspaper", title=title, publication=publication, tags=(tag,)))

    assert record["title"] == one_line(title)
    assert record["secondary_title"] == one_line(publication)
    assert record["keywords"] == [one_line(tag)]


@given(WORDS, WORDS)
def test_a_person_keeps_both_names(family: str, given_name: str) -> None:
    record = read(make_original(authors=(Name(family=family, given=given_name),)))

    assert record["authors"] == [f"{one_line(family)}, {one_line(given_name)}"]


@pytest.mark.parametrize("kind", ["essay", "interview", None])
def test_a_genre_is_not_taken_for_a_doi(kind: Kind | None) -> None:
    """Zotero reads M3 of a magazine article as its DOI."""
    assert "M3" not in tags_of(make_original(kind=kind))


def test_a_speech_is_a_presentation() -> None:
    record = read(make_original(kind="speech"))

    assert (record["type_of_reference"], record["type_of_work"]) == ("SLIDE", "Speech")


def test_an_issn_stands_only_where_readers_look_for_one() -> None:
    """Elsewhere SN is an ISBN."""
    kinds: tuple[Kind, ...] = ("newspaper", "magazine", "journal", "report", "web", "book-excerpt", "letter")

    with_issn = [kind for kind in kinds if "SN" in tags_of(make_original(kind=kind, issn="1234-5679"))]

    assert with_issn == ["newspaper", "magazine", "journal"]


def test_the_editor_of_a_letter_is_not_its_recipient() -> None:
    editors = (Name(family="Ito", given="Ben"),)

    assert "A2" not in tags_of(make_original(kind="letter", editors=editors))
    assert "A2" in tags_of(make_original(kind="newspaper", editors=editors))


def test_a_report_is_published_by_its_publication_unless_a_publisher_is_known() -> None:
    alone = read(make_original(kind="report", publication="Dam Papers"))
    both = read(make_original(kind="report", publication="Dam Papers", publisher="Dam Board"))

    assert alone["publisher"] == "Dam Papers"
    assert "secondary_title" not in alone
    assert (both["publisher"], both["secondary_title"]) == ("Dam Board", "Dam Papers")


def test_the_issue_of_a_report_is_its_number() -> None:
    record = read(make_original(kind="report", issue="RFC 760", issn="1234-5679"))

    assert record["issn"] == "RFC 760"
    assert "number" not in record


def test_the_archive_and_its_copy_are_named() -> None:
    copies = (ArchivedCopy(url="https://copies.example/dune", date="2016-10-18"),)

    record = read(make_original(copies=copies))

    assert record["name_of_database"] == "Test archive"
    assert record["accession_number"] == "https://archive.example/articles/dune/"
    assert "Copy of 2016-10-18 at https://copies.example/dune" in record["notes"]
