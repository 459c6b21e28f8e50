"""Front matter becomes an article, or problems that a person can mend."""

import json

import pytest

from builder.errors import Location, Problem
from builder.load.article import read_article, read_page, slug_of_file
from builder.load.authority import names_of
from builder.load.front_matter import split_content
from builder.model import (
    ArchivedCopy,
    Article,
    Author,
    Authorities,
    Blob,
    Correction,
    PersonRecord,
    PublicationRecord,
    SeriesPart,
    StandingPage,
    TagRecord,
    Withdrawal,
)

FILE = "content/articles/dune.md"
TEXT = Blob("text-0", 0, 0, "")
NAMES = names_of(
    Authorities(
        publications={
            "herald": PublicationRecord(name="The Herald", aliases=("Herald",), kind="newspaper", lang="de"),
        },
        people={
            "ada": PersonRecord(name="Ada Byron", family="Byron", given="Ada", aliases=("A. Byron",)),
            "nasa": PersonRecord(name="NASA", literal=True, aliases=("N.A.S.A.",)),
        },
        tags={
            "science": TagRecord(name="Science"),
            "physics": TagRecord(name="Physics", aliases=("phys",), broader="science"),
        },
    )
)


def read(head: str, file: str = FILE) -> tuple[Article | None, list[Problem]]:
    """What a file with this front matter makes."""
    return read_article(split_content(f"---\n{head}\n---\nbody\n", file), TEXT, NAMES, "en")


def article(file: str = FILE, **fields: object) -> Article:
    """The article of these fields, which have nothing wrong."""
    fields.setdefault("title", "Dune")
    made, problems = read("".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items()), file)
    assert problems == []
    assert made
    return made


def problems(head: str, file: str = FILE) -> list[tuple[int, str]]:
    """Line and message of everything that is wrong."""
    made, found = read(head, file)
    assert made is None
    assert all(problem.where.file == file and problem.hint for problem in found)
    return [(problem.where.line, problem.message) for problem in found]


def page(head: str) -> tuple[StandingPage | None, list[Problem]]:
    """What a standing page with this front matter makes."""
    return read_page(split_content(f"---\n{head}\n---\nbody\n", "content/pages/about.md"), TEXT, "en")


def test_a_title_is_enough() -> None:
    """Nothing else is invented."""
    made = article(title=" The   Dawn\nof Dune ")

    assert (made.title, made.slug, made.language, made.status) == (
        "The Dawn of Dune",
        "dune",
        "en",
        "published",
    )
    assert (made.source.publication, made.source.authors, made.source.published, made.posted) == (
        "",
        (),
        None,
        "",
    )
    assert made.text_line == 5


def test_every_field_can_be_written() -> None:
    """The article of a curator who knows everything."""
    made = article(
        deck="Sand",
        slug="Dune_2.0",
        aliases=["/1916/dune", "old/dune.html", "/a/"],
        authors=["A. Byron", {"name": "Grace Hopper", "role": "photographs"}, {"literal": "The Staff"}],
        byline="By ADA BYRON",
        publication="herald",
        published="1916-10-17",
        published_as="October 17, 1916",
        posted="2016-10-18",
        updated="2016-10-19",
        original_url="https://herald.example/1916/dune?a=b#c",
        archived=[{"url": "https://web.archive.org/x", "date": "2016-10-20"}],
        kind="essay",
        extent="excerpt",
        lang="fr",
        doi="10.1093/mind/LIX.236.433",
        rights={
            "statement": "http://rightsstatements.org/vocab/InC/1.0/",
            "basis": "fair-use",
            "noindex": "true",
        },
        tags=["phys", "physics/waves", "Sand  dunes", "phys"],
        series={"name": "Deserts", "number": "3"},
        corrections=[{"date": "2017-01-01", "text": "old"}, {"date": "2018-01-01", "text": "new"}],
        provenance=[{"event": "captured", "date": "1990~"}],
        extra={"map": {"zoom": ["1", "2"]}},
    )

    assert (made.slug, made.aliases) == ("Dune_2.0", ("1916/dune/", "old/dune.html", "a/"))
    assert made.source.authors == (
        Author(name="Ada Byron", family="Byron", given="Ada"),
        Author(name="Grace Hopper", role="photographs"),
        Author(name="The Staff", literal=True),
    )
    assert (made.source.publication, made.source.kind, made.language) == ("The Herald", "essay", "fr")
    assert made.source.published
    assert made.source.published.edtf == "1916-10-17"
    assert made.source.archived == (ArchivedCopy(url="https://web.archive.org/x", date="2016-10-20"),)
    assert (made.source.rights.basis, made.source.rights.noindex) == ("fair-use", True)
    assert made.tags == ("Science/Physics", "Science/Physics/waves", "Sand dunes")
    assert made.series == SeriesPart(name="Deserts", number=3)
    assert made.corrections == (
        Correction(date="2018-01-01", text="new"),
        Correction(date="2017-01-01", text="old"),
    )
    assert made.extra == {"map": {"zoom": ["1", "2"]}}
    assert made.at("posted") == Location(FILE, 10)


def test_a_publication_brings_its_kind_and_language() -> None:
    """What an article says of itself comes first."""
    assert article(publication="HERALD").source.kind == "newspaper"
    assert article(publication="herald").language == "de"
    assert article(publication="herald", kind="letter", lang="en").source.kind == "letter"
    assert article(publication="The  Sun").source.publication == "The Sun"


def test_authors_are_named_as_the_archive_prefers() -> None:
    """By any known name; a body is no person."""
    authors = article(authors=["a. byron", "N.A.S.A.", {"given": "Grace", "family": "Hopper"}]).source.authors

    assert [author.name for author in authors] == ["Ada Byron", "NASA", "Grace Hopper"]
    assert [author.literal for author in authors] == [False, True, False]


def test_a_withdrawn_article_says_why() -> None:
    """Its tombstone needs the words."""
    made = article(status="withdrawn", withdrawn={"date": "2020-01-01", "reason": "a forgery"})

    assert made.withdrawn == Withdrawal(date="2020-01-01", reason="a forgery")


@pytest.mark.parametrize(
    ("file", "slug"),
    [
        ("a/dune.md", "dune"),
        ("a/Dune_2.0.md", "Dune_2.0"),
        ("a/The Dawn of Dune!.md", "the-dawn-of-dune"),
        ("a/2016-10-18-dune.md", "2016-10-18-dune"),
        ("a/東京.md", "東京"),
        ("a/हिन्दी.md", "हिन्दी"),
        ("a/Éa.md", "Éa"),
        ("a/E\N{COMBINING ACUTE ACCENT}a.md", "Éa"),
        ("a/!!!.md", ""),
    ],
)
def test_a_file_name_makes_a_slug(file: str, slug: str) -> None:
    """As it is where it can be; the same on disks that decompose accents."""
    assert slug_of_file(file) == slug


BAD = {
    "deck: x": (2, "`title` is missing"),
    "title:": (2, "`title` is empty"),
    'deck: x\ntitle: " "': (3, "`title` is empty"),
    "title: x\ntitel: y": (3, "unknown key `titel`"),
    "title: x\nrights:\n  licence: y": (4, "unknown key `rights.licence`"),
    "title: x\ntags: science": (3, "`tags` must be a list"),
    "title: [x]": (2, "`title` must be one value, not a list"),
    "title: x\nseries: {name: y, number: one}": (3, "`series.number`: 'one' is not a whole number"),
    "title: x\nrights: free": (3, "`rights` must hold keys"),
    "title: x\npublished: 2016-02-30": (
        3,
        "'2016-02-30' is not a day of the calendar: February 2016 has 29 days",
    ),
    "title: x\npublished: 2016-13": (3, "13 is no month"),
    "title: x\npublished: soon": (3, "`published`: 'soon' is not an EDTF date"),
    "title: x\npublished: 1917/1916": (3, "ends before it starts"),
    "title: x\nposted: 2016-02-30": (3, "`posted`: '2016-02-30' is not a day of the calendar"),
    "title: x\nposted: 2016": (3, "`posted`: '2016' is not a day of the calendar"),
    "title: x\ncorrections:\n- text: y\n  date: 2016-02-30": (
        5,
        "`corrections[0].date`: '2016-02-30' is not a day",
    ),
    "title: x\ncorrections:\n- text: y": (4, "`corrections[0].date` is missing"),
    "title: x\nprovenance:\n- event: y\n- event: z\n  date: 2016-02-30": (
        6,
        "`provenance[1].date`: '2016-02-30'",
    ),
    "title: x\narchived:\n- url: y": (4, "`archived[0].url`: 'y' is not a web address"),
    "title: x\npublished: 2016-10\nposted: 2016-09-30": (4, "posted on 2016-09-30, before it was published"),
    "title: x\nposted: 2016-09-30\nupdated: 2016-09-29": (4, "updated on 2016-09-29, before it was posted"),
    "title: x\nkind: newspapr": (3, "unknown kind 'newspapr'"),
    "title: x\nextent: half": (3, "unknown extent 'half'"),
    "title: x\nstatus: live": (3, "unknown status 'live'"),
    "title: x\nrights:\n  basis: theft": (4, "unknown basis 'theft'"),
    "title: x\nstatus: withdrawn": (3, "nothing says when and why"),
    "title: x\nwithdrawn: {date: 2020-01-01, reason: y}": (3, "but its status is published"),
    "title: x\nslug: ../x": (3, "`slug`: '../x' is not a slug: it holds a slash"),
    "title: x\nslug: a/b": (3, "`slug`: 'a/b' is not a slug: it holds a slash"),
    "title: x\nslug: ..": (3, "`slug`: '..' is not a slug: it leaves the site"),
    "title: x\nslug: '!!!'": (3, "`slug`: '!!!' holds what a web address would have to encode"),
    "title: x\nslug: a b": (3, "`slug`: 'a b' holds what a web address would have to encode"),
    "title: x\nslug: nul": (3, "device on Windows"),
    "title: x\naliases: [/ok/, ../x]": (3, "`aliases[1]`: '../x' is not a route: it leaves the site"),
    "title: x\naliases:\n- /ok/\n- https://old.example/x": (
        5,
        "`aliases[1]`: 'https://old.example/x' is not a route",
    ),
    "title: x\ntags: [ok, '!!!']": (3, "the tag '!!!' makes no slug"),
    "title: x\ntags:\n- ok\n- a//b": (5, "the tag 'a//b' makes no slug"),
    "title: x\ntags:\n- ''": (4, "the tag '' makes no slug"),
    f"title: x\ntags: [{'a/' * 30_000}a]": (3, "is too long"),
    "title: x\nauthors: ['']": (3, "`authors[0]` has no name"),
    "title: x\nauthors:\n- name: y\n- role: z": (5, "`authors[1]` has no name"),
    "title: x\nauthors:\n- {name: ' '}": (4, "`authors[0]` has no name"),
    "title: x\noriginal_url: herald.example": (3, "is not a web address"),
    "title: x\ndoi: https://doi.org/10.1000/1": (3, "is not a DOI"),
    "title: x\nlang: english": (3, "is not a language code"),
}


@pytest.mark.parametrize("head", BAD, ids=[head[:60] for head in BAD])
def test_a_bad_field_is_a_problem_with_its_line(head: str) -> None:
    """Each message says which, and each hint what to do."""
    line, message = BAD[head]
    ((found_line, found),) = problems(head)

    assert found_line == line
    assert message in found
    assert len(found) < 200


def test_a_date_that_is_not_edtf_brings_its_mend() -> None:
    """What a person most likely meant, or all ways to write a date."""
    hints = {
        date: read(f"title: x\npublished: {date}")[1][0].hint
        for date in ("October 18, 2016", "soon", "2016-02-30", "'a; b'")
    }

    assert hints == {
        "October 18, 2016": "write it as 2016-10-18",
        "soon": "write 1916-10-17, 1916-10, 1916, 1916~ (circa), 198X (decade), 1916/1918 or unknown",
        "2016-02-30": "correct the day",
        "'a; b'": "write 1916-10-17, 1916-10, 1916, 1916~ (circa), 198X (decade), 1916/1918 or unknown",
    }


@pytest.mark.parametrize(
    "published", ["2016-10-19~", "2016-10-19?", "unknown", "../2016-11", "2016", "2016-10"]
)
def test_a_date_that_may_be_earlier_contradicts_nothing(published: str) -> None:
    """Only what cannot be true is refused."""
    assert article(published=published, posted="2016-10-18").posted == "2016-10-18"


def test_all_problems_of_a_file_are_told_at_once() -> None:
    """Also those that only a well-typed record can show."""
    head = "title: x\nslug: ../x\nposted: 2016-01-01\npublished: 2017\ntags: ['!']\naliases: ['..']\nauthors: ['']"

    assert [line for line, _ in sorted(problems(head))] == [3, 4, 6, 7, 8]
    assert len(problems("titel: x\nkind: film\nposted: soon\nrights: {basis: y}\ntags: z")) == 6


def test_a_file_name_without_a_slug_is_a_problem() -> None:
    """Either the name or the front matter can mend it."""
    for name in ("!!!", "nul"):
        ((line, message),) = problems("title: x", f"content/articles/{name}.md")

        assert line == 2
        assert "the file's name makes no slug: " in message
    assert article("content/articles/!!!.md", slug="dune").slug == "dune"


def test_a_standing_page_has_fewer_fields() -> None:
    """It came from nowhere else."""
    made, found = page("title: About\ndescription: x\naliases: [/a]")
    assert found == []
    assert made
    assert (made.slug, made.title, made.aliases) == ("about", "About", ("a/",))

    made, found = page("title: About\nauthors: [x]\nslug: a b\nstatus: hidden")
    assert made is None
    assert [problem.where.line for problem in found] == [3, 5]
    assert [problem.message for problem in page("title: About\nslug: ../a")[1]] == [
        "`slug`: '../a' is not a slug: it holds a slash"
    ]
