"""The site stands as it was built: what that hangs on beside the files."""

import pytest
from archive import Archive
from test_retouch import took_the_short_way, wait_for_the_clock

from builder.errors import PublishError
from builder.files import OUTPUT_STAGING


@pytest.fixture
def waiting(archive: Archive) -> Archive:
    """An article that is there, and one that waits for the day after."""
    archive.article("there", posted="2026-11-22")
    archive.article("waiting", posted="2026-11-23")
    archive.build()
    wait_for_the_clock(archive)
    return archive


def test_day_on_which_an_article_is_due_is_a_change(waiting: Archive) -> None:
    report = waiting.build(today="2026-11-23")

    assert not took_the_short_way(report)
    assert waiting.exists("articles/waiting/")


def test_day_before_an_article_was_due_is_a_change_too(waiting: Archive) -> None:
    """A clock that was a year ahead is set right."""
    waiting.build(today="2027-11-22")
    assert waiting.exists("articles/waiting/")

    waiting.build(today="2026-11-22")
    assert not waiting.exists("articles/waiting/")

    waiting.build(today="2026-11-21")
    assert not waiting.exists("articles/there/")


def test_other_day_alone_is_no_change(archive: Archive) -> None:
    archive.article("there", posted="2026-11-22")
    archive.build()
    wait_for_the_clock(archive)

    assert took_the_short_way(archive.build(today="2031-01-01"))


@pytest.mark.parametrize("option", ["drafts", "strict"])
def test_what_was_asked_counts(archive: Archive, option: str) -> None:
    archive.article("there", kind="original", published="2020", posted="2020-01-01")
    archive.article("sketch", status="draft", kind="original", published="2020", posted="2020-01-01")
    archive.build()
    wait_for_the_clock(archive)

    assert not took_the_short_way(archive.build(**{option: True}))
    assert archive.exists("articles/sketch/") == (option == "drafts")


def test_output_in_which_a_killed_build_left_artifacts_is_cleared(archive: Archive) -> None:
    archive.article("there")
    archive.build()
    wait_for_the_clock(archive)
    left = archive.write(f"public/{OUTPUT_STAGING}/page-0-1/index.html", "half a pa")

    assert not took_the_short_way(archive.build())
    assert not left.parent.parent.exists()


def test_page_of_a_build_that_failed_does_not_stay(archive: Archive) -> None:
    """Its article is gone again, so that all is as after the build before, but for what that one left."""
    archive.article("there")
    archive.build()
    whole = archive.snapshot()
    wait_for_the_clock(archive)
    assert archive.standing()
    article = archive.article("another", aliases=["/articles/old/"])
    in_the_way = archive.write("public/articles/old", "somebody's")
    with pytest.raises(PublishError, match="is a file where a folder must be"):
        archive.build()
    assert archive.exists("articles/another/")
    article.unlink()
    in_the_way.unlink()

    assert archive.standing() is None
    archive.build()
    assert archive.snapshot() == whole


def test_output_that_lost_a_file_is_made_whole(archive: Archive) -> None:
    archive.article("there")
    archive.build()
    wait_for_the_clock(archive)
    (archive.public / "articles/there/index.html").unlink()

    assert archive.build().written == 1
    assert archive.exists("articles/there/")
