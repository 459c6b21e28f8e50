"""The lines about a problem's place."""

from pathlib import Path

import pytest

from builder.errors import Location, Problem
from builder.serve.excerpts import ExcerptLine, show_problems


def excerpt(site: Path, message: str, line: int, file: str = "content/a.md") -> tuple[ExcerptLine, ...]:
    """The lines about one problem."""
    return show_problems(site, [Problem(Location(file, line), message)])[0].lines


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one file."""
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "site" / "content" / "a.md").write_text(
        "---\ntitle: A\npublishd: 1916\ntags: []\n---\n\nWords\n"
    )
    return tmp_path / "site"


def test_two_lines_stand_on_either_side(site: Path) -> None:
    lines = excerpt(site, "unknown key `publishd`", 3)

    assert [line.number for line in lines] == [1, 2, 3, 4, 5]
    assert [line.before for line in lines if not line.marked] == ["---", "title: A", "tags: []", "---"]


def test_the_very_words_are_marked(site: Path) -> None:
    (line,) = (line for line in excerpt(site, "unknown key `publishd`", 3) if line.marked)

    assert (line.before, line.marked, line.after) == ("", "publishd", ": 1916")


def test_of_a_path_of_keys_the_last_one_is_marked(site: Path) -> None:
    (line,) = (line for line in excerpt(site, "`head.publishd` is no date", 3) if line.marked)

    assert line.marked == "publishd"


def test_where_no_word_is_named_the_line_is_marked(site: Path) -> None:
    (line,) = (line for line in excerpt(site, "this is odd", 3) if line.marked)

    assert line.marked == "publishd: 1916"


@pytest.mark.parametrize(
    ("file", "line"), [("content/a.md", 0), ("content/a.md", 99), ("content/none.md", 1), ("content", 1)]
)
def test_a_place_that_cannot_be_shown_has_no_lines(site: Path, file: str, line: int) -> None:
    assert excerpt(site, "this is odd", line, file) == ()


def test_no_file_outside_the_site_is_shown(site: Path) -> None:
    (site.parent / "secret.txt").write_text("secret\n")
    (site / "content" / "link.md").symlink_to(site.parent / "secret.txt")

    assert excerpt(site, "odd", 1, "content/link.md") == ()
    assert excerpt(site, "odd", 1, "../secret.txt") == ()
    assert excerpt(site, "odd", 1, "content/\0.md") == ()


def test_characters_that_hide_are_spelled_out(site: Path) -> None:
    (site / "content" / "a.md").write_text("title: \u202eA\x1b[31m\n")

    assert excerpt(site, "this is odd", 1)[0].marked == "title: \\u202eA\\u001b[31m"


def test_a_long_line_is_cut(site: Path) -> None:
    (site / "content" / "a.md").write_text("a" * 5000 + "`odd`" + "b" * 5000 + "\n")

    (line,) = excerpt(site, "what is 'odd' here", 1)
    assert len(line.before + line.marked + line.after) < 400
    assert line.marked == "odd"
