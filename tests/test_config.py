"""site.toml."""

from pathlib import Path

import pytest
from nobody import as_nobody, only_root

from builder.config import DEFAULT, Config, load_config
from builder.errors import ConfigError, Location, Problem


def load(site: Path, text: str | bytes) -> Config:
    """The configuration that a text makes, in which nothing is wrong."""
    (site / "site.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    config, problems = load_config(site)
    assert problems == []
    return config


def problems_of(site: Path, text: str | bytes) -> list[Problem]:
    """Everything that is wrong with a text; its values are then all defaults."""
    (site / "site.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    config, problems = load_config(site)
    assert problems
    assert all(problem.hint for problem in problems)
    assert config == DEFAULT
    return sorted(problems)


def test_a_title_is_enough(tmp_path: Path) -> None:
    """Every other key has a default."""
    config = load(tmp_path, '[site]\ntitle = "Dune"\n')

    assert config.site.title == "Dune"
    assert (config.build.output, config.build.urls, config.build.jobs) == ("public", "pretty", 0)
    assert config.listing.per_page == 50


def test_every_key_can_be_written(tmp_path: Path) -> None:
    """The file of a curator who leaves nothing to chance."""
    config = load(
        tmp_path,
        """\
[site]
title = "Dune"
description = "Sand"
base_url = "https://archive.example/a/"
language = "pt-BR"
timezone = "Europe/Berlin"
curator = "Ada"
rights = "CC0"

[build]
output = "out"
urls = "explicit"
drafts = true
jobs = 2

[markdown]
engine = "markdown"

[dates]
posted = true

[listing]
per_page = 10

[search]
enabled = false

[feeds]
content = "full"
items = 5

[theme]
accent = "#123"
footer = { links = ["a", "b"] }

[[menu]]
label = "Tags"
route = "/tags/"
""",
    )

    assert (config.site.timezone, config.build.jobs, config.search.enabled) == ("Europe/Berlin", 2, False)
    assert config.theme == {"accent": "#123", "footer": {"links": ["a", "b"]}}
    assert [entry.route for entry in config.menu] == ["/tags/"]


SITE = '[site]\ntitle = "Dune"\n'
WRONG = {
    "": (1, "`site.title` is missing", "`title`, below `site`"),
    "[site]\n": (1, "`site.title` is missing", "`title`, below `site`"),
    '[site]\ndescription = "x"\n': (1, "`site.title` is missing", "`title`, below `site`"),
    '[site]\ntitle = " "\n': (2, "`site.title` is empty", "write something"),
    '[site]\ntitel = "Dune"\ntitle = "Dune"\n': (2, "unknown key `site.titel`", 'did you mean "title"?'),
    f"{SITE}[biuld]\njobs = 1\n": (3, "unknown key `biuld`", 'did you mean "build"?'),
    f"{SITE}[[menu]]\nlabel = 'a'\nruote = '/b/'\nroute = '/b/'\n": (
        5,
        "unknown key `menu[0].ruote`",
        "route",
    ),
    f"{SITE}[[menu]]\nlabel = 'a'\nroute = '/'\n[[menu]]\nlabel = 'b'\n": (
        6,
        "`menu[1].route` is missing",
        "`route`",
    ),
    f"{SITE}[[menu]]\nlabel = 'a'\nroute = '../b/'\n": (5, "leaves the site", "such as /tags/"),
    f"{SITE}timezone = 'Berlin'\n": (3, "unknown time zone 'Berlin'", "Europe/Berlin"),
    f"{SITE}timezone = '../../etc/passwd'\n": (3, "unknown time zone", "Europe/Berlin"),
    f"{SITE}timezone = '/etc/passwd'\n": (3, "unknown time zone", "Europe/Berlin"),
    f"{SITE}timezone = 'Europe'\n": (3, "unknown time zone", "Europe/Berlin"),
    f"{SITE}base_url = 'archive.example'\n": (3, "is not a web address", "https://"),
    f"{SITE}base_url = 'https://a.example/?b'\n": (3, "holds a ? or #", "end it"),
    f"{SITE}language = 'english'\n": (3, "is not a language code", "pt-BR"),
    f"{SITE}[build]\njobs = -1\n": (4, "-1 jobs are too few", "0"),
    f"{SITE}[build]\njobs = 'all'\n": (4, "'all' is not a whole number", "1"),
    f"{SITE}[build]\nurls = 'prety'\n": (4, "unknown urls 'prety'", 'did you mean "pretty"?'),
    f"{SITE}[build]\ndrafts = 'maybe'\n": (4, "'maybe' is not true or false", "true"),
    f"{SITE}[listing]\nper_page = 0\n": (4, "'0' is not a whole number from 1", "1"),
    f"theme = 'dark'\n{SITE}": (1, "`theme` must hold keys", "below it"),
    "site = 'Dune'\n": (1, "`site` must hold keys", "title"),
    "[site]\ntitle = Dune\n": (2, "the value is not text in quotes", "double quotes"),
    f"{SITE}title = 'x'\n": (3, "the key stands twice", "keep one"),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_a_problem_with_its_line(text: str, tmp_path: Path) -> None:
    """Each can be mended by what its hint says."""
    line, message, hint = WRONG[text]
    (problem,) = problems_of(tmp_path, text)

    assert problem.where == Location("site.toml", line)
    assert message in problem.message
    assert hint in problem.hint


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Contradictions as well as misfits."""
    misfits = problems_of(tmp_path, "[site]\nlanguage = 'x'\n[build]\njobs = 'x'\n[foo]\n")
    contradictions = problems_of(tmp_path, f"{SITE}timezone = 'x'\n[build]\njobs = -2\n")

    assert [problem.where.line for problem in misfits] == [1, 2, 4, 5]
    assert [problem.where.line for problem in contradictions] == [3, 5]


def test_a_folder_without_the_file_is_no_site(tmp_path: Path) -> None:
    """Most likely the command runs in the wrong place."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ConfigError, match=r"there is no site\.toml in this folder; .*--site"):
            load_config(folder)


def test_text_of_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    """Windows-1252, for example."""
    (problem,) = problems_of(tmp_path, b"\xef\xbb\xbf[site]\r\ntitle = 'caf\xe9'\r\n")

    assert (problem.where.line, problem.hint) == (2, "save the file as UTF-8")


def test_windows_line_ends_and_byte_order_marks_do_no_harm(tmp_path: Path) -> None:
    """Editors write them unasked."""
    assert load(tmp_path, b"\xef\xbb\xbf[site]\r\ntitle = 'Dune'\r\n").site.title == "Dune"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """By its permissions, or because it is a folder."""
    (tmp_path / "site.toml").mkdir()
    with pytest.raises(ConfigError, match=r"site\.toml: the file cannot be read: Is a directory"):
        load_config(tmp_path)


@only_root
def test_a_file_of_somebody_else_is_told(tmp_path: Path) -> None:
    """Its permissions keep us out."""
    (tmp_path / "site.toml").write_text(SITE)
    (tmp_path / "site.toml").chmod(0)
    with as_nobody(tmp_path), pytest.raises(ConfigError) as caught:
        load_config(tmp_path)

    assert "the file cannot be read: Permission denied" in str(caught.value)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("hugo.toml", "Hugo"),
        ("_config.yml", "Jekyll"),
        ("pelicanconf.py", "Pelican"),
        ("wp-config.php", "WordPress"),
    ],
)
def test_a_site_of_another_generator_is_recognised(tmp_path: Path, file: str, name: str) -> None:
    (tmp_path / file).write_text("")
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path)

    (problem,) = caught.value.problems
    assert problem.message == f"there is no site.toml in this folder, which is a site of {name}"
    assert "fonds new site" in problem.hint


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('baseURL = "https://a.example/"\ntitle = "A"\n', "Hugo"),
        ('base_url = "https://a.example"\ncompile_sass = true\n', "Zola"),
        ('SITENAME = "A"\n', "Pelican"),
    ],
)
def test_settings_of_another_generator_are_recognised(tmp_path: Path, text: str, name: str) -> None:
    (tmp_path / "site.toml").write_text(text)

    config, (problem,) = load_config(tmp_path)
    assert config == DEFAULT
    assert problem.message == f"this is a site.toml of {name}"
