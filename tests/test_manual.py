"""All commands as a manual, from what --help says itself."""

import shutil
import subprocess

import pytest

from builder.cli import main
from builder.manual import Verb, list_verbs, write_man_page, write_markdown

VERBS = {verb.name: verb for verb in list_verbs(main, "fonds")}


def test_every_command_stands_in_it_with_those_below() -> None:
    assert {
        "fonds build",
        "fonds serve",
        "fonds check",
        "fonds new site",
        "fonds new article",
    } <= VERBS.keys()
    assert "fonds new" not in VERBS


def test_every_command_says_what_it_does_and_every_option_what_it_means() -> None:
    for verb in VERBS.values():
        assert verb.about[0].endswith("."), verb.name
        assert [option for option, meaning in verb.options if not meaning] == [], verb.name


def test_every_command_with_arguments_has_an_example_that_calls_it() -> None:
    for verb in VERBS.values():
        if verb.usage:
            assert any(verb.name in line for line in verb.examples.splitlines()), verb.name


def test_examples_keep_their_lines() -> None:
    assert VERBS["fonds serve"].examples == "fonds serve --open\nfonds serve --drafts --port 8080"


def test_a_bar_in_a_table_is_escaped() -> None:
    verb = Verb(name="fonds x", usage="", about=("X.",), examples="", options=(("--one", "a | b"),))

    assert "| `--one` | a \\| b |" in write_markdown([verb])


@pytest.mark.skipif(not shutil.which("man"), reason="NOT RUN: there is no man on this machine")
def test_man_shows_all_of_it_without_a_warning() -> None:
    page = write_man_page(list(VERBS.values()), "publish a curated archive", "1.0")
    shown = subprocess.run(
        ["man", "--warnings", "-l", "-"], input=page, capture_output=True, text=True, check=True
    )

    assert shown.stderr == ""
    for name in VERBS:
        assert name in " ".join(shown.stdout.split())
    assert "--site" in shown.stdout


def test_what_man_would_take_for_a_request_is_text() -> None:
    verb = Verb(
        name="fonds x", usage="", about=(".SH Not a heading", "'quoted' \\fB"), examples="", options=()
    )
    page = write_man_page([verb], "x", "1.0")

    assert "\n\\&.SH Not a heading\n" in page
    assert "\n\\&'quoted' \\efB\n" in page
