"""Sixty clippings, thirty easy and thirty nasty, held to what a person understands of them.

The clippings were written for this test; their people, papers and towns do not exist.
"""

import html
import re
import tomllib
from pathlib import Path

import pytest

from builder.importer.clippings import read_clippings
from builder.importer.piece import Piece, Reading
from builder.load.authority import names_of
from builder.model import Authorities, PublicationRecord

CLIPPINGS = Path(__file__).parent / "clippings"

# Of the many publications in the clippings an archive knows a few.
KNOWN = ("The Harrow Valley Courier", "Westhaven Herald", "Fenland Review", "Hedge and Ditch Magazine")
READING = Reading(
    names=names_of(Authorities(publications={name: PublicationRecord(name=name) for name in KNOWN}))
)
EMPTY = {"authors": [], "tags": [], "extent": "full", "paragraphs": 0}
FIELDS = (
    *("title", "deck", "authors", "publication", "published", "posted", "dateline", "tags", "original_url"),
    *("translator", "note", "rights_notice", "extent", "section", "first", "last", "paragraphs"),
)
NAMED_AS = {
    "deck": {"deck", "title"},
    "first": {"text", "byline"},
    "last": {"text", "byline"},
    "paragraphs": {"text", "byline"},
}
"""Under which words in `review` a person is sent to look at a field; most stand under their own."""


def expectations() -> dict[str, list[dict[str, object]]]:
    table = tomllib.loads((CLIPPINGS / "expected.toml").read_text(encoding="utf-8"))["piece"]
    by_file: dict[str, list[dict[str, object]]] = {}
    for piece in table:
        by_file.setdefault(piece.pop("file"), []).append(piece)
    return by_file


def understood(piece: Piece, expected: dict[str, object]) -> dict[str, object]:
    """The fields of a piece as the table has them; of its text as much as the table quotes."""
    fields = piece.fields
    plain = html.unescape(re.sub(r"\\([^\w\s])", r"\1", piece.text))
    paragraphs = [part for part in plain.strip().split("\n\n") if part]
    first, last = (str(expected.get(key, "")) for key in ("first", "last"))
    return {
        **{name: getattr(fields, name) for name in FIELDS if hasattr(fields, name)},
        "authors": [one if isinstance(one, str) else one.literal for one in fields.authors],
        "posted": str(fields.posted or ""),
        "tags": list(fields.tags),
        "rights_notice": fields.rights.notice,
        "first": plain[: len(first)],
        "last": plain.strip()[-len(last) :],
        "paragraphs": len(paragraphs),
    }


def findings(file: str) -> list[tuple[str, object, object, bool]]:
    """Of each field in each piece of a file: its name, what it is, what it should be, and whether it is flagged."""
    expected_pieces = expectations()[file]
    pieces = [
        piece
        for piece in read_clippings((CLIPPINGS / file).read_bytes(), READING)
        if isinstance(piece, Piece)
    ]
    assert len(pieces) == len(expected_pieces), file
    found = []
    for piece, expected in zip(pieces, expected_pieces, strict=True):
        made = understood(piece, expected)
        flagged = {note.partition(":")[0] for note in piece.fields.review}
        for name in FIELDS:
            wanted = expected.get(name, EMPTY.get(name, ""))
            is_flagged = bool(NAMED_AS.get(name, {name}) & flagged)
            found.append((name, made[name], wanted, is_flagged))
    return found


def test_there_are_sixty_clippings_and_each_is_expected() -> None:
    files = sorted(path.name for path in CLIPPINGS.glob("*.txt"))

    assert files == sorted(expectations())
    assert (len([f for f in files if f[0] == "e"]), len([f for f in files if f[0] == "n"])) == (30, 30)


def test_a_field_is_right_or_flagged() -> None:
    """98 of 100 fields are right, and of the wrong ones every one is named in `review`."""
    all_found = [(file, *one) for file in expectations() for one in findings(file)]
    wrong = [one for one in all_found if one[2] != one[3]]
    unflagged = [one for one in wrong if not one[4]]

    assert unflagged == []
    assert 1 - len(wrong) / len(all_found) >= 0.98, wrong


@pytest.mark.parametrize("file", [file for file in expectations() if file.startswith("easy")])
def test_easy_clippings_are_right_and_leave_nothing_to_look_at(file: str) -> None:
    """A queue full of needless notes is read by nobody: only who signed an unsigned piece is asked."""
    found = findings(file)

    assert [(name, made) for name, made, _, _ in found] == [(name, wanted) for name, _, wanted, _ in found]
    assert {name for name, _, wanted, flagged in found if flagged and wanted != []} == set()
