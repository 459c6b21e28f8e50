"""JSON-LD: the page of the archive, and the piece that it keeps, as schema.org describes them.

Both are nodes at the top of one graph, as readers do not descend. The piece is first: some take the first
name that they meet for that of the publication. Source: https://schema.org/docs/full.html
"""

import re
from typing import Any

import msgspec

from builder.attribution.head import certain_date
from builder.attribution.kinds import TYPES
from builder.attribution.names import Name
from builder.attribution.original import Original

Node = dict[str, Any]

_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_escape = re.compile("[<>&\u2028\u2029]").sub


def write_json_ld(original: Original) -> str:
    """The text of a `<script type="application/ld+json">`, which no title can end or leave."""
    graph = {"@context": "https://schema.org", "@graph": [_piece(original), _page(original)]}
    return _escape(lambda match: _ESCAPES[match[0]], msgspec.json.encode(graph).decode())


def _page(original: Original) -> Node:
    archive = original.archive
    return _said(
        {
            "@type": "WebPage",
            "@id": original.permalink,
            "url": original.permalink,
            "name": original.title,
            "datePublished": original.posted,
            "dateModified": original.updated,
            "isPartOf": _said({"@type": "WebSite", "name": archive.title, "url": archive.url}),
            "breadcrumb": _trail(original),
            "mainEntity": {"@id": _id(original)},
        }
    )


def _trail(original: Original) -> Node:
    archive = original.archive
    if not archive.url or not original.permalink:
        return {}
    steps = [(archive.title, archive.url), (original.title, original.permalink)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(steps, start=1)
        ],
    }


def _piece(original: Original) -> Node:
    types = TYPES[original.kind]
    rights = original.rights
    is_news = types.schema == "NewsArticle"
    publisher = original.publisher or original.publication
    return _said(
        {
            "@type": types.schema,
            "@id": _id(original),
            "headline": original.title,
            "alternativeHeadline": original.deck,
            "author": [_agent(name) for name in original.authors],
            "editor": [_agent(name) for name in original.editors],
            "translator": [_agent(name) for name in original.translators],
            "contributor": [_agent(name) for _, name in original.others],
            "datePublished": certain_date(original.date),
            "publisher": _named("Organization", original.publication or publisher),
            "sdPublisher": _named("Organization", original.archive.title),
            "isPartOf": _container(original),
            "dateline": original.dateline if is_news else "",
            "printSection" if is_news else "articleSection": original.section,
            "printPage" if is_news else "pagination": original.page,
            "printEdition": original.edition if is_news else "",
            "isBasedOn": original.url,
            "url": original.url,
            "sameAs": f"https://doi.org/{original.doi}" if original.doi else "",
            "archivedAt": [copy.url for copy in original.copies],
            "translationOfWork": {"@id": original.translation_of} if original.translation_of else {},
            "copyrightHolder": _named("Organization", rights.holder),
            "copyrightNotice": rights.notice,
            "license": rights.statement if "creativecommons.org" in rights.statement else "",
            "usageInfo": rights.statement,
            "correction": [
                {"@type": "CorrectionComment", "text": one.text, "datePublished": one.date}
                for one in original.corrections
            ],
            "inLanguage": original.language,
            "keywords": list(original.tags),
            "abstract": original.summary,
            "isAccessibleForFree": True,
        }
    )


def _container(original: Original) -> Node:
    """What the piece appeared in, as far as it is known."""
    container = TYPES[original.kind].container
    if not container or not original.publication:
        return {}
    issn = original.issn if container in ("Newspaper", "Periodical") else ""
    return _said({"@type": container, "name": original.publication, "issn": issn})


def _agent(name: Name) -> Node:
    return _named("Organization" if name.literal else "Person", name.whole)


def _named(kind: str, name: str) -> Node:
    return {"@type": kind, "name": name} if name else {}


def _id(original: Original) -> str:
    return f"{original.permalink}#original"


def _said(node: Node) -> Node:
    """A node without what is empty."""
    return {key: value for key, value in node.items() if value}
