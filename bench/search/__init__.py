"""Search of Fonds beside Pagefind, on the same articles and the same questions: `make bench-search`."""
