"""The types of each kind are those that the formats have."""

import json
from pathlib import Path

import pytest
from originals import KINDS
from rdflib.namespace import SDO
from rispy.config import TYPE_OF_REFERENCE_MAPPING

from builder.attribution.kinds import TYPES
from builder.model import Kind

CSL = json.loads((Path(__file__).parent / "csl-data.json").read_text(encoding="utf-8"))
"""The official one, version 1.0.2, of citationstyles.org, under the MIT licence."""


ZOTERO = {
    "newspaperArticle",
    "magazineArticle",
    "journalArticle",
    "webpage",
    "report",
    "interview",
    "presentation",
    "letter",
    "bookSection",
    "document",
}
"""Those of https://api.zotero.org/itemTypes that a piece can be."""

BIBLATEX = {"article", "report", "online", "inbook", "misc"}
"""Entry types of the manual, 2.1.1, for what a piece can be."""


def test_every_kind_has_its_row() -> None:
    assert set(TYPES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_types_that_the_formats_know(kind: Kind | None) -> None:
    types = TYPES[kind]

    assert types.schema in SDO
    assert not types.container or types.container in SDO
    assert types.zotero in ZOTERO
    assert types.biblatex in BIBLATEX
    assert types.biblatex_subtype in ("", "newspaper", "magazine")
    assert types.ris in TYPE_OF_REFERENCE_MAPPING
    assert types.csl in CSL["items"]["properties"]["type"]["enum"]
