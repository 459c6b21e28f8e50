"""biblatex, read back by bibtexparser, names in their parts too."""

import re

import bibtexparser
import pytest
from bibtexparser.bparser import BibTexParser
from bibtexparser.customization import splitname
from hypothesis import given
from hypothesis import strategies as st
from originals import HOSTILE, KINDS, make_original

from builder.attribution import Name, Original
from builder.attribution.exports import write_biblatex
from builder.attribution.exports.biblatex import escape, key_of
from builder.attribution.exports.languages import babel_name
from builder.attribution.plain import one_line
from builder.model import ArchivedCopy, Kind

WORDS = st.text(min_size=1).filter(one_line)


def read_all(text: str) -> list[dict[str, str]]:
    parser = BibTexParser(ignore_nonstandard_types=False, interpolate_strings=False)
    return [dict(entry) for entry in bibtexparser.loads(text, parser).entries]


def read(original: Original) -> dict[str, str]:
    (entry,) = read_all(write_biblatex(original))
    return entry


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", KINDS)
def test_braces_are_balanced_whatever_a_value_holds(kind: Kind | None, text: str) -> None:
    name = Name(family=text, given=text, suffix=text)
    written = write_biblatex(
        make_original(kind=kind, title=text, authors=(name,), publication=text, tags=(text,), url=text)
    )

    assert written.count("{") == written.count("}")
    assert written.endswith("\n}\n")
    assert len(read_all(written)) == 1


def test_entries_that_are_joined_are_read_one_by_one() -> None:
    written = "".join(
        write_biblatex(make_original(f"piece-{n}", title=text)) for n, text in enumerate(HOSTILE)
    )

    assert [entry["ID"] for entry in read_all(written)] == [f"piece-{n}" for n in range(len(HOSTILE))]


@given(WORDS, WORDS)
def test_what_goes_in_comes_out(title: str, publication: str) -> None:
    entry = read(make_original(kind="newspaper", title=title, publication=publication))

    assert (entry["title"], entry["journaltitle"]) == (escape(title), escape(publication))


@pytest.mark.parametrize(
    ("name", "von", "last", "first", "jr"),
    [
        (Name(family="Byron", given="Ada"), "", "Byron", "Ada", ""),
        (Name(family="van der Berg", given="Jan"), "van der", "Berg", "Jan", ""),
        (Name(family="Le Guin", given="Ursula"), "", "Le Guin", "Ursula", ""),
        (Name(family="King", given="Martin Luther", suffix="Jr."), "", "King", "Martin Luther", "Jr."),
        (Name(family="García y Vega", given="Ana"), "", "{García y Vega}", "Ana", ""),
        (Name(family="Smith and Sons", given="A."), "", "{Smith and Sons}", "A.", ""),
        (Name(family="King", suffix="Jr."), "", "{King Jr.}", "", ""),
        (Name(family="others"), "", "{others}", "", ""),
        (Name(family="Plato"), "", "{Plato}", "", ""),
        (Name(literal="Smith, Jones and Co."), "", "{Smith, Jones and Co.}", "", ""),
    ],
)
def test_a_name_keeps_its_parts(name: Name, von: str, last: str, first: str, jr: str) -> None:
    parts = splitname(read(make_original(authors=(name,)))["author"])

    assert {part: " ".join(words) for part, words in parts.items()} == {
        "von": von,
        "last": last,
        "first": first,
        "jr": jr,
    }


@given(WORDS, WORDS)
def test_a_family_name_ends_where_its_given_name_begins(family: str, given_name: str) -> None:
    parts = splitname(read(make_original(authors=(Name(family=family, given=given_name),)))["author"])

    read_family = " ".join([*parts["von"], *parts["last"]])
    assert read_family in (escape(family), f"{{{escape(family)}}}")
    assert " ".join(parts["first"]) in (escape(given_name), f"{{{escape(given_name)}}}")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "english"),
        ("en-US", "american"),
        ("en-ZA", "english"),
        ("de", "ngerman"),
        ("pt-BR", "brazilian"),
        ("tlh", ""),
    ],
)
def test_a_language_is_called_as_babel_calls_it(language: str, name: str) -> None:
    assert babel_name(language) == name
    assert read(make_original(language=language)).get("langid", "") == name


def test_keys_are_ascii_without_a_sign_that_ends_them() -> None:
    slugs = ("dune", "naïve", "a_b", "日本", "c++", "Dune,2", "x{y}")

    keys = [key_of(slug) for slug in slugs]

    assert keys[0] == "dune"
    assert len(set(keys)) == len(slugs)
    assert all(re.fullmatch(r"[A-Za-z0-9.-]+", key) for key in keys)


def test_a_newspaper_article_is_told_apart_from_a_scholar_s() -> None:
    newspaper = read(make_original(kind="newspaper"))

    assert (newspaper["ENTRYTYPE"], newspaper["entrysubtype"]) == ("article", "newspaper")
    assert "entrysubtype" not in read(make_original(kind="journal"))


def test_copies_are_named() -> None:
    entry = read(make_original(copies=(ArchivedCopy(url="https://copies.example/a_b"),)))

    assert entry["addendum"].endswith(r"Copy at https://copies.example/a\_b")
    assert "urldate" not in entry


def test_a_comma_does_not_divide_a_keyword() -> None:
    assert read(make_original(tags=("Delta, Utah", "water")))["keywords"] == "Delta Utah, water"
