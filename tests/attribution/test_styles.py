"""Citations, held to the rules of the guides; what is expected was written from these, not from what comes out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from originals import HOSTILE, KINDS, make_original

from builder.attribution import Name, Original
from builder.attribution.plain import one_line
from builder.attribution.styles import cite
from builder.model import Kind

HOME = "https://archive.example/articles/dune/"
MANY = tuple(f"Ada Ensor{letter}" for letter in "abcdefghijklmnopqrstu")
"""Twenty-one."""


def cited(style: str, **given: object) -> str:
    """The text of a citation of a newspaper article, but for what is given; without the archive's part."""
    usual = {"title": "The dune", "kind": "newspaper", "publication": "The Herald", "published": "1916-10-17"}
    (citation,) = (each for each in cite(make_original(**{**usual, **given})) if each.style == style)  # type: ignore[arg-type]
    return re.sub(rf",? ?(?:Archived at|archived at|Test archive,) {HOME}\.?$", "", citation.text)


APA, MLA, CHICAGO, NOTE, HARVARD = "APA", "MLA", "Chicago", "Chicago, as a note", "Harvard"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # 9.8: names inverted with initials; 9.14: the date in full; 10.1, example 16: newspaper.
        (
            {"authors": ("Ada Byron Ensor",), "page": "A1"},
            "Ensor, A. B. (1916, October 17). The dune. The Herald, A1.",
        ),
        # 9.8: an ampersand before the last, also of two.
        (
            {"authors": ("Ada Ensor", "Jan van der Berg")},
            "Ensor, A., & van der Berg, J. (1916, October 17). The dune. The Herald.",
        ),
        # 9.8: suffixes after a comma.
        (
            {"authors": ("Martin Luther King Jr.",)},
            "King, M. L., Jr. (1916, October 17). The dune. The Herald.",
        ),
        # 9.8: hyphens stay between initials.
        ({"authors": ("Jean-Paul Sartre",)}, "Sartre, J.-P. (1916, October 17). The dune. The Herald."),
        # 9.11: a body as it is.
        (
            {"authors": (Name(literal="The Associated Press"),)},
            "The Associated Press. (1916, October 17). The dune. The Herald.",
        ),
        # 9.12: without an author the title comes first.
        ({}, "The dune. (1916, October 17). The Herald."),
        # 9.14: ca. of what is about, n.d. of none.
        ({"published": "1916~"}, "The dune. (ca. 1916). The Herald."),
        ({"published": "unknown"}, "The dune. (n.d.). The Herald."),
        ({"published": "1984-21"}, "The dune. (1984, Spring). The Herald."),
        ({"published": "1916-10/1916-12"}, "The dune. (1916, October–December). The Herald."),
        # 10.1, example 1: volume in italics, issue in brackets, the year alone, the DOI as a link.
        (
            {
                "authors": ("Alan M. Turing",),
                "title": "Computing machinery",
                "kind": "journal",
                "publication": "Mind",
                "volume": "59",
                "issue": "236",
                "page": "433-460",
                "published": "1950-10",
                "doi": "10.1093/mind/LIX.236.433",
            },
            "Turing, A. M. (1950). Computing machinery. Mind, 59(236), 433–460. https://doi.org/10.1093/mind/LIX.236.433",
        ),
        # 10.4: a report and who brought it out.
        ({"kind": "report", "publication": "", "publisher": "HMSO"}, "The dune. (1916, October 17). HMSO."),
        # 10.3, example 38: a chapter.
        (
            {
                "kind": "book-excerpt",
                "publication": "Sands",
                "publisher": "Press",
                "page": "1-9",
                "published": "1916",
            },
            "The dune. (1916). In Sands (pp. 1–9). Press.",
        ),
        # 9.39: a translator after the title; 9.21: a description in square brackets.
        (
            {"translators": (Name(family="Noor", given="Eve"),), "extent": "excerpt", "published": "1916"},
            "The dune (E. Noor, Trans.) [Excerpt]. (1916). The Herald.",
        ),
    ],
)
def test_apa(given: dict[str, object], expected: str) -> None:
    assert cited(APA, **given) == expected


def test_apa_names_nineteen_of_more_than_twenty_and_the_last() -> None:
    named = cited(APA, authors=MANY)

    assert named.count("Ensor") == 20
    assert "Ensors, A., … Ensoru, A. (1916" in named


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # 5.6, 5.75, 5.84: months shortened, the page with p.
        (
            {"authors": ("Ada Byron Ensor",), "page": "A1"},
            "Ensor, Ada Byron. “The dune.” The Herald, 17 Oct. 1916, p. A1.",
        ),
        # 5.7: the second name straight.
        (
            {"authors": ("Ada Ensor", "Jan van der Berg")},
            "Ensor, Ada, and Jan van der Berg. “The dune.” The Herald, 17 Oct. 1916.",
        ),
        # 5.8: of three the first.
        (
            {"authors": ("Ada Ensor", "Ben Ito", "Cy Lund")},
            "Ensor, Ada, et al. “The dune.” The Herald, 17 Oct. 1916.",
        ),
        ({}, "“The dune.” The Herald, 17 Oct. 1916."),
        # 2.65: quotation marks within are single; a question mark takes the place of the full stop.
        ({"title": 'Who said "no"?', "published": "1916~"}, "“Who said ‘no’?” The Herald, circa 1916."),
        ({"published": "unknown"}, "“The dune.” The Herald."),
        # 5.53, 2.139: volume and number; the last page shortened.
        (
            {
                "kind": "journal",
                "publication": "Mind",
                "volume": "59",
                "issue": "236",
                "page": "433-460",
                "published": "1950-10",
            },
            "“The dune.” Mind, vol. 59, no. 236, Oct. 1950, pp. 433–60.",
        ),
        # A work for itself in italics.
        ({"kind": "report", "publisher": "HMSO", "published": "1950"}, "The dune. HMSO, 1950."),
    ],
)
def test_mla(given: dict[str, object], expected: str) -> None:
    assert cited(MLA, **given).rstrip() == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # 14.191: a newspaper's page is left out.
        (
            {"authors": ("Ada Byron Ensor",), "page": "A1"},
            "Ensor, Ada Byron. “The dune.” The Herald, October 17, 1916.",
        ),
        # 14.76: only the first name is inverted.
        (
            {"authors": ("Ada Ensor", "Ben Ito", "Cy Lund")},
            "Ensor, Ada, Ben Ito, and Cy Lund. “The dune.” The Herald, October 17, 1916.",
        ),
        # 14.188: a magazine has its page.
        (
            {"kind": "magazine", "page": "12", "published": "1984-21"},
            "“The dune.” The Herald, Spring 1984, 12.",
        ),
        # 14.171, 9.61: a journal.
        (
            {
                "kind": "journal",
                "publication": "Mind",
                "volume": "59",
                "issue": "236",
                "page": "433-460",
                "published": "1950-10",
            },
            "“The dune.” Mind 59, no. 236 (October 1950): 433–60.",
        ),
        # 14.107: a chapter.
        (
            {
                "kind": "book-excerpt",
                "publication": "Sands",
                "publisher": "Press",
                "place": "Paris",
                "page": "101-108",
                "published": "1916",
            },
            "“The dune.” In Sands, 101–8. Paris: Press, 1916.",
        ),
        # 14.145: n.d. of none; 14.44: a year that was guessed.
        ({"published": "unknown"}, "“The dune.” The Herald, n.d."),
        ({"published": "1916~"}, "“The dune.” The Herald, ca. 1916."),
        (
            {"kind": "report", "publisher": "HMSO", "place": "London", "published": "1950"},
            "The dune. London: HMSO, 1950.",
        ),
    ],
)
def test_chicago(given: dict[str, object], expected: str) -> None:
    assert cited(CHICAGO, **given).rstrip() == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"authors": ("Ada Byron Ensor",)}, "Ada Byron Ensor, “The dune,” The Herald, October 17, 1916"),
        # 14.76: of four and more the first.
        (
            {"authors": ("Ada Ensor", "Ben Ito", "Cy Lund", "Di Moss")},
            "Ada Ensor et al., “The dune,” The Herald, October 17, 1916",
        ),
        # 14.19: the facts of publication stand in brackets.
        (
            {
                "kind": "book-excerpt",
                "publication": "Sands",
                "publisher": "Press",
                "place": "Paris",
                "page": "1-9",
                "published": "1916",
            },
            "“The dune,” in Sands (Paris: Press, 1916), 1–9",
        ),
    ],
)
def test_chicago_in_a_note(given: dict[str, object], expected: str) -> None:
    assert cited(NOTE, **given).rstrip(" ,") == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # Newspaper article: the year after the names, day and month after the newspaper.
        (
            {"authors": ("Ada Byron Ensor",), "page": "4", "url": "https://herald.example/dune"},
            "Ensor, A.B. (1916) ‘The dune’, The Herald, 17 October, p. 4. Available at: https://herald.example/dune.",
        ),
        (
            {"authors": ("Ada Ensor", "Ben Ito", "Cy Lund")},
            "Ensor, A., Ito, B. and Lund, C. (1916) ‘The dune’, The Herald, 17 October.",
        ),
        # Four and more: the first, et al.
        (
            {"authors": ("Ada Ensor", "Ben Ito", "Cy Lund", "Di Moss")},
            "Ensor, A. et al. (1916) ‘The dune’, The Herald, 17 October.",
        ),
        ({}, "‘The dune’ (1916), The Herald, 17 October."),
        ({"published": "unknown"}, "‘The dune’ (no date), The Herald."),
        (
            {
                "kind": "journal",
                "publication": "Mind",
                "volume": "59",
                "issue": "236",
                "page": "433-460",
                "published": "1950-10",
            },
            "‘The dune’ (1950), Mind, 59(236), pp. 433–460.",
        ),
        (
            {"kind": "report", "publisher": "HMSO", "place": "London", "published": "1950"},
            "The dune (1950). London: HMSO.",
        ),
    ],
)
def test_harvard(given: dict[str, object], expected: str) -> None:
    assert cited(HARVARD, **given).rstrip() == expected


def test_every_style_says_where_the_archive_keeps_it() -> None:
    for citation in cite(make_original(kind="newspaper", publication="The Herald")):
        assert HOME in citation.text
        assert any(run.href == HOME for run in citation.runs)


def test_an_archive_without_an_address_is_named() -> None:
    for citation in cite(make_original(kind="newspaper", publication="The Herald", permalink="")):
        assert "Test archive" in citation.text


def test_what_was_written_for_the_archive_is_not_archived_there_again() -> None:
    for citation in cite(make_original(kind="original", publication="Test archive")):
        assert citation.text.count(HOME) == 1
        assert "rchived" not in citation.text


def test_publications_are_italic_and_titles_of_articles_are_not() -> None:
    for citation in cite(make_original(title="Sand", kind="newspaper", publication="The Herald")):
        assert "The Herald" in [run.text for run in citation.runs if run.italic]
        assert not any("Sand" in run.text for run in citation.runs if run.italic)


DOUBLED = re.compile(r"\.\.|,,|  | [,.;:]|[?!]\.(?!\.)|\(\)|\[\]|“”|‘’|, ,")


def find_flaws(original: Original) -> list[str]:
    """Signs that stand twice, or around nothing, in any style."""
    return [citation.text for citation in cite(original) if DOUBLED.search(citation.text)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "published", ["", "unknown", "1916", "1916?", "198X", "1916-10/1916-12", "1984-21", "1916-XX", "../1918"]
)
@pytest.mark.parametrize("publication", ["", "The Herald"])
def test_no_sign_stands_twice(kind: Kind | None, published: str, publication: str) -> None:
    for authors in ((), ("Ada Ensor",), (Name(literal="Ministry of Works"),), MANY):
        for title in ("Dune", "Dune?", "Dune!", "Dune.", "Dune…", 'The "dune"'):
            assert (
                find_flaws(
                    make_original(
                        authors=authors, published=published, title=title, kind=kind, publication=publication
                    )
                )
                == []
            )


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_one_line_of_text(title: str) -> None:
    for citation in cite(make_original(title=title, kind="magazine", publication="Wire")):
        assert "\n" not in citation.text
        assert "\u202e" not in citation.text


@given(
    st.text(min_size=1).filter(one_line),
    st.lists(st.text(min_size=1).filter(one_line), max_size=4),
    st.sampled_from(KINDS),
)
def test_whatever_is_cited_is_cited_in_every_style(title: str, names: list[str], kind: Kind | None) -> None:
    authors = tuple(Name(literal=name) for name in names)
    for citation in cite(make_original(title=title, authors=authors, kind=kind)):
        assert all(run.text for run in citation.runs)
        assert re.sub(r"\W", "", title) in re.sub(r"\W", "", citation.text)
