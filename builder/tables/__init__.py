"""YAML and TOML become plain tables in which every key knows its line.

Scalars are text, as written: what `no`, `1916` or `12:30` mean is for the schema to say.
"""

from builder.tables.from_toml import read_toml
from builder.tables.from_yaml import read_yaml
from builder.tables.table import Table, Value, decode_text, prune

__all__ = ["Table", "Value", "decode_text", "prune", "read_toml", "read_yaml"]
