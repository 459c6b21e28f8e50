"""Every setting in force, and where it comes from."""

import json
import tomllib

import pytest
from archive import Archive

from builder.config import load_config
from builder.errors import ConfigError
from builder.settings import read_settings, write_settings


def test_a_setting_comes_from_its_line_or_is_a_default(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "A"\n\n[listing]\nper_page = 20\n')
    found = {setting.key: (setting.value, setting.origin) for setting in read_settings(archive.folder)}

    assert found["site.title"] == ("A", "site.toml:2")
    assert found["listing.per_page"] == (20, "site.toml:5")
    assert found["build.output"] == ("public", "default")
    assert found["search.enabled"] == (True, "default")


def test_entries_of_the_menu_and_of_the_theme_have_their_lines(archive: Archive) -> None:
    text = '[site]\ntitle = "A"\n[[menu]]\nlabel = "Tags"\nroute = "/tags/"\n'
    text += '[theme]\naccent = "red"\nlinks = ["a", "b"]\n'
    archive.write("site.toml", text)
    found = {setting.key: (setting.value, setting.origin) for setting in read_settings(archive.folder)}

    assert found["menu[0].label"] == ("Tags", "site.toml:4")
    assert found["theme.accent"] == ("red", "site.toml:7")
    assert found["theme.links[1]"] == ("b", "site.toml:8")


def test_what_is_written_can_be_read_as_settings_again(archive: Archive) -> None:
    text = '[site]\ntitle = "A \\"B\\" é"\n[[menu]]\nlabel = "Tags"\nroute = "/tags/"\n'
    text += '[[menu]]\nlabel = "B"\nroute = "/b/"\n'
    archive.write("site.toml", text)
    before = load_config(archive.folder)[0]
    written = write_settings(read_settings(archive.folder))
    archive.write("site.toml", written)

    assert tomllib.loads(written)["menu"][1] == {"label": "B", "route": "/b/"}
    assert load_config(archive.folder) == (before, [])


def test_settings_that_are_wrong_are_told_as_by_a_build(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "A"\ncolour = "red"\n')

    with pytest.raises(ConfigError, match=r"unknown key `site\.colour`"):
        read_settings(archive.folder)


def test_the_command_prints_settings_for_people_and_for_programs(archive: Archive) -> None:
    told = archive.fonds("config")
    assert 'title = "Test archive"' in told.stdout
    assert "# site.toml:2" in told.stdout

    settings = json.loads(archive.fonds("config", "--json").stdout)["settings"]
    assert {"key": "site.title", "value": "Test archive", "origin": "site.toml:2"} in settings
