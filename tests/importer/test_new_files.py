"""New files stand whole or not at all, and never in the place of others."""

import os
from pathlib import Path

import pytest
from archive import Archive

from builder.importer.new_files import PASSING, NewFiles


@pytest.fixture
def site(archive: Archive) -> Path:
    (archive.folder / ".cache").mkdir()
    return archive.folder


def test_a_file_is_written_and_nothing_beside_it(site: Path) -> None:
    assert NewFiles(site).write("content/a.md", b"words")

    assert (site / "content/a.md").read_bytes() == b"words"
    assert list((site / ".cache").iterdir()) == []


def test_what_stands_is_never_written_over(site: Path) -> None:
    (site / "content/a.md").write_bytes(b"mine")
    (site / "content/b.md").symlink_to(site / "nowhere")

    assert not NewFiles(site).write("content/a.md", b"yours")
    assert not NewFiles(site).write("content/b.md", b"yours")
    assert (site / "content/a.md").read_bytes() == b"mine"
    assert not (site / "nowhere").exists()


def test_a_file_that_a_killed_import_left_is_no_way_to_another(site: Path) -> None:
    """It may be the same file as an article by another name."""
    (site / "content/a.md").write_bytes(b"mine")
    os.link(site / "content/a.md", site / ".cache" / PASSING)

    assert NewFiles(site).write("content/b.md", b"yours")
    assert (site / "content/a.md").read_bytes() == b"mine"


def test_a_file_system_without_second_names_will_do(site: Path, elsewhere: Path) -> None:
    """Between two file systems no name can be given; the file is written in its place, if that is free."""
    (site / "content/articles").rmdir()
    (site / "content/articles").symlink_to(elsewhere)

    assert NewFiles(site).write("content/articles/a.md", b"words")
    assert not NewFiles(site).write("content/articles/a.md", b"other")
    assert (elsewhere / "a.md").read_bytes() == b"words"


def test_a_disk_that_refuses_leaves_nothing(site: Path) -> None:
    (site / "content/a").write_bytes(b"a file")

    with pytest.raises(FileExistsError):
        NewFiles(site).write("content/a/b.md", b"words")
    assert list((site / ".cache").iterdir()) == []
