"""The short way: texts have changed, and nothing else has."""

import os
import sqlite3

import pytest
from archive import Archive

from builder.report import Report
from builder.store import VERSION

LONG = "word " * 40


@pytest.fixture
def settled(archive: Archive) -> Archive:
    """An archive that was built, whose files are old enough to be known by a look."""
    for number in range(4):
        archive.article(
            f"piece-{number}", body=f"{LONG}\n\n## Head\n", tags=["bridges"], published=f"191{number}"
        )
    archive.write("content/pages/about.md", f"---\ntitle: About\n---\n\n{LONG}\n")
    archive.build()
    wait_for_the_clock(archive)
    return archive


def wait_for_the_clock(archive: Archive) -> None:
    """Build until the times of all files lie behind the look at them; no more than a few times."""
    for _ in range(50):
        (archive.folder / ".cache" / "lock").write_text("")
        if took_the_short_way(archive.build()):
            return
    raise AssertionError("the files never settle")


def took_the_short_way(report: Report) -> bool:
    """Nothing was loaded but by the short way itself."""
    return report.seconds["load"] == 0


def changed_files(before: dict[str, bytes], archive: Archive) -> set[str]:
    """Pages that are new or other than before: not the search index, nor the checksums."""
    after = archive.snapshot()
    return {
        file
        for file in before.keys() | after.keys()
        if before.get(file) != after.get(file) and not file.startswith((".fonds", "search/", "checksums"))
    }


def test_text_that_changed_makes_its_own_page_anew(settled: Archive) -> None:
    before = settled.snapshot()
    settled.article("piece-1", body=f"{LONG}\n\nMore.\n\n## Head\n", tags=["bridges"], published="1911")

    report = settled.build()

    assert took_the_short_way(report)
    assert (report.rendered, report.articles) == (1, 4)
    assert changed_files(before, settled) == {"articles/piece-1/index.html"}
    assert "More." in settled.read("articles/piece-1/")


def test_text_that_changed_alone_is_found_by_its_new_words(settled: Archive) -> None:
    """The index is that of a build of everything."""
    settled.article(
        "piece-1", body=f"{LONG}\n\nMore zebras.\n\n## Head\n", tags=["bridges"], published="1911"
    )
    assert took_the_short_way(settled.build())
    index = {file: data for file, data in settled.snapshot().items() if file.startswith("search/")}

    settled.build(clean=True)

    assert index == {file: data for file, data in settled.snapshot().items() if file.startswith("search/")}
    assert any(file.startswith("search/t/") for file in index)


@pytest.mark.parametrize("lost", ["search %", "documents 0 %"], ids=["index", "documents"])
def test_index_that_the_store_has_lost_is_made_anew(settled: Archive, lost: str) -> None:
    with sqlite3.connect(settled.folder / ".cache" / f"store-{VERSION}.sqlite") as connection:
        assert connection.execute('DELETE FROM "index" WHERE key LIKE ?', [lost]).rowcount
    settled.article(
        "piece-1", body=f"{LONG}\n\nMore zebras.\n\n## Head\n", tags=["bridges"], published="1911"
    )
    settled.build()
    found = settled.snapshot()

    settled.build(clean=True)

    assert changed_files(found, settled) == set()
    assert {file for file in found if file.startswith("search/")} == {
        file for file in settled.snapshot() if file.startswith("search/")
    }


def test_standing_page_that_changed_too(settled: Archive) -> None:
    settled.write("content/pages/about.md", f"---\ntitle: About\n---\n\n{LONG} more\n")

    report = settled.build()

    assert took_the_short_way(report)
    assert report.written == 2, "the page and the checksums"


def test_several_texts_after_one_another(settled: Archive) -> None:
    before = settled.snapshot()
    for words in ("More.", "Still more.", ""):
        settled.article("piece-1", body=f"{LONG}\n\n{words}\n\n## Head\n", tags=["bridges"], published="1911")
        settled.article(
            "piece-2", body=f"{LONG}\n\n{words}!\n\n## Head\n", tags=["bridges"], published="1912"
        )
        report = settled.build()
        assert took_the_short_way(report)
        assert changed_files(before, settled) <= {f"articles/piece-{number}/index.html" for number in (1, 2)}
        assert report.rendered == 2


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (f"First {LONG}\n\n## Head\n", {}),
        (f"{LONG}\n\n## Other head\n", {}),
        (f"{LONG}\n\n## Head\n\n[A link](article:piece-2)\n", {}),
        (f"{LONG}\n\n## Head\n", {"title": "Other"}),
        (f"{LONG}\n\n## Head\n", {"tags": ["storms"]}),
        (f"{LONG}\n\n## Head\n", {"status": "draft"}),
    ],
    ids=["summary", "heading", "link", "title", "tags", "status"],
)
def test_more_than_words_goes_the_whole_way(settled: Archive, body: str, fields: dict[str, object]) -> None:
    """Another page may show it."""
    settled.article("piece-1", body=body, **{"tags": ["bridges"], "published": "1911", **fields})

    assert not took_the_short_way(settled.build())


def test_other_file_beside_the_text_goes_the_whole_way(settled: Archive) -> None:
    settled.article("piece-1", body=f"{LONG}\n\nMore.\n\n## Head\n", tags=["bridges"], published="1911")
    settled.write("content/tags.toml", '[bridges]\nname = "Bridges"\n')

    assert not took_the_short_way(settled.build())


def test_text_after_a_build_that_failed_goes_the_whole_way(settled: Archive) -> None:
    """What that build had read was never published."""
    settled.article("piece-1", title="Other", body=f"{LONG}\n\n## Head\n", tags=["bridges"], published="1911")
    settled.article("piece-3", body="[x](article:nowhere)\n")
    settled.problems()
    settled.article("piece-3", body=f"{LONG}\n\nMore.\n\n## Head\n", tags=["bridges"], published="1913")

    report = settled.build()

    assert not took_the_short_way(report)
    assert "Other" in settled.read("tags/bridges/")


def test_touch_writes_nothing(settled: Archive) -> None:
    os.utime(settled.folder / "content/articles/piece-1.md")

    report = settled.build()

    assert took_the_short_way(report)
    assert (report.rendered, report.written) == (0, 0)


def test_problem_that_a_text_brings_is_told(settled: Archive) -> None:
    settled.article("piece-1", body=f"{LONG}\n\n[x](#gone)\n\n## Head\n", tags=["bridges"], published="1911")

    assert "leads to no place" in settled.only_problem().message
