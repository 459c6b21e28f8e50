"""The search index: everything that a browser needs to search the archive without a server.

The format is set out in README.md. `SearchIndex` is the way in.
"""

from builder.search.documents import Document, list_documents
from builder.search.index import SearchIndex, is_index_file

__all__ = ["Document", "SearchIndex", "is_index_file", "list_documents"]
