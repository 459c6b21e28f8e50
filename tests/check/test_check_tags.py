"""Tags that lead to one article alone, and tags that are nearly others."""

from factories import make_article, make_library, withdraw

from builder.check.tags import find_odd_tags
from builder.library import Library
from builder.model import Authorities, TagRecord


def asked(library: Library) -> list[str]:
    return sorted(str(problem).partition(";")[0] for problem in find_odd_tags(library))


def test_a_tag_used_once_is_named() -> None:
    library = make_library(
        make_article("a", tags=("bridges", "storms"), key_lines={"tags": 5}),
        make_article("b", tags=("bridges",)),
    )

    assert asked(library) == ["content/articles/a.md:5: the tag 'storms' leads to this article alone"]


def test_tag_of_which_the_others_are_withdrawn_is_used_once() -> None:
    library = make_library(make_article("a", tags=("storms",)), withdraw(make_article("b", tags=("storms",))))

    assert len(asked(library)) == 1


def test_tag_with_an_entry_may_stand_alone() -> None:
    authorities = Authorities(tags={"storms": TagRecord(name="storms")})

    assert asked(make_library(make_article("a", tags=("storms",)), authorities=authorities)) == []


def test_wider_tag_is_not_asked_about_beside_its_narrower_one() -> None:
    library = make_library(make_article("a", tags=("science/physics",)))

    assert asked(library) == [
        "content/articles/a.md:1: the tag 'science/physics' leads to this article alone"
    ]


def test_singular_and_plural_are_asked_about_once_at_the_seldomer() -> None:
    library = make_library(
        make_article("a", tags=("bridges",)),
        make_article("b", tags=("bridges",)),
        make_article("c", tags=("bridge",)),
    )

    assert asked(library) == [
        "content/articles/c.md:1: the tag 'bridge' (1 article) is nearly 'bridges' (2 articles)"
    ]


def test_spaces_and_slips_are_asked_about() -> None:
    library = make_library(
        make_article("a", tags=("web site", "chemistry")),
        make_article("b", tags=("website", "chemistry")),
        make_article("c", tags=("website", "chemsitry")),
    )

    assert asked(library) == [
        "content/articles/a.md:1: the tag 'web site' (1 article) is nearly 'website' (2 articles)",
        "content/articles/c.md:1: the tag 'chemsitry' (1 article) is nearly 'chemistry' (2 articles)",
    ]


def test_short_tags_and_years_are_not_nearly_others() -> None:
    library = make_library(
        *(
            make_article(slug, tags=("iran", "iraq", "1960s", "1970s", "web 2", "web 3"))
            for slug in ("a", "b")
        )
    )

    assert asked(library) == []


def test_tag_that_stands_alone_and_under_another_is_asked_about() -> None:
    library = make_library(
        make_article("a", tags=("science/physics",)),
        make_article("b", tags=("science/physics",)),
        make_article("c", tags=("physics",)),
    )

    assert asked(library) == [
        "content/articles/c.md:1: the tag 'physics' (1 article) is nearly 'science/physics' (2 articles)"
    ]
