"""Which files a folder of the site holds."""

import os
from pathlib import Path

import pytest
from nobody import as_nobody, only_root

from builder.errors import Problem
from builder.files import find_bad_link, is_passing, walk_files


def write(site: Path, *files: str) -> None:
    """Make files, each with its own name in it."""
    for file in files:
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        (site / file).write_text(file)


def found(site: Path) -> list[str]:
    """The files of content/, where none has a problem."""
    walk = list(walk_files(site, "content"))
    assert [problem for _, problem in walk if problem] == []
    return [file for file, _ in walk]


def only_problem(site: Path) -> Problem:
    """The one file of content/ that must not be read."""
    (problem,) = (problem for _, problem in walk_files(site, "content") if problem)
    assert problem.hint
    return problem


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one file."""
    write(tmp_path / "site", "content/a.md")
    return tmp_path / "site"


def test_files_come_in_the_order_of_code_points(site: Path) -> None:
    """Whatever order a disk has, and whatever language a machine speaks."""
    write(site, "content/é.md", "content/b/z.md", "content/b/a/x.md", "content/Z.md", "content/b.md")

    assert found(site) == [
        "content/Z.md",
        "content/a.md",
        "content/b/a/x.md",
        "content/b/z.md",
        "content/b.md",
        "content/é.md",
    ]


def test_a_folder_that_is_not_there_holds_nothing(site: Path) -> None:
    """A site needs no media, for example."""
    assert list(walk_files(site, "content/media")) == []


@pytest.mark.parametrize("name", [".hidden.md", ".git/config.md", "a.md~", "a.md.swp", "a.tmp", "a.md.bak"])
def test_hidden_and_passing_files_are_no_content(name: str, site: Path) -> None:
    """An editor's swap file must not become an article."""
    write(site, f"content/{name}")

    assert found(site) == ["content/a.md"]
    assert is_passing(name.partition("/")[0])


@pytest.mark.parametrize("target", ["{outside}/file.md", "{outside}/folder", "../../outside/file.md"])
def test_a_link_out_of_the_site_is_not_followed(target: str, site: Path) -> None:
    """It would publish what nobody meant to, from a copy of somebody else's archive."""
    outside = site.parent / "outside"
    write(outside, "file.md", "folder/b.md")
    (site / "content" / "b.md").symlink_to(target.format(outside=outside))
    problem = only_problem(site)

    assert problem.where.file == "content/b.md"
    assert "a symbolic link leads out of the site, to " in problem.message
    assert found_with_problems(site) == ["content/a.md", "content/b.md"]


def found_with_problems(site: Path) -> list[str]:
    """All files of content/, also those that must not be read."""
    return [file for file, _ in walk_files(site, "content")]


def test_a_content_folder_elsewhere_is_not_followed(site: Path) -> None:
    """The folder itself may be a link."""
    write(site.parent / "outside", "file.md")
    (site / "media").symlink_to(site.parent / "outside")
    ((file, problem),) = walk_files(site, "media")

    assert file == "media"
    assert problem
    assert "leads out of the site" in problem.message


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("nothing.md", "leads nowhere: No such file"),
        ("b.md", "leads nowhere: Too many levels"),
        ("a.md/x", "leads nowhere: Not a directory"),
    ],
)
def test_a_link_to_nothing_is_a_problem(target: str, reason: str, site: Path) -> None:
    """It was meant to be an article."""
    (site / "content" / "b.md").symlink_to(target)
    problem = only_problem(site)

    assert problem.where.file == "content/b.md"
    assert reason in problem.message


def test_links_in_a_circle_end(site: Path) -> None:
    """A folder in itself would have no end."""
    write(site, "content/b/c.md")
    (site / "content" / "b" / "again").symlink_to("..")
    problem = only_problem(site)

    assert problem.where.file == "content/b/again"
    assert problem.message == "a symbolic link leads to a folder"


def test_a_whole_folder_that_is_a_link_to_nothing_is_a_problem(site: Path) -> None:
    """It is not the same as a folder that is not there."""
    (site / "media").symlink_to("nowhere")
    ((_, problem),) = walk_files(site, "media")

    assert problem
    assert "a symbolic link leads nowhere" in problem.message


def test_a_link_within_the_site_is_read(site: Path) -> None:
    """It leads to nothing that is not ours."""
    write(site, "drafts/b.md")
    (site / "content" / "b.md").symlink_to("../drafts/b.md")

    assert found(site) == ["content/a.md", "content/b.md"]


def test_a_site_that_is_reached_by_a_link_is_whole(site: Path) -> None:
    """Its own files are not outside."""
    (site.parent / "link").symlink_to(site)

    assert found(site.parent / "link") == ["content/a.md"]


def test_what_is_no_file_is_not_opened(site: Path) -> None:
    """A build would wait at a pipe for ever."""
    os.mkfifo(site / "content" / "pipe.md")

    assert only_problem(site).message == "this is no file that can be read"
    (site / "content" / "b.md").symlink_to("pipe.md")
    assert len([problem for _, problem in walk_files(site, "content") if problem]) == 2


@pytest.mark.parametrize("name", [b"\xe9.md", b"a\nb.md", b"a\x1b[31m.md"])
def test_a_name_that_cannot_be_shown_is_a_problem(name: bytes, site: Path) -> None:
    """Neither pages nor messages could hold it."""
    (site / "content" / os.fsdecode(name)).write_text("x")
    problem = only_problem(site)

    assert problem.where.file.isprintable()
    assert "\N{REPLACEMENT CHARACTER}" in problem.where.file
    assert "rename it" in problem.hint


def test_a_file_where_a_folder_should_be_is_a_problem(site: Path) -> None:
    """Nothing can be read below it."""
    ((file, problem),) = walk_files(site, "content/a.md")

    assert file == "content/a.md"
    assert problem
    assert "the folder cannot be read: Not a directory" in problem.message


@only_root
def test_a_folder_that_may_not_be_read_is_a_problem(site: Path) -> None:
    """What is in it would be missing from the site."""
    write(site, "content/b/c.md", "content/d.md")
    (site / "content" / "b").chmod(0)
    with as_nobody(site):
        problem = only_problem(site)
        found = found_with_problems(site)

    assert problem.where.file == "content/b"
    assert "Permission denied" in problem.message
    assert found == ["content/a.md", "content/b", "content/d.md"]


@only_root
def test_a_link_into_a_folder_that_may_not_be_read_is_a_problem(site: Path) -> None:
    """And not a crash."""
    write(site, "private/c.md")
    (site / "private").chmod(0)
    (site / "content" / "b.md").symlink_to("../private/c.md")
    with as_nobody(site):
        message = only_problem(site).message

    assert "Permission denied" in message


def test_only_links_are_bad_links(site: Path) -> None:
    """A file, or nothing at all, is for others to judge."""
    assert find_bad_link(site, "content/a.md") is None
    assert find_bad_link(site, "content/nothing.md") is None
