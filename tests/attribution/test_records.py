"""Records are read back by those who read them: rispy, bibtexparser, and the schema of CSL-JSON."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import bibtexparser
import jsonschema
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from originals import HOSTILE, KINDS, PEOPLE, make_original

from builder.attribution import Name, Original
from builder.attribution.exports import encode_csl, write_biblatex, write_csl, write_ris
from builder.attribution.plain import one_line
from builder.model import Kind

SCHEMA = json.loads((Path(__file__).parent / "csl-data.json").read_text(encoding="utf-8"))
"""The official one, version 1.0.2, of citationstyles.org, under the MIT licence."""
COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\&": "&",
    r"\%": "%",
    r"\$": "$",
    r"\#": "#",
    r"\_": "_",
}
COMMAND = re.compile("|".join(map(re.escape, COMMANDS)))

VARIANTS: dict[str, dict[str, object]] = {
    "named": {"authors": PEOPLE[:1], "publication": "The Herald", "published": "1916-10-17"},
    "organisation": {"authors": (Name(literal="The Associated Press"),), "publication": "The Herald"},
    "unsigned": {"publication": "The Herald", "published": "1916-10"},
    "two authors": {"authors": PEOPLE[:2]},
    "three authors": {"authors": PEOPLE[:3]},
    "21 authors": {"authors": tuple(f"Ada{n} Ensor" for n in range(21))},
    "300 authors": {"authors": tuple(f"Ada{n} Ensor" for n in range(300))},
    "uncertain date": {"published": "1916?"},
    "no date": {"published": "unknown"},
    "translated": {"is_translation": True, "translators": (Name(family="Noor", given="Eve"),)},
    "excerpt": {"extent": "excerpt", "page": "12–14"},
}


def read_ris(text: str) -> dict[str, object]:
    (entry,) = rispy.loads(text)
    return dict(entry)


def read_bib(text: str) -> dict[str, str]:
    """The fields of one entry, commands read as the signs that they stand for."""
    parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False, interpolate_strings=False)
    (entry,) = bibtexparser.loads(text, parser).entries
    return {name: COMMAND.sub(lambda found: COMMANDS[found[0]], value) for name, value in entry.items()}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_reader_takes_every_kind_of_record(kind: Kind | None, variant: str) -> None:
    original = make_original(kind=kind, **VARIANTS[variant])  # type: ignore[arg-type]

    item = json.loads(encode_csl(original))

    jsonschema.validate([item], SCHEMA)
    assert read_ris(write_ris(original))["title"] == item["title"] == "Dune"
    assert read_bib(write_biblatex(original))["title"] == "Dune"
    assert len(item.get("author", [])) == len(original.authors)
    assert len(read_ris(write_ris(original)).get("authors", [])) == len(original.authors)  # type: ignore[arg-type]
    authors = read_bib(write_biblatex(original)).get("author", "")
    assert len(authors.split(" and ")) - (not authors) == len(original.authors)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_values_come_out_as_they_went_in(text: str) -> None:
    original = make_original(title=text, publication=text, summary=text, kind="newspaper", tags=(text,))

    ris, bib, csl = read_ris(write_ris(original)), read_bib(write_biblatex(original)), write_csl(original)

    expected = one_line(text)
    assert ris["title"] == bib["title"] == csl["title"] == expected
    assert ris["secondary_title"] == bib["journaltitle"] == csl["container-title"] == expected
    assert ris["abstract"] == bib["abstract"] == csl["abstract"] == expected


@given(st.text(min_size=1).filter(one_line), st.text(min_size=1).filter(one_line))
def test_whatever_a_title_holds_comes_out_of_every_reader(title: str, body: str) -> None:
    original = make_original(title=title, authors=(Name(literal=body),))

    ris, bib, csl = read_ris(write_ris(original)), read_bib(write_biblatex(original)), write_csl(original)

    assert ris["title"] == csl["title"] == one_line(title)
    assert bib["title"] == one_line(title)
    assert ris["authors"] == [f"{one_line(body)},"]
    assert csl["author"] == [{"literal": one_line(body)}]
    assert bib["author"].strip("{}") == one_line(body).strip("{}")


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (write_ris, ["AU  - King, Martin Luther, Jr.", "AU  - van der Berg, Jan Willem", "AU  - Plato,"]),
        (write_biblatex, ["{King, Jr., Martin Luther and van der Berg, Jan Willem and {Plato}}"]),
    ],
)
def test_names_are_written_by_their_parts(write: Callable[[Original], str], expected: list[str]) -> None:
    written = write(make_original(authors=("Martin Luther King Jr.", "Jan Willem van der Berg", "Plato")))

    for line in expected:
        assert line in written


def test_particles_are_told_apart_in_csl() -> None:
    item = write_csl(make_original(authors=("Jan Willem van der Berg", "Martin Luther King Jr.")))

    assert item["author"] == [
        {"family": "Berg", "non-dropping-particle": "van der", "given": "Jan Willem"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
    ]


@pytest.mark.parametrize(
    ("published", "ris", "csl"),
    [
        ("1916-10-17", ("1916", "1916/10/17/"), {"date-parts": [[1916, 10, 17]]}),
        ("1916-10", ("1916", "1916/10//"), {"date-parts": [[1916, 10]]}),
        ("1916", ("1916", "1916///"), {"date-parts": [[1916]]}),
        ("1916?", ("1916", "1916///"), {"date-parts": [[1916]], "circa": True}),
        ("1916~", ("1916", "1916///"), {"date-parts": [[1916]], "circa": True}),
        ("198X", (None, "///1980s"), {"literal": "1980s"}),
        ("1984-21", ("1984", "1984///spring 1984"), {"date-parts": [[1984]], "season": 1}),
        (
            "1916-10/1916-12",
            ("1916", "1916///October–December 1916"),
            {"date-parts": [[1916, 10], [1916, 12]]},
        ),
        ("1916/..", (None, "///from 1916"), {"literal": "from 1916"}),
        ("unknown", (None, None), None),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(
    published: str, ris: tuple[str | None, str | None], csl: dict[str, object] | None
) -> None:
    original = make_original(published=published)

    fields = read_ris(write_ris(original))

    assert (fields.get("year"), fields.get("date")) == ris
    assert write_csl(original).get("issued") == csl
    assert read_bib(write_biblatex(original)).get("date") == (published if csl else None)


def test_what_is_doubted_is_said_in_words() -> None:
    assert "Date uncertain: 1916 (uncertain)" in write_ris(make_original(published="1916?"))


def test_keys_of_slugs_that_are_not_ascii_stay_apart() -> None:
    entries = [
        read_bib(write_biblatex(make_original(slug)))["ID"] for slug in ("naïve", "naive", "日本", "中国")
    ]

    assert len(set(entries)) == 4
    assert entries[1] == "naive"
    assert all(key.isascii() for key in entries)


def test_a_reader_finds_the_archive() -> None:
    original = make_original(url="https://herald.example/dune")

    assert read_ris(write_ris(original))["urls"] == ["https://herald.example/dune"]
    assert write_csl(original)["archive_location"] == "https://archive.example/articles/dune/"
    assert "https://archive.example/articles/dune/" in write_biblatex(original)
