"""Harvard: R. Pears and G. Shields, Cite Them Right, 12th edition."""

from builder.attribution.original import Original
from builder.attribution.styles.days import read_day
from builder.attribution.styles.people import enumerate_names, with_initials
from builder.attribution.styles.runs import (
    Citation,
    Run,
    Runs,
    followed,
    link,
    listed,
    quote_singly,
    sentences,
    words,
)
from builder.attribution.styles.shapes import Shape, address_of, genre_of, keeper, pages, shape_of

MOST_NAMES = 3

_initials = with_initials("")


def cite_harvard(original: Original) -> Citation:
    """An entry of a reference list."""
    shape = shape_of(original)
    names, year, title = _authors(original), words(_year(original)), _title(original, shape)
    head = followed(names, " ", year) if names else followed(title, " ", year)
    start = followed(head, " ", title) if names else head
    address = address_of(original)
    available = (Run("Available at: "), *link(address)) if address else ()
    place = _place(original, shape)
    # What stands in something else goes on; what stands for itself ends here.
    told = [listed([start, *place])] if shape in ("article", "chapter") else [start, listed(place)]
    return Citation("Harvard", sentences([*told, available, keeper(original, "Archived")]))


def _authors(original: Original) -> Runs:
    names = [_initials(name) for name in original.authors]
    if len(names) > MOST_NAMES:
        return (Run(f"{names[0]} "), Run("et al.", italic=True))
    return words(enumerate_names(names, " and "))


def _year(original: Original) -> str:
    day = read_day(original.date)
    shown = day.year or day.words
    return f"({day.marked(shown, 'c.')})" if shown else "(no date)"


def _title(original: Original, shape: Shape) -> Runs:
    title = (
        quote_singly(original.title)
        if shape in ("article", "chapter")
        else words(original.title, italic=True)
    )
    translators = enumerate_names([_initials(name) for name in original.translators], " and ")
    notes = [f"Translated by {translators}"] if translators else []
    if original.extent == "excerpt":
        notes.append("Excerpt")
    said = genre_of(original)
    if said:
        notes.insert(0, said)
    return (*title, Run(f" [{'; '.join(notes)}]")) if notes else title


def _place(original: Original, shape: Shape) -> list[Runs]:
    publication = words(original.publication, italic=True)
    match shape:
        case "article":
            return [publication, _issue(original), words(_day(original)), pages(original, "p. ", "pp. ")]
        case "chapter":
            book = (Run("in "), *publication)
            house = followed(words(original.place), ": ", words(original.publisher))
            return [book, house, pages(original, "p. ", "pp. ")]
        case "site":
            return [publication, words(_day(original))]
        case _:
            named = original.publisher or original.publication
            return [followed(words(original.place), ": ", words(named)), words(_day(original))]


def _issue(original: Original) -> Runs:
    """`59(236)`."""
    return words(original.volume + (f"({original.issue})" if original.issue else ""))


def _day(original: Original) -> str:
    """`17 October`: the year stands after the names. Of a journal it is enough."""
    day = read_day(original.date)
    if original.kind == "journal":
        return ""
    return day.capital_span or f"{day.day or ''} {day.month_name}".strip()
