"""Fonds: publish a curated archive, every piece saying where it came from."""

__version__ = "0.1.0"
