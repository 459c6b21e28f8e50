"""APA: Publication Manual of the American Psychological Association, 7th edition, chapters 9 and 10.

Titles stay as they were printed: which of their words are names, and so keep their capitals, is not known.
"""

from builder.attribution.original import Original
from builder.attribution.styles.days import read_day
from builder.attribution.styles.people import enumerate_names, initials_first, with_initials
from builder.attribution.styles.runs import Citation, Run, Runs, link, listed, sentences, words
from builder.attribution.styles.shapes import address_of, genre_of, keeper, pages, shape_of

MOST_NAMES = 20
"""Of more the first nineteen and the last are named (9.8)."""

_initials = with_initials(" ")


def cite_apa(original: Original) -> Citation:
    """An entry of a reference list."""
    title, date = _title(original), words(_date(original))
    names = words(_authors(original))
    head = [names, date, title] if names else [title, date]
    parts = [*head, *_places(original), link(address_of(original)), keeper(original, "Archived")]
    return Citation("APA", sentences(parts, stops_links=False))


def _authors(original: Original) -> str:
    names = [_initials(name) for name in original.authors]
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[: MOST_NAMES - 1])}, … {names[-1]}"
    return enumerate_names(names, ", & ")


def _date(original: Original) -> str:
    day = read_day(original.date)
    if not day.year:
        return f"({day.marked(day.words, 'ca. ')})" if day.words else "(n.d.)"
    rest = day.capital_span or f"{day.month_name} {day.day or ''}".strip()
    # A journal is found by its volume: the year is enough (10.1).
    shown = day.year if not rest or original.kind == "journal" else f"{day.year}, {rest}"
    return f"({day.marked(shown, 'ca. ')})"


def _title(original: Original) -> Runs:
    notes = []
    if original.translators:
        names = enumerate_names(list(map(initials_first, original.translators)), " & ")
        notes.append(f"({names}, Trans.)")
    described = genre_of(original)
    if original.extent == "excerpt":
        described = f"{described}; excerpt" if described else "Excerpt"
    if described:
        notes.append(f"[{described}]")
    title = words(original.title, italic=shape_of(original) in ("site", "alone"))
    return (*title, Run(f" {' '.join(notes)}")) if notes else title


def _places(original: Original) -> list[Runs]:
    publication = words(original.publication, italic=True)
    match shape_of(original):
        case "article":
            return [listed([publication, _volume(original), pages(original, "", "")])]
        case "chapter":
            where = pages(original, "p. ", "pp. ")
            book = (Run("In "), *publication, *((Run(" ("), *where, Run(")")) if where else ()))
            return [book, words(original.publisher)]
        case "site":
            return [words(original.publication)]
        case _:
            named = original.publisher or original.publication
            return [words(named)]


def _volume(original: Original) -> Runs:
    volume = words(original.volume, italic=True)
    issue = words(f"({original.issue})") if original.issue else ()
    return (*volume, *issue)
