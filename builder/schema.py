"""A table becomes a typed record, or a problem for each key that does not fit.

The happy path is msgspec's own conversion, in C. Only where that fails is the table walked again, to name
every misfit at once with its line and its mend.
"""

import datetime
import difflib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated, TypeVar

import msgspec
from msgspec import inspect

from builder.errors import Problem, quoted
from builder.tables import Table, Value, prune

Record = TypeVar("Record", bound=msgspec.Struct)

Url = Annotated[
    str,
    msgspec.Meta(
        pattern=r"""^https?://[^\s<>"'\\/?#\[\]⁇⁈⁉℀℁℅℆⩴︓︖﹕﹖﹟﹫＃／：？＠]+([/?#][^\s<>"\\]*)?$(?!\n)""",
        description="a web address",
        examples=["https://example.org/1916/"],
    ),
]
Language = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*$(?!\n)",
        description="a language code",
        examples=["en", "pt-BR", "zh-Hant"],
    ),
]
Day = Annotated[datetime.date, msgspec.Meta(description="a day of the calendar", examples=["2016-10-18"])]
Count = Annotated[
    int, msgspec.Meta(ge=1, le=1_000_000, description="a whole number from 1 to 1,000,000", examples=["1"])
]

MOST_PROBLEMS = 100
"""Of one table; a file with more is of another kind, and a list of thousands helps nobody."""


def read_record(table: Table, kind: type[Record]) -> tuple[Record | None, list[Problem]]:
    """The record that a table holds, and nothing wrong; or None, and all that is wrong."""
    values = prune(table.values)
    try:
        return msgspec.convert(values, kind, strict=False), []
    except msgspec.ValidationError:
        return None, sorted(islice(_misfits(values, inspect.type_info(kind), "", table), MOST_PROBLEMS))


MOST_COMPARED = 500
"""Names that a word is compared with: each comparison takes time, and an archive may have a thousand mistakes."""


def nearest(word: str, known: Iterable[str]) -> str:
    """`did you mean "title"?`, or empty where nothing is near."""
    candidates = sorted(known)
    if len(candidates) > MOST_COMPARED:
        alike = (name for name in candidates if name[:1] == word[:1] and abs(len(name) - len(word)) <= 2)
        candidates = list(islice(alike, MOST_COMPARED))
    near = difflib.get_close_matches(word, candidates, n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else ""


def _misfits(value: Value, wanted: inspect.Type, path: str, table: Table) -> Iterator[Problem]:
    """Every place below `path` where the value is not what is wanted."""
    if isinstance(wanted, inspect.UnionType):
        wanted = _branch_for(value, wanted)
    if isinstance(wanted, inspect.StructType):
        yield from _struct_misfits(value, wanted, path, table)
    elif isinstance(wanted, inspect.VarTupleType):
        yield from _list_misfits(value, wanted, path, table)
    elif isinstance(wanted, inspect.DictType):
        if not isinstance(value, dict):
            yield Problem(table.at(path), f"`{path}` must hold keys", "write keys and their values below it")
            return
        for key, item in value.items():
            yield from _misfits(item, wanted.value_type, f"{path}.{key}" if path else key, table)
    elif isinstance(wanted, inspect.LiteralType):
        if value not in wanted.values:
            choices = [str(choice) for choice in wanted.values]
            hint = nearest(str(value), choices) or f"write one of {', '.join(choices)}"
            yield Problem(table.at(path), f"unknown {path.rpartition('.')[2]} {quoted(value)}", hint)
    elif not isinstance(wanted, inspect.CustomType):
        yield from _scalar_misfits(value, wanted, path, table)


def _branch_for(value: Value, union: inspect.UnionType) -> inspect.Type:
    """Of several types the one that the writer meant, by the value's shape."""
    choices = [choice for choice in union.types if not isinstance(choice, inspect.NoneType)]
    tables = [choice for choice in choices if isinstance(choice, inspect.StructType)]
    if isinstance(value, dict) and tables:
        return tables[0]
    return next((choice for choice in choices if choice not in tables), choices[0])


def _struct_misfits(value: Value, wanted: inspect.StructType, path: str, table: Table) -> Iterator[Problem]:
    known = {field.encode_name: field for field in wanted.fields}
    if not isinstance(value, dict):
        hint = f"write its keys below it: {', '.join(known)}"
        yield Problem(table.at(path), f"`{path}` must hold keys", hint)
        return
    for key, item in value.items():
        where = f"{path}.{key}" if path else key
        if key in known:
            yield from _misfits(item, known[key].type, where, table)
        elif wanted.forbid_unknown_fields:
            hint = nearest(key, known) or f"the keys here are {', '.join(known)}"
            yield Problem(table.at(where), f"unknown key `{where}`", hint)
    for key, field in known.items():
        if field.required and key not in value:
            yield from _missing(field, f"{path}.{key}" if path else key, table)


def _missing(field: inspect.Field, where: str, table: Table) -> Iterator[Problem]:
    if isinstance(field.type, inspect.StructType):
        yield from _struct_misfits({}, field.type, where, table)
    elif where in table.lines:
        yield Problem(table.at(where), f"`{where}` is empty", "write something behind it")
    else:
        above, _, key = where.rpartition(".")
        hint = f"add a line that begins `{key}`" + (f", below `{above}`" if above else "")
        yield Problem(table.at(where), f"`{where}` is missing", hint)


def _list_misfits(value: Value, wanted: inspect.VarTupleType, path: str, table: Table) -> Iterator[Problem]:
    if not isinstance(value, list):
        hint = f"write it as [{value}]" if isinstance(value, str) else "write its items between [ and ]"
        yield Problem(table.at(path), f"`{path}` must be a list", hint)
        return
    for position, item in enumerate(value):
        yield from _misfits(item, wanted.item_type, f"{path}[{position}]", table)


def _scalar_misfits(value: Value, wanted: inspect.Type, path: str, table: Table) -> Iterator[Problem]:
    if not isinstance(value, str):
        message = f"`{path}` must be one value, not a {'list' if isinstance(value, list) else 'table'}"
        yield Problem(table.at(path), message, "write it on one line, and in quotes if it begins with [ or {")
        return
    extra = wanted.extra_json_schema or {} if isinstance(wanted, inspect.Metadata) else {}
    plain = wanted.type if isinstance(wanted, inspect.Metadata) else wanted
    try:
        msgspec.convert(value, _plain_type(plain), strict=False)
    except msgspec.ValidationError:
        words, example = _words_for(plain)
        words = extra.get("description", words)
        example = " or ".join(extra.get("examples", [example]))
        yield Problem(table.at(path), f"`{path}`: {quoted(value)} is not {words}", f"write, say, {example}")


def _plain_type(wanted: inspect.Type) -> object:
    """The Python type, with its constraints, that a scalar's description stands for."""
    if isinstance(wanted, inspect.StrType):
        return Annotated[str, msgspec.Meta(pattern=wanted.pattern, min_length=wanted.min_length)]
    if isinstance(wanted, inspect.IntType):
        return Annotated[int, msgspec.Meta(ge=wanted.ge, le=wanted.le)]
    return {inspect.BoolType: bool, inspect.DateType: datetime.date}.get(type(wanted), str)


def _words_for(wanted: inspect.Type) -> tuple[str, str]:
    """What a type without a description wants, and an example."""
    if isinstance(wanted, inspect.BoolType):
        return "true or false", "true"
    return ("a whole number", "1") if isinstance(wanted, inspect.IntType) else ("text", '"text"')
