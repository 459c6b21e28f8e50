"""Originals for tests, and values that are hard to write down."""

from typing import get_args

from builder.attribution import Archive, Name, Original, split_name
from builder.dates import parse_date
from builder.model import Author, Kind

KINDS: tuple[Kind | None, ...] = (*get_args(Kind), None)

PEOPLE = ("Ada Ensor", "Jan Willem van der Berg", "Martin Luther King Jr.", "Plato")

HOSTILE = (
    "Salt & pepper",
    "a < b > c",
    "</script><script>alert(1)</script>",
    'He said "no" and ‘yes’',
    r"\input{x} 50% of $3 #1 a_b {c} ~d ^e \\",
    "unbalanced } brace {",
    "two\nlines\r\nand a\ttab",
    "ER  - ",
    "שלום \u202eright to left\u202c",
    "@article{x, title = {y}}",
    "Büchner’s “Woyzeck” — 日本語",
)


def make_original(
    slug: str = "dune", *, authors: tuple[str | Name, ...] = (), published: str = "", **given: object
) -> Original:
    """An original; authors may be names as written, `published` is EDTF."""
    usual: dict[str, object] = {
        "slug": slug,
        "title": slug.capitalize(),
        "language": "en",
        "authors": tuple(split_name(Author(name=one)) if isinstance(one, str) else one for one in authors),
        "published": parse_date(published) if published else None,
        "archive": Archive(title="Test archive", url="https://archive.example/"),
        "permalink": f"https://archive.example/articles/{slug}/",
    }
    return Original(**{**usual, **given})  # type: ignore[arg-type]
