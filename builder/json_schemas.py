"""site.toml and front matter as JSON Schemas, so that an editor completes and checks them while they are written.

Made from the very records that a build reads them into, with the words that stand below each field. Draft 2020-12
(https://json-schema.org/draft/2020-12), as msgspec writes it.
"""

import ast
import inspect
import textwrap
from typing import Any, Literal

import msgspec

from builder.config import Config
from builder.load.fields import ArticleFields

SchemaName = Literal["article", "site"]

_RECORDS: dict[SchemaName, tuple[type[msgspec.Struct], str]] = {
    "article": (ArticleFields, "Front matter of an article in Fonds"),
    "site": (Config, "site.toml of Fonds"),
}
NULL = {"type": "null"}
_SCALARS = ["string", "number", "boolean"]
"""An editor reads `title: 1984` as a number. A build reads what was written, as text."""


def write_schema(name: SchemaName) -> str:
    """The text of `article.schema.json` or `site.schema.json`."""
    record, title = _RECORDS[name]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_for_editors(msgspec.json.schema(record, schema_hook=_hook), _documents_of(record)),
        "title": title,
    }
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"


def _hook(kind: type) -> dict[str, Any]:
    if kind is not object:
        raise NotImplementedError(kind)
    return {"description": "Whatever the theme asks for."}


def _documents_of(record: type[msgspec.Struct]) -> dict[str, dict[str, str]]:
    """What stands below each field, by the name of its record: of this one and all that lie in the same module."""
    module = inspect.getmodule(record)
    found = vars(module).values()
    return {
        kind.__name__: _document(kind)
        for kind in found
        if inspect.isclass(kind) and issubclass(kind, msgspec.Struct) and kind is not msgspec.Struct
    }


def _document(record: type[msgspec.Struct]) -> dict[str, str]:
    """The text below each field of a record, as its source has it: Python keeps none of it while it runs."""
    (written,) = ast.parse(textwrap.dedent(inspect.getsource(record))).body
    assert isinstance(written, ast.ClassDef)  # noqa: S101 - it is what was asked for
    texts = {}
    for field, below in zip(written.body, written.body[1:], strict=False):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                texts[name] = " ".join(text.split())
    return texts


def _for_editors(schema: dict[str, Any], documents: dict[str, dict[str, str]]) -> dict[str, Any]:
    """The schema with the words of each field, in which whatever a build reads is right."""
    definitions = {name: _open(definition) for name, definition in schema.get("$defs", {}).items()}
    for name, definition in definitions.items():
        required = definition.get("required", [])
        for key, field in definition.get("properties", {}).items():
            field.pop("default", None)
            if text := documents.get(name, {}).get(key):
                field["description"] = text
            if key not in required:
                # A key that was left empty is as good as none.
                definition["properties"][key] = _or_empty(field)
    # The outermost record stands as the schema itself: some editors read nothing beside a `$ref`.
    outermost = definitions.pop(schema["$ref"].rpartition("/")[2])
    return {**outermost, "$defs": definitions}


def _open(schema: Any) -> Any:
    """The same where every text may look like a number: of a pattern only what is text must follow it."""
    if isinstance(schema, list):
        return [_open(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    opened = {key: _open(value) for key, value in schema.items()}
    if opened.get("type") == "string" and "format" not in opened:
        opened["type"] = _SCALARS
    return opened


def _or_empty(field: dict[str, Any]) -> dict[str, Any]:
    kind = field.get("type")
    if kind and "enum" not in field:
        return {**field, "type": [*(kind if isinstance(kind, list) else [kind]), "null"]}
    description = {key: field.pop(key) for key in ("description",) if key in field}
    choices = field.get("anyOf", [field])
    return {**description, "anyOf": [*(one for one in choices if one != NULL), NULL]}
