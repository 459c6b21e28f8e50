"""What real readers make of our pages."""

import json
from typing import Any, get_args

import extruct
import pytest
import trafilatura
from archive import Archive
from rdflib.namespace import SDO

from builder.model import Kind

CREDITS: dict[str, tuple[list[Any], list[str]]] = {
    "named": (["Ada Byron"], ["Ada Byron"]),
    "organisation": (["Harbour Board"], ["Harbour Board"]),
    "unsigned": ([], []),
    "several": (["Ada Byron", "Jan van der Berg"], ["Ada Byron", "Jan van der Berg"]),
}
DATES = {"day": ("1916-10-17", "1916-10-17"), "uncertain": ("1916?", ""), "none": ("", "")}
KINDS = get_args(Kind)
AS_OLD_AS_ARCHIVES = {"original_date": True, "min_date": "1500-01-01", "max_date": "2100-01-01"}
"""trafilatura looks for dates of the World Wide Web alone, where it is not told otherwise."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(tmp_path_factory.mktemp("readers"))
    archive.write("content/people.toml", '[harbour-board]\nname = "Harbour Board"\nliteral = true\n')
    for kind in KINDS:
        for credit, (authors, _) in CREDITS.items():
            for when, (published, _) in DATES.items():
                source: dict[str, Any] = {"kind": kind, "authors": authors}
                if published:
                    source["published"] = published
                if when != "none":
                    source |= {"publication": "The Herald", "original_url": f"https://herald.example/{when}"}
                if kind == "original":
                    source.pop("publication", None)
                    source.pop("original_url", None)
                slug = f"{kind}-{credit}-{when}"
                archive.article(slug, title=f"Tides & <b>{slug}</b>", **source)
    archive.build()
    return archive


@pytest.mark.parametrize("when", DATES)
@pytest.mark.parametrize("credit", CREDITS)
@pytest.mark.parametrize("kind", KINDS)
def test_readers_find_what_the_record_says(built: Archive, kind: str, credit: str, when: str) -> None:
    slug = f"{kind}-{credit}-{when}"
    page = built.read(f"articles/{slug}/")
    title, names, day = f"Tides & <b>{slug}</b>", CREDITS[credit][1], DATES[when][1]
    is_elsewhere = kind != "original" and when != "none"

    found = extruct.extract(page, syntaxes=["json-ld", "opengraph", "dublincore"])
    piece = found["json-ld"][0]["@graph"][0]
    tags = dict(found["opengraph"][0]["properties"])

    assert piece["headline"] == title
    assert tags["og:title"] == title
    assert [author["name"] for author in piece.get("author", [])] == names
    assert piece.get("datePublished", "") == day
    assert piece.get("url", "") == (f"https://herald.example/{when}" if is_elsewhere else "")
    publication = "Test archive" if kind == "original" else "The Herald" if is_elsewhere else ""
    assert piece.get("publisher", {}).get("name", "") == publication

    metadata = trafilatura.extract_metadata(page, date_config=AS_OLD_AS_ARCHIVES)
    assert (metadata.author or "").split("; ") == (names or [""])
    assert metadata.title == title
    if day:
        # Where nothing says it, it guesses from the dates of related articles.
        assert metadata.date == day
    assert metadata.sitename == (publication or "Test archive")
    assert metadata.url == f"https://archive.example/articles/{slug}/"


def test_every_term_is_of_schema_org(built: Archive) -> None:
    for file in built.public.glob("articles/*/index.html"):
        (graph,) = extruct.extract(file.read_text(encoding="utf-8"), syntaxes=["json-ld"])["json-ld"]
        _check_terms(graph["@graph"])


def _check_terms(node: object) -> None:
    if isinstance(node, list):
        for one in node:
            _check_terms(one)
    elif isinstance(node, dict):
        for key, value in node.items():
            assert SDO[value if key == "@type" else key] if key != "@id" else True
            _check_terms(value)


def test_hostile_title_does_not_leave_the_script(archive: Archive) -> None:
    title = "</script><!--<script>alert(1)</script>"
    archive.article("hostile", title=title)
    archive.build()

    text = archive.read("articles/hostile/").split('<script type="application/ld+json">')[1]

    assert json.loads(text.split("</script>")[0])["@graph"][0]["headline"] == title


def test_listings_offer_their_articles_and_articles_only_themselves(built: Archive) -> None:
    assert 'class="Z3988"' in built.read("dates/1916/")
    assert 'class="Z3988"' not in built.read("articles/newspaper-named-day/")
