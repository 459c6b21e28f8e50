"""Chicago: The Chicago Manual of Style, 17th edition, chapter 14: notes and bibliography."""

from builder.attribution.original import Original
from builder.attribution.styles.days import read_day
from builder.attribution.styles.people import enumerate_names, inverted, straight
from builder.attribution.styles.runs import (
    Citation,
    Run,
    Runs,
    followed,
    link,
    listed,
    quote,
    sentences,
    words,
)
from builder.attribution.styles.shapes import (
    address_of,
    genre_of,
    keeper,
    pages,
    shape_of,
    shorten_for_chicago,
)

MOST_NAMES = 10
"""In a bibliography; of more the first seven are named (14.76)."""
FIRST_NAMES = 7
MOST_NAMES_IN_NOTES = 3


def cite_chicago(original: Original) -> Citation:
    """An entry of a bibliography."""
    title = (
        words(original.title, italic=True)
        if shape_of(original) == "alone"
        else quote(original.title, ending=".")
    )
    translators = enumerate_names([straight(name) for name in original.translators], " and ")
    parts = [
        words(_authors(original)),
        title,
        words(f"Translated by {translators}") if translators else (),
        words(_genre(original)),
        _place(original),
        link(address_of(original)),
        keeper(original, "Archived"),
    ]
    return Citation("Chicago", sentences(parts))


def cite_chicago_note(original: Original) -> Citation:
    """A footnote."""
    is_alone = shape_of(original) == "alone"
    title = (
        (*words(original.title, italic=True), *_bracketed(_facts(original)))
        if is_alone
        else quote(original.title, ending=",")
    )
    translators = enumerate_names([straight(name) for name in original.translators], " and ")
    genre = _genre(original)
    parts = [
        words(_authors_in_note(original)),
        title,
        words(f"trans. {translators}") if translators else (),
        words(genre[:1].lower() + genre[1:]),
        () if is_alone else _place(original, in_note=True),
        link(address_of(original)),
        keeper(original, "archived"),
    ]
    return Citation("Chicago, as a note", sentences([listed(parts)]))


def _authors(original: Original) -> str:
    names = [inverted(name) for name in original.authors[:1]] + [
        straight(name) for name in original.authors[1:]
    ]
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[:FIRST_NAMES])}, et al."
    return enumerate_names(names, ", and ")


def _authors_in_note(original: Original) -> str:
    names = [straight(name) for name in original.authors]
    if len(names) > MOST_NAMES_IN_NOTES:
        return f"{names[0]} et al."
    return enumerate_names(names, ", and " if len(names) > 2 else " and ")


def _genre(original: Original) -> str:
    said = genre_of(original)
    if original.extent == "excerpt":
        return f"{said}, excerpt" if said else "Excerpt"
    return said


def _place(original: Original, *, in_note: bool = False) -> Runs:
    publication, date = words(original.publication, italic=True), words(_date(original))
    match shape_of(original):
        case "article" if original.kind == "journal":
            return _in_journal(original)
        case "article" if original.kind == "newspaper":
            # Newspapers have several editions a day: their pages are left out (14.191).
            edition = words(f"{original.edition} edition") if original.edition else ()
            return listed([publication, date, edition])
        case "article":
            return listed([publication, date, pages(original, "", "", shorten_for_chicago)])
        case "chapter":
            book, where = publication, pages(original, "", "", shorten_for_chicago)
            if in_note:
                return listed([(Run("in "), *book, *_bracketed(_facts(original))), where])
            return sentences(filter(None, [listed([(Run("In "), *book), where]), _facts(original)]))
        case "site":
            return listed([words(original.publication), date])
        case _:
            return _facts(original)


def _bracketed(facts: Runs) -> Runs:
    return (Run(" ("), *facts, Run(")")) if facts else ()


def _facts(original: Original) -> Runs:
    """`Plainview: Herald Press, 1916`."""
    named = original.publisher or ("" if original.kind == "book-excerpt" else original.publication)
    house = followed(words(original.place), ": ", words(named))
    return listed([house, words(_date(original))]) if house or original.date else ()


def _in_journal(original: Original) -> Runs:
    """`*Mind* 59, no. 236 (October 1950): 433–460` (14.171)."""
    place = words(original.publication, italic=True)
    if original.volume:
        place = (*place, Run(f" {original.volume}"))
    if original.issue:
        place = (*place, Run(f", no. {original.issue}"))
    place = (*place, Run(f" ({_date(original)})"))
    return followed(place, ": ", pages(original, "", "", shorten_for_chicago))


def _date(original: Original) -> str:
    """`October 17, 1916` (14.191); `n.d.` of none (14.145)."""
    day = read_day(original.date)
    if not day.year:
        return day.marked(day.words, "ca. ") if day.words else "n.d."
    if day.day:
        shown = f"{day.month_name} {day.day}, {day.year}"
    else:
        shown = " ".join(filter(None, [day.month_name or day.capital_span, day.year]))
    return day.marked(shown, "ca. ")
