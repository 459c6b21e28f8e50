"""Names of the authority files on the pages of a site: preferred names, redirects, what is said of each."""

import re
from html import unescape

import pytest
from archive import Archive

FILES = {
    "publications": """
[herald]
name = "The Herald of Plainview"
aliases = ["Plainview Herald", "Herald"]
publisher = "Herald Company"
place = "Plainview"
issn = "0026-4423"
url = "https://herald.example/"
same_as = ["https://www.wikidata.org/wiki/Q1", "https://names.example/1"]
kind = "newspaper"
lang = "fr"
rights = { basis = "permission", holder = "Herald Company" }
note = "Daily until 1931."
""",
    "people": """
[office]
name = "Office Olsen"
aliases = ["O. Olsen"]
""",
    "tags": """
[languages]
name = "Languages"
[lisp]
name = "Lisp"
aliases = ["LISP 1.5", "list processing"]
broader = "languages"
same_as = ["https://id.loc.gov/authorities/subjects/sh1"]
""",
}


@pytest.fixture
def named(archive: Archive) -> Archive:
    """An archive with authority files."""
    for name, text in FILES.items():
        archive.write(f"content/{name}.toml", text)
    return archive


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", page)).split())


@pytest.mark.parametrize(
    ("alias", "target"),
    [
        ("publications/plainview-herald/", "publications/the-herald-of-plainview/"),
        ("publications/herald/", "publications/the-herald-of-plainview/"),
        ("authors/o-olsen/", "authors/office-olsen/"),
        ("tags/list-processing/", "tags/languages/lisp/"),
        ("tags/lisp/", "tags/languages/lisp/"),
    ],
)
def test_other_name_of_a_term_redirects_to_it(named: Archive, alias: str, target: str) -> None:
    named.article("dune", publication="Herald", authors=["O. Olsen"], tags=["LISP 1.5"])

    named.build()

    page = named.read(alias)
    assert f'content="0; url={"../" * alias.count("/")}{target}"' in page
    assert 'name="robots" content="noindex"' in page


def test_other_name_of_a_term_without_articles_leads_nowhere(named: Archive) -> None:
    named.article("dune")

    named.build()

    assert not named.exists("publications/herald/")


def test_other_name_gives_way_to_a_former_route_and_to_a_term(named: Archive) -> None:
    """Who asks for a route has it; nobody is told of an error for a name."""
    named.article("dune", publication="Herald", tags=["Lisp"], aliases=["/publications/plainview-herald/"])
    named.article("sea", tags=["lisp!"])

    named.build()

    assert "articles/dune/" in named.read("publications/plainview-herald/")


def test_publication_says_what_its_articles_leave_out(named: Archive) -> None:
    named.article("dune", publication="Herald")
    named.article("sea", publication="Herald", rights={"basis": "public-domain"}, lang="en", kind="letter")

    named.build()

    dune, sea = words_of(named.read("articles/dune/")), words_of(named.read("articles/sea/"))
    assert "Shown by permission of Herald Company" in dune
    assert "Newspaper article" in dune
    assert "French" in dune
    assert "In the public domain" in sea
    assert "Letter" in sea
    assert "permission" not in sea


def test_author_whose_name_is_of_a_body_is_one(named: Archive) -> None:
    """But for people that people.toml knows."""
    named.article("dune", authors=["Ministry of Dunes", "Office Olsen", {"name": "Harbour Team"}])

    named.build()

    page = named.read("articles/dune/")
    assert '{"@type":"Organization","name":"Ministry of Dunes"}' in page
    assert '{"@type":"Person","name":"Office Olsen"}' in page
    assert '{"@type":"Person","name":"Harbour Team"}' in page


def test_term_says_what_its_file_knows(named: Archive) -> None:
    named.article("dune", publication="Herald", tags=["Lisp"])

    named.build()

    herald = words_of(named.read("publications/the-herald-of-plainview/"))
    for words in (
        "Also: Plainview Herald , Herald",
        "Daily until 1931.",
        "Publisher Herald Company",
        "Place Plainview",
        "ISSN 0026-4423",
        "Homepage herald.example",
        "Elsewhere Wikidata names.example",
    ):
        assert words in herald, words
    assert "Elsewhere Library of Congress" in words_of(named.read("tags/languages/lisp/"))
    assert "Narrower Lisp 1" in words_of(named.read("tags/languages/"))
