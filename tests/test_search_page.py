"""The search page as it is published, and how all other pages lead to it."""

import re
from xml.etree import ElementTree

from archive import Archive

FIELD = re.compile(r'<input[^>]* name="q"')


def enable(archive: Archive, title: str = "Archive", **tables: str) -> None:
    """Write a site.toml: each of `tables` is the text of a table."""
    text = "".join(f"[{name}]\n{table}\n" for name, table in tables.items())
    archive.write("site.toml", f'[site]\ntitle = "{title}"\nbase_url = "https://a.example/b/"\n{text}')


def pages_of(archive: Archive) -> dict[str, str]:
    """Every page of the output."""
    return {name: data.decode() for name, data in archive.snapshot().items() if name.endswith(".html")}


def form_of(page: str) -> str:
    """The element that begins the one form of a page."""
    forms = re.findall(r"<form[^>]*>", page)
    assert len(forms) == 1
    return str(forms[0])


def test_every_page_has_one_field_that_leads_to_the_search(archive: Archive) -> None:
    """Without JavaScript it is a form like any other."""
    archive.article("dune", aliases=["/old/"], tags=["sand"], published="1965")
    archive.build()

    for name, page in pages_of(archive).items():
        up = "../" * name.count("/") or "./"
        action = "/search/" if name == "404.html" else f"{up}search/"
        assert len(FIELD.findall(page)) == 1, name
        assert f'role="search" action="{action}"' in form_of(page), name


def test_explicit_urls_lead_to_the_file(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "T"\n[build]\nurls = "explicit"\n')
    archive.article("dune")
    archive.build()

    assert 'action="../../search/index.html"' in form_of(archive.read("articles/dune/"))


def test_scripts_are_published_whole_and_not_in_modules(archive: Archive) -> None:
    archive.article("dune", lang="en")

    archive.build()

    scripts = {
        re.sub(r"\.[0-9a-f]{10}\.", ".", file.removeprefix("assets/search/"))
        for file in archive.snapshot()
        if file.startswith("assets/search/")
    }
    bundles = {f"bundles/{name}.js" for name in ("engine", "page", "quick")}
    assert scripts == bundles | {"stemmers/LICENSE.txt"}


def test_the_engine_knows_the_stemmers_of_the_archive(archive: Archive) -> None:
    """With their licence beside it. A language of a few articles among many has none."""
    for number in range(60):
        archive.article(f"english-{number}", lang="en")
    archive.article("german", lang="de")
    archive.article("french-1", lang="fr-CA")
    archive.article("french-2", lang="fr")

    archive.build()

    (engine,) = archive.public.glob("assets/search/bundles/engine.*.js")
    carried = re.findall(r"/\*! Snowball [\d.]+, (\w+): ", engine.read_text(encoding="utf-8"))
    assert carried == ["english", "french"]
    (licence,) = archive.public.glob("assets/search/stemmers/LICENSE.*.txt")
    assert "Snowball" in licence.read_text(encoding="utf-8")


def test_an_archive_whose_languages_have_no_stemmer_carries_none(archive: Archive) -> None:
    archive.article("welsh", lang="cy")

    archive.build()

    (engine,) = archive.public.glob("assets/search/bundles/engine.*.js")
    assert "Snowball" not in engine.read_text(encoding="utf-8")
    assert not (archive.public / "assets/search/stemmers").exists()


def test_without_scripts_the_search_page_leads_to_all_indexes(archive: Archive) -> None:
    enable(archive, dates="posted = true")
    archive.article("dune", tags=["sand"], authors=["Ada Ensor"], publication="The Herald", published="1965")
    archive.build()
    page = archive.read("search/")

    assert "Search needs JavaScript." in page
    main = page[page.index("<main") :]
    for index in ("dates", "posted", "publications", "authors", "tags"):
        assert f'<a href="../{index}/">' in main, index
        assert archive.exists(f"{index}/")


def test_examples_are_taken_from_the_archive(archive: Archive) -> None:
    for number in range(4):
        archive.article(f"piece-{number}", tags=["Sand"], authors=["Ada Ensor"], published=f"196{number}")
    archive.build()
    examples = re.findall(r'<a href="\?q=([^"]*)"', archive.read("search/"))

    assert examples == ["author%3A%22Ada%20Ensor%22", "tag%3ASand", "before%3A1961"]


def test_only_facets_with_values_are_offered(archive: Archive) -> None:
    archive.article("dune", tags=["sand"])
    archive.build()

    assert re.findall(r'data-facet="(\w+)"', archive.read("search/")) == ["tag"]


def test_an_archive_without_articles_can_be_searched(archive: Archive) -> None:
    archive.build()
    page = archive.read("search/")

    assert "No articles yet." in page
    assert '<ol class="cards"' in page


def test_search_that_is_switched_off_leaves_no_trace(archive: Archive) -> None:
    enable(archive, search="enabled = false")
    archive.article("dune")
    archive.build()

    assert not archive.exists("search/")
    for name, page in pages_of(archive).items():
        assert not re.search(r'<form|rel="search"|name="q"', page), name
    assert not (archive.public / "opensearch.xml").exists()


def test_browsers_are_told_how_to_search(archive: Archive) -> None:
    enable(archive, title="Letters & <papers> of the ferries")
    archive.build()
    description = ElementTree.fromstring(archive.read("opensearch.xml"))  # noqa: S314 - we wrote it
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    found = {element.tag.removeprefix(space): element for element in description}

    assert found["ShortName"].text == "Letters &…"
    assert found["LongName"].text == "Letters & <papers> of the ferries"
    assert found["Url"].attrib["template"] == "https://a.example/b/search/?q={searchTerms}"
    assert re.search(
        r'<link rel="search" type="[^"]*" title="[^"]*" href="\./opensearch.xml">', archive.read("")
    )


def test_site_without_a_url_cannot_tell_browsers_how_to_search(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "T"\n')
    archive.build()

    assert 'rel="search"' not in archive.read("")
    assert not (archive.public / "opensearch.xml").exists()


def test_search_page_is_not_for_search_engines(archive: Archive) -> None:
    enable(archive)
    archive.build()

    assert '<meta name="robots" content="noindex">' in archive.read("search/")
    assert "search/" not in archive.read("sitemap.xml")


def test_a_page_of_the_archive_cannot_take_the_place_of_the_search(archive: Archive) -> None:
    archive.write("content/pages/search.md", "---\ntitle: Search\n---\nWords.\n")

    problem = archive.only_problem()

    assert "search" in problem.message
    assert problem.where.file in {"content/pages/search.md", "site.toml"}
