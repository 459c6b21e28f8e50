"""What each kind of piece is called by those who read our pages and files.

Sources: https://schema.org/docs/full.html · Zotero's item types (https://api.zotero.org/itemTypes) · RIS Format
Specifications (Research Information Systems, 2011), reference types · biblatex manual 3.20, 2.1.1 · CSL 1.0.2
specification, appendix III.
"""

import msgspec

from builder.model import Kind


class KindTypes(msgspec.Struct, frozen=True, kw_only=True):
    """The types of one kind. RIS and biblatex have none for some; theirs is then the nearest that fits."""

    schema: str
    """Of the piece, on schema.org."""
    container: str = ""
    """Of what it appeared in, on schema.org; empty where it stands for itself."""
    zotero: str
    """For `DC.type`, by which Zotero chooses its item type."""
    ris: str
    biblatex: str
    biblatex_subtype: str = ""
    """`entrysubtype`."""
    csl: str
    genre: str = ""
    """In words, where the types of files do not say it."""


TYPES: dict[Kind | None, KindTypes] = {
    "newspaper": KindTypes(
        schema="NewsArticle",
        container="Newspaper",
        zotero="newspaperArticle",
        ris="NEWS",
        biblatex="article",
        biblatex_subtype="newspaper",
        csl="article-newspaper",
    ),
    "magazine": KindTypes(
        schema="Article",
        container="Periodical",
        zotero="magazineArticle",
        ris="MGZN",
        biblatex="article",
        biblatex_subtype="magazine",
        csl="article-magazine",
    ),
    "journal": KindTypes(
        schema="ScholarlyArticle",
        container="Periodical",
        zotero="journalArticle",
        ris="JOUR",
        biblatex="article",
        csl="article-journal",
    ),
    "essay": KindTypes(
        schema="Article",
        container="Periodical",
        zotero="magazineArticle",
        ris="MGZN",
        biblatex="article",
        biblatex_subtype="magazine",
        csl="article-magazine",
        genre="Essay",
    ),
    "report": KindTypes(schema="Report", zotero="report", ris="RPRT", biblatex="report", csl="report"),
    "web": KindTypes(
        schema="Article", container="WebSite", zotero="webpage", ris="ELEC", biblatex="online", csl="webpage"
    ),
    "interview": KindTypes(
        schema="Article",
        container="Periodical",
        zotero="interview",
        ris="MGZN",
        biblatex="article",
        csl="interview",
        genre="Interview",
    ),
    "speech": KindTypes(
        schema="Article", zotero="presentation", ris="SLIDE", biblatex="misc", csl="speech", genre="Speech"
    ),
    "letter": KindTypes(
        schema="Article",
        container="Periodical",
        zotero="letter",
        ris="PCOMM",
        biblatex="misc",
        csl="personal_communication",
        genre="Letter",
    ),
    "book-excerpt": KindTypes(
        schema="Chapter", container="Book", zotero="bookSection", ris="CHAP", biblatex="inbook", csl="chapter"
    ),
    "original": KindTypes(
        schema="Article", container="WebSite", zotero="webpage", ris="ELEC", biblatex="online", csl="webpage"
    ),
    None: KindTypes(
        schema="Article",
        container="Periodical",
        zotero="document",
        ris="GEN",
        biblatex="misc",
        csl="document",
    ),
}
