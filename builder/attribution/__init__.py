"""A source as citation styles, exports and what machines read in a page."""

from builder.attribution.names import Name, split_name
from builder.attribution.original import Archive, Original, describe_original

__all__ = ["Archive", "Name", "Original", "describe_original", "split_name"]
