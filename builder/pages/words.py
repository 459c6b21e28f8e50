"""The words of the pages, in English: labels, counts, sentences."""

from collections.abc import Iterable, Sequence

from builder.dates import HistoricalDate, display_date
from builder.model import Article, Basis, Extent, Kind

RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ku nqo ps sd syr ug ur yi".split())
"""Languages whose usual script runs from right to left."""

EXTENTS: dict[Extent, str] = {
    "full": "Full text",
    "excerpt": "Excerpt",
    "summary": "Summary by this archive",
    "link": "Link only",
}
WITHDRAWN = "Nothing but this record: the text was withdrawn"
CARD_EXTENTS: dict[Extent, str] = {
    "full": "",
    "excerpt": "Excerpt",
    "summary": "Summary",
    "link": "Link only",
}
EXTENT_NOTICES: dict[Extent, str] = {
    "full": "",
    "excerpt": "An excerpt: the original is longer.",
    "summary": "A summary by this archive, not the original text.",
    "link": "Only a link to the original is kept here.",
}
KINDS: dict[Kind, str] = {
    "newspaper": "Newspaper article",
    "magazine": "Magazine article",
    "journal": "Journal article",
    "essay": "Essay",
    "report": "Report",
    "web": "Web page",
    "interview": "Interview",
    "speech": "Speech",
    "letter": "Letter",
    "book-excerpt": "Part of a book",
    "original": "Written for this archive",
}
BASES: dict[Basis, str] = {
    "licence": "Shown under a licence",
    "permission": "Shown by permission",
    "public-domain": "In the public domain",
    "fair-use": "Shown as fair use",
    "unknown": "Rights not known",
}
MONTHLESS = "Month not known"
DAYLESS = "Day not known"
YEARLESS = "Year not known"
UNDATED = "Date not known"


def direction_of(language: str) -> str:
    """`rtl` or `ltr`, by the language; a script subtag such as Latn comes first."""
    subtags = language.casefold().split("-")
    if "latn" in subtags or "cyrl" in subtags:
        return "ltr"
    return "rtl" if subtags[0] in RIGHT_TO_LEFT or {"arab", "hebr"} & set(subtags) else "ltr"


def count_of(number: int, noun: str) -> str:
    """`1 article`, `10,214 articles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def list_of(names: Sequence[str]) -> str:
    """`Ada`, `Ada and Ben`, `Ada, Ben and Cy`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def years_of(articles: Iterable[Article]) -> str:
    """The years that articles cover, `1894–2024`; empty where none is known."""
    dates = [article.source.published for article in articles if article.source.published]
    days = [day for date in dates for day in (date.earliest, date.latest) if day]
    if not days:
        return ""
    first, last = min(days)[:4].lstrip("0"), max(days)[:4].lstrip("0")
    return first if first == last else f"{first}–{last}"


def articles_line(articles: Sequence[Article]) -> str:
    """`312 articles, 1894–2024`."""
    return ", ".join(filter(None, [count_of(len(articles), "article"), years_of(articles)]))


def date_in_words(date: HistoricalDate | None) -> str:
    """A date for a card; an article without one says so."""
    return display_date(date) if date else "date not known"


def sentence(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]
