"""Credits, read from the right."""

import pytest

from builder.load.byline import ACCEPTED, Byline, read_byline
from builder.load.names import Name
from builder.load.publications import index_publications

KNOWN = index_publications(
    frozenset(
        [
            "The New York Times",
            "Newsday, New York",
            "New York",
            "Law and Order Magazine",
            "Dissent",
            "Straßenblatt",
        ]
    )
)


def read(line: str) -> Byline:
    """The byline of a line that is one."""
    reading = read_byline([line], KNOWN)
    assert reading
    assert reading.score >= ACCEPTED
    return reading.byline


def names(*texts: str) -> tuple[Name, ...]:
    """Persons."""
    return tuple(Name(text) for text in texts)


@pytest.mark.parametrize(
    "line",
    [
        "Ada Byron, The Guardian, March 1, 2011",
        "By Ada Byron, The Guardian, March 1, 2011",
        "by: Ada Byron, The Guardian, March 1, 2011",
        "Written by Ada Byron, The Guardian, March 1, 2011",
        "Ada Byron | The Guardian | March 1, 2011",
        "Ada Byron - The Guardian - March 1, 2011",
        "Ada Byron – The Guardian – March 1, 2011",
        "Ada Byron—The Guardian—March 1, 2011",
        "Ada Byron · The Guardian · March 1, 2011",
        "Ada Byron • The Guardian • March 1, 2011",
        "Ada Byron; The Guardian; March 1, 2011",
        "Ada Byron // The Guardian // March 1, 2011",
        "Ada Byron (The Guardian), March 1, 2011",
        "Ada Byron (The Guardian) March 1, 2011",
        "Ada Byron (The Guardian, March 1, 2011)",
        "Ada Byron, The Guardian (March 1, 2011)",
        "Ada Byron, The Guardian, March 1, 2011, p. A1",
        "Ada Byron, The Guardian, Vol. 45, No. 2, March 1, 2011",
        "Ada Byron, The Guardian, March 1, 2011 • 12:01am",
        "Ada Byron, The Guardian, updated March 1, 2011",
        "Ada Byron, The Guardian, First published on March 1, 2011",
        "Ada  Byron ,  The Guardian ,  March 1, 2011.",
    ],
)
def test_every_separator_says_the_same(line: str) -> None:
    """Commas, strokes, dashes, dots and brackets part the fields; pages and hours are no field."""
    byline = read(line)

    assert names("Ada Byron") == byline.names
    assert (
        byline.publication,
        byline.published,
        byline.published_as,
    ) == ("The Guardian", "2011-03-01", "March 1, 2011")
    assert (line, "", ()) == (byline.as_printed, byline.role, byline.review)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("E. J. Dionne, Jr.", ["E. J. Dionne, Jr."]),
        ("E. J. Dionne Jr. and Ada Byron", ["E. J. Dionne Jr.", "Ada Byron"]),
        (
            "Ada Byron, M.D., Ph.D., Grace Hopper and Jane Roe, III",
            ["Ada Byron, M.D., Ph.D.", "Grace Hopper", "Jane Roe, III"],
        ),
        ("Ada Byron, Grace Hopper, and Jane Roe", ["Ada Byron", "Grace Hopper", "Jane Roe"]),
        ("Ada Byron & Grace Hopper", ["Ada Byron", "Grace Hopper"]),
        ("Ada Byron with Grace Hopper", ["Ada Byron", "Grace Hopper"]),
        ("Ada Byron; Grace Hopper", ["Ada Byron", "Grace Hopper"]),
        ("Jan Willem van der Berg", ["Jan Willem van der Berg"]),
        ("Anna d’Arcy and Flann O’Neil", ["Anna d’Arcy", "Flann O’Neil"]),
        ("J.-P. Łukasz Ørsted", ["J.-P. Łukasz Ørsted"]),
        ("李 小龙", ["李 小龙"]),
        ("Voltaire", ["Voltaire"]),
    ],
)
def test_lists_of_names_are_parted_between_persons(printed: str, expected: list[str]) -> None:
    """Suffixes stay with their name, particles within it."""
    byline = read(f"{printed}, Dissent, Fall 1998")

    assert names(*expected) == byline.names
    assert (byline.publication, byline.published, byline.review) == ("Dissent", "1998-23", ())


@pytest.mark.parametrize(
    ("printed", "expected", "role"),
    [
        ("Ada Byron, Staff Writer", ["Ada Byron"], "Staff Writer"),
        ("Ada Byron Staff Writer", ["Ada Byron"], "Staff Writer"),
        ("Ada Byron and Grace Hopper, Staff Writers", ["Ada Byron", "Grace Hopper"], "Staff Writers"),
        ("Ada Byron, Berlin bureau chief", ["Ada Byron"], "Berlin bureau chief"),
        ("Ada Byron, Editor-in-Chief", ["Ada Byron"], "Editor-in-Chief"),
        (
            "Ada Byron in Berlin and Grace Hopper in Paris",
            ["Ada Byron", "Grace Hopper"],
            "in Berlin; in Paris",
        ),
        ("Ada Byron for Plainview Online", ["Ada Byron"], "for Plainview Online"),
        ("Ada Byron et al.", ["Ada Byron"], "et al."),
        ("Ada Byron, Grace Hopper and others", ["Ada Byron", "Grace Hopper"], "and others"),
        ("Ada Byron (AP)", ["Ada Byron"], "AP"),
        ("Ada Byron, Associated Press Writer", ["Ada Byron"], "Associated Press Writer"),
    ],
)
def test_roles_are_kept_apart_from_names(printed: str, expected: list[str], role: str) -> None:
    """What an author is, or where, is no author."""
    byline = read(f"{printed}, The New York Times, March 1, 2011")

    assert names(*expected) == byline.names
    assert (role, "The New York Times") == (byline.role, byline.publication)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Associated Press, March 1, 2011", "Associated Press"),
        ("By The Associated Press, March 1, 2011", "The Associated Press"),
        ("BBC News, March 1, 2011", "BBC News"),
        ("Reuters | 1 March 2011", "Reuters"),
    ],
)
def test_an_agency_alone_is_author_and_publication(line: str, author: str) -> None:
    """Wire copy is published by those who wrote it."""
    byline = read(line)

    assert (Name(author, literal=True),) == byline.names
    assert (author, "2011-03-01", ()) == (byline.publication, byline.published, byline.review)


@pytest.mark.parametrize(
    "author",
    [
        "Staff",
        "Guardian staff and agencies",
        "Editorial Board",
        "The Editors",
        "Wire Services",
        "Department of Health and Human Services",
        "Institute for Water",
        "Reuters",
    ],
)
def test_organisations_are_literal(author: str) -> None:
    """An organisation has no family name, and its "and" parts nobody."""
    byline = read(f"By {author}, Dissent, March 1, 2011")

    assert (Name(author, literal=True),) == byline.names
    assert byline.publication == "Dissent"


def test_persons_and_organisations_share_a_byline() -> None:
    """Each author is judged alone."""
    byline = read("Ada Byron and Associated Press, Dissent, 1998")

    assert (Name("Ada Byron"), Name("Associated Press", literal=True)) == byline.names


@pytest.mark.parametrize(
    ("line", "publication"),
    [
        ("Ada Byron, Newsday, New York, March 1, 2011", "Newsday, New York"),
        ("Ada Byron, NEWSDAY,  NEW YORK, March 1, 2011", "NEWSDAY, NEW YORK"),
        ("Ada Byron, Law and Order Magazine, March 2011", "Law and Order Magazine"),
        ("Ada Byron in The New York Times, March 1, 2011", "The New York Times"),
        ("Ada Byron (New York), March 1, 2011", "New York"),
        ("Ada Byron, New York Times, March 1, 2011", "The New York Times"),
        ("Ada Byron, The Dissent, 1998", "Dissent"),
        ("Ada Byron, STRASSENBLATT, 1998", "STRASSENBLATT"),
        ("Ada Byron, special to The New York Times, March 1, 2011", "The New York Times"),
        ("Ada Byron, Dissent", "Dissent"),
    ],
)
def test_the_longest_known_publication_is_found(line: str, publication: str) -> None:
    """Neither case nor spaces nor "The" hide it; commas and "and" belong to it."""
    byline = read(line)

    assert publication == byline.publication
    assert names("Ada Byron") == byline.names
    assert byline.review == ()


@pytest.mark.parametrize(
    ("line", "publication"),
    [
        ("Ada Byron, The Masses, 1916", "The Masses"),
        ("Ada Byron, Ohio Gazette, 1916", "Ohio Gazette"),
        ("Ada Byron, example.org, 2016", "example.org"),
        ("From The Guardian, March 1, 2011", "The Guardian"),
        ("Ada Byron, Special to the Ohio Gazette, 1916", "the Ohio Gazette"),
        ("By Ada Byron, Associated Press Writer", "Associated Press"),
    ],
)
def test_newspaper_words_need_no_authority(line: str, publication: str) -> None:
    """What sounds like a newspaper is believed to be one."""
    byline = read(line)

    assert publication == byline.publication
    assert "publication-unverified" not in byline.review


@pytest.mark.parametrize(
    ("line", "publication"),
    [
        ("Ada Byron, n+1, Fall 2011", "n+1"),
        ("Ada Byron, de Volkskrant, 1 March 2011", "de Volkskrant"),
        ("Ada Byron, Science & Society, 1936", "Science & Society"),
        ("Ada Byron (Partisan), 1936", "Partisan"),
        ("Ada Byron, The Sun, London, 1 March 2011", "The Sun, London"),
    ],
)
def test_a_publication_known_by_its_place_only_is_unverified(line: str, publication: str) -> None:
    """The last field before the date is a guess, and says so."""
    byline = read(line)

    assert names("Ada Byron") == byline.names
    assert (publication, ("publication-unverified",)) == (byline.publication, byline.review)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Byron, March 1, 2011", ["Ada Byron"]),
        ("E. J. Dionne, Jr., March 1, 2011", ["E. J. Dionne, Jr."]),
        ("Ada Byron, Staff Writer, March 1, 2011", ["Ada Byron"]),
        ("By Ada Byron, Grace Hopper and Jane Roe, March 1, 2011", ["Ada Byron", "Grace Hopper", "Jane Roe"]),
        ("By Ada Byron", ["Ada Byron"]),
        ("By E. J. Dionne, Jr.", ["E. J. Dionne, Jr."]),
        ("By Ada Byron, Grace Hopper", ["Ada Byron", "Grace Hopper"]),
        ("By Ada Byron Associated Press", ["Ada Byron Associated Press"]),
    ],
)
def test_no_publication_is_made_of_names(line: str, expected: list[str]) -> None:
    """A suffix, a role or a second author is not where the piece appeared."""
    byline = read(line)

    assert names(*expected) == byline.names
    assert byline.publication is None


@pytest.mark.parametrize("line", ["Ada Byron, Ohio, Dissent, 1998", "Byron, Ada, Dissent, 1998"])
def test_halves_of_names_are_doubted(line: str) -> None:
    """One word among several authors may be a place or a family name."""
    assert read(line).review == ("names-doubtful",)


def test_not_dated_is_not_undated() -> None:
    """That "n.d." is printed is knowledge; silence is not."""
    undated = read("Ada Byron, Dissent, n.d.")
    silent = read("Ada Byron, Dissent")

    assert [undated.published, undated.published_as] == ["unknown", "n.d."]
    assert [silent.published, silent.published_as] == [None, None]


def test_an_impossible_date_stays_as_printed() -> None:
    """Its year is not saved at the cost of its truth."""
    byline = read("Ada Byron, Dissent, February 30, 2011")

    assert (
        byline.published,
        byline.published_as,
        byline.publication,
    ) == (None, "February 30, 2011", "Dissent")
    assert byline.review == ("impossible-date",)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "March 1, 2011",
        "By March 1, 2011",
        "It all began in Berlin, Germany, on November 9, 1989",
        "By then the water had failed.",
        "By degrees, the water failed in 1916",
        "He resigned, according to The New York Times.",
        "He told the Ohio Gazette, and left",
        "Ada Byron, The Guardian",
        "City Water Failing",
        "The mayor, who was born in 1916",
        "“Who, me?” said Byron in 1916",
        "What happened in Ohio? Nobody knows, 1916",
        "Ada Byron, " * 20 + "Dissent, 1998",
    ],
)
def test_prose_is_no_byline(line: str) -> None:
    """Sentences, titles and dates alone do not reach the mark."""
    reading = read_byline([line], KNOWN)

    assert reading is None or reading.score < ACCEPTED


@pytest.mark.parametrize(
    "lines",
    [
        ["By Ada Byron", "Dissent, Fall 1998"],
        ["By Ada Byron", "Dissent", "Fall 1998"],
        ["Dissent, Fall 1998", "By Ada Byron"],
    ],
)
def test_neighbouring_lines_make_one_byline(lines: list[str]) -> None:
    """The line that says "By" is read first, wherever it stands."""
    reading = read_byline(lines, KNOWN)

    assert reading
    assert reading.joinable
    assert names("Ada Byron") == reading.byline.names
    assert (reading.byline.publication, reading.byline.published) == ("Dissent", "1998-23")
    assert "\n".join(lines) == reading.byline.as_printed


def test_two_lines_without_proof_are_not_joined() -> None:
    """A body's first words below "By Ada Byron" are no publication."""
    reading = read_byline(["By Ada Byron", "Good News for Ohio"], KNOWN)

    assert reading is None or not reading.joinable


@pytest.mark.parametrize("label", ["Interview by", "Review by", "Text by", "Words by", "By"])
def test_what_was_done_may_stand_before_by(label: str) -> None:
    """The author's name does not begin with it."""
    assert read(f"{label} Ada Byron, The Guardian, March 1, 2011").names == names("Ada Byron")


def test_a_publisher_in_brackets_is_no_part_of_the_publication() -> None:
    """The date closes the brackets; that the rest is a book's title is a guess."""
    byline = read("Ada Byron, The Dry Well (Quill House, 1911)")

    assert (byline.names, byline.publication, byline.published) == (
        names("Ada Byron"),
        "The Dry Well",
        "1911",
    )
    assert byline.review == ("publication-unverified",)


def test_two_publications_in_a_row_are_one_and_doubted() -> None:
    """The first may be the paper of the second, or an author called Post."""
    byline = read("Ada Byron, Staff Writer, Evening Mirror, Sunday Magazine, March 1, 2011")

    assert (byline.names, byline.publication) == (names("Ada Byron"), "Evening Mirror, Sunday Magazine")
    assert byline.review == ("publication-unverified", "names-doubtful")


def test_a_body_with_and_in_its_name_is_one_author() -> None:
    """Also where a publication follows."""
    byline = read("Department of Works and Sundries, Annual Report, 2017")

    assert byline.names == (Name("Department of Works and Sundries", literal=True),)


def test_names_in_capitals_are_kept_and_doubted() -> None:
    """Nobody can tell DE LA CRUZ from de la Cruz but a person."""
    byline = read("ADA BYRON AND GRACE HOPPER, THE OHIO GAZETTE, MARCH 1, 2011")

    assert (byline.names, byline.publication) == (names("ADA BYRON", "GRACE HOPPER"), "THE OHIO GAZETTE")
    assert byline.review == ("names-all-caps", "publication-all-caps")


def test_a_publication_before_its_author_is_told_by_its_article() -> None:
    """It is a guess all the same."""
    byline = read("The Ledger, Ada Byron, March 1, 2011")

    assert (byline.names, byline.publication) == (names("Ada Byron"), "The Ledger")
    assert byline.review == ("publication-unverified",)


def test_who_is_called_the_something_is_no_paper() -> None:
    """Curators and editors sign so."""
    byline = read("The Curators, The Guardian, March 1, 2011")

    assert (byline.names, byline.publication, byline.review) == (names("The Curators"), "The Guardian", ())


@pytest.mark.parametrize("credit", ["Ada Byron (for The Guardian)", "Ada Byron (in The Guardian)"])
def test_for_a_publication_in_brackets_is_the_publication(credit: str) -> None:
    """The word before it is none of its name."""
    assert read(f"{credit}, March 1, 2011").publication == "The Guardian"
