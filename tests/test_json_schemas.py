"""Schemas for editors: shipped as they are made, and of one mind with what a build takes."""

import json
import tomllib
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
import yaml
from jsonschema import Draft202012Validator

from builder.config import Config
from builder.json_schemas import SchemaName, write_schema
from builder.load.fields import ArticleFields

ROOT = Path(__file__).resolve().parent.parent
NAMES: tuple[SchemaName, ...] = get_args(SchemaName)


def validator(name: SchemaName) -> Draft202012Validator:
    """What an editor does with a schema."""
    return Draft202012Validator(json.loads(write_schema(name)))


def complaints(name: SchemaName, values: dict[str, Any]) -> list[str]:
    """What an editor would underline."""
    return [error.message for error in validator(name).iter_errors(values)]


def every_property(schema: Any) -> list[tuple[str, dict[str, Any]]]:
    """All properties of a schema and what lies in it, by their names."""
    if isinstance(schema, list):
        return [found for item in schema for found in every_property(item)]
    if not isinstance(schema, dict):
        return []
    own = list(schema.get("properties", {}).items())
    return own + [found for value in schema.values() for found in every_property(value)]


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_schema_is_the_one_that_the_records_make(name: SchemaName) -> None:
    shipped = ROOT / "builder" / "schemas" / f"{name}.schema.json"

    assert shipped.read_text(encoding="utf-8") == write_schema(name), (
        f"run: fonds schema {name} > {shipped.name}"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: SchemaName) -> None:
    Draft202012Validator.check_schema(json.loads(write_schema(name)))


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_explained(name: SchemaName) -> None:
    tables = {"site", "build", "markdown", "dates", "listing", "search", "feeds"}
    unexplained = [
        key
        for key, schema in every_property(json.loads(write_schema(name)))
        if "description" not in schema and key not in tables
    ]

    assert unexplained == []


@pytest.mark.parametrize(("name", "record"), [("article", ArticleFields), ("site", Config)])
def test_a_schema_has_all_keys_of_its_record(name: SchemaName, record: type[msgspec.Struct]) -> None:
    assert list(json.loads(write_schema(name))["properties"]) == list(record.__struct_fields__)


def test_every_article_of_the_demonstration_passes() -> None:
    for file in sorted((ROOT / "content" / "articles").rglob("*.md")):
        head = file.read_text(encoding="utf-8")
        if head.startswith("---\n"):
            # As editors read it: numbers are numbers, and a day is text.
            values = yaml.load(head.split("---\n")[1], Loader=yaml.SafeLoader)
            assert complaints("article", json.loads(json.dumps(values, default=str))) == [], file


def test_the_settings_of_the_demonstration_and_of_a_new_site_pass() -> None:
    for file in (ROOT / "site.toml", ROOT / "builder" / "starter" / "site.toml"):
        assert complaints("site", tomllib.loads(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"title": "A", "titel": "B"},
        {"title": "A", "kind": "newspapper"},
        {"title": "A", "original_url": "herald.example"},
        {"title": "A", "tags": "bridges"},
        {"title": "A", "series": {"name": "B"}},
        {"title": "A", "series": {"name": "B", "number": 0}},
        {"title": "A", "rights": {"basis": "none"}},
        {"title": "A", "authors": [{"nmae": "B"}]},
    ],
)
def test_what_a_build_refuses_an_editor_underlines(values: dict[str, Any]) -> None:
    assert complaints("article", values)


@pytest.mark.parametrize(
    "values",
    [
        {"title": 1984},
        {"title": "A", "published": 1916, "tags": [1916, True], "volume": 3},
        {"title": "A", "deck": None, "tags": None, "kind": None, "series": None, "extent": None},
        {
            "title": "A",
            "authors": ["B", {"family": "C", "given": "D"}],
            "extra": {"anything": [1, {"at": "all"}]},
        },
    ],
)
def test_what_a_build_takes_an_editor_leaves_alone(values: dict[str, Any]) -> None:
    assert complaints("article", values) == []


@pytest.mark.parametrize("name", NAMES)
def test_patterns_are_such_as_browsers_know(name: SchemaName) -> None:
    """An escape that JavaScript does not know would make the whole schema useless to an editor."""
    for key, schema in every_property(json.loads(write_schema(name))):
        assert '\\"' not in schema.get("pattern", ""), key
        assert "\\'" not in schema.get("pattern", ""), key
