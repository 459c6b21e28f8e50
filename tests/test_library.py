"""Articles in every order that readers need."""

import msgspec
import pytest
from factories import make_article, make_library, withdraw
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.errors import Location
from builder.library import Library, neighbours, term_path, term_slug, without_article
from builder.model import Article, Author, Authorities, PersonRecord, PublicationRecord, TagRecord

DATES = [
    "",
    "unknown",
    "1916",
    "1916-10",
    "1916-10-17",
    "1916?",
    "1917-01-01",
    "191X",
    "1914/1918",
    "1916-21",
]
SPELLINGS = ["Logic", "logic", "LOGIC", "Straße", "STRASSE", "C", "C++", "C#", "Science/Physics", "science"]


def slugs(articles: tuple[Article, ...]) -> list[str]:
    """The articles' slugs, in order."""
    return [article.slug for article in articles]


def test_newest_first_by_original_date() -> None:
    """A date stands at its first day; the undated are last."""
    library = make_library(
        make_article("day", published="1916-10-17"),
        make_article("year", published="1916"),
        make_article("undated"),
        make_article("unknown", published="unknown"),
        make_article("month", published="1916-10"),
        make_article("old", published="1850"),
    )

    assert slugs(library.newest) == ["day", "month", "year", "old", "unknown", "undated"]


def test_recently_posted_first_by_the_day_of_this_archive() -> None:
    """Of one day the newest original is first; what was never posted is last."""
    library = make_library(
        make_article("a", published="1950", posted="2016-01-01"),
        make_article("b", published="1960", posted="2016-01-01"),
        make_article("c", published="1900", posted="2017-01-01"),
        make_article("d", published="1999"),
    )

    assert slugs(library.recently_posted) == ["c", "b", "a", "d"]


def test_article_stands_in_every_period_that_holds_its_date() -> None:
    """As deep as the date is known, and no deeper."""
    library = make_library(
        make_article("day", published="1916-10-17"),
        make_article("month", published="1916-10"),
        make_article("season", published="1916-23"),
        make_article("doubtful", published="1916-10-17?"),
        make_article("year", published="1915"),
        make_article("decade", published="191X"),
    )

    assert {period: slugs(articles) for period, articles in library.published.items()} == {
        (1915,): ["year"],
        (1916,): ["doubtful", "day", "month", "season"],
        (1916, 10): ["doubtful", "day", "month"],
        (1916, 10, 17): ["day"],
    }
    assert slugs(library.undated) == ["decade"]


def test_periods_are_in_the_order_of_time() -> None:
    """Oldest first, a year before its months."""
    library = make_library(
        make_article("b", published="1916-10", posted="2017-02-03"),
        make_article("a", published="1916-02", posted="2016-12-31"),
    )

    assert list(library.published) == [(1916,), (1916, 2), (1916, 10)]
    assert list(library.posted) == [
        (2016,),
        (2016, 12),
        (2016, 12, 31),
        (2017,),
        (2017, 2),
        (2017, 2, 3),
    ]


def test_nested_tag_holds_the_articles_below_it() -> None:
    """An article of a narrower term is one of the wider."""
    library = make_library(
        make_article("a", tags=("Science/Physics/Optics",), published="1900"),
        make_article("b", tags=("Science/Chemistry",), published="1901"),
        make_article("c", tags=("Science",), published="1902"),
    )

    assert slugs(library.tags["science"].articles) == ["c", "b", "a"]
    assert library.tags["science"].narrower == ("science/chemistry", "science/physics")
    assert library.tags["science"].broader == ""
    assert slugs(library.tags["science/physics"].articles) == ["a"]
    assert library.tags["science/physics/optics"].label == "Optics"
    assert library.tags["science/physics/optics"].broader == "science/physics"


def test_article_with_two_terms_below_one_stands_there_once() -> None:
    """It is one article."""
    library = make_library(make_article("a", tags=("Science/Physics", "Science/Optics", "Science")))

    assert slugs(library.tags["science"].articles) == ["a"]


def test_spellings_that_fold_are_one_term() -> None:
    """The most frequent label is shown, and one warning names the other where it first stands."""
    library = make_library(
        make_article("a", tags=("Straße",), key_lines={"tags": 7}),
        make_article("b", tags=("STRASSE",), key_lines={"tags": 4}),
        make_article("c", tags=("Straße",)),
    )

    assert list(library.tags) == ["strasse"]
    assert library.tags["strasse"].label == "Straße"
    (problem,) = library.problems
    assert (problem.where, problem.severity) == (Location("content/articles/b.md", 4), "warning")
    assert problem.message == "'STRASSE' and 'Straße' are one term, shown as 'Straße'"


def test_of_equally_frequent_labels_the_first_by_code_point_is_shown() -> None:
    """Capitals stand before small letters."""
    library = make_library(make_article("a", tags=("logic",)), make_article("b", tags=("Logic",)))

    assert library.tags["logic"].label == "Logic"


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("tags", [{"tags": ("Logic",)}, {"tags": ("logic",)}]),
        ("publication", [{"publication": "The Times"}, {"publication": "the times"}]),
        ("authors", [{"authors": ["Ann Lee"]}, {"authors": ["ann lee"]}]),
        ("series", [{"series": ("Letters", 1)}, {"series": ("letters", 2)}]),
    ],
)
def test_folded_labels_are_reported_at_their_key(key: str, fields: list[dict[str, object]]) -> None:
    """The line of the front matter that can be mended."""
    lines = {"tags": 2, "publication": 3, "authors": 4, "series": 5}
    articles = [
        make_article(f"piece-{number}", key_lines=lines, **one)  # type: ignore[arg-type]
        for number, one in enumerate(fields)
    ]

    (problem,) = make_library(*articles).problems

    assert problem.where.line == lines[key]


def test_c_and_its_sisters_stay_three() -> None:
    """Signs that tell names apart are spelled in the slug."""
    library = make_library(make_article("a", tags=("C", "C++", "C#")))

    assert {slug: term.label for slug, term in library.tags.items()} == {
        "c": "C",
        "c-sharp": "C#",
        "c-plus-plus": "C++",
    }
    assert library.problems == ()


def test_label_of_the_authority_file_is_shown() -> None:
    """However often another is written."""
    authorities = Authorities(
        tags={"logic": TagRecord(name="Logic, formal", aliases=("Logic",))},
        people={"lee": PersonRecord(name="Ann Lee", family="Lee")},
        publications={"times": PublicationRecord(name="The Times", place="London")},
    )
    library = make_library(
        make_article("a", tags=("logic formal",), authors=["ann lee"], publication="The Times"),
        make_article("b", tags=("logic formal",)),
        authorities=authorities,
    )

    assert library.tags["logic-formal"].label == "Logic, formal"
    assert library.tags["logic-formal"].authority == authorities.tags["logic"]
    assert library.authors["ann-lee"].label == "Ann Lee"
    assert library.publications["the-times"].authority == authorities.publications["times"]


def test_name_of_signs_has_a_term() -> None:
    """A byline of three stars is somebody's."""
    library = make_library(make_article("a", authors=["***"]), make_article("b", authors=["†"]))

    assert {term.label for term in library.authors.values()} == {"***", "†"}
    assert all(slug.startswith("sign-") for slug in library.authors)
    assert term_slug("***") != term_slug("†")


def test_slash_in_a_name_is_no_hierarchy() -> None:
    """Only tags nest."""
    library = make_library(
        make_article("a", publication="Tribune/Herald", authors=["A. B./C. D."], series=("1/2", 1))
    )

    assert [term.label for term in library.publications.values()] == ["Tribune/Herald"]
    assert [term.label for term in library.authors.values()] == ["A. B./C. D."]
    assert [term.label for term in library.series.values()] == ["1/2"]


def test_tags_and_their_paths_agree() -> None:
    """A page finds a term by the label that an article has."""
    library = make_library(make_article("a", tags=("Science/C++",)))

    assert term_path("Science/C++") in library.tags


def test_index_is_in_the_order_of_readers() -> None:
    """Publications without their article, authors by their family names, bodies by their whole ones."""
    library = make_library(
        make_article("a", publication="The Atlantic", authors=["Zoe Adams"]),
        make_article("b", publication="Newsday", authors=[Author(name="Board of Health", literal=True)]),
        make_article(
            "c", publication="the zodiac", authors=[Author(name="Ludwig van Beethoven", family="van B.")]
        ),
        make_article("d", authors=["Plato", "anna Abel"]),
    )

    assert [term.label for term in library.publications.values()] == ["The Atlantic", "Newsday", "the zodiac"]
    assert [term.label for term in library.authors.values()] == [
        "anna Abel",
        "Zoe Adams",
        "Board of Health",
        "Plato",
        "Ludwig van Beethoven",
    ]
    assert without_article("Then and Now") == "Then and Now"


def test_parts_of_a_series_are_in_their_order() -> None:
    """Not in that of their dates."""
    library = make_library(
        make_article("two", series=("Letters", 2), published="1900"),
        make_article("one", series=("Letters", 1), published="1950"),
        make_article("ten", series=("Letters", 10), published="1901"),
    )

    assert slugs(library.series["letters"].articles) == ["one", "two", "ten"]


def test_of_two_articles_with_one_slug_the_first_by_file_counts() -> None:
    """The clash of their routes is reported where routes are."""
    first = make_article("a", file="content/articles/1/a.md", title="First")
    second = make_article("a", file="content/articles/2/a.md", title="Second")

    assert make_library(second, first).by_slug["a"].title == "First"


def test_neighbours_are_of_the_same_publication() -> None:
    """A reader leafs through one paper; an article without one, through the archive."""
    library = make_library(
        make_article("t1", publication="Times", published="1901"),
        make_article("n1", publication="Newsday", published="1902"),
        make_article("t2", publication="Times", published="1903"),
        make_article("n2", publication="Newsday", published="1904"),
        make_article("own", published="1902-06"),
    )
    ways = neighbours(library)

    assert ways["t1"].later == library.by_slug["t2"]
    assert ways["t1"].earlier is None
    assert ways["t1"].publication == "times"
    assert (ways["own"].earlier, ways["own"].later) == (library.by_slug["n1"], library.by_slug["t2"])
    assert ways["own"].publication == ""


def test_article_alone_in_its_publication_goes_through_the_archive() -> None:
    """Withdrawn ones keep it no company."""
    library = make_library(
        make_article("a", publication="Times", published="1901"),
        withdraw(make_article("b", publication="Times", published="1902")),
        make_article("c", publication="Newsday", published="1903"),
    )

    assert neighbours(library)["a"].later == library.by_slug["c"]


def test_withdrawn_article_is_passed_over() -> None:
    """It has no neighbours and is none."""
    library = make_library(
        make_article("a", published="1901"),
        withdraw(make_article("b", published="1902")),
        make_article("c", published="1903"),
    )
    ways = neighbours(library)

    assert "b" not in ways
    assert ways["a"].later == library.by_slug["c"]
    assert ways["c"].earlier == library.by_slug["a"]


def test_every_article_is_met_on_the_way() -> None:
    """From the newest, going earlier, to the oldest."""
    library = make_library(*(make_article(f"a{year}", published=str(year)) for year in range(1900, 1920)))
    ways = neighbours(library)
    met, here = [], library.newest[0]
    while (found := ways[here.slug].earlier) is not None:
        met.append(here.slug)
        assert ways[found.slug].later == here
        here = found

    assert [*met, here.slug] == slugs(library.newest)


def articles() -> st.SearchStrategy[list[Article]]:
    """A few articles with dates, tags and names that clash."""
    one = st.builds(
        lambda number, published, posted, tags, authors, publication: make_article(
            f"piece-{number}",
            published=published,
            posted=posted,
            tags=tuple(tags),
            authors=authors,
            publication=publication,
        ),
        st.integers(0, 30),
        st.sampled_from(DATES),
        st.sampled_from(["", "2016-10-18", "2017-01-01"]),
        st.lists(st.sampled_from(SPELLINGS), unique=True, max_size=3),
        st.lists(st.sampled_from(["Ann Lee", "ann lee", "***"]), unique=True, max_size=2),
        st.sampled_from(["", "The Times", "the times", "Newsday"]),
    )
    return st.lists(one, max_size=12, unique_by=lambda article: article.slug)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_order_of_the_files_means_nothing(data: st.DataObject) -> None:
    """The library of shuffled articles is the same in every order it has."""
    written = data.draw(articles())
    shuffled = data.draw(st.permutations(written))

    assert encoded(make_library(*written)) == encoded(make_library(*shuffled))


def encoded(library: Library) -> bytes:
    """Everything about a library, in its order."""
    plain = {
        name: list(value.items()) if isinstance(value, dict) else value
        for name in library.__struct_fields__
        for value in [getattr(library, name)]
    }
    return msgspec.msgpack.encode((plain, list(neighbours(library).items())))


@settings(max_examples=60, deadline=None)
@given(articles())
def test_no_article_is_lost_or_doubled(written: list[Article]) -> None:
    """Every group holds each of its articles once, and the periods all that have a date."""
    library = make_library(*written)
    everyone = {article.slug for article in written}
    years = [articles for period, articles in library.published.items() if len(period) == 1]

    assert set(slugs(library.newest)) == set(slugs(library.recently_posted)) == everyone
    assert len(library.newest) == len(library.recently_posted) == len(everyone)
    assert sorted(slugs(library.undated) + [slug for year in years for slug in slugs(year)]) == sorted(
        everyone
    )
    for terms in (library.tags, library.publications, library.authors):
        for term in terms.values():
            assert len(term.articles) == len(set(slugs(term.articles)))
            assert [place for place in slugs(library.newest) if place in slugs(term.articles)] == slugs(
                term.articles
            )
