"""Indexes by date: of the originals, and of this archive."""

import re

import pytest
from archive import Archive
from factories import make_article, make_library

from builder.pages.same_day import MOST, find_same_days

BOTH_AXES = '[site]\ntitle = "T"\n[dates]\nposted = true\n'


def same_days_of(archive: Archive, route: str) -> list[tuple[str, str]]:
    """Under "The same day in other years": each year with where it leads."""
    _, found, rest = archive.read(route).partition("The same day in other years")
    links = re.findall(r'<a href="(?:\.\./)+([^"]+)"><bdi>(\d+)</bdi>', rest.partition("</ul>")[0])
    return [(year, href) for href, year in links] if found else []


def headings_of(archive: Archive, route: str) -> list[str]:
    """The headings of a listing's groups."""
    page = archive.read(route)
    return re.findall(r'<section class="group">\s*<h2>(?:<a [^>]*>)?([^<]*)', page)


def test_day_leads_to_the_same_day_in_other_years(archive: Archive) -> None:
    for year in (1912, 1916, 1920):
        archive.article(f"piece-{year}", published=f"{year}-10-17")
    archive.article("other", published="1918-10-18")
    archive.build()

    assert same_days_of(archive, "dates/1916/10/17/") == [
        ("1912", "dates/1912/10/17/"),
        ("1920", "dates/1920/10/17/"),
    ]
    assert same_days_of(archive, "dates/1918/10/18/") == []
    assert same_days_of(archive, "dates/1916/10/") == []


@pytest.mark.parametrize("doubtful", ["1912-10-17?", "1912-10-17~", "1912-10", "1912-10-17/1912-10-18"])
def test_date_in_doubt_is_not_the_same_day(archive: Archive, doubtful: str) -> None:
    archive.article("certain", published="1916-10-17")
    archive.article("doubtful", published=doubtful)
    archive.build()

    assert same_days_of(archive, "dates/1916/10/17/") == []


def test_new_article_is_shown_on_the_same_day_of_other_years(archive: Archive) -> None:
    archive.article("old", published="1916-10-17")
    archive.build()
    archive.article("new", published="1920-10-17")
    archive.build()

    assert same_days_of(archive, "dates/1916/10/17/") == [("1920", "dates/1920/10/17/")]


def test_day_shows_a_fixed_number_of_other_years_the_nearest() -> None:
    articles = [make_article(f"piece-{year}", published=f"{year}-10-17") for year in range(1900, 1940)]

    found = find_same_days(make_library(*articles).published)

    years = [day[0] for day, _ in found[1920, 10, 17]]
    assert years == [*range(1920 - MOST, 1920), *range(1921, 1921 + MOST)]
    assert [day[0] for day, _ in found[1900, 10, 17]] == [*range(1901, 1901 + MOST)]


def test_days_of_posting_have_no_other_years(archive: Archive) -> None:
    archive.write("site.toml", BOTH_AXES)
    for year in (2019, 2020):
        archive.article(f"piece-{year}", posted=f"{year}-10-17")
    archive.build()

    assert same_days_of(archive, "posted/2020/10/17/") == []


def test_months_of_posting_stand_once_each_newest_first(archive: Archive) -> None:
    archive.write("site.toml", BOTH_AXES)
    archive.article("a", published="1950", posted="2020-03-01")
    archive.article("b", published="1940", posted="2020-05-01")
    archive.article("c", published="1930", posted="2020-03-01")
    archive.build()

    assert headings_of(archive, "posted/2020/") == ["May 2020", "March 2020"]


def test_listing_by_posting_says_so_in_its_title(archive: Archive) -> None:
    archive.write("site.toml", BOTH_AXES)
    archive.article("a", published="2020-03-01", posted="2020-03-01")
    archive.build()

    for route, title in [
        ("dates/2020/", "2020"),
        ("posted/2020/", "Posted in 2020"),
        ("posted/2020/03/", "Posted in March 2020"),
        ("posted/2020/03/01/", "Posted on 1 March 2020"),
    ]:
        assert f"<h1><bdi>{title}</bdi></h1>" in archive.read(route)


def test_years_without_posts_are_not_said_to_be_without_articles(archive: Archive) -> None:
    archive.write("site.toml", BOTH_AXES)
    for year in (2017, 2020):
        archive.article(f"piece-{year}", published=str(year), posted=f"{year}-01-01")
    archive.build()

    assert "Nothing was posted in 2018–2019." in archive.read("posted/2020/")
    assert "Nothing is kept from 2018–2019." in archive.read("dates/2020/")


def test_two_indexes_of_dates_lead_to_each_other(archive: Archive) -> None:
    archive.write("site.toml", BOTH_AXES)
    archive.article("a", published="2020", posted="2020-03-01")
    archive.build()

    assert 'href="../posted/">By the day on which this archive posted them' in archive.read("dates/")
    assert 'href="../dates/">By the date of the original' in archive.read("posted/")


def test_day_of_posting_in_the_sidebar_leads_to_its_listing_where_there_is_one(archive: Archive) -> None:
    archive.article("a", posted="2020-03-01")
    archive.build()
    assert "posted/2020" not in archive.read("articles/a/")

    archive.write("site.toml", BOTH_AXES)
    archive.build()
    assert 'href="../../posted/2020/03/01/"' in archive.read("articles/a/")


def test_period_with_uncertain_dates_has_each_heading_once(archive: Archive) -> None:
    """A date without a month sorts by its bounds, and so in the midst of January."""
    for number, published in enumerate(["1916-01-17", "1916", "1916-01", "1916-01-01", "1916~"]):
        archive.article(f"piece-{number}", published=published, tags=["all"])
    archive.article("decade", published="191X", tags=["all"])
    archive.article("start", published="1910-05", tags=["all"])
    archive.article("year", published="1910", tags=["all"])
    archive.build()

    assert headings_of(archive, "dates/1916/") == ["January 1916", "Month not known"]
    assert headings_of(archive, "tags/all/") == ["1916", "1910", "1910s"]


def test_uncertain_dates_are_sorted_by_their_bounds_in_previous_and_next(archive: Archive) -> None:
    for slug, published in [
        ("first", "1915-12-31"),
        ("second", "1916?"),
        ("third", "1916-02~"),
        ("none", ""),
    ]:
        archive.article(slug, **({"published": published} if published else {}))
    archive.build()

    page = archive.read("articles/second/")
    ways = page[page.index('aria-label="Earlier and later"') :]
    earlier, later = re.findall(r'href="\.\./\.\./articles/([^/]+)/"', ways)[:2]
    assert (earlier, later) == ("first", "third")
