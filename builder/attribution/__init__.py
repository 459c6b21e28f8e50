"""A source as citation styles, exports and what machines read in a page."""

from builder.attribution.names import Name, split_name
from builder.attribution.original import Archive, Original, describe_original
from builder.attribution.styles import Citation, cite

__all__ = ["Archive", "Citation", "Name", "Original", "cite", "describe_original", "split_name"]
