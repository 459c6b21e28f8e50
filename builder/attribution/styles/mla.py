"""MLA: MLA Handbook, 9th edition, chapter 5: author, title, and container by container."""

from builder.attribution.original import Original
from builder.attribution.styles.days import read_day
from builder.attribution.styles.people import inverted, straight
from builder.attribution.styles.runs import Citation, Runs, link, listed, quote, sentences, words
from builder.attribution.styles.shapes import address_of, is_kept_elsewhere, pages, shape_of, shorten_for_mla


def cite_mla(original: Original) -> Citation:
    """An entry of a list of works cited."""
    return Citation(
        "MLA",
        sentences(
            [
                words(_authors(original)),
                _title(original),
                words("Excerpt") if original.extent == "excerpt" else (),
                _container(original),
                _archive(original),
            ]
        ),
    )


def _authors(original: Original) -> str:
    """One inverted, two joined, of three and more the first (5.8)."""
    names = original.authors
    if len(names) > 2:
        return f"{inverted(names[0])}, et al."
    if not names:
        return ""
    return inverted(names[0]) + (f", and {straight(names[1])}" if len(names) > 1 else "")


def _title(original: Original) -> Runs:
    if shape_of(original) == "alone":
        return words(original.title, italic=True)
    return quote(original.title, ending=".")


def _container(original: Original) -> Runs:
    is_alone = shape_of(original) == "alone"
    translators = " and ".join(straight(name) for name in original.translators)
    return listed(
        [
            () if is_alone else words(original.publication, italic=True),
            words(f"translated by {translators}") if translators else (),
            words(f"{original.edition} ed.") if original.edition else (),
            words(f"vol. {original.volume}") if original.volume else (),
            words(f"no. {original.issue}") if original.issue else (),
            words(original.publisher or original.publication) if is_alone else (),
            words(_date(original)),
            pages(original, "p. ", "pp. ", shorten_for_mla),
            link(address_of(original)),
        ]
    )


def _date(original: Original) -> str:
    """`17 Oct. 1916` (5.75); of none nothing is said (5.80)."""
    day = read_day(original.date)
    shown = " ".join(filter(None, [str(day.day or ""), day.short_month or day.span, day.year])) or day.words
    return day.marked(shown, "circa ") if shown else ""


def _archive(original: Original) -> Runs:
    """The second container: where the work was read (5.31)."""
    if not is_kept_elsewhere(original):
        return ()
    return listed([words(original.archive.title, italic=True), link(original.permalink)])
