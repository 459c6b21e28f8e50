"""Names that are nearly those of others in the archive."""

from factories import make_article

from builder.check.names import find_near_pairs
from builder.model import Article, Authorities, PersonRecord


def asked(articles: list[Article], **people: PersonRecord) -> list[str]:
    return [str(problem) for problem in find_near_pairs(articles, Authorities(people=people))]


def make_archive(seldom: str, usual: str = "Ada Byron") -> list[Article]:
    """Three articles by one author, and one by another."""
    return [
        *(make_article(f"by-{number}", authors=[usual]) for number in range(3)),
        make_article("odd", authors=[seldom]),
    ]


def test_seldom_name_beside_a_frequent_one_is_asked_about_where_it_stands() -> None:
    (line,) = asked(make_archive("Ada Byrom"))

    assert line.startswith(
        "content/articles/odd.md:1: the name 'Ada Byrom' (once) is nearly 'Ada Byron' (in 3 articles); "
    )


def test_name_without_spaces_and_name_in_another_order_are_asked_about() -> None:
    assert len(asked(make_archive("adabyron"))) == 1
    assert len(asked(make_archive("Byron, Ada"))) == 1


def test_names_that_are_one_term_are_left_to_the_build() -> None:
    assert asked(make_archive("ada byron")) == []


def test_publications_are_asked_about_too() -> None:
    articles = [
        make_article("a", publication="The Plainview Herald"),
        make_article("b", publication="The Plainview Hearld"),
    ]

    assert len(asked(articles)) == 1


def test_names_that_an_authority_file_knows_are_left_to_the_build() -> None:
    entries = {"one": PersonRecord(name="Ada Byron"), "other": PersonRecord(name="Ada Byrom")}

    assert asked(make_archive("Ada Byrom"), **entries) == []
    assert asked(make_archive("Ada Byrom"), one=entries["one"]) == []
