"""What the documents say is so."""

import re
import tomllib
from pathlib import Path

import msgspec
from click.testing import CliRunner

from builder import __version__
from builder.cli import main
from builder.config import Config
from builder.model import Article

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_verb_has_help_and_stands_in_the_readme() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert f"fonds {name}" in README
        help_text = CliRunner().invoke(main, [name, "--help"]).output
        for option in re.findall(r"--[a-z-]+", help_text):
            assert option in README or option == "--help", (name, option)


def test_every_key_of_site_toml_stands_in_the_readme() -> None:
    for section in msgspec.structs.fields(Config):
        assert f"[{section.name}]" in README or f"[[{section.name}]]" in README, section.name
        if isinstance(section.type, type) and issubclass(section.type, msgspec.Struct):
            for field in msgspec.structs.fields(section.type):
                assert re.search(rf"\b{field.name}\b", README), (section.name, field.name)


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_dependency_has_its_reason_in_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").casefold()

    for dependency in project["dependencies"]:
        assert re.match(r"[a-z0-9-]+", dependency)[0] in changelog, dependency  # type: ignore[index]


def test_every_field_of_an_article_is_documented() -> None:
    source = (ROOT / "builder" / "model.py").read_text(encoding="utf-8")

    for field in msgspec.structs.fields(Article):
        assert re.search(rf"^    {field.name}: ", source, re.MULTILINE), field.name


def test_the_locks_pin_every_package_with_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)
        assert pins, name
        assert len(re.findall(r"^[a-z0-9-]+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(
            pins
        ), name


def test_the_installed_libraries_are_not_below_their_floors() -> None:
    from importlib.metadata import version

    floors = {
        "markdown": (3, 11),
        "pygments": (2, 21, 0),
        "jinja2": (3, 1, 6),
        "nh3": (0, 3, 8),
        "tornado": (6, 6, 1),
    }
    for name, floor in floors.items():
        assert tuple(map(int, version(name).split("."))) >= floor, name
