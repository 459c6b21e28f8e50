"""The life of an article: corrected, withdrawn, one of a series, translated, cut, and written about."""

import gzip
import re

import pytest
from archive import Archive

GONE = {"date": "2021-01-01", "reason": "It was printed twice", "replaced_by": "better"}


def words_of(markup: str) -> str:
    """The words of some markup."""
    return " ".join(re.sub("<[^>]+>", "", markup).split())


def notices_of(archive: Archive, slug: str) -> list[str]:
    """What a reader is told before the text."""
    page = archive.read(f"articles/{slug}/")
    return [words_of(found) for found in re.findall(r'<p class="notice [^>]*>(.*?)</p>', page, re.DOTALL)]


@pytest.fixture
def withdrawn(archive: Archive) -> Archive:
    """An archive of three articles of the Herald, the middle one withdrawn."""
    common = {"publication": "The Herald", "tags": ["bridges"], "authors": ["Ada Ensor"]}
    archive.article("better", posted="2020-01-01", published="1910", **common)  # type: ignore[arg-type]
    archive.article(
        "gone",
        "A zebra on the bridge.\n",
        title="Zebra crosses",
        posted="2020-01-02",
        published="1912",
        status="withdrawn",
        withdrawn=GONE,
        **common,
    )
    archive.article("later", posted="2020-01-03", published="1914", **common)  # type: ignore[arg-type]
    archive.build()
    return archive


def test_corrections_are_shown_with_their_days_newest_first(archive: Archive) -> None:
    first = {"date": "2016-11-01", "text": "A name was wrong."}
    second = {"date": "2017-11-01", "text": "A year was wrong."}
    archive.article("bridge", corrections=[first, second])
    archive.build()

    assert notices_of(archive, "bridge") == ["Corrected on 1 November 2017. A year was wrong."]
    told = words_of(archive.read("articles/bridge/").partition("<h3>Corrections</h3>")[2])
    assert told.startswith("1 November 2017 A year was wrong. 1 November 2016 A name was wrong.")


def test_page_of_a_withdrawn_article_says_why_and_what_replaces_it(withdrawn: Archive) -> None:
    page = withdrawn.read("articles/gone/")

    assert notices_of(withdrawn, "gone") == [
        "Withdrawn on 1 January 2021: It was printed twice. Replaced by Better."
    ]
    assert '<a href="../../articles/better/"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<div class="body"' not in page
    assert "First published in" in words_of(page)
    assert "What is here Nothing but this record: the text was withdrawn" in words_of(page)


def test_withdrawn_article_leaves_search_feeds_and_exports(withdrawn: Archive) -> None:
    files = withdrawn.snapshot()
    plain = {file: gzip.decompress(data) if file.endswith(".gz") else data for file, data in files.items()}

    naming = {file for file, data in plain.items() if b"zebra" in data.lower()}

    assert {file for file in naming if not file.endswith(".html")} == set()
    assert not any(file.startswith("articles/gone/citation") for file in files)
    assert "articles/gone/" not in withdrawn.read("sitemap.xml")


def test_withdrawn_article_is_neither_related_nor_a_neighbour(withdrawn: Archive) -> None:
    assert "articles/gone/" not in withdrawn.read("articles/better/")
    assert "articles/gone/" not in withdrawn.read("articles/later/")
    assert "articles/later/" in withdrawn.read("articles/better/")


def test_withdrawn_article_stays_in_listings_and_says_so(withdrawn: Archive) -> None:
    """It keeps its place in the record; only its text is gone."""
    for route in ("tags/bridges/", "publications/the-herald/", "dates/1912/"):
        card = withdrawn.read(route).partition("articles/gone/")[2].partition("</li>")[0]
        assert "Withdrawn" in card
        assert 'class="summary"' not in card


def test_home_counts_and_shows_what_stands(withdrawn: Archive) -> None:
    home = withdrawn.read("")

    assert "2 articles from 1 publication" in words_of(home)
    assert "articles/gone/" not in home


def test_part_of_a_series_says_which_and_lists_the_others(archive: Archive) -> None:
    for number in range(1, 6):
        archive.article(f"part-{number}", series={"name": "Bridges", "number": number})
    archive.build()

    page = archive.read("articles/part-2/")
    series = page[page.index('<ol class="series">') :].partition("</ol>")[0]
    assert "Part 2 of 5 in “Bridges”" in words_of(page)
    assert words_of(series) == "Part 1 Part 2 Part 3 Part 4 Part 5"
    assert re.findall(r'value="(\d)"', series) == ["1", "2", "3", "4", "5"]
    assert '<b aria-current="page">' in series
    assert "articles/part-2/" not in series


def test_withdrawn_part_of_a_series_says_so(archive: Archive) -> None:
    archive.article("one", series={"name": "Bridges", "number": 1})
    archive.article(
        "two",
        series={"name": "Bridges", "number": 2},
        status="withdrawn",
        withdrawn={"date": "2021-01-01", "reason": "An error."},
    )
    archive.build()

    series = archive.read("articles/one/").partition('<ol class="series">')[2].partition("</ol>")[0]
    assert words_of(series) == "One Two (withdrawn)"


def test_translation_and_original_lead_to_each_other_before_the_text(archive: Archive) -> None:
    archive.article("bruecke", title="Die Brücke", lang="de")
    archive.article("bridge", title="The bridge", translation_of="bruecke", translator="J. Berg")
    archive.build()

    assert notices_of(archive, "bridge") == ["The original is a translation by J. Berg of Die Brücke."]
    assert notices_of(archive, "bruecke") == ["Also here in English: The bridge."]
    assert '<a href="../../articles/bruecke/"><bdi lang="de">Die Brücke' in archive.read("articles/bridge/")
    assert '<a href="../../articles/bridge/"' in archive.read("articles/bruecke/")


def test_title_that_ends_with_a_stop_has_no_second_one(archive: Archive) -> None:
    archive.article("bruecke", title="Die Brücke", lang="de")
    archive.article("bridge", title="The Bridge, by J. Berg, Esq.", translation_of="bruecke")
    archive.build()

    assert notices_of(archive, "bruecke") == ["Also here in English: The Bridge, by J. Berg, Esq."]


def test_translation_of_a_piece_elsewhere_leads_there(archive: Archive) -> None:
    archive.article("bridge", translation_of="https://zeitung.example/bruecke")
    archive.build()

    assert notices_of(archive, "bridge") == ["The original is a translation of the piece at zeitung.example."]


def test_excerpt_says_so_and_marks_what_was_left_out(archive: Archive) -> None:
    archive.article(
        "bridge", "Begin. [...] End.\n", extent="excerpt", original_url="https://herald.example/bridge"
    )
    archive.build()

    assert notices_of(archive, "bridge") == ["An excerpt: the original is longer. Read the original."]
    assert '<span class="elision">[…]</span>' in archive.body("bridge")
    assert "Excerpt" in archive.read("dates/undated/")


def test_note_of_the_curator_is_set_apart_from_the_text(archive: Archive) -> None:
    archive.article("bridge", note="The album is *lost*.")
    archive.build()

    page = archive.read("articles/bridge/")
    note = page[page.index('<section class="notice curator"') :].partition("</section>")[0]
    assert words_of(note.partition(">")[2]) == "Note from this archive The album is lost."
    assert "album" not in archive.body("bridge")
