"""What a listing tells reference managers of each article."""

from urllib.parse import parse_qs

import pytest
from originals import HOSTILE, KINDS, make_original

from builder.attribution import write_coins
from builder.attribution.kinds import TYPES
from builder.model import Kind


@pytest.mark.parametrize("kind", KINDS)
def test_piece_is_told_by_its_kind(kind: Kind | None) -> None:
    original = make_original(
        kind=kind,
        authors=("Ada Ensor", "Plato"),
        publication="The Herald",
        published="1916-10-17",
        tags=("sand",),
    )

    assert parse_qs(write_coins(original)) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"],
        "rft.type": [TYPES[kind].zotero],
        "rft.title": ["Dune"],
        "rft.source": ["The Herald"],
        "rft.au": ["Ada Ensor", "Plato"],
        "rft.date": ["1916-10-17"],
        "rft.language": ["en"],
        "rft.subject": ["sand"],
        "rft_id": ["https://archive.example/articles/dune/"],
    }


def test_what_is_not_known_is_not_said() -> None:
    found = parse_qs(write_coins(make_original(published="1916?")), keep_blank_values=True)

    assert not {"rft.source", "rft.au", "rft.date", "rft.subject"} & set(found)


def test_original_is_named_where_the_archive_has_no_address() -> None:
    original = make_original(permalink="", url="https://herald.example/dune")

    assert parse_qs(write_coins(original))["rft_id"] == ["https://herald.example/dune"]


@pytest.mark.parametrize("title", HOSTILE)
def test_title_comes_back_as_it_was(title: str) -> None:
    assert parse_qs(write_coins(make_original(title=title)))["rft.title"] == [title]
