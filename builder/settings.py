"""Every setting in force, and where it comes from."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from builder.config import load_config
from builder.errors import ConfigError
from builder.files import CONFIG_FILE
from builder.tables import Table, decode_text, read_toml

DEFAULT = "default"


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One key of site.toml with its value."""

    key: str
    """Such as `build.jobs`, or `menu[0].label`."""
    value: str | int | bool
    origin: str
    """`site.toml:12`, or `default`."""


def read_settings(site: Path) -> list[Setting]:
    """All settings of a site, in the order of their documentation; raises ConfigError where site.toml is wrong."""
    config, problems = load_config(site)
    if problems:
        raise ConfigError(problems)
    table = read_toml(decode_text((site / CONFIG_FILE).read_bytes(), CONFIG_FILE), CONFIG_FILE)
    return [
        Setting(key=key, value=value, origin=_origin(key, table))
        for key, value in _flatten("", msgspec.to_builtins(config))
    ]


def _flatten(path: str, value: object) -> Iterator[tuple[str, str | int | bool]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _flatten(f"{path}.{key}" if path else str(key), below)
    elif isinstance(value, list | tuple):
        for place, below in enumerate(value):
            yield from _flatten(f"{path}[{place}]", below)
    elif isinstance(value, str | int):
        yield path, value


def _origin(key: str, table: Table) -> str:
    """The line that says so; of an item of a list on one line, the line of the list."""
    while key:
        if line := table.lines.get(key):
            return f"{CONFIG_FILE}:{line}"
        if not key.endswith("]"):
            return DEFAULT
        key = key[: key.rfind("[")]
    return DEFAULT


def write_settings(settings: Sequence[Setting]) -> str:
    """The settings as site.toml could have them, with the origin of each behind it."""
    lines: list[str] = []
    above = ""
    written = [
        (*_place(setting.key), json.dumps(setting.value, ensure_ascii=False), setting.origin)
        for setting in settings
    ]
    width = max((len(f"{key} = {value}") for _, key, value, _ in written), default=0)
    for table, key, value, origin in written:
        if table != above:
            lines += ["", table] if lines else [table]
            above = table
        lines.append(f"{f'{key} = {value}':{min(width, 60)}}  # {origin}")
    return "".join(f"{line}\n" for line in lines)


def _place(key: str) -> tuple[str, str]:
    """The head of the table that a key stands in, and its name there."""
    table, _, name = key.rpartition(".")
    if table.endswith("]"):
        # A TOML reader tells the tables of a list by their heads alone.
        return f"[[{table[: table.rfind('[')]}]]  # {table[table.rfind('[') + 1 : -1]}", name
    return f"[{table}]", name
