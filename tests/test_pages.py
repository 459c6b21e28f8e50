"""Which pages exist, and what each shows."""

import re
from html import unescape

import pytest
from archive import Archive

from builder.fingerprint import digest
from builder.pages.chart import draw_years
from builder.pages.listing import paginate
from builder.pages.words import direction_of, list_of
from builder.theme import DIGEST_LETTERS

OWN_STYLE = "a{}"
OWN_ASSET = f"/assets/own.{digest(OWN_STYLE.encode())[:DIGEST_LETTERS]}.css"
OWN_MEDIA = f"/media/own.{digest(OWN_STYLE.encode())[:DIGEST_LETTERS]}.txt"


def words_of(page: str) -> str:
    """The words of a page, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def titles_of(page: str) -> list[str]:
    """The titles of a listing's cards, in their order."""
    return [words_of(title) for title in re.findall(r"<h3[^>]*>(.*?)</h3>", page, re.DOTALL)]


def test_every_route_of_the_contract_exists(archive: Archive) -> None:
    archive.write(
        "site.toml", '[site]\ntitle = "T"\nbase_url = "https://a.example/"\n[dates]\nposted = true\n'
    )
    archive.write("content/pages/about.md", "---\ntitle: About\n---\nWords.\n")
    archive.article(
        "dune",
        tags=["science/physics"],
        publication="The Herald",
        authors=["Ada Ensor"],
        published="1916-10-17",
        posted="2020-02-03",
        aliases=["/old/dune.html"],
    )

    archive.build()

    for route in (
        "",
        "articles/dune/",
        "tags/",
        "tags/science/",
        "tags/science/physics/",
        "publications/",
        "publications/the-herald/",
        "authors/",
        "authors/ada-ensor/",
        "dates/",
        "dates/1916/",
        "dates/1916/10/",
        "dates/1916/10/17/",
        "posted/",
        "posted/2020/",
        "posted/2020/02/",
        "posted/2020/02/03/",
        "about/",
    ):
        assert archive.exists(route), route
    for file in ("404.html", "sitemap.xml", "robots.txt", "old/dune.html"):
        assert (archive.public / file).is_file(), file


def test_posted_dates_have_indexes_on_demand_only(archive: Archive) -> None:
    archive.article("dune", posted="2020-02-03")

    archive.build()

    assert not archive.exists("posted/")


@pytest.mark.parametrize(
    ("published", "deepest"),
    [
        ("1916", "dates/1916/"),
        ("1916~", "dates/1916/"),
        ("1916-10?", "dates/1916/10/"),
        ("1916-10-17?", "dates/1916/10/"),
        ("1984-21", "dates/1984/"),
        ("198X", "dates/undated/"),
        ("unknown", "dates/undated/"),
    ],
)
def test_an_uncertain_date_stands_only_as_deep_as_its_precision(
    archive: Archive, published: str, deepest: str
) -> None:
    archive.article("dune", published=published)

    archive.build()

    listed = {
        file.removesuffix("index.html")
        for file, data in archive.snapshot().items()
        if file.startswith("dates/") and b"articles/dune/" in data
    }
    assert deepest in listed
    assert max(len(route.split("/")) for route in listed) == len(deepest.split("/"))


def test_pages_are_numbered_from_the_oldest_and_never_change_when_full(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "T"\n[listing]\nper_page = 3\n')
    for number in range(8):
        archive.article(f"piece-{number}", tags=["all"], published=f"190{number}")
    archive.build()
    assert titles_of(archive.read("tags/all/")) == ["Piece 7", "Piece 6"]
    assert titles_of(archive.read("tags/all/page/1/")) == ["Piece 2", "Piece 1", "Piece 0"]
    full = [archive.read(f"tags/all/page/{number}/") for number in (1, 2)]

    archive.article("piece-8", tags=["all"], published="1908")
    archive.article("piece-9", tags=["all"], published="1909")
    archive.build()

    assert [archive.read(f"tags/all/page/{number}/") for number in (1, 2)] == full
    assert titles_of(archive.read("tags/all/")) == ["Piece 9"]
    assert titles_of(archive.read("tags/all/page/3/")) == ["Piece 8", "Piece 7", "Piece 6"]


@pytest.mark.parametrize("count", range(12))
def test_pages_hold_every_article_once(count: int) -> None:
    parts = paginate([object() for _ in range(count)], 4)  # type: ignore[misc]

    assert sum(len(part.articles) for part in parts) == count
    assert [part.number for part in parts] == [0, *range(len(parts) - 1, 0, -1)]
    assert all(len(part.articles) == 4 for part in parts if part.number)
    assert len(parts[0].articles) <= 4


def test_the_sidebar_says_where_a_piece_came_from(archive: Archive) -> None:
    archive.article("other", published="1920", publication="The Herald")
    archive.article(
        "bridge",
        title="Bridge to reopen",
        deck="Ferry keeps its crossing",
        authors=["Ada Ensor", {"literal": "Staff of the Herald", "role": "photographs"}],
        byline="By ADA ENSOR, Staff Correspondent",
        publication="The Herald",
        published="1916-10-17",
        published_as="Tuesday, Oct. 17, 1916",
        posted="2016-10-18",
        updated="2017-01-01",
        original_url="https://herald.example/bridge",
        archived=[{"url": "https://web.archive.example/x", "date": "2016-10-18"}],
        kind="newspaper",
        extent="excerpt",
        section="News",
        page="A1",
        edition="morning",
        volume="12",
        issue="290",
        rights={"basis": "permission", "holder": "The Herald Company", "notice": "All rights reserved."},
        corrections=[{"date": "2016-11-01", "text": "A name was wrong."}],
        series={"name": "Bridges", "number": 2},
        tags=["bridges/ferries"],
        provenance=[{"event": "clipped", "agent": "J. Berg", "date": "1917", "note": "Kept in an album."}],
        note="The album is *lost*.",
        related=["other"],
    )

    archive.build()
    page = archive.read("articles/bridge/")
    aside = words_of(page[page.index("<aside") :])

    for words in (
        "The Herald",
        "17 October 1916",
        "printed as “Tuesday, Oct. 17, 1916”",
        "Ada Ensor",
        "Staff of the Herald",
        "photographs",
        "By ADA ENSOR, Staff Correspondent",
        "section News",
        "page A1",
        "Morning edition",
        "volume 12",
        "herald.example",
        "18 October 2016 Archived Copy at web.archive.example",
        "Excerpt",
        "Shown by permission of The Herald Company",
        "All rights reserved.",
        "1 January 2017",
        "1917 Clipped by J. Berg Kept in an album.",
        "A name was wrong.",
    ):
        assert words in aside, words
    everything = words_of(page)
    assert "Ferry keeps its crossing" in everything
    assert "Part 2 of 2 in “Bridges”" in everything
    assert "Corrected on 1 November 2016" in everything
    assert "The album is lost" in everything
    assert "../../articles/other/" in page
    assert "../../tags/bridges/ferries/" in page


def test_what_is_not_known_is_said_in_words(archive: Archive) -> None:
    archive.article("scrap")

    archive.build()
    aside = words_of(archive.read("articles/scrap/"))

    for words in ("Publication not known", "Date not known", "Unsigned", "No online original known"):
        assert words in aside, words


def test_earlier_and_later_walk_through_the_publication(archive: Archive) -> None:
    for year in (1910, 1912, 1914):
        archive.article(f"herald-{year}", publication="The Herald", published=str(year))
    archive.article("times-1911", publication="The Times", published="1911")

    archive.build()

    page = archive.read("articles/herald-1912/")
    assert "../../articles/herald-1910/" in page
    assert "../../articles/herald-1914/" in page
    assert "Earlier in The Herald" in words_of(page)
    assert "herald-1912" in archive.read("articles/times-1911/")


def test_day_leads_to_the_same_day_of_other_years(archive: Archive) -> None:
    for slug, published in (
        ("a", "1916-10-17"),
        ("b", "1917-10-17"),
        ("c", "1917-10-17"),
        ("uncertain", "1918-10-17?"),
        ("month", "1919-10"),
        ("next", "1920-10-18"),
    ):
        archive.article(slug, published=published)

    archive.build()

    assert "The same day in other years 1917 2" in words_of(archive.read("dates/1916/10/17/"))
    assert "../../../../dates/1917/10/17/" in archive.read("dates/1916/10/17/")
    assert "The same day in other years 1916 1" in words_of(archive.read("dates/1917/10/17/"))
    assert "other years" not in archive.read("dates/1920/10/18/")


def test_translation_and_original_lead_to_each_other(archive: Archive) -> None:
    archive.article("dune", title="The Dune")
    archive.article("la-dune", title="La dune", lang="fr", translation_of="dune", translator="Jan Berg")

    archive.build()

    assert "Translated here La dune ( French )" in words_of(archive.read("articles/dune/"))
    assert "Translation of The Dune" in words_of(archive.read("articles/la-dune/"))
    assert "../../articles/la-dune/" in archive.read("articles/dune/")


def test_rights_are_said_in_words(archive: Archive) -> None:
    archive.article(
        "known", rights={"statement": "https://rightsstatements.org/vocab/InC/1.0/", "holder": "H. Board"}
    )
    archive.article("other", rights={"statement": "https://rights.example/ours"})

    archive.build()

    known = archive.read("articles/known/")
    assert "Held by H. Board In Copyright You may read it here" in words_of(known)
    assert '<a href="https://rightsstatements.org/vocab/InC/1.0/" rel="external noopener">' in known
    assert "Rights https://rights.example/ours" in words_of(archive.read("articles/other/"))


def test_link_to_the_original_is_robust(archive: Archive) -> None:
    """As robustlinks.mementoweb.org asks for it, in the credit and in the sidebar."""
    copy = {"url": "https://copies.example/1", "date": "2001-02-03"}
    archive.article("dune", original_url="https://herald.example/dune", archived=[copy])
    archive.article("bare", original_url="https://herald.example/bare")

    archive.build()

    robust = (
        'data-originalurl="https://herald.example/dune" data-versionurl="https://copies.example/1"'
        ' data-versiondate="2001-02-03"'
    )
    assert archive.read("articles/dune/").count(robust) == 2
    assert "data-version" not in archive.read("articles/bare/")


def test_an_alias_redirects_to_where_the_article_is_now(archive: Archive) -> None:
    archive.article("dune", aliases=["/2016/10/old-dune/", "old.html"])

    archive.build()

    page = archive.read("2016/10/old-dune/")
    assert 'http-equiv="refresh" content="0; url=../../../articles/dune/"' in page
    assert '<a href="../../../articles/dune/">' in page
    assert 'url=./articles/dune/"' in archive.read("old.html")


@pytest.mark.parametrize("alias", ["/articles/other/", "/tags/", "/articles/Other", "/sitemap.xml", "/about"])
def test_an_alias_on_a_page_is_a_problem_that_names_both(archive: Archive, alias: str) -> None:
    archive.write("content/pages/about.md", "---\ntitle: About\n---\nWords.\n")
    archive.article("other")
    archive.article("dune", aliases=[alias])

    problem = archive.only_problem()

    assert "is claimed by" in problem.message
    assert "content/articles/dune.md" in problem.message
    assert problem.where.line > 0


@pytest.mark.parametrize("alias", [OWN_ASSET, OWN_MEDIA])
def test_an_alias_on_a_file_of_the_sites_own_is_a_problem_too(archive: Archive, alias: str) -> None:
    archive.write("templates/assets/own.css", OWN_STYLE)
    archive.write("content/media/own.txt", OWN_STYLE)
    archive.article("dune", aliases=[alias])

    problem = archive.only_problem()

    assert "is claimed by" in problem.message
    assert problem.where.file == "content/articles/dune.md"


def test_page_where_another_needs_a_folder_is_a_problem_that_names_both(archive: Archive) -> None:
    archive.article("dune", aliases=["/old.html"])
    archive.article("other", aliases=["/Old.html/deep/"])

    problem = archive.only_problem()

    assert "content/articles/dune.md" in problem.message
    assert "content/articles/other.md" in problem.message


@pytest.mark.parametrize(
    ("one", "other"),
    [("a/dune", "b/dune"), ("a/dune", "a/Dune"), ("caf\u00e9", "cafe\u0301")],
)
def test_two_articles_of_one_slug_are_a_problem_that_names_both(
    archive: Archive, one: str, other: str
) -> None:
    archive.article(one)
    archive.article(other)

    problem = archive.only_problem()

    assert f"content/articles/{one}.md" in problem.message
    assert f"content/articles/{other}.md" in problem.message


def test_links_are_relative_at_every_depth(archive: Archive) -> None:
    archive.article("dune", tags=["a/b/c"], published="1916-10-17", publication="Österreichische Zeitung")

    archive.build()

    for name, data in archive.snapshot().items():
        if not name.endswith(".html") or name == "404.html":
            continue
        for target in re.findall(r'(?:href|src)="([^"]*)"', data.decode()):
            assert not target.startswith("/"), (name, target)
            is_ours = "://" not in target or target.startswith("https://archive.example/")
            assert is_ours, (name, target)


def test_explicit_urls_name_files(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "T"\n[build]\nurls = "explicit"\n')
    archive.article("dune", body="[other](article:other)\n", tags=["a"])
    archive.article("other")

    archive.build()

    assert 'href="../../articles/other/index.html"' in archive.body("dune")
    assert 'href="./tags/index.html"' in archive.read("")


def test_the_site_moves_under_any_path(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "T"\nbase_url = "https://a.example/papers"\n')
    archive.article("dune")

    archive.build()

    assert '<link rel="canonical" href="https://a.example/papers/articles/dune/">' in archive.read(
        "articles/dune/"
    )
    assert 'href="/papers/tags/"' in archive.read("404.html")
    assert "<loc>https://a.example/papers/articles/dune/</loc>" in archive.read("sitemap.xml")
    assert "Sitemap: https://a.example/papers/sitemap.xml" in archive.read("robots.txt")


def test_without_a_base_url_there_is_no_canonical_and_no_sitemap(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "T"\n')
    archive.article("dune")

    archive.build()

    assert "canonical" not in archive.read("articles/dune/")
    assert not (archive.public / "sitemap.xml").exists()
    assert 'href="/tags/"' in archive.read("404.html")


def test_the_menu_of_the_site_replaces_the_default(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "T"\n[[menu]]\nlabel = "All years"\nroute = "/dates/"\n')

    archive.build()

    assert "All years" in archive.read("")
    assert ">Authors</a>" not in archive.read("tags/")


def test_a_menu_entry_to_nothing_is_a_problem(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "T"\n[[menu]]\nlabel = "Maps"\nroute = "/maps/"\n')

    problem = archive.only_problem()

    assert problem.where.file == "site.toml"
    assert "'Maps'" in problem.message


def test_a_piece_in_another_language_says_so(archive: Archive) -> None:
    archive.article("brücke", title="Die Brücke", lang="de")
    archive.article("jisr", title="الجسر", lang="ar", body="نص قصير.\n")

    archive.build()

    assert re.search(r'<article[^>]* lang="ar"[^>]* dir="rtl"', archive.read("articles/jisr/"))
    assert 'lang="de"' in archive.read("articles/br%C3%BCcke/".replace("%C3%BC", "ü"))
    assert 'dir="rtl"' in archive.read("")


def test_a_root_link_of_an_own_page_must_lead_to_a_page(archive: Archive) -> None:
    archive.write(
        "content/pages/about.md", "---\ntitle: About\n---\n\nSee [all](/tags/) and [none](/maps/).\n"
    )

    problem = archive.only_problem()

    assert problem.where == problem.where.__class__("content/pages/about.md", 5)
    assert "'/maps/'" in problem.message


def test_home_counts_what_is_there(archive: Archive) -> None:
    archive.article("a", publication="The Herald", published="1912")
    archive.article("b", publication="The Times", published="1984-21")
    archive.article("c")

    archive.build()

    assert "3 articles from 2 publications, 1912–1984" in words_of(archive.read(""))


def test_a_chart_has_a_bar_for_each_year_with_articles() -> None:
    chart = draw_years({1900: 2, 1902: 4}, {1900: "dates/1900/", 1902: "dates/1902/"}, "Articles")

    assert chart
    assert chart.width == 3
    assert [(bar.x, bar.height, bar.label) for bar in chart.bars] == [
        (0, 50, "1900: 2 articles"),
        (2, 100, "1902: 4 articles"),
    ]
    assert chart.caption == "The fullest year is 1902, with 4 articles."
    assert chart.axis == ("1900", "1901", "1902")


def test_a_long_time_is_drawn_by_decades() -> None:
    years = range(1500, 2000, 5)
    chart = draw_years(dict.fromkeys(years, 1), {year: str(year) for year in years}, "Articles")

    assert chart
    assert chart.width == 50
    assert chart.bars[0].label == "1500s: 2 articles"
    assert chart.bars[0].href == "1500"
    assert not chart.tabbable


def test_one_year_needs_no_chart() -> None:
    assert draw_years({1900: 12}, {}, "Articles") is None


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("he-IL", "rtl"), ("fa", "rtl"), ("de", "ltr"), ("az-Arab", "rtl"), ("ar-Latn", "ltr")],
)
def test_languages_run_the_way_of_their_script(language: str, direction: str) -> None:
    assert direction_of(language) == direction


def test_names_are_listed_as_a_sentence_has_them() -> None:
    assert [list_of(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
