"""A source as citation styles, exports and what machines read in a page."""

from builder.attribution.coins import write_coins
from builder.attribution.head import Head, describe_head
from builder.attribution.json_ld import write_json_ld
from builder.attribution.names import Name, split_name
from builder.attribution.original import Archive, Original, describe_original
from builder.attribution.rights import explain_rights
from builder.attribution.styles import Citation, cite

__all__ = [
    "Archive",
    "Citation",
    "Head",
    "Name",
    "Original",
    "cite",
    "describe_head",
    "describe_original",
    "explain_rights",
    "split_name",
    "write_coins",
    "write_json_ld",
]
