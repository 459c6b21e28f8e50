"""Citations as files: who is in which, and what an edit writes anew."""

import json

import bibtexparser
import pytest
import rispy
from archive import Archive

ENDINGS = (".ris", ".bib", ".csl.json")


@pytest.fixture
def herald(archive: Archive) -> Archive:
    """Three articles of two publications."""
    archive.article(
        "dune", authors=["Ada Ensor"], publication="The Herald", published="1916-10-17", tags=["sand"]
    )
    archive.article("marsh", publication="The Herald", published="1917", tags=["reeds"])
    archive.article(
        "peak", authors=["Jan van der Berg"], publication="Alpine Notes", published="1918", tags=["sand"]
    )
    return archive


def titles_in(text: str, ending: str) -> list[str]:
    """The titles of a file, by a reader that is not ours."""
    if ending == ".ris":
        return [entry["title"] for entry in rispy.loads(text)]
    if ending == ".bib":
        return [entry["title"] for entry in bibtexparser.loads(text).entries]
    return [item["title"] for item in json.loads(text)]


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_article_has_its_own_citation(herald: Archive, ending: str) -> None:
    herald.build()

    assert titles_in(herald.read(f"articles/dune/citation{ending}"), ending) == ["Dune"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("route", "titles"),
    [
        ("", ["Peak", "Marsh", "Dune"]),
        ("tags/sand/", ["Peak", "Dune"]),
        ("publications/the-herald/", ["Marsh", "Dune"]),
        ("authors/ada-ensor/", ["Dune"]),
    ],
)
def test_listings_and_the_archive_have_those_of_their_articles_newest_first(
    herald: Archive, route: str, titles: list[str], ending: str
) -> None:
    herald.build()

    assert titles_in(herald.read(f"{route}citations{ending}"), ending) == titles


def test_a_withdrawn_article_is_in_no_file(herald: Archive) -> None:
    withdrawn = {"date": "2020-01-01", "reason": "Printed twice"}
    herald.article("peak", publication="Alpine Notes", tags=["sand"], status="withdrawn", withdrawn=withdrawn)

    herald.build()

    files = {file: data for file, data in herald.snapshot().items() if file.endswith(ENDINGS)}
    assert "citations.ris" in files
    assert not any(b"Peak" in data for data in files.values())
    assert not any(file.startswith(("articles/peak/", "publications/alpine-notes/")) for file in files)


def test_an_empty_archive_has_no_citations(archive: Archive) -> None:
    archive.build()

    assert not [file for file in archive.snapshot() if file.endswith(ENDINGS)]


def test_an_edit_writes_the_files_of_its_article_and_its_listings_alone(herald: Archive) -> None:
    herald.build()
    before = herald.snapshot()
    herald.article("marsh", publication="The Herald", published="1917", tags=["reeds"], page="4")

    herald.build()

    after = herald.snapshot()
    changed = {file for file in after if file.endswith(ENDINGS) and before[file] != after[file]}
    places = (
        "articles/marsh/citation",
        "citations",
        "publications/the-herald/citations",
        "tags/reeds/citations",
    )
    assert changed == {place + ending for place in places for ending in ENDINGS}


def test_files_that_somebody_has_removed_come_back(herald: Archive) -> None:
    herald.build()
    before = herald.snapshot()
    (herald.public / "articles/dune/citation.bib").unlink()
    (herald.public / "tags/sand/citations.ris").unlink()

    herald.build()

    assert herald.snapshot() == before


def test_a_redirect_cannot_stand_where_a_citation_does(herald: Archive) -> None:
    herald.article("gate", aliases=["/articles/dune/citation.ris"])

    assert "articles/dune/citation.ris" in herald.only_problem().message
