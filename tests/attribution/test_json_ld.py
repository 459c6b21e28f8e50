"""Linked data of a page: the piece and the page that keeps it, as schema.org names things."""

import json
from typing import Any

import pytest
from originals import HOSTILE, KINDS, make_original

from builder.attribution import Name, write_json_ld
from builder.attribution.kinds import TYPES
from builder.attribution.original import Original
from builder.model import ArchivedCopy, Correction, Kind, Rights


def piece(original: Original) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write_json_ld(original))["@graph"][0]
    return found


def page(original: Original) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write_json_ld(original))["@graph"][1]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_kind_gives_the_type_of_the_piece_and_of_what_it_appeared_in(kind: Kind | None) -> None:
    found = piece(make_original(kind=kind, publication="The Herald"))

    assert found["@type"] == TYPES[kind].schema
    assert found.get("isPartOf", {}).get("@type", "") == TYPES[kind].container


def test_publisher_is_of_the_original_and_the_archive_publishes_the_data() -> None:
    found = piece(make_original(kind="newspaper", publication="The Herald", publisher="Herald Company"))

    assert found["publisher"]["name"] == "The Herald"
    assert found["sdPublisher"]["name"] == "Test archive"


def test_original_is_where_it_was_and_the_page_is_here() -> None:
    original = make_original(url="https://herald.example/dune", posted="2020-01-02")

    assert piece(original)["url"] == piece(original)["isBasedOn"] == "https://herald.example/dune"
    assert page(original)["url"] == page(original)["@id"] == original.permalink
    assert page(original)["datePublished"] == "2020-01-02"
    assert page(original)["mainEntity"]["@id"] == piece(original)["@id"]


@pytest.mark.parametrize("edtf", ["1916?", "1916~", "191X", "unknown", ""])
def test_uncertain_date_is_left_out(edtf: str) -> None:
    assert "datePublished" not in piece(make_original(published=edtf))


def test_bodies_are_organisations() -> None:
    found = piece(make_original(authors=("Ada Ensor", Name(literal="Harbour Board"))))

    assert found["author"] == [
        {"@type": "Person", "name": "Ada Ensor"},
        {"@type": "Organization", "name": "Harbour Board"},
    ]


def test_copies_corrections_and_translations_are_told() -> None:
    found = piece(
        make_original(
            copies=(ArchivedCopy(url="https://copies.example/1", date="2016-01-02"),),
            corrections=(Correction(date="2020-01-02", text="The name was Ensor."),),
            translation_of="https://archive.example/articles/duin/",
        )
    )

    assert found["archivedAt"] == ["https://copies.example/1"]
    assert found["correction"][0] == {
        "@type": "CorrectionComment",
        "text": "The name was Ensor.",
        "datePublished": "2020-01-02",
    }
    assert found["translationOfWork"] == {"@id": "https://archive.example/articles/duin/"}


def test_only_a_licence_is_called_one() -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    statement = "https://rightsstatements.org/vocab/InC/1.0/"

    assert piece(make_original(rights=Rights(statement=licence)))["license"] == licence
    assert "license" not in piece(make_original(rights=Rights(statement=statement)))
    assert piece(make_original(rights=Rights(statement=statement)))["usageInfo"] == statement


@pytest.mark.parametrize("title", [*HOSTILE, "line\u2028and\u2029paragraph", "<!--<script>"])
def test_no_title_leaves_the_script(title: str) -> None:
    text = write_json_ld(make_original(title=title))

    assert not {"<", ">", "\u2028", "\u2029"} & set(text)
    assert json.loads(text)["@graph"][0]["headline"] == title
