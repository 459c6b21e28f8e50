"""Feeds, as feed readers see them."""

import json
from typing import Any

import feedparser
import pytest
from archive import Archive

SITE = '[site]\ntitle = "The Papers"\nbase_url = "https://a.example/papers/"\n'


@pytest.fixture
def papers(archive: Archive) -> Archive:
    """An archive that knows its URL."""
    archive.write("site.toml", SITE)
    return archive


def read_atom(archive: Archive, file: str = "feed.atom") -> Any:
    """A feed as a reader has it, which must find nothing to mend."""
    feed = feedparser.parse((archive.public / file).read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def read_json(archive: Archive, file: str = "feed.json") -> Any:
    """A JSON Feed, by its rules."""
    feed = json.loads((archive.public / file).read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert all(item["id"] and "content_text" in item for item in feed["items"])
    return feed


def test_an_entry_says_where_the_piece_came_from(papers: Archive) -> None:
    papers.article(
        "dune",
        posted="2020-01-02",
        publication="The Herald",
        authors=["Ada Ensor"],
        tags=["sand"],
        original_url="https://herald.example/dune?a=1&b=2",
    )
    papers.build()
    entry = read_atom(papers).entries[0]
    links = {link.rel: link.href for link in entry.links}
    assert links["alternate"] == entry.id == "https://a.example/papers/articles/dune/"
    assert links["via"] == "https://herald.example/dune?a=1&b=2"
    assert (entry.source.title, entry.author) == ("The Herald", "Ada Ensor")
    assert [tag.term for tag in entry.tags] == ["sand"]
    item = read_json(papers)["items"][0]
    assert item["external_url"] == "https://herald.example/dune?a=1&b=2"
    assert item["url"] == entry.id


def test_a_correction_updates_an_entry_and_is_told(papers: Archive) -> None:
    papers.article(
        "dune", posted="2020-01-02", corrections=[{"date": "2021-03-04", "text": "The year was wrong."}]
    )
    papers.build()
    feed = read_atom(papers)
    entry = feed.entries[0]
    assert (entry.published, entry.updated) == ("2020-01-02T00:00:00Z", "2021-03-04T00:00:00Z")
    assert feed.feed.updated == entry.updated
    assert "Corrected 2021-03-04: The year was wrong." in entry.summary


def test_a_feed_has_what_was_posted_last(papers: Archive) -> None:
    papers.write("site.toml", f"{SITE}[feeds]\nitems = 2\n")
    for slug, posted, published in (
        ("old", "2019-01-01", "1990"),
        ("early", "2020-01-01", "1916"),
        ("late", "2020-01-01", "1917"),
    ):
        papers.article(slug, posted=posted, published=published)
    papers.build()
    assert [entry.title for entry in read_atom(papers).entries] == [
        entry["title"] for entry in read_json(papers)["items"]
    ]
    assert [entry.id.split("/")[-2] for entry in read_atom(papers).entries] == ["late", "early"]


def test_withdrawn_articles_and_those_without_a_day_are_in_no_feed(papers: Archive) -> None:
    withdrawn = {"date": "2021-01-01", "reason": "An error."}
    papers.article("gone", posted="2020-01-02", status="withdrawn", withdrawn=withdrawn)
    papers.article("dayless", published="1916")
    papers.build()
    assert not read_atom(papers).entries
    assert not read_json(papers)["items"]


@pytest.mark.parametrize(
    "title", ["Salt & <b>sand</b>", "a ]]> b", 'He said "no"', "\u202eabc\u2066", "a\uffffb"]
)
def test_hostile_titles_are_words(papers: Archive, title: str) -> None:
    papers.article("dune", posted="2020-01-02", title=title)
    papers.build()
    read_json(papers)
    feed = (papers.public / "feed.atom").read_text(encoding="utf-8")
    assert read_atom(papers).entries
    assert "<b>" not in feed
    assert "]]>" not in feed


def test_each_term_has_feeds_which_its_page_names(papers: Archive) -> None:
    papers.article("dune", posted="2020-01-02", tags=["sand"], publication="The Herald")
    papers.article("sea", posted="2020-01-03")
    papers.build()
    assert len(read_atom(papers, "tags/sand/feed.atom").entries) == 1
    assert read_json(papers, "tags/sand/feed.json")["feed_url"].endswith("/papers/tags/sand/feed.json")
    assert 'href="../../tags/sand/feed.atom"' in papers.read("tags/sand/")
    assert 'href="feed.atom"' in papers.read("").replace("./", "")


def test_the_feed_of_an_empty_archive_is_whole(papers: Archive) -> None:
    papers.build()
    assert read_atom(papers).feed.title == "The Papers"
    assert read_json(papers)["items"] == []


def test_without_a_base_url_there_are_no_feeds(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "The Papers"\n')
    archive.article("dune", posted="2020-01-02")
    archive.build()
    assert not (archive.public / "feed.atom").exists()
    assert "application/atom+xml" not in archive.read("")


FULL = f'{SITE}[feeds]\ncontent = "full"\n'
TEXT = (
    "Words & <b>more</b>: [sea](article:sea), [below](#t-below), ![a house](../media/house.svg)\n\n## Below\n"
)


@pytest.fixture
def full(papers: Archive) -> Archive:
    """An archive whose feeds hold whole texts."""
    papers.write("site.toml", FULL)
    papers.write("content/media/house.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
    papers.article("sea", posted="2020-01-01")
    papers.article("dune", TEXT, posted="2020-01-02")
    return papers


def texts(archive: Archive) -> tuple[str, str]:
    """The text of the newest entry in both formats."""
    atom = feedparser.parse((archive.public / "feed.atom").read_bytes())
    item = json.loads(archive.read("feed.json"))["items"][0]
    return atom.entries[0].content[0].value, item["content_html"]


def test_full_feed_holds_the_text_with_whole_addresses(full: Archive) -> None:
    full.build()

    atom, json_feed = texts(full)
    for address in (
        'href="https://a.example/papers/articles/sea/"',
        'href="https://a.example/papers/articles/dune/#t-below"',
        'src="https://a.example/papers/media/house.',
    ):
        assert address in json_feed
    assert "Words &amp; <b>more</b>" in json_feed
    assert "https://a.example/papers/articles/sea/" in atom
    found = feedparser.parse((full.public / "feed.atom").read_bytes())
    assert not found.bozo
    assert found.entries[0].summary.startswith("Words & more")


def test_text_that_must_not_be_indexed_is_in_no_feed(full: Archive) -> None:
    full.article("quiet", posted="2020-01-03", rights={"noindex": True})

    full.build()

    item = json.loads(full.read("feed.json"))["items"][0]
    assert item["content_text"] == "Some words."
    assert "content_html" not in item


def test_full_feed_follows_a_text_that_changed(full: Archive) -> None:
    """Nothing but the text has changed, and yet a feed must."""
    full.build()
    full.build()
    full.article("dune", "Other words.\n", posted="2020-01-02")

    full.build()

    assert texts(full)[1] == "<p>Other words.</p>"


def test_withdrawn_text_leaves_the_full_feed(full: Archive) -> None:
    full.build()
    withdrawn = {"date": "2021-02-03", "reason": "An error."}
    full.article("dune", TEXT, posted="2020-01-02", status="withdrawn", withdrawn=withdrawn)

    full.build()

    assert "more" not in full.read("feed.json")
