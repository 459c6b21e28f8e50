"""What the head of an article's page says, by the rules of those who read it."""

import pytest
from originals import HOSTILE, KINDS, make_original

from builder.attribution import describe_head
from builder.attribution.kinds import TYPES
from builder.attribution.original import Original
from builder.model import Kind, Rights


def named(original: Original) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in describe_head(original).names:
        found.setdefault(meta.name, []).append(meta.content)
    return found


def properties(original: Original) -> dict[str, str]:
    return {meta.name: meta.content for meta in describe_head(original).properties}


@pytest.mark.parametrize("kind", KINDS)
def test_kind_chooses_the_type_of_zotero(kind: Kind | None) -> None:
    assert named(make_original(kind=kind))["DC.type"] == [TYPES[kind].zotero]


@pytest.mark.parametrize("kind", KINDS)
def test_only_a_journal_is_called_a_journal(kind: Kind | None) -> None:
    found = named(make_original(kind=kind, publication="Mind", issn="0026-4423"))

    assert ("citation_journal_title" in found) == ("citation_issn" in found) == (kind == "journal")


def test_publication_of_the_original_is_named_and_not_the_archive() -> None:
    published = make_original(publication="The Herald")
    unknown = make_original()

    assert named(published)["prism.publicationName"] == ["The Herald"]
    assert "og:site_name" not in properties(published)
    assert "prism.publicationName" not in named(unknown)
    assert properties(unknown)["og:site_name"] == "Test archive"


def test_authors_are_one_tag_each_filed_by_their_family_names() -> None:
    found = named(make_original(authors=("Ada Ensor", "Jan Willem van der Berg", "Martin Luther King Jr.")))

    assert found["citation_author"] == ["Ensor, Ada", "van der Berg, Jan Willem", "King, Martin Luther Jr."]
    assert found["author"] == ["Ada Ensor", "Jan Willem van der Berg", "Martin Luther King Jr."]


def test_lone_author_with_a_family_name_of_several_words_stands_as_said() -> None:
    assert named(make_original(authors=("Jan Willem van der Berg",)))["citation_author"] == [
        "Jan Willem van der Berg"
    ]


def test_filed_names_are_hidden_from_readers_who_split_at_commas() -> None:
    metas = describe_head(make_original(authors=("Ada Ensor",))).names

    assert {meta.property for meta in metas if "," in meta.content} == {"citation_author"}


@pytest.mark.parametrize(
    ("edtf", "date", "published"),
    [
        ("2016-10-17", ["2016/10/17"], "2016-10-17"),
        ("1916-10", ["1916/10"], ""),
        ("1916", ["1916"], ""),
        ("1916-10/1916-12", ["1916"], ""),
        ("1916?", [], ""),
        ("1916~", [], ""),
        ("191X", [], ""),
        ("unknown", [], ""),
        ("", [], ""),
    ],
)
def test_only_what_is_certain_of_a_date_is_said(edtf: str, date: list[str], published: str) -> None:
    original = make_original(published=edtf)

    assert named(original).get("citation_publication_date", []) == date
    assert properties(original).get("article:published_time", "") == published


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [("A1", "A1", ""), ("12–14", "12", "14"), ("12-14", "12", "14"), ("", "", "")],
)
def test_pages_are_told_as_first_and_last(pages: str, first: str, last: str) -> None:
    found = named(make_original(page=pages))

    assert found.get("citation_firstpage", [""]) == [first]
    assert found.get("citation_lastpage", [""]) == [last]


@pytest.mark.parametrize(("language", "locale"), [("en-GB", "en_GB"), ("en", ""), ("sr-Latn", "")])
def test_locale_is_said_of_a_language_with_a_territory(language: str, locale: str) -> None:
    assert properties(make_original(language=language)).get("og:locale", "") == locale


def test_rights_and_the_permalink_are_links() -> None:
    statement = "https://rightsstatements.org/vocab/InC/1.0/"
    links = {
        link.rel: link.href for link in describe_head(make_original(rights=Rights(statement=statement))).links
    }

    assert links == {"license": statement, "cite-as": "https://archive.example/articles/dune/"}


def test_nothing_is_said_that_is_not_known() -> None:
    head = describe_head(make_original(permalink=""))

    assert all(meta.content for meta in (*head.names, *head.properties))
    assert head.links == ()


@pytest.mark.parametrize("title", HOSTILE)
def test_title_is_told_as_it_is(title: str) -> None:
    original = make_original(title=title)

    assert named(original)["citation_title"] == [title]
    assert properties(original)["og:title"] == title
